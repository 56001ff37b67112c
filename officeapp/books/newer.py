"""What a backup ends with, and what is newer than it elsewhere: said before it is put back."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officeapp.books import database
from officeapp.books.act import TABLES
from officeapp.books.sealing import SEALED_KIND
from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Ends:
    """With what a school file ends.

    Attributes:
        school: The identity the file carries.
        name: The school's name.
        begun: When its first act was written.
        at: When its last act was written, confidential entries apart.
        acts: How many acts it holds.
    """

    school: int
    name: str
    begun: dt.datetime
    at: dt.datetime
    acts: int

    @property
    def said(self) -> str:
        """Return the time of its end as it is said: 'Tuesday 17 November 2026 16:02'."""
        return f"{self.at:%A} {self.at.day} {self.at:%B %Y} {self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Newer:
    """A file that holds what a backup does not.

    Attributes:
        file: The file.
        ends: With what it ends.
        entries: How many lines it has that the backup has not.
    """

    file: Path
    ends: Ends
    entries: int


@dataclass(frozen=True, slots=True)
class Report:
    """What putting a backup back would mean.

    Attributes:
        ends: With what the backup ends.
        there: What the file in its place holds beyond it; None where that is nothing.
        elsewhere: Other backups that hold more, the fullest first.
        unreadable: Why the file in its place cannot be read; empty where it can, or is not there.
    """

    ends: Ends
    there: Newer | None
    elsewhere: tuple[Newer, ...] = ()
    unreadable: str = ""

    @property
    def said(self) -> str:
        """Return the report as a sentence."""
        said = [f"This copy ends {self.ends.said}"]
        if self.there:
            said.append(f"the file there has {_entries(self.there.entries)} after it")
        elif self.unreadable:
            said.append("the file there cannot be read")
        if self.elsewhere:
            most = self.elsewhere[0]
            said.append(f"{most.file.name} has {_entries(most.entries)} after it")
        return f"{'; '.join(said)}."


def ends_of(connection: database.Connection) -> Ends:
    """Return with what an open file ends."""
    first, last = (
        connection.execute(
            f"SELECT at FROM act WHERE kind <> ? ORDER BY clock {way}, id {way} LIMIT 1",
            [SEALED_KIND],
        ).fetchone()
        for way in ("ASC", "DESC")
    )
    acts = connection.execute("SELECT count(*) FROM act").fetchone()[0]
    school = connection.execute("SELECT school FROM school_file").fetchone()[0]
    name = connection.execute(
        "SELECT s.name FROM school s JOIN act a ON a.id = s.act ORDER BY a.clock DESC LIMIT 1"
    ).fetchone()
    return Ends(school, name[0] if name else "", _time(first), _time(last), acts)


def _time(act: Any) -> dt.datetime:
    return dt.datetime.fromisoformat(act[0]) if act else dt.datetime.min.replace(tzinfo=dt.UTC)


def ends_of_file(path: Path) -> Ends:
    """Return with what a file ends.

    Raises:
        UnreadableFileError: It cannot be read.
    """
    with _reading(path) as connection:
        return ends_of(connection)


def report(backup: Path, path: Path, others: Iterable[Path] = ()) -> Report:
    """Say what would be lost by putting a backup in the place of a file.

    Args:
        backup: The backup.
        path: Where it would be put.
        others: Other backups; what cannot be read of them is passed over.

    Raises:
        UnreadableFileError: The backup cannot be read.
    """
    with _reading(backup) as connection:
        ends, known = ends_of(connection), _acts(connection)
    found: list[Newer] = []
    for other in others:
        with contextlib.suppress(UnreadableFileError):
            newer = _newer(other, ends, known)
            found += [newer] if newer else []
    found.sort(key=lambda newer: newer.entries, reverse=True)
    try:
        there = _newer(path, ends, known) if path.exists() else None
    except UnreadableFileError as error:
        return Report(ends, None, tuple(found), str(error))
    return Report(ends, there, tuple(found))


def _newer(path: Path, ends: Ends, known: set[tuple[int, bytes]]) -> Newer | None:
    with _reading(path) as connection:
        theirs = ends_of(connection)
        more = _acts(connection) - known
        if theirs.school != ends.school or not more:
            return None
        entries = _lines(connection, {act for act, _ in more})
    return Newer(path, theirs, entries)


def _acts(connection: database.Connection) -> set[tuple[int, bytes]]:
    """Return every act with its digest, so that two that share a number are two."""
    rows = connection.execute("SELECT id, digest FROM act")
    return {(row[0], row[1]) for row in rows}


def _lines(connection: database.Connection, acts: set[int]) -> int:
    """Return how many lines some acts have; a sealed one counts as one."""
    counts: dict[int, int] = {}
    for table in TABLES:
        counted = f"SELECT act, count(*) FROM {table} WHERE act >= ? GROUP BY act"
        for act, lines in connection.execute(counted, [min(acts)]):
            counts[act] = counts.get(act, 0) + lines
    return sum(counts.get(act, 1) for act in acts)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[database.Connection]:
    try:
        with contextlib.closing(database.connect(path, read_only=True)) as connection:
            database.refuse_newer(connection, path)
            yield connection
    except database.driver.DatabaseError as error:
        raise database.DamagedFileError(path, str(error)) from error


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"
