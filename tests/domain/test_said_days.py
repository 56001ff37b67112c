"""Days as parents say them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.messages import HalfDay
from officeapp.domain.said_days import NotAMomentError, NotDaysError, said_days, said_moment

WEDNESDAY = dt.date(2026, 11, 18)


def is_open(day):
    return day.weekday() < 5


def said(typed, today=WEDNESDAY):
    found = said_days(typed, today, is_open)
    return f"{found.span.first:%a %d}-{found.span.last:%a %d}", found.halves.value, found.back


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("", "Wed 18-Wed 18"),
        ("today", "Wed 18-Wed 18"),
        ("till Thu", "Wed 18-Thu 19"),
        ("until friday", "Wed 18-Fri 20"),
        ("to wed", "Wed 18-Wed 18"),
        ("thurs", "Thu 19-Thu 19"),
        ("mon", "Mon 23-Mon 23"),
        ("Mon-Wed", "Mon 23-Wed 25"),
        ("mon to wed", "Mon 23-Wed 25"),
        ("tomorrow", "Thu 19-Thu 19"),
        ("tomorrow till mon", "Thu 19-Mon 23"),
        ("since mon", "Mon 16-Wed 18"),
        ("since Wed", "Wed 11-Wed 18"),
        ("since yesterday till fri", "Tue 17-Fri 20"),
        ("yesterday", "Tue 17-Tue 17"),
        ("1 day", "Wed 18-Wed 18"),
        ("4 days", "Wed 18-Mon 23"),
        ("all week", "Wed 18-Fri 20"),
        ("24/11", "Tue 24-Tue 24"),
        ("24 nov", "Tue 24-Tue 24"),
        ("till 24th November", "Wed 18-Tue 24"),
        ("23.11.26 - 25.11.26", "Mon 23-Wed 25"),
    ],
)
def test_days_are_understood_as_they_are_said(typed, days):
    assert said(typed) == (days, "", None)


def test_the_half_of_the_day_and_the_return_are_understood_too():
    assert said("pm") == ("Wed 18-Wed 18", "PM", None)
    assert said("thu morning") == ("Thu 19-Thu 19", "AM", None)
    assert said("back mon") == ("Wed 18-Sun 22", "", dt.date(2026, 11, 23))
    assert said_days("am pm", WEDNESDAY, is_open).halves is HalfDay.BOTH


def test_a_date_without_a_year_is_the_nearest():
    assert said_days("4/1", dt.date(2026, 12, 18), is_open).span.first == dt.date(2027, 1, 4)
    assert said_days("18 dec", dt.date(2027, 1, 5), is_open).span.first == dt.date(2026, 12, 18)


@pytest.mark.parametrize(
    "typed", ["soon", "th", "till", "31/2", "0 days", "back", "since", "-", "99"]
)
def test_what_names_no_days_is_refused(typed):
    with pytest.raises(NotDaysError):
        said(typed)


@given(st.text(alphabet="mon tue-till0123456789/.sinceback", max_size=20))
def test_whatever_is_typed_gives_days_in_order_or_a_refusal(typed):
    try:
        found = said_days(typed, WEDNESDAY, is_open)
    except NotDaysError:
        return
    assert found.back is None or found.back > found.span.last


@pytest.mark.parametrize(
    ("typed", "day", "time"),
    [
        ("thu 14.00", 19, "14:00"),
        ("24 nov 9:30", 24, "09:30"),
        ("0905", 18, "09:05"),
        ("tomorrow at 14:15", 19, "14:15"),
        ("24/11 11.20", 24, "11:20"),
    ],
)
def test_a_day_and_a_time_are_understood(typed, day, time):
    expected = (dt.date(2026, 11, day), dt.time.fromisoformat(time))
    assert said_moment(typed, WEDNESDAY, is_open) == expected


@pytest.mark.parametrize(
    "typed", ["", "thu", "till thu 14:00", "25:00", "soon 14:00", "thu pm 2:00"]
)
def test_what_names_no_day_and_time_is_refused(typed):
    with pytest.raises(NotAMomentError):
        said_moment(typed, WEDNESDAY, is_open)
