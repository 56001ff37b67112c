"""Where the books are: when they were last shared, what waits, and who has not been heard of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.desks import Desk, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING = dt.timedelta()


class Bound(NamedTuple):
    """What one act proves of another desk's clock: it was written after those it had seen.

    Attributes:
        ahead: How far the other clock is ahead of this desk's, at least or at most.
        lower: Whether at least.
    """

    ahead: dt.timedelta
    lower: bool


def clock_offset(bounds: Iterable[Bound]) -> dt.timedelta:
    """Return how far another clock is ahead, as far as it is proved; nothing where it may fit.

    Args:
        bounds: What acts prove, the newest first. From where they contradict each other a clock
            was set in between, and what is older counts no more.
    """
    least, most = dt.timedelta.min, dt.timedelta.max
    for bound in bounds:
        low = max(least, bound.ahead) if bound.lower else least
        high = most if bound.lower else min(most, bound.ahead)
        if low > high:
            break
        least, most = low, high
    if least > NOTHING:
        return least
    return min(NOTHING, most)


@dataclass(frozen=True, slots=True)
class Heard:
    """What this file knows of another desk.

    Attributes:
        desk: The desk.
        at: When its newest entry was written, by its own clock; None where it wrote nothing.
        ahead: How far its clock is ahead of this desk's, as far as what each knew of the other
            proves it; negative where it is behind, nothing where the two fit.
    """

    desk: Desk
    at: dt.datetime | None
    ahead: dt.timedelta = NOTHING


@dataclass(frozen=True, slots=True)
class Sharing:
    """Where the books are.

    Attributes:
        standing: Whether this file takes part.
        own: The desk this file is; None where it is none.
        shared: When the last exchange went through; None where none has.
        waiting: How many acts of this file were not yet left for others.
        others: The other desks that take part, by name.
        retired: The desks that were retired.
        newer: How many entries the others hold that a file which was put back has not, as of the
            last look.
        to_decide: How many clashes wait for a person.
        apart: How many runs of entries are kept apart and were not looked at.
    """

    standing: Standing
    own: Desk | None = None
    shared: dt.datetime | None = None
    waiting: int = 0
    others: tuple[Heard, ...] = ()
    retired: tuple[Desk, ...] = ()
    newer: int = 0
    to_decide: int = 0
    apart: int = 0
