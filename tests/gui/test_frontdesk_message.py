"""Messages through real keys.

Seen red: days that were not understood filed as today; an update that starts the absence anew; a
message without anybody who gave it.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QLineEdit

from officeapp.domain.messages import Channel
from officeapp.domain.school_year import Session
from officeapp.procedures.keep_family import join_family
from tests.gui.conftest import TODAY, pupil_of, take
from tests.gui.desk_at_work import DeskAtWork, Key, at

FRIDAY = dt.date(2026, 11, 20)


@pytest.fixture
def desk(qtbot, office, services, clock):
    """Return a desk at half past nine; Kai is marked N, and his mother Dana rings."""
    take(office, "3 Oak", TODAY, Session.AM, "//N///")
    clock.now = at(9, 30)
    desk = DeskAtWork(qtbot, office, services)
    desk.press(Key.Key_F5)
    return desk


def taken(office):
    return office.front_desk.messages.on(TODAY)


def kai(office, session=Session.AM):
    return office.register.standing(pupil_of(office, "Johnson").id, TODAY, session).code


def test_two_digits_and_enter_take_a_message_and_settle_the_n(desk, office):
    desk.play("joh ↵")
    desk.count()
    desk.play("11↵")
    [message] = taken(office)
    assert desk.count() == 3
    assert (message.kind, message.code, message.channel) == ("Ill", "I", Channel.TELEPHONE)
    assert office.contacts.contacts()[message.caller].forename == "Dana"
    assert kai(office) == "I"
    assert desk.shown_in_book()[0] == "09:30  Kai Johnson 3 Oak  I · ill"


def test_what_follows_is_said_before_enter(desk):
    desk.play("joh ↵1")
    said = desk.text("frontdesk.message.child.said")
    assert said.startswith("Wed 18 Nov. Settles Wed 18 Nov am as I. Marks 1 session to come I")


def test_days_are_typed_as_they_are_said(desk, office):
    desk.play("joh ↵1d")
    desk.type("till Fri")
    assert "Wed 18 Nov to Fri 20 Nov" in desk.text("frontdesk.message.child.said")
    desk.play("↵1↵")
    [message] = taken(office)
    assert (message.last, message.expected) == (FRIDAY, dt.date(2026, 11, 23))


def test_days_that_are_not_understood_are_not_filed(desk, office):
    """Planted: today taken for whatever is not understood: red."""
    desk.play("joh ↵11d")
    desk.type("soon")
    desk.play("↵↵")
    assert taken(office) == []
    assert "names no days" in desk.text("frontdesk.message.refused")
    assert desk.find(QLineEdit, "frontdesk.message.days").text() == "soon"


def test_leave_fills_nothing_and_says_who_decides(desk, office):
    desk.play("joh ↵6")
    assert "the headteacher decides" in desk.text("frontdesk.message.child.said")
    desk.play("1↵")
    assert (kai(office), taken(office)[0].code) == ("N", "")


def test_an_appointment_waits_for_its_proof(desk, office):
    desk.play("joh ↵2")
    assert "Marks nothing" in desk.text("frontdesk.message.child.said")
    desk.play("c1↵")
    assert kai(office) == "M"
    assert taken(office)[0].words == "(seen: card)"


def test_somebody_else_and_another_way_are_typed_with_a_letter_each(desk, office):
    desk.play("joh ↵1o")
    desk.type("Gran")
    desk.play("↵vv↵")
    [message] = taken(office)
    assert (message.called, message.channel) == ("Gran", Channel.IN_PERSON)


def test_without_a_reason_or_anybody_who_says_so_nothing_is_filed(desk, office):
    desk.play("joh ↵↵")
    assert "one digit" in desk.text("frontdesk.message.refused")
    desk.play("1↵")
    assert "who says so" in desk.text("frontdesk.message.refused")
    assert taken(office) == []


def test_a_message_that_goes_on_is_offered_and_updated(desk, office, clock):
    """Planted: the days of the update begin today: red on the next day."""
    desk.play("joh ↵1d")
    desk.type("till Thu")
    desk.play("↵1↵")
    clock.now = at(9, 30) + dt.timedelta(days=1)
    desk.play("joh ↵u")
    desk.type("till Fri")
    desk.play("↵↵")
    [message] = taken(office)
    assert (message.day, message.last) == (TODAY, FRIDAY)
    assert message.correction.startswith("until Fri 20 Nov instead of Thu 19 Nov")


def test_one_key_undoes_within_the_minute_and_the_n_is_back(desk, office):
    desk.play("joh ↵11↵⌫")
    assert (taken(office), kai(office)) == ([], "N")


def test_esc_goes_back_a_step_at_a_time(desk, office):
    desk.play("joh ↵11")
    assert desk.esc()
    assert desk.esc()
    desk.play("62↵")
    assert "who says so" in desk.text("frontdesk.message.refused")
    assert taken(office) == []


def test_space_adds_a_brother_or_sister_and_one_enter_takes_both(desk, office):
    join_family(office, pupil_of(office, "Johnson").id, pupil_of(office, "Kaur").id)
    desk.play("joh ↵_11↵")
    names = {office.roll.pupil(one.pupil).surname for one in taken(office)}
    assert names == {"Johnson", "Kaur"}
    assert len({one.line.act for one in taken(office)}) == 1
    assert "Kai Johnson and Simran Kaur" in desk.text("frontdesk.done")
