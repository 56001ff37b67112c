"""The line on Today that says what is due beside the registers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from officeapp.domain.leaving import Removal
from officeapp.domain.school import Role
from officeapp.gui.screen import Place, Target
from officeapp.gui.today.due_panel import due_said
from officeapp.gui.today.screen import TodayScreen
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.remove_pupil import propose_removals
from tests.gui.conftest import SINCE, TODAY, pupil_of


@pytest.fixture
def today(qtbot, office, services):
    screen = TodayScreen(office, services)
    office.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    return screen


def propose(office):
    return propose_removals(office, [Removal(0, pupil_of(office, "Kaur").id, TODAY, "moved-away")])


def test_nothing_is_said_while_nothing_is_due(today, office, qtbot):
    panel = today.findChild(QFrame, "today.due")
    qtbot.waitUntil(lambda: panel._known is not None)
    assert panel.isHidden()
    assert due_said(office) == ("", False)


def test_a_proposal_and_its_return_are_said_and_f7_opens_them(today, office, qtbot, gone_to):
    propose(office)
    panel = today.findChild(QFrame, "today.due")
    qtbot.waitUntil(panel.isVisible)
    assert today.findChild(QLabel, "today.due.text").text() == (
        "1 pupil waits for the head, to leave or to join  ·  "
        "1 return is due to the local authority, the first by 18 Nov 2026"
    )
    qtbot.keyClick(today, Qt.Key.Key_F7)
    assert gone_to == [(Place.SCHOOL, Target(section="school.leaving"))]


def test_what_is_late_is_said_so(office, clock):
    propose(office)
    clock.now = clock.now.replace(day=20)
    said, pressing = due_said(office)
    assert said.endswith("the first was due 18 Nov 2026")
    assert pressing


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.TEACHER, Role.GOVERNOR])
def test_who_does_not_work_on_the_roll_sees_nothing_of_it(office, role):
    propose(office)
    office.sign_in(add_person(office, "Ines Moreau", "Other", role, SINCE))
    assert due_said(office) == ("", False)
