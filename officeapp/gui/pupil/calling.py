"""What must be known of a contact before a telephone is lifted or a child let go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.rights import Right, may
from officeapp.domain.roll import Contact, Tie

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil

WITHHELD = "withheld: ask the office"
Called = tuple[Tie, Contact]


def warning(called: Called) -> str:
    """Return what must be known before a contact is called or a child released; mostly nothing."""
    tie, contact = called
    if tie.not_released:
        return "never release to"
    return "do not contact" if contact.do_not_contact else ""


def responsibilities(called: Called) -> str:
    """Return what a contact is to the pupil: 'responsibility, lives with, may collect'."""
    tie, contact = called
    said = (
        (tie.parental_responsibility, "responsibility"),
        (tie.lives_with, "lives with"),
        (tie.may_collect, "may collect"),
        (contact.address_withheld, "address withheld"),
    )
    return ", ".join(words for holds, words in said if holds)


def may_read_withheld(office: Office) -> bool:
    """Say whether the person signed in may read an address that is withheld."""
    person = office.person
    return person is not None and may(person.role, Right.READ_WITHHELD)


def contact_as_shown(office: Office, contact: Contact) -> Contact:
    """Return a contact as the person signed in may see it."""
    if contact.address_withheld and not may_read_withheld(office):
        return replace(contact, address=WITHHELD)
    return contact


def pupil_as_shown(office: Office, pupil: Pupil) -> Pupil:
    """Return a card as the person signed in may see it.

    The address of a pupil who lives with somebody whose address is withheld is the same address.
    """
    if may_read_withheld(office) or not lives_hidden(office, pupil):
        return pupil
    return replace(pupil, address=WITHHELD)


def lives_hidden(office: Office, pupil: Pupil) -> bool:
    """Say whether a pupil lives with somebody whose address is withheld."""
    called = office.contacts.of(pupil.id)
    return any(tie.lives_with and contact.address_withheld for tie, contact in called)
