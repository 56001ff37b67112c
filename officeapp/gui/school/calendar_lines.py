"""The lists of the calendar section: closures and terms of a year, and marks on closed days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.conflicts import Conflict
from officeapp.domain.school_calendar import EVERY_SITE, Closure, Term
from officeapp.domain.school_year import is_weekday, short_day
from officeapp.gui.tables import Column
from officeapp.gui.widgets.year_groups import year_groups_said
from officeapp.procedures.plan_calendar import source_of

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.school_calendar import SchoolCalendar
    from officeapp.domain.school_year import SchoolYear, Span

TONES = {"INSET": "authorised", "closure": "unauthorised", "term": "good"}


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One closure or term.

    Attributes:
        card: The closure or term.
        what: What it is called.
        kind: What sort it is.
        whom: Whom it is for.
        days: How many weekdays a closure has, or school days a term.
        source: Where it came from.
    """

    card: Closure | Term
    what: str
    kind: str
    whom: str
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """Marks of a class on a closed day.

    Attributes:
        conflict: What the books say.
        school_class: The name of the class.
    """

    conflict: Conflict
    school_class: str


COLUMNS: tuple[Column[CalendarLine], ...] = (
    Column("Days", lambda line: span_said(line.card.span), lambda line: line.card.span, width=226),
    Column("How many", lambda line: str(line.days), lambda line: line.days, number=True, width=84),
    Column("What", lambda line: line.what),
    Column("For", lambda line: line.whom, tip=lambda line: line.whom, width=160),
    Column("From", lambda line: line.source, width=72),
    Column(
        "Kind", lambda line: line.kind, number=True, width=116,
        badge=lambda line: TONES.get(line.kind, "closed"),
    ),
)  # fmt: skip
CONFLICT_COLUMNS: tuple[Column[ConflictLine], ...] = (
    Column("Day", lambda line: _day(line.conflict.day), lambda line: line.conflict.day, width=150),
    Column("Class", lambda line: line.school_class, width=140),
    Column("Closed for", lambda line: line.conflict.why),
    Column("Pupils", lambda line: str(line.conflict.pupils), number=True, width=90),
    Column("Marks", lambda line: str(line.conflict.marks), number=True, width=90),
)


def calendar_lines(
    office: Office, year: SchoolYear, calendar: SchoolCalendar
) -> list[CalendarLine]:
    """Return the terms and closures of a year, by date."""
    sites = {site.id: site.name for site in office.school.sites()}
    lines = []
    cards: list[Closure | Term] = [*office.calendar.terms(), *office.calendar.closures()]
    for card in cards:
        if card.span.overlap(year.span) is None:
            continue
        place = "All sites" if card.site == EVERY_SITE else sites.get(card.site, "")
        source = "file" if source_of(card.source) else "typed"
        if isinstance(card, Term):
            days = len(calendar.days_within(card.span))
            lines.append(CalendarLine(card, card.name, "term", place, days, source))
        else:
            whom = f"{place}, {year_groups_said(card.year_groups)}" if card.year_groups else place
            days = sum(is_weekday(day) for day in card.span.days())
            lines.append(CalendarLine(card, card.why, str(card.kind), whom, days, source))
    return sorted(lines, key=lambda line: (line.card.span, line.kind != "term"))


def counted(calendar: SchoolCalendar, year: SchoolYear) -> str:
    """Return a year's sum: days, sessions, first and last day, and half terms that add up."""
    days = calendar.days(year)
    halves = [half.days for half in calendar.half_terms(year)]
    if not days:
        return "No school day in this year."
    sum_said = " + ".join(map(str, halves))
    total = f" = {len(days)}" if len(halves) > 1 else ""
    return f"{_day(days[0])} to {_day(days[-1])}  ·  half terms {sum_said}{total}"


def span_said(span: Span) -> str:
    """Return a run of days for a list: 'Mon 26 Oct to Fri 30 Oct 2026'."""
    if span.first == span.last:
        return _day(span.first)
    year = f" {span.first.year}" if span.first.year != span.last.year else ""
    return f"{short_day(span.first)}{year} to {_day(span.last)}"


def _day(day: dt.date) -> str:
    return f"{short_day(day)} {day.year}"
