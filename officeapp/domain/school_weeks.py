"""The sessions a threshold looks at: numbered, in school weeks, from before the year to a day.

A school week is any week with at least one session; weeks without are skipped, so that a run of
ten school weeks crosses holidays, terms and years (national framework for penalty notices, 2024).
A strip is worked out once for all pupils whose days were the same.
"""

from __future__ import annotations

import bisect
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.school_year import (
    SESSIONS_A_WEEK,
    SchoolYear,
    Session,
    Span,
    first_session_from,
    monday_of,
    session_number,
    years_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officeapp.domain.school_calendar import SchoolCalendar

Runs = tuple[SchoolYear, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Strip:
    """Open sessions that have begun, oldest first.

    Attributes:
        runs: The runs of slots of standing lines they are cut from, with those not begun.
        numbers: The number of each session among all sessions.
        weeks: The rank of each session's school week, the first of the strip having 0.
        year_from: The place of the first session of the school year.
        first_week: The rank of the first school week of the school year.
        this_week: The rank of the last school week that has begun.
        halves: The place at which each half term of the school year begins.
        known: The bounds worked out so far.
    """

    runs: tuple[Runs, ...]
    numbers: tuple[int, ...]
    weeks: tuple[int, ...]
    year_from: int
    first_week: int
    this_week: int
    halves: tuple[int, ...]
    known: dict[int, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)

    def cut(self, lines: Mapping[SchoolYear, str]) -> str:
        """Return a pupil's symbols on the strip, from the standing lines of its years."""
        cut: list[str] = []
        for year, runs in self.runs:
            line = lines[year]
            cut += [line[low:high] for low, high in runs]
        return "".join(cut)[: len(self.numbers)]

    def place_of_week(self, rank: int) -> int:
        """Return the place of the first session from a school week on."""
        return bisect.bisect_left(self.weeks, rank)

    def window(self, weeks: int) -> int:
        """Return the place at which the run of school weeks begins that ends with this week."""
        return self.place_of_week(self.this_week - weeks + 1)

    def horizon(self, weeks: int) -> int:
        """Return the place before which no run of school weeks reaches into the school year."""
        first = min(self.first_week, self.this_week)
        return self.place_of_week(first - weeks + 1)

    def bounds(self, weeks: int) -> tuple[int, int]:
        """Return the horizon and the window of a run of school weeks."""
        if weeks not in self.known:
            self.known[weeks] = (self.horizon(weeks), self.window(weeks))
        return self.known[weeks]

    @property
    def half_term(self) -> int:
        """Return the place at which the half term begun last begins."""
        return self.halves[-1] if self.halves else self.year_from


def strip_of(
    parts: Sequence[tuple[SchoolCalendar, Span]], day: dt.date, *, weeks: int, begun: int
) -> Strip:
    """Return the strip of a school year up to a day, with the school weeks before it.

    Args:
        parts: The calendars that held for the pupil one after the other, each with its days; they
            reach from before the year to after the day.
        day: The day asked about.
        weeks: How many school weeks before the year's first a rule may look back to.
        begun: The number of the first session that does not count yet.
    """
    calendar, year = parts[-1][0], SchoolYear.of(day)
    week = session_number(monday_of(day), Session.AM) // SESSIONS_A_WEEK
    asked = Span(
        calendar.window_from(year.span.first, weeks), monday_of(day) + dt.timedelta(days=4)
    )
    runs = [
        (one, low, high)
        for one in years_of(asked)
        for held, span in parts
        for low, high in _runs(held, one, span.overlap(asked))
    ]
    numbers = [number for one, low, high in runs for number in _numbers(one, low, high)]
    begins = [
        first_session_from(half.span.first)
        for half in calendar.half_terms(year)
        if half.span.first <= day
    ]
    return _strip(runs, numbers, year, begins, _Until(week, begun))


class _Until(NamedTuple):
    """Where a strip ends: with a week, and before a session that does not count yet."""

    week: int
    begun: int


def _strip(
    runs: list[tuple[SchoolYear, int, int]],
    numbers: list[int],
    year: SchoolYear,
    half_terms: list[int],
    until: _Until,
) -> Strip:
    ranks: dict[int, int] = {}
    for number in numbers:
        ranks.setdefault(number // SESSIONS_A_WEEK, len(ranks))
    counted = tuple(numbers[: bisect.bisect_left(numbers, until.begun)])
    first = bisect.bisect_left(numbers, year.origin)
    this_week = max([rank for week, rank in ranks.items() if week <= until.week], default=0)
    halves = (bisect.bisect_left(counted, number) for number in half_terms)
    return Strip(
        runs=tuple(
            (year, tuple((low, high) for one, low, high in runs if one == year))
            for year in dict.fromkeys(one for one, _, _ in runs)
        ),
        numbers=counted,
        weeks=tuple(ranks[number // SESSIONS_A_WEEK] for number in counted),
        year_from=min(first, len(counted)),
        first_week=ranks[numbers[first] // SESSIONS_A_WEEK] if first < len(numbers) else this_week,
        this_week=this_week,
        halves=tuple(place for place in halves if place < len(counted)),
    )


def _runs(calendar: SchoolCalendar, year: SchoolYear, span: Span | None) -> list[tuple[int, int]]:
    return calendar.open_runs(year, *year.slots_of(span)) if span else []


def _numbers(year: SchoolYear, low: int, high: int) -> range:
    return range(year.origin + low, year.origin + high)
