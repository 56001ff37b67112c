"""Compare the contacts of a transfer file with those there are.

People are never taken for one because they share a name. It needs the same relationship to the
same pupil, or the same address, e-mail or telephone in one family; and two contacts of one pupil in
a file are two people.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Pupil, Tie, folded
from officeapp.procedures.compare_cards import compared_contact, compared_tie
from officeapp.procedures.merge_contact import (
    are_one_family,
    completed_contact,
    details_of,
    is_parent,
    merged_contact,
    merged_tie,
    share_a_detail,
)
from officeapp.procedures.preview import Change
from officeapp.procedures.withheld import KEPT_FROM_SIGHT, WithheldAddresses

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.lists import ContactRow
    from officeapp.domain.transfer import TransferredContact, TransferredPupil
    from officeapp.procedures.import_plan import Outcome
    from officeapp.procedures.transfer_plan import TransferPlan

MOST_ALIKE = 20  # people of one name and detail that a contact is compared with


class TransferContacts:
    """Takes the contacts of one pupil after the other and notes what each would change."""

    def __init__(self, office: Office, plan: TransferPlan) -> None:
        self._plan = plan
        self._office = office
        #: Which addresses the file may neither change nor bring to light.
        self.withheld = WithheldAddresses(office)
        self._contacts: dict[int, Contact] = dict(office.contacts.contacts())
        self._ties: dict[tuple[int, int], Tie] = {}
        self._of_pupil: dict[int, list[int]] = defaultdict(list)
        self._pupils_of: dict[int, list[int]] = defaultdict(list)
        for tie in office.contacts.ties():
            self._keep_tie(tie)
        self._alike: dict[object, list[int]] = defaultdict(list)
        for contact in self._contacts.values():
            self._note_details(contact)
        self._cards: dict[int, Pupil] = dict(office.roll.pupils())
        self._touched: dict[int, None] = {}
        self._differed: set[object] = set()

    def take(self, one: TransferredPupil, pupil: Pupil, outcome: Outcome) -> None:
        """Note what the contacts of one pupil would change."""
        self._cards[pupil.id] = pupil
        used: set[int] = set()
        for given in one.contacts:
            row = given.row
            address = one.row.address or (
                "" if self.withheld.is_hidden(pupil.id) else pupil.address
            )
            if given.same_address and address:
                row = replace(row, address=address)
            known = self._known(row, pupil, used, one.where)
            contact = self._add(given, row, pupil, outcome) if known is None else known
            used.add(contact.id)
            if (pupil.id, contact.id) not in self._ties:
                self._touched[contact.id] = None
            if known is not None:
                self._meet(row, contact, outcome)
            self._meet_tie(row, pupil, contact, outcome)

    def find_families(self) -> None:
        """Make one family of the pupils who share a parent or carer; the plan notes who gets one.

        A family that is new has a number below zero.
        """
        before = {number: card.family for number, card in self._cards.items()}
        family = dict(before)
        members: dict[int, list[int]] = defaultdict(list)
        new = itertools.count(1)
        for number, its in before.items():
            members[its].append(number)
        for number in self._touched:
            pupils = [p for p in self._pupils_of[number] if is_parent(self._ties[p, number])]
            named = {family[pupil] for pupil in pupils}
            if len(pupils) < 2 or (len(named) == 1 and 0 not in named):
                continue
            known = [one for one in named if one > 0]
            one = min(known or named - {0}, default=-next(new))
            joined = [pupil for its in named - {0, one} for pupil in members.pop(its)]
            joined += [pupil for pupil in pupils if not family[pupil]]
            family.update(dict.fromkeys(joined, one))
            members[one] += joined
        for number, now in family.items():
            if now != before[number]:
                self._plan.families[self._cards[number].id] = now

    def _known(self, row: ContactRow, pupil: Pupil, used: set[int], where: str) -> Contact | None:
        """Return the contact a row means, if the contact is known already."""
        wanted = folded(row.surname or ""), folded(row.forename or "")
        mine = [n for n in self._of_pupil[pupil.id] if _name(self._contacts[n]) == wanted]
        mine = [number for number in mine if number not in used]
        sharing = [n for n in mine if share_a_detail(row, self._contacts[n])]
        said = folded(row.relationship or "")
        related = [n for n in mine if self._is_related(pupil, n, said)]
        if sharing or related:
            return self._contacts[(sharing or related)[0]]
        found = (n for detail in details_of(row) for n in self._alike[wanted, detail][-MOST_ALIKE:])
        alike = [n for n in dict.fromkeys(found) if n not in used and n not in mine]
        for number in alike:
            cards = [self._cards[other] for other in self._pupils_of[number][:MOST_ALIKE]]
            if any(are_one_family(pupil, card) for card in cards):
                return self._contacts[number]
        if alike:
            self._point_out(alike[0], where)
        return None

    def _is_related(self, pupil: Pupil, number: int, said: str) -> bool:
        """Say whether a contact of the pupil is what the file says, or it does not say."""
        mine = folded(self._ties[pupil.id, number].relationship)
        return not said or not mine or said == mine

    def _point_out(self, number: int, where: str) -> None:
        pupils = [self._cards[other].called for other in self._pupils_of[number][:3]]
        reason = (
            f"The same name and details as a contact of {', '.join(pupils)}; kept as another "
            "person."
        )
        called = self._contacts[number].called
        self._plan.warn(where, "contact", called, reason)

    def _add(
        self, given: TransferredContact, row: ContactRow, pupil: Pupil, outcome: Outcome
    ) -> Contact:
        blank = Contact(
            ContactId(-1 - len(self._contacts)), "", row.surname or "", row.forename or ""
        )
        card = merged_contact(row, blank)
        there = given.same_address or bool(row.lives_with)
        guarded = self.withheld.guarded_new(card, pupil.id, lives_there=there)
        if guarded != card:
            self._plan.warn(outcome.where, "address", card.called, KEPT_FROM_SIGHT)
        return self._keep(guarded)

    def _keep(self, card: Contact) -> Contact:
        self.withheld.note(card)
        self._contacts[card.id] = card
        self._note_details(card)
        self._plan.contacts.filled[card.id] = card
        return card

    def _note_details(self, card: Contact) -> None:
        for detail in details_of(card):
            alike = self._alike[_name(card), detail]
            if card.id not in alike[-MOST_ALIKE:]:
                alike.append(card.id)

    def _meet(self, row: ContactRow, contact: Contact, outcome: Outcome) -> None:
        """Note what the file says of somebody who is known, or whom it named before."""
        if contact.id < 0:
            self._keep(completed_contact(contact, merged_contact(row, contact)))
            return
        found = compared_contact(outcome.where, row, contact, self.withheld)
        self._plan.contacts.stands.setdefault(contact.id, contact)
        self._keep(found.card)
        found.noted_in(self._plan)
        outcome.changes += found.changes
        for one in found.differences:
            if (one.about, one.values) not in self._differed:
                self._differed.add((one.about, one.values))
                outcome.differences.append(one)

    def _meet_tie(self, row: ContactRow, pupil: Pupil, contact: Contact, outcome: Outcome) -> None:
        key = (pupil.id, contact.id)
        stands = self._ties.get(key)
        if stands is None:
            tie = merged_tie(row, Tie(0, pupil.id, contact.id, row.relationship or ""))
            self._keep_tie(tie)
            self._plan.ties.filled[key] = tie
            change = Change(outcome.where, contact.called, "contact of", "", pupil.called)
            outcome.changes.append(change)
            return
        name = f"{contact.called} ({pupil.called})"
        found = compared_tie(outcome.where, row, stands, name)
        found.noted_in(self._plan)
        self._plan.ties.stands[key] = stands
        self._plan.ties.filled[key] = self._ties[key] = found.card
        outcome.changes += found.changes
        outcome.differences += found.differences

    def _keep_tie(self, tie: Tie) -> None:
        self.withheld.note_tie(tie)
        self._ties[tie.pupil, tie.contact] = tie
        self._of_pupil[tie.pupil].append(tie.contact)
        self._pupils_of[tie.contact].append(tie.pupil)


def _name(contact: Contact) -> tuple[str, str]:
    return folded(contact.surname), folded(contact.forename)
