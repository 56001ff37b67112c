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
from officeapp.procedures.compare_cards import compared_contact, compared_tie
from officeapp.procedures.find_pupil import PupilFinder
from officeapp.procedures.import_plan import EVERYTHING, Cards, ImportPlan, Outcome, taking
from officeapp.procedures.merge_contact import (
    are_one_family,
    completed_contact,
    is_parent,
    merged_contact,
    merged_tie,
    share_a_detail,
)
from officeapp.procedures.preview import Change
from officeapp.procedures.withheld import KEPT_FROM_SIGHT, WithheldAddresses

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.lists import ContactRow, Reading
    from officeapp.procedures.compared import Compared
    from officeapp.procedures.import_plan import Difference


class OtherContactError(OfficeError):
    """A contact's number belongs to somebody of another name."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(
            f"The number {contact.external} belongs to {contact.called}, whose name is quite "
            "different; correct the number or leave it out."
        )


@dataclass(slots=True)
class ContactPlan(ImportPlan):
    """What an import of contacts would write.

    New contacts have numbers below zero until they are written, and so have their ties.

    Attributes:
        contacts: The cards of contacts, by number.
        ties: What contacts are to pupils, by the numbers of both.
        families: The family of each pupil that would get one or change it.
    """

    contacts: Cards[Contact] = field(default_factory=Cards)
    ties: Cards[Tie] = field(default_factory=Cards)
    families: list[Pupil] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would be written."""
        taken = self.in_order
        return not (self.contacts.settled(taken) or self.ties.settled(taken) or self.families)


def plan_contacts(
    office: Office, reading: Reading[ContactRow], overwrite: frozenset[str] = EVERYTHING
) -> ContactPlan:
    """Return what an import of a contact list would do; nothing is written.

    Args:
        office: The office.
        reading: The list.
        overwrite: The fields in which the list's word is taken where a card says otherwise.
    """
    planner = ContactPlanner(office, reading)
    for row in reading.rows:
        try:
            planner.take(row)
        except OfficeError as error:
            planner.plan.refuse(row.where, "pupil", row.pupil.said, str(error))
    planner.find_families()
    planner.plan.take(taking(overwrite))
    return planner.plan


class ContactPlanner:
    """Takes the rows of a list one after the other and notes what each would change."""

    def __init__(self, office: Office, reading: Reading[ContactRow]) -> None:
        self.plan = ContactPlan(
            read=reading.read, refused=list(reading.refused), warnings=list(reading.warnings)
        )
        self._withheld = WithheldAddresses(office)
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
        self._said: dict[object, Difference] = {}

    def take(self, row: ContactRow) -> None:
        """Note what one row would change.

        Raises:
            NoSuchPupilError: Nobody on the roll fits.
            AmbiguousPupilError: More than one pupil fits.
            OtherContactError: The contact's number belongs to somebody else.
        """
        pupil = self._finder.require(row.pupil)
        contact = self._known(row, pupil)
        outcome = Outcome(str(row.where))
        if contact is None:
            contact = self._add(row, pupil)
            outcome.is_new = True
        else:
            self._tell(row, contact, outcome)
        self._tie(row, pupil, contact, outcome)
        self.plan.outcomes.append(outcome)

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
        self.plan.warn(row.where, "contact", contact.called, reason)
        return False

    def _add(self, row: ContactRow, pupil: Pupil) -> Contact:
        """Note somebody new."""
        blank = Contact(
            ContactId(-1 - len(self._contacts)), "", row.surname or "", row.forename or ""
        )
        card = merged_contact(row, blank)
        guarded = self._withheld.guarded_new(card, pupil.id, lives_there=bool(row.lives_with))
        if guarded != card:
            self.plan.warn(row.where, "address", card.called, KEPT_FROM_SIGHT)
        self._told[guarded.id] = row.where
        self._by_name[_name(guarded)].append(guarded.id)
        self._keep(guarded)
        return guarded

    def _keep(self, card: Contact) -> None:
        """Keep a card as it would be written without being asked."""
        self._withheld.note(card)
        self._contacts[card.id] = self.plan.contacts.filled[card.id] = card
        if card.external:
            self._by_external[card.external] = card.id

    def _tell(self, row: ContactRow, contact: Contact, outcome: Outcome) -> None:
        """Compare what a row says of somebody known; the first row of a person counts."""
        first = self._told.setdefault(contact.id, row.where)
        stands = self.plan.contacts.filled.get(contact.id, contact)
        found = compared_contact(outcome.where, row, stands, self._withheld)
        found.noted_in(self.plan)
        if contact.id < 0:
            self._complete(row, stands, found, first)
            return
        self.plan.contacts.stands.setdefault(contact.id, contact)
        self._keep(found.card)
        outcome.changes += found.changes
        for one in found.differences:
            said = self._said.setdefault(one.about, one)
            if said is one:
                outcome.differences.append(one)
            elif said.values != one.values and one.field != "phones":
                self._say_followed(outcome.where, contact, first)
        said_all = {name: value for one in found.differences for name, value in one.values}
        self._contacts[contact.id] = replace(found.card, **said_all)  # by which it is known again

    def _complete(self, row: ContactRow, stands: Contact, found: Compared, first: int) -> None:
        """Add to somebody new what a later row says beside the first."""
        if any(one.field != "phones" for one in found.differences):
            self._say_followed(found.where, stands, first)
        self._keep(completed_contact(stands, merged_contact(row, found.card)))

    def _say_followed(self, where: str, contact: Contact, first: int) -> None:
        reason = f"Line {first} says otherwise of this person, and is followed."
        self.plan.warn(where, "contact", contact.called, reason)

    def _tie(self, row: ContactRow, pupil: Pupil, contact: Contact, outcome: Outcome) -> None:
        key = (pupil.id, contact.id)
        stands = self._ties.get(key)
        called = self._contacts[contact.id].called
        self._pupils_of[contact.id].add(pupil.id)
        if stands is None:
            tie = merged_tie(row, Tie(0, pupil.id, contact.id, ""))
            outcome.is_new = True
            outcome.changes.append(Change(outcome.where, called, "contact of", "", pupil.called))
        else:
            name = f"{called} ({pupil.called})"
            found = compared_tie(outcome.where, row, stands, name, own_order=False)
            found.noted_in(self.plan)
            tie = found.card
            self.plan.ties.stands.setdefault(key, stands)
            outcome.changes += found.changes
            outcome.differences += found.differences
        self._ties[key] = self.plan.ties.filled[key] = tie
        self._withheld.note_tie(tie)


def _name(contact: Contact) -> tuple[str, str]:
    return folded(contact.surname), folded(contact.forename)
