"""Tests that some year groups sit, and how close a run of days comes to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from officeapp.domain.record import UNWRITTEN, LineId
from officeapp.domain.school_year import Span, short_day

CLOSE = dt.timedelta(weeks=4)  # before tests, when leave comes close to them


@dataclass(frozen=True, slots=True)
class Assessment:
    """Tests that some year groups sit, national or the school's own.

    Attributes:
        id: The number of the entry; 0 for a national date.
        name: What they are.
        first: The first day.
        last: The last day.
        year_groups: The year groups; empty for all.
        gone: Whether the entry was taken back.
        line: The line that says so.
    """

    id: int
    name: str
    first: dt.date
    last: dt.date
    year_groups: frozenset[str] = frozenset()
    gone: bool = False
    line: LineId = UNWRITTEN

    @property
    def span(self) -> Span:
        """Return its first and last day."""
        return Span(self.first, self.last)

    def is_for(self, year_group: str) -> bool:
        """Say whether a year group sits them."""
        return not self.gone and (not self.year_groups or year_group in self.year_groups)

    def closeness(self, days: Span) -> str:
        """Return how close a run of days comes to the tests, in words; '' where it does not."""
        if self.span.overlap(days):
            return (
                f"{self.name} from {short_day(self.first)} to {short_day(self.last)}: in these days"
            )
        away = self.first - days.last
        if dt.timedelta(0) < away <= CLOSE:
            before = "1 day" if away.days == 1 else f"{away.days} days"
            return (
                f"{self.name} from {short_day(self.first)}: {before} after the last day asked for"
            )
        return ""
