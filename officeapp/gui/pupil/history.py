"""The history of a pupil's cards: every version, who wrote it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from officeapp.gui.pupil.calling import Sight
from officeapp.gui.pupil.changes import Change, history_of
from officeapp.gui.pupil.lists import ShortList
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import Card, label

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.gui.screen import WindowServices

LEAST_HEIGHT = 220
COLUMNS: tuple[Column[Change], ...] = (
    Column(
        "When",
        lambda change: f"{change.at.day} {change.at:%b %Y %H:%M}",
        sort_key=lambda change: change.at,
        width=156,
    ),
    Column("Card", lambda change: change.card, width=180, tip=lambda change: change.card),
    Column("What", lambda change: change.what, tip=lambda change: change.what),
    Column("Who", lambda one: one.by.partition(",")[0], width=130, tip=lambda one: one.by),
)


class HistorySection(QWidget):
    """What was written of a pupil; the line in view stands whole below."""

    def __init__(
        self, office: Office, _services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office = office
        #: Whose withheld addresses are shown; the page puts its own here.
        self.sight = Sight(office)
        self._table: RecordTable[Change] = RecordTable(COLUMNS, self)
        self.list = ShortList(self._table, "pupils.history", self, LEAST_HEIGHT)
        self._whole = label("", "strong", self)
        self._by = label("", "faded", self)
        self._build()
        self.list.record_shown.connect(self._on_shown)

    def show_pupil(self, pupil: Pupil) -> None:
        """Read and show a pupil's history."""
        changes = history_of(self._office, pupil, opened=self.sight.shows(pupil.id))
        self._table.show(changes)
        if changes:
            self.list.selectRow(0)
            self._on_shown(changes[0])

    def set_read_only(self, *, read_only: bool) -> None:
        """Do nothing: a history is only read."""

    def settle(self) -> None:
        """Do nothing: nothing is typed here."""

    def first_part(self) -> QWidget:
        """Return the list."""
        return self.list

    def step_back(self) -> bool:
        """Say that there is nothing to close."""
        return False

    def _build(self) -> None:
        self.setObjectName("pupils.history.section")
        self.list.setAccessibleName("History of the pupil's cards, newest first")
        self._whole.setObjectName("pupils.history.whole")
        for part in (self._whole, self._by):
            part.setWordWrap(True)
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card = Card("Every version of every card", self)
        card.say("Nothing is overwritten: a change is a new version, and the earlier one is kept.")
        card.inside.addWidget(self.list, 1)
        card.inside.addWidget(self._whole)
        card.inside.addWidget(self._by)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)

    def _on_shown(self, change: Change) -> None:
        self._whole.setText(f"{change.card}: {change.what}")
        self._by.setText(f"{change.by}, {change.at.day} {change.at:%B %Y, %H:%M}")
