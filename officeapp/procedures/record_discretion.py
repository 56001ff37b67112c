"""What of other people stays out of a pupil's record: names of pupils, numbers, homes withheld."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.roll import folded

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil

NAMES_ANOTHER = "[left out: it names another pupil]"
SAYS_WHERE = "[left out: it says how to reach another person]"
LEAST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Discretion:
    """What may not be printed in a pupil's record.

    Attributes:
        others: The first names of brothers and sisters, folded.
        address: Whether the pupil's address may be printed.
        numbers: The last digits of the contacts' telephone numbers.
        places: Their e-mail addresses, and the homes that are withheld, folded.
    """

    others: frozenset[str]
    address: bool
    numbers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def text(self, text: str) -> str:
        """Return a text, or why it is left out: it names another pupil, or says where one is."""
        said = folded(text)
        if set(re.findall(r"\w+", said)) & self.others:
            return NAMES_ANOTHER
        digits = re.sub(r"\D", "", said)
        reaches = any(one in digits for one in self.numbers)
        return SAYS_WHERE if reaches or any(one in said for one in self.places) else text


def discretion_for(office: Office, card: Pupil) -> Discretion:
    """Return what may not be printed in a pupil's record, from the cards as they stand."""
    own = set(itertools.chain(*map(_words, (card.legal_forename, card.forename, card.surname))))
    names: set[str] = set()
    for one in brothers_and_sisters(office, card):
        names |= {*_words(one.legal_forename), *_words(one.forename)}
    contacts = [contact for _, contact in office.contacts.of(card.id)]
    withheld = any(contact.address_withheld for contact in contacts)
    homes = [card.address, *(one.address for one in contacts)] if withheld else []
    places = {folded(contact.email) for contact in contacts}
    return Discretion(
        frozenset(name for name in names - own if len(name) > 1),
        address=not withheld,
        numbers=frozenset(filter(None, (_tail(one) for each in contacts for one in each.phones))),
        places=frozenset(places | {folded(home.partition("\n")[0]) for home in homes}) - {""},
    )


def _tail(phone: str) -> str:
    """Return the last nine digits of a number; empty where it has too few to be known by."""
    digits = "".join(character for character in phone if character.isdigit())
    return digits[-9:] if len(digits) >= LEAST_DIGITS else ""


def brothers_and_sisters(office: Office, card: Pupil) -> list[Pupil]:
    """Return the other pupils who share a family number or a contact with a pupil."""
    contacts = {contact.id for _, contact in office.contacts.of(card.id)}
    sharing = {tie.pupil for tie in office.contacts.ties() if tie.contact in contacts}
    return [
        one
        for one in office.roll.pupils().values()
        if one.id != card.id and ((card.family and one.family == card.family) or one.id in sharing)
    ]


def _words(text: str) -> list[str]:
    return folded(text).split()
