"""Putting a backup back from the start page: the newest good one is chosen, and what it lacks said.

A school whose file is lost is found by what this computer remembers of its backups; on an empty
computer a file is chosen instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from officeapp.books.copies import Backup, State, known_schools, look
from officeapp.books.newer import report
from officeapp.domain.school_year import short_day
from officeapp.errors import OfficeError
from officeapp.gui.tables import Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.gui.tasks import Report, TaskRunner

LOOKING = "Looking at the backups"
NOTHING = "This computer remembers no backup. Choose the file of one."
CHOSEN = "It is copied and checked before it counts; the file that is there is put aside, not lost."


@dataclass(frozen=True, slots=True)
class Offer:
    """One backup that may be put back.

    Attributes:
        school: The school's name.
        path: Where the school's file is, or was.
        backup: The backup.
        state: What a look at it found.
    """

    school: str
    path: Path
    backup: Backup
    state: State

    @property
    def is_good(self) -> bool:
        """Say whether the backup is as it was when it was proved."""
        return self.state is State.SOUND


def offers() -> list[Offer]:
    """Return the backups of every school this computer remembers, the last school first."""
    return [
        Offer(copies.name, copies.path, backup, look(backup))
        for copies in known_schools()
        for backup in copies.backups
    ]


def _said(time: dt.datetime) -> str:
    return f"{short_day(time.date())} {time:%Y %H:%M}"


COLUMNS: tuple[Column[Offer], ...] = (
    Column("School", lambda one: one.school, tip=lambda one: str(one.path)),
    Column("Made", lambda one: _said(one.backup.made), lambda one: one.backup.made, width=176),
    Column("In", lambda one: one.backup.file.parent.name, tip=lambda one: str(one.backup.file)),
    Column("Is", lambda one: one.state.word, tip=lambda one: one.state.value, width=84),
)


class RestorePage(QWidget):
    """The backups that may be put back, and what each of them lacks.

    Signals:
        chosen: A backup is to be put back; carries its path and the school's.
        file_requested: A backup is to be chosen from the disk.
        back_requested: The person changed their mind.
    """

    chosen = Signal(object, object)
    file_requested = Signal()
    back_requested = Signal()

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._wanted: Offer | None = None
        self._chosen: Offer | None = None
        self._table: RecordTable[Offer] = RecordTable(COLUMNS, self)
        self._list = RecordView(self._table, "restore.list", self)
        self._about = label("", "strong", self)
        self._back = QPushButton("Back  Esc", self)
        self._file = QPushButton("Choose a file…  Ctrl+O", self)
        self._do = QPushButton("Restore this one  Enter", self)
        self._build()
        self._list.record_shown.connect(self._on_shown)
        self._list.record_chosen.connect(self._on_chosen)
        self._do.clicked.connect(lambda: self._on_chosen(self._list.current()))
        self._file.clicked.connect(self.file_requested)
        self._back.clicked.connect(self.back_requested)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.file_requested)
        tasks.ended.connect(self._on_free)

    def start(self) -> None:
        """Look at the backups this computer remembers, and stand on the newest good one."""
        self._about.setText("")
        self._do.setEnabled(False)
        self._tasks.run(self, LOOKING, lambda _report: offers(), self._show)

    def start_on(self, found: list[Offer]) -> None:
        """Show these backups, and stand on the newest good one."""
        self._show(found)

    def next_after(self, backup: Path) -> None:
        """Stand on the next good one after a backup that was refused."""
        files = [one.backup.file for one in self._table.records]
        place = files.index(backup) + 1 if backup in files else 0
        self._stand_on(place)

    def _build(self) -> None:
        self._about.setWordWrap(True)
        self._about.setObjectName("restore.about")
        self._list.setAccessibleName("Backups that may be put back")
        self._list.setMinimumHeight(160)
        self._back.setObjectName("restore.back")
        self._file.setObjectName("restore.file")
        self._do.setObjectName("restore.do")
        self._do.setProperty("class", "primary")
        note = label(CHOSEN, "note", self)
        note.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(self._file)
        row.addStretch(1)
        row.addWidget(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(label("Restore a backup", "section", self))
        column.addWidget(self._list, 1)
        column.addWidget(self._about)
        column.addWidget(note)
        column.addLayout(row)

    def _show(self, found: list[Offer]) -> None:
        self._table.show(found)
        self._about.setText("" if found else NOTHING)
        self._stand_on(0)
        (self._list if found else self._file).setFocus(Qt.FocusReason.OtherFocusReason)

    def _stand_on(self, first: int) -> None:
        """Choose the first good backup from a row on."""
        for row, one in enumerate(self._table.records[first:], first):
            if one.is_good:
                self._list.setCurrentIndex(QModelIndex())  # so that this row is shown anew
                self._list.selectRow(row)
                return
        self._do.setEnabled(False)

    def _on_shown(self, offer: Offer) -> None:
        self._do.setEnabled(offer.is_good)
        self._wanted = offer if offer.is_good else None
        if not offer.is_good:
            self._about.setText(f"This one is {offer.state.value}; choose another.")
            return
        self._about.setText("")
        self._on_free()

    def _on_free(self) -> None:
        """Put back the backup that was chosen, or find out what the one in view lacks."""
        chosen, self._chosen = self._chosen, None
        if chosen is not None:
            self.chosen.emit(chosen.backup.file, chosen.path)
            return
        wanted = self._wanted
        if wanted is None or self._tasks.running or not self.isVisible():
            return
        self._wanted = None
        others = [one.backup.file for one in self._table.records if one.is_good][:6]

        def work(_report: Report) -> tuple[Offer, str]:
            try:
                said = report(wanted.backup.file, wanted.path, others).said
            except OfficeError as refusal:
                return wanted, str(refusal)
            return wanted, said

        self._tasks.run(self, LOOKING, work, self._on_report)

    def _on_report(self, found: tuple[Offer, str]) -> None:
        offer, said = found
        current = self._list.current()
        if current is not None and current.backup == offer.backup:
            self._about.setText(said)

    def _on_chosen(self, offer: Offer | None) -> None:
        if offer is None or not offer.is_good:
            return
        self._wanted = None
        if self._tasks.running:  # what it lacks is being read; then it is put back
            self._chosen = offer
        else:
            self.chosen.emit(offer.backup.file, offer.path)
