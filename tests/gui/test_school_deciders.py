"""Naming who decides on leave, under School, with keys."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from officeapp.domain.rights import Right
from officeapp.domain.school import Role
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.name_delegate import name_delegate
from tests.gui.conftest import TODAY
from tests.gui.leave_at_work import by_the_head
from tests.gui.school_window import CTRL, Key, SchoolWindow


def opened(qtbot, office, services):
    window = SchoolWindow(qtbot, office, services, "school.staff")
    window.press(Key.Key_E, CTRL)
    return window


def test_the_head_names_somebody_who_decides_from_a_day_on(qtbot, office, services):
    by_the_head(office)
    deputy = add_person(office, "Ann Lowe", "Deputy head", Role.PASTORAL, TODAY)
    window = opened(qtbot, office, services)
    combo = window.find(QComboBox, "school.staff.decider")
    combo.setFocus()
    qtbot.keyClicks(combo, "Ann")
    window.press(Key.Key_Return, CTRL)
    assert office.leave.is_delegate(deputy.id, TODAY)
    office.sign_in(deputy)
    assert office.may(Right.DECIDE_LEAVE)


def test_nobody_is_named_who_was_not_chosen(qtbot, office, services):
    """Seen red with the first person of the list chosen from the start."""
    by_the_head(office)
    add_person(office, "Ann Lowe", "Deputy head", Role.PASTORAL, TODAY)
    window = opened(qtbot, office, services)
    window.press(Key.Key_Return, CTRL)
    assert window.find(QLabel, "school.staff.deciders.refused").text().startswith("Choose who")
    assert office.leave.delegates() == []


def test_a_naming_is_given_a_last_day(qtbot, office, services):
    by_the_head(office)
    deputy = add_person(office, "Ann Lowe", "Deputy head", Role.PASTORAL, TODAY)
    name_delegate(office, deputy, TODAY)
    window = opened(qtbot, office, services)
    naming = window.find(QComboBox, "school.staff.naming")
    qtbot.keyClick(naming, Qt.Key.Key_Down)
    window.type("school.staff.decides-to", "19 Nov 2026")
    window.press(Key.Key_Return, CTRL)
    last = TODAY + timedelta(days=1)
    assert office.leave.is_delegate(deputy.id, last)
    assert not office.leave.is_delegate(deputy.id, last + timedelta(days=1))


def test_only_the_head_names_anybody(qtbot, office, services):
    """Seen red with the key and the form there for whoever may read the staff list."""
    by_the_head(office)
    office.sign_in(add_person(office, "Sam Reed", "Office", Role.OFFICE, TODAY))
    window = opened(qtbot, office, services)
    assert not window.find(QLabel, "school.staff.deciders.title").isVisible()
