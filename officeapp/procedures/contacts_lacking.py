"""Which pupils have too few people who can be reached in an emergency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.roll import Contact, Pupil, Tie

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office

FEWEST = 2  # advised, and asked for by schools' policies: more than one person for each pupil


@dataclass(frozen=True, slots=True)
class Lacking:
    """A pupil with too few emergency contacts.

    Attributes:
        pupil: The pupil.
        reachable: The emergency contacts there are, in the order in which to call them.
    """

    pupil: Pupil
    reachable: tuple[Contact, ...]


def contacts_lacking(office: Office, day: dt.date, fewest: int = FEWEST) -> list[Lacking]:
    """Return the pupils on roll on a day who have fewer emergency contacts than that, by name."""
    pupils = office.roll.on_roll(day)
    contacts = office.contacts.by_pupil([pupil.id for pupil in pupils])
    found = [Lacking(pupil, emergency_contacts(contacts[pupil.id])) for pupil in pupils]
    return [one for one in found if len(one.reachable) < fewest]


def emergency_contacts(contacts: list[tuple[Tie, Contact]]) -> tuple[Contact, ...]:
    """Return who of a pupil's contacts can be called in an emergency.

    It takes a telephone, and nobody who is not to be contacted or never to have the pupil.
    """
    return tuple(
        contact
        for tie, contact in contacts
        if contact.phones and not (contact.do_not_contact or tie.not_released)
    )
