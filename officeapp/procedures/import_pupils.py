"""Bring a pupil list into the roll, as one act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import SiteId
from officeapp.domain.rights import Care, Right, care
from officeapp.domain.roll import Enrolment, Placement, folded
from officeapp.domain.school import Site
from officeapp.procedures.keep_roll import (
    Admission,
    check_admission,
    enter_admissions,
    enter_class,
)
from officeapp.procedures.propose_pupil import enter_arrivals

if TYPE_CHECKING:
    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.leaving import Removal
    from officeapp.domain.record import ClassId
    from officeapp.procedures.plan_placements import Move
    from officeapp.procedures.plan_pupils import PupilPlan

BOOKS = (Book.ROLL, Book.SCHOOL, Book.REGISTER)


def import_pupils(office: Office, plan: PupilPlan) -> None:
    """Write what a plan says, all of it or nothing; an empty plan writes no act.

    Who may not admit proposes to the head who is new; a day of leaving is proposed by anybody.

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
    if plan.touches_roll and office.roll.pupils():  # but for a school's first list
        more = care(office.require(Right.ADMIT).role, Right.ADMIT)
    if plan.leavers:
        office.require(Right.PROPOSE_REMOVAL)
    taken = plan.in_order
    moves = list(plan.moves.settled(taken).values())
    with office.writing("import-pupils", Right.IMPORT_LISTS, *BOOKS, more=more) as act:
        used = {one.class_key for one in plan.admissions} | {one.class_key for one in moves}
        classes = _enter_classes(office, act, plan, used)
        leavers = [*plan.leavers, *_enter_new(office, act, plan, classes)]
        for card in plan.pupils.settled(taken).values():
            office.roll.pupil_cards.amend(act, card)
        for move in moves:
            _place(office, act, move, classes)
        _enter_enrolments(office, act, list(plan.enrolments.settled(taken).values()))
        office.roll.removal_cards.enter_many(
            act, [replace(one, id=office.new_number()) for one in leavers]
        )


def _enter_classes(office: Office, act: Act, plan: PupilPlan, used: set[str]) -> dict[str, ClassId]:
    """Make the sites and classes that are used and not known; return every class by its key."""
    sites = {folded(site.name): site.id for site in office.school.sites()}
    pattern = office.school.sites()[0].id
    new_sites, new_classes = plan.classes.needed(used)
    for key, name in new_sites.items():
        sites[key] = SiteId(office.new_number())
        office.school.site_cards.enter(act, Site(sites[key], name))
        for bell in office.school.bell_cards.standing().copy().values():
            if bell.site == pattern and not bell.gone:
                there = replace(bell, id=office.new_number(), site=sites[key])
                office.school.bell_cards.enter(act, there)
    classes = {key: one.id for key, one in plan.classes.known().items()}
    for key, new in new_classes.items():
        classes[key] = enter_class(office, act, new.name, sites[folded(new.site)]).id
    return classes


def _enter_new(
    office: Office, act: Act, plan: PupilPlan, classes: dict[str, ClassId]
) -> list[Removal]:
    """Admit who is new, or propose it; return the removals to be proposed of those admitted."""
    new = plan.admissions
    admissions = [
        Admission(
            one.pupil,
            one.enrolment.first,
            classes[one.class_key],
            one.year_group,
            one.enrolment.last,
        )
        for one in new
    ]
    if plan.proposes:
        for admission in admissions:
            check_admission(office, admission)
        enter_arrivals(office, act, admissions)
        return []
    if not admissions:
        return []
    pupils = enter_admissions(office, act, admissions)
    office.roll.changed()
    for pupil, one in zip(pupils, new, strict=True):
        if one.enrolment.ground or one.enrolment.destination:
            written = office.roll.enrolments(pupil.id)[0]
            ended = replace(
                written, ground=one.enrolment.ground, destination=one.enrolment.destination
            )
            office.roll.enrolment_cards.amend(act, ended)
    pairs = zip(pupils, new, strict=True)
    return [replace(one.leaves, pupil=pupil.id) for pupil, one in pairs if one.leaves]


def _place(office: Office, act: Act, move: Move, classes: dict[str, ClassId]) -> None:
    number, school_class = office.new_number(), classes[move.class_key]
    placement = Placement(number, move.pupil, move.first, school_class, move.year_group)
    if move.instead_of is None:
        office.roll.placement_cards.enter(act, placement)
        return
    there = move.instead_of
    office.roll.placement_cards.amend(act, replace(placement, id=there.id, line=there.line))


def _enter_enrolments(office: Office, act: Act, enrolments: list[Enrolment]) -> None:
    for enrolment in enrolments:
        if enrolment.id:
            office.roll.enrolment_cards.amend(act, enrolment)
        else:
            new = replace(enrolment, id=office.new_number())
            office.roll.enrolment_cards.enter(act, new)
    office.roll.changed()
    for pupil in {enrolment.pupil for enrolment in enrolments}:
        office.register.redraw(pupil)
