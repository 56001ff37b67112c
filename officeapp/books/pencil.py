"""Pencil: registers being taken, on disk at every key, and the PINs. Neither is a book in ink."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from officeapp.books.database import FAILED_TO_WRITE, immediately, not_saved
from officeapp.domain.record import PupilId
from officeapp.domain.register import Draft, Pencilled, Sheet
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officeapp.books.database import Connection


class PencilBook:
    """Keeps what is typed into registers that are not handed in yet."""

    def __init__(self, connection: Connection, desk: int) -> None:
        self._connection = connection
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
        try:
            self._connection.execute(
                "INSERT INTO pencil VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (desk, school_class, day, session) "
                "DO UPDATE SET name = excluded.name, drafts = excluded.drafts",
                [*self._key(sheet), name, json.dumps(kept, ensure_ascii=False)],
            )
        except FAILED_TO_WRITE as error:
            raise not_saved(self._connection, error) from error

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


class PinState(NamedTuple):
    """What the file knows of a person's PIN.

    Attributes:
        hash: The Argon2id hash.
        wrong: Wrong tries since the last right one.
        until: No try is taken before this time; None where none is barred.
    """

    hash: str
    wrong: int
    until: dt.datetime | None


class PinBook:
    """Keeps the hashes of PINs and the waits after wrong ones."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def state(self, person: int) -> PinState | None:
        """Return what is known of a person's PIN, or None where none was chosen."""
        row = self._connection.execute("SELECT * FROM pin WHERE person = ?", [person]).fetchone()
        if row is None:
            return None
        until = dt.datetime.fromisoformat(row["until"]) if row["until"] else None
        return PinState(row["hash"], row["wrong"], until)

    def keep(self, person: int, state: PinState) -> None:
        """Keep what is known of a person's PIN; on disk when this returns.

        Raises:
            NotSavedError: The file could not be written.
        """
        until = state.until.isoformat() if state.until else ""
        try:
            if self._connection.in_transaction:
                self._put(person, state, until)
                return
            with immediately(self._connection):
                self._put(person, state, until)
        except FAILED_TO_WRITE as error:
            raise not_saved(self._connection, error) from error

    def _put(self, person: int, state: PinState, until: str) -> None:
        self._connection.execute(
            "INSERT INTO pin VALUES (?, ?, ?, ?) ON CONFLICT (person) "
            "DO UPDATE SET hash = excluded.hash, wrong = excluded.wrong, until = excluded.until",
            [person, state.hash, state.wrong, until],
        )
