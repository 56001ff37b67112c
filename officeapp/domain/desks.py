"""The desks of a school: each one a card, a key of its own, and the numbers it wrote under.

A desk is a place with a name where people of some roles sit: 'Reception', 'Head's laptop'. Its
number is drawn by the machine and drawn anew for every copied or restored file, so that a desk
has had several; each number is claimed once, with a proof, by an act of that number.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.record import UNWRITTEN, ActId, LineId, desk_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    #: Says whether a signature over a text was made with the private half of a public key.
    Verify = Callable[[str, str, bytes], bool]
    #: Returns with which of its acts a desk number first said to have an act; a number beyond all
    #: acts where it never did.
    FirstSaid = Callable[[int, ActId], int]


@dataclass(frozen=True, slots=True)
class DeskCard:
    """What is written of a desk.

    Attributes:
        id: The card's number.
        name: What the school calls it.
        posts: The roles that sit there, as `Role` has them.
        invited: The public key of its joining file, as hex.
        made: The day its joining file was made.
        retired: The day it was retired; None while it takes part.
        reason: Why it was retired.
        line: The line that says so.
    """

    id: int
    name: str
    posts: tuple[str, ...]
    invited: str
    made: dt.date
    retired: dt.date | None = None
    reason: str = ""
    line: LineId = UNWRITTEN


class Claim(NamedTuple):
    """That a desk number is a card's.

    Attributes:
        act: The act that says so; its desk number is the one claimed.
        desk: The card.
        key: The machine's public key, as hex.
        proof: A signature, as hex: by the key of the joining file for the machine that joins, by
            the machine's own for each further number.
    """

    act: ActId
    desk: int
    key: str
    proof: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk as it stands.

    Attributes:
        card: Its card.
        key: The public key of the machine that joined with the card, as hex; empty until then.
        joined: The act with which it joined; None until it has.
        numbers: The desk numbers it wrote under, the newest last.
        strangers: The public keys of other machines that used its joining file too, each with the
            number that it claimed.
    """

    card: DeskCard
    key: str = ""
    joined: ActId | None = None
    numbers: tuple[int, ...] = ()
    strangers: tuple[tuple[str, int], ...] = ()

    @property
    def takes_part(self) -> bool:
        """Say whether it has joined and was not retired."""
        return self.joined is not None and self.card.retired is None


def claimed(school: int, desk: int, number: int, key: str) -> bytes:
    """Return the text that the proof of a claim signs."""
    return f"officeapp desk {school} {desk} {number} {key}".encode()


def standing(
    school: int,
    cards: Mapping[int, DeskCard],
    claims: Iterable[Claim],
    verify: Verify,
    first_said: FirstSaid,
) -> dict[int, Desk]:
    """Return every desk as it stands, by its card's number.

    A joining file is good for one machine. Of two that used it the one that the desk which made
    the file had heard of first is the desk, so that a machine that comes later, whatever number it
    draws, puts no other out; where that desk says nothing of them, the one whose claim comes first
    in the order of the acts. So every file says the same of the same entries.

    Args:
        school: The identity of the school's file.
        cards: The cards by number.
        claims: The claims in the order of their acts.
        verify: Says whether a signature holds.
        first_said: Says with which act a desk number first said to have another's.
    """
    found = {number: _Claims(school, card) for number, card in cards.items()}
    for claim in claims:
        if claim.desk in found:
            found[claim.desk].add(claim, verify)
    return {number: claims.desk(verify, first_said) for number, claims in found.items()}


@dataclass(slots=True)
class _Claims:
    """The claims under one card, as they are gone through: with its joining file, or without."""

    school: int
    card: DeskCard
    invited: list[Claim] = field(default_factory=list)
    further: list[Claim] = field(default_factory=list)

    def add(self, claim: Claim, verify: Verify) -> None:
        by_file = verify(self.card.invited, claim.proof, self._text(claim))
        (self.invited if by_file else self.further).append(claim)

    def desk(self, verify: Verify, first_said: FirstSaid) -> Desk:
        if not self.invited:
            return Desk(self.card)
        first = self.invited[0]
        if len({claim.key for claim in self.invited}) > 1:
            maker = desk_of(self.card.id)
            first = min(self.invited, key=lambda claim: first_said(maker, claim.act))
        own = [
            claim
            for claim in (*self.invited, *self.further)
            if claim.key == first.key and verify(first.key, claim.proof, self._text(claim))
        ]
        numbers = [desk_of(claim.act) for claim in own if claim is not first]
        strangers = [(one.key, desk_of(one.act)) for one in self.invited if one.key != first.key]
        return Desk(
            self.card, first.key, first.act, (desk_of(first.act), *numbers), tuple(strangers)
        )

    def _text(self, claim: Claim) -> bytes:
        return claimed(self.school, claim.desk, desk_of(claim.act), claim.key)


class Standing(enum.Enum):
    """Whether this file takes part in sharing, and why not."""

    ALONE = "alone"  # no desk was ever joined: there is one file
    TAKES_PART = "takes part"
    NOT_JOINED = "not joined"  # a copy on a machine that has no key
    PUT_BACK = "put back"  # a copied or restored file on a machine that has the key
    RETIRED = "retired"
