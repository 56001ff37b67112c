"""Bring a transfer file into the roll and the contacts, as one act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.rights import Right
from officeapp.domain.roll import folded
from officeapp.procedures.keep_roll import Admission, enter_admissions, enter_class

if TYPE_CHECKING:
    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.record import ClassId
    from officeapp.procedures.transfer_plan import TransferPlan

BOOKS = frozenset({Book.ROLL, Book.CONTACTS})


def import_transfer(office: Office, plan: TransferPlan) -> None:
    """Write what a plan says, all of it or nothing; an empty plan writes no act.

    Raises:
        NotAllowedError: The person signed in may not import lists, or may not admit pupils and the
            file has some that are not on the roll.
        ChangedMeanwhileError: A card was changed since the plan was made; make it anew.
        NotSavedError: The file could not be written.
    """
    office.require(Right.IMPORT_LISTS)
    if plan.is_empty:
        return
    if plan.arrivals and office.roll.pupils():
        office.require(Right.ADMIT)  # but for a school's first list
    with office.writing("import-transfer", Right.IMPORT_LISTS, *BOOKS) as act:
        families = _families(office, plan)
        pupils = _admit(office, act, plan, families)
        _amend_pupils(office, act, plan, families)
        _enter_contacts(office, act, plan, pupils)


def _families(office: Office, plan: TransferPlan) -> dict[PupilId, int]:
    """Return the family of each pupil who gets one; a new one has its number now."""
    new = {one: office.new_number() for one in set(plan.families.values()) if one < 0}
    return {pupil: new.get(one, one) for pupil, one in plan.families.items()}


def _admit(
    office: Office, act: Act, plan: TransferPlan, families: dict[PupilId, int]
) -> dict[PupilId, PupilId]:
    """Admit who is new; return their numbers by the plan's."""
    if not plan.arrivals:
        return {}
    school_class = _class(office, act, plan.class_name)
    admissions = [
        Admission(
            replace(one.pupil, family=families.get(one.pupil.id, 0)),
            plan.starting,
            school_class,
            one.year_group,
        )
        for one in plan.arrivals
    ]
    pupils = enter_admissions(office, act, admissions)
    return {one.pupil.id: pupil.id for one, pupil in zip(plan.arrivals, pupils, strict=True)}


def _class(office: Office, act: Act, name: str) -> ClassId:
    """Return the class of a name in any spelling; it is made where there is none."""
    for one in office.roll.classes():
        if folded(one.name) == folded(name):
            return one.id
    return enter_class(office, act, name, office.school.sites()[0].id).id


def _amend_pupils(
    office: Office, act: Act, plan: TransferPlan, families: dict[PupilId, int]
) -> None:
    cards = {card.id: card for card in plan.pupils.settled(plan.in_order).values()}
    for number in families:
        if number > 0:
            cards.setdefault(number, office.roll.pupil(number))
    for card in cards.values():
        family = families.get(card.id, card.family)
        office.roll.pupil_cards.amend(act, replace(card, family=family))


def _enter_contacts(
    office: Office, act: Act, plan: TransferPlan, pupils: dict[PupilId, PupilId]
) -> None:
    cards = plan.contacts.settled(plan.in_order).values()
    numbers = {card.id: ContactId(office.new_number()) for card in cards if card.id < 0}
    new = [replace(card, id=numbers[card.id]) for card in cards if card.id in numbers]
    office.contacts.cards.enter_many(act, new)
    for card in cards:
        if card.id not in numbers:
            office.contacts.cards.amend(act, card)
    ties = [
        replace(
            tie,
            pupil=pupils.get(tie.pupil, tie.pupil),
            contact=numbers.get(tie.contact, tie.contact),
        )
        for tie in plan.ties.settled(plan.in_order).values()
    ]
    office.contacts.tie_cards.enter_many(
        act, [replace(tie, id=office.new_number()) for tie in ties if not tie.id]
    )
    for tie in ties:
        if tie.id:
            office.contacts.tie_cards.amend(act, tie)
