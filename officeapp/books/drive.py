"""The drive a school file is on: whether it takes saves.

A drive that failed once while something was saved is not guessed about: from then on nothing is
written, until somebody has it tried and a save made for the purpose is on the disk. A drive that is
only full, or a file that another program holds for a moment, is no failure of this kind: the next
save may go well.
"""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from officeapp.books import database
from officeapp.books.act import heads
from officeapp.books.database import NoRoomError, NotSavedError, driver_says_full
from officeapp.books.places import drive_of
from officeapp.errors import OfficeError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from officeapp.books.database import Connection

    Listener = Callable[[str], None]

#: What SQLite says when the drive does not do what it is asked; the beginnings of its words.
FAILURES = ("SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
ANOTHER_FILE = "another file is in its place; open the school again"


class DriveFailedError(NotSavedError):
    """The drive failed; nothing was changed, and nothing is written until it was tried."""

    def __init__(self, path: Path, detail: str) -> None:
        OfficeError.__init__(
            self,
            f"This could not be saved: the drive {drive_of(path)} failed ({detail}). Nothing was "
            "changed, and what you typed is still here. Nothing more is written until the drive "
            "works and was tried again.",
        )


class Drive:
    """Whether the drive takes saves; it is asked before each, and told of each that failed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._detail = ""
        self._listeners: list[Listener] = []

    @property
    def has_failed(self) -> bool:
        """Say whether nothing is written any more."""
        return bool(self._detail)

    @property
    def trouble(self) -> str:
        """Return what happened and what to do, for a bar that stays; empty while all is well."""
        if not self._detail:
            return ""
        return (
            f"The drive {drive_of(self._path)} failed ({self._detail}); the school can only be "
            "read now. What was saved is saved, and what you typed is still here. Plug the drive "
            "in again, or ask whoever looks after the computer, then try again. If that does not "
            "help, note on paper what is on the screen and restore the newest backup on another "
            "drive."
        )

    def on_change(self, listener: Listener) -> None:
        """Call a function with the trouble when the drive fails or works again.

        It may be called on the thread of long work.
        """
        self._listeners.append(listener)

    def require(self) -> None:
        """Refuse a save while the drive has failed.

        Raises:
            DriveFailedError: It has.
        """
        if self._detail:
            raise DriveFailedError(self._path, self._detail)

    def refusal(self, error: Exception) -> NotSavedError:
        """Return the refusal for a save that failed, and take note where the drive did."""
        if driver_says_full(error):
            return NoRoomError(self._path, self._room())
        if str(getattr(error, "sqlite_errorname", "")).startswith(FAILURES):
            self._note(str(error))
            return DriveFailedError(self._path, self._detail)
        return NotSavedError(str(error))

    def try_again(self, connection: Connection) -> None:
        """Save something that changes nothing, over a new connection and the one in use.

        Raises:
            DriveFailedError: It still fails, or another file is in the place of the school's.
        """
        try:
            with contextlib.closing(database.connect(self._path)) as anew:
                database.require_whole(anew, self._path)
                database.save_nothing(anew)
                there = heads(anew)
            database.save_nothing(connection)
        except (OSError, UnreadableFileError, database.driver.DatabaseError) as error:
            self._note(str(error).rstrip("."))
            raise DriveFailedError(self._path, self._detail) from error
        if there != heads(connection):
            self._note(ANOTHER_FILE)
            raise DriveFailedError(self._path, self._detail)
        self._note("")

    def _note(self, detail: str) -> None:
        if detail == self._detail:
            return
        self._detail = detail
        for listener in list(self._listeners):
            listener(self.trouble)

    def _room(self) -> int:
        try:
            return shutil.disk_usage(self._path.parent).free
        except OSError:  # it is gone, and full is what was said of it
            return 0
