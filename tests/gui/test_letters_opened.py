"""The Letters screen opened on one letter, as a gap of a referral pack opens it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit

from officeapp.gui.letters.screen import LetterScreen
from officeapp.gui.screen import Target
from officeapp.procedures.keep_school import change_school
from tests.gui.conftest import pupil_of
from tests.pack_builders import a_mother, a_notice

MONDAY = dt.date(2026, 11, 16)


def test_a_letters_number_stands_on_it_and_asks_how_it_was_sent(qtbot, office, services):
    """Seen red with a number taken for a kind of letter."""
    change_school(office, replace(office.school.card(), phone="01632 960 000"))
    kai = pupil_of(office, "Johnson")
    a_mother(office, kai, "Ruth")
    [letter] = a_notice(office, kai, MONDAY)
    screen = LetterScreen(office, services)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=kai.id, section=letter.number))
    beside = screen.findChild(QLineEdit, "letters.sent.beside")
    assert beside is not None
    assert beside.isVisible()
    said = [one.text() for one in screen.findChildren(QLabel)]
    assert f"How {letter.number}, Johnson, Kai, was sent" in said
