"""Cards: things whose every change is a new version that corrects the one before.

A shelf holds the cards of one kind. A row and a record have the same field names, and the types of
the record say how a field is written: dates and times as ISO text, lists as JSON, booleans as 0
and 1.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import functools
import json
import typing
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from officeapp.books.act import Act, signature
from officeapp.books.versions import Versions
from officeapp.domain.record import LineId, Signature
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from officeapp.books.database import Connection


class Card(Protocol):
    """A record with a number and the line it stands on: every one is a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> Any:
        """Return the thing's number, the same through all its versions."""

    @property
    def line(self) -> LineId:
        """Return the line that says so."""


R = TypeVar("R", bound=Card)


class ChangedMeanwhileError(OfficeError):
    """Somebody changed a card since it was read."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed this card meanwhile; look at it again and make your change anew."
        )


class Shelf(Generic[R]):
    """All cards of one kind; read once and kept until something is written."""

    def __init__(self, connection: Connection, table: str, record: type[R]) -> None:
        self._connection = connection
        #: The table of its lines.
        self.table = table
        self._record = record
        self._reads = readers(record)
        self._fields = list(self._reads)
        self._standing: dict[int, R] | None = None
        self._apart: dict[int, list[R]] = {}
        self._ordered: list[R] | None = None
        #: All versions of its cards.
        self.kept = Versions(connection, table, record, self._card)

    def standing(self) -> dict[int, R]:
        """Return the card that stands for each thing, by its number; not to be changed."""
        if self._standing is None:
            found: dict[int, R] = {}
            self._apart = {}
            for card in map(self._card, self._rows()):
                if card.id in found:
                    self._apart.setdefault(card.id, [found[card.id]]).append(card)
                found[card.id] = card
            for number in self._apart.keys() | (self.kept.contested() & found.keys()):
                found[number] = self.kept.joined(number)[0]
            self._standing = found
        return self._standing

    def in_order(self) -> list[R]:
        """Return the cards that stand, in the order in which they were written: the last counts."""
        if self._ordered is None:
            standing = list(self.standing().values())
            acts = json.dumps([card.line.act for card in standing])
            rows = self._connection.execute(
                "SELECT id, clock FROM act WHERE id IN (SELECT value FROM json_each(?))", [acts]
            )
            clocks = {row[0]: row[1] for row in rows}
            latest = max(clocks.values(), default=0) + 1  # of the act that is being written
            self._ordered = sorted(
                standing, key=lambda card: (clocks.get(card.line.act, latest), card.line)
            )
        return self._ordered

    def clashes(self) -> dict[int, tuple[str, ...]]:
        """Return the fields that two desks changed differently while apart, by the card's number.

        Each waits until a person decides it, or says something else in that field.
        """
        asked = self._apart.keys() | self.kept.contested() if self.standing() else set[int]()
        found = {number: tuple(self.kept.joined(number)[1].disputed) for number in asked}
        return {number: fields for number, fields in found.items() if fields}

    def versions(self, number: int) -> list[tuple[R, Signature]]:
        """Return every version of a card, oldest first, each with who wrote it."""
        rows = self._connection.execute(
            "SELECT t.*, a.name AS by_name, a.post AS by_post, a.role AS by_role, a.at AS by_at "
            f"FROM {self.table} t JOIN act a ON a.id = t.act "
            "WHERE t.id = ? ORDER BY a.clock, a.id",
            [number],
        )
        return [(self._card(row), signed(row)) for row in rows]

    def enter(self, act: Act, card: R) -> R:
        """Write a new card as the act's next line; return it with its line."""
        return self._write(act, card)

    def enter_many(self, act: Act, cards: Iterable[R]) -> None:
        """Write many new cards in order."""
        written = list(cards)
        if not written:
            return
        standing = self.standing()
        self._ordered = None
        first = act.write_many(self.table, self._fields, [self._row(card) for card in written])
        for place, card in enumerate(written):
            standing[card.id] = dataclasses.replace(card, line=LineId(first.act, first.n + place))

    def amend(self, act: Act, card: R) -> R:
        """Write a new version of a card, correcting the one it was read from.

        Raises:
            ChangedMeanwhileError: The card was changed since it was read.
        """
        stands = self.standing().get(card.id)
        if stands is None or stands.line != card.line:
            raise ChangedMeanwhileError
        return self._write(act, card, *self._lines_of(stands))

    def settle(self, act: Act, card: R, lines: Iterable[LineId]) -> R:
        """Write a card that corrects all of some lines, of whatever numbers they are."""
        written = self._write(act, card, *lines)
        self.forget()
        return written

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self._standing = self._ordered = None
        self._apart = {}

    def _write(self, act: Act, card: R, *corrected: LineId) -> R:
        standing = self.standing()  # read before the act's own lines, which count once it is sealed
        row = dict(zip(self._fields, self._row(card), strict=True))
        line = act.write(self.table, row, *corrected)
        written: R = dataclasses.replace(card, line=line)
        self._ordered = None
        standing[card.id] = written
        return written

    def _lines_of(self, stands: R) -> list[LineId]:
        """Return every line that a card stands on: several where desks changed it while apart."""
        return [card.line for card in self._apart.pop(stands.id, [stands])]

    def _rows(self) -> Any:
        """Return the rows nobody corrected, in the order in which the last one counts."""
        return self._connection.execute(
            f"SELECT t.* FROM {self.table} t JOIN act a ON a.id = t.act "
            "WHERE NOT EXISTS (SELECT 1 FROM corrects c "
            "                  WHERE c.earlier_act = t.act AND c.earlier_n = t.n) "
            "ORDER BY a.clock, a.id, t.n"
        )

    def _card(self, row: Mapping[str, Any]) -> R:
        fields = {name: read(row[name]) for name, read in self._reads.items()}
        made: Any = self._record
        card: R = made(**fields, line=LineId(row["act"], row["n"]))
        return card

    def _row(self, card: R) -> list[Any]:
        return [written(getattr(card, name)) for name in self._fields]


def signed(row: Mapping[str, Any]) -> Signature:
    """Return who wrote a line from its row joined with its act, whose columns are named by_…."""
    named = {"name": row["by_name"], "post": row["by_post"], "role": row["by_role"]}
    return signature({**named, "id": row["act"], "at": row["by_at"]})


def written(value: Any) -> Any:
    """Return a field as the file has it."""
    for kind, write in _WRITES:
        if isinstance(value, kind):
            return write(value)
    return value


def _list(value: Iterable[Any]) -> str:
    found = list(value)
    return json.dumps(found, ensure_ascii=False) if found else ""


#: How a field of a type is written, the first that fits.
_WRITES: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (bool, int),
    (enum.Enum, lambda value: value.value),
    (dt.time, lambda value: f"{value:%H:%M}"),
    (dt.date, lambda value: value.isoformat()),
    (frozenset, lambda value: _list(sorted(value))),
    (tuple, _list),
)


def _same(value: Any) -> Any:
    return value


@functools.cache
def readers(record: type[Any]) -> dict[str, Callable[[Any], Any]]:
    """Return how each field of a record is read; asked at every opening of a file."""
    hints = typing.get_type_hints(record)
    names = [field.name for field in dataclasses.fields(record) if field.name != "line"]
    return {name: _reader(hints[name]) for name in names}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return how a field of a type is read from the file."""
    origin = typing.get_origin(hint)
    if origin in (tuple, frozenset):
        return lambda text: origin(json.loads(text)) if text else origin()
    if hint == dt.date | None:
        return lambda text: dt.date.fromisoformat(text) if text else None
    if hint == dt.time | None:
        return lambda text: dt.time.fromisoformat(text) if text else None
    if hint in (dt.date, dt.time):
        return hint.fromisoformat  # type: ignore[no-any-return]  # both have it
    if hint is bool or (isinstance(hint, type) and issubclass(hint, enum.Enum)):
        return hint
    return _same
