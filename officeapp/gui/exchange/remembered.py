"""What this computer remembers of sharing: through which folder, and how often."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

EVERY_MINUTES = 5
MINUTES = (1, 2, 5, 10, 15, 30)


class HoldsTheSchoolError(OfficeError):
    """The folder chosen to share through is the one in which the school file stands."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The school file itself stands in {folder.name}. Choose another folder to share "
            "through: one that every desk can reach, with nothing else in it."
        )


class NoSuchFolderError(OfficeError):
    """The folder chosen to share through is not there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is no folder {folder} now; connect it, or choose another.")


@dataclass(frozen=True, slots=True)
class Remembered:
    """How this computer shares one school file.

    Attributes:
        folder: The folder every desk can reach; None where none was chosen.
        minutes: Every how many minutes the desks share.
    """

    folder: Path | None = None
    minutes: int = EVERY_MINUTES


class Memory:
    """Reads and keeps it, by school file; nothing of it is in the school file."""

    def __init__(self, settings: QSettings | None, school: Path) -> None:
        self._settings = settings
        self._group = "sharing/" + hashlib.sha256(str(school.resolve()).encode()).hexdigest()[:24]
        self._school = school
        self.now = self._read()

    def choose_folder(self, folder: Path | None) -> None:
        """Share through another folder from now on, or through none.

        Raises:
            HoldsTheSchoolError: The school file itself stands there.
            NoSuchFolderError: It is not there.
        """
        if folder is not None and folder.resolve() == self._school.resolve().parent:
            raise HoldsTheSchoolError(folder)
        if folder is not None and not folder.is_dir():
            raise NoSuchFolderError(folder)
        self._keep(replace(self.now, folder=folder))

    def choose_minutes(self, minutes: int) -> None:
        """Share so often from now on."""
        self._keep(replace(self.now, minutes=minutes))

    def _keep(self, now: Remembered) -> None:
        self.now = now
        if self._settings is None:
            return
        for name, value in (
            ("folder", str(now.folder or "")),
            ("minutes", now.minutes),
        ):
            self._settings.setValue(f"{self._group}/{name}", value)

    def _read(self) -> Remembered:
        folder, minutes = self._value("folder"), self._value("minutes")
        return Remembered(
            Path(folder) if folder else None,
            int(minutes) if minutes.isdecimal() and int(minutes) else EVERY_MINUTES,
        )

    def _value(self, name: str) -> str:
        return (
            "" if self._settings is None else str(self._settings.value(f"{self._group}/{name}", ""))
        )
