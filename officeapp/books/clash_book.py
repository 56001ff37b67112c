"""What of the books is in dispute between desks: read from what was noted as acts came in.

With nothing in dispute every question costs a look at two empty tables. What is worked out is kept
until an act touches it.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from officeapp.books.act import Book, signature
from officeapp.books.contesting import (
    DECISIONS,
    ONE_FOR,
    TWICE,
    Thing,
    admitted_apart,
    alike_by,
    keepers_in,
    kept_in,
    noted_cards,
)
from officeapp.domain.clashes import Clash, clash_of, clashing, had_seen
from officeapp.domain.joined_cards import Joined
from officeapp.domain.leave import Decision
from officeapp.domain.record import UNWRITTEN, LineId, PupilId, Signature
from officeapp.domain.school_year import session_number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.leave import Moment
    from officeapp.domain.register import Mark

LEAVE_BOOKS = frozenset({"leave_request", DECISIONS})


@dataclass(frozen=True, slots=True)
class CardDispute:
    """A card or entry on which desks disagree.

    Attributes:
        thing: Which it is.
        shown: The card as it is shown until it is decided.
        versions: Every version of it by its line, in the order in which the last counts.
        joined: What is in dispute.
    """

    thing: Thing
    shown: Any
    versions: dict[LineId, Any]
    joined: Joined


@dataclass(frozen=True, slots=True)
class LeaveDispute:
    """Decisions on one child's request that were taken apart and differ.

    Attributes:
        request: The request.
        pupil: The child.
        sides: The decisions that stand, in the order in which the last counts.
    """

    request: int
    pupil: PupilId
    sides: tuple[Decision, ...]

    @property
    def moments(self) -> frozenset[Moment]:
        """Return the sessions of which they say different things."""
        said = [dict(one.moments()) for one in self.sides]
        every = frozenset[Any]().union(*said)
        return frozenset(one for one in every if len({each.get(one) for each in said}) > 1)


@dataclass(frozen=True, slots=True)
class Twice:
    """Two pupils who may be one child, whom two desks admitted.

    Attributes:
        first: Who was written down first.
        other: The other.
    """

    first: PupilId
    other: PupilId


@dataclass(frozen=True, slots=True)
class SettingDispute:
    """Settings that two desks wrote anew for one thing while apart, and that differ.

    Attributes:
        book: The table of their book.
        sides: The cards that stand, in the order in which the last counts.
    """

    book: str
    sides: tuple[Any, ...]


class ClashBook:
    """Answers what is in dispute."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._marks: dict[Place, list[Mark]] | None = None
        self._histories: list[Clash] | None = None
        self._cards: list[CardDispute] | None = None
        self._leave: list[LeaveDispute] | None = None

    def marks(self) -> dict[Place, list[Mark]]:
        """Return the sessions for which different marks stand, by day, session and pupil.

        The lines are those that nobody corrected, in the order in which the last counts.
        """
        if self._marks is None:
            noted = self._office.register.contested()
            days = {place[1] for place in noted}
            stand: dict[Place, list[Mark]] = {place: [] for place in noted}
            for mark in (one for day in days for one in self._office.register.marks_of_day(day)):
                if (mark.pupil, mark.day, mark.session) in stand:
                    stand[mark.pupil, mark.day, mark.session].append(mark)
            seen_by = self._office.register.seen_by
            self._marks = {
                place: marks for place, marks in stand.items() if clashing(marks, seen_by)
            }
        return self._marks

    def mark_clashes(self) -> list[Clash]:
        """Return the sessions for which different marks stand, with all that was written."""
        if self._histories is None:
            history = self._office.register.history
            self._histories = [
                clash_of(place, marks, history(*place)) for place, marks in self.marks().items()
            ]
        return self._histories

    def cards(self) -> list[CardDispute]:
        """Return the cards and entries in dispute, decisions on leave apart."""
        if self._cards is None:
            every = noted_cards(self._office)
            noted = sorted(one for one in every if one.book not in (DECISIONS, TWICE))
            kept = kept_in(self._office) if noted else {}
            found = [(one, kept[one.book], kept[one.book].joined(one.number)) for one in noted]
            self._cards = [
                CardDispute(thing, shown, versions.of(thing.number), joined)
                for thing, versions, (shown, joined) in found
                if joined.disputed
            ]
        return self._cards

    def leave(self) -> list[LeaveDispute]:
        """Return the decisions on leave in dispute."""
        if self._leave is None:
            noted = {one.number for one in noted_cards(self._office) if one.book == DECISIONS}
            found: dict[tuple[int, PupilId], list[Decision]] = {}
            for one in self._office.leave.decision_cards.kept.standing(noted) if noted else ():
                found.setdefault((one.request, one.pupil), []).append(one)
            self._leave = [
                LeaveDispute(*key, tuple(sides))
                for key, sides in sorted(found.items())
                if self._apart(sides, _decision_says) and not self._is_withdrawn(key[0])
            ]
        return self._leave

    def settings(self) -> list[SettingDispute]:
        """Return the settings in dispute that each desk wrote under a number of its own."""
        noted = [one for one in noted_cards(self._office) if one.book in _SETTINGS]
        keepers = keepers_in(self._office) if noted else {}
        found: list[SettingDispute] = []
        for book in sorted({one.book for one in noted}):
            groups: dict[tuple[Any, ...], list[Any]] = {}
            for card in keepers[book].kept.standing(
                one.number for one in noted if one.book == book
            ):
                key = tuple(getattr(card, name) for name in ONE_FOR[book])
                groups.setdefault(key, []).append(card)
            found += [
                SettingDispute(book, tuple(sides))
                for sides in groups.values()
                if len({one.id for one in sides}) > 1 and self._apart(sides, _setting_says)
            ]
        return found

    def twice(self) -> list[Twice]:
        """Return the pupils of one name and date of birth, each pair until it is decided."""
        roll = self._office.roll
        noted = {one.number for one in noted_cards(self._office) if one.book == TWICE}
        alike: dict[Any, list[PupilId]] = {}
        for number in self._in_order(noted) if noted else ():
            alike.setdefault(alike_by(roll.pupil(number)), []).append(number)
        return [
            Twice(PupilId(first), PupilId(other))
            for numbers in alike.values()
            for first, other in admitted_apart(self._office, numbers)
        ]

    def sessions(self, pupil: int) -> frozenset[int]:
        """Return the sessions of a child that are in dispute, by mark or by leave, by number."""
        return frozenset(session_number(*moment) for moment in self.moments(pupil))

    def moments(self, pupil: int) -> frozenset[Moment]:
        """Return the sessions of a child that are in dispute, by mark or by leave."""
        marks = frozenset((day, half) for number, day, half in self.marks() if number == pupil)
        return marks | self.of_leave(pupil)

    def of_leave(self, pupil: int) -> frozenset[Moment]:
        """Return the sessions of a child of which decisions on leave say different things."""
        mine = [one.moments for one in self.leave() if one.pupil == pupil]
        return frozenset[tuple[dt.date, Any]]().union(*mine)

    def fields(self, book: str, number: int) -> frozenset[str]:
        """Return the fields of a card that are in dispute."""
        found = (one for one in self.cards() if one.thing == Thing(book, number))
        return frozenset(name for one in found for name in one.joined.disputed)

    def signatures(self, acts: Collection[int]) -> dict[int, Signature]:
        """Return who wrote some acts, by act."""
        rows = self._office.connection.execute(
            "SELECT id, name, post, role, at FROM act WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(acts))],
        )
        return {row["id"]: signature(row) for row in rows}

    def changed(self, books: Collection[Book], pupils: Collection[PupilId]) -> None:
        """Drop what an act touched.

        Args:
            books: The books it wrote in.
            pupils: The pupils whose lines of the register it drew anew.
        """
        if any(pupil in pupils for pupil, _, _ in self._marks or ()):
            self._marks = self._histories = None
        if set(books) - {Book.REGISTER, Book.PENCIL, Book.LETTERS}:
            self._cards = self._leave = None

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self._marks = self._histories = self._cards = self._leave = None

    def _apart(self, sides: Sequence[Any], says: Callable[[Any], Any]) -> bool:
        """Say whether cards say different things, neither of which knew of the other."""
        seen = {one.line.act: self._office.register.seen_by(one.line.act) for one in sides}
        return any(
            says(one) != says(two)
            and not had_seen(one.line.act, two.line.act, seen[one.line.act])
            and not had_seen(two.line.act, one.line.act, seen[two.line.act])
            for one, two in combinations(sides, 2)
        )

    def _in_order(self, pupils: Collection[int]) -> list[PupilId]:
        """Return some pupils, who was written down first before the others."""
        rows = self._office.connection.execute(
            "SELECT t.id FROM pupil t JOIN act a ON a.id = t.act "
            "WHERE t.id IN (SELECT value FROM json_each(?)) "
            "GROUP BY t.id ORDER BY min(a.clock), t.id",
            [json.dumps(sorted(pupils))],
        )
        return [PupilId(row[0]) for row in rows]

    def _is_withdrawn(self, request: int) -> bool:
        return self._office.leave.request(request).withdrawn


#: Settings of which two can be written for one thing; decisions on leave are no settings.
_SETTINGS = ONE_FOR.keys() - {DECISIONS}


def _decision_says(one: Decision) -> tuple[str, ...]:
    return one.strip, one.reason, one.conditions


def _setting_says(one: Any) -> Any:
    return replace(one, id=0, line=UNWRITTEN)
