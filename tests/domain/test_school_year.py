"""Sessions are whole numbers, and a school year is a run of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.school_year import (
    NotAWeekdayError,
    SchoolYear,
    Session,
    Span,
    first_session_after,
    first_session_from,
    is_weekday,
    session_at,
    session_number,
    short_span,
)

AM, PM = Session.AM, Session.PM
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@given(DAYS.filter(is_weekday), st.sampled_from(Session))
def test_a_session_has_one_number_and_a_number_one_session(day, session):
    assert session_at(session_number(day, session)) == (day, session)


@given(DAYS)
def test_every_weekday_has_two_sessions_and_a_weekend_day_none(day):
    sessions = first_session_after(day) - first_session_from(day)
    assert sessions == (2 if is_weekday(day) else 0)


@given(st.integers(2005, 2090))
def test_a_year_goes_on_where_the_one_before_ends(begins):
    year = SchoolYear(begins)
    assert year.origin + year.slots == year.next().origin
    assert 2 * sum(is_weekday(day) for day in year.span.days()) == year.slots


@given(DAYS)
def test_a_day_belongs_to_the_school_year_that_holds_it(day):
    assert day in SchoolYear.of(day).span


def test_a_saturday_has_no_session():
    with pytest.raises(NotAWeekdayError, match="Saturday 21 November 2026 is not a school day"):
        session_number(dt.date(2026, 11, 21), Session.AM)


def test_a_span_of_a_week_is_ten_slots():
    low, high = SchoolYear(2026).slots_of(Span(dt.date(2026, 11, 14), dt.date(2026, 11, 22)))
    assert high - low == 10


@pytest.mark.parametrize(
    ("begins", "ends", "last", "said"),
    [
        (AM, PM, 18, "Wed 18 Nov"),
        (PM, PM, 18, "Wed 18 Nov pm"),
        (AM, AM, 18, "Wed 18 Nov am"),
        (AM, PM, 20, "Wed 18 Nov to Fri 20 Nov"),
        (PM, AM, 20, "Wed 18 Nov pm to Fri 20 Nov am"),
    ],
)
def test_a_run_of_sessions_says_a_day_once_and_halves_where_they_matter(begins, ends, last, said):
    first = dt.date(2026, 11, 18)
    assert short_span(first, dt.date(2026, 11, last), begins, ends) == said
