"""Name who decides on leave beside the headteacher, with dates, and keep the dates of tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.office import NotInPostError
from officeapp.domain.leave import Delegate
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right, may
from officeapp.errors import OfficeError
from officeapp.procedures.keep_roll import BackwardsError
from officeapp.procedures.new_school import require_name

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.assessments import Assessment
    from officeapp.domain.school import Person


class DecidesAnywayError(OfficeError):
    """Somebody was to be named who decides on leave by their own role."""

    def __init__(self, person: Person) -> None:
        super().__init__(f"{person.name} decides on leave already, as {person.post}.")


class NamedAlreadyError(OfficeError):
    """Somebody was to be named twice for the same days."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            f"{person.name} is named for some of these days already; change those dates instead."
        )


def name_delegate(
    office: Office, person: Person, first: dt.date, last: dt.date | None = None
) -> Delegate:
    """Name somebody who may decide on leave from a day on, until a last day where one is given.

    Raises:
        NotAllowedError: The person signed in may not name anybody; only the head may.
        BackwardsError: It would end before it begins.
        NotInPostError: The person is not in post on the first day.
        DecidesAnywayError: They decide on leave by their own role.
        NamedAlreadyError: They are named for some of these days.
    """
    card = Delegate(0, person.id, first, last)
    _check(office, person, card)
    with office.writing("name-delegate", Right.CHANGE_STAFF, Book.LEAVE) as act:
        return office.leave.delegate_cards.enter(act, replace(card, id=office.new_number()))


def change_delegate(office: Office, delegate: Delegate) -> Delegate:
    """Give somebody's naming other dates, or take it back whole (`gone`).

    Raises:
        BackwardsError: It would end before it begins.
        ChangedMeanwhileError: It was changed since it was read.
    """
    person = office.staff.cards.standing()[delegate.person]
    if not delegate.gone:
        _check(office, person, delegate)
    with office.writing("change-delegate", Right.CHANGE_STAFF, Book.LEAVE) as act:
        return office.leave.delegate_cards.amend(act, delegate)


def set_assessment(office: Office, assessment: Assessment) -> Assessment:
    """Write down tests of the school's own, or a new version of some; a leave near them says so.

    Raises:
        NoNameError: They have no name.
        BackwardsError: They would end before they begin.
        ChangedMeanwhileError: They were changed since they were read.
    """
    require_name(assessment.name, "entry")
    if assessment.last < assessment.first:
        raise BackwardsError(assessment.first, assessment.last)
    with office.writing("set-assessment", Right.CHANGE_CALENDAR, Book.LEAVE) as act:
        if assessment.line == UNWRITTEN:
            return office.leave.assessment_cards.enter(
                act, replace(assessment, id=office.new_number())
            )
        return office.leave.assessment_cards.amend(act, assessment)


def _check(office: Office, person: Person, card: Delegate) -> None:
    if card.last is not None and card.last < card.first:
        raise BackwardsError(card.first, card.last)
    if not person.in_post(card.first):
        raise NotInPostError(person)
    if may(person.role, Right.DECIDE_LEAVE):
        raise DecidesAnywayError(person)
    for other in office.leave.delegates():
        if other.person == person.id and other.id != card.id and _share(card, other):
            raise NamedAlreadyError(person)


def _share(one: Delegate, other: Delegate) -> bool:
    return one.holds_on(max(one.first, other.first)) and other.holds_on(max(one.first, other.first))
