"""A backup put back from inside the open school: what it lacks is said first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from officeapp.errors import OfficeError
from officeapp.gui.restore import LOOKING
from officeapp.gui.school.form import RefusedLine
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.plan_restore import agree_to_restore, plan_restore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from officeapp.books.copies import Backup
    from officeapp.books.newer import Report
    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report as Progress

ABOUT = (
    "The school is closed, the backup is copied and checked, and opened in its place. The file "
    "that is there now is put aside beside it, not lost. Everybody signs in again."
)
MOST_LOOKED_AT = 6  # other backups that may hold more


class RestoreCard(Card):
    """Says what one backup lacks, and puts it back when told to.

    Signals:
        closed: The person changed their mind.
    """

    closed = Signal()

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__("Put a backup back", parent)
        self._office, self._services = office, services
        self._file: Path | None = None
        self._which = label("", "strong", self)
        self._lacks = label("", "", self)
        self._refused = RefusedLine(services.theme, "school.backups.restore.refused", self)
        self._do = QPushButton("Close the school and restore  Enter", self)
        self._back = QPushButton("Go back  Esc", self)
        self._build()
        self._do.clicked.connect(self._on_do)
        self._back.clicked.connect(self.closed)
        self.hide()

    def open(self, backup: Backup, others: Sequence[Backup]) -> None:
        """Ask about a backup; what is newer than it is read off the window's thread."""
        self._file = backup.file
        self._which.setText(str(backup.file))
        self._which.setToolTip(str(backup.file))
        self._lacks.setText("Looking for what is newer elsewhere…")
        self._refused.clear()
        self._do.setEnabled(False)
        self.show()
        self._back.setFocus()
        files = [one.file for one in others if one.file != backup.file][:MOST_LOOKED_AT]
        office = self._office

        def work(_report: Progress) -> Report | OfficeError:
            try:
                with office.aside() as side:
                    return plan_restore(side, backup.file, files)
            except OfficeError as refusal:
                return refusal

        with self._refused.hears():
            self._services.tasks.run(self, LOOKING, work, self._on_looked)

    def _build(self) -> None:
        self.say(ABOUT)
        named: tuple[tuple[QWidget, str], ...] = (
            (self._which, "which"),
            (self._lacks, "lacks"),
            (self._do, "do"),
            (self._back, "back"),
        )
        for part, name in named:
            part.setObjectName(f"school.backups.restore.{name}")
        for said in (self._which, self._lacks):
            said.setWordWrap(True)
        # A path has no blanks at which to break.
        self._which.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._do.setProperty("class", "primary")
        self._do.setAutoDefault(True)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._do)
        for part in (self._which, self._lacks, self._refused):
            self.inside.addWidget(part)
        self.inside.addLayout(row)

    def _on_looked(self, found: Report | OfficeError) -> None:
        if isinstance(found, OfficeError):
            self._lacks.setText("")
            self._refused.say(str(found))
            return
        self._lacks.setText(found.said)
        self._do.setEnabled(self._services.restore is not None)
        self._do.setFocus()

    def _on_do(self) -> None:
        with self._refused.hears(self._on_do):
            agree_to_restore(self._office)
            if self._services.restore is not None and self._file is not None:
                self._services.restore(self._file)
