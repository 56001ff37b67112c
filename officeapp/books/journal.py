"""Journals: entries of a day, whose every change is a new version that corrects the one before.

A shelf keeps all its cards in memory; a journal grows all year, so it asks the file for the days it
is asked about and keeps those. A row and a record have the same field names, as on a shelf.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from officeapp.books.shelf import ChangedMeanwhileError, readers, signed, written
from officeapp.books.versions import Versions
from officeapp.domain.record import LineId
from officeapp.errors import NotFoundError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from officeapp.books.act import Act
    from officeapp.books.database import Connection
    from officeapp.domain.record import Signature
    from officeapp.domain.school_year import Span


class Entry(Protocol):
    """A record with a number, a day and the line it stands on: a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> int:
        """Return the entry's number, the same through all its versions."""

    @property
    def day(self) -> dt.date:
        """Return the day it is of."""

    @property
    def gone(self) -> bool:
        """Say whether it was taken back."""

    @property
    def line(self) -> LineId:
        """Return the line that says so."""


E = TypeVar("E", bound=Entry)


class NoSuchEntryError(NotFoundError):
    """An entry was asked for that is not in the book."""

    def __init__(self) -> None:
        super().__init__("That entry is not in the book; look at the day again.")


_STANDS = "NOT EXISTS (SELECT 1 FROM corrects c WHERE c.earlier_act = t.act AND c.earlier_n = t.n)"


class Journal(Generic[E]):
    """The entries of one kind, read a day at a time."""

    def __init__(
        self, connection: Connection, table: str, record: type[E], *, until: str = "day"
    ) -> None:
        """Keep a journal.

        Args:
            connection: The file.
            table: The journal's table.
            record: What an entry is read as.
            until: The column with the last day of an entry, where that is not its day.
        """
        self._connection = connection
        #: The table of its lines.
        self.table = table
        self._record = record
        self._until = until
        self._reads = readers(record)
        self._fields = list(self._reads)
        self._days: dict[dt.date, list[E]] = {}
        self._since: dict[dt.date, dict[int, list[E]]] = {}
        self._contested: set[int] | None = None
        #: All versions of its entries.
        self.kept = Versions(connection, table, record, self._made)

    def on(self, day: dt.date) -> list[E]:
        """Return the entries of a day that stand, oldest first; not to be changed."""
        if day not in self._days:
            self._days[day] = self._between(day, day)
        return self._days[day]

    def between(self, span: Span) -> list[E]:
        """Return the entries of some days that stand, oldest first."""
        return self._between(span.first, span.last)

    def since(self, day: dt.date) -> dict[int, list[E]]:
        """Return the entries of a day and all later ones that stand, by pupil, oldest first.

        Not to be changed; read once and kept, for what asks about one pupil after the other.
        """
        if day not in self._since:
            found: dict[int, list[E]] = {}
            rows = self._rows(f"t.{self._until} >= ? AND {_STANDS}", [day.isoformat()])
            for row in {row["id"]: row for row in rows}.values():
                entry = self._shown(row)
                if not entry.gone:
                    found.setdefault(row["pupil"], []).append(entry)
            self._since[day] = found
        return self._since[day]

    def of(self, pupil: int, span: Span) -> list[E]:
        """Return a pupil's entries of some days that stand, oldest first."""
        return self._read(
            f"t.pupil = ? AND t.{self._until} >= ? AND t.day <= ? AND {_STANDS}",
            [pupil, span.first.isoformat(), span.last.isoformat()],
        )

    def entry(self, number: int) -> E:
        """Return an entry as it stands, taken back or not.

        Raises:
            NoSuchEntryError: There is none of that number.
        """
        found = self._read(f"t.id = ? AND {_STANDS}", [number], gone=True)
        if not found:
            raise NoSuchEntryError
        return found[-1]

    def versions(self, number: int) -> list[tuple[E, Signature]]:
        """Return every version of an entry, oldest first, each with who wrote it."""
        rows = self._rows("t.id = ?", [number])
        return [(self._made(row), signed(row)) for row in rows]

    def signed_of(self, pupil: int) -> list[tuple[E, Signature]]:
        """Return every version of a pupil's entries, oldest first, each with who wrote it."""
        rows = self._rows("t.pupil = ?", [pupil])
        return [(self._made(row), signed(row)) for row in rows]

    def signed_between(self, span: Span) -> list[tuple[E, Signature]]:
        """Return every version of the entries of some days, oldest first, with who wrote it."""
        rows = self._rows(
            f"t.{self._until} >= ? AND t.day <= ?",
            [span.first.isoformat(), span.last.isoformat()],
        )
        return [(self._made(row), signed(row)) for row in rows]

    def signed_where(self, column: str, day: dt.date) -> list[tuple[E, Signature]]:
        """Return every version with a day in another column, oldest first, with who wrote it."""
        rows = self._rows(f"t.{column} = ?", [day.isoformat()])
        return [(self._made(row), signed(row)) for row in rows]

    def enter(self, act: Act, entry: E) -> E:
        """Write a new entry as the act's next line; return it with its line."""
        return self._write(act, entry)

    def amend(self, act: Act, entry: E) -> E:
        """Write a new version of an entry, correcting the one it was read from.

        Raises:
            ChangedMeanwhileError: The entry was changed since it was read.
        """
        stands = [self._made(row).line for row in self._rows(f"t.id = ? AND {_STANDS}", [entry.id])]
        if entry.line not in stands[-1:]:
            raise ChangedMeanwhileError
        return self._write(act, entry, *stands)

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self._days.clear()
        self._since.clear()
        self._contested = None

    changed = forget

    def _write(self, act: Act, entry: E, *corrected: LineId) -> E:
        row = {name: written(getattr(entry, name)) for name in self._fields}
        row = {name: "" if value is None else value for name, value in row.items()}
        line = act.write(self.table, row, *corrected)
        self.forget()
        made: E = dataclasses.replace(entry, line=line)
        return made

    def _between(self, first: dt.date, last: dt.date) -> list[E]:
        return self._read(
            f"t.{self._until} >= ? AND t.day <= ? AND {_STANDS}",
            [first.isoformat(), last.isoformat()],
        )

    def _read(self, where: str, values: list[Any], *, gone: bool = False) -> list[E]:
        # what two desks wrote while apart counts once
        found = {row["id"]: row for row in self._rows(where, values)}
        entries = [self._shown(row) for row in found.values()]
        return [entry for entry in entries if gone or not entry.gone]

    def _shown(self, row: Any) -> E:
        """Return an entry from the last of the rows that stand for it."""
        if self._contested is None:
            self._contested = self.kept.contested()
        return self.kept.joined(row["id"])[0] if row["id"] in self._contested else self._made(row)

    def _rows(self, where: str, values: list[Any]) -> Iterator[Any]:
        rows: Iterator[Any] = self._connection.execute(
            "SELECT t.*, a.name AS by_name, a.post AS by_post, a.role AS by_role, a.at AS by_at "
            f"FROM {self.table} t JOIN act a ON a.id = t.act "
            f"WHERE {where} ORDER BY a.clock, a.id, t.n",
            values,
        )
        return rows

    def _made(self, row: Any) -> E:
        fields = {name: read(row[name]) for name, read in self._reads.items()}
        made: Any = self._record
        entry: E = made(**fields, line=LineId(row["act"], row["n"]))
        return entry
