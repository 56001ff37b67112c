"""Reviews: pupils looked at again, who moved up and who down, and families carried on.

Praise stands beside concern: a list says who rose as plainly as who fell. Small numbers are said
as sessions, because one day away is a tenth of five.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.attendance import Figures, shown_percent
from officeapp.domain.policies import Every
from officeapp.domain.record import PupilId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from officeapp.domain.policies import Review
    from officeapp.domain.school_calendar import HalfTerm

FEW_SESSIONS = 20


class Move(enum.StrEnum):
    """Where a figure went since the review before."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    NEW = "new"  # no figure at the review before


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One pupil at a review.

    Attributes:
        pupil: The pupil.
        now: Figures of the school year up to this review.
        before: Figures of the school year up to the review before.
    """

    pupil: PupilId
    now: Figures
    before: Figures

    @property
    def move(self) -> Move:
        """Return where the figure went, compared as whole sessions."""
        if not self.before.possible or not self.now.possible:
            return Move.NEW
        now = self.now.attended * self.before.possible
        before = self.before.attended * self.now.possible
        return Move.UP if now > before else Move.DOWN if now < before else Move.SAME


def under(figures: Figures, percent: int) -> bool:
    """Say whether attendance is under a share, unrounded; of no sessions nothing is said."""
    return figures.possible > 0 and 100 * figures.attended < percent * figures.possible


def review_list(
    review: Review, pupils: Iterable[Reviewed], focus: Collection[PupilId] = ()
) -> list[Reviewed]:
    """Return who is on a review's list, the lowest figure first.

    On it are those under the review's share, families in focus, and with `dips` also those who
    were under it at the review before or fell since, so that a rise is seen and praised.

    Args:
        review: The review.
        pupils: Pupils with their figures.
        focus: Pupils of families in focus, carried on from the year before.
    """
    chosen = [one for one in pupils if one.pupil in focus or _is_on(review, one)]
    return sorted(chosen, key=_lowest)


def to_carry(review: Review, pupils: Iterable[Reviewed]) -> list[PupilId]:
    """Return who begins the new year in focus: those a review carries on who are still on it."""
    if not review.carried:
        return []
    return [one.pupil for one in pupils if under(one.now, review.under or 100)]


def said(figures: Figures) -> str:
    """Return a figure in words: '93.4%', or '3 of 8 sessions' where they are few."""
    if not figures.possible or figures.possible >= FEW_SESSIONS:
        return shown_percent(figures)
    return f"{figures.attended} of {figures.possible} sessions"


def review_before(every: Every, half_terms: Sequence[HalfTerm], day: dt.date) -> dt.date | None:
    """Return the day of the review before; None for the first of a school year.

    A half-termly review looks back to the end of the half term before, a termly one to the end of
    the term before, two half terms being a term.
    """
    begun = [half for half in half_terms if half.span.first <= day]
    if not begun:
        return None
    if every is Every.FORTNIGHT:
        earlier = day - dt.timedelta(weeks=2)
        return earlier if earlier >= begun[0].span.first else None
    place = len(begun) - 1
    if every is Every.TERM:
        place -= place % 2
    return begun[place - 1].span.last if place > 0 else None


def _is_on(review: Review, one: Reviewed) -> bool:
    share = review.under or 101
    if under(one.now, share):
        return True
    return review.dips and (under(one.before, share) or one.move is Move.DOWN)


def _lowest(one: Reviewed) -> tuple[float, PupilId]:
    return one.now.attended / (one.now.possible or 1), one.pupil
