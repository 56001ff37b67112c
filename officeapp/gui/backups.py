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

    @property
    def folder(self) -> Path | None:
        """Return the folder that the last backup went to; None if there was none, or it is gone."""
        stored = str(self._settings.value(f"{self._group}/folder", ""))
        return Path(stored) if stored and Path(stored).is_dir() else None

    @property
    def file(self) -> Path | None:
        """Return the last proved copy made from this desk; None if it was moved or never made."""
        stored = str(self._settings.value(f"{self._group}/file", ""))
        return Path(stored) if stored and Path(stored).is_file() else None

    def use_folder(self, folder: Path) -> None:
        """Send backups to another folder from now on."""
        self._settings.setValue(f"{self._group}/folder", str(folder))

    def make(self, owner: QWidget, tasks: TaskRunner) -> None:
        """Make a copy in the folder used last, or in one that is asked for.

        Raises:
            TaskRunningError: Other work has not ended yet.
        """
        folder = self.folder or self.ask_folder(owner)
        if folder is None:
            return
        path, clock = self._office.path, self._office.now

        def work(_report: Report) -> Path:
            from officeapp.books.backup import back_up
            from officeapp.books.office import open_office

            with open_office(path, read_only=True, clock=clock) as office:
                return back_up(office, folder)

        tasks.run(owner, DOING, work, self._on_made)

    def ask_folder(self, owner: QWidget) -> Path | None:
        """Ask which folder backups should go to; None where the person changed their mind."""
        chosen = QFileDialog.getExistingDirectory(
            owner, "Which folder should backups of this school go to?", str(self.folder or "")
        )
        return Path(chosen) if chosen else None

    def _on_made(self, file: Path) -> None:
        self._settings.setValue(f"{self._group}/at", self._office.now().isoformat())
        self._settings.setValue(f"{self._group}/folder", str(file.parent))
        self._settings.setValue(f"{self._group}/file", str(file))
        self.made.emit(file)
