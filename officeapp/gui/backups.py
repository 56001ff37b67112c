"""Backing up from the window: where to, when it was last done, and doing it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.tasks import Report, TaskRunner

DOING = "Backing up and checking the copy"


class Backups(QObject):
    """The backups of one school, as this desk makes them.

    Signals:
        made: A copy was made and proved; carries the file.
    """

    made = Signal(object)

    def __init__(self, office: Office, settings: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._settings = settings
        self._group = f"backup/{office.path.stem}"

    @property
    def last(self) -> dt.datetime | None:
        """Return when the last proved copy was made from this desk; None if never."""
        stored = str(self._settings.value(f"{self._group}/at", ""))
        return dt.datetime.fromisoformat(stored) if stored else None

    def make(self, owner: QWidget, tasks: TaskRunner) -> None:
        """Make a copy in the folder used last, or in one that is asked for.

        Raises:
            TaskRunningError: Other work has not ended yet.
        """
        folder = str(self._settings.value(f"{self._group}/folder", ""))
        if not Path(folder).is_dir() or not folder:
            folder = QFileDialog.getExistingDirectory(
                owner, "Which folder should backups of this school go to?"
            )
        if not folder:
            return
        path, clock = self._office.path, self._office.now

        def work(_report: Report) -> Path:
            from officeapp.books.backup import back_up
            from officeapp.books.office import open_office

            with open_office(path, read_only=True, clock=clock) as office:
                return back_up(office, Path(folder))

        tasks.run(owner, DOING, work, self._on_made)

    def _on_made(self, file: Path) -> None:
        self._settings.setValue(f"{self._group}/at", self._office.now().isoformat())
        self._settings.setValue(f"{self._group}/folder", str(file.parent))
        self.made.emit(file)
