"""Confidential notes: shown to who may read them, once their PIN is typed and the opening noted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from officeapp.domain.school_year import Span, short_day
from officeapp.gui.pupil.lists import ShortList
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import Card
from officeapp.procedures.confidential import open_notes, who_opened
from officeapp.procedures.timeline import usual_span

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil

LEAST_HEIGHT = 132
PROTECTED = (
    "Only the headteacher and the safeguarding leads read these notes, each time by PIN, and each "
    "opening is written down. To all other desks they go sealed. They can be read in the files of "
    "the desks where one of these sits: who can copy such a file and open it with other tools can "
    "read them too, so keep this computer and its backups locked away."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: a note, or that the notes were opened."""

    day: dt.date
    words: str
    who: str


COLUMNS: tuple[Column[Shown], ...] = (
    Column("Day", lambda one: f"{short_day(one.day)} {one.day.year}", width=148),
    Column("Words", lambda one: one.words, tip=lambda one: one.words),
    Column("Who", lambda one: one.who, width=210, tip=lambda one: one.who),
)


class NotesCard(Card):
    """The notes of one pupil while they are open; closed, it holds nothing.

    Signals:
        turned: The notes were opened or closed.
    """

    turned = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Confidential notes", parent)
        self._office = office
        self._table: RecordTable[Shown] = RecordTable(COLUMNS, self)
        self.view = ShortList(self._table, "pupils.case.confidential", self, LEAST_HEIGHT)
        self._close = QPushButton("Close them  Esc", self)
        self._build()

    def open(self, pupil: Pupil, why: str) -> None:
        """Write that the notes are opened, then show them.

        Raises:
            NotAllowedError: The person may not read them, or their PIN is still to be typed.
            NoReasonError: A person who does not lead on safeguarding gave no reason.
        """
        today = self._office.today()
        notes = open_notes(self._office, pupil.id, Span(pupil.dob, today), why)
        lines = [Shown(note.day, note.words, f"{by.name}, {by.post}") for note, by in notes]
        opened = who_opened(self._office, pupil.id, usual_span(today))
        lines += [
            Shown(day, f"Opened{said and f': {said}'}", f"{by.name}, {by.post}")
            for day, by, said in opened
        ]
        self._table.show(sorted(lines, key=lambda one: one.day, reverse=True))
        self.show()
        self.turned.emit()
        self.view.setFocus()

    def close_notes(self) -> bool:
        """Show none any more; say whether any were."""
        if self.isHidden():
            return False
        self._table.show([])
        self.hide()
        self.turned.emit()
        return True

    def _build(self) -> None:
        self.say(PROTECTED)
        self.view.setAccessibleName("Confidential notes, and who opened them")
        self._close.setObjectName("pupils.case.confidential.close")
        self._close.setProperty("class", "small")
        self._close.clicked.connect(self.close_notes)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._close)
        self.inside.addWidget(self.view)
        self.inside.addLayout(row)
        self.hide()
