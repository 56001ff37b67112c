"""Open days, half terms, school weeks and the window of ten of them. Worked examples E7 and H."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.school_calendar import (
    Closure,
    ClosureKind,
    NotASchoolDayError,
    SchoolCalendar,
    Term,
)
from officeapp.domain.school_year import SchoolYear, is_weekday

YEAR = SchoolYear(2026)


def closed(first: str, last: str, why: str = "half term") -> Closure:
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return Closure(0, *days, why, ClosureKind.HOLIDAY)


AUTUMN = [closed("2026-08-01", "2026-08-31", "summer"), closed("2026-10-26", "2026-10-30")]


def test_without_any_entry_every_weekday_is_open():
    assert len(SchoolCalendar([]).days(YEAR)) == YEAR.slots // 2


def test_first_and_last_day_of_a_closure_are_both_closed():
    """Planted: the last day read as the first open one: red."""
    calendar = SchoolCalendar(AUTUMN)
    assert calendar.why_closed(dt.date(2026, 10, 30)) == "half term"
    assert calendar.is_open(dt.date(2026, 11, 2))


def test_a_closed_day_is_refused_with_its_reason():
    with pytest.raises(NotASchoolDayError, match=r"30 October 2026 is not a school day \(half"):
        SchoolCalendar(AUTUMN).require_open(dt.date(2026, 10, 30))


def test_a_week_off_divides_half_terms_and_a_bank_holiday_does_not():
    calendar = SchoolCalendar([*AUTUMN, closed("2026-12-04", "2026-12-07", "INSET")])
    halves = calendar.half_terms(YEAR)
    assert [str(half.span.first) for half in halves] == ["2026-09-01", "2026-11-02"]


def test_days_outside_written_terms_are_closed():
    term = Term(0, dt.date(2026, 9, 2), dt.date(2026, 12, 18), "Autumn")
    calendar = SchoolCalendar([], [term])
    assert calendar.why_closed(dt.date(2026, 9, 1)) == "outside term"
    assert len(calendar.days(YEAR)) == 78


@pytest.mark.parametrize(
    ("marked", "due"), [("2026-10-16", "2026-10-23"), ("2026-10-20", "2026-11-03")]
)
def test_five_school_days_after_a_session_skip_the_half_term(marked, due):
    calendar = SchoolCalendar(AUTUMN)
    answer = calendar.school_days_after(dt.date.fromisoformat(marked), 5)
    assert answer == dt.date.fromisoformat(due)


def test_a_week_with_one_open_day_is_a_school_week_and_a_closed_one_is_not():
    calendar = SchoolCalendar([*AUTUMN, closed("2026-11-09", "2026-11-12", "boiler")])
    assert calendar.is_school_week(dt.date(2026, 11, 9))
    assert not calendar.is_school_week(dt.date(2026, 10, 28))


def test_ten_school_weeks_skip_the_weeks_without_a_session():
    calendar = SchoolCalendar(AUTUMN)
    assert calendar.window_from(dt.date(2026, 11, 18), 10) == dt.date(2026, 9, 7)
    assert SchoolCalendar([]).window_from(dt.date(2026, 11, 18), 10) == dt.date(2026, 9, 14)


def test_the_window_crosses_the_summer():
    calendar = SchoolCalendar([closed("2026-07-22", "2026-08-31", "summer")])
    assert calendar.window_from(dt.date(2026, 9, 9), 4) == dt.date(2026, 7, 13)


SPANS = st.lists(
    st.tuples(st.dates(dt.date(2026, 8, 1), dt.date(2027, 7, 31)), st.integers(0, 20)), max_size=8
)


@given(SPANS, st.integers(0, 520), st.integers(0, 520))
def test_open_runs_hold_each_open_session_once(spans, one, other):
    """Planted: a run that begins a session late: red."""
    closures = [
        Closure(0, first, first + dt.timedelta(days=length), "closed") for first, length in spans
    ]
    calendar = SchoolCalendar(closures)
    low, high = min(one, other), max(one, other)
    slots = [slot for a, b in calendar.open_runs(YEAR, low, high) for slot in range(a, b)]
    by_hand = [
        slot
        for slot in range(low, min(high, YEAR.slots))
        if not any(YEAR.session(slot)[0] in closure.span for closure in closures)
    ]
    assert slots == by_hand


@given(SPANS)
def test_open_and_closed_days_make_the_year(spans):
    closures = [Closure(0, day, day, "closed") for day, _ in spans]
    calendar = SchoolCalendar(closures)
    days = len(calendar.days(YEAR)) + len(calendar.closed(YEAR))
    assert days == sum(is_weekday(day) for day in YEAR.span.days())
