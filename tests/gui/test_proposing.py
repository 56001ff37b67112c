"""The office at the Pupils screen: what it may only propose says so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from officeapp.domain.school import Role
from officeapp.gui.pupil.ask_form import AskForm
from officeapp.gui.pupil.page import Part
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Target
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import SINCE, pupil_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(params=[Role.OFFICE, Role.ATTENDANCE_OFFICER])
def screen(qtbot, office, services, request):
    """Return the screen on Kai, with somebody signed in who may propose and not decide."""
    office.sign_in(add_person(office, "Ines Moreau", "Office", request.param, SINCE))
    screen = PupilsScreen(office, services)
    office.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=pupil_of(office, "Johnson").id))
    return screen


def type_into(screen, qtbot, **typed):
    for name, text in typed.items():
        field = screen.findChild(QLineEdit, f"pupils.admission.{name.replace('_', '-')}")
        field.clear()
        qtbot.keyClicks(field, text)


def test_a_new_pupil_is_proposed_and_not_on_the_roll(screen, office, qtbot, said):
    known = len(office.roll.pupils())
    qtbot.keyClick(screen.focusWidget() or screen, Qt.Key.Key_N, CTRL)
    assert screen.findChild(QPushButton, "pupils.admission.write").text().startswith("Propose")
    type_into(screen, qtbot, legal_surname="Novak", legal_forename="Ema", dob="2/5/2018")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert said[-1] == "Ema Novak is proposed to the head, who confirms it under School."
    assert len(office.roll.pupils()) == known
    assert [one.legal_surname for one in office.roll.arrivals()] == ["Novak"]


def test_a_leaver_is_proposed_and_stays_on_the_roll(screen, office, qtbot, said):
    """Seen red for the attendance officer with F3 only for who changes cards."""
    screen.page.show_part(Part.ROLL)
    screen.page.first_part().setFocus()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F3)
    ground = screen.findChild(QComboBox, "pupils.roll.form.ground")
    ground.setCurrentIndex(ground.findText("(g)  moved beyond a reasonable distance"))
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert said[-1] == "Kai Johnson: proposed to the head to leave on 18 Nov 2026."
    assert office.roll.enrolments(pupil_of(office, "Johnson").id)[0].last is None
    assert len(office.roll.removals()) == 1


def test_what_only_the_head_may_do_is_not_offered(screen, qtbot):
    screen.page.show_part(Part.ROLL)
    assert screen.findChild(QPushButton, "pupils.roll.leaves").isVisible()
    assert not screen.findChild(QPushButton, "pupils.roll.back").isVisible()
    screen.page.section(Part.ROLL)._time_list.setFocus()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert not screen.findChild(AskForm, "pupils.roll.form").isVisible()
