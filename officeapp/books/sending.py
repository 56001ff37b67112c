"""The acts of the books as they are sent to other desks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from officeapp.books.act import Header, body_digest, heads
from officeapp.books.bodies import body_from, lines_between
from officeapp.books.sealing import SEALED_KIND, opens, public_half, sealed_of
from officeapp.books.withholding import withheld
from officeapp.domain.exchange import SentAct, Unit
from officeapp.domain.record import ActId, numbered
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from officeapp.books.database import Connection

ACTS_IN_UNIT = 50
LINES_IN_UNIT = 200  # so that a window takes a unit in between two keys
FEW_ACTS = 500  # what a desk writes in days; a longer history goes in fewer, larger units


class NotSoundError(OfficeError):
    """An act's lines are not as they were written, so that it is not sent to anybody."""

    def __init__(self) -> None:
        super().__init__(
            "This file's lines are not as they were written and nothing was sent; "
            "run the check of the file and restore the newest backup."
        )


def newest_acts(connection: Connection) -> dict[int, int]:
    """Return the newest act of every desk, by desk number."""
    return {desk: int(head.act) for desk, head in heads(connection).items()}


def digest_of(connection: Connection, act: int) -> bytes | None:
    """Return the digest of an act; None where it is not in the books."""
    row = connection.execute("SELECT digest FROM act WHERE id = ?", [act]).fetchone()
    return bytes(row[0]) if row else None


def key_of(connection: Connection) -> bytes:
    """Return the key with which what goes between this school's desks is sealed."""
    return bytes(connection.execute("SELECT key FROM exchange_key").fetchone()[0])


def units_after(
    connection: Connection,
    known: Mapping[int, int],
    *,
    acts_in_unit: int = ACTS_IN_UNIT,
    lines_in_unit: int = LINES_IN_UNIT,
) -> Iterator[Unit]:
    """Yield what somebody has not got, desk by desk and in order.

    Args:
        connection: The file.
        known: The newest act of each desk that they have.
        acts_in_unit: How many acts go in one unit at most.
        lines_in_unit: How many lines they may have together, where few acts go out.

    Raises:
        NotSoundError: An act's lines are not as they were written.
    """
    school = connection.execute("SELECT school FROM school_file").fetchone()[0]
    for desk, newest in sorted(newest_acts(connection).items()):
        after = known.get(desk, numbered(desk, 0))
        most_lines = lines_in_unit if newest - after <= FEW_ACTS else sys.maxsize
        while after < newest:
            rows = connection.execute(
                "SELECT * FROM act WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
                [after, newest, acts_in_unit],
            ).fetchall()
            lines = lines_between(connection, rows[0]["id"], rows[-1]["id"])
            sent = [_sent(connection, row, lines.get(row["id"], [])) for row in rows]
            for acts in _runs(sent, most_lines):
                yield Unit(school, acts, _papers(connection, acts[0].id, acts[-1].id))
            after = rows[-1]["id"]


def _runs(acts: Iterable[SentAct], most_lines: int) -> Iterator[tuple[SentAct, ...]]:
    """Yield acts in runs of so many lines at most; an act that has more goes by itself."""
    run: list[SentAct] = []
    lines = 0
    for act in acts:
        if run and lines + len(act.lines) > most_lines:
            yield tuple(run)
            run, lines = [], 0
        run.append(act)
        lines += len(act.lines)
    if run:
        yield tuple(run)


def _papers(connection: Connection, first: int, last: int) -> tuple[bytes, ...]:
    rows = connection.execute(
        "SELECT DISTINCT p.paper FROM letter l JOIN letter_paper p ON p.digest = l.paper "
        "WHERE l.act BETWEEN ? AND ? ORDER BY p.digest",
        [first, last],
    )
    return tuple(bytes(row[0]) for row in rows)


def _sent(connection: Connection, row: Any, lines: list[tuple[int, str]]) -> SentAct:
    """Return an act as it leaves; with confidential lines it leaves sealed, whoever it goes to."""
    if row["kind"] == SEALED_KIND and not opens(connection):
        sealed = sealed_of(connection, row["id"])
        if lines or not sealed:
            raise NotSoundError
        return _act(row, [], sealed)
    body = body_from(lines)
    if body is None or body_digest(row["salt"], body) != row["body"]:
        raise NotSoundError
    act = _act(row, lines)
    return withheld(act, public_half(connection)) if row["kind"] == SEALED_KIND else act


def _act(row: Any, lines: list[tuple[int, str]], sealed: bytes = b"") -> SentAct:
    header = {name: row[name] for name in Header._fields}
    header["id"] = ActId(row["id"])
    return SentAct(
        **header,
        salt=row["salt"],
        body=row["body"],
        digest=row["digest"],
        lines=tuple(text for _, text in lines),
        sealed=sealed,
    )
