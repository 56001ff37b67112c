"""The sample school's terms: 190 pupil days and five INSET days in every school year.

Autumn and spring breaks of a week, Christmas and Easter of two weeks, late July for the end; the
last day follows from counting, so that every year has the days the law asks for.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from officeapp.domain.school_calendar import Closure, ClosureKind, SchoolCalendar, Term
from officeapp.domain.school_year import SchoolYear, Span, is_weekday, monday_of
from officeapp.sample.feasts import bank_holidays, easter

PUPIL_DAYS = 190
INSET_DAYS = 5
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)
HALF_TERMS = ("Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2")


@dataclass(frozen=True)
class PlannedYear:
    """A school year of the sample school.

    Attributes:
        year: The school year.
        terms: Its six half terms.
        closures: INSET days and bank holidays.
        calendar: The calendar they make.
        days: The pupil days, in order.
    """

    year: SchoolYear
    terms: tuple[Term, ...]
    closures: tuple[Closure, ...]
    calendar: SchoolCalendar
    days: tuple[dt.date, ...]


@functools.cache
def planned_year(year: SchoolYear) -> PlannedYear:
    """Return the terms and closed days of a school year."""
    holidays = _holidays(year)
    spans = _half_terms(year, frozenset(closure.first for closure in holidays))
    inset = [*_first_two(spans[0]), spans[2].first, spans[3].first, spans[5].first]
    closures = tuple(
        sorted(
            [*holidays, *(Closure(0, d, d, "INSET day", ClosureKind.INSET) for d in inset)],
            key=lambda closure: closure.first,
        )
    )
    terms = tuple(
        Term(0, span.first, span.last, f"{name} {year.name}")
        for name, span in zip(HALF_TERMS, spans, strict=True)
    )
    calendar = SchoolCalendar(closures, terms)
    return PlannedYear(year, terms, closures, calendar, tuple(calendar.days(year)))


def whole_calendar(years: list[SchoolYear]) -> SchoolCalendar:
    """Return the calendar of several years together."""
    planned = [planned_year(year) for year in years]
    return SchoolCalendar(
        [closure for one in planned for closure in one.closures],
        [term for one in planned for term in one.terms],
    )


def breaks(year: SchoolYear) -> list[Span]:
    """Return the five weeks or fortnights between the half terms, weekends included."""
    begins, easter_day = year.begins, easter(year.begins + 1)
    christmas = monday_of(dt.date(begins, 12, 25))
    february = monday_of(dt.date(begins + 1, 2, 18))
    holy_week = monday_of(easter_day - 2 * DAY)
    whit = monday_of(dt.date(begins + 1, 5, 31))
    october = monday_of(dt.date(begins, 10, 28))
    lengths = ((october, 1), (christmas, 2), (february, 1), (holy_week, 2), (whit, 1))
    return [Span(monday, monday + weeks * WEEK - DAY) for monday, weeks in lengths]


def _half_terms(year: SchoolYear, shut: frozenset[dt.date]) -> list[Span]:
    """Return the six half terms; the last ends when the days are complete."""
    away = breaks(year)
    first = _start(year)
    edges = [first, *(_weekday_after(gap.last, shut) for gap in away)]
    ends = [gap.first - 3 * DAY for gap in away]  # the Friday before
    spans = [Span(edge, end) for edge, end in zip(edges[:-1], ends, strict=True)]
    left = PUPIL_DAYS + INSET_DAYS - sum(_school_days(span, shut) for span in spans)
    return [*spans, _run_of(edges[-1], left, shut)]


def _start(year: SchoolYear) -> dt.date:
    """Return the first weekday of September from which a week's start makes sense."""
    day = dt.date(year.begins, 9, 1)
    while day.weekday() > 2:
        day += DAY
    return day


def _holidays(year: SchoolYear) -> list[Closure]:
    both = [*bank_holidays(year.begins), *bank_holidays(year.begins + 1)]
    return [
        Closure(0, holiday.day, holiday.day, holiday.why, ClosureKind.BANK_HOLIDAY)
        for holiday in both
        if holiday.day in year.span
    ]


def _first_two(span: Span) -> list[dt.date]:
    return [day for day in span.days() if is_weekday(day)][:2]


def _weekday_after(day: dt.date, shut: frozenset[dt.date]) -> dt.date:
    day += DAY
    while not is_weekday(day) or day in shut:
        day += DAY
    return day


def _school_days(span: Span, shut: frozenset[dt.date]) -> int:
    return sum(is_weekday(day) and day not in shut for day in span.days())


def _run_of(first: dt.date, number: int, shut: frozenset[dt.date]) -> Span:
    last, left = first, number - 1
    while left:
        last = _weekday_after(last, shut)
        left -= 1
    return Span(first, last)
