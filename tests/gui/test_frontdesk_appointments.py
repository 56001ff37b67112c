"""The appointment book through real keys.

Seen red: a whole day marked M for an appointment at two; M without a proof; a change without why.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from officeapp.books.derived import derived
from officeapp.domain.school_year import Session
from tests.gui.conftest import TODAY, pupil_of
from tests.gui.desk_at_work import DeskAtWork, Key, at

THURSDAY = dt.date(2026, 11, 19)


@pytest.fixture
def desk(qtbot, office, services, clock):
    """Return a desk at half past nine on a Wednesday."""
    clock.now = at(9, 30)
    desk = DeskAtWork(qtbot, office, services)
    desk.press(Key.Key_F6)
    return desk


def book(office, day=THURSDAY):
    return office.front_desk.appointments.on(day)


def expects(office, day=THURSDAY):
    kai = pupil_of(office, "Johnson")
    said = derived(office, [kai], [day])
    return [said[key].code if (key := (kai.id, day, half)) in said else "." for half in Session]


def write(desk, when="thu 14.00"):
    desk.play("joh ↵1")
    desk.type(when)
    desk.play("↵")


def test_a_digit_and_a_time_write_an_appointment_down(desk, office):
    write(desk, "thu 12.45")
    desk.play("↵")
    [one] = book(office)
    assert (one.what, one.at, one.away_from) == ("Dentist", dt.time(12, 45), dt.time(12, 15))
    assert one.evidence == ""
    written = "09:30  Kai Johnson 3 Oak  Appointment Thu 19 Nov 12:45 · no proof yet"
    assert desk.shown_in_book() == [written]
    assert expects(office) == [".", "."]


def test_time_away_is_only_as_long_as_needed(desk, office):
    """Planted: nobody asked when the child leaves: M for the morning too."""
    write(desk)
    desk.play("c↵")
    assert expects(office) == [".", "."]
    desk.play("joh ↵ul")
    desk.type("12:30")
    desk.play("↵")
    desk.find(QLineEdit, "frontdesk.appointments.why").setFocus()
    desk.type("goes before lunch")
    desk.press(Key.Key_Return, Key.Key_Return)
    assert expects(office) == [".", "M"]


def test_what_it_misses_and_what_it_takes_is_said_before_enter(desk):
    write(desk)
    assert desk.text("frontdesk.appointments.child.said") == "Misses no register."
    desk.play("l")
    desk.type("12.00")
    desk.play("↵")
    said = desk.text("frontdesk.appointments.child.said")
    assert said.startswith("Misses the afternoon's register; M once the proof is seen")


def test_an_early_appointment_is_gone_to_from_home(desk, office):
    write(desk, "thu 9.20")
    desk.play("c↵")
    assert book(office)[0].away_from is None
    assert "home" in desk.find(QLineEdit, "frontdesk.appointments.leaves").placeholderText()


def test_the_proof_seen_later_is_one_key_and_enter(desk, office):
    write(desk)
    desk.play("↵joh ↵up↵")
    [one] = book(office)
    assert (one.evidence, one.seen_by, one.correction) == (
        "letter on paper",
        "Petra Lindqvist, Office manager",
        "evidence seen",
    )


def test_another_time_needs_a_reason(desk, office):
    write(desk)
    desk.play("↵joh ↵ud")
    desk.type("thu 15.00")
    desk.play("↵↵")
    assert "reason" in desk.text("frontdesk.appointments.refused")
    assert book(office)[0].at == dt.time(14)


def test_who_has_an_appointment_next_is_listed_and_enter_takes_the_first(desk, office):
    write(desk, "11:00")
    desk.play("c↵")
    found = desk.find(QWidget, "frontdesk.found").model()
    assert found.index(0, 0).data() == "Johnson, Kai"
    assert found.index(0, 2).data().startswith("Today 11:00 · card seen")
    assert desk.shown_in_book()[0].startswith("11:00  Kai Johnson 3 Oak  Appointment · card")


def test_what_is_not_understood_is_not_filed(desk, office):
    write(desk, "thu")
    assert "names no day and time" in desk.text("frontdesk.appointments.refused")
    desk.esc()
    desk.play("↵")
    assert book(office) == []


def test_it_is_undone_with_one_key_and_taken_out_with_x(desk, office):
    write(desk)
    desk.play("↵⌫")
    assert book(office) == []
    write(desk)
    desk.play("↵joh ↵ux")
    assert book(office) == []


def test_at_the_desk_on_the_day_it_is_offered_where_the_child_leaves(desk, office):
    write(desk, f"{TODAY.day} nov 11.00")
    desk.play("↵")
    desk.press(Key.Key_F3)
    desk.play("joh ↵21c")
    assert "Wednesday afternoon: M" in desk.text("frontdesk.leaving.child.said")


def test_a_mode_that_is_opened_takes_no_more_room_than_what_is_in_sight(desk):
    """Seen red: a panel that was made and not yet shown made the page scroll."""
    assert desk.screen.minimumSizeHint().height() < 740
