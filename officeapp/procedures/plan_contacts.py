"""Compare a contact list with the contacts: who is known, who is new, who is brother and sister.

People are never taken for one because they share a name: it needs the number another system gave
them, or the same name with the same address, e-mail or telephone in one family.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Pupil, Tie, folded
from officeapp.errors import OfficeError
from officeapp.procedures.find_pupil import PupilFinder
from officeapp.procedures.merge_contact import (
    are_one_family,
    completed_contact,
    guarded_contact,
    is_parent,
    merged_contact,
    merged_tie,
    share_a_detail,
)
from officeapp.procedures.preview import Change, Preview, differences

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.lists import ContactRow, Reading


class OtherContactError(OfficeError):
    """A contact's number belongs to somebody of another name."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(
            f"The number {contact.external} belongs to {contact.called}, whose name is quite "
            "different; correct the number or leave it out."
        )


@dataclass(slots=True)
class ContactPlan:
    """What an import of contacts would write.

    New contacts have numbers below zero until they are written, and so have their ties.

    Attributes:
        preview: What a person is shown.
        contacts: New contacts and new versions, by number.
        ties: New ties and new versions, by pupil and contact.
        families: The family of each pupil that would get one or change it.
    """

    preview: Preview
    contacts: dict[int, Contact] = field(default_factory=dict)
    ties: dict[tuple[int, int], Tie] = field(default_factory=dict)
    families: list[Pupil] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would be written."""
        return not (self.contacts or self.ties or self.families)


def plan_contacts(office: Office, reading: Reading[ContactRow]) -> ContactPlan:
    """Return what an import of a contact list would do; nothing is written."""
    planner = ContactPlanner(office, reading)
    for row in reading.rows:
        try:
            planner.take(row)
        except OfficeError as error:
            planner.plan.preview.refuse(row.where, "pupil", row.pupil.said, str(error))
    planner.find_families()
    planner.plan.preview.in_order()
    return planner.plan


class ContactPlanner:
    """Takes the rows of a list one after the other and notes what each would change."""

    def __init__(self, office: Office, reading: Reading[ContactRow]) -> None:
        self.plan = ContactPlan(
            Preview(reading.read, refused=list(reading.refused), warnings=list(reading.warnings))
        )
        self._office = office
        self._finder = PupilFinder(office)
        self._contacts = dict(office.contacts.contacts())
        self._ties: dict[tuple[int, int], Tie] = {
            (tie.pupil, tie.contact): tie for tie in office.contacts.ties()
        }
        self._by_external: dict[str, int] = {
            contact.external: contact.id for contact in self._contacts.values() if contact.external
        }
        self._by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        for contact in self._contacts.values():
            self._by_name[_name(contact)].append(contact.id)
        self._pupils_of: dict[int, set[int]] = defaultdict(set)
        for pupil, number in self._ties:
            self._pupils_of[number].add(pupil)
        self._told: dict[int, int] = {}

    def take(self, row: ContactRow) -> None:
        """Note what one row would change.

        Raises:
            NoSuchPupilError: Nobody on the roll fits.
            AmbiguousPupilError: More than one pupil fits.
            OtherContactError: The contact's number belongs to somebody else.
        """
        pupil = self._finder.require(row.pupil)
        contact = self._known(row, pupil) or self._new(row)
        is_new = contact.id not in self._contacts
        changes = self._tell(row, contact) + self._tie(row, pupil, contact)
        preview = self.plan.preview
        preview.changes += changes
        preview.added += is_new or any(change.field == "contact of" for change in changes)
        preview.changed += not is_new and bool(changes) and changes[-1].field != "contact of"
        preview.unchanged += not is_new and not changes

    def find_families(self) -> None:
        """Make one family of the pupils who share a parent or carer."""
        family = {number: pupil.family for number, pupil in self._office.roll.pupils().items()}
        before = dict(family)
        for number in self._told:
            pupils = sorted(p for p in self._pupils_of[number] if is_parent(self._ties[p, number]))
            if len(pupils) > 1:
                named = [family[pupil] for pupil in pupils if family[pupil]]
                one = min(named, default=pupils[0])
                joined = [pupil for pupil, its in family.items() if its in named and its]
                family.update(dict.fromkeys([*pupils, *joined], one))
        for number, now in family.items():
            if now != before[number]:
                self.plan.families.append(replace(self._office.roll.pupil(number), family=now))

    def _known(self, row: ContactRow, pupil: Pupil) -> Contact | None:
        """Return the contact a row means, if the contact is known already."""
        known = self._by_external.get(row.external) if row.external else None
        if known is not None:
            contact = self._contacts[known]
            surname, forename = folded(row.surname or ""), folded(row.forename or "")
            mine = _name(contact)
            if surname != mine[0] and forename != mine[1]:
                raise OtherContactError(contact)
            return contact
        for number in self._by_name[folded(row.surname or ""), folded(row.forename or "")]:
            contact = self._contacts[number]
            if contact.external and row.external:
                continue  # two numbers of one system are two people
            if self._is_same(row, pupil, contact):
                return contact
        return None

    def _is_same(self, row: ContactRow, pupil: Pupil, contact: Contact) -> bool:
        """Say whether a person of the same name is the same person."""
        shared = share_a_detail(row, contact)
        tie = self._ties.get((pupil.id, contact.id))
        if tie is not None:
            same = folded(tie.relationship) == folded(row.relationship or tie.relationship)
            return shared or (same and not (row.external and contact.external))
        if not shared:
            return False
        others = [self._office.roll.pupil(other) for other in self._pupils_of[contact.id]]
        if any(are_one_family(pupil, other) for other in others):
            return True
        names = ", ".join(other.called for other in others[:3])
        reason = f"The same name and details as a contact of {names}; kept as another person."
        self.plan.preview.warn(row.where, "contact", contact.called, reason)
        return False

    def _new(self, row: ContactRow) -> Contact:
        return Contact(
            id=ContactId(-1 - len(self._contacts)),
            title="",
            surname=row.surname or "",
            forename=row.forename or "",
            external=row.external or "",
        )

    def _tell(self, row: ContactRow, contact: Contact) -> list[Change]:
        """Put what a row says of the contact into the card; the first row of a person counts."""
        card, kept = guarded_contact(contact, merged_contact(row, contact))
        if kept:
            self.plan.preview.warn(row.where, "contact", contact.called, kept)
        first = self._told.setdefault(contact.id, row.where)
        stands = self._contacts.get(contact.id)
        if stands is not None and first != row.where:
            others = differences(row.where, "", stands, card)
            if any(change.old and change.field != "phones" for change in others):
                reason = f"Line {first} says otherwise of this person, and is followed."
                self.plan.preview.warn(row.where, "contact", card.called, reason)
            card = completed_contact(stands, card)
        if card == stands:
            return []
        if stands is None:
            self._by_name[_name(card)].append(card.id)
        if card.external:
            self._by_external[card.external] = card.id
        self._contacts[card.id] = self.plan.contacts[card.id] = card
        return differences(row.where, card.called, stands, card) if stands else []

    def _tie(self, row: ContactRow, pupil: Pupil, contact: Contact) -> list[Change]:
        key = (pupil.id, contact.id)
        stands = self._ties.get(key)
        tie = merged_tie(row, stands or Tie(0, pupil.id, contact.id, ""))
        if tie == stands:
            return []
        if stands and stands.not_released and not tie.not_released:
            reason = f"{pupil.called} must not be released to this person; change that by hand."
            self.plan.preview.warn(row.where, "Never released to", contact.called, reason)
            tie = replace(tie, not_released=True)
        self._ties[key] = self.plan.ties[key] = tie
        self._pupils_of[contact.id].add(pupil.id)
        called = self._contacts[contact.id].called
        if stands is None:
            return [Change(str(row.where), called, "contact of", "", pupil.called)]
        return differences(row.where, f"{called} ({pupil.called})", stands, tie)


def _name(contact: Contact) -> tuple[str, str]:
    return folded(contact.surname), folded(contact.forename)
