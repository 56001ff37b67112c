"""Keep the roll: admit pupils, change cards, place pupils in classes, end enrolments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import UNWRITTEN, ClassId, ContactId, PupilId
from officeapp.domain.rights import Care, Right, care
from officeapp.domain.roll import FOR_EVER, Contact, Enrolment, Placement, Pupil, SchoolClass, Tie
from officeapp.domain.school_year import Span, long_day
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.record import SiteId


class NoSurnameError(OfficeError):
    """A card was to be written without a surname."""

    def __init__(self) -> None:
        super().__init__("A person needs a surname, or their one name; type it.")


class BornLaterError(OfficeError):
    """A pupil was to be admitted before birth, or with a date of birth to come."""

    def __init__(self, born: dt.date) -> None:
        super().__init__(f"{long_day(born)} cannot be the date of birth; check the year.")


class UpnTakenError(OfficeError):
    """Another pupil has the UPN."""

    def __init__(self, upn: str, pupil: Pupil) -> None:
        super().__init__(f"UPN {upn} belongs to {pupil.called}; check both cards.")


class BackwardsError(OfficeError):
    """A span would end before it begins."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        super().__init__(f"{long_day(last)} is before {long_day(first)}; check the dates.")


class OverlapError(OfficeError):
    """Two enrolments of a pupil would overlap."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(f"{pupil.called} is on the roll in that time already; check the dates.")


class NoGroundError(OfficeError):
    """A time on the roll was to be ended by putting its dates right."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"A name is taken off the roll on a ground of the regulations and on no other. Give "
            f"why {pupil.called} left, or use 'Leaves', which looks at the ground as well."
        )


class ClassNameTakenError(OfficeError):
    """Another class has the name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a class {name} already; choose another name.")


class ClassInUseError(OfficeError):
    """A class was to be used no longer while pupils are in it."""

    def __init__(self, name: str, pupils: int) -> None:
        who = "1 pupil is" if pupils == 1 else f"{pupils} pupils are"
        super().__init__(f"{who} in {name} now or later; place them in another class first.")


@dataclass(frozen=True, slots=True)
class Admission:
    """A new pupil with the first enrolment and placement.

    Attributes:
        pupil: The card; its number is given when it is written, unless it has one above zero,
            as one who was proposed has.
        first: The starting day.
        last: The last day on roll, where it is known.
        school_class: The class.
        year_group: The year group.
    """

    pupil: Pupil
    first: dt.date
    school_class: ClassId
    year_group: str
    last: dt.date | None = None


def admit(office: Office, admissions: Sequence[Admission]) -> list[Pupil]:
    """Admit pupils as one act.

    Returns:
        The pupils with their numbers, in the same order.

    Raises:
        OfficeError: One cannot be admitted; nothing was written.
    """
    with office.writing("admit", Right.ADMIT, Book.ROLL) as act:
        return enter_admissions(office, act, admissions)


def enter_admissions(office: Office, act: Act, admissions: Sequence[Admission]) -> list[Pupil]:
    """Write admissions as lines of an act that is being written, as an import does.

    Raises:
        OfficeError: One cannot be admitted.
    """
    pupils = [_with_number(office, admission) for admission in admissions]
    office.roll.pupil_cards.enter_many(act, pupils)
    pairs = list(zip(pupils, admissions, strict=True))
    office.roll.enrolment_cards.enter_many(
        act,
        [
            Enrolment(office.new_number(), pupil.id, admission.first, admission.last)
            for pupil, admission in pairs
        ],
    )
    office.roll.placement_cards.enter_many(
        act,
        [
            Placement(
                office.new_number(),
                pupil.id,
                admission.first,
                admission.school_class,
                admission.year_group,
            )
            for pupil, admission in pairs
        ],
    )
    return pupils


def change_pupil(office: Office, pupil: Pupil) -> Pupil:
    """Write a new version of a pupil's card; a UPN that is replaced becomes a former one.

    Raises:
        ChangedMeanwhileError: The card was changed since it was read.
        OfficeError: The card cannot stand so; nothing was written.
    """
    _check_pupil(office, pupil)
    before = office.roll.pupil(pupil.id)
    if before.upn and pupil.upn != before.upn and before.upn not in pupil.former_upns:
        pupil = replace(pupil, former_upns=(*pupil.former_upns, before.upn))
    with office.writing("change-pupil", Right.CHANGE_CARD, Book.ROLL) as act:
        return office.roll.pupil_cards.amend(act, pupil)


def change_enrolment(office: Office, enrolment: Enrolment) -> None:
    """Write new dates of a time on the roll, and draw the pupil's register lines anew.

    It puts right what was written wrongly. A time that goes on is ended on a ground only; a removal
    (`remove_pupil`) has the ground looked at as well.

    Raises:
        NoGroundError: A time on the roll would be ended, or its ground taken away, without one.
        BackwardsError: It would end before it begins.
        OverlapError: The pupil is on roll in that time already.
        ChangedMeanwhileError: It was changed since it was read.
    """
    _check_span(office, enrolment)
    _check_ground(office, enrolment)
    with office.writing("change-enrolment", Right.ADMIT, Book.ROLL, Book.REGISTER) as act:
        office.roll.enrolment_cards.amend(act, enrolment)
        office.roll.changed()
        office.register.redraw(enrolment.pupil)


def enrol_again(office: Office, enrolment: Enrolment, placement: Placement | None = None) -> None:
    """Put a pupil who left on the roll again; the numbers are given here.

    Args:
        office: The office.
        enrolment: The new time on the roll.
        placement: The class from that day on; the last one the pupil was in if not given.

    Raises:
        BackwardsError: It would end before it begins.
        OverlapError: The pupil is on roll in that time already.
    """
    _check_span(office, enrolment)
    with office.writing("enrol-again", Right.ADMIT, Book.ROLL, Book.REGISTER) as act:
        office.roll.enrolment_cards.enter(act, replace(enrolment, id=office.new_number()))
        if placement is not None:
            office.roll.placement_cards.enter(act, replace(placement, id=office.new_number()))
        office.roll.changed()
        office.register.redraw(enrolment.pupil)


def place(office: Office, placements: Sequence[Placement]) -> None:
    """Put pupils in classes from a day on, as one act; numbers are given here."""
    with office.writing("place", Right.CHANGE_CARD, Book.ROLL) as act:
        office.roll.placement_cards.enter_many(
            act, [replace(one, id=office.new_number()) for one in placements]
        )


def change_placement(office: Office, placement: Placement) -> None:
    """Write a new version of a placement, or take it back.

    Raises:
        ChangedMeanwhileError: It was changed since it was read.
    """
    with office.writing("change-placement", Right.CHANGE_CARD, Book.ROLL) as act:
        office.roll.placement_cards.amend(act, placement)


def add_class(office: Office, name: str, site: SiteId, teacher: str = "") -> SchoolClass:
    """Write down a new class.

    Raises:
        ClassNameTakenError: There is one of that name.
    """
    with office.writing("add-class", Right.CHANGE_SCHOOL, Book.ROLL) as act:
        return enter_class(office, act, name, site, teacher)


def enter_class(
    office: Office, act: Act, name: str, site: SiteId, teacher: str = ""
) -> SchoolClass:
    """Write a new class as a line of an act that is being written, as an import does.

    Raises:
        ClassNameTakenError: There is one of that name.
    """
    _check_class_name(office, name, ClassId(0))
    card = SchoolClass(ClassId(office.new_number()), name.strip(), site, teacher)
    return office.roll.class_cards.enter(act, card)


def change_class(office: Office, card: SchoolClass) -> None:
    """Write a new version of a class's card.

    Raises:
        ClassNameTakenError: There is another of that name.
        ClassInUseError: It would be used no longer while pupils are in it.
        ChangedMeanwhileError: It was changed since it was read.
    """
    _check_class_name(office, card.name, card.id)
    if card.gone:
        pupils = len(office.roll.members_within(card.id, Span(office.today(), FOR_EVER)))
        if pupils:
            raise ClassInUseError(card.name, pupils)
    with office.writing("change-class", Right.CHANGE_SCHOOL, Book.ROLL) as act:
        office.roll.class_cards.amend(act, card)


def add_contact(office: Office, contact: Contact, tie: Tie) -> Contact:
    """Write down a contact of a pupil; both numbers are given here.

    Raises:
        NoSurnameError: The contact has no name.
    """
    _check_name(contact.surname, contact.forename)
    with office.writing("add-contact", Right.CHANGE_CARD, Book.CONTACTS) as act:
        card = replace(contact, id=ContactId(office.new_number()), line=UNWRITTEN)
        written = office.contacts.cards.enter(act, card)
        office.contacts.tie_cards.enter(
            act, replace(tie, id=office.new_number(), contact=written.id, line=UNWRITTEN)
        )
    return written


def add_tie(office: Office, tie: Tie) -> None:
    """Write down what a contact already known is to a pupil; the number is given here."""
    with office.writing("add-contact", Right.CHANGE_CARD, Book.CONTACTS) as act:
        office.contacts.tie_cards.enter(act, replace(tie, id=office.new_number()))


def change_contact(office: Office, contact: Contact, tie: Tie) -> None:
    """Write new versions of a contact's card and of what they are to a pupil, where they changed.

    Raises:
        NoSurnameError: The contact has no name.
        NotAllowedError: The person signed in may not change cards, or not a withheld address.
        ChangedMeanwhileError: A card was changed since it was read.
    """
    _check_name(contact.surname, contact.forename)
    before = office.contacts.contacts()[contact.id]
    right, more = Right.CHANGE_CARD, Care.NOTHING
    if before.address_withheld and _withheld(before) != _withheld(contact):
        by = office.require(Right.CHANGE_WITHHELD)
        more = care(by.role, Right.CHANGE_WITHHELD)
        rest = replace(contact, address=before.address, address_withheld=True)
        if rest == before and office.contacts.tie_cards.standing().get(tie.id) == tie:
            right = Right.CHANGE_WITHHELD
    with office.writing("change-contact", right, Book.CONTACTS, more=more) as act:
        if office.contacts.cards.standing().get(contact.id) != contact:
            office.contacts.cards.amend(act, contact)
        if office.contacts.tie_cards.standing().get(tie.id) != tie:
            office.contacts.tie_cards.amend(act, tie)


def _withheld(contact: Contact) -> tuple[str, bool]:
    """Return what only who may change a withheld address may change of it."""
    return contact.address, contact.address_withheld


def check_admission(office: Office, admission: Admission) -> None:
    """Refuse a pupil who cannot be admitted so.

    Raises:
        OfficeError: The pupil cannot; the message says why.
    """
    _check_pupil(office, admission.pupil)
    if admission.last is not None and admission.last < admission.first:
        raise BackwardsError(admission.first, admission.last)
    if admission.pupil.dob > admission.first:
        raise BornLaterError(admission.pupil.dob)


def _with_number(office: Office, admission: Admission) -> Pupil:
    check_admission(office, admission)
    number = admission.pupil.id if admission.pupil.id > 0 else PupilId(office.new_number())
    return replace(admission.pupil, id=number, line=UNWRITTEN)


def _check_pupil(office: Office, pupil: Pupil) -> None:
    _check_name(pupil.legal_surname, pupil.legal_forename)
    if pupil.dob > office.today():
        raise BornLaterError(pupil.dob)
    other = office.roll.by_upn(pupil.upn) if pupil.upn else None
    if other and other.id != pupil.id and other.upn == pupil.upn:
        raise UpnTakenError(pupil.upn, other)


def _check_name(surname: str, forename: str) -> None:
    if not surname.strip() and not forename.strip():
        raise NoSurnameError


def _check_span(office: Office, enrolment: Enrolment) -> None:
    if enrolment.last is not None and enrolment.last < enrolment.first:
        raise BackwardsError(enrolment.first, enrolment.last)
    for other in office.roll.enrolments(enrolment.pupil):
        if other.id != enrolment.id and _meet(other.span, enrolment.span) and not enrolment.gone:
            raise OverlapError(office.roll.pupil(enrolment.pupil))


def _check_ground(office: Office, enrolment: Enrolment) -> None:
    """Refuse to end a time on the roll without a ground.

    One that ended without is left as it is: it was brought in as history.
    """
    before = office.roll.enrolment_cards.standing().get(enrolment.id)
    if enrolment.gone or enrolment.last is None or enrolment.ground.strip():
        return
    if before is None or before.last is None or before.ground:
        raise NoGroundError(office.roll.pupil(enrolment.pupil))


def _meet(one: Span, other: Span) -> bool:
    return one.overlap(other) is not None


def _check_class_name(office: Office, name: str, mine: ClassId) -> None:
    if not name.strip():
        raise NoSurnameError
    taken = [one for one in office.roll.classes() if one.name == name.strip() and one.id != mine]
    if taken:
        raise ClassNameTakenError(name.strip())
