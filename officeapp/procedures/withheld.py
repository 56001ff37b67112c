"""Addresses that are withheld: no list changes one, and no preview shows one.

Somebody may be in danger where the other knows the address. So a list that names another address
for such a person is not followed in that field, and what it says is repeated nowhere: not in a
preview, not in a report for a script. Whoever may change a withheld address does so by hand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.roll import folded

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.lists import ContactRow
    from officeapp.domain.roll import Contact, Tie

NOT_SHOWN = "withheld"
LEFT = (
    "The address is withheld: what stands stays, and what the file says is not shown. The "
    "safeguarding lead changes it by hand."
)
KEPT_FROM_SIGHT = (
    "The address is one that is withheld for somebody else, so it is withheld here too; the "
    "safeguarding lead may give it free by hand."
)


class WithheldAddresses:
    """Which addresses a list may neither change nor show; learns of contacts as a plan adds them.

    A pupil who lives with somebody whose address is withheld has the same address.
    """

    def __init__(self, office: Office) -> None:
        self._withheld: dict[int, Contact] = {}
        self._places: set[str] = set()
        self._lived_with: dict[int, set[int]] = defaultdict(set)
        self._contacts_of: dict[int, set[int]] = defaultdict(set)
        for contact in office.contacts.contacts().values():
            self.note(contact)
        for tie in office.contacts.ties():
            self.note_tie(tie)
        for number, pupil in office.roll.pupils().items():
            if self.is_hidden(number):
                self._places.add(_place(pupil.address))
        self._places.discard("")

    def note(self, contact: Contact) -> None:
        """Take note of a contact that stands or is planned; once withheld is withheld."""
        if contact.address_withheld:
            self._withheld[contact.id] = contact
            self._places |= {_place(contact.address)} - {""}

    def note_tie(self, tie: Tie) -> None:
        """Take note of what a contact is to a pupil."""
        self._contacts_of[tie.pupil].add(tie.contact)
        if tie.lives_with:
            self._lived_with[tie.pupil].add(tie.contact)

    def is_hidden(self, pupil: int) -> bool:
        """Say whether a pupil lives with somebody whose address is withheld."""
        return not self._lived_with[pupil].isdisjoint(self._withheld)

    def holds(self, address: str) -> bool:
        """Say whether an address is one that is withheld for somebody."""
        return _place(address) in self._places

    def is_same(self, one: str, other: str) -> bool:
        """Say whether two addresses are one, written in two ways."""
        return _place(one) == _place(other)

    def guarded_row(self, row: ContactRow, contact: Contact) -> tuple[ContactRow, str]:
        """Return a row as it may be taken for a contact, and why in a field of it is not followed.

        An address that stands is not replaced where it is withheld, nor a blank one filled.
        """
        if row.address is None or not contact.address_withheld:
            return row, ""
        same = self.is_same(row.address, contact.address)
        return replace(row, address=None), "" if same else LEFT

    def guarded_new(self, card: Contact, pupil: int, *, lives_there: bool) -> Contact:
        """Return the card of somebody new, the address withheld where it must not come to light.

        It must not where the same address is withheld for another; where the pupil lives with this
        person and with one whose address is withheld; and where another contact of the pupil has
        the same name and is withheld: a list that calls a mother a carer would give away where she
        lives.
        """
        others = self._contacts_of[pupil]
        names = {_name(self._withheld[one]) for one in others if one in self._withheld}
        shared = lives_there and self.is_hidden(pupil)
        if card.address and (shared or self.holds(card.address) or _name(card) in names):
            return replace(card, address_withheld=True)
        return card


def _name(contact: Contact) -> tuple[str, str]:
    return folded(contact.surname), folded(contact.forename)


def _place(address: str) -> str:
    return "".join(c for c in folded(address) if c.isalnum())
