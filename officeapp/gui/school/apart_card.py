"""What is kept apart: entries that count nowhere until the headteacher lets them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from officeapp.gui.school.desk_lines import APART_COLUMNS, ENTRY_COLUMNS, apart_lines
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.tables import RecordTable
from officeapp.gui.widgets.cards import Card
from officeapp.procedures.retire_desk import apart_entries, leave_apart, let_in, take_apart

if TYPE_CHECKING:
    from officeapp.domain.exchange import SentAct
    from officeapp.gui.school.desk_lines import ApartLine
    from officeapp.gui.school.section import Section

MOST_ROWS = 5
ABOUT = (
    "Entries of a desk that was retired, of a computer that never joined, or of a file that was "
    "copied. They count nowhere until the headteacher lets them in."
)


class ApartCard(Card):
    """The runs of entries that nobody has looked at; F7 lets one in, F8 leaves it apart."""

    def __init__(self, section: Section) -> None:
        super().__init__("Kept apart", section)
        self._section, self._office = section, section.office
        self._table: RecordTable[ApartLine] = RecordTable(APART_COLUMNS, self)
        self._list = FittedView(self._table, f"{section.name}.apart", self, spare=(2, 1))
        self._entries: RecordTable[SentAct] = RecordTable(ENTRY_COLUMNS, self)
        self._shown = FittedView(self._entries, f"{section.name}.apart.entries", self, spare=(0,))
        self._let_in = QPushButton("Let in  F7", self)
        self._leave = QPushButton("Leave apart  F8", self)
        self._list.setAccessibleName("Entries that are kept apart")
        self._shown.setAccessibleName("What was written in the run in hand")
        self._list.record_shown.connect(self._show_entries)
        row = QHBoxLayout()
        for button, name in ((self._let_in, "let-in"), (self._leave, "leave")):
            button.setObjectName(f"{section.name}.{name}")
            button.setEnabled(section.can_change)
            row.addWidget(button)
        row.addStretch(1)
        self.say(ABOUT)
        self.inside.addWidget(self._list)
        self.inside.addWidget(self._shown)
        self.inside.addLayout(row)
        self._let_in.clicked.connect(self.let_in)
        self._leave.clicked.connect(self.leave)

    def refresh(self) -> None:
        """Show what is apart; the card goes where nothing is."""
        lines = apart_lines(self._office)
        self._table.show(lines)
        self._list.fit_rows(MOST_ROWS)
        self.setVisible(bool(lines))
        self._show_entries(self._list.current() or next(iter(lines), None))

    def let_in(self) -> None:
        """Let the run in hand come into the books of every desk."""
        one = self._in_hand()
        if one is not None:
            with self._section.refused.hears(self.let_in):
                let_in(self._office, one.apart.digest)
                take_apart(self._office)
                self._section.has_saved(f"{one.entries} of {one.desk} let in")
                self._section.refresh()

    def leave(self) -> None:
        """Note that somebody looked at the run in hand, and leave it apart."""
        one = self._in_hand()
        if one is not None:
            with self._section.refused.hears(self.leave):
                leave_apart(self._office, one.apart.digest)
                self._section.has_saved(f"{one.entries} of {one.desk} stay apart")
                self._section.refresh()

    def _show_entries(self, line: ApartLine | None) -> None:
        """Show what was written in a run, so that nobody lets in what they have not seen."""
        self._entries.show(apart_entries(line.apart) if line is not None else ())
        self._shown.fit_rows(MOST_ROWS)

    def _in_hand(self) -> ApartLine | None:
        """Return the run in hand, or the only one."""
        if not self._section.can_change:
            return None
        current: ApartLine | None = self._list.current()
        return current or next(iter(self._table.records), None)
