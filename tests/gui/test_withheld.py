"""A withheld address: shown after the PIN, changed by the safeguarding lead, never written over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school import Role
from officeapp.gui.main_window import MainWindow
from officeapp.gui.pupil.page import Part
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Place, Target
from officeapp.procedures.keep_roll import Admission, add_class, add_contact, admit
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from tests.builders import PIN, SINCE, a_pupil, with_pin
from tests.gui.conftest import TODAY
from tests.gui.test_idle import settled, texts

HIDDEN, ELSEWHERE = "7 Hidden Way", "9 Quiet Close"


@pytest.fixture
def office(tmp_path, clock):
    """Return a school with PINs and one pupil, whose mother's address is withheld."""
    made = NewSchool("Oak Primary", "Ruth Ade")
    with new_school(tmp_path / "oak.db", made, clock=clock, own_folder=tmp_path) as office:
        oak = add_class(office, "3 Oak", office.school.sites()[0].id)
        (pupil,) = admit(office, [Admission(a_pupil(), SINCE, oak.id, "3")])
        mother = Contact(ContactId(0), "Ms", "Quiet", "Ann", address=HIDDEN, address_withheld=True)
        add_contact(office, mother, Tie(0, pupil.id, ContactId(0), "mother", 1))
        for role in (Role.SAFEGUARDING, Role.OFFICE):
            with_pin(office, add_person(office, f"A {role}", str(role), role, TODAY))
        yield office


@pytest.fixture
def sit_down(qtbot, office, theme, settings):
    """Return what opens the pupil's contacts for somebody signed in."""

    def sit(role):
        window = MainWindow(office, theme, settings)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
        office.sign_in(office.staff.named(f"A {role}", TODAY))
        window.let_in()
        (number,) = office.roll.pupils()
        window.go_to(Place.PUPILS, Target(pupil=number))
        screen = window.screen_in_view()
        assert isinstance(screen, PupilsScreen)
        page = screen.page
        page.show_part(Part.CONTACTS)
        page.first_part().setFocus()
        return window

    return sit


def mother_of(office):
    (contact,) = office.contacts.contacts().values()
    return contact


def open_address(window, qtbot):
    """Press F8 and type the PIN."""
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F8)
    qtbot.keyClicks(window.focusWidget(), PIN)


def address(window):
    return window.findChild(QPlainTextEdit, "pupils.contact.address")


def test_the_address_is_shown_after_the_pin_and_not_before(sit_down, qtbot, qapp):
    """Seen red with an address shown to whoever has the right, without F8."""
    window = sit_down(Role.OFFICE)
    assert HIDDEN not in texts()
    assert address(window).toPlainText() == "withheld: F8 shows it"
    open_address(window, qtbot)
    assert address(window).toPlainText() == HIDDEN
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F8)
    settled(qapp)
    assert HIDDEN not in texts()


def test_it_is_hidden_again_when_the_screen_is_left(sit_down, qtbot, qapp):
    window = sit_down(Role.OFFICE)
    open_address(window, qtbot)
    window.go_to(Place.TODAY)
    settled(qapp)
    assert HIDDEN not in texts()


def test_the_safeguarding_lead_changes_it_on_the_card_with_the_pin(sit_down, office, qtbot):
    """Seen red with a field that stays for reading; and with one kept without the PIN."""
    window = sit_down(Role.SAFEGUARDING)
    open_address(window, qtbot)
    field = address(window)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, ELSEWHERE)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert mother_of(office).address == HIDDEN
    assert "change an address that is withheld" in window.findChild(QLabel, "confirm.what").text()
    qtbot.waitUntil(window.findChild(QLineEdit, "confirm.pin").hasFocus)
    qtbot.keyClicks(QApplication.focusWidget(), PIN)
    assert mother_of(office).address == ELSEWHERE
    assert mother_of(office).address_withheld


def test_the_office_reads_it_and_changes_nothing_of_it(sit_down, qtbot):
    window = sit_down(Role.OFFICE)
    open_address(window, qtbot)
    field = address(window)
    assert field.isReadOnly()
    assert not window.findChild(QPlainTextEdit, "pupils.contact.phones").isReadOnly()


@pytest.mark.parametrize("name", ["phones", "relationship"])
def test_what_is_hidden_on_the_screen_is_not_written_into_the_card(sit_down, office, qtbot, name):
    """Seen red with the card as shown, its address masked, written as the new version."""
    window = sit_down(Role.OFFICE)
    section = window.screen_in_view().page.section(Part.CONTACTS)
    row = {**section.person.rows, **section.tie.rows}[name]
    row.editor.setFocus()
    qtbot.keyClicks(row.editor, "07700900777")
    section.settle()
    mother = mother_of(office)
    assert mother.address == HIDDEN
    assert mother.phones == ("07700900777",) or name == "relationship"


def test_who_may_not_read_it_is_offered_nothing(sit_down, office, qtbot):
    with_pin(office, add_person_as_head(office, Role.RECEPTION))
    window = sit_down(Role.RECEPTION)
    assert not window.findChild(QPushButton, "pupils.withheld.show").isVisible()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F8)
    assert "ask the office" in address(window).toPlainText()
    assert HIDDEN not in texts()


def add_person_as_head(office, role):
    office.sign_in(replace(office.staff.first()))
    return add_person(office, f"A {role}", str(role), role, TODAY)
