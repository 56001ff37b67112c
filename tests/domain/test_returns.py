"""Each return to the authority: when it is due, and when it is not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.law import return_rules
from officeapp.domain.leaving import DayMarks
from officeapp.domain.record import PupilId
from officeapp.domain.returns import (
    ReturnKind,
    absence_due,
    deletion_due,
    in_a_row,
    new_pupil_due,
    reached,
    sickness_due,
)

PUPIL = PupilId(1)
FIRST = dt.date(2026, 9, 2)
NEW, GONE, ILL, OUT = (return_rules()[kind] for kind in ReturnKind)
NEUTRAL = "#X-"


def days(*symbols):
    """A page of days from 2 September on, one a day, weekends left out of account."""
    return [DayMarks(FIRST + dt.timedelta(n), both) for n, both in enumerate(symbols)]


def day(number):
    return FIRST + dt.timedelta(number - 1)


def test_every_return_has_a_source_and_says_how_sure_it_is():
    assert set(return_rules()) == set(ReturnKind)
    assert all(rule.source and rule.sure and rule.words for rule in return_rules().values())


def test_a_new_pupil_is_returned_by_the_end_of_the_fifth_day():
    due = new_pupil_due(NEW, PUPIL, dt.date(2026, 11, 12), "3", FIRST)
    assert due is not None
    assert due.by == dt.date(2026, 11, 17)


@pytest.mark.parametrize(
    ("group", "entered", "asked", "is_due"),
    [
        ("R", FIRST, False, False),
        ("R", FIRST, True, True),
        ("R", FIRST + dt.timedelta(1), False, True),
        ("N2", FIRST, False, False),
        ("1", FIRST, False, True),
        ("3", dt.date(2024, 3, 1), False, False),
    ],
)
def test_the_youngest_on_the_first_day_are_returned_only_if_asked_for(
    group, entered, asked, is_due
):
    found = new_pupil_due(NEW, PUPIL, entered, group, FIRST, asked=asked)
    assert (found is not None) == is_due


def test_a_removal_is_returned_no_later_than_the_last_day():
    due = deletion_due(GONE, PUPIL, day(3), "moved")
    assert due is not None
    assert due.by == day(3)
    assert deletion_due(GONE, PUPIL, dt.date(2023, 1, 9), "moved") is None


@pytest.mark.parametrize(
    ("marks", "met"),
    [
        (["II"] * 15, [15]),
        (["II"] * 14, []),
        (["I\\"] * 15, [15]),
        (["//", "II"] * 15, [30]),
        (["II"] * 30, [15]),
        ([*["II"] * 15, "//", *["II"] * 15], [15, 31]),
        ([*["II"] * 15, "//", *["II"] * 14], [15]),
    ],
)
def test_sickness_is_returned_at_fifteen_days_in_a_row_or_together(marks, met):
    found = sickness_due(ILL, PUPIL, days(*marks), "I", NEUTRAL)
    assert [due.since for due in found] == [day(number) for number in met]


def test_half_days_of_sickness_are_shown_as_sessions_and_days():
    (due,) = sickness_due(ILL, PUPIL, days(*["I\\"] * 15), "I", NEUTRAL)
    assert due.facts == "I in 15 sessions on 15 school days of the year"


@pytest.mark.parametrize(
    ("marks", "met"),
    [
        (["OO"] * 10, [10]),
        (["OO"] * 9, []),
        (["GN", "OU"] * 5, [10]),
        ([*["OO"] * 5, "##", *["OO"] * 5], [11]),
        ([*["OO"] * 5, "O.", *["OO"] * 4], [10]),
        ([*["OO"] * 5, "O\\", *["OO"] * 5], []),
        ([*["OO"] * 5, "IO", *["OO"] * 9], []),
        ([*["OO"] * 10, "//", *["OO"] * 10], [10, 21]),
    ],
)
def test_ten_days_of_unauthorised_absence_in_a_row_are_returned(marks, met):
    found = absence_due(OUT, PUPIL, days(*marks), "GNOU", NEUTRAL)
    assert [due.since for due in found] == [day(number) for number in met]
    assert all(due.by == dt.date(2026, 9, 30) for due in found)


def test_a_blank_between_is_said():
    (due,) = absence_due(OUT, PUPIL, days(*["OO"] * 5, "O.", *["OO"] * 4), "GNOU", NEUTRAL)
    assert due.facts == "unauthorised in 19 sessions on 10 school days, 1 unmarked between in a row"


pages = st.lists(st.text("/I.#O", min_size=2, max_size=2), max_size=60)


@given(pages)
def test_the_days_of_all_runs_are_never_more_than_the_days_there_are(page):
    counted = sum(run.days for run in in_a_row(days(*page), "I", NEUTRAL, 1))
    assert counted <= sum("I" in both for both in page)


@given(pages)
def test_days_together_are_reached_where_there_are_so_many(page):
    found = reached(days(*page), "I", 15)
    with_i = [both for both in page if "I" in both]
    assert (found is not None) == (len(with_i) >= 15)
    assert found is None or found.sessions == sum(both.count("I") for both in with_i)
