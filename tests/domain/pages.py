"""Pages for the tests of thresholds, and the same questions asked by brute force, day by day."""

from __future__ import annotations

import datetime as dt

from officeapp.books.law import codes
from officeapp.books.policy import threshold_law
from officeapp.domain.school_calendar import Closure, SchoolCalendar
from officeapp.domain.school_weeks import strip_of
from officeapp.domain.school_year import (
    SchoolYear,
    Session,
    Span,
    first_session_after,
    is_weekday,
    years_of,
)
from officeapp.domain.threshold_pages import Page, Reading
from officeapp.domain.thresholds import Counter

FIRST = dt.date(2026, 9, 1)
EVER = Span(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
READING = Reading(codes().categories(FIRST))


def calendar_of(*closed: tuple[dt.date, dt.date]) -> SchoolCalendar:
    """Return a calendar that is closed in the summer and on some runs of days."""
    summers = [(dt.date(year, 7, 22), dt.date(year, 8, 31)) for year in (2025, 2026, 2027)]
    spans = [*summers, *closed]
    return SchoolCalendar([Closure(n, first, last, "") for n, (first, last) in enumerate(spans)])


def line_of(marks, year, usual="."):
    """Return a year's standing line from symbols by day and session."""
    line = [usual] * year.slots
    for (day, session), symbol in marks.items():
        if SchoolYear.of(day) == year:
            line[year.slot(day, session)] = symbol
    return "".join(line)


def page_of(calendar, marks, day, *, weeks=10, usual="."):
    """Return the page of a pupil with some marks, as of the end of a day."""
    strip = strip_of([(calendar, EVER)], day, weeks=weeks, begun=first_session_after(day))
    span = Span(day - dt.timedelta(days=800), day)
    lines = {year: line_of(marks, year, usual) for year in years_of(span)}
    return Page(strip, strip.cut(lines), READING)


def law(name, day=FIRST):
    """Return a rule of the law on a day."""
    return next(rule for rule in threshold_law().rules_on(day) if rule.id == name)


def reached(rule, page):
    """Return what a rule finds."""
    return Counter(rule, codes()).of(page)


def spread(symbols, first, calendar):
    """Return marks in order on the open sessions from a day on; '_' leaves a session out."""
    sessions = (
        (day, session)
        for day in Span(first, first + dt.timedelta(days=500)).days()
        if is_weekday(day) and calendar.is_open(day)
        for session in Session
    )
    placed = zip(symbols.replace(" ", ""), sessions, strict=False)
    return {place: symbol for symbol, place in placed if symbol != "_"}


def school_weeks(calendar, first, last):
    """Return the Mondays of weeks with at least one open day, oldest first."""
    days = Span(first, last).days()
    return sorted({d - dt.timedelta(days=d.weekday()) for d in days if calendar.is_open(d)})


def brute_windows(calendar, marks, chosen, weeks, until):
    """Return for each school week up to a day's how many chosen marks its run of weeks has."""
    friday = until + dt.timedelta(days=4 - until.weekday())
    mondays = school_weeks(calendar, until - dt.timedelta(days=300), friday)
    held = dict.fromkeys(mondays, 0)
    for (day, _), symbol in marks.items():
        monday = day - dt.timedelta(days=day.weekday())
        held[monday] = held.get(monday, 0) + (symbol in chosen and day <= until)
    return {
        monday: sum(held[one] for one in mondays[max(0, place - weeks + 1) : place + 1])
        for place, monday in enumerate(mondays)
    }
