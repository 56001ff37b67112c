"""Write down a family's request for leave, from paper, for one child or several."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.leave import leave_kinds
from officeapp.books.leave_days import counted
from officeapp.domain.leave import RELIGIOUS, SOMEBODY_ELSE, LeaveState
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right
from officeapp.domain.roll import folded
from officeapp.domain.school_year import Session, is_weekday, long_day
from officeapp.errors import OfficeError
from officeapp.procedures.keep_roll import BackwardsError

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveKind, LeaveRequest
    from officeapp.domain.roll import Contact, Pupil, Tie


class NoChildError(OfficeError):
    """A request was to be written down for nobody."""

    def __init__(self) -> None:
        super().__init__("Choose the child or the children the leave is asked for.")


class NoApplicantError(OfficeError):
    """It was not said who asks."""

    def __init__(self) -> None:
        super().__init__(
            "Say who asks: choose a contact of the children, or type the name of somebody else."
        )


class NoPurposeError(OfficeError):
    """It was not said for what leave is asked."""

    def __init__(self) -> None:
        super().__init__("Say for what the leave is asked, in the family's own words.")


class UnknownKindError(OfficeError):
    """The kind of leave is none the school knows."""

    def __init__(self, found: str) -> None:
        super().__init__(f"“{found}” is no kind of leave; choose one of the list.")


class NotReceivedYetError(OfficeError):
    """A request was to have been received on a day to come."""

    def __init__(self, received: dt.date) -> None:
        super().__init__(f"{long_day(received)} has not come yet; enter the day it was received.")


class NothingAskedError(OfficeError):
    """No session of the days asked for takes place for any of the children."""

    def __init__(self) -> None:
        super().__init__(
            "The school is closed to these children on all of these days, or they are not on the "
            "roll; look at the dates."
        )


class NotSetApartError(OfficeError):
    """Days set apart do not fit the request."""

    def __init__(self, kind: LeaveKind) -> None:
        super().__init__(
            "Enter the day the religious body sets apart; it must be one of the days asked for."
            if kind.key == RELIGIOUS
            else f"Only religious observance has days set apart, not {kind.words}; take them out."
        )


class DecidedAlreadyError(OfficeError):
    """A request was to be changed that does not wait any more."""

    def __init__(self, state: LeaveState) -> None:
        super().__init__(
            f"This request is not waiting any more ({state.value}); decide it anew, take it back, "
            "or write down a new request."
        )


class WhyChangedError(OfficeError):
    """A request was to be changed or withdrawn without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why; it is kept with the request.")


def kinds(office: Office, day: dt.date) -> dict[str, LeaveKind]:
    """Return for what leave can be asked, by key, the policy's own kinds of a day included."""
    return leave_kinds(office.policy.on(day).leave)


def ask_leave(office: Office, request: LeaveRequest) -> LeaveRequest:
    """Write down a request; its number is given here.

    Raises:
        NotAllowedError: The person signed in may not write requests down.
        OfficeError: Something is missing or cannot be; the message says what.
    """
    check_request(office, request)
    with office.writing("ask-leave", Right.ASK_LEAVE, Book.LEAVE) as act:
        children = tuple(dict.fromkeys(request.children))
        card = replace(request, id=office.new_number(), children=children, line=UNWRITTEN)
        return office.leave.request_cards.enter(act, replace(card, withdrawn=False, why=""))


def change_request(office: Office, request: LeaveRequest, why: str) -> LeaveRequest:
    """Write a new version of a request that waits; the version before is kept.

    Raises:
        DecidedAlreadyError: It does not wait any more.
        WhyChangedError: No reason is given.
        ChangedMeanwhileError: It was changed since it was read.
        OfficeError: Something is missing or cannot be; the message says what.
    """
    if not why.strip():
        raise WhyChangedError
    require_waiting(office, request)
    check_request(office, request)
    with office.writing("change-leave", Right.FOLLOW_LEAVE, Book.LEAVE) as act:
        return office.leave.request_cards.amend(act, replace(request, why=why.strip()))


def require_waiting(office: Office, request: LeaveRequest) -> None:
    """Refuse a request that was decided or withdrawn.

    Raises:
        DecidedAlreadyError: It was.
    """
    state = office.leave.state(office.leave.request(request.id))
    if state is not LeaveState.WAITING:
        raise DecidedAlreadyError(state)


def check_request(office: Office, request: LeaveRequest) -> None:
    """Refuse a request that cannot stand.

    Raises:
        OfficeError: It cannot; the message says what to do.
    """
    pupils = [office.roll.pupil(child) for child in request.children]
    if not pupils:
        raise NoChildError
    backwards = request.first == request.last and request.to_session < request.from_session
    if request.last < request.first or backwards:
        raise BackwardsError(request.first, request.last)
    if request.received > office.today():
        raise NotReceivedYetError(request.received)
    if not request.purpose.strip():
        raise NoPurposeError
    if request.applicant == SOMEBODY_ELSE and not request.applicant_name.strip():
        raise NoApplicantError
    known = kinds(office, request.first)
    if request.kind not in known:
        raise UnknownKindError(request.kind)
    _check_set_apart(request, known[request.kind])
    if not any(counted(office, pupil, request.moments()).possible for pupil in pupils):
        raise NothingAskedError


def applicant(office: Office, request: LeaveRequest) -> str:
    """Return who asks, in words: 'Marta Nowak (mother)'."""
    contact = office.contacts.contacts().get(request.applicant)
    name = contact.called if contact else request.applicant_name.strip()
    found = next(iter(applicant_ties(office, request)), None)
    what = found.relationship if found else request.applicant_is.strip()
    return f"{name} ({what})" if what else name


def applicant_ties(office: Office, request: LeaveRequest) -> list[Tie]:
    """Return what the applicant is to each of the children on whose contact list they are."""
    return [
        tie
        for tie in office.contacts.ties()
        if tie.contact == request.applicant and tie.pupil in request.children
    ]


def may_ask(office: Office, pupils: list[Pupil]) -> list[Contact]:
    """Return the contacts all of some children live with: who can ask for all of them at once."""
    lists = [
        {contact.id: contact for tie, contact in office.contacts.of(pupil.id) if tie.lives_with}
        for pupil in pupils
    ]
    first = lists[0] if lists else {}
    return [one for number, one in first.items() if all(number in found for found in lists)]


def family_of(office: Office, pupil: Pupil) -> list[Pupil]:
    """Return the brothers and sisters on roll today for whom a request may be meant as well."""
    homes = {contact.id for tie, contact in office.contacts.of(pupil.id) if tie.lives_with}
    share = {tie.pupil for tie in office.contacts.ties() if tie.contact in homes and tie.lives_with}
    found = [
        one
        for one in office.roll.on_roll(office.today())
        if one.id != pupil.id and (one.id in share or (one.family and one.family == pupil.family))
    ]
    return sorted(found, key=lambda one: (one.dob, folded(one.forename)))


def _check_set_apart(request: LeaveRequest, kind: LeaveKind) -> None:
    if kind.key != RELIGIOUS:
        if request.set_apart:
            raise NotSetApartError(kind)
        return
    days = request.days_set_apart
    if not all(
        is_weekday(day) and any(request.asks(day, session) for session in Session) for day in days
    ):
        raise NotSetApartError(kind)
