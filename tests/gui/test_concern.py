"""Raising a concern at the front desk: one key, one line, and nothing of it left on the screen.

Seen red: what was typed of one child left in the form for the next.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from officeapp.domain.school import Role
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Target
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import SINCE, TODAY, pupil_of
from tests.gui.test_need_to_know import as_a, texts

WORDS = "She said she is afraid."
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(qtbot, office, services):
    """Return what opens the page of a child for a person of a role."""

    def open_for(role):
        add_person(office, f"A {role}", str(role).title(), role, SINCE)
        as_a(office, role)
        screen = PupilsScreen(office, services)
        office.on_change(screen.books_changed)
        qtbot.addWidget(screen)
        screen.resize(1166, 740)
        with qtbot.waitActive(screen):
            screen.show()
        screen.open_on(Target(pupil=pupil_of(office, "Johnson").id))
        return screen

    return open_for


def form(screen):
    return screen.findChild(QWidget, "pupils.concern.form")


def type_it(qtbot, screen):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_9, ALT)
    qtbot.keyClicks(screen.focusWidget(), WORDS)


def test_reception_raises_a_concern_by_a_key_and_cannot_read_it(qtbot, office, opened):
    screen = opened(Role.RECEPTION)
    type_it(qtbot, screen)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert form(screen).isHidden()
    assert "afraid" not in " ".join(texts(screen))
    assert [one.words for one in office.cases.confidential.on(TODAY)] == [WORDS]


def test_a_concern_that_says_nothing_is_refused_in_place(qtbot, office, opened):
    screen = opened(Role.RECEPTION)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_9, ALT)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert not form(screen).isHidden()
    assert "what the concern is" in " ".join(texts(form(screen)))
    assert office.cases.confidential.on(TODAY) == []


def test_what_is_typed_of_one_child_is_not_shown_with_the_next(qtbot, office, opened):
    screen = opened(Role.RECEPTION)
    type_it(qtbot, screen)
    screen.open_on(Target(pupil=pupil_of(office, "Abbasi").id))
    assert form(screen).isHidden()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_9, ALT)
    assert "afraid" not in " ".join(texts(screen))
    assert screen.step_back()
    assert office.cases.confidential.on(TODAY) == []


@pytest.mark.parametrize("role", [Role.HEAD, Role.PASTORAL, Role.SAFEGUARDING])
def test_who_sees_the_case_raises_it_there(qtbot, opened, role):
    screen = opened(role)
    assert screen.findChild(QAbstractButton, "pupils.concern.new").isHidden()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_9, ALT)
    assert form(screen).isHidden()
