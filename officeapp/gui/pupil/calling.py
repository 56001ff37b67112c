"""What must be known of a contact before a telephone is lifted or a child let go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.rights import Right
from officeapp.domain.roll import Contact, Tie
from officeapp.procedures.read_withheld import read_withheld

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Pupil

WITHHELD = "withheld: ask the office"
WITHHELD_HERE = "withheld: F8 shows it"
ASK = "ask the office"
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


class Sight:
    """Whose withheld addresses the person signed in has opened with their PIN: one pupil's."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._pupil: PupilId | None = None

    def open(self, pupil: PupilId) -> None:
        """Show a pupil's withheld addresses from now on.

        Raises:
            NotAllowedError: The person signed in may not read them, or is to type their PIN first.
        """
        read_withheld(self._office)
        self._pupil = pupil

    def close(self) -> None:
        """Show none any more."""
        self._pupil = None

    def shows(self, pupil: PupilId) -> bool:
        """Say whether a pupil's withheld addresses are shown."""
        return self._pupil == pupil and self._office.may(Right.READ_WITHHELD)


def withheld_as_shown(office: Office) -> str:
    """Return what stands in the place of an address that is withheld."""
    return WITHHELD_HERE if office.may(Right.READ_WITHHELD) else WITHHELD


def has_withheld(office: Office, pupil: PupilId) -> bool:
    """Say whether a contact of a pupil has an address that is withheld."""
    return any(contact.address_withheld for _, contact in office.contacts.of(pupil))


def called_as_shown(office: Office, pupil: PupilId, *, opened: bool = False) -> list[Called]:
    """Return a pupil's contacts as the person signed in may see them, in their order."""
    called = office.contacts.of(pupil)
    return [(tie, contact_as_shown(office, one, opened=opened)) for tie, one in called]


def contact_as_shown(office: Office, contact: Contact, *, opened: bool = False) -> Contact:
    """Return a contact as the person signed in may see it: what may not be read is not there.

    Args:
        office: The office.
        contact: The card.
        opened: Whether the person has opened a withheld address with their PIN.
    """
    if not office.may(Right.READ_PHONES) and contact.phones:
        contact = replace(contact, phones=(ASK,))
    if not office.may(Right.READ_CONTACTS):
        email, address = contact.email and ASK, contact.address and ASK
        contact = replace(contact, email=email, address=address)
    if contact.address_withheld and not opened:
        contact = replace(contact, address=withheld_as_shown(office))
    return contact


def pupil_as_shown(office: Office, pupil: Pupil, *, opened: bool = False) -> Pupil:
    """Return a card as the person signed in may see it.

    The address of a pupil who lives with somebody whose address is withheld is the same address.
    """
    pupil = replace(pupil, medical=medical_as_shown(office, pupil))
    if lives_hidden(office, pupil) and not opened:
        return replace(pupil, address=withheld_as_shown(office))
    if pupil.address and not office.may(Right.READ_CONTACTS):
        return replace(pupil, address=ASK)
    return pupil


def medical_as_shown(office: Office, pupil: Pupil) -> str:
    """Return a pupil's medical line, empty for who may not read it."""
    placed = office.roll.placed(pupil.id, office.today())
    where = office.where(placed.school_class if placed else None)
    return pupil.medical if office.may(Right.READ_MEDICAL, where) else ""


def lives_hidden(office: Office, pupil: Pupil) -> bool:
    """Say whether a pupil lives with somebody whose address is withheld."""
    called = office.contacts.of(pupil.id)
    return any(tie.lives_with and contact.address_withheld for tie, contact in called)
