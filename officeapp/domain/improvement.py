"""Whether things improved since a step was taken, so that the next one is not asked for.

A share is asked again of the sessions since that day alone: a year's figure moves slowly, and a
child who has come every day since would stay under it for months. Other rules ask whether a session
of their kind came since.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from officeapp.domain.policies import RuleKind
from officeapp.domain.school_year import Session, session_number
from officeapp.domain.threshold_counts import fewest

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.domain.threshold_pages import Page
    from officeapp.domain.thresholds import Reached


def better_since(reached: Reached, page: Page, day: dt.date) -> str:
    """Return what shows that a rule is met no more by the sessions after a day; empty if nothing.

    Nothing is better while no session since was possible. One without a mark counts nowhere, as
    everywhere: a register that is being taken asks no family for more than the evening before did.

    Args:
        reached: How far the rule is.
        page: The pupil's sessions.
        day: The day on which the step before was taken.
    """
    last = session_number(day, Session.PM)
    low = bisect.bisect_right(page.strip.numbers, last)
    possible, absent = page.possible(low), page.absent(low)
    if not possible:
        return ""
    if reached.rule.kind is RuleKind.RATE:
        if absent >= fewest(reached.rule, possible):
            return ""
        return f"{possible - absent} of {possible} sessions attended"
    if any(number > last for number in reached.rests_on):
        return ""
    return f"no more of it in {possible} sessions"
