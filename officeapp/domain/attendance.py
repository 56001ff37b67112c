"""Figures of attendance: whole sessions, added up, and divided only when shown.

A *tally* is how often each symbol stands in a run of open sessions; every figure is a function of
tallies, so that figures of a class are sums over its pupils, never means of percentages (DfE
absence methodology, 3.1). A session without a mark counts as nothing but 'unmarked'.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED, Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Tally = Mapping[str, int]

PERSISTENT_TENTHS = 1  # absent in 10 % or more of the pupil's own possible sessions
SEVERE_TENTHS = 5  # absent in 50 % or more


@dataclass(frozen=True, slots=True)
class Figures:
    """Whole sessions of one pupil, or of many together.

    Attributes:
        possible: Sessions that count: attended and absent.
        attended: Sessions present, late, or at approved education elsewhere.
        authorised: Absences with leave or a reason the law accepts.
        unauthorised: Absences without (G, N, O, U).
        late: Sessions with L or U, as the department counts them.
        unmarked: Open sessions on roll that have no mark; they count nowhere else.
    """

    possible: int = 0
    attended: int = 0
    authorised: int = 0
    unauthorised: int = 0
    late: int = 0
    unmarked: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.possible + other.possible,
            self.attended + other.attended,
            self.authorised + other.authorised,
            self.unauthorised + other.unauthorised,
            self.late + other.late,
            self.unmarked + other.unmarked,
        )

    @property
    def absent(self) -> int:
        """Return the sessions missed, authorised or not."""
        return self.authorised + self.unauthorised

    @property
    def percent(self) -> float | None:
        """Return attended over possible in per cent, unrounded; None where nothing was possible."""
        return 100 * self.attended / self.possible if self.possible else None

    @property
    def is_persistent(self) -> bool:
        """Say whether a tenth or more of the possible sessions were missed, unrounded."""
        return self._missed(PERSISTENT_TENTHS)

    @property
    def is_severe(self) -> bool:
        """Say whether half or more of the possible sessions were missed, unrounded."""
        return self._missed(SEVERE_TENTHS)

    def as_dict(self) -> dict[str, int]:
        """Return the six numbers by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def _missed(self, tenths: int) -> bool:
        return self.possible > 0 and 10 * self.absent >= tenths * self.possible


NO_SESSIONS = Figures()


def tally(line: str) -> dict[str, int]:
    """Count each symbol of a run of sessions."""
    return {symbol: line.count(symbol) for symbol in set(line)}


def add_tallies(tallies: Iterable[Tally]) -> dict[str, int]:
    """Return the sum of several tallies."""
    total: dict[str, int] = {}
    for counts in tallies:
        for symbol, number in counts.items():
            total[symbol] = total.get(symbol, 0) + number
    return total


def figures(counts: Tally, categories: Mapping[str, Category], late: str) -> Figures:
    """Turn a tally of open sessions into figures.

    Args:
        counts: How often each symbol stands, '.' for no mark and '-' for not on roll included.
        categories: What each symbol counts as on the date.
        late: The symbols that count as late sessions.

    Raises:
        KeyError: A symbol in the tally is not one the codes know.
    """
    by_category: dict[Category, int] = {}
    for symbol, number in counts.items():
        if symbol not in (UNMARKED, NOT_ON_ROLL):
            category = categories[symbol]
            by_category[category] = by_category.get(category, 0) + number
    attended = sum(n for category, n in by_category.items() if category.attended)
    authorised = by_category.get(Category.AUTHORISED, 0)
    unauthorised = by_category.get(Category.UNAUTHORISED, 0)
    return Figures(
        possible=attended + authorised + unauthorised,
        attended=attended,
        authorised=authorised,
        unauthorised=unauthorised,
        late=sum(counts.get(symbol, 0) for symbol in late),
        unmarked=counts.get(UNMARKED, 0),
    )


class Counting:
    """Counts figures from runs of sessions under one list of codes, in a few passes of C.

    Each symbol is written as one of five kinds, and the kinds are counted: what `figures` says of
    a tally, this says of the run itself.
    """

    _PRESENT, _LATE, _AUTHORISED, _UNAUTHORISED, _AFTER_CLOSE, _NOWHERE = "plauvn"

    def __init__(self, categories: Mapping[str, Category], late: str) -> None:
        """Take what each symbol counts as, and the symbols of late sessions."""
        self._kinds = str.maketrans(
            {
                symbol: self._kind(category, symbol in late)
                for symbol, category in categories.items()
            }
            | {UNMARKED: UNMARKED, NOT_ON_ROLL: self._NOWHERE}
        )

    def of(self, sessions: str) -> Figures:
        """Return the figures of a run of open sessions."""
        kinds = sessions.translate(self._kinds)
        late = kinds.count(self._LATE)
        after_close = kinds.count(self._AFTER_CLOSE)
        attended = kinds.count(self._PRESENT) + late
        authorised = kinds.count(self._AUTHORISED)
        unauthorised = kinds.count(self._UNAUTHORISED) + after_close
        return Figures(
            attended + authorised + unauthorised,
            attended,
            authorised,
            unauthorised,
            late + after_close,
            kinds.count(UNMARKED),
        )

    def _kind(self, category: Category, late: bool) -> str:  # noqa: FBT001  # private, one caller
        if category.attended:
            return self._LATE if late else self._PRESENT
        if category is Category.UNAUTHORISED:
            return self._AFTER_CLOSE if late else self._UNAUTHORISED
        return self._AUTHORISED if category is Category.AUTHORISED else self._NOWHERE


_NUMBERS = operator.attrgetter(*(field.name for field in fields(Figures)))


def total(several: Iterable[Figures]) -> Figures:
    """Return the sum of many figures; of none, no sessions."""
    columns = list(zip(*map(_NUMBERS, several), strict=True))
    return Figures(*map(sum, columns)) if columns else NO_SESSIONS


def shown_percent(found: Figures) -> str:
    """Return a percentage as screens show it: one decimal, never rounded over a threshold.

    89.96 % is shown as 89.9, because 90.0 would say that the pupil is not persistently absent
    when the sessions say so; a figure is cut, not rounded.
    """
    if not found.possible:
        return "no sessions"
    tenths = 1000 * found.attended // found.possible
    return f"{tenths // 10}.{tenths % 10}%"
