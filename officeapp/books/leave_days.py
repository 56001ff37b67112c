"""Asked of the file: which sessions of a leave count, who is to be watched, who is due back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.derived import from_patterns
from officeapp.books.figures import first_not_begun
from officeapp.books.leave import granted_symbols
from officeapp.domain.codes import NOT_ON_ROLL, NOTHING, UNMARKED
from officeapp.domain.leave import (
    UNDECIDED,
    Decision,
    LeaveNote,
    LeaveRequest,
    LeaveState,
    Moment,
    NoteKind,
)
from officeapp.domain.record import PupilId, SiteId
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import SchoolYear, Session, Span, session_at, session_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officeapp.books.office import Office
    from officeapp.domain.school_calendar import SchoolCalendar

LOOK_AHEAD = 2 * 366  # days within which a school meets again


@dataclass(frozen=True, slots=True)
class Counted:
    """What the sessions of a leave are for one child, by the calendar as it is now.

    Attributes:
        possible: The sessions that take place for the child: what is asked for.
        closed: The weekdays on which the child's site is closed, each with its reason.
        off_roll: The weekdays on which the child is not on the roll.
        not_expected: Sessions in which the child is not expected, by a timetable of their own.
    """

    possible: tuple[Moment, ...]
    closed: tuple[tuple[dt.date, str], ...] = ()
    off_roll: tuple[dt.date, ...] = ()
    not_expected: tuple[Moment, ...] = ()

    @property
    def by_year(self) -> dict[SchoolYear, int]:
        """Return how many sessions lie in each school year."""
        found: dict[SchoolYear, int] = {}
        for day, _ in self.possible:
            year = SchoolYear.of(day)
            found[year] = found.get(year, 0) + 1
        return found


@dataclass(frozen=True, slots=True)
class Summed:
    """Sessions of a decision that count now.

    Attributes:
        granted: Sessions with leave.
        refused: Sessions without.
        undecided: Sessions nothing was decided of, because the school was closed then.
    """

    granted: int
    refused: int
    undecided: int = 0

    @property
    def counted(self) -> int:
        """Return how many sessions count."""
        return self.granted + self.refused + self.undecided


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


def calendar_of(office: Office, pupil: int, day: dt.date) -> SchoolCalendar:
    """Return the calendar of the site and year group a pupil belongs to on a day."""
    placed = office.roll.placed(pupil, day)
    if placed is None:
        return office.calendar.of(SiteId(0), "")
    site = office.roll.school_class(placed.school_class).site
    return office.calendar.of(site, placed.year_group)


def counted(office: Office, pupil: Pupil, moments: Iterable[Moment]) -> Counted:
    """Return which of some weekday sessions take place for a pupil, and why others do not."""
    says = from_patterns(office, pupil)
    possible: list[Moment] = []
    closed: dict[dt.date, str] = {}
    off_roll: dict[dt.date, None] = {}
    elsewhere: list[Moment] = []
    for day, session in moments:
        why = calendar_of(office, pupil.id, day).why_closed(day)
        if not office.roll.is_on_roll(pupil.id, day):
            off_roll[day] = None
        elif why is not None:
            closed[day] = why
        elif says is not None and day in says.span and says.answer(day, session) is not None:
            elsewhere.append((day, session))
        else:
            possible.append((day, session))
    return Counted(tuple(possible), tuple(closed.items()), tuple(off_roll), tuple(elsewhere))


def summed(office: Office, decision: Decision) -> Summed:
    """Return how many sessions of a decision count now, granted and refused."""
    decided = dict(decision.moments())
    pupil = office.roll.pupil(decision.pupil)
    symbols = [decided[moment] for moment in counted(office, pupil, decided).possible]
    granted = sum(symbol in granted_symbols() for symbol in symbols)
    undecided = symbols.count(UNDECIDED)
    return Summed(granted, len(symbols) - granted - undecided, undecided)


def recounted(office: Office, decision: Decision) -> Summed | None:
    """Return how a decision counts now where the calendar or the roll has changed since."""
    now = summed(office, decision)
    return now if now.undecided or now.counted != decision.counted else None


def stands(office: Office, pupil: PupilId, moment: Moment) -> str:
    """Return the code that stands for a session; '' for no mark or not on roll."""
    day, session = moment
    year = SchoolYear.of(day)
    symbol = office.register.line(pupil, year)[year.slot(day, session)]
    return NOTHING if symbol in (UNMARKED, NOT_ON_ROLL) else office.codes.code(symbol)


def has_begun(office: Office, pupil: int, moment: Moment) -> bool:
    """Say whether a session has begun for a pupil."""
    day, session = moment
    if day != office.today():
        return day < office.today()
    placed = office.roll.placed(pupil, day)
    site = office.roll.school_class(placed.school_class).site if placed else SiteId(0)
    group = placed.year_group if placed else ""
    return session_number(day, session) < first_not_begun(office, site, group)


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
    same, the last one that was refused. A child who came in spite of it all is not due back.
    """
    away = list(_leave_sessions(office, request, pupil))
    return next_session(office, pupil, away[-1]) if away else None


def next_session(office: Office, pupil: int, after: Moment) -> Moment | None:
    """Return the next session that takes place for a pupil after one; None within two years."""
    card = office.roll.pupil(pupil)
    number = session_number(*after) + 1
    for later in range(number, number + 2 * LOOK_AHEAD):
        moment = session_at(later)
        if counted(office, card, [moment]).possible:
            return moment
    return None


def return_checks(office: Office, day: dt.date) -> list[ReturnCheck]:
    """Return the children due back on a day or before it who are not known to be back.

    A child is back once a mark says so, or somebody has noted it.
    """
    found = []
    for request in office.leave.requests():
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
        for request in office.leave.requests()
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
    for number in range(session_number(*due), session_number(*due) + 2 * LOOK_AHEAD):
        moment = session_at(number)
        if moment[0] > day:
            return False
        code = stands(office, pupil, moment)
        if code and office.codes.find(code, moment[0]).category.attended:
            return True
    return False
