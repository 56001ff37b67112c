"""What the headteacher weighs before deciding on leave, as figures and as sentences."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from officeapp.domain.attendance import Figures, shown_percent
from officeapp.domain.leave import LeaveRequest, LeaveState
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import SchoolYear, Session, long_day, short_day, short_span


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before its first day leave was asked for.

    Attributes:
        received: When it was asked for.
        first: The first day asked for.
        weeks: Whole weeks between.
        school_days: School days between, the day of asking included and the first day not.
        asked: The weeks the policy asks for; None where it asks for none.
    """

    received: dt.date
    first: dt.date
    weeks: int
    school_days: int
    asked: int | None = None

    @property
    def after_event(self) -> bool:
        """Say whether it was asked for when the first day had gone."""
        return self.received > self.first

    @property
    def enough(self) -> bool:
        """Say whether it was asked for as early as the policy asks."""
        return not self.after_event and self.first >= self.received + dt.timedelta(
            weeks=self.asked or 0
        )

    @property
    def said(self) -> str:
        """Return it in a sentence: 'Asked on Monday 9 November 2026, 4 weeks ahead …'."""
        begins = f"Asked on {long_day(self.received)}"
        if self.after_event:
            return f"{begins}, after the leave had begun: days before that cannot be granted."
        ahead = f"{_many(self.weeks, 'week')} ahead ({_many(self.school_days, 'school day')})"
        if not self.asked:
            return f"{begins}, {ahead}."
        wanted = f"the policy asks for {_many(self.asked, 'week')}"
        judged = "within the notice period" if self.enough else "later than the policy asks"
        return f"{begins}, {ahead}: {judged}, {wanted}."


@dataclass(frozen=True, slots=True)
class Threshold:
    """Unauthorised sessions in the last ten school weeks, and what they would become.

    Attributes:
        now: How many there are.
        then: How many there would be on the last day, were the leave refused and taken.
        limit: The number at which the law has a penalty notice considered.
        met_on: The day on which that number would be reached by the leave; None where it is not.
        applies: Whether the child is of compulsory school age then; below it no notice is given.
    """

    now: int
    then: int
    limit: int
    met_on: dt.date | None = None
    applies: bool = True

    @property
    def said(self) -> str:
        """Return what would come of it, in words."""
        if self.met_on and self.applies:
            return f"would reach {self.limit} on {short_day(self.met_on)}"
        if not self.applies:
            return f"would be {self.then}; below compulsory school age"
        return f"would be {self.then} if it is refused and taken"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier request of the child.

    Attributes:
        request: The request.
        kind: What it was for, in words.
        state: What became of it.
        taken: Whether the child was away all the same, or had been granted it.
    """

    request: LeaveRequest
    kind: str
    state: LeaveState
    taken: bool

    @property
    def said(self) -> str:
        """Return it in words: '2025/26: family holiday, 4 days in June, refused, then taken'."""
        year = SchoolYear.of(self.request.first).name
        then = ", then taken" if self.taken and self.state is not LeaveState.GRANTED else ""
        when = _days(self.request)
        return f"{year}: {self.kind}, {when}, {self.state.value}{then}"


@dataclass(frozen=True, slots=True)
class Sibling:
    """A request of a brother or sister, or of the same child for days near these.

    Attributes:
        pupil: The brother or sister.
        request: The request.
        state: What became of it.
        same_days: Whether it shares a day with this one.
    """

    pupil: Pupil
    request: LeaveRequest
    state: LeaveState
    same_days: bool

    @property
    def said(self) -> str:
        """Return it in words."""
        when = "the same days" if self.same_days else _days(self.request)
        return f"{self.pupil.called} asked for {when}: {self.state.value}"


@dataclass(frozen=True, slots=True)
class Like:
    """A past decision on a like request, without names.

    Attributes:
        kind: The kind of leave.
        month: The first day of the month it was for.
        sessions: How many sessions were asked for, for one child.
        state: What was decided.
        reason: Why.
    """

    kind: str
    month: dt.date
    sessions: int
    state: LeaveState
    reason: str

    @property
    def said(self) -> str:
        """Return it in words."""
        why = f": {self.reason}" if self.reason else ""
        return f"{self.month:%B %Y}, {_many(self.sessions, 'session')}, {self.state.value}{why}"


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """What is weighed for one child.

    Attributes:
        pupil: The child.
        sessions: Sessions asked for that take place for the child.
        by_year: Of these, how many lie in each school year.
        closed: Weekdays asked for on which the child's site is closed, each with its reason.
        off_roll: Weekdays asked for on which the child is not on the roll.
        not_expected: How many sessions a timetable of the child's own takes out.
        attendance: The last twelve months.
        threshold: Unauthorised sessions, now and then.
        earlier: Earlier requests of the child and what happened.
        tests: How close the days come to tests, in sentences.
        back: The session in which the child would be back; None where none is known.
        stage: The step or stage the child's case came to last, with its day; empty for none.
        support: What support was offered, a phrase each.
    """

    pupil: Pupil
    sessions: int
    by_year: tuple[tuple[SchoolYear, int], ...]
    closed: tuple[tuple[dt.date, str], ...]
    off_roll: tuple[dt.date, ...]
    not_expected: int
    attendance: Figures
    threshold: Threshold
    earlier: tuple[Earlier, ...]
    tests: tuple[str, ...]
    back: tuple[dt.date, Session] | None
    stage: str = ""
    support: tuple[str, ...] = ()

    @property
    def percent(self) -> str:
        """Return the attendance of the last twelve months as screens show it."""
        return shown_percent(self.attendance)

    @property
    def said(self) -> list[str]:
        """Return what the numbers do not show, in sentences."""
        found = []
        if len(self.by_year) > 1:
            parts = " and ".join(f"{number} in {year.name}" for year, number in self.by_year)
            found.append(f"Across the end of the school year: {parts}.")
        found += [f"{short_day(day)} is closed ({why})." for day, why in self.closed]
        if self.off_roll:
            found.append(
                f"Not on the roll on {_many(len(self.off_roll), 'day')} from "
                f"{short_day(self.off_roll[0])}; they count nothing."
            )
        if self.not_expected:
            found.append(
                f"Not expected in {_many(self.not_expected, 'session')}, by the child's timetable."
            )
        return [*found, *(f"{words}." for words in self.tests)]


@dataclass(frozen=True, slots=True)
class LeaveFacts:
    """Everything the headteacher weighs on one page.

    Attributes:
        request: The request.
        kind: What it is for, in words.
        applicant: Who asks, in words.
        notice: How early it was asked for.
        children: The facts of each child.
        siblings: Requests of brothers and sisters for other children.
        overlaps: Other requests for the same sessions of the same child.
        likes: Past decisions on like requests, the latest first.
        doubts: What the head should know before deciding, in sentences.
        partners: What partner schools said of brothers and sisters, oldest first.
    """

    request: LeaveRequest
    kind: str
    applicant: str
    notice: Notice
    children: tuple[ChildFacts, ...]
    siblings: tuple[Sibling, ...] = ()
    overlaps: tuple[Earlier, ...] = ()
    likes: tuple[Like, ...] = ()
    doubts: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()

    @property
    def sessions(self) -> int:
        """Return how many sessions are asked for, of all children together."""
        return sum(child.sessions for child in self.children)


def _many(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def _days(request: LeaveRequest) -> str:
    return short_span(request.first, request.last, request.from_session, request.to_session)
