"""The bodies of acts as the books have them now, put together by SQLite itself.

A check works out every body anew. Done line by line in Python that takes most of its time; done
in SQL an act costs what a line did. The text must be, to the byte, what `act.canonical` makes of
each line; where it is not, the digest does not fit and the check reads that act line by line, so
that this can make a check slow but never blind.
"""

from __future__ import annotations

import heapq
import itertools
from typing import TYPE_CHECKING, NamedTuple

from officeapp.books.act import TABLES, body_of, canonical
from officeapp.domain.record import ActId, LineId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from officeapp.books.database import Connection


class Run(NamedTuple):
    """The lines that one act has in one book.

    Attributes:
        act: The act.
        first: The place of the first.
        last: The place of the last.
        lines: How many they are.
        text: Their texts, commas between.
    """

    act: int
    first: int
    last: int
    lines: int
    text: str


def bodies(connection: Connection) -> Iterator[tuple[ActId, bytes | None]]:
    """Yield each act that has lines with its body, in order.

    The body is None where it takes more than putting runs of lines one after the other.
    """
    runs = heapq.merge(*(_runs(connection, table) for table in TABLES))
    for act, of_act in itertools.groupby(runs, key=lambda run: run.act):
        yield ActId(act), _joined(of_act)


def lines_of(connection: Connection, act: int) -> list[tuple[int, str]]:
    """Return the lines of one act, place and text as the body has it, in order."""
    return lines_between(connection, act, act).get(act, [])


def lines_between(
    connection: Connection, first: int, last: int
) -> dict[int, list[tuple[int, str]]]:
    """Return the lines of a run of acts by act; each book is asked once for all of them."""
    found: dict[int, list[tuple[int, str]]] = {}
    corrects: dict[LineId, list[list[int]]] = {}
    for act, n, *earlier in connection.execute(
        "SELECT * FROM corrects WHERE act BETWEEN ? AND ?", [first, last]
    ):
        corrects.setdefault(LineId(act, n), []).append(earlier)
    for table in TABLES:
        for line, text in _written(connection, table, first, last, corrects):
            found.setdefault(line.act, []).append((line.n, text))
    return {act: sorted(lines) for act, lines in found.items()}


def body_from(lines: Iterable[tuple[int, str]]) -> bytes | None:
    """Return the body of some lines; None where a place is left out or taken twice."""
    found = list(lines)
    if [n for n, _ in found] != list(range(1, len(found) + 1)):
        return None
    return body_of(text for _, text in found)


def _joined(runs: Iterable[Run]) -> bytes | None:
    found = list(runs)
    following = 1
    for run in found:
        if run.first != following or run.last - run.first + 1 != run.lines:
            return None
        following = run.last + 1
    return body_of(run.text for run in found)


def _runs(connection: Connection, table: str) -> Iterator[Run]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    fields = {name: _field(name) for name in columns if name not in ("act", "n")}
    fields["book"] = f"""',"book":"{table}"'"""
    fields["corrects"] = _CORRECTS
    text = " || ".join(fields[name] for name in sorted(fields))
    cursor = connection.execute(
        f"SELECT act, min(n), max(n), count(*), group_concat('{{' || substr({text}, 2) || '}}') "
        f"FROM {table} AS line GROUP BY act ORDER BY act"
    )
    return (Run(*row) for row in cursor)


def _field(name: str) -> str:
    """Return the SQL of a field as the body has it; one that is blank is left out."""
    return (
        f"""CASE WHEN line.{name} IS NULL OR line.{name} = '' THEN '' """
        f"""ELSE ',"{name}":' || json_quote(line.{name}) END"""
    )


_CORRECTS = """coalesce((
    SELECT ',"corrects":[' || group_concat('[' || c.earlier_act || ',' || c.earlier_n || ']') || ']'
    FROM corrects AS c WHERE c.act = line.act AND c.n = line.n
), '')"""


def _written(
    connection: Connection,
    table: str,
    first: int,
    last: int,
    corrects: Mapping[LineId, list[list[int]]],
) -> Iterator[tuple[LineId, str]]:
    """Yield the lines that some acts have in one book: where, and text as `canonical` makes it."""
    cursor = connection.execute(
        f"SELECT * FROM {table} WHERE act BETWEEN ? AND ? ORDER BY act, n", [first, last]
    )
    names = [column[0] for column in cursor.description]
    for row in cursor:
        line = dict(zip(names, row, strict=True))
        where = LineId(line.pop("act"), line.pop("n"))
        line["book"] = table
        if where in corrects:
            line["corrects"] = sorted(corrects[where])
        yield where, canonical(line)
