"""The ladder of a pupil: what the policy asks for now, and what became of each step.

The program says how far each step is; a person takes it, or puts it aside with a reason. A step
that was taken, or put aside, stays so for the time its rule was reached then: where marks are
corrected and the rule is reached on another day, the step is asked for again, and the earlier entry
stays in the case.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.policies import Ladder, Need, RuleKind, Stage, Step
from officeapp.domain.policy_parts import Way
from officeapp.domain.school_year import long_day, session_at, short_day
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

    @property
    def waits_for_another(self) -> bool:
        """Say whether nothing is in its way but a step before it."""
        return self.standing is Standing.BLOCKED and not self.blocked


@dataclass(frozen=True, slots=True)
class Sight:
    """What a ladder is looked at with.

    Attributes:
        day: The day.
        reached: How far each rule of the day is, by its name.
        taken: What people wrote of this pupil's steps, oldest first.
        blocked: What keeps a rule that is met, and a step with needs of its own, from being ready.
        after: The school day that is a number of school days after a day.
        better: What shows that a step's rule is met no more since a day; empty where it still is.
    """

    day: dt.date
    reached: Mapping[str, Reached]
    taken: Iterable[StepTaken]
    blocked: Callable[[Step], tuple[Need, ...]]
    after: Callable[[dt.date, int], dt.date]
    better: Callable[[Step, dt.date], str] = lambda _step, _since: ""


def climbed(ladder: Ladder, sight: Sight) -> list[LadderLine]:
    """Return the steps of a ladder in order, each as it stands on the day."""
    lines: list[LadderLine] = []
    for step in ladder.steps:
        before = [] if ladder.id == NO_ORDER else lines
        lines.append(_line(ladder, step, before, sight))
    return lines


def ladder_of_stages(stages: Iterable[Stage]) -> Ladder | None:
    """Return the stages of a policy as a ladder a person moves a family up; None without stages.

    Every stage rests on the rule that brings a family to the first, and waits for the review of the
    stage before, and for nothing having improved by then.
    """
    known = list(stages)
    if not known:
        return None
    waits = [0, *(stage.review_days for stage in known)]
    steps = tuple(
        Step(
            stage.id,
            stage.words,
            Way.REVIEW,
            known[0].rule,
            after_days=days,
            unless_better=stage is not known[0],
        )
        for stage, days in zip(known, waits, strict=False)
    )
    return Ladder("stages-of-support", "Stage of support", steps)


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
    """Return what an entry of a step put aside rests on: the session that reached its rule."""
    if reached is None or reached.met_on is None:
        return "not reached"
    day, session = session_at(reached.met_on)
    return f"reached on {long_day(day)}, {session.word}"


def counted(reached: Reached) -> str:
    """Return a count in whole numbers: '9 of 10 sessions', '19 sessions, 10 meet it'."""
    units = {RuleKind.WEEKS: "weeks", RuleKind.RUNNING: "days", RuleKind.YEAR: "days"}
    unit = units.get(reached.rule.kind, "sessions")
    if reached.count > reached.threshold:
        return f"{reached.count} {unit}, {reached.threshold} meet it"
    return f"{reached.count} of {reached.threshold} {unit}"


def _line(ladder: Ladder, step: Step, before: Sequence[LadderLine], sight: Sight) -> LadderLine:
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
    waiting = [one for one in before if _is_asked(one)]
    if waiting:
        return _behind(ladder, step, waiting, reached, sight)
    due, said = _due(step, before, sight)
    if said:
        return LadderLine(ladder.words, step, Standing.NOT_YET, said, reached, due=due)
    blocked = sight.blocked(step)
    standing = Standing.BLOCKED if blocked else Standing.READY
    return LadderLine(ladder.words, step, standing, counted(reached), reached, blocked, due)


def _behind(
    ladder: Ladder, step: Step, waiting: Sequence[LadderLine], reached: Reached, sight: Sight
) -> LadderLine:
    """Return a step that waits for some before it.

    It is held up where it is the first of a rule that is met; one whose own rule asks for an
    earlier step first is simply not yet asked for.
    """
    said = f"{counted(reached)}; first: {waiting[0].step.words}"
    if any(one.step.rule == step.rule for one in waiting):
        return LadderLine(ladder.words, step, Standing.NOT_YET, said, reached)
    blocked = sight.blocked(step)
    return LadderLine(ladder.words, step, Standing.BLOCKED, said, reached, blocked)


def _is_asked(line: LadderLine) -> bool:
    """Say whether a step is asked for and was not taken; one whose rule is not met keeps nobody."""
    return line.taken is None and line.reached is not None and line.reached.met


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


def _due(step: Step, before: Sequence[LadderLine], sight: Sight) -> tuple[dt.date, str]:
    """Return from when a step is asked for, and what it waits for; empty where for nothing more.

    It waits school days after the last step that was taken, and some are left out where things
    improved since.
    """
    since = max((one.taken.day for one in before if one.taken is not None), default=None)
    if since is None:
        return sight.day, ""
    due = sight.after(since, step.after_days) if step.after_days else sight.day
    if due > sight.day:
        return due, f"from {short_day(due)}{', if nothing improves' if step.unless_better else ''}"
    better = sight.better(step, since) if step.unless_better else ""
    return due, f"better since {short_day(since)}: {better}" if better else ""
