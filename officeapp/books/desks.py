"""The desks of the school as kept in the file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.books.desk_keys import verify
from officeapp.books.shelf import Shelf
from officeapp.domain.desks import Claim, Desk, DeskCard, standing
from officeapp.domain.record import ActId, numbered
from officeapp.domain.roll import folded
from officeapp.errors import NotFoundError

if TYPE_CHECKING:
    from officeapp.books.act import Act
    from officeapp.books.database import Connection


class UnknownDeskError(NotFoundError):
    """No desk of the school is named so."""

    def __init__(self, named: str, known: list[str]) -> None:
        super().__init__(f"There is no desk {named}; the desks are {', '.join(known) or 'none'}.")


class DeskBook:
    """Reads which desks there are; writing goes through its shelf and its own lines."""

    def __init__(self, connection: Connection, school: int) -> None:
        #: The cards.
        self.cards = Shelf(connection, "desk", DeskCard)
        self._connection = connection
        self._school = school
        self._standing: dict[int, Desk] | None = None

    def by_card(self) -> dict[int, Desk]:
        """Return every desk by its card's number, those that have not joined yet among them."""
        if self._standing is None:
            rows = self._connection.execute(
                "SELECT c.* FROM desk_claim c JOIN act a ON a.id = c.act ORDER BY a.clock, a.id, n"
            )
            claims = [Claim(ActId(r["act"]), r["desk"], r["key"], r["proof"]) for r in rows]
            self._standing = standing(self._school, self.cards.standing(), claims, verify)
        return self._standing

    def all(self) -> list[Desk]:
        """Return every desk, by name; those that have not joined yet and those retired too."""
        return sorted(
            self.by_card().values(), key=lambda desk: (folded(desk.card.name), desk.card.id)
        )

    def retired(self) -> list[Desk]:
        """Return the desks that were retired, by name."""
        return [desk for desk in self.all() if desk.card.retired is not None]

    def of_number(self, number: int) -> Desk | None:
        """Return the desk that wrote under a number; None where no desk claimed it."""
        return next((desk for desk in self.by_card().values() if number in desk.numbers), None)

    def of_key(self, key: str) -> Desk | None:
        """Return the desk whose machine has a key, by the public half; None where there is none."""
        found = (desk for desk in self.by_card().values() if desk.key == key)
        return next(found, None) if key else None

    def named(self, name: str) -> Desk:
        """Return the desk of a name, small and capital letters alike.

        Raises:
            UnknownDeskError: No desk is called so.
        """
        for desk in self.all():
            if folded(desk.card.name) == folded(name):
                return desk
        raise UnknownDeskError(name, [desk.card.name for desk in self.all()])

    def heard(self) -> dict[int, dt.datetime]:
        """Return when the newest act of each desk number was written, by its own clock."""
        found: dict[int, dt.datetime] = {}
        for desk in self.by_card().values():
            for number in desk.numbers:
                row = self._connection.execute(
                    "SELECT at FROM act WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1",
                    [numbered(number, 0), numbered(number + 1, 0) - 1],
                ).fetchone()
                if row:
                    found[number] = dt.datetime.fromisoformat(row["at"])
        return found

    def claim(self, act: Act, desk: int, key: str, proof: str) -> None:
        """Write that the number which writes the act is a desk's."""
        act.write("desk_claim", {"desk": desk, "key": key, "proof": proof})
        self._standing = None

    def witness(self, act: Act, last: int, *, admitted: bool = False) -> None:
        """Write up to which act of another desk number entries count.

        Args:
            act: The act being written.
            last: The last act that counts.
            admitted: Whether a person lets them in, that were kept apart.
        """
        act.write("desk_seen", {"last": last, "admitted": int(admitted)})

    def changed(self) -> None:
        """Drop what was worked out from the cards, as after one was written."""
        self._standing = None

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self.cards.forget()
        self._standing = None
