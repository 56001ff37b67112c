"""PINs: their hashes, wrong tries and one-use codes in plain tables; who chose one, in ink."""

from __future__ import annotations

import datetime as dt
import enum
from typing import TYPE_CHECKING, NamedTuple

from officeapp.books.act import signature
from officeapp.books.database import FAILED_TO_WRITE, immediately

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from officeapp.books.act import Act
    from officeapp.books.database import Connection
    from officeapp.books.drive import Drive
    from officeapp.domain.record import Signature
    from officeapp.domain.school import Person


class PinState(NamedTuple):
    """What the file knows of a person's PIN.

    Attributes:
        hash: The Argon2id hash.
        wrong: Wrong tries since the last right one.
        until: No try is taken before this time; None where none is barred.
        length: How many characters it has, so that a short one needs no Enter; 0 if not known.
        locked: When so many wrong ones were last typed that the person was locked out.
    """

    hash: str
    wrong: int
    until: dt.datetime | None
    length: int = 0
    locked: dt.datetime | None = None


class CodeState(NamedTuple):
    """What the file knows of a person's one-use code.

    Attributes:
        hash: The Argon2id hash.
        until: From this time on it is worth nothing.
        wrong: Wrong tries at it.
    """

    hash: str
    until: dt.datetime
    wrong: int = 0


class PinDone(enum.StrEnum):
    """What was done about a person's PIN."""

    CHOSEN = "chosen"
    CHOSEN_WITH_CODE = "chosen with a code"
    GIVEN_CODE = "given a code"


class PinBook:
    """Keeps the hashes of PINs and codes, the waits after wrong ones, and who chose them when."""

    def __init__(self, connection: Connection, drive: Drive) -> None:
        self._connection = connection
        self._drive = drive

    def state(self, person: int) -> PinState | None:
        """Return what is known of a person's PIN, or None where none was chosen."""
        row = self._connection.execute("SELECT * FROM pin WHERE person = ?", [person]).fetchone()
        if row is None:
            return None
        return PinState(
            row["hash"], row["wrong"], _time(row["until"]), row["length"], _time(row["locked"])
        )

    def keep(self, person: int, state: PinState) -> None:
        """Keep what is known of a person's PIN; on disk when this returns.

        Raises:
            NotSavedError: The file could not be written.
        """
        times = [moment.isoformat() if moment else "" for moment in (state.until, state.locked)]
        self._put(
            "INSERT OR REPLACE INTO pin (person, hash, wrong, until, length, locked) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [person, state.hash, state.wrong, times[0], state.length, times[1]],
        )

    def code(self, person: int) -> CodeState | None:
        """Return what is known of a person's one-use code, or None where there is none."""
        row = self._connection.execute(
            "SELECT * FROM pin_code WHERE person = ?", [person]
        ).fetchone()
        if row is None:
            return None
        return CodeState(row["hash"], dt.datetime.fromisoformat(row["until"]), row["wrong"])

    def keep_code(self, person: int, code: CodeState) -> None:
        """Keep a one-use code in the place of any before; on disk when this returns.

        Raises:
            NotSavedError: The file could not be written.
        """
        self._put(
            "INSERT OR REPLACE INTO pin_code (person, hash, until, wrong) VALUES (?, ?, ?, ?)",
            [person, code.hash, code.until.isoformat(), code.wrong],
        )

    def forget_code(self, person: int) -> None:
        """Drop a one-use code that was used, or tried too often.

        Raises:
            NotSavedError: The file could not be written.
        """
        self._put("DELETE FROM pin_code WHERE person = ?", [person])

    def note(self, act: Act, person: Person, what: PinDone) -> None:
        """Write as the act's next line what was done about a person's PIN."""
        act.write("pin_act", {"person": person.id, "name": person.name, "what": what.value})

    def history(self, person: int) -> list[tuple[PinDone, Signature]]:
        """Return what was done about a person's PIN and by whom, oldest first."""
        rows = self._connection.execute(
            "SELECT p.what, a.* FROM pin_act p JOIN act a ON a.id = p.act "
            "WHERE p.person = ? ORDER BY a.clock, a.id, p.n",
            [person],
        )
        return [(PinDone(row["what"]), signature(row)) for row in rows]

    def _put(self, statement: str, values: Sequence[Any]) -> None:
        self._drive.require()
        try:
            if self._connection.in_transaction:
                self._connection.execute(statement, values)
                return
            with immediately(self._connection):
                self._connection.execute(statement, values)
        except FAILED_TO_WRITE as error:
            raise self._drive.refusal(error) from error


def _time(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
