"""Names of many kinds, and nobody anybody knows."""

from __future__ import annotations

import re

import pytest

from officeapp.sample.dice import dice
from officeapp.sample.facts import facts
from officeapp.sample.names import NamePool
from tests.sample.school import plan


def everyone(school):
    """Return the names of all pupils, contacts and staff, first name first."""
    pupils = [f"{pupil.legal_forename} {pupil.legal_surname}".strip() for pupil in school.pupils]
    adults = [f"{contact.forename} {contact.surname}" for contact in school.contacts]
    return [*pupils, *adults, *[person.name for person in school.staff]]


@pytest.mark.parametrize(
    "kind",
    ["[éèëíïöøúý]", "’", "'", r"\w-\w", "[łśżźąęŚŁŹ]", "[ığşŞÇ]", "[ễươĐạ]", "ʼ", r"^\S+$", ".{30}",
     r"^\S{1,3} ", r"\b(ap|de|von|al-|ul-|El-)"],
)  # fmt: skip
def test_a_large_school_has_every_kind_of_name(kind):
    assert any(re.search(kind, name) for name in everyone(plan(2000, years=1)))


def test_nobody_is_a_person_everybody_knows():
    never = set(facts("names")["never"])
    assert never.isdisjoint(everyone(plan(2000, years=1)))


def test_a_well_known_persons_first_name_is_never_drawn_with_the_surname():
    names = NamePool()
    origin = next(o for o in names.origins if "Khan" in {s.man for s in o.surnames})
    names.never = frozenset(f"{boy} Khan" for boy in origin.boys if boy != "Bilal")
    rng = dice(1, "khan")
    assert {names.forename(rng, origin, "M", "Khan") for _ in range(50)} == {"Bilal"}


def test_a_school_of_210_has_somebody_of_one_name():
    assert any(not pupil.legal_forename for pupil in plan().pupils)


def test_no_two_of_the_staff_have_one_name():
    names = [person.name for person in plan(5000, years=1).staff]
    assert len(names) == len(set(names)) > 150
