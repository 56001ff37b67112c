"""A folder that every desk can reach, with bundle files in it: a share, a stick, a cloud folder.

A file is written under another name, made durable and then given its own, and never touched again,
so that two desks never change one file and a cut leaves nothing that is taken for a bundle.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from officeapp.domain.exchange import Reached
from officeapp.errors import OfficeError, Problem, UnreadableFileError
from officeapp.exchange.bundles import (
    ENDING,
    MOST_BYTES,
    BadBundleError,
    is_whole,
    labelled,
    seal,
    signer_of,
    unseal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from officeapp.domain.exchange import Unit
    from officeapp.exchange.bundles import Keys, Signer

    Stamp = tuple[int, int] | None

HALF = ".part"


class NoFolderError(UnreadableFileError):
    """The folder is not there, or cannot be read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The folder {folder} cannot be reached; nothing was exchanged. Work goes on without "
            "it, and what waits goes out at the next exchange."
        )


class FolderFullError(OfficeError):
    """A bundle could not be written."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            f"The folder {folder} took no bundle ({detail}); make room or ask who keeps it, then "
            "exchange again. What had come in is in the books."
        )


class BundleFolder:
    """Carries units between desks as files in a folder."""

    def __init__(self, folder: Path, keys: Keys, signer: Signer) -> None:
        self._folder = folder
        self._keys = keys
        self._signer = signer
        self._known: dict[str, tuple[Stamp, Reached]] = {}

    def use(self, keys: Keys) -> bool:
        """Open and seal with these keys from now on, where they are more; say whether they are."""
        more = len(keys.to_open) > len(self._keys.to_open)
        if more:
            self._keys = keys
        return more

    def look(self) -> tuple[list[Reached], list[Problem]]:
        """Return what the whole bundles hold, and files that are not whole.

        Raises:
            NoFolderError: The folder cannot be read.
        """
        found: list[Reached] = []
        problems: list[Problem] = []
        for path in self._files():
            reached = self._reached(path)
            if reached is None:
                problems.append(Problem(path.name, "", "", str(BadBundleError(path.name))))
            else:
                found.append(reached)
        return found, problems

    def fetch(self, name: str) -> Unit:
        """Return the unit in a file.

        Raises:
            UnreadableFileError: It is not a whole bundle of this school.
        """
        label = labelled(name)
        sealed = self._contents(self._folder / name)
        if sealed is None or label is None:
            raise BadBundleError(name)
        unit = unseal(name, sealed, self._keys.to_open)
        if (unit.desk, unit.first, unit.last) != label[:3]:
            raise BadBundleError(name)
        return unit

    def put(self, unit: Unit) -> None:
        """Write a unit as a file of its own; as several where the school's key changed in it.

        Raises:
            FolderFullError: The folder does not take it.
        """
        for part, key in self._keys.to_seal(unit):
            self._write(*seal(part, key, self._signer))

    def _write(self, name: str, sealed: bytes) -> None:
        half = self._folder / f"{name}.{secrets.token_hex(4)}{HALF}"
        try:
            with half.open("xb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            half.replace(self._folder / name)
        except OSError as error:
            raise FolderFullError(self._folder, error.strerror or str(error)) from error

    def _reached(self, path: Path) -> Reached | None:
        """Return what a file holds; None where it is not whole, or nobody signed it.

        A file is never changed once it is written, so that it is read once, as long as its size
        and time are what they were.
        """
        stamp = _stamp(path)
        known = self._known.get(path.name)
        if known is not None and known[0] == stamp:
            return known[1]
        label, sealed = labelled(path.name), self._contents(path)
        if label is None or sealed is None or not is_whole(label, sealed):
            return None
        signer = signer_of(label, sealed)
        if not signer:
            return None
        reached = Reached(path.name, *label[:4], signer)
        self._known[path.name] = stamp, reached
        return reached

    def _files(self) -> Iterator[Path]:
        try:
            yield from sorted(self._folder.glob(f"*{ENDING}"))
            if not self._folder.is_dir():
                raise NoFolderError(self._folder)
        except OSError as error:
            raise NoFolderError(self._folder) from error

    def _contents(self, path: Path) -> bytes | None:
        """Return what is in a file; None where it cannot be read or is too large."""
        try:
            return path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
        except OSError:
            return None


def _stamp(path: Path) -> Stamp:
    """Return a file's size and time; nothing of one that is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
