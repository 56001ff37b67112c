"""Confidential notes in a school with PINs: the PIN first, then the entry, then the notes.

Seen red: notes shown before the PIN was typed; an opening given up that is written all the same.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from officeapp.domain.school import Role
from officeapp.domain.school_year import Span
from officeapp.gui.confirming import ConfirmPanel
from officeapp.gui.main_window import MainWindow
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Place, Target
from officeapp.procedures.confidential import raise_concern, who_opened
from officeapp.procedures.keep_roll import Admission, add_class, admit
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from tests.builders import PIN, SINCE, a_pupil, with_pin
from tests.gui.conftest import TODAY
from tests.gui.test_need_to_know import WORDS, texts


@pytest.fixture
def office(tmp_path, clock):
    """Return a school with PINs, one pupil and a concern about them."""
    made = NewSchool("Oak Primary", "Ruth Ade")
    with new_school(tmp_path / "oak.db", made, clock=clock, own_folder=tmp_path) as office:
        oak = add_class(office, "3 Oak", office.school.sites()[0].id)
        (pupil,) = admit(office, [Admission(a_pupil(), SINCE, oak.id, "3")])
        lead = add_person(office, "Lea Lead", "Safeguarding lead", Role.SAFEGUARDING, TODAY)
        with_pin(office, lead)
        raise_concern(office, pupil.id, WORDS)
        yield office


@pytest.fixture
def window(qtbot, office, theme, settings):
    """Return the window with the pupil's case open, the lead signed in."""
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    office.sign_in(office.staff.named("Lea Lead", TODAY))
    window.let_in()
    (number,) = office.roll.pupils()
    window.go_to(Place.PUPILS, Target(pupil=number, section="case"))
    return window


def screen_of(window):
    screen = window.screen_in_view()
    assert isinstance(screen, PupilsScreen)
    return screen


def openings(office):
    (number,) = office.roll.pupils()
    return who_opened(office, number, Span(TODAY, TODAY))


def test_the_pin_comes_first_and_the_opening_is_written_with_it(qtbot, office, window):
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_O)
    assert WORDS not in " ".join(texts(window))
    field = window.findChild(ConfirmPanel).findChild(QLineEdit, "confirm.pin")
    qtbot.keyClicks(field, PIN)
    assert WORDS in " ".join(texts(screen_of(window)))
    assert [by.name for _, by, _ in openings(office)] == ["Lea Lead"]


def test_who_goes_back_from_the_pin_opens_nothing(qtbot, office, window):
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_O)
    field = window.findChild(ConfirmPanel).findChild(QLineEdit, "confirm.pin")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert WORDS not in " ".join(texts(window))
    assert openings(office) == []


def test_the_notes_are_gone_when_the_place_is_left(qtbot, office, window):
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_O)
    qtbot.keyClicks(window.findChild(ConfirmPanel).findChild(QLineEdit, "confirm.pin"), PIN)
    screen = screen_of(window)
    window.go_to(Place.TODAY)
    assert WORDS not in " ".join(texts(screen))
