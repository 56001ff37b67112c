"""Bring a contact list into the books, as one act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import ContactId
from officeapp.domain.rights import Right

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.procedures.plan_contacts import ContactPlan


def import_contacts(office: Office, plan: ContactPlan) -> None:
    """Write what a plan says, all of it or nothing; an empty plan writes no act.

    Raises:
        NotAllowedError: The person signed in may not import lists.
        ChangedMeanwhileError: A card was changed since the plan was made; make it anew.
        NotSavedError: The file could not be written.
    """
    office.require(Right.IMPORT_LISTS)
    if plan.is_empty:
        return
    books = (Book.CONTACTS, Book.ROLL)
    with office.writing("import-contacts", Right.IMPORT_LISTS, *books) as act:
        taken = plan.in_order
        cards = plan.contacts.settled(taken).values()
        numbers = {card.id: ContactId(office.new_number()) for card in cards if card.id < 0}
        office.contacts.cards.enter_many(
            act, [replace(card, id=numbers[card.id]) for card in cards if card.id in numbers]
        )
        for card in cards:
            if card.id not in numbers:
                office.contacts.cards.amend(act, card)
        ties = [
            replace(tie, contact=numbers.get(tie.contact, tie.contact))
            for tie in plan.ties.settled(taken).values()
        ]
        office.contacts.tie_cards.enter_many(
            act, [replace(tie, id=office.new_number()) for tie in ties if not tie.id]
        )
        for tie in ties:
            if tie.id:
                office.contacts.tie_cards.amend(act, tie)
        for pupil in plan.families:
            office.roll.pupil_cards.amend(act, pupil)
