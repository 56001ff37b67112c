"""Coding scenarios with one right answer, and one pupil's percentages. Worked examples C and D."""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.law import codes
from officeapp.domain.attendance import NO_SESSIONS, Counting, Figures, total
from officeapp.domain.codes import Category, WrongAgeError
from officeapp.domain.school_calendar import Closure, SchoolCalendar
from officeapp.domain.school_year import Session

DAY = dt.date(2026, 10, 16)
COUNTING = Counting(codes().categories(DAY), codes().symbols_where(late=True))


def count(*written: str) -> Figures:
    return COUNTING.of("".join(codes().symbol(code) for code in written))


def may_write(code: str, session: Session, *, compulsory: bool) -> Category:
    return codes().check(code, DAY, session, compulsory=compulsory).category


def test_mornings_only_at_school_age_is_present_then_part_time_leave():
    assert may_write("C2", Session.PM, compulsory=True) is Category.AUTHORISED
    assert count("/", "C2") == Figures(possible=2, attended=1, authorised=1)


def test_ill_on_a_mornings_only_timetable_is_illness_then_part_time_leave():
    assert count("I", "C2") == Figures(possible=2, authorised=2)


def test_mornings_only_below_school_age_is_one_possible_session():
    assert may_write("X", Session.PM, compulsory=False) is Category.NOT_POSSIBLE
    assert count("/", "X") == Figures(possible=1, attended=1)
    with pytest.raises(WrongAgeError):
        may_write("C2", Session.PM, compulsory=False)


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("R", Category.AUTHORISED),  # the day the religious body sets apart
        ("Y2", Category.NOT_POSSIBLE),  # snow stops travel, the school is open
        ("B", Category.EDUCATIONAL),  # a taster day at another school
        ("C1", Category.AUTHORISED),  # a licensed child performer
        ("U", Category.UNAUTHORISED),  # N, then an arrival after the close
    ],
)
def test_each_scenario_counts_as_it_should(code, category):
    assert may_write(code, Session.AM, compulsory=True) is category


@pytest.mark.parametrize(
    ("marked", "settled_by"), [("2026-10-16", "2026-10-23"), ("2026-10-20", "2026-11-03")]
)
def test_an_n_is_settled_within_five_school_days(marked, settled_by):
    half_term = Closure(0, dt.date(2026, 10, 26), dt.date(2026, 10, 30), "half term")
    due = SchoolCalendar([half_term]).school_days_after(dt.date.fromisoformat(marked), 5)
    assert due == dt.date.fromisoformat(settled_by)


def test_a_half_term_at_the_other_school_is_no_session_here():
    assert count(*"D" * 70) == NO_SESSIONS


@pytest.mark.parametrize(
    ("possible", "percent", "missed"),
    [(380, 90, 38), (380, 95, 19), (380, 80, 76), (380, 85, 57), (380, 75, 95), (4180, 90, 418)],
)
def test_a_percentage_and_its_sessions_are_the_same_thing(possible, percent, missed):
    """Nineteen days of 190 are 90 %; eleven years at 90 % are 209 days."""
    found = Figures(possible, possible - missed, missed)
    assert found.percent == percent


def test_a_january_starter_is_judged_over_their_own_sessions():
    assert Figures(250, 225, 25).is_persistent
    assert not Figures(380, 355, 25).is_persistent


def test_a_schools_rate_is_the_sum_of_sums_not_the_mean_of_pupils():
    """Planted: the mean of the percentages, 75 here: red."""
    long, short = Figures(100, 100), Figures(10, 5, 5)
    assert round(total([long, short]).percent or 0, 2) == 95.45


@pytest.mark.parametrize("day", [dt.date(2024, 8, 18), dt.date(2023, 5, 1)])
def test_an_old_mark_keeps_its_letter_and_its_count(day):
    assert codes().find("J", day).category is Category.EDUCATIONAL
    assert codes().find("H", day).category is Category.AUTHORISED
