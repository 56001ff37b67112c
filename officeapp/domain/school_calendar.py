"""The school's calendar: which weekdays are open, for a site and a year group.

Without any entry every weekday from 1 August to 31 July is open. Closures close days; where terms
are written down for a school year, every day outside them is closed too.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.domain.record import UNWRITTEN, LineId, SiteId
from officeapp.domain.school_year import (
    SchoolYear,
    Span,
    first_session_from,
    is_weekday,
    long_day,
)
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable


EVERY_SITE = SiteId(0)
WEEKDAYS_BETWEEN_HALF_TERMS = 5  # a run of closed weekdays this long divides two half terms
OUTSIDE_TERM = "outside term"


class ClosureKind(enum.StrEnum):
    """Why a day is closed to pupils."""

    HOLIDAY = "holiday"
    BANK_HOLIDAY = "bank holiday"
    INSET = "INSET"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class Closure:
    """A run of days on which some or all pupils are not expected.

    Attributes:
        id: The closure's number.
        first: The first day closed.
        last: The last day closed.
        why: The reason, as the calendar says it.
        kind: What sort of closure it is.
        site: The site it is for, or every site.
        year_groups: The year groups it is for; empty for all.
        source: Where it came from, such as a calendar entry's identity; empty if typed.
        gone: Whether it was taken back.
        line: The line that says so.
    """

    id: int
    first: dt.date
    last: dt.date
    why: str
    kind: ClosureKind = ClosureKind.HOLIDAY
    site: SiteId = EVERY_SITE
    year_groups: frozenset[str] = frozenset()
    source: str = ""
    gone: bool = False
    line: LineId = UNWRITTEN

    @property
    def span(self) -> Span:
        """Return its first and last day."""
        return Span(self.first, self.last)

    def is_for(self, site: SiteId, year_group: str) -> bool:
        """Say whether the closure is for a site and year group."""
        return self.site in (EVERY_SITE, site) and (
            not self.year_groups or year_group in self.year_groups
        )


@dataclass(frozen=True, slots=True)
class Term:
    """A term or half term: the run of days the school meets in, closures within it apart.

    Attributes:
        id: The term's number.
        first: Its first day.
        last: Its last day.
        name: What the school calls it.
        site: The site it is for, or every site.
        source: Where it came from, such as a calendar entry's identity; empty if typed.
        gone: Whether it was taken back.
        line: The line that says so.
    """

    id: int
    first: dt.date
    last: dt.date
    name: str
    site: SiteId = EVERY_SITE
    source: str = ""
    gone: bool = False
    line: LineId = UNWRITTEN

    @property
    def span(self) -> Span:
        """Return its first and last day."""
        return Span(self.first, self.last)


class NotASchoolDayError(OfficeError):
    """A session was named on a day the school is closed."""

    def __init__(self, day: dt.date, why: str) -> None:
        reason = f" ({why})" if why else ""
        super().__init__(f"{long_day(day)} is not a school day{reason}; choose another day.")


@dataclass(frozen=True, slots=True)
class HalfTerm:
    """A run of school days between two longer breaks.

    Attributes:
        span: Its first and last school day.
        days: How many school days it has.
    """

    span: Span
    days: int


@dataclass
class _Year:
    """What is worked out once for a school year."""

    closed: dict[dt.date, str]
    runs: list[tuple[int, int]] = field(default_factory=list)
    half_terms: list[HalfTerm] | None = None


class SchoolCalendar:
    """The days on which one year group of one site is expected in school."""

    def __init__(self, closures: Iterable[Closure], terms: Iterable[Term] = ()) -> None:
        """Take the closures and terms that are for this site and year group."""
        self._closures = list(closures)
        self._terms = sorted(terms, key=lambda term: term.span)
        self._after: dict[tuple[dt.date, int], dt.date] = {}
        self._years: dict[SchoolYear, _Year] = {}

    def closed(self, year: SchoolYear) -> dict[dt.date, str]:
        """Return the weekdays of a year on which the school is closed, each with its reason."""
        return self._year(year).closed

    def why_closed(self, day: dt.date) -> str | None:
        """Return why a day is not a school day, or None when it is one."""
        if not is_weekday(day):
            return "weekend"
        return self._year(SchoolYear.of(day)).closed.get(day)

    def is_open(self, day: dt.date) -> bool:
        """Say whether a day is a school day."""
        return self.why_closed(day) is None

    def require_open(self, day: dt.date) -> None:
        """Refuse a day that is not a school day.

        Raises:
            NotASchoolDayError: It is a weekend day or closed.
        """
        why = self.why_closed(day)
        if why is not None:
            raise NotASchoolDayError(day, why)

    def days(self, year: SchoolYear) -> list[dt.date]:
        """Return the school days of a year in order."""
        closed = self._year(year).closed
        return [day for day in year.span.days() if is_weekday(day) and day not in closed]

    def days_within(self, span: Span) -> list[dt.date]:
        """Return the school days of a span in order."""
        return [day for day in span.days() if self.is_open(day)]

    def half_terms(self, year: SchoolYear) -> list[HalfTerm]:
        """Return the runs of school days between breaks of five weekdays or more."""
        known = self._year(year)
        if known.half_terms is None:
            known.half_terms = self._halves(year)
        return known.half_terms

    def half_term_of(self, day: dt.date) -> Span:
        """Return the half term a day belongs to, a break belonging to the half term before it."""
        year = SchoolYear.of(day)
        found = [half.span for half in self.half_terms(year) if half.span.first <= day]
        return found[-1] if found else Span(year.span.first, year.span.first)

    def open_runs(self, year: SchoolYear, low: int, high: int) -> list[tuple[int, int]]:
        """Return the runs of open slots of a year within ``low`` to ``high`` (excluded)."""
        return [
            (max(a, low), min(b, high)) for a, b in self._year(year).runs if a < high and b > low
        ]

    def squeeze(self, line: str, year: SchoolYear, low: int, high: int) -> str:
        """Return the part of a standing line that lies in open sessions of ``low`` to ``high``."""
        return "".join([line[a:b] for a, b in self.open_runs(year, low, high)])

    def is_school_week(self, day: dt.date) -> bool:
        """Say whether the week of a day has at least one session."""
        monday = day - dt.timedelta(days=day.weekday())
        return any(self.is_open(monday + dt.timedelta(days=n)) for n in range(5))

    def window_from(self, day: dt.date, weeks: int) -> dt.date:
        """Return the Monday on which a window of school weeks begins that ends in a day's week.

        Weeks without a session are skipped; the window crosses terms and years. A school week is
        any week with at least one session (national framework for penalty notices, 2024).
        """
        monday = day - dt.timedelta(days=day.weekday())
        found = int(self.is_school_week(monday))
        limit = monday - dt.timedelta(weeks=weeks + 60)
        while found < weeks and monday > limit:
            monday -= dt.timedelta(weeks=1)
            found += self.is_school_week(monday)
        return monday

    def school_days_after(self, day: dt.date, number: int) -> dt.date:
        """Return the school day that is a number of school days after a day."""
        asked = day, number
        if asked not in self._after:
            limit = day + dt.timedelta(days=400 + number * 3)
            while number and day < limit:
                day += dt.timedelta(days=1)
                number -= self.is_open(day)
            self._after[asked] = day
        return self._after[asked]

    def _year(self, year: SchoolYear) -> _Year:
        if year not in self._years:
            self._years[year] = self._worked_out(year)
        return self._years[year]

    def _halves(self, year: SchoolYear) -> list[HalfTerm]:
        groups: list[list[dt.date]] = []
        for day in self.days(year):
            if groups and _weekdays_between(groups[-1][-1], day) < WEEKDAYS_BETWEEN_HALF_TERMS:
                groups[-1].append(day)
            else:
                groups.append([day])
        return [HalfTerm(Span(group[0], group[-1]), len(group)) for group in groups]

    def _worked_out(self, year: SchoolYear) -> _Year:
        closed: dict[dt.date, str] = {}
        for closure in self._closures:
            shared = closure.span.overlap(year.span)
            if shared:
                closed.update((day, closure.why) for day in shared.days() if is_weekday(day))
        terms = [term.span for term in self._terms if term.span.overlap(year.span)]
        if terms:
            for day in year.span.days():
                if is_weekday(day) and not any(day in span for span in terms):
                    closed.setdefault(day, OUTSIDE_TERM)
        return _Year(closed, _runs(year, closed))


def _runs(year: SchoolYear, closed: dict[dt.date, str]) -> list[tuple[int, int]]:
    """Return the runs of slots that are open, as half-open pairs."""
    shut = sorted(first_session_from(day) - year.origin for day in closed)
    runs: list[tuple[int, int]] = []
    low = 0
    for slot in [*shut, year.slots]:
        if slot > low:
            runs.append((low, slot))
        low = slot + 2
    return runs


def _weekdays_between(earlier: dt.date, later: dt.date) -> int:
    """Return how many weekdays lie strictly between two days."""
    after = first_session_from(earlier + dt.timedelta(days=1))
    return (first_session_from(later) - after) // 2
