"""Marks N settled on Today, through real keys.

Seen red: an M without its proof; O written with no reason; the wrong child's N settled.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.tables import RecordView
from officeapp.gui.today.screen import TodayScreen
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.settle_unknown import unknown_queue
from tests.gui.conftest import SINCE, TODAY, pupil_of, take

TUESDAY = TODAY - dt.timedelta(days=1)
AM, PM = Session
Key = Qt.Key


@pytest.fixture
def today(qtbot, office, services):
    """Return Today with three marks N: Kai twice, Simran once."""
    take(office, "3 Oak", TUESDAY, AM, "//NN//")
    take(office, "3 Oak", TUESDAY, PM, "\\\\N\\\\\\")
    screen = TodayScreen(office, services)
    qtbot.addWidget(screen)
    office.on_change(screen.books_changed)
    screen.resize(1160, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen._on_tile("no-reason")
    return screen


def press(qtbot, screen, *keys):
    for key in keys:
        now = screen.focusWidget()
        qtbot.keyClicks(now, key) if isinstance(key, str) else qtbot.keyClick(now, key)


def stand_on(screen, office, surname):
    view = screen.findChild(RecordView, "today.waiting")
    listed = pupil_of(office, surname).listed
    view.selectRow([line.who for line in view.table.records].index(listed))
    view.setFocus()


def codes(office, surname):
    pupil = pupil_of(office, surname)
    return [office.register.standing(pupil.id, TUESDAY, half).code for half in Session]


def test_a_digit_and_enter_settle_what_is_still_unknown(qtbot, today, office, said):
    stand_on(today, office, "Kaur")
    press(qtbot, today, Key.Key_F8, "1", Key.Key_Return)
    assert codes(office, "Kaur") == ["O", "\\"]
    mark = office.register.standing(pupil_of(office, "Kaur").id, TUESDAY, AM)
    assert mark.reason == "No reason was given within five school days"
    assert said == ["1 mark is settled as O."]
    assert codes(office, "Johnson") == ["N", "N"]


def test_all_of_a_child_are_settled_together(qtbot, today, office):
    stand_on(today, office, "Johnson")
    press(qtbot, today, Key.Key_F8, "a", "2", "mother rang", Key.Key_Return)
    assert codes(office, "Johnson") == ["I", "I"]
    assert len(unknown_queue(office, TODAY)) == 1


def test_everything_needs_a_reason_and_a_doctors_visit_what_was_seen(qtbot, today, office):
    stand_on(today, office, "Johnson")
    press(qtbot, today, Key.Key_F8, "2", Key.Key_Return)
    assert codes(office, "Johnson") == ["N", "N"]
    today.findChild(QWidget, "today.settle").setFocus()
    press(qtbot, today, "3")
    today.findChild(QLineEdit, "today.settle.why").setFocus()
    press(qtbot, today, "dentist", Key.Key_Return)
    assert "seen" in today.findChild(QLabel, "today.settle.refused").text()
    assert codes(office, "Johnson") == ["N", "N"]
    today.findChild(QLineEdit, "today.settle.seen").setFocus()
    press(qtbot, today, "card", Key.Key_Return, Key.Key_Return)
    assert codes(office, "Johnson") == ["M", "N"]


def test_esc_leaves_it_with_nothing_written(qtbot, today, office):
    stand_on(today, office, "Johnson")
    press(qtbot, today, Key.Key_F8)
    panel = today.findChild(QWidget, "today.settle")
    assert panel.isVisible()
    press(qtbot, today, Key.Key_Escape)
    assert not panel.isVisible()
    assert codes(office, "Johnson") == ["N", "N"]


def test_who_may_not_settle_an_earlier_day_is_refused_in_place(qtbot, today, office):
    add_person(office, "Ivy Chen", "Receptionist", Role.RECEPTION, SINCE)
    office.sign_in(office.staff.named("Ivy Chen", TODAY))
    stand_on(today, office, "Johnson")
    press(qtbot, today, Key.Key_F8, "1", Key.Key_Return)
    assert "may not settle" in today.findChild(QLabel, "today.settle.refused").text()
    assert codes(office, "Johnson") == ["N", "N"]
