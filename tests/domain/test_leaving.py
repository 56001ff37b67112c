"""The grounds of a removal, one by one, and what each asks for."""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.law import grounds
from officeapp.domain.leaving import (
    Circumstances,
    DayMarks,
    Removal,
    UnknownGroundError,
    objections,
    whole_days_absent,
)
from officeapp.domain.record import PupilId

FRIDAY = dt.date(2026, 11, 20)
ALL = grounds().on(FRIDAY)
KEYS = [ground.key for ground in ALL]
BORN = dt.date(2018, 3, 3)
FITTING = {"nursery-ended": "N2", "end-of-year-6": "6"}


def days(*symbols):
    """Days in a row up to Friday 20 November, weekends left out of account."""
    return [
        DayMarks(FRIDAY - dt.timedelta(len(symbols) - n), both) for n, both in enumerate(symbols, 1)
    ]


def removal(key, **changes):
    ground = grounds().find(key, FRIDAY)
    whole = {
        "destination": "Marlow Junior",
        "notice": FRIDAY if ground.needs_notice else None,
        "declared": True,
    }
    return Removal(0, PupilId(1), changes.pop("last", FRIDAY), key, **{**whole, **changes})


def judged(key, known=None, **changes):
    ground = grounds().find(key, FRIDAY)
    group, born = FITTING.get(key, "3"), BORN
    if ground.below_age:
        born = dt.date(2023, 3, 3)
    out = [*days(*["OO"] * 20)]
    return objections(
        removal(key, **changes),
        ground,
        known or Circumstances(FRIDAY, born, group, out, "GNO"),
    )


@pytest.mark.parametrize("key", KEYS)
def test_each_ground_can_be_met(key):
    assert judged(key) == []


@pytest.mark.parametrize("key", KEYS)
def test_no_ground_removes_a_name_for_days_that_have_gone(key):
    yesterday = FRIDAY - dt.timedelta(1)
    late = [one for one in judged(key, last=yesterday, notice=None) if "has gone" in one]
    assert len(late) == 1
    said = judged(key, last=yesterday, notice=None, why_late="told on Monday by the new school")
    assert not [one for one in said if "has gone" in one]


@pytest.mark.parametrize("ground", ALL, ids=lambda ground: ground.key)
def test_what_a_ground_asks_for_is_asked_for(ground):
    bare = {"destination": "", "notice": None, "declared": False}
    asked = [ground.needs_destination, ground.needs_notice, bool(ground.declare)]
    assert len(judged(ground.key, **bare)) == sum(asked)


@pytest.mark.parametrize("ground", ALL, ids=lambda ground: ground.key)
def test_each_ground_says_where_it_stands_and_how_sure_that_is(ground):
    assert ground.sure in ("read", "from memory")
    assert "2024 Regulations, reg. 9" in ground.source
    assert ground.words
    assert ground.first == dt.date(2024, 8, 19)


def test_the_letters_follow_each_other_and_no_key_is_twice():
    assert [one.letter for one in ALL if one.letter] == list("abcdefghijklmno")
    assert len(set(KEYS)) == len(KEYS)


def test_no_ground_is_known_before_the_regulations():
    with pytest.raises(UnknownGroundError, match="no ground on Friday 16 August 2024"):
        grounds().find("moved-away", dt.date(2024, 8, 16))


@pytest.mark.parametrize(("key", "group"), [("nursery-ended", "R"), ("end-of-year-6", "5")])
def test_a_ground_is_for_its_year_groups(key, group):
    (said,) = judged(key, Circumstances(FRIDAY, BORN, group))
    assert said.endswith("choose another ground.")


def test_a_pupil_of_compulsory_age_is_not_below_it():
    (said,) = judged("below-age", Circumstances(FRIDAY, BORN, "3"))
    assert "compulsory school age" in said


def test_the_last_day_is_not_before_the_date_of_the_notice():
    (said,) = judged("home-education", notice=FRIDAY + dt.timedelta(1))
    assert "Saturday 21 November 2026" in said


@pytest.mark.parametrize(
    ("marks", "number"),
    [
        (["//", *["OO"] * 20], 20),
        ([*["OO"] * 10, "GN", *["NO"] * 9], 20),
        ([*["OO"] * 19, "OU"], 0),
        ([*["OO"] * 10, "IO", *["OO"] * 9], 9),
        ([*["OO"] * 10, "C\\", *["OO"] * 19], 19),
        ([*["OO"] * 10, "O.", *["OO"] * 5], 5),
        ([*["OO"] * 19, "O"], 19),
        ([*["OO"] * 20, "/"], 0),
        ([], 0),
    ],
)
def test_twenty_days_are_days_with_g_n_or_o_in_every_session(marks, number):
    assert whole_days_absent(days(*marks), "GNO") == number


def test_nineteen_days_are_not_twenty():
    known = Circumstances(FRIDAY, BORN, "3", days("/O", *["OO"] * 19), "GNO")
    (said,) = judged("twenty-days", known)
    assert said.startswith("19 school days in a row up to the last day have G, N or O")
