from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from officeapp.gui.school.screen import SECTIONS
from tests.gui.school_window import CTRL, Key, SchoolWindow

A_ROW = 14  # pixels by which parts of one row may stand apart


def tabbed(window, qtbot):
    """Press Tab from the first part of the section on; return where it led, in screen pixels."""
    first = window.section
    parts, now = [], first.nextInFocusChain()
    while now is not first:
        usable = now.isVisible() and now.isEnabled() and now.focusPolicy() & Qt.FocusPolicy.TabFocus
        if usable and first.isAncestorOf(now) and not now.objectName().startswith("qt_"):
            parts.append(now)
        now = now.nextInFocusChain()
    return [(part.objectName(), part.mapTo(first, QPoint(0, 0))) for part in parts]


def in_reading_order(places):
    """Return whether each place is to the right in its row or in a row further down."""
    return [
        (name, after)
        for (name, one), (after, other) in itertools.pairwise(places)
        if other.y() < one.y() - A_ROW
        or (abs(other.y() - one.y()) <= A_ROW and other.x() < one.x())
    ] == []


@pytest.mark.parametrize("name", [kind.name for kind in SECTIONS])
def test_tab_follows_reading_order(qtbot, office, services, name):
    window = SchoolWindow(qtbot, office, services, name)
    places = tabbed(window, qtbot)
    assert places  # one where no desk was joined yet
    assert in_reading_order(places), [name for name, _ in places]


@pytest.mark.parametrize("name", ["times", "calendar", "classes", "staff"])
def test_tab_follows_reading_order_in_a_form(qtbot, office, services, name):
    window = SchoolWindow(qtbot, office, services, f"school.{name}")
    window.press(Key.Key_N, CTRL)
    form = window.section.pages.currentWidget()
    places = [(part, at) for part, at in tabbed(window, qtbot) if "form" in part or at.y() > 60]
    assert places[-1][0] == f"{form.objectName()}.write"
    assert in_reading_order(places), [part for part, _ in places]


def test_the_focus_is_seen_wherever_tab_leads(qtbot, office, services):
    window = SchoolWindow(qtbot, office, services, "school.calendar")
    window.press(Key.Key_N, CTRL)
    seen = set()
    for _ in range(16):
        window.press(Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        assert now.isVisible()
        seen.add(now.objectName())
    assert {"school.calendar.first", "school.calendar.last", "school.calendar.form.write"} <= seen
