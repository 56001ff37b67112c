"""Leaving and coming back as rules: what is missed, who is who, what a return marks."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.record import ContactId, PupilId, SiteId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session
from officeapp.domain.sign_out import (
    Collector,
    SignOut,
    collector_of,
    mark_of_return,
    named_in,
    out_first,
)
from officeapp.domain.times import Arrival, Bell, Timing

DAY = dt.date(2026, 11, 18)
TIMES = [dt.time(hour, minute) for hour in range(8, 16) for minute in range(0, 60, 5)]


def at(text):
    return dt.time.fromisoformat(text)


BELL = Bell(
    1,
    SiteId(1),
    Session.PM,
    "",
    DAY,
    at("13:00"),
    at("13:05"),
    at("13:30"),
    at("15:20"),
    at("14:00"),
)


def entry(left="10:00", back=None, code="I", **changes):
    back_at = at(back) if back else None
    return SignOut(1, PupilId(1), DAY, at(left), "Unwell", code, back_at=back_at, **changes)


def contact(forename, surname, number=1, **changes):
    tie = Tie(number, PupilId(1), ContactId(number), "parent", **changes)
    return tie, Contact(ContactId(number), "", surname, forename)


@pytest.mark.parametrize(
    ("one", "misses"),
    [
        (entry("12:59"), True),
        (entry("13:00"), False),
        (entry("12:00", "13:30"), False),
        (entry("12:00", "13:31"), True),
        (entry("12:00", gone=True), False),
    ],
)
def test_a_session_is_missed_where_its_register_had_not_begun_and_closed_before_the_return(
    one, misses
):
    assert one.misses(BELL) is misses


@given(left=st.sampled_from(TIMES), back=st.none() | st.sampled_from(TIMES))
def test_who_is_there_when_the_register_is_taken_misses_nothing(left, back):
    one = SignOut(1, PupilId(1), DAY, left, "Unwell", "I", back_at=back)
    there = left >= BELL.begins or (back is not None and back <= BELL.closes)
    assert one.misses(BELL) is not there


def test_a_bar_comes_before_leave_to_collect_and_an_ended_tie_counts_nothing():
    may, bar = (
        Tie(1, PupilId(1), ContactId(1), "", may_collect=True),
        Tie(2, PupilId(1), ContactId(1), "", not_released=True),
    )
    ended = Tie(3, PupilId(1), ContactId(1), "", not_released=True, gone=True)
    assert collector_of([may]) is collector_of([may, ended]) is Collector.AUTHORISED
    assert collector_of([may, bar]) is collector_of([bar, may]) is Collector.NOT_RELEASED
    assert collector_of([]) is Collector.UNKNOWN


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Marek Święcicki", True),
        ("swiecicki, marek (father)", True),
        ("Mr. MAREK swiecicki", True),
        ("Mrs Święcicka", False),
        ("Marek", False),
        ("Święcicki", False),
        ("", False),
    ],
)
def test_somebody_typed_by_name_is_known_with_or_without_accents(typed, found):
    assert (named_in(typed, [contact("Marek", "Święcicki")]) is not None) is found


def test_a_name_of_two_words_needs_both_and_a_contact_of_one_name_is_never_meant():
    people = [contact("Lily-Mae", "O'Neill"), contact("", "Bell", 2)]
    assert named_in("lily mae oneill", people) is people[0][1]
    assert named_in("Lily O'Neill", people) is None
    assert named_in("Bell", people) is None


def test_the_overdue_come_first_then_by_when_they_are_due():
    due = entry("10:00", expected=at("11:00"))
    later = entry("09:00", expected=at("14:00"))
    not_today, back = entry("08:00"), entry("09:30", "10:00")
    assert out_first([not_today, back, later, due], at("12:00")) == [due, later, not_today]


@pytest.mark.parametrize(
    ("timing", "stands", "code", "mark"),
    [
        (Timing.IN_TIME, "", "I", ""),
        (Timing.LATE, "", "I", "L"),
        (Timing.LATE, "I", "I", "L"),
        (Timing.LATE, "\\", "I", "\\"),
        (Timing.AFTER_CLOSE, "", "", "U"),
        (Timing.AFTER_CLOSE, "N", "", "U"),
        (Timing.AFTER_CLOSE, "N", "M", "M"),
        (Timing.AFTER_CLOSE, "C", "", "C"),
        (Timing.AFTER_CLOSE, "\\", "", "\\"),
        (Timing.AFTER_CLOSE, "L", "", "L"),
        (Timing.AFTER_SESSION, "N", "I", "N"),
    ],
)
def test_what_a_return_leaves_in_the_register(timing, stands, code, mark):
    """Regulation 10(2) and Table 3 of the 2024 Regulations; presence is never taken back."""
    assert mark_of_return(entry(code=code), Arrival(timing, 5), stands) == mark
