"""All versions of a card or entry, and what they come to where desks wrote some of them apart."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from officeapp.domain.joined_cards import Joined, Version, joined
from officeapp.domain.record import ActId, LineId
from officeapp.domain.safer import SAFER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from officeapp.books.database import Connection

R = TypeVar("R")

#: Cards that are one whole: a decision's reason does not go with another's sessions.
WHOLE = frozenset({"leave_decision"})


#: Fields that say why a version was written; they differ and clash with nothing.
BESIDE = frozenset({"correction", "why"})


class Versions(Generic[R]):
    """Reads the versions of the things of one book."""

    def __init__(
        self,
        connection: Connection,
        table: str,
        record: type[R],
        made: Callable[[Mapping[str, Any]], R],
    ) -> None:
        """Take what a row is read with.

        Args:
            connection: The file.
            table: The book's table.
            record: What a version is read as: a dataclass with a line.
            made: Makes a record from a row.
        """
        self._connection = connection
        self._table = table
        self._made = made
        fields = [one for one in dataclasses.fields(record) if one.name != "line"]  # type: ignore[arg-type]  # a dataclass
        self._names = [one.name for one in fields]
        self._blank = {
            one.name: one.default for one in fields if one.default is not dataclasses.MISSING
        }

    def contested(self) -> set[int]:
        """Return the numbers of the things of which desks wrote versions apart."""
        rows = self._connection.execute(
            "SELECT thing FROM contested_card WHERE book = ?", [self._table]
        )
        return {row[0] for row in rows}

    def joined(self, number: int) -> tuple[R, Joined]:
        """Return a thing as it is shown, and what of it is in dispute."""
        cards = self.of(number)
        corrects = self._corrects(cards)
        corrected = {line for lines in corrects.values() for line in lines}
        last = [card for line, card in cards.items() if line not in corrected][-1]
        if self._table in WHOLE:
            return last, Joined(self._said(last), {}, len(cards.keys() - corrected))
        decides = self._decides(number)
        versions = [
            Version(
                line,
                self._said(card),
                tuple(corrects.get(line, ())),
                decides.get(line.act, frozenset()),
            )
            for line, card in cards.items()
        ]
        found = joined(versions, self._blank, SAFER.get(self._table))
        for name in BESIDE & found.disputed.keys():
            del found.disputed[name]
        shown: Any = dataclasses.replace(last, **found.fields)  # type: ignore[type-var]  # a dataclass
        return shown, found

    def of(self, number: int) -> dict[LineId, R]:
        """Return every version of a thing by its line, in the order in which the last counts."""
        rows = self._connection.execute(
            f"SELECT t.* FROM {self._table} t JOIN act a ON a.id = t.act "
            "WHERE t.id = ? ORDER BY a.clock, a.id, t.n",
            [number],
        )
        return {LineId(row["act"], row["n"]): self._made(row) for row in rows}

    def standing(self, numbers: Iterable[int]) -> list[R]:
        """Return every version of some things that nobody corrected, the last counting."""
        rows = self._connection.execute(
            f"SELECT t.* FROM {self._table} t JOIN act a ON a.id = t.act "
            "WHERE t.id IN (SELECT value FROM json_each(?)) "
            "AND NOT EXISTS (SELECT 1 FROM corrects c "
            "WHERE c.earlier_act = t.act AND c.earlier_n = t.n) ORDER BY a.clock, a.id, t.n",
            [json.dumps(sorted(numbers))],
        )
        return [self._made(row) for row in rows]

    def standing_twice(self, numbers: Iterable[int] | None = None) -> set[int]:
        """Return those of some things of which versions stand that do not know of each other.

        Args:
            numbers: The things that are asked about; all if not given.
        """
        chosen = "" if numbers is None else "t.id IN (SELECT value FROM json_each(?)) AND "
        rows = self._connection.execute(
            f"SELECT t.id FROM {self._table} t WHERE {chosen}NOT EXISTS (SELECT 1 FROM corrects c "
            "WHERE c.earlier_act = t.act AND c.earlier_n = t.n) GROUP BY t.id HAVING count(*) > 1",
            [] if numbers is None else [json.dumps(sorted(numbers))],
        )
        return {row[0] for row in rows}

    def standing_for(self, columns: Sequence[str]) -> list[list[tuple[int, ActId]]]:
        """Return what stands for one thing several times, each with its number and its act.

        Args:
            columns: The columns that say for what a thing stands.
        """
        rows = self._connection.execute(
            f"SELECT t.id, t.act, {', '.join(columns)} FROM {self._table} t WHERE NOT EXISTS "
            "(SELECT 1 FROM corrects c WHERE c.earlier_act = t.act AND c.earlier_n = t.n)"
        )
        found: dict[tuple[Any, ...], list[tuple[int, ActId]]] = {}
        for number, act, *stands_for in rows:
            found.setdefault(tuple(stands_for), []).append((number, ActId(act)))
        return [stand for stand in found.values() if len({number for number, _ in stand}) > 1]

    def brought_together(self, numbers: Iterable[int] | None = None) -> set[int]:
        """Return the things of which one version corrects several: a dispute may go on in it.

        Args:
            numbers: The things that are asked about; all if not given.
        """
        chosen = "" if numbers is None else "WHERE t.id IN (SELECT value FROM json_each(?)) "
        rows = self._connection.execute(
            f"SELECT DISTINCT t.id FROM {self._table} t JOIN corrects c ON c.act = t.act "
            f"AND c.n = t.n {chosen}GROUP BY t.act, t.n HAVING count(*) > 1",
            [] if numbers is None else [json.dumps(sorted(numbers))],
        )
        return {row[0] for row in rows}

    def written_by(self, acts: Iterable[int]) -> set[int]:
        """Return the things that some acts wrote of and that others may have written of too."""
        rows = self._connection.execute(
            f"SELECT DISTINCT t.id FROM json_each(?) j JOIN {self._table} t ON t.act = j.value "
            "WHERE t.id >> 32 <> t.act >> 32 OR EXISTS (SELECT 1 FROM corrects c "
            "WHERE c.act = t.act AND c.n = t.n)",
            [json.dumps(list(acts))],
        )
        return {row[0] for row in rows}

    def begun_by(self, acts: Iterable[int]) -> bool:
        """Say whether some acts wrote of a thing for the first time."""
        row = self._connection.execute(
            f"SELECT 1 FROM json_each(?) j JOIN {self._table} t ON t.act = j.value "
            "WHERE NOT EXISTS (SELECT 1 FROM corrects c WHERE c.act = t.act AND c.n = t.n) LIMIT 1",
            [json.dumps(list(acts))],
        ).fetchone()
        return row is not None

    def _said(self, card: R) -> dict[str, Any]:
        return {name: getattr(card, name) for name in self._names}

    def _corrects(self, lines: Iterable[LineId]) -> dict[LineId, list[LineId]]:
        """Return which lines some lines correct."""
        rows = self._connection.execute(
            "SELECT c.* FROM json_each(?) j JOIN corrects c "
            "ON c.act = json_extract(j.value, '$[0]') AND c.n = json_extract(j.value, '$[1]')",
            [json.dumps(list(lines))],
        )
        found: dict[LineId, list[LineId]] = {}
        for act, n, earlier_act, earlier_n in rows:
            found.setdefault(LineId(act, n), []).append(LineId(earlier_act, earlier_n))
        return found

    def _decides(self, number: int) -> dict[int, frozenset[str]]:
        """Return by act the fields of a thing that a person decided."""
        rows = self._connection.execute(
            "SELECT act, field FROM clash_decided WHERE shelf = ? AND thing = ?",
            [self._table, number],
        )
        found: dict[int, frozenset[str]] = {}
        for act, name in rows:
            found[act] = found.get(act, frozenset()) | {name}
        return found
