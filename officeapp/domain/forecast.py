"""What can still become of a pupil's year: the best figure possible, and one session more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.attendance import Figures, shown_percent
from officeapp.domain.policies import Counts, RuleKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.domain.policies import Rule
    from officeapp.domain.thresholds import Reached


@dataclass(frozen=True, slots=True)
class Forecast:
    """The best a year can still come to.

    Attributes:
        now: The figures so far.
        left: Sessions of the year that have not begun.
        best: The figures if none of those is missed.
    """

    now: Figures
    left: int
    best: Figures

    @property
    def sentence(self) -> str:
        """Return it as a person reads it, with its sum."""
        if not self.best.possible:
            return "No session is left this year."
        return (
            f"Best possible this year: {shown_percent(self.best)} "
            f"({self.best.attended} of {self.best.possible} sessions)."
        )


def forecast(now: Figures, left: int) -> Forecast:
    """Return the best figures possible: every session that has not begun is attended.

    A session that has begun and has no mark is counted nowhere, here as everywhere.
    """
    best = Figures(
        possible=now.possible + left,
        attended=now.attended + left,
        authorised=now.authorised,
        unauthorised=now.unauthorised,
        late=now.late,
        unmarked=now.unmarked,
    )
    return Forecast(now, left, best)


def one_more(found: Iterable[Reached], now: Figures) -> list[str]:
    """Return what one session more would meet, a sentence for each rule that is that close.

    Args:
        found: How far each rule is.
        now: The figures of the year so far, to which a share is compared with one session more.
    """
    said = []
    for reached in found:
        rule = reached.rule
        if not reached.met and reached.count and _would_meet(reached, now):
            said.append(f"One more {_called(rule)} would meet: {rule.words}.")
    return said


def _would_meet(reached: Reached, now: Figures) -> bool:
    rule = reached.rule
    if rule.kind is not RuleKind.RATE:
        return rule.kind in _EACH_COUNTS and reached.left == 1
    missed, of = 100 * (now.absent + 1), (100 - rule.percent) * (now.possible + 1)
    return missed >= of if rule.inclusive else missed > of


#: The kinds of rule that one session more brings a number nearer.
_EACH_COUNTS = frozenset({RuleKind.WINDOW, RuleKind.HALF_TERM, RuleKind.STEPS})


def _called(rule: Rule) -> str:
    if rule.counts is Counts.LATE:
        return "late session"
    if rule.counts is Counts.CODES:
        return f"session of {', '.join(rule.codes)}"
    return "session missed"
