"""A transfer file and the roll.

Seen red: a pupil admitted twice because the number had changed, a temporary number put over a
permanent one, totals of an earlier school in this school's figures, a card changed by a file that
nobody had asked.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from officeapp.books.figures import totals
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.earlier_years import EarlierYear
from officeapp.domain.record import PupilId
from officeapp.domain.school_year import SchoolYear
from officeapp.domain.transfer import (
    SchoolNamed,
)
from officeapp.exchange.ctf import read_transfer
from officeapp.procedures.import_plan import ALL
from officeapp.procedures.import_transfer import import_transfer
from officeapp.procedures.keep_roll import (
    Admission,
    add_class,
    admit,
    change_enrolment,
    change_pupil,
)
from officeapp.procedures.keep_school import change_school
from officeapp.procedures.plan_transfer import plan_transfer
from officeapp.procedures.transfer_plan import NO_CLASS, Choice
from tests.builders import BORN, SINCE, a_pupil

if TYPE_CHECKING:
    from officeapp.books.act import Book

from tests.procedures.transfer_plans import (
    FILES,
    MOTHER,
    OMAR,
    OURS,
    TEMPORARY,
    ZARA,
    about,
    bring_in,
    counts,
    on_roll,
    one,
    only,
    plan,
)


@pytest.fixture
def office(office):
    """Return an office that knows its own number."""
    change_school(office, replace(office.school.card(), dfe="816/2999"))
    return office


@pytest.fixture
def zara(office):
    """Return Zara Abbasi, on the roll in 3 Oak with nothing but her name, birth and number."""
    return on_roll(office, upn=ZARA)


def test_a_whole_file_is_one_act_and_the_second_time_none(office):
    heard: list[frozenset[Book]] = []
    office.on_change(heard.append)
    transfer = read_transfer(FILES / "whole.xml")
    import_transfer(office, plan_transfer(office, transfer))
    again = plan_transfer(office, transfer)
    import_transfer(office, again)
    assert (counts(again.preview), again.differences) == ((0, 0, 2, 0), [])
    assert len(heard) == 1


def test_a_new_pupil_starts_today_in_no_class_with_the_year_of_the_file(office):
    preview = bring_in(office, one())
    placed = office.roll.placed(only(office).id, office.today())
    assert office.roll.school_class(placed.school_class).name == NO_CLASS
    assert placed.year_group == "4"
    assert office.roll.enrolments(only(office).id)[0].first == office.today()
    assert [problem.field for problem in preview.warnings] == ["Starting day", "Class"]


def test_the_office_says_the_starting_day_and_the_class(office, zara):
    moved = one(upn=OMAR, legal_forename="Omar", dob=dt.date(2017, 1, 1), sex="M", year_group="5")
    first = dt.date(2026, 11, 2)
    preview = bring_in(office, moved, starting=first, school_class="3 OAK")
    omar = office.roll.by_upn(OMAR)
    assert (preview.warnings, len(office.roll.classes())) == ([], 1)
    assert office.roll.enrolments(omar.id)[0].first == first


def test_totals_of_other_schools_are_in_no_figure_and_no_mark_is_stored(office):
    made = plan_transfer(office, read_transfer(FILES / "whole.xml"), Choice(SINCE))
    import_transfer(office, made)
    maja = office.roll.by_upn(made.arrivals[0].pupil.upn)
    figures = totals(office, SchoolYear(2026).span).school
    assert (figures.attended, figures.late) == (0, 0)
    assert set(office.register.line(maja.id, SchoolYear(2026))) <= set(".-")
    kept = office.roll.earlier_years(maja.id)
    assert [(one.year, one.possible) for one in kept] == [("2025", 380), ("2026", 10)]


def test_totals_of_other_schools_are_kept_once_and_put_right_by_a_tick(office, zara):
    year = EarlierYear(0, PupilId(0), "2025", "816/2001", "Whitby Infants", 380, 360, 12, 8)
    bring_in(office, replace(one(), years=(year,)))
    assert plan(office, replace(one(), years=(year,))).is_empty
    other = replace(year, attended=350, unauthorised=18)
    made = plan(office, replace(one(), years=(other,)))
    assert [one.field for one in made.differences] == ["attendance 2025"]
    made.take(lambda _: True)
    import_transfer(office, made)
    (kept,) = office.roll.earlier_years(zara.id)
    assert (kept.attended, kept.said) == (350, other.said)


@pytest.mark.parametrize(
    ("mine", "former", "theirs", "their_former", "now", "kept"),
    [
        (ZARA, (), ZARA, (), ZARA, ()),
        (TEMPORARY, (), ZARA, (TEMPORARY,), ZARA, (TEMPORARY,)),
        (TEMPORARY, (), ZARA, (), ZARA, (TEMPORARY,)),
        (ZARA, (TEMPORARY,), TEMPORARY, (), ZARA, (TEMPORARY,)),
        (ZARA, (), TEMPORARY, (), ZARA, (TEMPORARY,)),
        ("", (), ZARA, (), ZARA, ()),
        ("A816200126001", (), ZARA, (), ZARA, ("A816200126001",)),
        (ZARA, (), None, (), ZARA, ()),
        (ZARA, (OMAR,), OMAR, (), ZARA, (OMAR,)),
        (OMAR, (), ZARA, (OMAR,), OMAR, ()),
    ],
    ids=[
        "same", "temporary, said", "temporary, by name", "former", "temporary in the file", "none",
        "wrong letter", "none in the file", "an older file", "another, left to a person",
    ],
)  # fmt: skip
def test_a_pupil_is_known_and_never_admitted_twice(
    office, mine, former, theirs, their_former, now, kept
):
    on_roll(office, upn=mine, former_upns=former)
    preview = bring_in(office, one(upn=theirs, former=their_former))
    assert counts(preview)[0::3] == (0, 0)
    assert (only(office).upn, only(office).former_upns) == (now, kept)


def test_two_permanent_numbers_of_one_name_are_left_to_a_person(office, zara):
    preview = bring_in(office, one(upn=OMAR))
    assert counts(preview) == (0, 0, 0, 1)
    assert f"has the UPN {ZARA} and not {OMAR}" in preview.refused[0].reason
    assert len(office.roll.pupils()) == 1


def test_a_number_of_somebody_else_is_refused(office, zara):
    preview = bring_in(office, one(legal_forename="Kim", dob=dt.date(2016, 1, 1)))
    assert counts(preview) == (0, 0, 0, 1)
    assert "belongs to Zara Abbasi" in preview.refused[0].reason


def test_twins_are_pointed_out_and_kept_apart(office, zara):
    twin = one(upn=OMAR, legal_forename="Zoya")
    brother = one(2, upn="F838200126001", legal_forename="Ali", sex="M")
    preview = bring_in(office, twin, brother)
    assert counts(preview) == (2, 0, 0, 0)
    assert [p.where for p in preview.warnings if "twins" in p.reason] == [f"Zoya Abbasi, {OMAR}"]
    assert len(office.roll.pupils()) == 3


def test_twins_within_a_file_are_pointed_out_too(office):
    preview = bring_in(office, one(), one(2, upn=OMAR, legal_forename="Zoya"))
    assert counts(preview) == (2, 0, 0, 0)
    assert len([p for p in preview.warnings if "twins" in p.reason]) == 1


@pytest.mark.parametrize(
    "second",
    [{}, {"legal_forename": "Ali"}, {"upn": OMAR, "former": (ZARA,)}, {"upn": None, "sex": None}],
    ids=["again", "another name", "former number", "no number"],
)
def test_the_second_entry_for_a_pupil_is_refused(office, zara, second):
    preview = bring_in(office, one(), one(2, **second))
    assert counts(preview) == (0, 0, 1, 1)
    assert "before: Zara Abbasi" in preview.refused[0].reason


def test_two_entries_without_a_number_and_of_one_name_are_one_pupil(office):
    preview = bring_in(office, one(upn=None), one(2, upn=None))
    assert counts(preview) == (1, 0, 0, 1)
    assert about(preview, "UPN") == ["The pupil has no UPN; ask for it, or give a temporary one."]


def test_gaps_are_filled_and_what_stands_stays(office, zara):
    change_pupil(office, replace(zara, middle_names="Noor"))
    preview = bring_in(office, one(middle_names="Aisha", address="1 High St", sen="K", fsm=True))
    pupil = only(office)
    assert (pupil.middle_names, pupil.address, pupil.sen, pupil.fsm) == (
        "Noor", "1 High St", "K", True,
    )  # fmt: skip
    assert [(c.field, c.old, c.new) for c in preview.changes] == [
        ("address", "", "1 High St"), ("sen", "", "K"), ("fsm", "no", "yes"),
    ]  # fmt: skip
    assert counts(preview) == (0, 1, 0, 0)


def test_a_difference_is_taken_where_it_is_ticked(office, zara):
    file = one(legal_surname="Abbasi-Hill", dob=dt.date(2018, 3, 4))
    made = plan(office, file)
    assert [(d.field, d.old, d.new) for d in made.differences] == [
        ("legal surname", "Abbasi", "Abbasi-Hill"), ("dob", "2018-03-03", "2018-03-04"),
    ]  # fmt: skip
    assert (made.is_empty, counts(made.preview)) == (True, (0, 0, 1, 0))
    made.taken = {made.differences[0]}
    import_transfer(office, made)
    assert (only(office).legal_surname, only(office).dob) == ("Abbasi-Hill", BORN)
    assert counts(made.preview) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("overwrite", "expected"),
    [(set(), ("Abbasi", "")), ({"legal surname"}, ("Hill", "")), ({ALL}, ("Hill", "K"))],
)
def test_differences_are_taken_by_the_names_of_their_fields(office, zara, overwrite, expected):
    change_pupil(office, replace(zara, sen="E"))
    bring_in(office, one(legal_surname="Hill", sen="K"), overwrite=overwrite)
    assert (only(office).legal_surname, only(office).sen.replace("E", "")) == expected


def test_a_flag_that_was_taken_back_is_no_gap(office, zara):
    change_pupil(office, replace(zara, looked_after=True))
    change_pupil(office, replace(office.roll.pupil(zara.id), looked_after=False))
    made = plan(office, one(looked_after=True))
    assert [(d.field, d.old, d.new) for d in made.differences] == [("looked after", "no", "yes")]


@pytest.mark.parametrize("name", ["ABBASI", "abbasi", "Abbasi"])
def test_a_name_in_capitals_is_no_difference(office, zara, name):
    assert plan(office, one(legal_surname=name)).differences == []


def test_a_file_for_another_school_says_whose_it_is_and_a_person_may_go_on(office):
    header = replace(OURS, destination=SchoolNamed("383", "1234", "Elsewhere"))
    preview = bring_in(office, one(), header=header)
    assert counts(preview) == (0, 0, 0, 1)
    assert "meant for Elsewhere (383/1234), not for 816/2999" in preview.refused[0].reason
    assert counts(bring_in(office, one(), header=header, for_another=True)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("destination", "warned"),
    [(("816", "2999"), 0), (("XXX", "XXXX"), 1), (("MMM", "MMMM"), 1), (("", ""), 1)],
)
def test_a_file_for_nobody_in_particular_is_taken_with_a_word(office, destination, warned):
    header = replace(OURS, destination=SchoolNamed(*destination))
    preview = bring_in(office, one(), header=header)
    assert (preview.added, len(about(preview, "DestSchool"))) == (1, warned)


@pytest.mark.parametrize(
    ("today", "version", "warned"),
    [
        ((2026, 11, 20), "26.0", 0),
        ((2026, 11, 20), "25", 0),
        ((2026, 11, 20), "24.0", 1),
        ((2026, 11, 20), "27.0", 1),
        ((2027, 8, 31), "25.0", 0),
        ((2027, 9, 1), "25.0", 1),
        ((2026, 11, 20), "", 1),
    ],
)
def test_versions_in_use_are_those_of_this_september_and_the_one_before(
    office, clock, today, version, warned
):
    clock.now = dt.datetime.combine(dt.date(*today), dt.time(12), dt.UTC)
    preview = plan(office, one(), header=replace(OURS, version=version)).preview
    assert len(about(preview, "CTFversion")) == warned


def test_a_leaver_is_not_put_back_on_the_roll_by_a_file(office, zara):
    (enrolment,) = office.roll.enrolments(zara.id)
    change_enrolment(office, replace(enrolment, last=dt.date(2026, 10, 1), ground="moved away"))
    preview = bring_in(office, one(address="1 High St"))
    assert counts(preview) == (0, 1, 0, 0)
    assert "is put on the roll again on the pupil's page" in about(preview, "pupil")[0]
    assert not office.roll.is_on_roll(zara.id, office.today())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dob": None, "upn": OMAR}, "DOB"),
        ({"legal_surname": None, "legal_forename": None}, "Surname"),
        ({"dob": dt.date(2026, 11, 21)}, "DOB"),
        ({"dob": dt.date(2012, 1, 1), "year_group": None}, "NCyearActual"),
    ],
)
def test_who_cannot_be_admitted_is_refused(office, changes, field):
    preview = bring_in(office, one(**changes))
    assert (counts(preview), preview.refused[0].field) == ((0, 0, 0, 1), field)
    assert office.roll.classes() == []


def test_a_year_that_is_missing_or_odd_is_said(office):
    odd = one(2, upn=OMAR, legal_forename="Omar", year_group="6", sex="M")
    preview = bring_in(office, one(year_group=None), odd)
    assert about(preview, "NCyearActual") == [
        "It is taken from the date of birth: Year 4.",
        "The file's year is taken; by age the pupil would be in Year 4.",
    ]


def test_a_person_of_one_name_is_admitted_by_it(office):
    bring_in(office, one(legal_surname=None, legal_forename="Sukarno"))
    assert only(office).called == "Sukarno"


def test_a_card_changed_meanwhile_leaves_everything_as_it_was(office, zara):
    omar = one(2, upn=OMAR, legal_forename="Omar", sex="M")
    made = plan(office, one(address="1 High St", contacts=[MOTHER]), omar)
    change_pupil(office, replace(zara, medical="Nuts"))
    with pytest.raises(ChangedMeanwhileError):
        import_transfer(office, made)
    assert (len(office.roll.pupils()), office.contacts.contacts()) == (1, {})


def test_two_pupils_of_one_name_without_numbers_are_left_to_a_person(office):
    for _ in range(2):
        office.roll.forget()
        admit_another(office)
    preview = bring_in(office, one())
    assert "More than one pupil fits" in preview.refused[0].reason


def admit_another(office):
    made = office.roll.classes() or [add_class(office, "3 Oak", office.school.sites()[0].id)]
    admit(office, [Admission(a_pupil("Abbasi", "Zara"), SINCE, made[0].id, "4")])


def test_a_school_that_does_not_know_its_number_is_told_to_compare(office):
    change_school(office, replace(office.school.card(), dfe=""))
    preview = bring_in(office, one())
    assert about(preview, "DestSchool")[0].startswith("The number of this school is not entered")


def test_a_year_group_that_stands_stays(office, zara):
    preview = bring_in(office, one(year_group="5"))
    assert about(preview, "NCyearActual") == ["Year 4 stands and stays."]
    assert office.roll.placed(zara.id, office.today()).year_group == "4"


def test_an_odd_age_is_said(office):
    preview = bring_in(office, one(dob=dt.date(2008, 1, 1)))
    assert about(preview, "DOB") == [
        "The pupil would be 18 on the day of admission; compare the dates."
    ]


def test_a_preferred_name_that_is_the_legal_one_is_none(office, zara):
    made = plan(office, one(legal_forename="Zarah", preferred_forename="Zara"))
    assert [d.field for d in made.differences] == ["legal forename"]
    assert made.is_empty


def test_a_class_nobody_knows_is_made_with_a_word(office):
    preview = bring_in(office, one(), school_class="4 Elm", starting=SINCE)
    assert about(preview, "Class") == ["The class 4 Elm is not known and is made."]
    assert [school_class.name for school_class in office.roll.classes()] == ["4 Elm"]
