"""The attendance policy in numbers, as the appendix of a school's written policy."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.policies import Policy
from officeapp.domain.policy_checks import PolicyDoubt, Weight
from officeapp.domain.policy_law import ThresholdLaw
from officeapp.domain.policy_reading import Tree
from officeapp.domain.policy_settings import PolicyChange, said, settings
from officeapp.domain.school_year import long_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.domain.policies import Band, Ladder, Rule, Step

WEIGHT_WORDS = {
    Weight.LAW: "The law is otherwise, and is used",
    Weight.CONTRADICTION: "The policy contradicts itself",
    Weight.GUIDANCE: "Guidance would have it otherwise; the school decides",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the appendix.

    Attributes:
        title: Its heading.
        words: Paragraphs before it.
        headings: The headings of its columns; none for words alone.
        widths: How wide each column is, in parts of the page.
        rows: Its rows.
    """

    title: str
    words: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Appendix:
    """What is printed.

    Attributes:
        title: Its title.
        below: From when it holds.
        tables: Its tables.
    """

    title: str
    below: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """What an appendix is made from.

    Attributes:
        day: The day it is of.
        policy: The policy of the day, as it is used.
        tree: Its numbers as the school has them.
        law: The law by date.
        doubts: What is doubtful.
        changes: What the school changed, by day.
    """

    day: dt.date
    policy: Policy
    tree: Tree
    law: ThresholdLaw
    doubts: tuple[PolicyDoubt, ...]
    changes: tuple[PolicyChange, ...]


def appendix_of(sources: Sources) -> Appendix:
    """Return the appendix of a day."""
    policy = sources.policy
    tables = [
        _thresholds("Thresholds of the law", sources.law.rules_on(sources.day)),
        _thresholds("Thresholds of the school", policy.rules),
        *(_ladder(ladder, policy) for ladder in policy.ladders),
        _stages(policy),
        _bands(policy),
        _numbers(sources),
        _changes(sources),
        _letters(policy),
        _doubts(sources),
    ]
    return Appendix(
        title="Attendance policy: the numbers",
        below=f"{policy.words} · as it holds on {long_day(sources.day)}",
        tables=tuple(table for table in tables if table.rows or table.words),
    )


def _thresholds(title: str, rules: Iterable[Rule]) -> Table:
    rows = tuple((rule.words, rule.next_step, rule.source) for rule in rules)
    return Table(title, (), ("When", "Then", "Source"), (0.36, 0.38, 0.26), rows)


def _ladder(ladder: Ladder, policy: Policy) -> Table:
    rows = tuple(
        (
            str(place),
            step.words,
            step.way.value,
            _wait(step),
            kind.words if (kind := policy.letter(step.letter)) else "",
        )
        for place, step in enumerate(ladder.steps, 1)
    )
    headings = ("", "Step", "How", "After the one before", "Letter")
    return Table(f"Ladder: {ladder.words}", (), headings, (0.05, 0.39, 0.16, 0.17, 0.23), rows)


def _wait(step: Step) -> str:
    """Return what a step waits for after the one before it."""
    days = f"{step.after_days} school days" if step.after_days else ""
    better = "if nothing is better" if step.unless_better else ""
    return ", ".join(filter(None, (days, better)))


def _stages(policy: Policy) -> Table:
    rows = tuple(
        (
            stage.words,
            "; ".join(stage.asks),
            f"{stage.review_days} school days" if stage.review_days else "",
        )
        for stage in policy.stages
    )
    return Table("Stages", (), ("Stage", "What is done", "Review after"), (0.26, 0.56, 0.18), rows)


def _bands(policy: Policy) -> Table:
    rows = tuple(
        (band.words, _days_off(band), band.colour, "; ".join(band.actions)) for band in policy.bands
    )
    headings = ("Attendance", "Days off", "Colour", "What is done")
    return Table("Bands", (), headings, (0.18, 0.14, 0.12, 0.56), rows)


def _days_off(band: Band) -> str:
    """Return the days off written beside a band; empty where none are."""
    if band.days_low is None:
        return ""
    return f"{band.days_low:g} to {band.days_high:g}" if band.days_high else f"{band.days_low:g} +"


def _numbers(sources: Sources) -> Table:
    rows = tuple(
        (one.part, one.about, one.words, said(one.value)) for one in settings(sources.tree)
    )
    widths = (0.16, 0.36, 0.36, 0.12)
    return Table("Every number", (), ("Part", "Of what", "Says", "Number"), widths, rows)


def _changes(sources: Sources) -> Table:
    names = {one.key: one.called for one in settings(sources.tree)}
    rows = tuple(
        (long_day(one.first), names.get(one.key, one.key), one.value) for one in sources.changes
    )
    headings = ("From", "Number", "Is")
    return Table("Changed by the school", (), headings, (0.25, 0.6, 0.15), rows)


def _letters(policy: Policy) -> Table:
    rows = tuple(
        (letter.words, adapted.words if (adapted := policy.letter(letter.supportive)) else "")
        for letter in policy.letters
    )
    headings = ("Letter", "Instead of it for a family being supported")
    return Table("Letters", (), headings, (0.5, 0.5), rows)


def _doubts(sources: Sources) -> Table:
    rows = tuple(_doubt(one) for one in sources.doubts)
    headings = ("", "Where", "Stands there", "Is")
    return Table(
        "What is open or doubtful", sources.policy.assumed, headings, (0.2, 0.16, 0.16, 0.48), rows
    )


def _doubt(one: PolicyDoubt) -> tuple[str, ...]:
    return WEIGHT_WORDS[one.weight], one.place, one.problem.found, one.problem.reason
