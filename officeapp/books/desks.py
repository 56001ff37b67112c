"""The desks of the school as kept in the file."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from officeapp.books import database
from officeapp.books.act import heads
from officeapp.books.apart import ApartBook
from officeapp.books.desk_keys import verify
from officeapp.books.sealing import SEALED_KIND, opens
from officeapp.books.shelf import Shelf
from officeapp.domain.desks import Claim, Desk, DeskCard, standing
from officeapp.domain.exchange import heads_seen
from officeapp.domain.record import desk_of, numbered
from officeapp.domain.roll import folded
from officeapp.domain.sharing import Bound, clock_offset
from officeapp.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from officeapp.books.act import Act
    from officeapp.books.database import Connection

LAST_ACTS = 20  # of each desk, to compare clocks by
NEVER = 1 << 63


class UnknownDeskError(NotFoundError):
    """No desk of the school is named so."""

    def __init__(self, named: str, known: list[str]) -> None:
        super().__init__(f"There is no desk {named}; the desks are {', '.join(known) or 'none'}.")


class DeskBook:
    """Reads which desks there are; writing goes through its shelf and its own lines."""

    def __init__(self, connection: Connection, school: int) -> None:
        #: What is kept apart until a person looks.
        self.apart = ApartBook(connection)
        #: The cards.
        self.cards = Shelf(connection, "desk", DeskCard)
        self._connection = connection
        self._school = school
        self._standing: dict[int, Desk] | None = None

    def by_card(self) -> dict[int, Desk]:
        """Return every desk by its card's number, those that have not joined yet among them."""
        if self._standing is None:
            claims = [claim for _, claim in self.claims()]
            self._standing = standing(
                self._school, self.cards.standing(), claims, verify, self.first_said
            )
        return self._standing

    def first_said(self, number: int, act: int) -> int:
        """Return with which of its acts a desk number first said to have an act.

        Returns:
            A number beyond all acts where it never did.
        """
        rows = self._connection.execute(
            "SELECT id, heads FROM act WHERE id BETWEEN ? AND ? AND heads LIKE ? ORDER BY id",
            [numbered(number, 0), numbered(number + 1, 0) - 1, f'%"{desk_of(act)}"%'],
        )
        named = ((row[0], heads_seen(row[1]).get(desk_of(act))) for row in rows)
        return next((one for one, seen in named if seen and seen.act >= act), NEVER)

    def claims(self) -> list[tuple[tuple[int, int], Claim]]:
        """Return every claim with its act's clock and number, in the order of these."""
        rows = self._connection.execute(
            "SELECT a.clock, c.* FROM desk_claim c JOIN act a ON a.id = c.act "
            "ORDER BY a.clock, a.id, n"
        )
        return [
            ((row["clock"], row["act"]), Claim(row["act"], row["desk"], row["key"], row["proof"]))
            for row in rows
        ]

    def seen(self) -> dict[int, int]:
        """Return the last act of each desk number that is here or that an entry here had seen."""
        newest = [int(head.act) for head in heads(self._connection).values()]
        acts = [*newest, *self._named(newest).values()]
        rows = self._connection.execute("SELECT last FROM desk_seen WHERE admitted = 1")
        acts += [row[0] for row in rows]
        return _highest(acts)

    def unwitnessed(self, own: int) -> list[int]:
        """Return the newest act of each number of which an entry is to say that it is here.

        Of one that takes no part, where nobody says to have it: what this file took of it before it
        knew better, others take once an entry says so. And of one that joined by a file of this
        desk's: who comes with that file later is not taken for it.

        Args:
            own: This desk's number, which says so itself.
        """
        good = {n for desk in self.by_card().values() if desk.takes_part for n in desk.numbers}
        good.add(own)
        newest = {desk: int(head.act) for desk, head in heads(self._connection).items()}
        joined = self._joined_unsaid(own, newest.get(own, 0))
        said = self._named(newest[number] for number in good & newest.keys())
        rows = self._connection.execute("SELECT last FROM desk_seen")
        said = _highest([*said.values(), *(row[0] for row in rows)])
        return [
            act
            for number, act in sorted(newest.items())
            if (number not in good and said.get(number, 0) < act) or number in joined
        ]

    def _joined_unsaid(self, own: int, newest: int) -> set[int]:
        """Return the numbers that joined by a file of this desk's, which has not said so yet."""
        asked = [desk for desk in self.by_card().values() if desk_of(desk.card.id) == own]
        said = self._named([newest]) if newest and asked else {}
        return {
            desk_of(desk.joined)
            for desk in asked
            if desk.joined and said.get(desk_of(desk.joined), 0) < desk.joined
        } - {own}

    def _named(self, acts: Iterable[int]) -> dict[int, int]:
        """Return the highest act of each number that some acts had seen."""
        found: list[int] = []
        for act in acts:
            row = self._connection.execute("SELECT heads FROM act WHERE id = ?", [act]).fetchone()
            found += [seen.act for seen in heads_seen(row[0]).values()]
        return _highest(found)

    def card_of(self, said: Mapping[str, Any]) -> DeskCard:
        """Return the card that a line says, as it came from another desk."""
        return DeskCard(
            said["id"],
            said["name"],
            tuple(json.loads(said.get("posts", "[]"))),
            said["invited"],
            dt.date.fromisoformat(said["made"]),
            dt.date.fromisoformat(said["retired"]) if said.get("retired") else None,
            said.get("reason", ""),
        )

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

    def named(self, name: str) -> Desk:
        """Return the desk of a name, small and capital letters alike.

        Raises:
            UnknownDeskError: No desk is called so.
        """
        for desk in self.all():
            if folded(desk.card.name) == folded(name):
                return desk
        raise UnknownDeskError(name, [desk.card.name for desk in self.all()])

    def heard(self, desk: Desk) -> dt.datetime | None:
        """Return when the newest act of a desk was written, by its own clock.

        Where confidential lines are withheld no time tells of them: a desk that writes little else
        would tell by it when it wrote one.
        """
        untold = "" if opens(self._connection) else SEALED_KIND
        rows = [row for number in desk.numbers for row in self._last_acts(number, 1, untold)]
        newest = max(rows, key=lambda row: row["clock"], default=None)
        return dt.datetime.fromisoformat(newest["at"]) if newest else None

    def last_written(self, number: int) -> dt.datetime | None:
        """Return when the newest act of a desk number was written; None where there is none."""
        rows = self._last_acts(number, 1)
        return dt.datetime.fromisoformat(rows[0]["at"]) if rows else None

    def ahead(self, mine: Iterable[int], theirs: Iterable[int]) -> dt.timedelta:
        """Return how far the clock of some desk numbers is ahead of that of others.

        As far as their last acts prove it: an act is written after those that it had seen.
        """
        ours, others = set(mine), set(theirs)
        bounds = [*self._bounds(ours, others, 1), *self._bounds(others, ours, -1)]
        bounds.sort(key=lambda bound: bound[0], reverse=True)
        return clock_offset(bound for _, bound in bounds)

    def _bounds(self, writers: set[int], seen: set[int], sign: int) -> list[tuple[int, Bound]]:
        """Return what the last acts of some numbers say of the clock of those that they saw."""
        found = []
        for row in (row for number in writers for row in self._last_acts(number, LAST_ACTS)):
            heads_of = [one.act for desk, one in heads_seen(row["heads"]).items() if desk in seen]
            for act in heads_of:
                other = self._connection.execute("SELECT at FROM act WHERE id = ?", [act])
                at = dt.datetime.fromisoformat(other.fetchone()[0])
                delta = at - dt.datetime.fromisoformat(row["at"])
                found.append((row["clock"], Bound(sign * delta, lower=sign > 0)))
        return found

    def _last_acts(self, number: int, how_many: int, untold: str = "") -> list[Any]:
        rows = self._connection.execute(
            "SELECT clock, at, heads FROM act WHERE id BETWEEN ? AND ? AND kind <> ? "
            "ORDER BY id DESC LIMIT ?",
            [numbered(number, 0), numbered(number + 1, 0) - 1, untold, how_many],
        )
        return list(rows.fetchall())

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

    def shared(self) -> tuple[dt.datetime | None, dict[int, int]]:
        """Return when this file last shared, and up to which act of each desk others can have."""
        row = self._connection.execute("SELECT at, reach FROM last_shared").fetchone()
        if row is None:
            return None, {}
        reach = {int(desk): act for desk, act in json.loads(row["reach"]).items()}
        return dt.datetime.fromisoformat(row["at"]), reach

    def note_shared(self, at: dt.datetime, reach: Mapping[int, int]) -> None:
        """Note that this file shared; of this file alone, and no entry."""
        with database.immediately(self._connection):
            self._connection.execute(
                "INSERT INTO last_shared VALUES (1, ?, ?) "
                "ON CONFLICT (one) DO UPDATE SET at = excluded.at, reach = excluded.reach",
                [at.isoformat(), json.dumps({str(desk): act for desk, act in reach.items()})],
            )

    def waiting(self, own: int) -> int:
        """Return how many acts of this file others cannot have yet.

        Args:
            own: This desk's number: until it first shared, what it wrote itself is what waits.
        """
        at, reach = self.shared()
        newest = heads(self._connection)
        return sum(
            max(0, head.act - reach.get(desk, numbered(desk, 0)))
            for desk, head in newest.items()
            if at is not None or desk == own
        )

    def changed(self) -> None:
        """Drop what was worked out from the cards, as after one was written."""
        self._standing = None

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self.cards.forget()
        self._standing = None


def _highest(acts: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for act in acts:
        found[desk_of(act)] = max(found.get(desk_of(act), 0), act)
    return found
