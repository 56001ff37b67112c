"""What comes in from other desks while somebody types: nothing typed is lost, the focus stays.

Every place of the window, with what its first fields hold, while all books are read anew. Seen
red: a time typed into the form of leaving, which was set back to now.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from officeapp.books.act import Book
from officeapp.domain.school_year import Session
from officeapp.gui.main_window import MainWindow
from officeapp.gui.places import PLACES
from officeapp.gui.screen import Target
from tests.gui.conftest import TODAY, class_of, pupil_of, take

EVERYTHING = frozenset(Book) - {Book.PENCIL}
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, office, theme, settings):
    """Return the window of a school with some marks."""
    take(office, "3 Oak", TODAY, Session.AM, "/NL/.I")
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    office.sign_in(office.staff.first())
    window.let_in()
    with qtbot.waitActive(window):
        window.show()
    return window


def typed_into(window, qtbot):
    """Type into every field in view that takes it; return the fields and what they hold."""
    screen = window.screen_in_view()
    found = {}
    for kind in (QLineEdit, QPlainTextEdit):
        for field in screen.findChildren(kind):
            if field.isVisible() and field.isEnabled() and not field.isReadOnly():
                if isinstance(field.parent(), QComboBox):
                    continue
                field.setFocus()
                field.selectAll()
                qtbot.keyClicks(field, "10:15")
                found[field.objectName()] = field
    return found


def held(field):
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


@pytest.mark.parametrize("place", [entry.place for entry in PLACES])
def test_what_is_typed_stays_when_books_come_in(window, office, place, qtbot):
    window.go_to(place, Target(pupil=pupil_of(office, "Kaur").id))
    fields = typed_into(window, qtbot)
    before, now = window.focusWidget(), {name: held(one) for name, one in fields.items()}
    office.refresh(EVERYTHING)
    QApplication.processEvents()
    assert {name: held(one) for name, one in fields.items()} == now
    assert window.focusWidget() is before


NO_MODIFIER = Qt.KeyboardModifier.NoModifier
#: A place and its section, the key that opens a form there, and a field that the form has.
FORMS = (
    ("pupils", None, Qt.Key.Key_N, CTRL, "pupils.admission.upn"),
    ("pupils", "case", Qt.Key.Key_N, NO_MODIFIER, "pupils.case.field.words"),
    ("leave", None, Qt.Key.Key_N, CTRL, "leave.ask.purpose"),
    ("front-desk", None, Qt.Key.Key_F3, NO_MODIFIER, "frontdesk.leaving.at"),
    ("front-desk", None, Qt.Key.Key_F5, NO_MODIFIER, "frontdesk.message.words"),
    ("school", "school.authority", Qt.Key.Key_N, CTRL, "school.authority.name"),
)


@pytest.mark.parametrize(("place", "section", "key", "modifier", "field"), FORMS)
def test_a_form_half_filled_stays_when_books_come_in(
    window, office, qtbot, place, section, key, modifier, field
):
    kind = next(entry.place for entry in PLACES if entry.place == place)
    window.go_to(kind, Target(pupil=pupil_of(office, "Kaur").id, section=section))
    qtbot.keyClick(window.focusWidget(), key, modifier)
    fields = typed_into(window, qtbot)
    before, now = window.focusWidget(), {name: held(one) for name, one in fields.items()}
    assert "10:15" in now[field]
    office.refresh(EVERYTHING)
    QApplication.processEvents()
    assert {name: held(one) for name, one in fields.items()} == now
    assert window.focusWidget() is before


def test_a_mark_in_pencil_and_the_cell_in_hand_stay(window, office, qtbot):
    window.go_to(PLACES[1].place, Target(school_class=class_of(office, "R Ash").id, day=TODAY))
    grid = window.focusWidget()
    qtbot.keyClicks(grid, "/")
    at = grid.currentIndex().row(), grid.currentIndex().column()
    office.refresh(EVERYTHING)
    assert window.focusWidget() is grid
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == at
