"""The sample roll: numbers, classes, families, contacts."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest

from officeapp.domain.law import is_compulsory
from officeapp.domain.roll import placed_on
from officeapp.domain.school_year import SchoolYear
from officeapp.domain.upn import has_right_letter, is_temporary, knows_authority
from officeapp.errors import OfficeError
from officeapp.sample.plan import plan_school
from officeapp.sample.terms import planned_year
from tests.sample.school import plan

TODAY = dt.date(2026, 11, 20)
BEFORE = dt.date(2025, 11, 20)


def classes_on(school, day):
    placements = school.placements()
    placed = (placed_on(placements[pupil.id], day) for pupil in school.on_roll(day))
    return Counter(placement.school_class for placement in placed if placement)


@pytest.mark.parametrize("pupils", [1, 2, 7, 30, 61, 210, 777, 2000, 5000])
def test_exactly_so_many_are_on_roll_in_classes_of_at_most_thirty(pupils):
    found = classes_on(plan(pupils, years=1), TODAY)
    assert found.total() == pupils
    assert max(found.values()) <= 30


@pytest.mark.parametrize(("pupils", "years"), [(0, 2), (5001, 2), (210, 0), (210, 21)])
def test_an_impossible_school_is_refused_with_a_sentence(pupils, years):
    with pytest.raises(OfficeError, match=r"1 to 5000 pupils .*other numbers\.$"):
        plan_school(pupils=pupils, years=years, last=(TODAY, plan().last[1]))


def test_a_school_of_210_reaches_from_nursery_to_year_six_on_two_sites():
    names = [teaching.school_class.name for teaching in plan().taught]
    assert [name.split()[0] for name in names] == ["Nursery", "R", "1", "2", "3", "4", "5", "6"]
    assert {teaching.school_class.site for teaching in plan().taught} == {1, 2}


def test_class_names_are_unique_in_the_largest_school():
    names = [teaching.school_class.name for teaching in plan(5000, years=1).taught]
    assert len(names) == len(set(names))


def test_every_upn_is_valid_and_nobody_elses():
    pupils = plan(2000, years=1).pupils
    upns = [upn for pupil in pupils for upn in (pupil.upn, *pupil.former_upns)]
    assert all(has_right_letter(upn) and knows_authority(upn) for upn in upns)
    assert len(upns) == len(set(upns))
    assert 0 < sum(is_temporary(pupil.upn) for pupil in pupils) < 60


def test_every_pupil_is_of_the_age_of_the_year_group():
    school = plan()
    for placement in school.roll.placements:
        born = school.pupils[placement.pupil - 1].dob
        begins = SchoolYear.of(placement.first).begins
        age = begins - SchoolYear.of(born - dt.timedelta(days=31)).begins - 1
        assert (
            age == {"N2": 3, "R": 4}.get(placement.year_group)
            or age == int(placement.year_group if placement.year_group.isdigit() else -9) + 4
        )


def test_families_have_one_to_four_children_who_share_their_contacts():
    school = plan()
    sizes = Counter(len(family.children) for family in school.families)
    assert set(sizes) == {1, 2, 3, 4}
    ties: dict[int, set[int]] = {}
    for tie in school.ties:
        ties.setdefault(tie.pupil, set()).add(tie.contact)
    brothers = next(f for f in school.families if len(f.children) == 4).children
    assert ties[brothers[0].number] & ties[brothers[1].number]


def test_brothers_and_sisters_are_in_different_classes_and_some_have_other_surnames():
    families = plan().families
    assert any(len({child.surname for child in family.children}) > 1 for family in families)
    cohorts = [{child.stay.cohort for child in f.children} for f in families if len(f.children) > 1]
    assert sum(len(cohort) > 1 for cohort in cohorts) > 0.9 * len(cohorts)


def test_brothers_and_sisters_are_twins_or_ten_months_apart():
    for family in plan(2000, years=1).families:
        born = [child.born for child in family.children]
        gaps = [(later - born[n]).days for n, later in enumerate(born[1:])]
        assert all(gap == 0 or gap >= 300 for gap in gaps)


def test_every_pupil_has_one_to_four_contacts_in_order():
    ties: dict[int, list[int]] = {}
    for tie in plan().ties:
        ties.setdefault(tie.pupil, []).append(tie.priority)
    assert set(ties) == {pupil.id for pupil in plan().pupils}
    assert all(found == list(range(1, len(found) + 1)) for found in ties.values())
    assert {len(found) for found in ties.values()} == {1, 2, 3, 4}


def test_telephones_and_letters_reach_nobody():
    contacts = plan(2000, years=1).contacts
    phones = [phone for contact in contacts for phone in contact.phones]
    assert all(re.fullmatch(r"07700 900\d{3}|01632 960\d{3}", phone) for phone in phones)
    assert all(c.email == "" or c.email.endswith("@example.org") for c in contacts)
    assert all(c.email.isascii() for c in contacts)


def test_there_are_withheld_addresses_and_people_not_to_be_met():
    school = plan()
    assert any(contact.address_withheld for contact in school.contacts)
    assert any(contact.do_not_contact for contact in school.contacts)
    assert any(tie.not_released and not tie.may_collect for tie in school.ties)
    assert any(tie.lives_with and not tie.parental_responsibility for tie in school.ties)


def test_groups_have_their_national_shares():
    pupils = plan(2000, years=1).pupils
    shares = {
        group: sum(group in pupil.groups for pupil in pupils) / len(pupils)
        for group in ("FSM", "SEN K", "EHCP", "LAC", "EAL", "PP")
    }
    wanted = {"FSM": 0.25, "SEN K": 0.142, "EHCP": 0.048, "LAC": 0.008, "EAL": 0.228, "PP": 0.29}
    assert all(abs(shares[group] - wanted[group]) < 0.035 for group in wanted), shares


def test_some_come_and_go_in_mid_year_and_some_are_below_school_age():
    school = plan()
    starts = {planned_year(year).days[0] for year in school.years}
    assert any(e.first > min(starts) and e.first not in starts for e in school.roll.enrolments)
    assert any(e.last and e.ground == "moved to another school" for e in school.roll.enrolments)
    assert 15 < sum(not is_compulsory(p.dob, TODAY) for p in school.on_roll(TODAY)) < 60


def test_some_pupils_change_class_within_a_year():
    moves = Counter(
        (one.pupil, SchoolYear.of(one.first)) for one in plan(420, years=2).roll.placements
    )
    assert 2 in moves.values()


def test_children_go_up_a_year_each_september():
    placements = plan().placements()
    staying = [found for found in placements.values() if len(found) > 1]
    order = ["N2", "R", "1", "2", "3", "4", "5", "6"]
    for found in staying:
        steps = {SchoolYear.of(one.first): order.index(one.year_group) for one in found}
        assert sorted(steps.values()) == list(range(min(steps.values()), max(steps.values()) + 1))
    assert len(staying) > 150
