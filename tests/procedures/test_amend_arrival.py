"""An entry of the late book is changed, and the register follows it.

Seen red: a change without a reason after the minute; U kept after the time was corrected to before
the close; an explained absence under the entry lost; a correction in the register overwritten.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.reasons import reasons
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_arrival import (
    OtherChildError,
    OtherSessionError,
    amend_arrival,
)
from officeapp.procedures.amend_mark import NoReasonError, amend_mark
from officeapp.procedures.arrive_late import Coming, InTimeError, NotComeYetError, arrive_late
from officeapp.procedures.take_register import hand_in, pencil_marks
from officeapp.procedures.withdraw_arrival import TakenBackError, take_back_arrival
from tests.builders import a_class, take

FRIDAY = dt.date(2026, 11, 20)
AM = Session.AM
OVERSLEPT, TRAFFIC, APPOINTMENT = (reasons().late[place] for place in (0, 1, 4))
WHY = "the clock was slow"


@pytest.fixture
def pupils(office, clock):
    """Return three of a class; late after 08:50, closed after 09:20."""
    clock.now = dt.datetime(2026, 11, 20, 11, 0, tzinfo=dt.UTC)
    return a_class(office)[1]


@pytest.fixture
def entry(office, pupils):
    """Return the entry of a child who came after the close, U."""
    [entry] = arrive_late(office, [came(pupils[0], "09:40")])
    return entry


def came(pupil, at, reason=OVERSLEPT, **changes):
    return Coming(pupil.id, dt.time.fromisoformat(at), reason, **changes)


def stands(office, pupil):
    mark = office.register.standing(pupil.id, FRIDAY, AM)
    return mark.code, mark.minutes


def codes(office, pupil):
    return [one.mark.code for one in office.register.history(pupil.id, FRIDAY, AM)]


def test_another_time_makes_another_mark_and_both_entries_stay_legible(office, pupils, entry):
    assert stands(office, pupils[0])[0] == "U"
    amended = amend_arrival(office, entry.id, came(pupils[0], "09:04", TRAFFIC), WHY)
    assert stands(office, pupils[0])[0] == "L"
    assert [one.at for one, _ in office.front_desk.late.versions(entry.id)] == [
        dt.time(9, 40),
        dt.time(9, 4),
    ]
    assert (amended.reason, amended.correction, amended.code) == ("Traffic", WHY, "L")
    assert WHY in office.register.standing(pupils[0].id, FRIDAY, AM).reason


def test_evidence_brought_later_makes_u_an_m(office, pupils, entry):
    change = came(pupils[0], "09:40", APPOINTMENT, evidence="card")
    amend_arrival(office, entry.id, change, "card seen at noon")
    assert stands(office, pupils[0]) == ("M", None)
    assert codes(office, pupils[0]) == ["U", "M"]


def test_a_reason_that_no_longer_holds_gives_way_to_u_again(office, pupils):
    [entry] = arrive_late(office, [came(pupils[0], "09:40", APPOINTMENT, evidence="card")])
    amend_arrival(office, entry.id, came(pupils[0], "09:40"), "there was no appointment")
    assert stands(office, pupils[0])[0] == "U"


def test_an_explained_absence_comes_back_when_the_time_was_after_the_close(office, pupils):
    sheet = Sheet(office.roll.classes()[0].id, FRIDAY, AM)
    pencil_marks(office, sheet, {pupils[0].id: Draft("I", note="flu")})
    hand_in(office, sheet)
    [entry] = arrive_late(office, [came(pupils[0], "09:10")])
    assert stands(office, pupils[0])[0] == "L"
    amend_arrival(office, entry.id, came(pupils[0], "09:40"), WHY)
    assert codes(office, pupils[0]) == ["I", "L", "I"]
    assert office.register.standing(pupils[0].id, FRIDAY, AM).note == "flu"


def test_what_somebody_corrected_in_the_register_stands(office, pupils, entry):
    amend_mark(office, office.register.standing(pupils[0].id, FRIDAY, AM), "M", "letter seen")
    amend_arrival(office, entry.id, came(pupils[0], "09:04"), WHY)
    assert stands(office, pupils[0]) == ("M", None)


def test_within_a_minute_its_writer_needs_no_reason_and_later_does(office, pupils, entry, clock):
    amend_arrival(office, entry.id, came(pupils[0], "09:41"), "")
    clock.now += dt.timedelta(seconds=60)
    with pytest.raises(NoReasonError):
        amend_arrival(office, entry.id, came(pupils[0], "09:42"), "  ")
    assert office.front_desk.late.entry(entry.id).at == dt.time(9, 41)


@pytest.mark.parametrize(
    ("at", "refusal"),
    [("08:45", InTimeError), ("13:30", NotComeYetError), ("10:59", None)],
)
def test_a_time_that_could_not_be_is_refused_and_nothing_changes(
    office, pupils, entry, at, refusal
):
    if refusal is None:
        amend_arrival(office, entry.id, came(pupils[0], at), WHY)
        return
    with pytest.raises(refusal):
        amend_arrival(office, entry.id, came(pupils[0], at), WHY)
    assert office.front_desk.late.entry(entry.id) == entry


def test_an_entry_stays_with_its_child_and_its_half_of_the_day(office, pupils, entry, clock):
    clock.now = clock.now.replace(hour=14)
    with pytest.raises(OtherSessionError):
        amend_arrival(office, entry.id, came(pupils[0], "13:30"), WHY)
    with pytest.raises(OtherChildError):
        amend_arrival(office, entry.id, came(pupils[1], "09:40"), WHY)
    take_back_arrival(office, entry.id, "wrong child")
    with pytest.raises(TakenBackError):
        amend_arrival(office, entry.id, came(pupils[0], "09:41"), WHY)


def test_taking_back_a_changed_entry_leaves_what_stood_before_it(office, pupils):
    take(office, office.roll.classes()[0], FRIDAY, AM, "N//")
    [entry] = arrive_late(office, [came(pupils[0], "09:40")])
    amend_arrival(office, entry.id, came(pupils[0], "09:04"), WHY)
    assert take_back_arrival(office, entry.id, "wrong child")
    assert codes(office, pupils[0]) == ["N", "U", "L", "N"]
