"""Histories of many sessions at once, for books that are printed."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from officeapp.books.act import signature
from officeapp.domain.record import ActId, LineId, PupilId
from officeapp.domain.register import Mark, Written
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.record import Signature
    from officeapp.domain.school_year import Span


class Original(NamedTuple):
    """The original entries of a session that one act wrote.

    Attributes:
        day: The day.
        session: The half of the day.
        entries: How many they are.
        kind: What the act was.
        by: Who wrote it.
    """

    day: dt.date
    session: Session
    entries: int
    kind: str
    by: Signature


def corrected_histories(
    office: Office, span: Span, pupils: Iterable[PupilId]
) -> dict[Place, list[Written]]:
    """Return every line of the sessions of a span that were corrected, oldest first."""
    places = office.register.amended(span, pupils)
    wanted = {(pupil, day.isoformat(), half.value) for pupil, day, half in places}
    found: dict[Place, list[Written]] = {}
    for row in _rows(office, sorted({day for _, day, _ in wanted}), {one[0] for one in wanted}):
        if (row["pupil"], row["day"], row["session"]) in wanted:
            one = _written(row)
            place = one.mark.pupil, one.mark.day, one.mark.session
            found.setdefault(place, []).append(one)
    return found


def originals(office: Office, span: Span, pupils: Iterable[PupilId]) -> list[Original]:
    """Return which acts wrote the original entries of a span, by day and session."""
    rows = office.connection.execute(
        "SELECT r.day, r.session, count(*) AS entries, a.kind, a.id, a.name, a.post, a.role, a.at "
        "FROM register_day d "
        "JOIN register r ON r.act = d.act AND r.n BETWEEN d.first AND d.last AND r.day = d.day "
        "JOIN act a ON a.id = r.act "
        "WHERE d.day BETWEEN ? AND ? AND r.reason = '' "
        "AND r.pupil IN (SELECT value FROM json_each(?)) "
        "GROUP BY r.day, r.session, a.id ORDER BY r.day, r.session, a.clock, a.id",
        [span.first.isoformat(), span.last.isoformat(), json.dumps(list(pupils))],
    )
    return [
        Original(
            dt.date.fromisoformat(row["day"]),
            Session(row["session"]),
            row["entries"],
            row["kind"],
            signature(row),
        )
        for row in rows
    ]


def whole_history(office: Office, pupil: PupilId) -> list[Written]:
    """Return every line ever written of a pupil's register, by session, oldest first."""
    rows = office.connection.execute(
        "SELECT r.*, a.id, a.name, a.post, a.role, a.at FROM register r "
        "JOIN act a ON a.id = r.act WHERE r.pupil = ? "
        "ORDER BY r.day, r.session, a.clock, a.id, r.n",
        [pupil],
    )
    return [_written(row) for row in rows]


def _rows(office: Office, days: list[str], pupils: set[PupilId]) -> Iterable[Mapping[str, Any]]:
    rows: Iterable[Mapping[str, Any]] = office.connection.execute(
        "SELECT r.*, a.id, a.name, a.post, a.role, a.at FROM json_each(?) j "
        "JOIN register_day d ON d.day = j.value "
        "JOIN register r ON r.act = d.act AND r.n BETWEEN d.first AND d.last AND r.day = d.day "
        "JOIN act a ON a.id = r.act WHERE r.pupil IN (SELECT value FROM json_each(?)) "
        "ORDER BY r.day, r.session, a.clock, a.id, r.n",
        [json.dumps(days), json.dumps(sorted(pupils))],
    )
    return rows


def _written(row: Mapping[str, Any]) -> Written:
    mark = Mark(
        pupil=PupilId(row["pupil"]),
        day=dt.date.fromisoformat(row["day"]),
        session=Session(row["session"]),
        code=row["code"],
        minutes=row["minutes"],
        note=row["note"],
        reason=row["reason"],
        line=LineId(ActId(row["act"]), row["n"]),
    )
    return Written(mark, signature(row))
