"""Letters being written, on disk as they are typed. It is no book in ink.

Each belongs to whoever writes it: nobody else is ever shown it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from officeapp.books.database import FAILED_TO_WRITE
from officeapp.domain.letter_pencil import PencilledLetter
from officeapp.domain.record import PupilId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.database import Connection
    from officeapp.books.drive import Drive
    from officeapp.domain.record import StaffId

_WIPE = (
    "DELETE FROM letter_draft "
    "WHERE desk = ? AND person = ? AND pupil = ? AND prefix = ? AND mends = ?"
)


class LetterPencil:
    """Keeps the letters that people of this desk are writing."""

    def __init__(self, connection: Connection, desk: int, drive: Drive) -> None:
        self._connection = connection
        self._desk = desk
        self._drive = drive

    def of(self, person: StaffId) -> list[PencilledLetter]:
        """Return the letters a person is writing, in the order in which they were begun."""
        rows = self._connection.execute(
            "SELECT pupil, prefix, mends, typed FROM letter_draft WHERE desk = ? AND person = ? "
            "ORDER BY json_extract(typed, '$.place'), pupil, prefix, mends",
            [self._desk, person],
        )
        return [_letter(row) for row in rows]

    def keep(self, person: StaffId, letters: Iterable[PencilledLetter]) -> None:
        """Keep letters as they are now; they are on disk when this returns.

        Raises:
            NotSavedError: The file could not be written; what was on disk stands.
        """
        rows = [[*self._key(person, one), _typed(one)] for one in letters]
        self._write(
            "INSERT INTO letter_draft VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (desk, person, pupil, prefix, mends) "
            "DO UPDATE SET typed = excluded.typed",
            rows,
        )

    def wipe(self, person: StaffId, letters: Iterable[PencilledLetter]) -> None:
        """Rub out letters, as when they are issued or thrown away.

        Raises:
            NotSavedError: The file could not be written; what was on disk stands.
        """
        rows = [self._key(person, one) for one in letters]
        self._write(_WIPE, rows)

    def _write(self, statement: str, rows: list[list[Any]]) -> None:
        """Write rows, all or none; within an act they stand or fall with it."""
        self._drive.require()
        alone = not self._connection.in_transaction
        try:
            if alone:
                self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(statement, rows)
            if alone:
                self._connection.execute("COMMIT")
        except FAILED_TO_WRITE as error:
            if alone and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise self._drive.refusal(error) from error

    def _key(self, person: StaffId, letter: PencilledLetter) -> list[Any]:
        return [self._desk, person, letter.children[0], letter.prefix, letter.mends]


def _typed(letter: PencilledLetter) -> str:
    said = {
        "place": letter.place,
        "children": letter.children,
        "kind": letter.kind,
        "typed": dict(letter.typed),
        "subject": letter.subject,
        "body": letter.body,
        "by_household": letter.by_household,
        "step": letter.step,
        "english": letter.english,
        "choice": letter.choice,
        "why": letter.why,
        "doubts": letter.doubts,
        "shown": letter.shown,
    }
    return json.dumps(said, ensure_ascii=False)


def _letter(row: Any) -> PencilledLetter:
    said = json.loads(row["typed"])
    said["children"] = tuple(map(PupilId, said["children"]))
    said["doubts"] = tuple(said["doubts"])
    return PencilledLetter(prefix=row["prefix"], mends=row["mends"], **said)
