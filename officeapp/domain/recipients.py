"""Who gets a letter about a pupil: each parent their own copy, at their own address, or nobody.

A letter goes to those with parental responsibility. It does not go to a person who must not be
contacted, nor to an address that is withheld, nor to an address that is not theirs: where the card
has none, the letter is stopped for that person and the office hands it over or asks. What one
recipient's copy shows is never another's name, address or number.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.record import ContactId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from officeapp.domain.roll import Contact, Tie


_LAST = 99


class Stop(enum.StrEnum):
    """Why a person gets no letter, said so that it fits 'No letter to Ms Johnson: …'."""

    DO_NOT_CONTACT = "the card says that nothing may be sent"
    WITHHELD = "the address is withheld; ask the safeguarding lead"
    NO_ADDRESS = "no address is on the card"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One copy of a letter.

    Attributes:
        contacts: Whose copy it is: one person, or those of one household.
        name: As the envelope has it: 'Ms Dana Johnson'.
        dear: As the letter begins: 'Ms Johnson'.
        address: The lines of the address.
    """

    contacts: tuple[ContactId, ...]
    name: str
    dear: str
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """A person with responsibility who gets no letter, and why.

    Attributes:
        contact: Who.
        name: The person's name.
        why: Why not.
    """

    contact: ContactId
    name: str
    why: Stop


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who gets a letter and who does not.

    Attributes:
        to: The copies, in the order of the card.
        stopped: Those who get none.
    """

    to: tuple[Recipient, ...]
    stopped: tuple[Stopped, ...]


def addressed(
    adults: Iterable[tuple[Tie, Contact]], *, by_household: bool = False, goes_to: str = ""
) -> Addressed:
    """Return the copies of a letter about a pupil.

    Args:
        adults: The pupil's ties with the contacts they lead to.
        by_household: Whether parents at the same address share a copy; never for a letter that
            must be given to each.
        goes_to: What its reader is to the child, where that is no parent: it goes to nobody else,
            and may be handed over where the card has no address.
    """
    parents = sorted(
        ((tie, contact) for tie, contact in adults if not tie.gone and _reads(tie, goes_to)),
        key=lambda found: (found[0].priority or _LAST, found[0].id),
    )
    stopped: list[Stopped] = []
    able: list[Contact] = []
    for _, contact in parents:
        why = stop_for(contact, by_hand=bool(goes_to))
        if why is None:
            able.append(contact)
        else:
            stopped.append(Stopped(contact.id, contact.called, why))
    households = _households(able) if by_household else [[contact] for contact in able]
    return Addressed(tuple(recipient_of(people) for people in households), tuple(stopped))


def _reads(tie: Tie, goes_to: str) -> bool:
    """Say whether a letter is for a person: a parent with responsibility, or whom it goes to."""
    if goes_to:
        return tie.relationship.strip().casefold() == goes_to.casefold()
    return tie.parental_responsibility


def stop_for(contact: Contact, *, by_hand: bool = False) -> Stop | None:
    """Return why nothing may go to a person; None where it may.

    Args:
        contact: The person.
        by_hand: Whether it may be handed over where no address is known.
    """
    if contact.do_not_contact:
        return Stop.DO_NOT_CONTACT
    if contact.address_withheld:
        return Stop.WITHHELD
    if not (by_hand or lines_of(contact.address)):
        return Stop.NO_ADDRESS
    return None


def lines_of(address: str) -> tuple[str, ...]:
    """Return the lines of an address, blank ones left out."""
    return tuple(line.strip() for line in address.splitlines() if line.strip())


def _households(people: Sequence[Contact]) -> list[list[Contact]]:
    found: dict[str, list[Contact]] = {}
    for contact in people:
        key = "\n".join(lines_of(contact.address)).casefold()
        found.setdefault(key, []).append(contact)
    return list(found.values())


def recipient_of(people: Sequence[Contact]) -> Recipient:
    """Return the copy of one person, or of those of one household."""
    return Recipient(
        tuple(contact.id for contact in people),
        " and ".join(contact.called for contact in people),
        " and ".join(_dear(contact) for contact in people),
        lines_of(people[0].address),
    )


def _dear(contact: Contact) -> str:
    """Return how a letter addresses a person: 'Ms Johnson', or the whole name without a title."""
    return f"{contact.title} {contact.surname}".strip() if contact.title else contact.called
