"""Leave of absence: what a family asked for, what was decided, and what followed.

A decision is written as the register is: a *strip* with one symbol for every weekday session from
the first day asked for, the code's symbol where leave is granted, the symbol of the unauthorised
code that would be written where it is refused, '-' where nothing was asked and '.' where nothing
was decided. Closed days are in it too, so that a calendar changed afterwards moves nothing.

Leave is given by the headteacher or somebody named for it, for sessions that are still to come,
asked for by a parent the pupil normally lives with (School Attendance (Pupil Registration)
(England) Regulations 2024, regulation 11).
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.record import UNWRITTEN, ContactId, LineId, PupilId, StaffId
from officeapp.domain.roll import FOR_EVER
from officeapp.domain.school_year import Session, Span, first_session_from, session_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.domain.codes import CodeTable

NOT_ASKED, UNDECIDED = NOT_ON_ROLL, UNMARKED
SET_APART: Final = "R"
RELIGIOUS: Final = "religious"
HOLIDAY: Final = "holiday"
SOMEBODY_ELSE: Final = ContactId(0)
#: The codes of leave there have been; a part-time timetable (C2) is a pattern, never leave.
LEAVE_CODES: Final = ("C", "C1", "J1", "S", "J", "H")
#: Marks that say no more than that a child is away; they give way to a decision on leave.
UNEXPLAINED: Final = ("N", "O", "G")

Moment = tuple[dt.date, Session]


@dataclass(frozen=True, slots=True)
class LeaveKind:
    """For what leave is asked.

    Attributes:
        key: What names it in the books and in a policy.
        words: What the office calls it.
        codes: The codes it may be granted under, the usual one first.
        taken: The code where it was refused and the child was away.
    """

    key: str
    words: str
    codes: tuple[str, ...] = ("C",)
    taken: str = "O"

    def code(self, day: dt.date, table: CodeTable) -> str:
        """Return the usual code of granted leave on a day, as the law of that day has it."""
        in_force = {code.code for code in table.on(day)}
        return next((code for code in self.codes if code in in_force), "C")


class LeaveState(enum.StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    GRANTED = "granted"
    PART = "part"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Outcome(enum.StrEnum):
    """What the head decides of a child's request."""

    GRANT = "grant"
    PART = "part"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class LeaveRequest:
    """A family's request, as the paper has it.

    Attributes:
        id: The request's number.
        children: The pupils it is for.
        kind: The key of what it is for.
        purpose: For what, in the family's words.
        first: The first day asked for.
        last: The last day asked for.
        received: The day on which the office had it.
        from_session: The half of the first day it begins with.
        to_session: The half of the last day it ends with.
        set_apart: The days the parent's religious body sets apart, as ISO dates.
        applicant: The contact who asks; `SOMEBODY_ELSE` where it is nobody on the contact list.
        applicant_name: Who asks, where it is somebody else.
        applicant_is: What they are to the children, in words.
        destination: Where the family will be.
        contact_there: How they can be reached there.
        evidence: What was seen.
        signed: Whether the paper is signed.
        withdrawn: Whether the family took it back, before or after a decision.
        why: Why it was changed or withdrawn.
        line: The line that says so.
    """

    id: int
    children: tuple[PupilId, ...]
    kind: str
    purpose: str
    first: dt.date
    last: dt.date
    received: dt.date
    from_session: Session = Session.AM
    to_session: Session = Session.PM
    set_apart: tuple[str, ...] = ()
    applicant: ContactId = SOMEBODY_ELSE
    applicant_name: str = ""
    applicant_is: str = ""
    destination: str = ""
    contact_there: str = ""
    evidence: str = ""
    signed: bool = False
    withdrawn: bool = False
    why: str = ""
    line: LineId = UNWRITTEN

    @property
    def span(self) -> Span:
        """Return the first and last day asked for."""
        return Span(self.first, self.last)

    @property
    def days_set_apart(self) -> frozenset[dt.date]:
        """Return the days of a religious observance that are not the head's to refuse."""
        if self.kind != RELIGIOUS:
            return frozenset()
        return frozenset(map(dt.date.fromisoformat, self.set_apart))

    def moments(self) -> Iterator[Moment]:
        """Yield every weekday session asked for, closed or not."""
        for day, session in _weekday_sessions(self.first, self.last):
            if self.asks(day, session):
                yield day, session

    def asks(self, day: dt.date, session: Session) -> bool:
        """Say whether a session lies in what was asked for."""
        if day not in self.span:
            return False
        too_soon = day == self.first and session < self.from_session
        return not too_soon and not (day == self.last and session > self.to_session)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one child's request.

    Attributes:
        id: The decision's number.
        request: The request.
        pupil: The child.
        first: The day of the strip's first symbol, a morning's.
        strip: What was decided, one symbol for every weekday session.
        reason: Why, as the letter says it.
        conditions: What was asked in return, such as the day to be back.
        counted: How many sessions counted when it was decided, by the calendar of that day.
        why: Why it was decided anew; empty for a first decision.
        line: The line that says so.
    """

    id: int
    request: int
    pupil: PupilId
    first: dt.date
    strip: str
    reason: str = ""
    conditions: str = ""
    counted: int = 0
    why: str = ""
    line: LineId = UNWRITTEN

    def moments(self) -> Iterator[tuple[Moment, str]]:
        """Yield every session asked for with what was decided of it."""
        number = first_session_from(self.first)
        for place, symbol in enumerate(self.strip):
            if symbol != NOT_ASKED:
                yield session_at(number + place), symbol

    @property
    def span(self) -> Span:
        """Return the days of its strip."""
        last, _ = session_at(first_session_from(self.first) + len(self.strip) - 1)
        return Span(self.first, last)


class NoteKind(enum.StrEnum):
    """What is written down while a leave is followed."""

    QUESTION = "question"
    PARTNER = "partner"
    ENQUIRY = "enquiry"
    BACK = "back"
    REFERRAL = "referral"
    FOLLOW_UP = "follow-up"

    @property
    def words(self) -> str:
        """Return what the office calls it."""
        return _NOTES[self]


_NOTES = {
    NoteKind.QUESTION: "asked the family for more",
    NoteKind.PARTNER: "a partner school's answer about brothers and sisters",
    NoteKind.ENQUIRY: "enquiry why the child is not back",
    NoteKind.BACK: "back in school",
    NoteKind.REFERRAL: "referred to the authority",
    NoteKind.FOLLOW_UP: "follow-up after leave without permission",
}


@dataclass(frozen=True, slots=True)
class LeaveNote:
    """Something that was done about a leave.

    Attributes:
        id: The note's number.
        request: The request it is about.
        pupil: The child; 0 for all children of the request.
        kind: What was done.
        day: On which day; of a return the first day back.
        text: What was said or found; of one that was a mistake, why.
        gone: Whether it was a mistake and counts no more.
        line: The line that says so.
    """

    id: int
    request: int
    pupil: PupilId
    kind: NoteKind
    day: dt.date
    text: str = ""
    gone: bool = False
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class Delegate:
    """Somebody the head has named to decide on leave, for a time.

    Attributes:
        id: The number of the naming.
        person: Who.
        first: The first day.
        last: The last day; None where no end is named.
        gone: Whether it was taken back whole.
        line: The line that says so.
    """

    id: int
    person: StaffId
    first: dt.date
    last: dt.date | None = None
    gone: bool = False
    line: LineId = UNWRITTEN

    def holds_on(self, day: dt.date) -> bool:
        """Say whether the person may decide on a day."""
        return not self.gone and day in Span(self.first, self.last or FOR_EVER)


def _weekday_sessions(first: dt.date, last: dt.date) -> Iterator[Moment]:
    number, after = first_session_from(first), first_session_from(last + dt.timedelta(days=1))
    yield from map(session_at, range(number, after))
