"""What in a timeline shows that a step of the policy was taken; a person decides whether it does.

The program offers the latest line that fits, and fires no step by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from officeapp.domain.policy_parts import Way
from officeapp.domain.school_year import short_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from officeapp.domain.policies import Step
    from officeapp.domain.timeline import TimelineLine

_SPOKEN: Final = frozenset({"Call", "Talk", "Visit", "Meeting"})
#: The kinds of line that show each way of taking a step.
SHOWS: Final[dict[Way, frozenset[str]]] = {
    Way.TEXT: frozenset({"Text"}),
    Way.CALL: frozenset({"Call", "Visit"}),
    Way.LETTER: frozenset({"Letter"}),
    Way.EMAIL: frozenset({"E-mail", "Letter"}),
    Way.VISIT: frozenset({"Visit"}),
    Way.TALK: _SPOKEN,
    Way.MEETING: frozenset({"Meeting"}),
    Way.PLAN: frozenset({"Plan"}),
    Way.CONTRACT: frozenset({"Plan"}),
    Way.REVIEW: frozenset({"Meeting", "Plan", "Review"}),
    Way.EVIDENCE: frozenset({"Call", "Letter", "Evidence"}),
    Way.SUPPORT: frozenset({"Plan", "Support"}),
    Way.REFERRAL: frozenset({"Referral"}),
}


def evidence_for(step: Step, lines: Iterable[TimelineLine], since: dt.date | None) -> str:
    """Return the latest line that shows a step, in a few words; empty where none does.

    Args:
        step: The step.
        lines: The pupil's timeline, the latest first.
        since: The day on which the step's rule was reached; None for any.
    """
    kinds = SHOWS.get(step.way, frozenset())
    for line in lines:
        if line.kind in kinds and (since is None or line.day >= since):
            return f"{line.kind.lower()} {short_day(line.day)}"
    return ""
