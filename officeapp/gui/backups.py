"""Backing up beside the window: every half hour of use, on closing, and when it is asked for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from officeapp.books.copies import Copies, State
from officeapp.domain.keeping import is_due
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from concurrent.futures import Future

    from PySide6.QtWidgets import QWidget

    from officeapp.books.act import Book
    from officeapp.books.copies import Backup
    from officeapp.books.office import Office
    from officeapp.gui.tasks import Report, TaskRunner
    from officeapp.procedures.keep_backups import Done, Standing

    Answer = tuple[Done | None, Standing]

DOING = "Backing up and checking the copy"
LOOK_EVERY_MS = 60_000


class Backups(QObject):
    """The backups of one school, as this desk makes them.

    What is read and written of them is read and written on a thread of its own, so that no drive
    that sleeps keeps anybody waiting.

    Signals:
        made: A copy was made and proved; carries the file.
        looked: How the backups stand is known anew.
    """

    made = Signal(object)
    looked = Signal()
    _ended = Signal(object)

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._copies = Copies(office.path, office.own_folder)
        self._standing: Standing | None = None
        self._troubles = self._copies.troubles
        self._behind = False
        self._busy = False
        self._closed = False
        self._is_sample = office.school.card().sample
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backups")
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.tick)
        self._ended.connect(self._on_ended)
        office.on_change(self._on_change)

    @property
    def places(self) -> list[Path]:
        """Return the folders that backups go to."""
        return self._copies.places

    @property
    def all(self) -> tuple[tuple[Backup, State], ...]:
        """Return every backup with what the last look at it found, newest first."""
        return self._standing.looked if self._standing else ()

    @property
    def are_spoilt(self) -> bool:
        """Say whether some backups were changed or taken away, and nobody has looked into it."""
        return any(state in (State.CHANGED, State.GONE) for _, state in self.all)

    @property
    def last(self) -> dt.datetime | None:
        """Return when the newest proved copy was made from this desk; None if never."""
        newest = self._newest
        return newest.made if newest else None

    @property
    def file(self) -> Path | None:
        """Return the newest proved copy made from this desk; None if it is gone or never was."""
        newest = self._newest
        return newest.file if newest and newest.file.is_file() else None

    @property
    def folder(self) -> Path | None:
        """Return the first folder that backups go to; None where none was chosen, or it is gone."""
        return next((place for place in self.places if place.is_dir()), None)

    @property
    def trouble(self) -> str:
        """Return what the red bar says, the worst first; empty where all is well."""
        from officeapp.procedures.keep_backups import room

        if self._is_sample:
            return ""
        red = self._standing.warning if self._standing else ""
        return next((said for said in (*self._troubles, red, room(self._office.path)) if said), "")

    def begin(self) -> None:
        """Look at the backups, and make one whenever it is due; a sample school is left alone."""
        if self._office.can_write and not self._is_sample:
            self._timer.start()
            self.look()

    def tick(self) -> None:
        """Make a backup if one is due."""
        due = is_due(self.last, self._office.now(), changed=self._behind)
        if due and self.places and not self._busy:
            self._submit(self._round)

    def look(self) -> None:
        """Find out anew how the backups stand."""
        self._submit(self._look)

    def use_folder(self, folder: Path) -> None:
        """Send backups to another folder from now on, in the place of the first."""
        self.use_places([folder, *self.places[1:]])

    def use_places(self, places: list[Path]) -> None:
        """Send backups to these folders from now on.

        Raises:
            OfficeError: They are too many, or one cannot be reached.
        """
        from officeapp.procedures.keep_backups import choose_places

        choose_places(self._copies, places)
        self.look()

    def settle(self) -> int:
        """Take note that somebody has looked into what is wrong; return how many it was."""
        from officeapp.procedures.keep_backups import settle

        settled = settle(self._copies)
        self._troubles = []
        self.look()
        return settled

    def make(self, owner: QWidget, tasks: TaskRunner) -> None:
        """Make a copy in every place chosen, or in one that is asked for.

        Raises:
            TaskRunningError: Other work has not ended yet.
        """
        if not self.places:
            folder = self.ask_folder(owner)
            if folder is None:
                return
            self.use_places([folder])

        def work(_report: Report) -> Answer:
            return self._round()

        tasks.run(owner, DOING, work, self._on_round)

    def ask_folder(self, owner: QWidget) -> Path | None:
        """Ask which folder backups should go to; None where the person changed their mind."""
        chosen = QFileDialog.getExistingDirectory(
            owner, "Which folder should backups of this school go to?", str(self.folder or "")
        )
        return Path(chosen) if chosen else None

    def close(self) -> None:
        """Back up what was written since the last copy; the program ends once that is done.

        The window is gone by then: what goes wrong is said when the school is next opened.
        """
        self._timer.stop()
        if self._closed:
            return
        self._closed = True
        if self._behind and self.places and not self._is_sample:
            self._pool.submit(self._round)
        self._pool.shutdown(wait=False)

    def wait(self) -> None:
        """Wait until what was begun before closing is done; called off the window's thread."""
        self._pool.shutdown(wait=True)

    @property
    def _newest(self) -> Backup | None:
        """Return the newest backup that is sound; until that is looked at, the newest."""
        if self._standing:
            return self._standing.newest
        return next(iter(self._copies.backups), None)

    def _submit(self, work: Callable[[], Answer]) -> None:
        if self._closed:
            return
        self._busy = True
        future = self._pool.submit(work)
        future.add_done_callback(self._on_done)

    def _on_done(self, future: Future[Answer]) -> None:
        """Hand the answer over to the window's thread, if the window is still there."""
        if shiboken6.isValid(self):
            self._ended.emit(future)

    def _round(self) -> Answer:
        from officeapp.procedures.keep_backups import keep_backups, standing

        path, clock, own = self._office.path, self._office.now, self._office.own_folder
        done = keep_backups(path, clock=clock, own_folder=own)
        return done, standing(path, clock=clock, own_folder=own)

    def _look(self) -> Answer:
        from officeapp.procedures.keep_backups import standing

        path, clock, own = self._office.path, self._office.now, self._office.own_folder
        return None, standing(path, clock=clock, own_folder=own)

    def _on_change(self, _touched: frozenset[Book]) -> None:
        self._behind = True

    def _on_ended(self, future: Future[Answer]) -> None:
        self._busy = False
        try:
            self._on_round(future.result())
        except OfficeError as refusal:
            self._troubles = [str(refusal)]
            self.looked.emit()

    def _on_round(self, answer: Answer) -> None:
        done, self._standing = answer
        self._copies = Copies(self._office.path, self._office.own_folder)
        self._troubles = self._copies.troubles
        self._behind = self._standing.behind
        for backup in done.made[:1] if done else ():
            self.made.emit(backup.file)
        self.looked.emit()
