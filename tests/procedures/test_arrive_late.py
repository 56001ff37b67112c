"""Late arrivals through the procedure itself: late book and register as one act, and back again.

Seen red: the register left unmarked; U for an arrival at the close; an illness overwritten by U; an
undo that leaves the late mark; an undo by somebody else or after the minute.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.reasons import reasons
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.amend_mark import NoReasonError, amend_mark
from officeapp.procedures.arrive_late import (
    AfterSessionError,
    Coming,
    InLateBookError,
    InTimeError,
    NotComeYetError,
    arrive_late,
)
from officeapp.procedures.keep_school import add_person, set_times
from officeapp.procedures.withdraw_arrival import TakenBackError, take_back_arrival
from tests.builders import SINCE, a_class, take

FRIDAY = dt.date(2026, 11, 20)  # today, 16:00 by the clock
AM, PM = Session.AM, Session.PM
OVERSLEPT, UNWELL, APPOINTMENT = (reasons().late[place] for place in (0, 3, 4))


@pytest.fixture
def oak(office, clock):
    """Return a class of three and its pupils; late from 08:55, closed after 09:25."""
    clock.now = dt.datetime(2026, 11, 20, 11, 0, tzinfo=dt.UTC)
    return a_class(office)


def at(text):
    return dt.time.fromisoformat(text)


def bells_of(office, session):
    site = office.school.sites()[0].id
    return office.school.bells().bell(site, "3", FRIDAY, session)


def stands(office, pupil, session=AM):
    mark = office.register.standing(pupil.id, FRIDAY, session)
    return (mark.code, mark.minutes) if mark else None


def coming(pupil, when, reason=OVERSLEPT, **changes):
    return Coming(pupil.id, when, reason, **changes)


def minutes_after(when, minutes):
    return (dt.datetime.combine(FRIDAY, when) + dt.timedelta(minutes=minutes)).time()


def test_late_to_the_minute_of_the_close_is_l_and_a_minute_later_is_u(office, oak):
    _, (first, second, _) = oak
    bell = bells_of(office, AM)
    arrive_late(office, [coming(first, bell.closes)])
    arrive_late(office, [coming(second, minutes_after(bell.closes, 1))])
    open_for = (bell.closes.hour - bell.late_from.hour) * 60
    open_for += bell.closes.minute - bell.late_from.minute
    assert stands(office, first) == ("L", open_for)
    assert stands(office, second) == ("U", open_for + 1)


def test_the_book_and_the_register_are_one_act(office, oak):
    _, (pupil, *_) = oak
    [entry] = arrive_late(office, [coming(pupil, bells_of(office, AM).closes, brought="Gran")])
    mark = office.register.standing(pupil.id, FRIDAY, AM)
    assert entry.line.act == mark.line.act
    assert office.front_desk.late.on(FRIDAY) == [entry]
    assert (entry.reason, entry.brought, entry.stood) == ("Overslept", "Gran", "")


def test_an_unknown_absence_gives_way_to_the_arrival_and_stays_legible(office, oak):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    arrive_late(office, [coming(pupil, minutes_after(bells_of(office, AM).closes, 5))])
    history = [one.mark.code for one in office.register.history(pupil.id, FRIDAY, AM)]
    assert history == ["N", "U"]
    assert "late book" in office.register.standing(pupil.id, FRIDAY, AM).reason


@pytest.mark.parametrize("code", ["I", "M", "C", "Y1"])
def test_an_absence_that_is_explained_is_not_overwritten_by_u(office, oak, code):
    """Table 3 of the 2024 Regulations: U only where no other code applies."""
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, [code, "/", "/"])
    [entry] = arrive_late(office, [coming(pupil, minutes_after(bells_of(office, AM).closes, 5))])
    assert stands(office, pupil) == (code, None)
    assert entry.code == entry.stood == code


def test_who_comes_while_the_register_is_open_is_late_whatever_the_reason(office, oak):
    """Regulation 10(2): absent when taking began, arrived before it ended."""
    _, (pupil, *_) = oak
    came = coming(pupil, bells_of(office, AM).closes, APPOINTMENT, evidence="card")
    arrive_late(office, [came])
    assert stands(office, pupil)[0] == "L"


@pytest.mark.parametrize(
    ("reason", "evidence", "code"),
    [(OVERSLEPT, "", "U"), (APPOINTMENT, "", "U"), (APPOINTMENT, "card", "M"), (UNWELL, "", "I")],
)
def test_after_the_close_a_proved_reason_comes_before_u(office, oak, reason, evidence, code):
    _, (pupil, *_) = oak
    late = minutes_after(bells_of(office, AM).closes, 20)
    arrive_late(office, [coming(pupil, late, reason, evidence=evidence)])
    assert stands(office, pupil)[0] == code


def test_who_is_in_time_or_came_after_the_session_is_refused_and_nothing_written(office, oak):
    _, (pupil, *_) = oak
    bell = bells_of(office, AM)
    with pytest.raises(InTimeError):
        arrive_late(office, [coming(pupil, bell.late_from)])
    with pytest.raises(NotComeYetError):
        arrive_late(office, [coming(pupil, at("11:01"))])
    assert office.front_desk.late.on(FRIDAY) == []
    assert stands(office, pupil) is None


def test_an_arrival_after_the_session_ended_says_how_to_record_it(office, oak, clock):
    _, (pupil, *_) = oak
    clock.now = clock.now.replace(hour=18)
    with pytest.raises(AfterSessionError, match="F5"):
        arrive_late(office, [coming(pupil, minutes_after(bells_of(office, PM).ends, 1))])


def test_three_of_a_family_are_one_act_or_none(office, oak):
    _, pupils = oak
    late = minutes_after(bells_of(office, AM).late_from, 3)
    entries = arrive_late(office, [coming(pupil, late) for pupil in pupils])
    assert {entry.together for entry in entries} == {entries[0].id}
    assert len({entry.line.act for entry in entries}) == 1
    with pytest.raises(InLateBookError):
        arrive_late(office, [coming(pupils[0], late)])


def test_undo_puts_back_what_stood(office, oak):
    school_class, (first, second, _) = oak
    take(office, school_class, FRIDAY, AM, "N.I")
    late = minutes_after(bells_of(office, AM).closes, 5)
    for pupil in (first, second):
        [entry] = arrive_late(office, [coming(pupil, late)])
        assert take_back_arrival(office, entry.id)
    assert stands(office, first) == ("N", None)
    assert stands(office, second) is None
    assert office.front_desk.late.on(FRIDAY) == []
    codes = [one.mark.code for one in office.register.history(first.id, FRIDAY, AM)]
    assert codes == ["N", "U", "N"]


def test_after_the_minute_or_by_another_person_a_reason_is_needed(office, oak, clock):
    _, (first, second, _) = oak
    late = minutes_after(bells_of(office, AM).closes, 5)
    [one], [other] = (arrive_late(office, [coming(pupil, late)]) for pupil in (first, second))
    clock.now += dt.timedelta(seconds=60)
    with pytest.raises(NoReasonError):
        take_back_arrival(office, one.id)
    clock.now -= dt.timedelta(seconds=30)
    add_person(office, "Ivy Chen", "Receptionist", Role.RECEPTION, SINCE)
    office.sign_in(office.staff.named("Ivy Chen", FRIDAY))
    with pytest.raises(NoReasonError):
        take_back_arrival(office, other.id)
    assert take_back_arrival(office, other.id, "wrong child")
    with pytest.raises(TakenBackError):
        take_back_arrival(office, other.id, "wrong child")


def test_a_correction_made_meanwhile_stands(office, oak):
    _, (pupil, *_) = oak
    late = minutes_after(bells_of(office, AM).closes, 5)
    [entry] = arrive_late(office, [coming(pupil, late)])
    amend_mark(office, office.register.standing(pupil.id, FRIDAY, AM), "M", "letter seen")
    assert not take_back_arrival(office, entry.id)
    assert stands(office, pupil) == ("M", None)


def test_the_times_of_the_childs_own_year_group_count(office, oak):
    _, (pupil, *_) = oak
    bell = bells_of(office, AM)
    later = replace(
        bell, id=0, line=UNWRITTEN, year_group="3", late_from=bell.closes, closes=at("10:00")
    )
    set_times(office, [later])
    with pytest.raises(InTimeError):
        arrive_late(office, [coming(pupil, bell.closes)])
    arrive_late(office, [coming(pupil, at("09:59"))])
    assert stands(office, pupil)[0] == "L"
    assert len(office.front_desk.late.between(Span(FRIDAY, FRIDAY))) == 1
