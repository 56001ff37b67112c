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
    school: int, cards: Mapping[int, DeskCard], claims: Iterable[Claim], verify: Verify
) -> dict[int, Desk]:
    """Return every desk as it stands, by its card's number.

    A joining file is good for one machine. Of two that used it the one whose claim comes first in
    the order of the acts is the desk, so that every file says the same of the same entries.

    Args:
        school: The identity of the school's file.
        cards: The cards by number.
        claims: The claims in the order of their acts.
        verify: Says whether a signature holds.
    """
    found = {number: _Claims(card) for number, card in cards.items()}
    for claim in claims:
        if claim.desk in found:
            text = claimed(school, claim.desk, desk_of(claim.act), claim.key)
            found[claim.desk].add(claim, text, verify)
    return {number: claims.desk() for number, claims in found.items()}


@dataclass(slots=True)
class _Claims:
    """The claims under one card, as they are gone through."""

    card: DeskCard
    key: str = ""
    joined: ActId | None = None
    numbers: list[int] = field(default_factory=list)
    strangers: list[tuple[str, int]] = field(default_factory=list)

    def add(self, claim: Claim, text: bytes, verify: Verify) -> None:
        number = desk_of(claim.act)
        if claim.key == self.key and verify(self.key, claim.proof, text):
            self.numbers.append(number)
        elif verify(self.card.invited, claim.proof, text):
            if self.joined is None:
                self.key, self.joined = claim.key, claim.act
                self.numbers.append(number)
            else:
                self.strangers.append((claim.key, number))

    def desk(self) -> Desk:
        return Desk(self.card, self.key, self.joined, tuple(self.numbers), tuple(self.strangers))


class Standing(enum.Enum):
    """Whether this file takes part in sharing, and why not."""

    ALONE = "alone"  # no desk was ever joined: there is one file
    TAKES_PART = "takes part"
    NOT_JOINED = "not joined"  # a copy on a machine that has no key
    PUT_BACK = "put back"  # a copied or restored file on a machine that has the key
    RETIRED = "retired"
