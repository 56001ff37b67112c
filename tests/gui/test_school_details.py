from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from officeapp.gui.main_window import MainWindow
from officeapp.gui.screen import Place
from officeapp.procedures.keep_school import change_school
from tests.gui.school_window import CTRL, Key, SchoolWindow


@pytest.fixture
def window(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.details")


def test_a_field_is_saved_when_it_is_left(window, office):
    window.type("school.details.phone", "01632 960111")
    window.press(Key.Key_Tab)
    assert office.school.card().phone == "01632 960111"
    assert window.text("school.details.saved") == "Saved 09:31 · Telephone: 01632 960111"


def test_an_address_of_several_lines_is_saved(window, office, qtbot):
    field = window.find(QPlainTextEdit, "school.details.address")
    field.setFocus()
    qtbot.keyClicks(field, "Mill Lane")
    window.press(Key.Key_Return)
    qtbot.keyClicks(field, "Moorside")
    window.press(Key.Key_Tab)
    assert office.school.card().address == "Mill Lane\nMoorside"


def test_what_is_typed_is_saved_before_the_window_is_locked(qtbot, office, theme, settings):
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    office.sign_in(office.staff.first())
    window.let_in()
    window.go_to(Place.SCHOOL)
    field = window.findChild(QLineEdit, "school.details.phone")
    assert field is not None
    field.setFocus()
    qtbot.keyClicks(field, "01632 960333")
    qtbot.keyClick(field, Key.Key_L, CTRL)
    assert window.place is None
    assert office.school.card().phone == "01632 960333"


def test_a_number_that_cannot_be_right_is_refused_in_place_and_stays(window, office):
    window.type("school.details.dfe", "81x")
    window.press(Key.Key_Tab)
    assert window.text("school.details.refused").startswith("81x cannot be right")
    assert window.find(QLineEdit, "school.details.dfe").text() == "81x"
    assert office.school.card().dfe == ""


def test_esc_puts_back_what_stands(window):
    window.type("school.details.name", "")
    window.press(Key.Key_Tab)
    assert window.esc()
    assert window.find(QLineEdit, "school.details.name").text() == "Moorside Primary"
    assert window.text("school.details.refused") == ""


def test_what_is_being_typed_survives_a_change_from_elsewhere(window, office):
    window.type("school.details.name", "Moorside Prim")
    change_school(office, replace(office.school.card(), phone="01632 960222"))
    assert window.find(QLineEdit, "school.details.name").text() == "Moorside Prim"
    assert window.find(QLineEdit, "school.details.phone").text() == "01632 960222"


def test_a_field_that_was_not_changed_writes_no_act(window, office):
    before = office.school.card().line
    window.find(QLineEdit, "school.details.phone").setFocus()
    window.press(Key.Key_Tab)
    assert office.school.card().line == before
