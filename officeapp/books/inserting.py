"""Writing acts of other desks as they were sealed, and noting what they are about."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from officeapp.books.act import TABLES, Header
from officeapp.books.sealing import keep_sealed, private_half
from officeapp.books.withholding import opened
from officeapp.domain.record import LineId, PupilId
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from officeapp.books.database import Connection
    from officeapp.books.register import Place
    from officeapp.domain.exchange import SentAct


class Inserter:
    """Writes acts in an open transaction.

    Attributes:
        tables: The books that got lines.
        pupils: Pupils whose time on roll new lines are about.
    """

    def __init__(self, connection: Connection) -> None:
        self.tables: set[str] = set()
        self.pupils: set[PupilId] = set()
        self._connection = connection
        self._private = private_half(connection)
        self._columns: dict[str, list[tuple[str, Any]]] = {}
        self._places: set[tuple[int, str, str]] = set()
        self._corrected: list[LineId] = []

    def insert(self, act: SentAct) -> None:
        """Write one act that proves; sealed lines are opened where the file has the key."""
        if act.sealed and self._private is not None:
            act = opened(act, self._private) or act
        header = [getattr(act, name) for name in Header._fields]
        marks = ", ".join("?" for _ in range(len(header) + 3))
        self._connection.execute(
            f"INSERT INTO act VALUES ({marks})", [*header, act.salt, act.body, act.digest]
        )
        if act.sealed:
            keep_sealed(self._connection, act.id, act.sealed)
        rows: dict[str, list[list[Any]]] = {}
        corrects: list[tuple[int, ...]] = []
        for n, text in enumerate(act.lines, 1):
            line = json.loads(text)
            table = line["book"]
            corrects += [(act.id, n, *earlier) for earlier in line.get("corrects", ())]
            fields = [line.get(name, blank) for name, blank in self._fields(table)]
            rows.setdefault(table, []).append([act.id, n, *fields])
            self._note(table, line)
        for table, lines in rows.items():
            names = ["act", "n", *(name for name, _ in self._fields(table))]
            values = ", ".join("?" for _ in names)
            self._connection.executemany(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})", lines
            )
        self._connection.executemany("INSERT INTO corrects VALUES (?, ?, ?, ?)", corrects)

    def places(self) -> set[Place]:
        """Return the sessions that new lines of the register are about, or what they correct."""
        rows = self._connection.execute(
            "SELECT DISTINCT r.pupil, r.day, r.session FROM json_each(?) j JOIN register r "
            "ON r.act = json_extract(j.value, '$[0]') AND r.n = json_extract(j.value, '$[1]')",
            [json.dumps(self._corrected)],
        )
        found = self._places | {tuple(row) for row in rows}
        days = {day: dt.date.fromisoformat(day) for day in {day for _, day, _ in found}}
        halves = {half.value: half for half in Session}
        return {(PupilId(pupil), days[day], halves[half]) for pupil, day, half in found}

    def _note(self, table: str, line: dict[str, Any]) -> None:
        self.tables.add(table)
        if table == "register":
            self._places.add((line["pupil"], line["day"], line["session"]))
            self._corrected += [LineId(*earlier) for earlier in line.get("corrects", ())]
        if table == "enrolment":
            self.pupils.add(PupilId(line["pupil"]))

    def _fields(self, table: str) -> list[tuple[str, Any]]:
        """Return a book's columns, each with what it holds where a line says nothing."""
        if table not in TABLES:
            raise KeyError(table)
        if table not in self._columns:
            rows = self._connection.execute(f"PRAGMA table_info({table})").fetchall()
            self._columns[table] = [
                (row["name"], "" if row["notnull"] else None)
                for row in rows
                if row["name"] not in ("act", "n")
            ]
        return self._columns[table]
