"""The ladder of first-day contact: what comes next for a child who is away without a reason.

A policy's steps become *rungs*, one for each person to be reached, in order. Attempts that were
made tick rungs off; the next rung is the first that is left, so that nobody is passed over in
silence. Somebody who is not to be contacted has no rung, and is named nowhere in it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from officeapp.domain.first_day import Attempt, Step
from officeapp.domain.late import NOBODY
from officeapp.domain.policy_parts import FirstDay, FirstDayStep, Way, Whom
from officeapp.domain.record import ContactId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


#: What came of an attempt when somebody was reached, in the words of the lists of the desk.
REACHED: Final = frozenset({"reason given", "answered", "seen at home"})
#: The step of a profile that is only for a child with a professional; told at once, it comes first.
TELL_WORKER: Final = "worker"
_STEPS: Final = {Way.TEXT: Step.TEXT, Way.CALL: Step.CALL, Way.VISIT: Step.VISIT}


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody who may be contacted about a child.

    Attributes:
        contact: The contact.
        name: As a letter has it.
        relationship: What they are to the child, in words.
        phone: The number to call first; empty for none.
        mobile: The first number that takes a text, as dialled in the country; empty for none.
    """

    contact: ContactId
    name: str
    relationship: str
    phone: str = ""
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """One thing to do for one child.

    Attributes:
        step: How.
        badge: What it is called in a list: 'text 1', 'call 2', 'home visit'.
        words: What the policy says of it.
        due: From when it is due.
        contact: Whom; 0 where nobody on the card.
    """

    step: Step
    badge: str
    words: str
    due: dt.time
    contact: ContactId = NOBODY

    @property
    def key(self) -> tuple[object, ...]:
        """Return what an attempt must share with the rung to tick it off."""
        return _key(self.step, self.contact, self.words)


def rungs(
    first_day: FirstDay,
    closes: dt.time,
    family: Sequence[Reachable],
    professional: str = "",
) -> list[Rung]:
    """Return the ladder of one child, in order.

    Args:
        first_day: The policy's first-day contact.
        closes: When the child's register closed.
        family: Who may be contacted, in the order in which to call them.
        professional: The social worker or other professional to be told; empty for none.
    """
    found: list[Rung] = []
    numbers: Counter[Step] = Counter()
    if professional:
        words = f"Tell {professional}"
        found.append(Rung(Step.TOLD, "tell now", words, first_day.begins(closes)))
    for step in first_day.steps:
        if step.id == TELL_WORKER:
            continue
        due = first_day.due(step, closes)
        how = _STEPS.get(step.way, Step.TOLD)
        called = {rung.contact for rung in found if rung.step is how}
        for whom in _whom(step, how, family, called):
            numbers[how] += 1
            badge = _badge(step, how, numbers[how])
            found.append(Rung(how, badge, step.words, due, whom))
    return found


def next_rung(ladder: Iterable[Rung], attempts: Iterable[Attempt]) -> Rung | None:
    """Return the first rung that no attempt has ticked off; None where all are done."""
    left = Counter(_key(one.step, one.contact, one.words) for one in attempts if not one.gone)
    for rung in ladder:
        if not left[rung.key]:
            return rung
        left[rung.key] -= 1
    return None


def was_reached(attempts: Iterable[Attempt]) -> bool:
    """Say whether somebody was reached, so that only the reason is still to be written."""
    return any(one.outcome in REACHED and one.step is not Step.TOLD for one in attempts)


def said_of(attempts: Sequence[Attempt]) -> str:
    """Return what was tried, in a few words: 'text sent 09:20, 2 calls, no answer'."""
    if not attempts:
        return "not started"
    calls = [one for one in attempts if one.step is Step.CALL]
    parts: list[str] = []
    for one in attempts:
        if one.step is not Step.CALL or len(calls) == 1:
            parts.append(f"{_NAMED[one.step]}{one.outcome} {one.at:%H:%M}")
        elif one is calls[-1]:
            parts.append(f"{len(calls)} calls, {one.outcome} {one.at:%H:%M}")
    return ", ".join(parts[-2:])


_NAMED: Final = {Step.TEXT: "text ", Step.CALL: "call: ", Step.VISIT: "visit: ", Step.TOLD: ""}


def _whom(
    step: FirstDayStep, how: Step, family: Sequence[Reachable], called: set[ContactId]
) -> list[ContactId]:
    """Return whom a step is for; nobody on the card where it names nobody."""
    if step.whom is Whom.NOBODY:
        return [NOBODY]
    able = [one.contact for one in family if (one.mobile if how is Step.TEXT else one.phone)]
    if step.whom is Whom.FIRST:
        return able[:1]
    return [one for one in able if one not in called]


def _badge(step: FirstDayStep, how: Step, number: int) -> str:
    if how in (Step.TEXT, Step.CALL):
        return f"{how} {number}"
    return "tell the head" if step.way is Way.TELL_HEAD else str(step.way)


def _key(step: Step, contact: ContactId, words: str) -> tuple[object, ...]:
    """Return what makes two attempts the same rung: a text or a visit, or a call to a person."""
    if step in (Step.TEXT, Step.VISIT):
        return (step,)
    return (step, contact) if contact else (step, NOBODY, words)
