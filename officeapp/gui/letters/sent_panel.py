"""How an issued letter was sent: posted, handed over or e-mailed, noted or taken back by a key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.domain.letter_book import LetterNote, What
from officeapp.domain.school_year import short_day
from officeapp.errors import OfficeError
from officeapp.gui.messages import announce
from officeapp.gui.widgets.cards import label
from officeapp.procedures.issue_letters import note_letters, take_back_note
from officeapp.procedures.pack_evidence import SENT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from officeapp.books.office import Office
    from officeapp.gui.letters.lines import Sent

#: Each way with its words, the function key that notes it, and how its button is named.
WAYS: tuple[tuple[What, str, Qt.Key, str], ...] = (
    (What.POSTED, "Posted", Qt.Key.Key_F5, "posted"),
    (What.HANDED, "Handed over", Qt.Key.Key_F8, "handed"),
    (What.EMAILED, "Sent by e-mail", Qt.Key.Key_F9, "emailed"),
)


class SentPanel(QWidget):
    """What is to be said beside it, and a key for each way; the note bears the day it is made.

    Signals:
        noted: A letter was noted as sent; carries what was done, as a sentence.
        closed: It was closed, anything noted or not.
    """

    noted = Signal(str)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._line: Sent | None = None
        self._title = label("", "strong", self)
        self._beside = QLineEdit(self)
        self._noted = label("", "note", self)
        self._take_back = QPushButton("Take the last back  F6", self)
        self._refused = label("", "refused", self)
        self._build()

    def open(self, line: Sent) -> None:
        """Ask how a letter was sent."""
        self._line = line
        self._title.setText(f"How {line.letter.number}, {line.pupil}, was sent")
        self._beside.clear()
        self._refused.hide()
        notes = self._notes(line)
        self._noted.setText("; ".join(map(_words, notes)))
        self._noted.setVisible(bool(notes))
        self._take_back.setVisible(bool(notes))
        self.show()
        self._beside.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> bool:
        """Close it, nothing noted; say whether it was open."""
        if self.isHidden():
            return False
        self._line = None
        self.hide()
        self.closed.emit()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {key: what for what, _, key, _ in WAYS}
        what = ways.get(Qt.Key(event.key()))
        if what is not None:
            self._note(what)
        elif event.key() == Qt.Key.Key_F6:
            self._on_take_back()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._beside.setObjectName("letters.sent.beside")
        self._beside.setAccessibleName("Beside it, such as first class or given at the gate")
        self._beside.setPlaceholderText("beside it, such as: first class; given at the gate")
        self._refused.setObjectName("letters.sent.refused")
        self._refused.setWordWrap(True)
        keys = QHBoxLayout()
        for what, words, key, name in WAYS:
            button = QPushButton(f"{words}  {key.name.removeprefix('Key_')}", self)
            button.setObjectName(f"letters.sent.{name}")
            button.clicked.connect(partial(self._note, what))
            keys.addWidget(button)
        self._take_back.setObjectName("letters.sent.take-back")
        self._take_back.clicked.connect(self._on_take_back)
        keys.addWidget(self._take_back)
        back = QPushButton("Close  Esc", self)
        back.setObjectName("letters.sent.back")
        back.clicked.connect(self.give_up)
        keys.addWidget(back)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        self._noted.setObjectName("letters.sent.noted")
        self._noted.setWordWrap(True)
        for part in (self._title, self._noted, self._beside, self._refused):
            column.addWidget(part)
        column.addLayout(keys)

    def _note(self, what: What, *_: object) -> None:
        line = self._line
        if line is None:
            return
        try:
            note_letters(self._office, [line.letter], what, self._beside.text().strip())
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self.give_up()
        self.noted.emit(f"{line.letter.number} is noted as {what.words} today.")

    def _on_take_back(self) -> None:
        """Take back the last note, for the reason typed beside it."""
        notes = self._notes(self._line) if self._line else []
        if self._line is None or not notes:
            return
        if not self._beside.text().strip():
            self._refuse("Say in the line above why the note is taken back, then F6.")
            return
        try:
            take_back_note(self._office, notes[-1], self._beside.text())
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        number = self._line.letter.number
        self.give_up()
        self.noted.emit(f"{number} is no longer noted as {notes[-1].what.words}.")

    def _notes(self, line: Sent) -> list[LetterNote]:
        """Return how a letter was sent as it stands, oldest first."""
        done = self._office.letters.done_with(line.letter, self._office.today())
        return [one for one in done if one.what in SENT]

    def _refuse(self, why: str) -> None:
        self._refused.setText(why)
        self._refused.show()
        announce(self, why)


def _words(note: LetterNote) -> str:
    beside = f" ({note.words})" if note.words else ""
    return f"Noted: {note.what.words} {short_day(note.day)}{beside}"
