"""A half-filled form is kept for who filled it when the window locks, and shown to nobody else.

Seen red: what was typed lost with the window; what one person typed given to the next.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from officeapp.domain.school import Role
from officeapp.gui.main_window import MainWindow
from officeapp.gui.messages import MessageBar
from officeapp.gui.pupil.page import Part
from officeapp.gui.screen import Place, Target
from officeapp.procedures.keep_roll import change_pupil
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, pupil_of
from tests.gui.test_idle import settled, texts

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, office, theme, settings):
    add_person(office, "Dee Puty", "Deputy head", Role.HEAD, TODAY)
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return window


def sit_down(window, office, name):
    office.sign_in(office.staff.named(name, TODAY))
    window.let_in()


def new_person(window, qtbot):
    """Open the form of a new member of staff; return the fields of name and rights."""
    window.go_to(Place.SCHOOL)
    screen = window.screen_in_view()
    screen.open_section("school.staff")
    screen.section()._on_add()
    return screen.findChild(QLineEdit, "school.staff.name"), screen.findChild(
        QComboBox, "school.staff.role"
    )


def new_pupil(window):
    """Open the form of a new pupil; return the field of the surname."""
    window.go_to(Place.PUPILS)
    window.screen_in_view()._on_new()
    return window.screen_in_view().admission.row("legal_surname").editor


def test_what_was_typed_comes_back_to_who_typed_it(window, office, qtbot, qapp):
    sit_down(window, office, "Petra Lindqvist")
    name, role = new_person(window, qtbot)
    name.setText("Quentin Half")
    role.setCurrentIndex(role.findData(Role.GOVERNOR))
    window.lock()
    settled(qapp)
    assert "Quentin" not in texts()
    sit_down(window, office, "Petra Lindqvist")
    assert "What you typed before the window locked is kept (A new person)" in (
        window.findChild(MessageBar).text()
    )
    name, role = new_person(window, qtbot)
    assert (name.text(), role.currentData()) == ("Quentin Half", Role.GOVERNOR)


def test_nobody_else_is_given_it(window, office, qtbot):
    sit_down(window, office, "Petra Lindqvist")
    new_person(window, qtbot)[0].setText("Quentin Half")
    new_pupil(window).setText("Halfway")
    window.lock()
    sit_down(window, office, "Dee Puty")
    assert not window.findChild(MessageBar).text()
    assert new_person(window, qtbot)[0].text() == ""
    assert new_pupil(window).text() == ""


def test_a_pupil_half_entered_is_kept_too(window, office, qtbot):
    sit_down(window, office, "Petra Lindqvist")
    new_pupil(window).setText("Halfway")
    window.lock()
    sit_down(window, office, "Dee Puty")
    window.lock()
    sit_down(window, office, "Petra Lindqvist")
    assert "(New pupil)" in window.findChild(MessageBar).text()
    assert new_pupil(window).text() == "Halfway"


def test_nothing_is_kept_of_a_form_nobody_typed_in(window, office, qtbot):
    sit_down(window, office, "Petra Lindqvist")
    new_person(window, qtbot)
    window.lock()
    sit_down(window, office, "Petra Lindqvist")
    assert not window.findChild(MessageBar).text()


def card_field(window, office, name):
    """Open Kai's card; return a field of it."""
    window.go_to(Place.PUPILS, Target(pupil=pupil_of(office, "Johnson").id))
    page = window.screen_in_view().page
    page.show_part(Part.CARD)
    return page.section(Part.CARD).fields.rows[name].editor


def test_what_was_typed_on_a_card_comes_back_and_was_not_written(window, office, qapp):
    """Seen red with fields of a card that heed no lock."""
    sit_down(window, office, "Petra Lindqvist")
    card_field(window, office, "admission_no").setText("4711")
    window.lock()
    settled(qapp)
    assert "4711" not in texts()
    assert pupil_of(office, "Johnson").admission_no == ""
    sit_down(window, office, "Petra Lindqvist")
    assert "(Kai Johnson)" in window.findChild(MessageBar).text()
    field = card_field(window, office, "admission_no")
    assert field.text() == "4711"
    assert "before the window locked" in texts()


def test_nobody_else_is_given_what_was_typed_on_a_card(window, office, qapp):
    """Seen red with one parking place for everybody."""
    sit_down(window, office, "Petra Lindqvist")
    card_field(window, office, "medical").setPlainText("Pollenoid")
    window.lock()
    settled(qapp)
    sit_down(window, office, "Dee Puty")
    assert card_field(window, office, "medical").toPlainText() == ""
    assert "Pollenoid" not in texts()


def test_a_text_that_was_refused_is_kept_with_the_field(window, office):
    sit_down(window, office, "Petra Lindqvist")
    card_field(window, office, "upn").setText("nonsense")
    window.screen_in_view().page.settle()
    window.lock()
    sit_down(window, office, "Petra Lindqvist")
    assert card_field(window, office, "upn").text() == "nonsense"


def test_a_card_that_was_changed_meanwhile_says_so(window, office):
    sit_down(window, office, "Petra Lindqvist")
    card_field(window, office, "admission_no").setText("4711")
    window.lock()
    office.sign_in(office.staff.first())
    change_pupil(office, replace(pupil_of(office, "Johnson"), admission_no="9"))
    sit_down(window, office, "Petra Lindqvist")
    assert card_field(window, office, "admission_no").text() == "4711"
    assert "the card was changed since" in texts()
