"""Weekly patterns: sessions of the week in which a pupil is not expected here, and how coded.

A *week* is written as a register page has it, ten symbols from Monday morning to Friday afternoon:
'/' where the pupil is expected, '-' where not. Mornings only is ``/-/-/-/-/-``. What a pattern says
of a session is worked out for that session's date: a birthday in mid-pattern changes the code.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from officeapp.domain.codes import NOTHING
from officeapp.domain.law import compulsory_from, is_compulsory
from officeapp.domain.record import UNWRITTEN, ContactId, LineId, PupilId
from officeapp.domain.roll import FOR_EVER
from officeapp.domain.school_year import (
    SESSIONS_A_WEEK,
    Session,
    Span,
    is_weekday,
    long_day,
    session_number,
    short_day,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE, AWAY = "/", "-"
WHOLE_WEEK = HERE * SESSIONS_A_WEEK
NOBODY: Final = ContactId(0)
#: The day the 2024 Regulations gave part-time timetables a code of their own (regulation 11(6)).
C2_FROM: Final = dt.date(2024, 8, 19)


class PatternKind(enum.StrEnum):
    """Why a pupil is not expected here in some sessions of every week."""

    NURSERY = "nursery"
    PART_TIME = "part-time"
    DUAL = "dual"
    ELSEWHERE = "elsewhere"

    @property
    def words(self) -> str:
        """Return what the office calls it."""
        return _WORDS[self]


_WORDS = {
    PatternKind.NURSERY: "nursery sessions",
    PatternKind.PART_TIME: "part-time timetable",
    PatternKind.DUAL: "dual registration",
    PatternKind.ELSEWHERE: "approved education elsewhere",
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
#: Codes of approved education elsewhere that a pattern may have: arranged by the school, by the LA.
ELSEWHERE_CODES = ("B", "K")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pupil's sessions of the week for a time.

    Attributes:
        id: The pattern's number.
        pupil: The pupil.
        kind: Why the pupil is not expected in some sessions.
        week: Ten symbols from Monday morning: '/' expected here, '-' not.
        first: The first day it holds.
        last: The last day; None where no end is agreed.
        code: B or K for approved education elsewhere; empty for the others, whose code follows.
        nature: What is done elsewhere and where, or the other school's name.
        agreed_with: The parent a part-time timetable was agreed with; 0 for nobody.
        review: When it is to be looked at again; None where that is not said.
        gone: Whether it was taken back whole.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    kind: PatternKind
    week: str
    first: dt.date
    last: dt.date | None = None
    code: str = ""
    nature: str = ""
    agreed_with: ContactId = NOBODY
    review: dt.date | None = None
    gone: bool = False
    line: LineId = UNWRITTEN

    @property
    def span(self) -> Span:
        """Return the days it holds, both included, with no end where none is agreed."""
        return Span(self.first, self.last or FOR_EVER)

    @property
    def said(self) -> str:
        """Return what it is in words: 'part-time timetable until Fri 18 Dec 2026'."""
        end = f" until {short_day(self.last)} {self.last.year}" if self.last else ""
        nature = f": {self.nature}" if self.nature else ""
        return f"{self.kind.words}{end}{nature}"

    def is_away(self, day: dt.date, session: Session) -> bool:
        """Say whether the pupil is not expected here in a session."""
        if self.gone or day not in self.span or not is_weekday(day):
            return False
        return self.week[session_number(day, session) % SESSIONS_A_WEEK] == AWAY


def week_words(week: str) -> str:
    """Return a week in words: 'mornings only', 'not here Thu/Fri, Mon/Wed pm'."""
    known = {"/-" * 5: "mornings only", "-/" * 5: "afternoons only", AWAY * 10: "not here at all"}
    if week in known:
        return known[week]
    days = dict(zip(_DAYS, (week[at : at + 2] for at in range(0, 10, 2)), strict=True))
    away = [
        "/".join(day for day, own in days.items() if own == halves) + said
        for halves, said in (("--", ""), ("-/", " am"), ("/-", " pm"))
        if halves in days.values()
    ]
    return f"not here {', '.join(away)}" if away else "here all week"


def pattern_code(pattern: Pattern, day: dt.date, session: Session, born: dt.date) -> str:
    """Return the code a pattern gives a session; '' where the pupil is expected.

    A session not due is C2 for a pupil of compulsory school age on that day (C before 19 August
    2024) where a part-time timetable was agreed, and X below that age. The sessions a nursery
    child does not attend are X, and nothing once the child is of compulsory school age.
    """
    if not pattern.is_away(day, session):
        return NOTHING
    if pattern.kind is PatternKind.DUAL:
        return "D"
    if pattern.kind is PatternKind.ELSEWHERE:
        return pattern.code
    if not is_compulsory(born, day):
        return "X"
    if pattern.kind is PatternKind.NURSERY:
        return NOTHING
    return "C2" if day >= C2_FROM else "C"


def pattern_for(patterns: Iterable[Pattern], day: dt.date, session: Session) -> Pattern | None:
    """Return which of a pupil's patterns decides a session; None where the pupil is expected.

    Of two of one kind the later one holds; of several that say 'not here' the latest decides.
    """
    held: dict[PatternKind, Pattern] = {}
    for one in sorted(patterns, key=_age):
        if not one.gone and day in one.span:
            held[one.kind] = one
    away = [one for one in held.values() if one.is_away(day, session)]
    return max(away, key=_age) if away else None


def clash(one: Pattern, other: Pattern) -> str:
    """Return in what two patterns of a pupil cannot both hold; '' where they can.

    Two of one kind cannot hold on one day; two of any kind cannot have one session.
    """
    shared = one.span.overlap(other.span)
    if shared is None or one.gone or other.gone or one.pupil != other.pupil:
        return ""
    if one.kind is other.kind:
        return f"from {long_day(shared.first)}"
    for day in Span(shared.first, min(shared.last, shared.first + dt.timedelta(days=6))).days():
        for session in Session:
            if one.is_away(day, session) and other.is_away(day, session):
                return f"{day:%A} {session.word}s from {long_day(shared.first)}"
    return ""


def reaches_compulsory(pattern: Pattern, born: dt.date) -> bool:
    """Say whether a pattern covers a day on which the pupil is of compulsory school age."""
    return pattern.span.last >= compulsory_from(born)


def doubts(pattern: Pattern, born: dt.date) -> list[str]:
    """Return what the office may want to know of a pattern that can stand, in sentences."""
    found = []
    turns = compulsory_from(born)
    part_time = pattern.kind is PatternKind.PART_TIME
    if pattern.first < turns <= pattern.span.last and pattern.kind is not PatternKind.DUAL:
        if part_time:
            found.append(f"Coded X until {turns:%A} {turns.day} {turns:%B %Y}, then C2.")
        elif pattern.kind is PatternKind.NURSERY:
            found.append(
                f"From {long_day(turns)} the child is of compulsory school age, "
                "and X is no longer pre-marked."
            )
    if part_time and reaches_compulsory(pattern, born):
        if pattern.review is None:
            found.append("No review is noted; a part-time timetable is for a short time.")
        elif pattern.review not in pattern.span:
            found.append("The review is not within the time of the timetable.")
    return found


def _age(pattern: Pattern) -> tuple[dt.date, int]:
    return pattern.first, pattern.id
