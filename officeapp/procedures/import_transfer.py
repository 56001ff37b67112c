"""Bring a transfer file into the roll and the contacts, as one act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.rights import Care, Right, care
from officeapp.domain.roll import folded
from officeapp.procedures.import_arrivals import enter_arrival_contacts, propose_arrivals
from officeapp.procedures.keep_roll import (
    Admission,
    check_admission,
    enter_admissions,
    enter_class,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.record import ClassId
    from officeapp.domain.roll import Contact, Tie
    from officeapp.procedures.transfer_plan import TransferPlan

BOOKS = frozenset({Book.ROLL, Book.CONTACTS})


def import_transfer(office: Office, plan: TransferPlan) -> None:
    """Write what a plan says, all of it or nothing; an empty plan writes no act.

    Who may not admit proposes to the head who is new, with the contacts the file has for them.

    Raises:
        NotAllowedError: The person signed in may not import lists, or the plan was made for
            somebody who may admit.
        ConfirmFirstError: Somebody is admitted, which takes the PIN once more.
        ChangedMeanwhileError: A card was changed since the plan was made; make it anew.
        NotSavedError: The file could not be written.
    """
    office.require(Right.IMPORT_LISTS)
    if plan.is_empty:
        return
    more = Care.NOTHING
    if plan.arrivals and not plan.proposes and office.roll.pupils():  # but for a first list
        more = care(office.require(Right.ADMIT).role, Right.ADMIT)
    with office.writing("import-transfer", Right.IMPORT_LISTS, *BOOKS, more=more) as act:
        families = _families(office, plan)
        pupils = _admit(office, act, plan, families)
        _amend_pupils(office, act, plan, families)
        _enter_contacts(office, act, plan, pupils)
        _enter_years(office, act, plan, pupils)


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
    if plan.proposes:
        for admission in admissions:
            check_admission(office, admission)
        return propose_arrivals(office, act, admissions)
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
    """Write contacts and ties; those of pupils who wait for the head wait with them."""
    taken = plan.in_order
    cards: dict[int, Contact] = {card.id: card for card in plan.contacts.settled(taken).values()}
    ties = [
        replace(tie, pupil=pupils.get(tie.pupil, tie.pupil))
        for tie in plan.ties.settled(taken).values()
    ]
    waiting = frozenset(pupils.values()) if plan.proposes else frozenset()
    now = [tie for tie in ties if tie.pupil not in waiting]
    used = {tie.contact for tie in now} | (set() if waiting else set(cards))
    numbers: dict[int, ContactId] = {
        old: ContactId(office.new_number()) for old in cards if old < 0 and old in used
    }
    new = [replace(cards[old], id=number) for old, number in numbers.items()]
    office.contacts.cards.enter_many(act, new)
    for card in cards.values():
        if card.id > 0:
            office.contacts.cards.amend(act, card)
    _enter_ties(office, act, now, numbers)
    later = [tie for tie in ties if tie.pupil in waiting]
    enter_arrival_contacts(office, act, later, cards, numbers)


def _enter_ties(
    office: Office, act: Act, ties: Sequence[Tie], numbers: Mapping[int, ContactId]
) -> None:
    cards = [replace(tie, contact=numbers.get(tie.contact, tie.contact)) for tie in ties]
    office.contacts.tie_cards.enter_many(
        act, [replace(tie, id=office.new_number()) for tie in cards if not tie.id]
    )
    for tie in cards:
        if tie.id:
            office.contacts.tie_cards.amend(act, tie)


def _enter_years(
    office: Office, act: Act, plan: TransferPlan, pupils: dict[PupilId, PupilId]
) -> None:
    """Write what earlier schools counted."""
    years = [
        replace(one, pupil=pupils.get(one.pupil, one.pupil))
        for one in plan.years.settled(plan.in_order).values()
    ]
    new = [replace(one, id=office.new_number()) for one in years if not one.id]
    office.roll.earlier_year_cards.enter_many(act, new)
    for one in years:
        if one.id:
            office.roll.earlier_year_cards.amend(act, one)
