"""Days, sessions and school years, counted so that a session is a whole number.

Every weekday has two sessions. Counted from a fixed Monday, session ``g`` belongs to week
``g // 10``; a school year runs from 1 August to 31 July and its first session is its *slot* 0.
Spans name their first and last day, both included, here and everywhere.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator

SESSIONS_A_WEEK = 10
FIRST_MONTH = 8


class Session(enum.StrEnum):
    """A half of the school day."""

    AM = "AM"
    PM = "PM"

    @property
    def word(self) -> str:
        """Return 'morning' or 'afternoon'."""
        return "morning" if self is Session.AM else "afternoon"


class NotAWeekdayError(OfficeError):
    """A session was asked for on a Saturday or Sunday."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(f"{long_day(day)} is not a school day; choose a weekday.")


def long_day(day: dt.date) -> str:
    """Return a day as letters and messages write it: 'Monday 2 March 2026'."""
    return f"{day:%A} {day.day} {day:%B %Y}"


@functools.lru_cache(maxsize=1024)  # lists write the same few days again and again
def short_day(day: dt.date) -> str:
    """Return a day as lists write it: 'Mon 2 Mar'."""
    return f"{day:%a} {day.day} {day:%b}"


def short_span(
    first: dt.date, last: dt.date, begins: Session = Session.AM, ends: Session = Session.PM
) -> str:
    """Return a run of sessions as lists write it: 'Mon 2 Mar', 'Mon 2 Mar pm to Tue 3 Mar'.

    Args:
        first: Its first day.
        last: Its last day.
        begins: The half of the first day it begins with.
        ends: The half of the last day it ends with.
    """
    start = " pm" if begins is Session.PM else ""
    end = " am" if ends is Session.AM else ""
    if first == last:
        return f"{short_day(first)}{start or end}"
    return f"{short_day(first)}{start} to {short_day(last)}{end}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of days, first and last both included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> Iterator[dt.date]:
        """Yield every day of the span."""
        for number in range(self.first.toordinal(), self.last.toordinal() + 1):
            yield dt.date.fromordinal(number)

    def overlap(self, other: Span) -> Span | None:
        """Return the days both spans have, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None


def is_weekday(day: dt.date) -> bool:
    """Say whether a day is Monday to Friday."""
    return day.weekday() < 5


def session_number(day: dt.date, session: Session) -> int:
    """Return the session's number among all sessions of all time.

    Raises:
        NotAWeekdayError: The day is a Saturday or Sunday.
    """
    weeks, weekday = divmod(day.toordinal() - 1, 7)
    if weekday > 4:
        raise NotAWeekdayError(day)
    return SESSIONS_A_WEEK * weeks + 2 * weekday + (session is Session.PM)


def session_at(number: int) -> tuple[dt.date, Session]:
    """Return the day and session that has a number; the inverse of `session_number`."""
    weeks, rest = divmod(number, SESSIONS_A_WEEK)
    day = dt.date.fromordinal(weeks * 7 + rest // 2 + 1)
    return day, Session.PM if rest % 2 else Session.AM


def first_session_from(day: dt.date) -> int:
    """Return the number of the first session on or after a day, weekend days allowed."""
    weeks, weekday = divmod(day.toordinal() - 1, 7)
    return SESSIONS_A_WEEK * weeks + 2 * min(weekday, 5)


def first_session_after(day: dt.date) -> int:
    """Return the number of the first session after a day, weekend days allowed."""
    weeks, weekday = divmod(day.toordinal() - 1, 7)
    return SESSIONS_A_WEEK * weeks + 2 * min(weekday + 1, 5)


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year, 1 August to 31 July, named by the calendar year it begins in."""

    begins: int

    @classmethod
    def of(cls, day: dt.date) -> SchoolYear:
        """Return the school year a day belongs to."""
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    @property
    def name(self) -> str:
        """Return the year as schools write it: '2026/27'."""
        return f"{self.begins}/{(self.begins + 1) % 100:02}"

    @property
    def span(self) -> Span:
        """Return 1 August to 31 July."""
        return Span(dt.date(self.begins, FIRST_MONTH, 1), dt.date(self.begins + 1, 7, 31))

    @property
    def origin(self) -> int:
        """Return the session number of the year's slot 0."""
        return _origin(self.begins)

    @property
    def slots(self) -> int:
        """Return how many weekday sessions the year has, closed days included."""
        return _origin(self.begins + 1) - _origin(self.begins)

    def slot(self, day: dt.date, session: Session) -> int:
        """Return the session's place in the year's standing line.

        Raises:
            NotAWeekdayError: The day is a Saturday or Sunday.
        """
        return session_number(day, session) - _origin(self.begins)

    def session(self, slot: int) -> tuple[dt.date, Session]:
        """Return the day and session at a place in the standing line."""
        return session_at(_origin(self.begins) + slot)

    def slots_of(self, span: Span) -> tuple[int, int]:
        """Return the half-open run of slots that a span of days covers in this year."""
        low = max(0, first_session_from(span.first) - self.origin)
        high = min(self.slots, first_session_after(span.last) - self.origin)
        return low, max(low, high)

    def next(self) -> SchoolYear:
        """Return the year after."""
        return SchoolYear(self.begins + 1)


@functools.cache
def _origin(begins: int) -> int:
    return first_session_from(dt.date(begins, FIRST_MONTH, 1))


def years_of(span: Span) -> list[SchoolYear]:
    """Return the school years a span touches, oldest first."""
    first, last = SchoolYear.of(span.first), SchoolYear.of(span.last)
    return [SchoolYear(begins) for begins in range(first.begins, last.begins + 1)]
