"""What was given out, and what the register said to those who had it."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from officeapp.books.act import Act, signature
from officeapp.books.register import mark_of
from officeapp.domain.given_out import GivenOut, Settled, What
from officeapp.domain.record import ActId, ClassId, LineId, PupilId, desk_of
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officeapp.books.database import Connection
    from officeapp.books.register import Place
    from officeapp.domain.record import Signature
    from officeapp.domain.register import Mark


class Seen(NamedTuple):
    """Which acts a desk had when it wrote one: its own before it, and the heads of others."""

    act: ActId
    heads: dict[int, int]

    def has(self, act: int) -> bool:
        """Say whether an act had been seen."""
        desk = desk_of(act)
        return act <= (self.act if desk == desk_of(self.act) else self.heads.get(desk, 0))


class GivenOutBook:
    """Reads and writes what left the office, and how differences with others were settled."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enter(self, act: Act, given: GivenOut) -> LineId:
        """Write that something was given out, as the act's next line."""
        row = {
            "what": given.what.value,
            "first": given.first.isoformat(),
            "last": given.last.isoformat(),
            "pupil": given.pupil,
            "classes": json.dumps(given.classes) if given.classes else "",
            "recipient": given.recipient,
            "entries": given.entries,
            "digest": given.digest,
        }
        return act.write("given_out", row)

    def settle(self, act: Act, settled: Settled) -> LineId:
        """Write how a difference was settled, as the act's next line."""
        row = {
            "pupil": settled.pupil,
            "day": settled.day.isoformat(),
            "session": settled.session.value,
            "ours": settled.ours,
            "theirs": settled.theirs,
            "kept": settled.kept,
            "reason": settled.reason,
        }
        return act.write("settled", row)

    def note_export(self, act: Act, folder: str, lists: int) -> LineId:
        """Write that all books were written into a folder, as the act's next line."""
        return act.write("exported", {"folder": folder, "books": lists})

    def exports(self) -> list[tuple[str, Signature]]:
        """Return the folders all books were written into, oldest first, each with who took them."""
        rows = self._connection.execute(
            "SELECT e.folder, a.id, a.name, a.post, a.role, a.at "
            "FROM exported e JOIN act a ON a.id = e.act ORDER BY a.clock, a.id, e.n"
        )
        return [(row["folder"], signature(row)) for row in rows]

    def all(self) -> list[tuple[GivenOut, Signature]]:
        """Return everything that was given out, oldest first, each with who gave it."""
        rows = self._connection.execute(
            "SELECT g.*, a.id, a.name, a.post, a.role, a.at "
            "FROM given_out g JOIN act a ON a.id = g.act ORDER BY a.clock, a.id, g.n"
        )
        return [(_given_out(row), signature(row)) for row in rows]

    def last_marks(self, day: dt.date) -> tuple[GivenOut, Signature] | None:
        """Return when a day's marks were last given out, whole or changed; None for never."""
        found = [
            (given, by)
            for given, by in self.all()
            if given.what in (What.MARKS, What.CHANGED_MARKS) and given.first <= day <= given.last
        ]
        return found[-1] if found else None

    def marks_then(self, act: ActId, day: dt.date) -> dict[Place, Mark]:
        """Return the marks of a day that stood by what an act's desk had seen when it wrote it."""
        seen = self._seen(act)
        corrected = {line for by, line in self._corrections(day) if seen.has(by)}
        standing = {
            (mark.pupil, mark.day, mark.session): mark
            for mark in map(mark_of, self._lines(day))
            if seen.has(mark.line.act) and mark.line not in corrected
        }
        return {place: mark for place, mark in standing.items() if mark.code}

    def settled(self) -> dict[Place, Settled]:
        """Return how each session's difference was settled last."""
        rows = self._connection.execute(
            "SELECT s.* FROM settled s JOIN act a ON a.id = s.act ORDER BY a.clock, a.id, s.n"
        )
        found = [_settled(row) for row in rows]
        return {(one.pupil, one.day, one.session): one for one in found}

    def _seen(self, act: ActId) -> Seen:
        row = self._connection.execute("SELECT heads FROM act WHERE id = ?", [act]).fetchone()
        return Seen(act, {int(desk): head[0] for desk, head in json.loads(row[0] or "{}").items()})

    def _lines(self, day: dt.date) -> Iterator[Mapping[str, Any]]:
        rows: Iterator[Mapping[str, Any]] = self._connection.execute(
            "SELECT r.* FROM register_day d "
            "JOIN register r ON r.act = d.act AND r.n BETWEEN d.first AND d.last "
            "JOIN act a ON a.id = r.act WHERE d.day = :day AND r.day = :day "
            "ORDER BY a.clock, a.id, r.n",
            {"day": day.isoformat()},
        )
        return rows

    def _corrections(self, day: dt.date) -> list[tuple[int, LineId]]:
        """Return which act corrected which line of a day."""
        rows = self._connection.execute(
            "SELECT c.act, c.earlier_act, c.earlier_n FROM register_day d "
            "JOIN register r ON r.act = d.act AND r.n BETWEEN d.first AND d.last "
            "JOIN corrects c ON c.act = r.act AND c.n = r.n WHERE d.day = :day AND r.day = :day",
            {"day": day.isoformat()},
        )
        return [(row[0], LineId(ActId(row[1]), row[2])) for row in rows]


def _given_out(row: Mapping[str, Any]) -> GivenOut:
    return GivenOut(
        what=What(row["what"]),
        first=dt.date.fromisoformat(row["first"]),
        last=dt.date.fromisoformat(row["last"]),
        pupil=PupilId(row["pupil"]),
        classes=tuple(ClassId(one) for one in json.loads(row["classes"] or "[]")),
        recipient=row["recipient"],
        entries=row["entries"],
        digest=row["digest"],
        line=LineId(row["act"], row["n"]),
    )


def _settled(row: Mapping[str, Any]) -> Settled:
    return Settled(
        pupil=PupilId(row["pupil"]),
        day=dt.date.fromisoformat(row["day"]),
        session=Session(row["session"]),
        ours=row["ours"],
        theirs=row["theirs"],
        kept=row["kept"],
        reason=row["reason"],
        line=LineId(row["act"], row["n"]),
    )
