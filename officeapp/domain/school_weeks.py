"""The sessions a threshold looks at: numbered, in school weeks, from before the year to a day.

A school week is any week with at least one session; weeks without are skipped, so that a run of
ten school weeks crosses holidays, terms and years (national framework for penalty notices, 2024).
A strip is worked out once for all pupils whose days were the same.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.codes import UNMARKED, Category
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

ATTENDED, ABSENT, NEITHER = "p", "a", "n"
#: What a session is to a rule that counts days in a row: counted, passed by, or the run is broken.
PASSED, COUNTED, BROKEN = "\x00", "\x01", "\x02"
_EITHER = bytes.maketrans(b"\x03", b"\x02")  # a day with both breaks the run


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


class Reading:
    """What the symbols of a standing line mean to a threshold, under one list of codes."""

    def __init__(self, categories: Mapping[str, Category]) -> None:
        """Take what each symbol counts as."""
        self._kinds = str.maketrans(
            {
                symbol: ATTENDED if category.attended else ABSENT if category.possible else NEITHER
                for symbol, category in categories.items()
            }
            | {"-": NEITHER}
        )
        neither = (chr(symbol) for symbol, kind in self._kinds.items() if kind == NEITHER)
        self._runs: dict[str, dict[int, str]] = {}
        #: The symbols of sessions that are not possible or have no mark.
        self.passed = UNMARKED + "".join(neither)

    def kinds(self, symbols: str) -> str:
        """Return each session as attended, absent, neither, or '.' without a mark."""
        return symbols.translate(self._kinds)

    def runs(self, chosen: str) -> dict[int, str]:
        """Return for `str.translate` what each symbol is to a run of some symbols."""
        if chosen not in self._runs:
            self._runs[chosen] = {
                symbol: COUNTED if chr(symbol) in chosen else PASSED if kind == NEITHER else BROKEN
                for symbol, kind in self._kinds.items()
            } | {ord(UNMARKED): PASSED}
        return self._runs[chosen]


class Page:
    """One pupil's sessions on a strip.

    Attributes:
        strip: The sessions.
        symbols: One symbol for each.
        kinds: What each counts as.
        year_absent: How many of the school year were missed.
        year_possible: How many of the school year were possible.
        reading: What the symbols mean.
        absent_days: Each day to a run of absence, once it was asked for.
    """

    __slots__ = (
        "absent_days",
        "kinds",
        "reading",
        "strip",
        "symbols",
        "year_absent",
        "year_possible",
    )

    def __init__(self, strip: Strip, symbols: str, reading: Reading) -> None:
        self.strip = strip
        self.symbols = symbols
        self.kinds = reading.kinds(symbols)
        self.year_absent = self.kinds.count(ABSENT, strip.year_from)
        self.year_possible = self.year_absent + self.kinds.count(ATTENDED, strip.year_from)
        self.reading = reading
        self.absent_days: str | None = None

    def symbol(self, number: int) -> str:
        """Return the symbol at a session, by its number."""
        return self.symbols[bisect.bisect_left(self.strip.numbers, number)]

    def absent(self, low: int, high: int | None = None) -> int:
        """Return how many sessions of a stretch were missed."""
        return self.kinds.count(ABSENT, low, high)

    def possible(self, low: int, high: int | None = None) -> int:
        """Return how many sessions of a stretch were possible."""
        return self.absent(low, high) + self.kinds.count(ATTENDED, low, high)

    def unmarked(self, low: int, high: int | None = None) -> list[int]:
        """Return the places of a stretch without a mark."""
        end = len(self.kinds) if high is None else high
        if not self.kinds.count(UNMARKED, low, end):
            return []
        return [place for place in range(low, end) if self.kinds[place] == UNMARKED]


class _Here(dict[int, str]):
    """For `str.translate`: what is named is counted, all else passed by."""

    def __missing__(self, _: int) -> str:
        return PASSED


_RUN_OF_KINDS = str.maketrans(
    {ABSENT: COUNTED, ATTENDED: BROKEN, NEITHER: PASSED, UNMARKED: PASSED}
)


class Chosen:
    """The sessions a rule counts: by symbol, or by what they count as."""

    __slots__ = ("_find", "_here", "_symbols", "of_kinds")

    def __init__(self, symbols: str, *, of_kinds: bool = False) -> None:
        self.of_kinds = of_kinds
        self._symbols = symbols
        self._find = re.compile("[" + re.escape(symbols) + "]").finditer
        self._here = _Here(dict.fromkeys(map(ord, symbols), COUNTED))

    def number(self, page: Page, low: int = 0, high: int | None = None) -> int:
        """Return how many of a stretch it counts."""
        text = page.kinds if self.of_kinds else page.symbols
        number = 0
        for symbol in self._symbols:
            number += text.count(symbol, low, high)
        return number

    def places(self, page: Page, low: int = 0, high: int | None = None) -> list[int]:
        """Return the places of a stretch that it counts."""
        text = page.kinds if self.of_kinds else page.symbols
        found = self._find(text if high is None else text[:high])
        return [place for match in found if (place := match.start()) >= low]

    def days(self, page: Page) -> str:
        """Return for each day of a page whether it counts, breaks a run, or is passed by.

        The open sessions of a strip come in pairs, morning and afternoon; only the last day may
        have begun without its afternoon.
        """
        if not self.of_kinds:
            return _days(page.symbols.translate(page.reading.runs(self._symbols)))
        if page.absent_days is None:
            page.absent_days = _days(page.kinds.translate(_RUN_OF_KINDS))
        return page.absent_days

    def touched(self, page: Page, low: int) -> int:
        """Return on how many days from a morning on one session at least is counted."""
        if not self.number(page, low):
            return 0
        text = page.kinds if self.of_kinds else page.symbols
        return _days(text[low:].translate(self._here)).count(COUNTED)

    def last(self, page: Page) -> str:
        """Return the last session that counts, as this chooses; empty for none."""
        if self.of_kinds:
            return page.kinds.rstrip(NEITHER + UNMARKED)[-1:]
        return page.symbols.rstrip(page.reading.passed)[-1:]

    def __contains__(self, symbol: str) -> bool:
        return bool(symbol) and symbol in self._symbols


def _days(halves: str) -> str:
    """Return what each day is to a run, from what its two halves are."""
    if len(halves) % 2:
        halves += PASSED
    mornings, afternoons = halves[::2].encode(), halves[1::2].encode()
    both = int.from_bytes(mornings) | int.from_bytes(afternoons)
    return both.to_bytes(len(mornings)).translate(_EITHER).decode()
