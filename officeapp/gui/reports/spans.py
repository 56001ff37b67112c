"""Ready-made runs of days, counted from today."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.domain.school_year import SchoolYear, Span, monday_of

if TYPE_CHECKING:
    from officeapp.books.office import Office

SPANS = ("This school year", "This half term", "This week", "Last week", "Last school year")


def span_called(office: Office, name: str) -> Span:
    """Return the days that one of the ready-made spans stands for today."""
    today = office.today()
    year = SchoolYear.of(today)
    monday = monday_of(today)
    week = dt.timedelta(weeks=1)
    before = SchoolYear(year.begins - 1).span
    found = {
        "This school year": Span(year.span.first, today),
        "This half term": Span(_half_term(office, today), today),
        "This week": Span(monday, today),
        "Last week": Span(monday - week, monday - dt.timedelta(days=1)),
        "Last school year": before,
    }
    return found[name]


def _half_term(office: Office, today: dt.date) -> dt.date:
    sites = office.school.sites()
    if not sites:
        return SchoolYear.of(today).span.first
    return min(office.calendar.of(sites[0].id, "").half_term_of(today).first, today)
