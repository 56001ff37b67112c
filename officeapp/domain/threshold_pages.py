"""One pupil's sessions as a threshold reads them, and which of them a rule counts."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from officeapp.domain.codes import UNMARKED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officeapp.domain.codes import Category
    from officeapp.domain.school_weeks import Strip

ATTENDED, ABSENT, NEITHER = "p", "a", "n"
#: What a session is to a rule that counts days in a row: counted, passed by, or the run is broken.
PASSED, COUNTED, BROKEN = "\x00", "\x01", "\x02"
_EITHER = bytes.maketrans(b"\x03", b"\x02")  # a day with both breaks the run


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
