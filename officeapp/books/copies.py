"""What this computer remembers of a school's backups: where they go, and what each was like.

It is kept in this person's own folder on this computer, one file a school: not in the school file,
which is lost just when its backups are wanted, and in which another computer would find folders
that it does not have; and not among the window's settings, which a backup at night from the
terminal does not read.

A backup is remembered with the digest of its bytes as they were when it was proved. A file whose
bytes are others was changed by something that is not this program.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officeapp import paths
from officeapp.books.held import patiently

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from officeapp.books.newer import Ends

FOLDER = "backups"
BLOCK = 4096
GLANCES = 16  # blocks read of a file where not the whole of it is
CHUNK = 1 << 20


class State(enum.Enum):
    """What a look at a backup found."""

    SOUND = "as it was when it was proved"
    CHANGED = "not as it was written"
    GONE = "no longer there"
    AWAY = "in a place that cannot be reached now"

    @property
    def word(self) -> str:
        """Return the state in a word, for a list."""
        return _WORDS[self]


_WORDS = {
    State.SOUND: "sound",
    State.CHANGED: "changed",
    State.GONE: "gone",
    State.AWAY: "away",
}


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup that was opened and verified.

    Attributes:
        file: Where it is.
        made: When it was made and verified.
        looked: When the whole of it was last compared with what it was.
        size: Its bytes.
        digest: SHA-256 of them.
        glance: SHA-256 of a few blocks of them.
        ends: When its last act was written.
        acts: How many acts it holds.
    """

    file: Path
    made: dt.datetime
    looked: dt.datetime
    size: int
    digest: str
    glance: str
    ends: dt.datetime
    acts: int


def proved(file: Path, made: dt.datetime, ends: Ends) -> Backup:
    """Return what is to be remembered of a backup that was verified just now."""
    size = file.stat().st_size
    return Backup(file, made, made, size, _digest(file), _glance(file), ends.at, ends.acts)


def look(backup: Backup, *, wholly: bool = False) -> State:
    """Say whether a backup is as it was when it was proved.

    Args:
        backup: What is remembered of it.
        wholly: Whether every byte is read, not a few blocks only.
    """
    if not backup.file.parent.is_dir():
        return State.AWAY
    try:
        if backup.file.stat().st_size != backup.size or _glance(backup.file) != backup.glance:
            return State.CHANGED
        if wholly and _digest(backup.file) != backup.digest:
            return State.CHANGED
    except FileNotFoundError:
        return State.GONE
    except OSError:
        return State.CHANGED if backup.file.parent.is_dir() else State.AWAY
    return State.SOUND


class Copies:
    """The places and backups of one school file, as this computer remembers them."""

    def __init__(self, path: Path, own_folder: Path | None = None) -> None:
        name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
        self._note = (own_folder or paths.own_folder()) / FOLDER / f"{name}.json"
        self.path = path
        self._kept = _read(self._note)

    @property
    def name(self) -> str:
        """Return the school's name when it was last backed up; empty if it never was."""
        return str(self._kept.get("name", ""))

    @property
    def places(self) -> list[Path]:
        """Return the folders that backups go to, the first one first."""
        return [Path(place) for place in self._kept.get("places", [])]

    @property
    def backups(self) -> list[Backup]:
        """Return every backup that is remembered, newest first."""
        found = [_backup(row) for row in self._kept.get("backups", [])]
        return sorted(found, key=lambda backup: backup.made, reverse=True)

    @property
    def troubles(self) -> list[str]:
        """Return what went wrong in the last round of backups, a sentence each."""
        return [str(trouble) for trouble in self._kept.get("troubles", [])]

    def keep_troubles(self, troubles: Iterable[str]) -> None:
        """Remember what went wrong, to be said when the school is next opened."""
        if list(troubles) != self.troubles:
            self._keep(troubles=list(troubles))

    def choose(self, places: Iterable[Path]) -> None:
        """Send backups to these folders from now on; earlier backups stay remembered."""
        self._keep(places=[str(place) for place in dict.fromkeys(places)])

    def add(self, backup: Backup, name: str) -> None:
        """Remember a backup that was proved."""
        others = [one for one in self.backups if one.file != backup.file]
        self._keep(name=name, backups=[_row(one) for one in (backup, *others)])

    def looked_at(self, file: Path, at: dt.datetime) -> None:
        """Remember that the whole of a backup was found as it was."""
        seen = [replace(one, looked=at) if one.file == file else one for one in self.backups]
        self._keep(backups=[_row(one) for one in seen])

    def forget(self, files: Iterable[Path]) -> None:
        """Remember some backups no longer; the files are not touched."""
        gone = set(files)
        self._keep(backups=[_row(one) for one in self.backups if one.file not in gone])

    def _keep(self, **changes: Any) -> None:
        """Write the note whole beside the old one, then in its place."""
        self._kept = {**self._kept, "school": str(self.path.resolve()), **changes}
        self._note.parent.mkdir(parents=True, exist_ok=True)
        part = self._note.with_suffix(".part")
        text = json.dumps(self._kept, ensure_ascii=False, indent=1)
        patiently(lambda: part.write_text(text, encoding="utf-8"), part)
        patiently(lambda: part.replace(self._note), self._note)


def known_schools(own_folder: Path | None = None) -> list[Copies]:
    """Return every school that was backed up from this computer, last backed up first."""
    notes = ((own_folder or paths.own_folder()) / FOLDER).glob("*.json")
    schools = [Path(str(kept["school"])) for kept in map(_read, notes) if kept.get("school")]
    found = [Copies(path, own_folder) for path in schools]
    with_some = [copies for copies in found if copies.backups]
    return sorted(with_some, key=lambda copies: copies.backups[0].made, reverse=True)


def _read(note: Path) -> dict[str, Any]:
    """Return what a note says; nothing where it is not there or was spoilt."""
    try:
        kept = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


_TIMES = ("made", "looked", "ends")


def _row(backup: Backup) -> dict[str, Any]:
    row = {name: getattr(backup, name) for name in Backup.__slots__}
    return {**row, "file": str(backup.file), **{t: row[t].isoformat() for t in _TIMES}}


def _backup(row: dict[str, Any]) -> Backup:
    times = {name: dt.datetime.fromisoformat(row[name]) for name in _TIMES}
    return Backup(**{**row, **times, "file": Path(row["file"])})


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with patiently(lambda: file.open("rb"), file) as held:
        while chunk := held.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _glance(file: Path) -> str:
    """Return the digest of blocks spread over a file, its first and its last among them."""
    digest = hashlib.sha256()
    opening: Callable[[], Any] = lambda: file.open("rb")  # noqa: E731  # mypy wants its type
    with patiently(opening, file) as held:
        last = max(0, held.seek(0, os.SEEK_END) - BLOCK)
        for number in range(GLANCES):
            held.seek(last * number // (GLANCES - 1))
            digest.update(held.read(BLOCK))
    return digest.hexdigest()
