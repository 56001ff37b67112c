"""Whose entries may come in: those of desks that take part, and what such a desk has seen.

A desk number takes part when a card claims it that was not retired. Of any other number (of a
machine that never joined, of one that was retired, of a second one that used a joining file)
entries come in as far as some entry that is in already, or comes in with them, had seen them: so
what one honest desk took before it knew better is taken by all, and all files end the same. The
retirement itself is such an entry: what the desk that retires another had of it counts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from officeapp.books.desk_keys import verify
from officeapp.domain.desks import Claim, Desk, standing
from officeapp.domain.record import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from officeapp.books.office import Office
    from officeapp.domain.exchange import SentAct, Unit

EVERYTHING = 1 << 63
NOT_JOINED = (
    "It was written on a computer that has not been joined; "
    "join it under School, Desks, or let these entries in there."
)
TWICE = (
    "It was written on a second computer that used the joining file of {name}; make it a joining "
    "file of its own under School, Desks, or let these entries in there."
)
RETIRED = (
    "It was written by {name} after it was retired, or never shared before that; "
    "look at it under School, Desks, and let it in there if it is right."
)
_OURS = '"book":"desk'


class _Line(NamedTuple):
    """A line about desks, on its way in."""

    act: SentAct
    said: dict[str, Any]


def admitted(office: Office, units: Sequence[Unit]) -> tuple[list[Unit], list[tuple[Unit, str]]]:
    """Return what may come in of units that prove, and those of which not all may, each with why.

    Where the school never joined a desk there is nothing to ask.
    """
    if not office.desks.by_card():
        return list(units), []
    gate = _Gate(office, units)
    limits = gate.limits()
    parts = [unit.until(limits[unit.desk]) for unit in units]
    apart = [(unit, gate.why(unit)) for unit in units if unit.last > limits[unit.desk]]
    return [unit for unit in parts if unit is not None], apart


def desks_with(
    office: Office, units: Iterable[Unit], trusted: Iterable[Unit] = ()
) -> dict[int, Desk]:
    """Return the desks by card as they stand with the claims that some units bring.

    Args:
        office: The office.
        units: The units.
        trusted: Those of them that desks which take part left; their new cards count already, for
            what they bring can wait for entries of the very desk that a card names.
    """
    brought = list(units)
    cards = dict(office.desks.cards.standing())
    for _, said in _lines(trusted):
        if said["book"] == "desk" and said["id"] not in cards:
            cards[said["id"]] = office.desks.card_of(said)
    claims = [*office.desks.claims(), *_claims(_lines(brought))]
    return standing(
        office.school_number,
        cards,
        [claim for _, claim in sorted(claims)],
        verify,
        lambda number, act: _first_said(office, brought, number, act),
    )


class _Gate:
    """Works out how far the entries of each desk number may come in."""

    def __init__(self, office: Office, units: Sequence[Unit]) -> None:
        self._office = office
        self._book = office.desks
        self._school = office.school_number
        self._units = units
        self._lines = list(_lines(units))
        self._claims = sorted({*office.desks.claims(), *_claims(self._lines)})
        self._seen = office.desks.seen()
        self._desks: dict[int, Desk] = {}

    def limits(self) -> dict[int, int]:
        """Return the last act of each number in the units that may come in.

        Worked out again until nothing changes: a card that comes in brings a desk, a retirement
        takes one away, and what comes in has seen others. Two desks that retire each other would
        go on for ever; then neither comes in until a person looks.
        """
        found: dict[int, int] = {}
        for _ in range(len(self._units) + 3):
            fresh = self._round(found)
            if fresh == found:
                return found
            found = fresh
        other = self._round(found)
        return {number: min(last, other[number]) for number, last in found.items()}

    def why(self, unit: Unit) -> str:
        """Return why not all of a unit may come in."""
        for desk in self._desks.values():
            if unit.desk in desk.numbers:
                return RETIRED.format(name=desk.card.name)
            if unit.desk in {number for _, number in desk.strangers}:
                return TWICE.format(name=desk.card.name)
        return NOT_JOINED

    def _round(self, limits: Mapping[int, int]) -> dict[int, int]:
        cards = dict(self._book.cards.standing())
        for act, said in self._lines:
            if said["book"] == "desk" and act.id <= limits.get(desk_of(act.id), 0):
                card = self._book.card_of(said)
                if card.id not in cards or card.retired is not None:
                    cards[card.id] = card
        claims = [claim for _, claim in self._claims]
        self._desks = standing(self._school, cards, claims, verify, self._first_said)
        good = {n for desk in self._desks.values() if desk.takes_part for n in desk.numbers}
        seen = self._seen_with(limits)
        numbers = {unit.desk for unit in self._units}
        return {number: EVERYTHING if number in good else seen.get(number, 0) for number in numbers}

    def _first_said(self, number: int, act: int) -> int:
        return _first_said(self._office, self._units, number, act)

    def _seen_with(self, limits: Mapping[int, int]) -> dict[int, int]:
        """Return the last act of each number that what is here or comes in had seen."""
        found = dict(self._seen)
        for unit in self._units:
            part = [act for act in unit.acts if act.id <= limits.get(unit.desk, 0)]
            for number, head in (part[-1].seen() if part else {}).items():
                found[number] = max(found.get(number, 0), head.act)
        for act, said in self._lines:
            if said["book"] == "desk_seen" and act.id <= limits.get(desk_of(act.id), 0):
                number = desk_of(said["last"])
                found[number] = max(found.get(number, 0), said["last"])
        return found


def _lines(units: Iterable[Unit]) -> Iterator[_Line]:
    """Yield the lines about desks that units bring."""
    for unit in units:
        for act in unit.acts:
            for text in act.lines:
                if _OURS in text:  # in what a line says a quotation mark is escaped
                    yield _Line(act, json.loads(text))


def _first_said(office: Office, units: Iterable[Unit], number: int, act: int) -> int:
    """Return with which act a desk number first said to have another, of those here and to come."""
    coming = [
        one.id
        for unit in units
        if unit.desk == number
        for one in unit.acts
        if (seen := one.seen().get(desk_of(act))) and seen.act >= act
    ]
    return min([office.desks.first_said(number, act), *coming])


def _claims(lines: Iterable[_Line]) -> list[tuple[tuple[int, int], Claim]]:
    """Return the claims among some lines, each with its act's place in the order of all."""
    return [
        ((act.clock, act.id), Claim(act.id, said["desk"], said["key"], said["proof"]))
        for act, said in lines
        if said["book"] == "desk_claim"
    ]
