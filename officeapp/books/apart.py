"""What was brought here and is kept apart until a person looks: outside the ink, as it came.

Entries of a computer that was retired or never joined, and of a desk that gave one number to two
entries. Each file keeps its own; what a person lets in goes out from here as an entry of all.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books import database
from officeapp.books.sending import digest_of
from officeapp.domain.exchange import Unit
from officeapp.domain.unit_text import text_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.database import Connection


@dataclass(frozen=True, slots=True)
class Apart:
    """A run of entries that is kept apart.

    Attributes:
        digest: What it is known by here.
        unit: The entries.
        why: Why they are apart, and what can be done, in a sentence.
        since: When they came.
        looked: Whether somebody saw them and left them apart.
    """

    digest: str
    unit: Unit
    why: str
    since: dt.datetime
    looked: bool


class ApartBook:
    """Keeps what is apart, and gives it back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Apart]:
        """Return everything that is apart, by desk number and act."""
        rows = self._connection.execute("SELECT * FROM apart ORDER BY first, last, digest")
        return [
            Apart(
                row["digest"],
                unit_of(zlib.decompress(row["unit"]).decode()),
                row["why"],
                dt.datetime.fromisoformat(row["since"]),
                bool(row["looked"]),
            )
            for row in rows
        ]

    def count(self) -> int:
        """Return how many runs nobody has looked at."""
        row = self._connection.execute("SELECT count(*) FROM apart WHERE looked = 0").fetchone()
        return int(row[0])

    def put(self, units: Iterable[tuple[Unit, str]], at: dt.datetime) -> None:
        """Keep units, each with why; one that is apart already stays as it is."""
        rows = []
        for unit, why in units:
            text = text_of(unit).encode()
            digest = hashlib.sha256(text).hexdigest()
            rows.append([digest, unit.first, unit.last, why, at.isoformat(), zlib.compress(text)])
        if rows:
            with database.immediately(self._connection):
                self._connection.executemany(
                    "INSERT INTO apart (digest, first, last, why, since, unit) "
                    "VALUES (?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT (digest) DO UPDATE SET why = excluded.why",
                    rows,
                )

    def leave(self, digest: str) -> None:
        """Note that somebody saw a run and left it apart."""
        with database.immediately(self._connection):
            self._connection.execute("UPDATE apart SET looked = 1 WHERE digest = ?", [digest])

    def drop_taken(self) -> None:
        """Drop what has come into the books since, to its last act."""
        taken = [
            [one.digest]
            for one in self.all()
            if digest_of(self._connection, one.unit.last) == one.unit.acts[-1].digest
        ]
        if taken:
            with database.immediately(self._connection):
                self._connection.executemany("DELETE FROM apart WHERE digest = ?", taken)
