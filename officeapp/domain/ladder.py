"""The ladder of a pupil: what the policy asks for now, and what became of each step.

The program says how far each step is; a person takes it, or puts it aside with a reason. A step
that was taken, or put aside, stays so for the time its rule was reached then: where marks are
corrected and the rule is reached on another day, the step is asked for again, and the earlier entry
stays in the case.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.policies import Ladder, Need, RuleKind, Stage, Step
from officeapp.domain.policy_parts import Way
from officeapp.domain.school_year import long_day, short_day
from officeapp.domain.thresholds import Reached

if TYPE_CHECKING:
    from officeapp.domain.policies import Rule


class Standing(enum.StrEnum):
    """How far a step is, in the word the list shows."""

    DONE = "done"
    READY = "ready"
    BLOCKED = "held up"
    ASIDE = "put aside"
    NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class LadderLine:
    """One step as it stands for one pupil.

    Attributes:
        ladder: The name of its ladder.
        step: The step.
        standing: How far it is.
        said: What decides that: the evidence, why it was put aside, the count, from when.
        reached: How far the step's rule is; None where the day has no such rule.
        blocked: What is in the way.
        due: From which day it is asked for, where it waits for days to pass; else None.
        taken: What a person wrote of it; None for nothing that still holds.
    """

    ladder: str
    step: Step
    standing: Standing
    said: str
    reached: Reached | None = None
    blocked: tuple[Need, ...] = ()
    due: dt.date | None = None
    taken: StepTaken | None = None

    @property
    def is_open(self) -> bool:
        """Say whether the policy asks for it now, ready or held up."""
        return self.standing in (Standing.READY, Standing.BLOCKED)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a ladder is looked at with.

    Attributes:
        day: The day.
        reached: How far each rule of the day is, by its name.
        taken: What people wrote of this pupil's steps, oldest first.
        blocked: What keeps a rule that is met, and a step with needs of its own, from being ready.
        after: The school day that is a number of school days after a day.
    """

    day: dt.date
    reached: Mapping[str, Reached]
    taken: Iterable[StepTaken]
    blocked: Callable[[Step], tuple[Need, ...]]
    after: Callable[[dt.date, int], dt.date]


def climbed(ladder: Ladder, sight: Sight) -> list[LadderLine]:
    """Return the steps of a ladder in order, each as it stands on the day."""
    lines: list[LadderLine] = []
    for step in ladder.steps:
        lines.append(_line(ladder, step, lines[-1] if lines else None, sight))
    return lines


def ladder_of_stages(stages: Iterable[Stage]) -> Ladder | None:
    """Return the stages of a policy as a ladder a person moves a family up; None without stages.

    Every stage rests on the rule that brings a family to the first, and waits for the review of the
    stage before.
    """
    known = list(stages)
    if not known:
        return None
    waits = [0, *(stage.review_days for stage in known)]
    steps = tuple(
        Step(stage.id, stage.words, Way.REVIEW, known[0].rule, after_days=days)
        for stage, days in zip(known, waits, strict=False)
    )
    return Ladder("stages-of-support", "Stages", steps)


def ladder_of_rules(rules: Iterable[Rule], ladders: Iterable[Ladder]) -> Ladder:
    """Return the rules that no step of a ladder rests on, as steps of one without an order."""
    used = {step.rule for ladder in ladders for step in ladder.steps}
    steps = tuple(
        Step(rule.id, rule.next_step or rule.words, Way.REVIEW, rule.id)
        for rule in rules
        if rule.id not in used
    )
    return Ladder(NO_ORDER, "Law and guidance", steps)


#: The name of a ladder whose steps do not wait for each other.
NO_ORDER = "rules"


def basis(reached: Reached | None) -> str:
    """Return what an entry of a step put aside rests on: the day on which its rule was reached."""
    if reached is None or reached.day is None:
        return "not reached"
    return f"reached on {long_day(reached.day)}"


def counted(reached: Reached) -> str:
    """Return a count in whole numbers: '9 of 10 sessions', '3 of 8 sessions missed'."""
    kind = reached.rule.kind
    if kind is RuleKind.WEEKS:
        return f"{reached.count} of {reached.threshold} weeks"
    unit = "days" if kind in (RuleKind.RUNNING, RuleKind.YEAR) else "sessions"
    return f"{reached.count} of {reached.threshold} {unit}"


def _line(ladder: Ladder, step: Step, before: LadderLine | None, sight: Sight) -> LadderLine:
    reached = sight.reached.get(step.rule)
    taken = _holds(step, reached, sight)
    if taken is not None:
        done = taken.state is StepState.DONE
        said = f"{short_day(taken.day)}: {taken.evidence if done else taken.why}"
        standing = Standing.DONE if done else Standing.ASIDE
        return LadderLine(ladder.words, step, standing, said, reached, taken=taken)
    if reached is None or not reached.met:
        said = counted(reached) if reached else "the policy of this day has no such rule"
        return LadderLine(ladder.words, step, Standing.NOT_YET, said, reached)
    due = _due(ladder, step, before, sight)
    if due is None or due > sight.day:
        said = f"from {short_day(due)}, if nothing improves" if due else "after the step before"
        return LadderLine(ladder.words, step, Standing.NOT_YET, said, reached, due=due)
    blocked = sight.blocked(step)
    standing = Standing.BLOCKED if blocked else Standing.READY
    return LadderLine(ladder.words, step, standing, counted(reached), reached, blocked, due)


def _holds(step: Step, reached: Reached | None, sight: Sight) -> StepTaken | None:
    """Return what a person wrote of a step, where it is of the time its rule was reached.

    A step done on or after the day on which its rule was reached is done; one whose rule is not
    met any more is done as well, as long as it was in this school year. One put aside holds for
    the day of reaching it was put aside for.
    """
    mine = [one for one in sight.taken if one.step == step.id and one.day <= sight.day]
    if not mine:
        return None
    last = mine[-1]
    if last.state is StepState.ASIDE:
        return last if last.evidence in ("", basis(reached)) else None
    met_on = reached.day if reached is not None else None
    return last if met_on is None or last.day >= met_on else None


def _due(ladder: Ladder, step: Step, before: LadderLine | None, sight: Sight) -> dt.date | None:
    """Return from when a step is asked for; None while the one before was not taken."""
    if before is None or ladder.id == NO_ORDER:
        return sight.day
    if before.taken is None:
        return None
    return sight.after(before.taken.day, step.after_days) if step.after_days else sight.day
