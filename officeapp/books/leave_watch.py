"""Asked of the file: who is to be watched, who is due back, and what was never followed up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.leave import granted_symbols
from officeapp.books.leave_days import calendar_of, counted, next_session, stands
from officeapp.domain.leave import (
    Decision,
    LeaveNote,
    LeaveRequest,
    LeaveState,
    NoteKind,
)
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import (
    Session,
    Span,
    first_session_after,
    session_at,
    session_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office
    from officeapp.domain.leave import Moment
    from officeapp.domain.record import PupilId


FOLLOWED_FOR = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Watched:
    """A session for which leave was refused.

    Attributes:
        request: The request.
        decision: The decision that stands.
        pupil: The child.
        day: The day.
        session: The half of the day.
        taken: The code for a child who is away all the same.
        stands: The code that stands; '' for no mark.
        came: Whether the child was in school, or at education elsewhere.
        away: Whether the mark says that the child was away.
    """

    request: LeaveRequest
    decision: Decision
    pupil: Pupil
    day: dt.date
    session: Session
    taken: str
    stands: str
    came: bool
    away: bool


@dataclass(frozen=True, slots=True)
class ReturnCheck:
    """A child who was away on leave and is due back.

    Attributes:
        request: The request.
        pupil: The child.
        expected: The day on which the child is expected.
        session: The half of that day.
        days_over: School days that have gone since, the expected day included.
        enquire_on: The school day on which the policy has the school ask where the child is.
        refer_on: The school day on which the policy has the school refer the child.
        notes: What was noted since, oldest first.
    """

    request: LeaveRequest
    pupil: Pupil
    expected: dt.date
    session: Session
    days_over: int
    enquire_on: dt.date
    refer_on: dt.date
    notes: tuple[LeaveNote, ...] = ()


def followed(office: Office, day: dt.date) -> list[LeaveRequest]:
    """Return the requests that may still be followed up on a day: for a year after the last day.

    Older leave stays in the list of what was decided and in the child's record.
    """
    return [one for one in office.leave.requests() if one.last >= day - FOLLOWED_FOR]


def to_watch(office: Office, day: dt.date) -> list[Watched]:
    """Return the sessions of a day for which leave was refused, with what stands in the register.

    Of two decisions on a session only the later one counts.
    """
    found = [
        watched
        for pupil in office.leave.children()
        for watched in refused_sessions(office, pupil)
        if watched.day == day
    ]
    return sorted(found, key=lambda one: (one.pupil.listed, one.session, one.request.id))


def refused_sessions(office: Office, pupil: int) -> Iterator[Watched]:
    """Yield a child's sessions for which leave stands refused, in order."""
    card = office.roll.pupil(pupil)
    standing = office.leave.standing(pupil)
    granted = granted_symbols()
    refused = {one: said for one, said in sorted(standing.items()) if said[0] not in granted}
    for day, session in counted(office, card, refused).possible:
        symbol, decision = refused[day, session]
        code = stands(office, card.id, (day, session))
        category = office.codes.find(code, day).category if code else None
        yield Watched(
            office.leave.request(decision.request),
            decision,
            card,
            day,
            session,
            office.codes.code(symbol),
            code,
            came=category is not None and category.attended,
            away=category is not None and category.authorised is not None,
        )


def expected_back(office: Office, request: LeaveRequest, pupil: int) -> Moment | None:
    """Return the first session in which a child is due after the leave; None without any.

    It follows the last session for which leave was granted, or, where the child was away all the
    same, the last one that was refused. A child who came in spite of it all is not due back, and
    one with other leave for the days that follow is due only after that.
    """
    away = list(_leave_sessions(office, request, pupil))
    return due_after(office, pupil, away[-1]) if away else None


def due_after(office: Office, pupil: int, last: Moment) -> Moment | None:
    """Return the next session after one in which a child has no leave; None without any."""
    due = next_session(office, pupil, last)
    standing = office.leave.standing(pupil)
    while due in standing and standing[due][0] in granted_symbols():
        due = next_session(office, pupil, due)
    return due


def return_checks(office: Office, day: dt.date) -> list[ReturnCheck]:
    """Return the children due back on a day or before it who are not known to be back.

    A child is back once a mark says so, or somebody has noted it.
    """
    found = []
    for request in followed(office, day):
        if office.leave.state(request) in (LeaveState.WAITING, LeaveState.WITHDRAWN):
            continue
        for pupil in request.children:
            one = return_check(office, request, pupil, day)
            if one is not None:
                found.append(one)
    return sorted(found, key=lambda one: (one.expected, one.pupil.listed))


def return_check(
    office: Office, request: LeaveRequest, pupil: PupilId, day: dt.date
) -> ReturnCheck | None:
    """Return the check due on a child's return; None where the child is back, or not due yet."""
    if request.first >= day or not office.roll.is_on_roll(pupil, day):
        return None
    due = expected_back(office, request, pupil)
    if due is None or due[0] > day or _is_back(office, request, pupil, due, day):
        return None
    calendar = calendar_of(office, pupil, due[0])
    policy = office.policy.on(day).leave
    return ReturnCheck(
        request,
        office.roll.pupil(pupil),
        *due,
        days_over=sum(calendar.is_open(one) for one in Span(due[0], day).days()),
        enquire_on=calendar.school_days_after(due[0], policy.enquire_after_days),
        refer_on=calendar.school_days_after(due[0], policy.refer_after_days),
        notes=tuple(office.leave.notes(request.id, pupil)),
    )


def was_taken(office: Office, request: LeaveRequest, pupil: int) -> list[Watched]:
    """Return the sessions of a request that were refused and in which the child was away."""
    return [
        one
        for one in refused_sessions(office, pupil)
        if one.request.id == request.id and one.stands in ("G", "N", "O", "U")
    ]


def follow_ups(office: Office, day: dt.date) -> list[tuple[LeaveRequest, Pupil, list[Watched]]]:
    """Return the leaves taken without permission that ended and were not followed up."""
    return [
        (request, pupil, taken)
        for request in followed(office, day)
        for pupil, taken in to_follow_up(office, request, day)
    ]


def to_follow_up(
    office: Office, request: LeaveRequest, day: dt.date
) -> list[tuple[Pupil, list[Watched]]]:
    """Return the children of a request who took leave without permission, not followed up yet."""
    if request.last >= day or request.withdrawn:
        return []
    found = []
    for pupil in request.children:
        notes = office.leave.notes(request.id, pupil)
        taken = was_taken(office, request, pupil)
        if taken and not any(one.kind is NoteKind.FOLLOW_UP for one in notes):
            found.append((office.roll.pupil(pupil), taken))
    return found


def _leave_sessions(office: Office, request: LeaveRequest, pupil: int) -> Iterator[Moment]:
    """Yield the sessions of a request in which the child was, or is to be, away by it."""
    decision = office.leave.decisions(request.id).get(office.roll.pupil(pupil).id)
    if decision is None or request.withdrawn:
        return
    card, decided = office.roll.pupil(pupil), dict(decision.moments())
    for moment in counted(office, card, decided).possible:
        code = stands(office, card.id, moment)
        category = office.codes.find(code, moment[0]).category if code else None
        came = category is not None and category.attended
        away = category is not None and not came
        if (decided[moment] in granted_symbols() and not came) or away:
            yield moment


def _is_back(
    office: Office, request: LeaveRequest, pupil: PupilId, due: Moment, day: dt.date
) -> bool:
    if any(one.kind is NoteKind.BACK for one in office.leave.notes(request.id, pupil)):
        return True
    for number in range(session_number(*due), first_session_after(day)):
        moment = session_at(number)
        code = stands(office, pupil, moment)
        if code and office.codes.find(code, moment[0]).category.attended:
            return True
    return False
