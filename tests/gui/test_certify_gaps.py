"""A certificate that is refused lists each session, and Enter opens it where it is mended.

Seen red with: a list that is not read anew; a clash opened in the register.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit

from officeapp.books.act import Book
from officeapp.domain.certificate import DISPUTED, CertificateGap
from officeapp.domain.school_year import Session, Span
from officeapp.gui.letters.certify import CertifyPanel
from officeapp.gui.letters.screen import LetterScreen
from officeapp.gui.screen import Place
from officeapp.gui.tables import RecordView
from officeapp.procedures.amend_mark import amend_mark
from tests.gui.conftest import class_of, pupil_of, take

MONDAY = dt.date(2026, 11, 16)
WEEK = Span(MONDAY, MONDAY)


@pytest.fixture
def screen(qtbot, office, services):
    """Return the Letters screen, Kai marked N on Monday morning and present in the afternoon."""
    take(office, "3 Oak", MONDAY, Session.AM, "..N...")
    take(office, "3 Oak", MONDAY, Session.PM, "..\\...")
    screen = LetterScreen(office, services)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    return screen


def refused(qtbot, screen):
    """Ask for a certificate of Monday by keys; return the list of what is in its way."""
    qtbot.keyClick(
        screen.focusWidget(),
        Qt.Key.Key_N,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    screen.findChild(QComboBox, "letters.certify.whom").setCurrentText("Johnson, Kai")
    for name in ("first", "last"):
        field = screen.findChild(QDateEdit, f"letters.certify.{name}")
        field.setDate(QDate(MONDAY.year, MONDAY.month, MONDAY.day))
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F6)
    view = screen.findChild(RecordView, "letters.certify.gaps")
    qtbot.waitUntil(view.isVisible)
    return view


def test_enter_on_a_session_opens_the_register_there(qtbot, screen, office, gone_to):
    view = refused(qtbot, screen)
    assert [(one.day, one.session, one.words) for one in view.table.records] == [
        (MONDAY, Session.AM, "still N")
    ]
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    [(place, target)] = gone_to
    oak = class_of(office, "3 Oak").id
    assert place is Place.REGISTER
    assert (target.school_class, target.day, target.session) == (oak, MONDAY, Session.AM)


def test_the_list_goes_when_the_last_session_is_mended(qtbot, screen, office, said):
    view = refused(qtbot, screen)
    kai = pupil_of(office, "Johnson")
    amend_mark(office, office.register.standing(kai.id, MONDAY, Session.AM), "I", "a note came")
    screen.books_changed(frozenset({Book.REGISTER}))
    assert view.table.records == ()
    assert said[-1] == "Nothing keeps a certificate any more from Kai Johnson."


def test_a_session_in_dispute_opens_among_the_clashes(qtbot, screen, office, gone_to):
    kai = pupil_of(office, "Johnson")
    gap = CertificateGap(MONDAY, Session.AM, DISPUTED, clashes=True)
    panel = screen.findChild(CertifyPanel)
    panel.open()
    panel.show_gaps(kai, WEEK, [gap])
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    [(place, target)] = gone_to
    assert (place, target.pupil) == (Place.CLASHES, kai.id)
