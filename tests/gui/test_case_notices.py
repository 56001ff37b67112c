"""The ledger of penalty notices from the case view, by keys.

Seen red with: a ledger that is not read anew; an outcome entered for another row; keys for who may
only read.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from officeapp.books.act import Book
from officeapp.domain.notice_ledger import Outcome
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.pupil.case_notices import NoticesCard
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Target
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_notices import ledger_of
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, pupil_of, take
from tests.pack_builders import a_mother

MONDAY = dt.date(2026, 11, 16)
CASES = frozenset({Book.CASES})


@pytest.fixture
def screen(qtbot, office, services):
    """Return the Pupils screen with Kai's case open, away without leave on Monday."""
    a_mother(office, pupil_of(office, "Johnson"), "Ruth")
    for session in Session:
        take(office, "3 Oak", MONDAY, session, "..O...")
    return shown(qtbot, office, services)


def shown(qtbot, office, services):
    screen = PupilsScreen(office, services)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=pupil_of(office, "Johnson").id, section="case"))
    return screen


def lines(screen):
    return list(screen.findChild(RecordView, "pupils.case.notices").table.records)


def typed(screen, name, text):
    fields = screen.findChildren(QLineEdit, f"pupils.case.field.{name}")
    [field] = [one for one in fields if one.isVisible()]
    field.setText(text)
    return field


def entered(qtbot, screen):
    """Enter a notice to Ruth by keys."""
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F5)
    to = screen.findChild(QComboBox, "pupils.case.field.parent")
    to.setCurrentIndex(to.findText("Ms Ruth Roe, mother"))
    typed(screen, "day", "18.11.2026")
    qtbot.keyClick(typed(screen, "absence", "16.11.2026"), Qt.Key.Key_Return)
    screen.books_changed(CASES)


def test_f_and_f5_enter_a_notice_with_its_sessions_and_its_amounts(qtbot, screen):
    entered(qtbot, screen)
    [line] = lines(screen)
    assert line.notice.sessions == ("2026-11-16 AM", "2026-11-16 PM")
    assert line.asks_said == "£80 by 8 Dec, £160 by 15 Dec 2026 at the earliest"
    title = screen.findChild(NoticesCard).findChildren(QLabel)[0].text()
    assert title == "Penalty notices for Kai Johnson, as far as this school knows"


def test_f7_notes_that_it_was_paid_and_esc_closes_the_ledger(qtbot, screen, office):
    entered(qtbot, screen)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F7)
    qtbot.keyClick(typed(screen, "words", "in full"), Qt.Key.Key_Return)
    screen.books_changed(CASES)
    [line] = lines(screen)
    assert (line.notice.outcome, line.notice.settled) == (Outcome.PAID, TODAY)
    assert screen.step_back()
    assert lines(screen) == []


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (Qt.Key.Key_F7, Outcome.PAID),
        (Qt.Key.Key_F8, Outcome.WITHDRAWN),
        (Qt.Key.Key_F9, Outcome.PROSECUTED),
    ],
)
def test_what_became_of_a_notice_is_noted_of_the_row_in_hand(qtbot, screen, key, outcome):
    """Seen red with F8 a key of withheld addresses too, and with the first row for any."""
    entered(qtbot, screen)
    entered(qtbot, screen)
    view = screen.findChild(RecordView, "pupils.case.notices")
    view.selectRow(1)
    qtbot.keyClick(view, key)
    qtbot.keyClick(typed(screen, "words", "it was another child"), Qt.Key.Key_Return)
    screen.books_changed(CASES)
    assert [one.notice.outcome for one in lines(screen)] == [Outcome.OPEN, outcome]


def test_days_without_an_absence_are_refused_in_the_form(qtbot, screen, office):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F5)
    qtbot.keyClick(typed(screen, "absence", "17.11.2026"), Qt.Key.Key_Return)
    said = screen.findChild(QLabel, "pupils.case.refused").text()
    assert said.startswith("No unauthorised session lies in those days")
    assert ledger_of(office, pupil_of(office, "Johnson").id) == []


def test_enter_puts_an_entry_right_or_takes_it_back(qtbot, screen):
    entered(qtbot, screen)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    typed(screen, "reference", "PN 7")
    qtbot.keyClick(typed(screen, "correction", "from the letter"), Qt.Key.Key_Return)
    screen.books_changed(CASES)
    assert [one.notice.reference for one in lines(screen)] == ["PN 7"]


def test_who_may_only_read_cases_sees_the_ledger_without_its_keys(qtbot, screen, office, services):
    """Planted: keys shown to everybody: red."""
    entered(qtbot, screen)
    add_person(office, "Lea Lead", "Safeguarding lead", Role.SAFEGUARDING, TODAY)
    office.sign_in(office.staff.named("Lea Lead", TODAY))
    mine = shown(qtbot, office, services)
    qtbot.keyClick(mine.focusWidget(), Qt.Key.Key_F)
    assert len(lines(mine)) == 1
    assert mine.findChild(QPushButton, "pupils.case.notices.enter").isHidden()
    qtbot.keyClick(mine.focusWidget(), Qt.Key.Key_F5)
    assert mine.findChild(QComboBox, "pupils.case.field.parent") is None
