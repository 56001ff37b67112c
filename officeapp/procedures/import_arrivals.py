"""Propose to the head the pupils that a transfer file brings, with their contacts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.arriving import ArrivalContact
from officeapp.domain.record import ContactId, PupilId
from officeapp.procedures.propose_pupil import enter_arrivals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.roll import Contact, Tie
    from officeapp.procedures.keep_roll import Admission


def propose_arrivals(
    office: Office, act: Act, admissions: Sequence[Admission]
) -> dict[PupilId, PupilId]:
    """Write who is new as proposals; return the numbers they will have by the plan's."""
    arrivals = enter_arrivals(office, act, admissions)
    pairs = zip(admissions, arrivals, strict=True)
    return {one.pupil.id: PupilId(arrival.id) for one, arrival in pairs}


def enter_arrival_contacts(
    office: Office,
    act: Act,
    ties: Iterable[Tie],
    cards: Mapping[int, Contact],
    numbers: dict[int, ContactId],
) -> None:
    """Write the contacts of pupils who wait: they are nobody's contacts before that.

    Args:
        office: The office.
        act: The act that is being written.
        ties: What contacts are to those pupils, by the pupils' numbers to be.
        cards: The contacts of the plan, by its numbers.
        numbers: The contacts' numbers by the plan's; those that are new here are added. The number
            of the first entry of somebody new is the contact's.
    """
    entries = []
    for tie in ties:
        number = office.new_number()
        if tie.contact < 0:
            numbers.setdefault(tie.contact, ContactId(number))
        contact = numbers.get(tie.contact, tie.contact)
        card = cards.get(tie.contact) or office.contacts.contacts()[tie.contact]
        entry = ArrivalContact.of(tie.pupil, replace(card, id=contact), tie)
        entries.append(replace(entry, id=number))
    office.roll.arrival_contact_cards.enter_many(act, entries)
