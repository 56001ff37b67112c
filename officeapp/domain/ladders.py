"""Ladders and stages of one pupil: what the policy asks for now, from what was done.

People choose and take steps; nothing here fires one. A step is asked for when its rule is met and
the step before it on its ladder was taken or put aside, and it is due when the days in which
things may improve are over.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.policies import Ladder, Need, Policy, RuleKind, Stage, Step
from officeapp.domain.school_year import SchoolYear, session_at
from officeapp.domain.thresholds import Reached

if TYPE_CHECKING:
    from collections.abc import Iterable

    SchoolDaysAfter = Callable[[dt.date, int], dt.date]


class Standing(enum.StrEnum):
    """How a step of a ladder stands for a pupil."""

    DONE = "done"
    ASIDE = "put aside"
    DUE = "due"  # asked for, on a day to come
    READY = "ready"
    BLOCKED = "met"  # asked for, and something is in the way
    WAITING = "waiting"  # its rule is met, the step before it is not taken
    NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class StepPlace:
    """How one step stands.

    Attributes:
        ladder: Its ladder.
        step: The step.
        standing: How it stands.
        day: When it was taken or put aside, or from when it is due; None where neither.
        words: The evidence it was done, or why it was put aside; empty where neither.
        blocked_by: What is in the way.
        left: How many more would meet its rule; nought where it is met.
    """

    ladder: Ladder
    step: Step
    standing: Standing
    day: dt.date | None = None
    words: str = ""
    blocked_by: tuple[Need, ...] = ()
    left: int = 0

    @property
    def is_asked(self) -> bool:
        """Say whether the policy asks for it now."""
        return self.standing in (Standing.READY, Standing.BLOCKED)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the ladders of a pupil are worked out from.

    Attributes:
        day: The day.
        reached: How far each rule is, by its name.
        taken: Steps that people took or put aside, oldest first.
        blocked: What is in the way of a rule that is met, with what a step needs beside it.
        days_after: The school day that is a number of school days after a day.
    """

    day: dt.date
    reached: Mapping[str, Reached]
    taken: tuple[StepTaken, ...]
    blocked: Callable[[Reached, tuple[Need, ...]], tuple[Need, ...]]
    days_after: SchoolDaysAfter


def ladders_of(policy: Policy, facts: Facts) -> list[StepPlace]:
    """Return how every step of every ladder stands, in the policy's order."""
    return [place for ladder in policy.ladders for place in _of(ladder, facts)]


def asked_now(places: Iterable[StepPlace]) -> list[StepPlace]:
    """Return the steps the policy asks for now: at most one of a ladder."""
    return [place for place in places if place.is_asked]


def _of(ladder: Ladder, facts: Facts) -> list[StepPlace]:
    places: list[StepPlace] = []
    before: StepTaken | None = None
    open_ = True  # whether every step before was taken or put aside
    for step in ladder.steps:
        taken = _taken(step, facts)
        if taken is not None:
            standing = Standing.DONE if taken.state is StepState.DONE else Standing.ASIDE
            said = taken.evidence if taken.state is StepState.DONE else taken.why
            places.append(StepPlace(ladder, step, standing, taken.day, said))
            before = taken
            continue
        place = _untaken(ladder, step, facts, before if open_ else None, open_=open_)
        places.append(place)
        open_ = False
    return places


def _untaken(
    ladder: Ladder, step: Step, facts: Facts, before: StepTaken | None, *, open_: bool
) -> StepPlace:
    """Return how a step stands that nobody took or put aside."""
    reached = facts.reached.get(step.rule)
    if reached is None or not reached.met:
        return StepPlace(
            ladder, step, Standing.NOT_YET, left=reached.left if reached is not None else 0
        )
    if not open_:
        return StepPlace(ladder, step, Standing.WAITING)
    since = before.day if before is not None else None
    due = facts.days_after(since, step.after_days) if since and step.after_days else since
    if due is not None and facts.day < due:
        return StepPlace(ladder, step, Standing.DUE, due)
    blocked = facts.blocked(reached, step.needs)
    standing = Standing.BLOCKED if blocked else Standing.READY
    return StepPlace(ladder, step, standing, due, blocked_by=blocked)


def _taken(step: Step, facts: Facts) -> StepTaken | None:
    """Return what a person last made of a step, as far as it still counts.

    A count in a run of school weeks comes again: what was made of a step before its rule was met
    anew is of the time before. Other counts are of a school year, and so is what was made of them.
    """
    mine = [one for one in facts.taken if one.step == step.id and one.day <= facts.day]
    if not mine:
        return None
    last = mine[-1]
    reached = facts.reached.get(step.rule)
    if reached is not None and reached.rule.kind is RuleKind.WINDOW:
        met = session_at(reached.met_on)[0] if reached.met_on is not None else None
        return last if met is None or last.day >= met else None
    return last if SchoolYear.of(last.day) == SchoolYear.of(facts.day) else None


@dataclass(frozen=True, slots=True)
class StagePlace:
    """The stage a family is in.

    Attributes:
        stage: The stage.
        since: The day it was entered; None where the policy asks for it and nobody has yet.
        review: When it is reviewed; None where no review is set.
    """

    stage: Stage
    since: dt.date | None = None
    review: dt.date | None = None

    @property
    def is_asked(self) -> bool:
        """Say whether the policy asks for the stage and nobody has begun it."""
        return self.since is None


def stage_of(policy: Policy, facts: Facts) -> StagePlace | None:
    """Return the stage of a family: the last a person began, or the first that is asked for.

    A stage is begun by a person, as a step is taken, under the stage's own name; it goes on into
    the new year until it is put aside.
    """
    begun: StagePlace | None = None
    for stage in policy.stages:
        mine = [one for one in facts.taken if one.step == stage.id and one.day <= facts.day]
        if mine and mine[-1].state is StepState.DONE:
            day = mine[-1].day
            review = facts.days_after(day, stage.review_days) if stage.review_days else None
            begun = StagePlace(stage, day, review)
    if begun is not None:
        return begun
    for stage in policy.stages:
        reached = facts.reached.get(stage.rule)
        if reached is not None and reached.met:
            return StagePlace(stage)
    return None


def letter_for(policy: Policy, step: Step, *, supportive: bool) -> str:
    """Return the kind of letter of a step; empty for none.

    Args:
        policy: The policy.
        step: The step.
        supportive: Whether the family is being supported, so that an adapted letter is used where
            the policy has one.
    """
    kind = policy.letter(step.letter)
    if kind is None:
        return ""
    return kind.supportive if supportive and kind.supportive else kind.id
