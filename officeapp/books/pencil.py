"""Pencil: registers being taken, on disk at every key. It is no book in ink."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from officeapp.books.database import FAILED_TO_WRITE
from officeapp.domain.record import PupilId
from officeapp.domain.register import Draft, Pencilled, Sheet
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officeapp.books.database import Connection
    from officeapp.books.drive import Drive


class PencilBook:
    """Keeps what is typed into registers that are not handed in yet."""

    def __init__(self, connection: Connection, desk: int, drive: Drive) -> None:
        self._connection = connection
        self._drive = drive
        self._desk = desk

    def read(self, sheet: Sheet) -> Pencilled | None:
        """Return the pencil of a register, or None where there is none."""
        row = self._connection.execute(
            "SELECT name, drafts FROM pencil "
            "WHERE desk = ? AND school_class = ? AND day = ? AND session = ?",
            self._key(sheet),
        ).fetchone()
        return Pencilled(sheet, row["name"], _drafts(row["drafts"])) if row else None

    def open_sheets(self) -> list[Pencilled]:
        """Return every register that is in pencil, oldest first."""
        rows = self._connection.execute("SELECT * FROM pencil ORDER BY day, session, school_class")
        return [
            Pencilled(
                Sheet(
                    row["school_class"],
                    dt.date.fromisoformat(row["day"]),
                    Session(row["session"]),
                ),
                row["name"],
                _drafts(row["drafts"]),
            )
            for row in rows
        ]

    def write(self, sheet: Sheet, name: str, drafts: Mapping[PupilId, Draft]) -> None:
        """Keep the whole pencil of a register; it is on disk when this returns.

        Raises:
            NotSavedError: The file could not be written; what was on disk stands.
        """
        kept = {
            str(pupil): [draft.code, draft.minutes, draft.note] for pupil, draft in drafts.items()
        }
        self._drive.require()
        try:
            self._connection.execute(
                "INSERT INTO pencil VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (desk, school_class, day, session) "
                "DO UPDATE SET name = excluded.name, drafts = excluded.drafts",
                [*self._key(sheet), name, json.dumps(kept, ensure_ascii=False)],
            )
        except FAILED_TO_WRITE as error:
            raise self._drive.refusal(error) from error

    def wipe(self, sheet: Sheet) -> None:
        """Rub out the pencil of a register, as when it is handed in."""
        self._connection.execute(
            "DELETE FROM pencil WHERE desk = ? AND school_class = ? AND day = ? AND session = ?",
            self._key(sheet),
        )

    def _key(self, sheet: Sheet) -> list[Any]:
        return [self._desk, sheet.school_class, sheet.day.isoformat(), sheet.session.value]


def _drafts(text: str) -> dict[PupilId, Draft]:
    return {PupilId(int(pupil)): Draft(*draft) for pupil, draft in json.loads(text).items()}
