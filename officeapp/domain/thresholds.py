"""Thresholds: how a rule counts a pupil's sessions, and the sessions its answer rests on.

A session without a mark counts as nothing, everywhere; what a rule found says how many of them
lie in the stretch it looked at. Shares are compared as whole sessions, never as rounded figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from officeapp.domain.policies import Counts, Rule
from officeapp.domain.school_year import Session, session_at
from officeapp.domain.threshold_counts import WAYS
from officeapp.domain.threshold_pages import ABSENT, Chosen
from officeapp.domain.threshold_tallies import TALLIES, Tally

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from officeapp.domain.codes import CodeTable
    from officeapp.domain.threshold_pages import Page


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a pupil is on the way to a rule's number.

    Attributes:
        rule: The rule.
        count: What it counted: sessions, or days where the kind of rule counts days.
        threshold: The number at which it is met.
        met: Whether it is.
        met_on: The number of the session with which it was met; None where it is not.
        rests_on: The numbers of the sessions it counted.
        looked_at: The numbers of the first and last session it looked at; None for no session.
        unmarked: The numbers of the sessions it looked at that have no mark.
    """

    rule: Rule
    count: int
    threshold: int
    met: bool
    met_on: int | None
    rests_on: tuple[int, ...]
    looked_at: tuple[int, int] | None
    unmarked: tuple[int, ...]

    @property
    def day(self) -> dt.date | None:
        """Return the day on which it was met."""
        return session_at(self.met_on)[0] if self.met_on is not None else None

    @property
    def left(self) -> int:
        """Return how many more would meet it; nought where it is met."""
        return 0 if self.met else max(1, self.threshold - self.count)

    def unmet(self) -> Reached:
        """Return the same count for a pupil whom the rule does not concern."""
        return replace(self, met=False, met_on=None)

    def sessions(self) -> list[tuple[dt.date, Session]]:
        """Return the sessions it rests on."""
        return [session_at(number) for number in self.rests_on]


class Counter:
    """Counts by one rule; made once and asked for many pupils."""

    def __init__(self, rule: Rule, codes: CodeTable) -> None:
        self.rule = rule
        self._chosen = _chosen(rule, codes)
        self._count = WAYS[rule.kind]
        #: Gives the numbers of `of` alone, quickly: most pupils have met most rules by far not.
        self.tally: Callable[[Page], Tally] = partial(TALLIES[rule.kind], rule, self._chosen)

    def of(self, page: Page) -> Reached:
        """Return how far a pupil is, and the sessions the answer rests on."""
        found = self._count(self.rule, self._chosen, page)
        numbers = page.strip.numbers
        low, high = found.low, found.high
        return Reached(
            self.rule,
            found.count,
            found.threshold,
            found.met_at is not None,
            None if found.met_at is None else numbers[found.met_at],
            tuple([numbers[place] for place in found.places]),
            (numbers[low], numbers[high - 1]) if low < high else None,
            tuple([numbers[place] for place in page.unmarked(low, high)]),
        )


def _chosen(rule: Rule, codes: CodeTable) -> Chosen:
    if rule.counts is Counts.CODES:
        return Chosen("".join(map(codes.symbol, rule.codes)))
    if rule.counts is Counts.LATE:
        return Chosen(codes.symbols_where(late=True))
    return Chosen(ABSENT, of_kinds=True)
