"""Calling the roll: where the books say everybody is, who was found, and what stays written.

Seen red: a tick after the end; a second tick counted; a child out counted as missing.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.reasons import reasons
from officeapp.books.roll_call import who_is_where
from officeapp.domain.messages import HalfDay
from officeapp.domain.patterns import Pattern, PatternKind
from officeapp.domain.record import ContactId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.roll_call import Where, count, ticked
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.call_roll import (
    RollCalledError,
    RollCallEndedError,
    call_roll,
    end_roll_call,
    found_at,
    roll_call_now,
    tick_found,
    untick_found,
)
from officeapp.procedures.come_back import come_back
from officeapp.procedures.keep_patterns import add_pattern
from officeapp.procedures.keep_roll import add_contact
from officeapp.procedures.keep_school import set_calendar
from officeapp.procedures.plan_message import Heard
from officeapp.procedures.sign_out import Leaving, sign_out
from officeapp.procedures.take_message import take_message
from officeapp.procedures.take_register import hand_in, pencil_marks
from tests.builders import SINCE, a_class, take

FRIDAY = dt.date(2026, 11, 20)
AM, PM = Session
IN, OUT, AWAY, UNKNOWN = Where


@pytest.fixture
def oak(office, clock):
    """Return a class of four and its pupils, at ten on a Friday."""
    set_clock(clock, "10:00")
    return a_class(office, pupils=4)


def set_clock(clock, text):
    clock.now = dt.datetime.combine(FRIDAY, dt.time.fromisoformat(text), tzinfo=dt.UTC)


def where(office, text, place=0):
    seen = who_is_where(office, dt.time.fromisoformat(text), FRIDAY)[place].seen
    return seen.where, f"{seen.since:%H:%M}" if seen.since else "", seen.book


def leaves(office, pupil, text):
    """Sign a child out with the one who may collect it."""
    nan = Contact(ContactId(0), "", "Adams", "Nan")
    tie = Tie(0, pupil.id, ContactId(0), "grandmother", 1, may_collect=True)
    nan = add_contact(office, nan, tie)
    at = dt.time.fromisoformat(text)
    return sign_out(office, Leaving(pupil.id, at, reasons().leaving[3], collector=nan.id))


def test_the_register_says_who_is_in_and_who_is_away(office, oak):
    take(office, oak[0], FRIDAY, AM, ["/", "I", "V", "."])
    assert [where(office, "10:00", place) for place in range(4)] == [
        (IN, "08:50", "register"),
        (AWAY, "08:50", "register"),
        (AWAY, "08:50", "register"),
        (UNKNOWN, "08:50", "register"),
    ]


def test_nothing_is_known_before_a_register_is_taken_but_pencil_counts(office, oak):
    school_class, (pupil, *_) = oak
    assert where(office, "10:00") == (UNKNOWN, "", "")
    pencil_marks(office, Sheet(school_class.id, FRIDAY, AM), {pupil.id: Draft("/")})
    assert where(office, "10:00") == (IN, "08:50", "register being taken")


def test_the_late_book_and_the_signing_out_book_move_a_child(office, oak, clock):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N///")
    arrive_late(office, [Coming(pupil.id, dt.time(9, 24), reasons().late[0])])
    set_clock(clock, "11:00")
    entry = leaves(office, pupil, "10:30")
    set_clock(clock, "11:30")
    come_back(office, entry.id, dt.time(11, 20))
    said = [where(office, text) for text in ("09:00", "09:30", "10:45", "11:25")]
    assert [one[:2] for one in said] == [
        (UNKNOWN, ""),
        (IN, "09:24"),
        (OUT, "10:30"),
        (IN, "11:20"),
    ]
    assert [one[2] for one in said[1:]] == ["late book", "signing out and in", "signing out and in"]


def test_a_late_mark_without_the_late_book_says_when_by_its_minutes(office, oak):
    school_class, (pupil, *_) = oak
    sheet = Sheet(school_class.id, FRIDAY, AM)
    pencil_marks(office, sheet, {pupil.id: Draft("L", 12)})
    hand_in(office, sheet)
    assert where(office, "10:00") == (IN, "09:07", "register")  # late from 08:55


def test_a_timetable_sends_a_child_home_at_noon_and_a_message_does_not(office, oak, clock):
    """Seen red with a message's afternoon taken for a child gone who was in this morning."""
    school_class, (first, second, *_) = oak
    week = Pattern(0, first.id, PatternKind.DUAL, "/-/-/-/-/-", SINCE, nature="Elm Primary")
    add_pattern(office, week)
    take(office, school_class, FRIDAY, AM, "////")
    kind = reasons().messages[0]
    span = Span(FRIDAY, FRIDAY)
    heard = Heard(second.id, span, kind, sessions=HalfDay.PM, called="mother")
    take_message(office, heard)
    assert where(office, "12:30")[0] is IN
    assert where(office, "13:10") == (AWAY, "13:00", "patterns")
    assert where(office, "13:10", 1)[0] is IN


def test_on_a_closed_day_everybody_is_away(office, oak):
    set_calendar(office, [Closure(0, FRIDAY, FRIDAY, "boiler")])
    assert where(office, "10:00") == (AWAY, "", "calendar")


def test_who_was_found_stays_written_and_the_end_is_the_end(office, oak):
    _, pupils = oak
    drill = call_roll(office, "practice")
    tick_found(office, drill, [pupils[0].id, pupils[0].id])
    tick_found(office, drill, [pupils[0].id, pupils[1].id])
    untick_found(office, drill, [pupils[1].id])
    assert found_at(office, drill) == {pupils[0].id}
    assert len(office.front_desk.found.on(FRIDAY)) == 1
    end_roll_call(office, drill)
    for do in (tick_found, untick_found):
        with pytest.raises(RollCallEndedError):
            do(office, drill, [pupils[2].id])
    assert roll_call_now(office) is None


def test_one_roll_call_goes_on_at_a_time(office, oak):
    drill = call_roll(office)
    with pytest.raises(RollCalledError):
        call_roll(office)
    again = call_roll(office, again=True)
    assert [one.ended is None for one in office.front_desk.drills.on(FRIDAY)] == [False, True]
    assert (roll_call_now(office), again.id == drill.id) == (again, False)


def test_missing_is_who_was_expected_and_not_found(office, oak, clock):
    school_class, pupils = oak
    take(office, school_class, FRIDAY, AM, ["/", "/", "I", "/"])
    leaves(office, pupils[3], "09:40")
    drill = call_roll(office)
    tick_found(office, drill, [pupils[0].id, pupils[2].id])
    called = ticked(who_is_where(office, dt.time(10, 0)), found_at(office, drill))
    assert [one.is_missing for one in called] == [False, True, False, False]
    assert [one.is_odd for one in called] == [False, False, True, False]
    assert count(called).missing == 1
