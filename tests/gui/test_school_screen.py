from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton

from officeapp.domain.school import Role
from officeapp.gui.school.chooser import SECTION_KEYS
from officeapp.gui.school.screen import SECTIONS
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_school import add_person
from tests.gui.school_window import ALT, CTRL, SHIFT, Key, SchoolWindow


@pytest.fixture
def window(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.details")


def signed_in_as(office, role):
    """Sign in somebody who has a role."""
    person = add_person(office, "Sam Osei", "Teacher", role, dt.date(2026, 9, 1))
    office.sign_in(person)


def make_narrow(window, qtbot):
    """Give the screen the room it has at 200 per cent on a laptop."""
    window.screen.resize(600, 600)  # its least width is less once it is narrow
    qtbot.waitUntil(lambda: window.screen.minimumSizeHint().width() < 560)
    window.screen.resize(560, 600)


@pytest.mark.parametrize("place", range(len(SECTIONS)))
def test_alt_and_a_number_open_a_section(window, place):
    window.press(Key(ord(SECTION_KEYS[place])), ALT)
    assert window.section.name == SECTIONS[place].name


def test_the_arrow_keys_go_from_section_to_section(window):
    window.esc()
    window.press(Key.Key_Down)
    assert window.section.name == "school.times"
    window.press(Key.Key_Up)
    assert window.section.name == "school.details"


def test_enter_goes_from_the_name_of_a_section_into_it(window):
    window.esc()
    window.press(Key.Key_Return)
    assert window.focus().objectName() == "school.details.name"


def test_ctrl_tab_goes_round_the_sections(window):
    window.press(Key.Key_Tab, CTRL | SHIFT)
    assert window.section.name == SECTIONS[-1].name
    window.press(Key.Key_Tab, CTRL)
    assert window.section.name == SECTIONS[0].name


def test_esc_goes_to_the_list_of_sections_and_then_no_further(window):
    assert window.esc()
    assert window.focus().objectName() == "school.section.details"
    assert not window.esc()


def test_every_part_has_a_name_and_is_spoken(window):
    parts = []
    for place in range(len(SECTIONS)):
        window.press(Key(ord(SECTION_KEYS[place])), ALT)
        for kind in (QAbstractButton, QLineEdit, QComboBox, RecordView):
            parts += [part for part in window.screen.findChildren(kind) if part.isVisible()]
    unnamed = [type(part).__name__ for part in parts if not part.objectName()]
    unspoken = [
        part.objectName()
        for part in parts
        if not part.accessibleName() and not (isinstance(part, QAbstractButton) and part.text())
    ]
    assert (unnamed, unspoken) == ([], [])


@pytest.mark.parametrize("section", ["times", "calendar", "classes", "staff"])
def test_who_may_not_change_a_section_reads_it(qtbot, office, services, section):
    signed_in_as(office, Role.TEACHER)
    window = SchoolWindow(qtbot, office, services, f"school.{section}")
    window.press(Key.Key_N, CTRL)
    window.press(Key.Key_Return)
    assert window.section.pages.currentWidget() is window.section.lists
    assert "For reading" in window.text(f"school.{section}.who-can")
    assert not window.find(QPushButton, f"school.{section}.add").isEnabled()


def test_a_narrow_window_leaves_columns_out_rather_than_words(qtbot, office, services):
    window = SchoolWindow(qtbot, office, services, "school.classes")
    make_narrow(window, qtbot)
    qtbot.waitUntil(lambda: len(window.rows("school.classes.list")[0]) == 3)
    assert window.rows("school.classes.list")[1] == ["3 Oak", "–", "6"]


def test_the_keys_are_said_where_there_is_no_room_beside_the_names(window, qtbot):
    make_narrow(window, qtbot)
    said = [label.text() for label in window.screen.findChildren(QLabel) if label.isVisible()]
    assert f"Alt+1 to Alt+{SECTION_KEYS[len(SECTIONS) - 1]}" in said


def test_in_a_small_window_the_sections_are_one_field(window, qtbot):
    """They took half of a window at 200 per cent; seen red so."""
    make_narrow(window, qtbot)
    field = window.find(QComboBox, "school.sections")
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    window.press(Key.Key_Down)
    assert window.section.name == SECTIONS[1].name
    window.press(Key.Key_3, ALT)
    assert field.currentText() == f"{SECTIONS[2].title}  Alt+3"
    assert window.section.mapTo(window.screen, QPoint(0, 0)).y() < 90
