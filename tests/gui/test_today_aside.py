"""Thresholds on Today: a line for each rule, its pupils behind it, and one reason for many.

Seen red: a line for each pupil of a rule.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.screen import Place
from officeapp.gui.tables import RecordView
from officeapp.gui.today.screen import TodayScreen
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import SINCE, TODAY, take

DAYS = 3, 2, 1


@pytest.fixture
def school(office):
    """Return a school in which three pupils missed six sessions, one of them late before."""
    choose_profile(office, "dunkirk", SINCE)
    for back in (5, 6, 7, *DAYS):
        day = TODAY - dt.timedelta(days=back)
        if day.weekday() < 5:
            take(office, "3 Oak", day, Session.AM, "OOO///")
            take(office, "3 Oak", day, Session.PM, "OOO\\\\\\")
    return office


@pytest.fixture
def today(qtbot, school, services):
    return shown(qtbot, school, services)


def shown(qtbot, office, services):
    screen = TodayScreen(office, services)
    office.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    return screen


def waiting(screen):
    return screen.findChild(RecordView, "today.waiting")


def stand_on(screen, words):
    """Put the cursor on the first line that says something."""
    view = waiting(screen)
    lines = view.table.records
    view.selectRow(next(n for n, one in enumerate(lines) if words in (one.who, one.what)))
    view.setFocus()
    return view


def of_thresholds(screen):
    return [(one.who, one.what) for one in waiting(screen).table.records if one.aside]


def test_a_rule_that_many_reached_is_one_line_and_enter_shows_whom(today, qtbot):
    assert ("3 pupils", "3 days of absence in a half term") in of_thresholds(today)
    qtbot.keyClick(stand_on(today, "3 days of absence in a half term"), Qt.Key.Key_Return)
    found = [who for who, what in of_thresholds(today) if what.startswith("3 days")]
    assert sorted(found) == ["Abbasi, Zara", "Dąbrowski, Jan", "Johnson, Kai"]


def test_enter_on_a_pupil_opens_the_case(today, qtbot, gone_to):
    qtbot.keyClick(stand_on(today, "3 days of absence in a half term"), Qt.Key.Key_Return)
    qtbot.keyClick(stand_on(today, "Johnson, Kai"), Qt.Key.Key_Return)
    [(place, target)] = gone_to
    assert (place, target.section) == (Place.PUPILS, "case")


def test_f6_puts_a_rule_aside_for_all_who_reached_it_with_one_reason(today, qtbot, said):
    stand_on(today, "3 days of absence in a half term")
    qtbot.keyClick(today, Qt.Key.Key_F6)
    field = today.findChild(QLineEdit, "today.aside.why")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "reason" in today.findChild(QLabel, "today.aside.refused").text()
    qtbot.keyClicks(field, "a stomach bug in 3 Oak")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert said == ["Put aside for 3 pupils."]
    assert "3 days of absence in a half term" not in dict(map(reversed, of_thresholds(today)))


def test_esc_leaves_the_panel_with_nothing_written(today, qtbot):
    before = of_thresholds(today)
    stand_on(today, "3 days of absence in a half term")
    qtbot.keyClick(today, Qt.Key.Key_F6)
    assert today.step_back()
    assert today.findChild(QFrame, "today.aside").isHidden()
    assert of_thresholds(today) == before


def test_who_may_not_read_cases_has_no_line_and_no_panel(qtbot, school, services):
    add_person(school, "Ivy Chen", "Receptionist", Role.RECEPTION, SINCE)
    school.sign_in(school.staff.named("Ivy Chen", TODAY))
    screen = shown(qtbot, school, services)
    qtbot.keyClick(screen, Qt.Key.Key_F6)
    assert of_thresholds(screen) == []
    assert screen.findChild(QFrame, "today.aside").isHidden()
