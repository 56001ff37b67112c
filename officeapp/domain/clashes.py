"""Clashes: different marks of one session, written at desks that did not know of each other.

Which of two lines came later by the wall clock says nothing. What counts is whether one desk had
seen the other's line when it wrote its own: then the later one knew, and there is no clash.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.record import PupilId, desk_of
from officeapp.domain.register import Written
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from officeapp.domain.exchange import Seen
    from officeapp.domain.record import ActId
    from officeapp.domain.register import Mark

    SeenBy = Callable[[ActId], dict[int, Seen]]


@dataclass(frozen=True, slots=True)
class Clash:
    """A session for which different marks stand until a person decides.

    Attributes:
        pupil: Whose session it is.
        day: The day.
        session: The half of the day.
        sides: The lines that stand, with who wrote them; the last is shown until it is decided.
        before: What was written earlier and is corrected, oldest first.
    """

    pupil: PupilId
    day: dt.date
    session: Session
    sides: tuple[Written, ...]
    before: tuple[Written, ...] = ()


def clash_of(
    place: tuple[PupilId, dt.date, Session], lines: Sequence[Mark], written: Sequence[Written]
) -> Clash:
    """Return a clash from the lines that stand for a session and all that was written for it."""
    stand = {mark.line for mark in lines}
    sides = tuple(one for one in written if one.mark.line in stand)
    before = tuple(one for one in written if one.mark.line not in stand)
    return Clash(*place, sides, before)


def counted_though_disputed(sessions: int) -> str:
    """Return what is said beside figures that count sessions in dispute; empty for none."""
    if not sessions:
        return ""
    which = "session" if sessions == 1 else "sessions"
    return (
        f"Two desks disagree on {sessions} {which} of these; the later entry is counted until "
        "somebody decides."
    )


def had_seen(later: ActId, earlier: ActId, seen: dict[int, Seen]) -> bool:
    """Say whether a desk had seen an act when it wrote another.

    Args:
        later: The act it wrote.
        earlier: The act that is asked about.
        seen: The newest act of each other desk it had seen when it wrote.
    """
    desk = desk_of(earlier)
    if desk == desk_of(later):
        return later >= earlier
    return desk in seen and seen[desk].act >= earlier


def clashing(standing: Sequence[Mark], seen_by: SeenBy) -> bool:
    """Say whether lines that stand for one session clash.

    They do where two say different things and neither desk had seen the other's line.

    Args:
        standing: The lines of the session that nobody corrected.
        seen_by: Says of an act what its desk had seen of others.
    """
    return any(
        _said(one) != _said(other)
        and not had_seen(one.line.act, other.line.act, seen_by(one.line.act))
        and not had_seen(other.line.act, one.line.act, seen_by(other.line.act))
        for one, other in itertools.combinations(standing, 2)
    )


def _said(mark: Mark) -> tuple[str, int | None, str]:
    return mark.code, mark.minutes, mark.note
