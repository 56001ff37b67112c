"""The queue of unknown absences and how they are settled.

Seen red: five weekdays counted over a holiday; leave given afterwards by the office; an N of last
July forgotten in September; O written before anybody decided it.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import NoReasonError, amend_mark
from officeapp.procedures.keep_school import set_calendar
from officeapp.procedures.settle_unknown import (
    NotForTheOfficeError,
    NotProvedError,
    NotUnknownError,
    settle_unknown,
    unknown_queue,
)
from tests.builders import a_class, take

FRIDAY = dt.date(2026, 11, 20)  # today
AM, PM = Session.AM, Session.PM


@pytest.fixture
def oak(office):
    """Return a class of three and its pupils."""
    return a_class(office)


def queue(office, day=FRIDAY):
    return [
        (one.name, one.day.day, one.session.value, one.due.day)
        for one in unknown_queue(office, day)
    ]


def stands(office, pupil, session=AM, day=FRIDAY):
    return office.register.standing(pupil.id, day, session).code


def test_the_first_due_comes_first_five_school_days_after_the_session(office, oak):
    school_class, _ = oak
    take(office, school_class, FRIDAY, AM, "//N")
    take(office, school_class, dt.date(2026, 11, 12), PM, "N\\\\")
    assert queue(office) == [("Name000, Zara", 12, "PM", 19), ("Name002, Zara", 20, "AM", 27)]
    assert [one.overdue(FRIDAY) for one in unknown_queue(office, FRIDAY)] == [True, False]


def test_a_holiday_does_not_count_to_the_five_days(office, oak):
    """School days, by the child's own calendar. Planted: five weekdays: red."""
    school_class, _ = oak
    half_term = Closure(0, dt.date(2026, 10, 26), dt.date(2026, 10, 30), "half term")
    set_calendar(office, closures=[half_term])
    take(office, school_class, dt.date(2026, 10, 22), AM, "N//")
    [one] = unknown_queue(office, FRIDAY)
    assert one.due == dt.date(2026, 11, 5)


def test_another_year_groups_closure_does_not_count(office, oak):
    school_class, _ = oak
    closed = Closure(0, FRIDAY, FRIDAY, "visit", year_groups=frozenset({"5"}))
    set_calendar(office, closures=[closed])
    take(office, school_class, dt.date(2026, 11, 13), AM, "N//")
    assert unknown_queue(office, FRIDAY)[0].due == FRIDAY


def test_nothing_becomes_o_by_itself(office, oak, clock):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    clock.now += dt.timedelta(days=60)
    assert stands(office, pupil) == "N"
    assert len(unknown_queue(office, office.today())) == 1


def test_what_is_unknown_when_the_year_turns_is_still_to_be_settled(office, oak, clock):
    """Planted: only this year's lines asked: red."""
    school_class, _ = oak
    take(office, school_class, FRIDAY, AM, "N//")
    clock.now += dt.timedelta(days=300)
    assert [one[1] for one in queue(office, office.today())] == [20]


def test_settled_by_a_person_with_a_reason_the_n_stays_legible(office, oak):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    take(office, school_class, FRIDAY, PM, "N\\\\")
    settle_unknown(office, [(pupil.id, FRIDAY, half) for half in Session], "O", "nobody answered")
    history = office.register.history(pupil.id, FRIDAY, AM)
    assert [one.mark.code for one in history] == ["N", "O"]
    assert history[-1].mark.reason == "nobody answered"
    assert queue(office) == []


@pytest.mark.parametrize("code", ["C", "C1", "C2", "J1", "R", "S", "T", "/", "D", "X", ""])
def test_the_office_gives_no_leave_afterwards(office, oak, code):
    """Only the headteacher grants leave, and in advance (regulation 11). Planted: any code: red."""
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    with pytest.raises(NotForTheOfficeError):
        settle_unknown(office, [(pupil.id, FRIDAY, AM)], code, "mother says so")
    assert stands(office, pupil) == "N"


def test_medical_needs_its_proof_and_every_settling_a_reason(office, oak):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    place = [(pupil.id, FRIDAY, AM)]
    with pytest.raises(NotProvedError):
        settle_unknown(office, place, "M", "dentist")
    with pytest.raises(NoReasonError):
        settle_unknown(office, place, "I", " ")
    settle_unknown(office, place, "M", "dentist", evidence="card")
    assert office.register.standing(pupil.id, FRIDAY, AM).reason == "dentist (seen: card)"


def test_of_several_sessions_all_are_settled_or_none(office, oak):
    school_class, (first, second, _) = oak
    take(office, school_class, FRIDAY, AM, "NN/")
    amend_mark(office, office.register.standing(second.id, FRIDAY, AM), "L", "was there")
    with pytest.raises(NotUnknownError):
        settle_unknown(office, [(p.id, FRIDAY, AM) for p in (first, second)], "O", "no answer")
    assert stands(office, first) == "N"
