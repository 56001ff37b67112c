"""Bring a pupil list into the roll, as one act."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import SiteId
from officeapp.domain.rights import Right
from officeapp.domain.roll import Enrolment, Placement, folded
from officeapp.domain.school import Site
from officeapp.procedures.keep_roll import Admission, enter_admissions, enter_class

if TYPE_CHECKING:
    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.record import ClassId
    from officeapp.procedures.plan_pupils import NewPupil, PupilPlan


def import_pupils(office: Office, plan: PupilPlan) -> None:
    """Write what a plan says, all of it or nothing; an empty plan writes no act.

    Raises:
        NotAllowedError: The person signed in may not import lists, or may not admit pupils and the
            list has some that are not on the roll.
        ChangedMeanwhileError: A card was changed since the plan was made; make it anew.
        NotSavedError: The file could not be written.
    """
    if plan.is_empty:
        office.require(Right.IMPORT_LISTS)
        return
    if (plan.admissions or plan.enrolments) and office.roll.pupils():
        office.require(Right.ADMIT)  # but for a school's first list
    books = (Book.ROLL, Book.SCHOOL, Book.REGISTER)
    with office.writing("import-pupils", Right.IMPORT_LISTS, *books) as act:
        classes = _enter_classes(office, act, plan)
        _enter_new(office, act, plan.admissions, classes)
        for card in plan.cards:
            office.roll.pupil_cards.amend(act, card)
        for move in plan.moves:
            placement = Placement(
                office.new_number(),
                move.pupil,
                move.first,
                classes[move.class_key],
                move.year_group,
            )
            if move.instead_of:
                there = move.instead_of
                placement = dataclasses.replace(placement, id=there.id, line=there.line)
                office.roll.placement_cards.amend(act, placement)
            else:
                office.roll.placement_cards.enter(act, placement)
        _enter_enrolments(office, act, plan.enrolments)


def _enter_classes(office: Office, act: Act, plan: PupilPlan) -> dict[str, ClassId]:
    """Make the sites and classes that are not known; return every class by its key."""
    sites = {folded(site.name): site.id for site in office.school.sites()}
    pattern = office.school.sites()[0].id
    for key, name in plan.classes.new_sites.items():
        sites[key] = SiteId(office.new_number())
        office.school.site_cards.enter(act, Site(sites[key], name))
        for bell in office.school.bell_cards.standing().copy().values():
            if bell.site == pattern and not bell.gone:
                there = dataclasses.replace(bell, id=office.new_number(), site=sites[key])
                office.school.bell_cards.enter(act, there)
    classes = {key: one.id for key, one in plan.classes.known().items()}
    for key, new in plan.classes.new_classes.items():
        classes[key] = enter_class(office, act, new.name, sites[folded(new.site)]).id
    return classes


def _enter_new(office: Office, act: Act, new: list[NewPupil], classes: dict[str, ClassId]) -> None:
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
    if not admissions:
        return
    pupils = enter_admissions(office, act, admissions)
    office.roll.changed()
    for pupil, one in zip(pupils, new, strict=True):
        if one.enrolment.ground or one.enrolment.destination:
            written = office.roll.enrolments(pupil.id)[0]
            ended = dataclasses.replace(
                written, ground=one.enrolment.ground, destination=one.enrolment.destination
            )
            office.roll.enrolment_cards.amend(act, ended)


def _enter_enrolments(office: Office, act: Act, enrolments: list[Enrolment]) -> None:
    for enrolment in enrolments:
        if enrolment.id:
            office.roll.enrolment_cards.amend(act, enrolment)
        else:
            new = dataclasses.replace(enrolment, id=office.new_number())
            office.roll.enrolment_cards.enter(act, new)
    office.roll.changed()
    for pupil in {enrolment.pupil for enrolment in enrolments}:
        office.register.redraw(pupil)
