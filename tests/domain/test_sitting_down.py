"""Everybody finds their name with two keys, however many they are."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from officeapp.domain.record import StaffId
from officeapp.domain.roll import folded
from officeapp.domain.school import Person, Role
from officeapp.domain.sitting_down import NUMBERED, chosen, fitting

DAY = dt.date(2026, 9, 1)
LETTERS = st.sampled_from("ABCDEFGHIJKLMNOPRSTWYZÁÉŚŻ")
NAMES = st.tuples(
    LETTERS, st.sampled_from(["na", "li", "o"]), LETTERS, st.sampled_from(["ose", "y"])
)


def people_of(names):
    return [
        Person(StaffId(number), name, "Clerk", Role.OFFICE, DAY)
        for number, name in enumerate(names)
    ]


@given(st.lists(NAMES, min_size=1, max_size=40, unique=True))
def test_a_letter_and_a_digit_choose_anybody_of_forty(parts):
    """Seen red with letters looked for anywhere in a name and no order among those that fit."""
    people = people_of(sorted(f"{a}{b} {c}{d}" for a, b, c, d in parts))
    begin = Counter(folded(one.name)[0] for one in people)
    assume(max(begin.values()) <= NUMBERED)
    for person in people:
        ways = [str(digit) for digit in range(1, 10)]
        ways += [person.name[0] + way for way in ways]
        assert person in [chosen(people, way) for way in ways]


STAFF = people_of(["Amina Cole", "Bea O’Neill", "Simran Kaur", "Siân Moss", "Zoë Sands"])


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("s", ["Simran Kaur", "Siân Moss", "Zoë Sands"]),
        ("sk", ["Simran Kaur"]),
        ("sian", ["Siân Moss"]),
        ("oneill", ["Bea O’Neill"]),
        ("kaur simran", ["Simran Kaur"]),
        ("", [one.name for one in STAFF]),
        ("x", []),
        ("m", ["Siân Moss"]),
        ("mi", ["Amina Cole"]),
    ],
)
def test_letters_put_the_likeliest_name_first(typed, names):
    assert [one.name for one in fitting(STAFF, typed)] == names


@pytest.mark.parametrize(
    ("typed", "name"), [("2", "Bea O’Neill"), ("s2", "Siân Moss"), ("s", ""), ("s4", ""), ("0", "")]
)
def test_a_digit_chooses_among_those_that_fit(typed, name):
    found = chosen(STAFF, typed)
    assert (found.name if found else "") == name
