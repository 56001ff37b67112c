from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton

from officeapp.domain.school_calendar import Closure, ClosureKind, Term
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.gui.school.year_days import Shown, year_days
from officeapp.gui.school.year_view import YearView
from officeapp.gui.screen import Place
from officeapp.procedures.keep_school import set_calendar
from tests.gui.conftest import TODAY, class_of, take
from tests.gui.school_window import CTRL, Key, SchoolWindow

YEAR = SchoolYear(2026)
AUTUMN = Term(0, dt.date(2026, 9, 1), dt.date(2026, 10, 23), "Autumn 1")
WINTER = Term(0, dt.date(2026, 11, 2), dt.date(2026, 12, 18), "Autumn 2")


@pytest.fixture
def window(qtbot, office, services):
    set_calendar(office, terms=[AUTUMN, WINTER])
    return SchoolWindow(qtbot, office, services, "school.calendar")


def calendar(office, year_group="3"):
    return office.calendar.of(office.school.sites()[0].id, year_group)


def add(window, kind, first, last=""):
    window.press(Key.Key_N, CTRL)
    choice = window.find(QComboBox, "school.calendar.kind")
    choice.setCurrentIndex(choice.findData(kind))
    window.type("school.calendar.first", first)
    window.type("school.calendar.last", last)


def test_a_year_is_counted_in_days_sessions_and_half_terms(window):
    assert window.text("school.calendar.count") == "74 days"
    assert window.text("school.calendar.sum") == (
        "148 sessions  ·  Tue 1 Sep 2026 to Fri 18 Dec 2026  ·  half terms 39 + 35 = 74"
    )


def test_an_inset_day_is_added_without_the_mouse(window, office):
    add(window, ClosureKind.INSET, "27 nov 2026")
    window.press(Key.Key_Return, CTRL)
    assert calendar(office).why_closed(dt.date(2026, 11, 27)) == "INSET day"
    assert window.text("school.calendar.count") == "73 days"
    assert window.text("school.calendar.saved") == (
        "Saved 09:31 · INSET day, Fri 27 Nov 2026: added"
    )


def test_an_entry_just_added_is_taken_back_with_undo(window, office):
    add(window, ClosureKind.INSET, "27 nov 2026")
    window.press(Key.Key_Return, CTRL)
    _, undo = window.said[-1]
    undo()
    assert calendar(office).is_open(dt.date(2026, 11, 27))
    assert window.text("school.calendar.saved").endswith("INSET day, Fri 27 Nov 2026: taken back")


def test_a_closure_is_for_some_year_groups_only(window, office):
    add(window, ClosureKind.CLOSURE, "23/11/2026", "24/11/2026")
    window.type("school.calendar.why", "Induction")
    window.find(QCheckBox, "school.calendar.year-group.R").click()
    assert window.text("school.calendar.form.effect").startswith("Closes 2 school days.")
    window.press(Key.Key_Return, CTRL)
    day = dt.date(2026, 11, 23)
    assert not calendar(office, "R").is_open(day)
    assert calendar(office, "3").is_open(day)
    assert _shown(office, "", day) is Shown.PARTLY
    assert _shown(office, "R", day) is Shown.CLOSURE


def test_the_list_says_kind_whom_and_source(window, office):
    source = "uid|2026-12-01|1"
    set_calendar(office, [Closure(0, TODAY, TODAY, "Polling day", source=source)])
    assert window.rows("school.calendar.list") == [
        ["Tue 1 Sep to Fri 23 Oct 2026", "39", "Autumn 1", "All sites", "typed", "term"],
        ["Mon 2 Nov to Fri 18 Dec 2026", "34", "Autumn 2", "All sites", "typed", "term"],
        ["Wed 18 Nov 2026", "1", "Polling day", "All sites", "file", "holiday"],
    ]


def test_an_entry_is_changed(window, office):
    window.press(Key.Key_Return)
    window.type("school.calendar.first", "3/9/26")
    window.press(Key.Key_Return)
    assert office.calendar.terms()[0].first == dt.date(2026, 9, 3)
    assert window.text("school.calendar.count") == "72 days"


def test_a_closure_may_become_a_term(window, office):
    set_calendar(office, [Closure(0, dt.date(2026, 9, 1), dt.date(2026, 9, 1), "A mistake")])
    window.press(Key.Key_Return)
    choice = window.find(QComboBox, "school.calendar.kind")
    choice.setCurrentIndex(choice.findData("term"))
    window.press(Key.Key_Return, CTRL)
    assert office.calendar.closures() == []
    assert len(office.calendar.terms()) == 3


def test_an_entry_is_taken_back_and_put_back(window, office):
    window.press(Key.Key_Delete)
    assert [one.name for one in office.calendar.terms()] == ["Autumn 2"]
    message, undo = window.said[-1]
    undo()
    assert message == "Autumn 1, Tue 1 Sep to Fri 23 Oct 2026: taken back"
    assert [one.name for one in office.calendar.terms()] == ["Autumn 1", "Autumn 2"]


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        ("31/2/26", "", "First day: '31/2/26' is no day"),
        ("", "", "First day: The day is missing"),
        ("20/11/26", "19/11/26", "Thursday 19 November 2026 is before"),
        ("20/11/26", "20/11/28", "That is longer than a year"),
    ],
)
def test_days_that_cannot_be_are_refused_and_stay_as_typed(window, office, first, last, refused):
    add(window, ClosureKind.INSET, first, last)
    window.press(Key.Key_Return, CTRL)
    assert window.text("school.calendar.form.refused").startswith(refused)
    assert window.esc()
    window.press(Key.Key_N, CTRL)
    assert (window.find(QLineEdit, "school.calendar.first").text() == first) is (len(first) < 8)
    assert office.calendar.closures() == []


def test_a_term_for_some_year_groups_is_refused(window):
    add(window, ClosureKind.INSET, "20/11/26")
    window.find(QCheckBox, "school.calendar.year-group.R").click()
    choice = window.find(QComboBox, "school.calendar.kind")
    choice.setCurrentIndex(choice.findData("term"))
    window.type("school.calendar.why", "Autumn 3")
    window.press(Key.Key_Return, CTRL)
    assert window.text("school.calendar.form.refused").startswith("A term is for all")


def test_marks_on_a_day_closed_since_are_said_before_and_listed_after(window, office, gone_to):
    take(office, "3 Oak", TODAY, Session.AM, "/L./..")
    add(window, ClosureKind.CLOSURE, "18/11/26")
    window.type("school.calendar.why", "Boiler")
    assert "3 marks of 3 pupils stand there" in window.text("school.calendar.form.effect")
    window.press(Key.Key_Return, CTRL)
    assert window.find(QPushButton, "school.calendar.conflicts.open").text() == (
        "3 marks stand on closed days  F7"
    )
    window.press(Key.Key_F7)
    assert window.rows("school.calendar.conflicts") == [
        ["Wed 18 Nov 2026", "3 Oak", "Boiler", "3", "3"]
    ]
    window.press(Key.Key_Return)
    place, target = gone_to[-1]
    assert (place, target.day) == (Place.REGISTER, TODAY)
    assert target.school_class == class_of(office, "3 Oak").id


def test_the_year_is_walked_day_by_day_and_a_day_begins_an_entry(window, office):
    view = window.find(YearView, "school.calendar.year-view")
    view.setFocus()
    window.press(Key.Key_Down)
    window.press(Key.Key_Right)
    assert window.text("school.calendar.day") == "Thu 26 Nov 2026: open"
    window.press(Key.Key_Home)
    assert view.accessibleDescription() == "Mon 3 Aug 2026: holiday, outside term"
    window.press(Key.Key_End)
    window.press(Key.Key_Up)
    window.press(Key.Key_Return)
    first = window.find(QLineEdit, "school.calendar.first")
    assert first.text() == "Thu 29 Jul 2027" or first.text() == "Fri 30 Jul 2027"


def test_a_click_takes_the_day_under_it(window, qtbot):
    view = window.find(YearView, "school.calendar.year-view")
    cell = view._cell(TODAY).center()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(int(cell.x()), int(cell.y()) + 18))
    assert window.text("school.calendar.day") == "Thu 19 Nov 2026: open"


def test_years_follow_each_other_and_a_year_group_is_chosen(window, office):
    window.press(Key.Key_PageDown, CTRL)
    assert window.text("school.calendar.count") == "261 days"
    window.press(Key.Key_PageUp, CTRL)
    set_calendar(office, [Closure(0, TODAY, TODAY, "Trip", year_groups=frozenset({"R"}))])
    group = window.find(QComboBox, "school.calendar.group")
    group.setCurrentIndex(group.findData("R"))
    group.activated.emit(group.currentIndex())
    assert window.text("school.calendar.count") == "73 days"


def test_the_year_fits_a_narrow_window_in_two_strips(window, qtbot):
    view = window.find(YearView, "school.calendar.year-view")
    before = view.sizeHint().height()
    view.resize(400, 100)
    assert view.sizeHint().height() > before


def _shown(office, year_group, day):
    site = office.school.sites()[0].id
    return next(one.shown for one in year_days(office, site, year_group, YEAR) if one.day == day)
