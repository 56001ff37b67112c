"""What every paper says of itself: when it was printed, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.school_year import long_day, short_day

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.school_year import Span


def printed_line(office: Office) -> str:
    """Return the foot of a paper: 'Printed Wed 18 Nov 2026, 09:31 by Petra Lindqvist, Head'."""
    by = f" by {office.person.name}, {office.person.post}" if office.person else ""
    return f"Printed {short_day(office.today())} {office.now():%Y, %H:%M}{by}"


def span_words(span: Span) -> str:
    """Return a span of days in words."""
    if span.first == span.last:
        return long_day(span.first)
    return f"{long_day(span.first)} to {long_day(span.last)}"
