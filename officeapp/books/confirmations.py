"""What people confirmed by typing a PIN, until one act has used it.

An act that the table of rights marks takes more than being signed in: the PIN once more for this
act, or the PIN of a second member of staff. `procedures.confirm` checks PINs and puts what was
confirmed here; `Office.writing` asks for it, writes who countersigned and spends it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.act import signature
from officeapp.domain.rights import Care, Right
from officeapp.domain.school import Person
from officeapp.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.books.act import Act
    from officeapp.books.database import Connection
    from officeapp.domain.record import ActId, Signature

    Clock = Callable[[], dt.datetime]

HOLDS = dt.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Whoever is signed in typed their PIN once more.

    Attributes:
        person: Who it is.
        at: When.
    """

    person: Person
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Countersigned:
    """A second member of staff stood by and typed a PIN of their own.

    Attributes:
        person: Who it is; never the person signed in.
        at: When.
    """

    person: Person
    at: dt.datetime


class ConfirmFirstError(NotAllowedError):
    """An act takes more than being signed in; ask for it and do the act again.

    Attributes:
        right: What was to be done.
        lacks: What is still to be confirmed.
    """

    def __init__(self, right: Right, lacks: Care) -> None:
        self.right = right
        self.lacks = lacks
        super().__init__(f"To {right.value}, {_SAID[lacks]}.")


_SAID = {
    Care.PIN_AGAIN: "type your PIN once more",
    Care.SECOND: "ask a second member of staff to stand by and type their PIN",
    Care.PIN_AGAIN | Care.SECOND: (
        "type your PIN once more and ask a second member of staff to stand by and type theirs"
    ),
}


class Confirmations:
    """What was confirmed at this desk: each good for one act, and for two minutes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._again: Confirmed | None = None
        self._second: Countersigned | None = None

    def keep(self, confirmed: Confirmed | Countersigned) -> None:
        """Take note of what was confirmed; only for what has checked the PIN."""
        if isinstance(confirmed, Confirmed):
            self._again = confirmed
        else:
            self._second = confirmed

    def forget(self) -> None:
        """Drop what was confirmed: it was used, or another person sits here."""
        self._again = self._second = None

    def require(self, right: Right, care: Care) -> Person | None:
        """Return who countersigned an act that takes so much care; None where nobody has to.

        Raises:
            ConfirmFirstError: Something is still to be confirmed.
        """
        lacks = Care.NOTHING
        if Care.PIN_AGAIN in care and not self._holds(self._again):
            lacks |= Care.PIN_AGAIN
        if Care.SECOND in care and not self._holds(self._second):
            lacks |= Care.SECOND
        if lacks:
            raise ConfirmFirstError(right, lacks)
        return self._second.person if Care.SECOND in care and self._second else None

    def _holds(self, confirmed: Confirmed | Countersigned | None) -> bool:
        """Say whether it is fresh; what lies ahead of a clock that was set back is not."""
        return confirmed is not None and (confirmed.at <= self._clock() < confirmed.at + HOLDS)


class CountersignedBook:
    """Reads and writes who stood by an act."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enter(self, act: Act, person: Person) -> None:
        """Write as the act's next line who countersigned it, as they are that day."""
        row = {
            "person": person.id,
            "name": person.name,
            "post": person.post,
            "role": str(person.role),
        }
        act.write("countersigned", row)

    def of(self, act: ActId) -> Signature | None:
        """Return who countersigned an act; None where nobody had to."""
        row = self._connection.execute(
            "SELECT c.name, c.post, c.role, a.id, a.at "
            "FROM countersigned c JOIN act a ON a.id = c.act WHERE c.act = ?",
            [act],
        ).fetchone()
        return signature(row) if row else None
