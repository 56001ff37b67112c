"""What is doubtful in a policy: against the law of a day, against itself, against guidance.

A policy's text is checked and not trusted: bands may leave figures out, days off may not agree
with percentages, amounts may be out of date. Nothing here changes a policy; where it disagrees
with the law of the day, the law is used.
"""

from __future__ import annotations

import enum
import itertools
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.policies import RuleKind
from officeapp.domain.policy_law import PENALTY_NOTICE
from officeapp.domain.school_year import long_day
from officeapp.domain.times_guidance import LONGEST_OPEN_MINUTES
from officeapp.errors import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from officeapp.domain.policies import Band, Ladder, Policy, Rule
    from officeapp.domain.policy_law import ThresholdLaw
    from officeapp.domain.policy_parts import PolicyTimes

DAYS_A_YEAR = 190  # a school must meet for 380 sessions
HALF_TERMS = 6


_FIELDS = {
    "registers.keep_years": "Keeping entries",
    "leave.refer_after_days": "Return from leave",
    "said.holiday_days": "Holiday in term time",
    "said.penalty_early": "Penalty notices",
}
_PARTS = {
    "bands": "Bands",
    "rules": "Thresholds",
    "ladders": "Ladders",
    "stages": "Stages",
    "letters": "Letters",
    "times": "Times",
}


class Weight(enum.StrEnum):
    """How heavy a doubt is."""

    LAW = "law"  # the law of the day is otherwise, and is used
    CONTRADICTION = "contradiction"  # the policy says two things
    GUIDANCE = "guidance"  # guidance would have it otherwise; the school decides


@dataclass(frozen=True, slots=True)
class PolicyDoubt:
    """One doubt about a policy.

    Attributes:
        weight: How heavy it is.
        problem: Where it is, what stands there and what is wrong, as a sentence.
    """

    weight: Weight
    problem: Problem

    @property
    def place(self) -> str:
        """Return in words where it is."""
        field = self.problem.field
        if field in _FIELDS:
            return _FIELDS[field]
        part = _PARTS.get(self.problem.where.split(".")[0], "Thresholds")
        return part if field.startswith("rules.") else f"{part}, {field}"


def doubts(policy: Policy, law: ThresholdLaw, day: dt.date) -> list[PolicyDoubt]:
    """Return what is doubtful in a policy on a day, in the order of the policy's parts."""
    return [
        *(PolicyDoubt(Weight.LAW, one) for one in _against_law(policy, law, day)),
        *(PolicyDoubt(Weight.CONTRADICTION, one) for one in _bands(policy.bands)),
        *(PolicyDoubt(Weight.CONTRADICTION, one) for one in _days_off(policy.bands)),
        *(PolicyDoubt(Weight.CONTRADICTION, one) for one in _rules(policy.rules)),
        *(PolicyDoubt(Weight.CONTRADICTION, one) for one in _references(policy, law)),
        *(PolicyDoubt(Weight.GUIDANCE, one) for one in _times(policy.times)),
    ]


def _against_law(policy: Policy, law: ThresholdLaw, day: dt.date) -> Iterator[Problem]:
    found = {
        "registers.keep_years": policy.registers.keep_years,
        "leave.refer_after_days": policy.leave.refer_after_days,
        "said.holiday_days": policy.said.holiday_days,
    }
    for limit in law.limits_on(day):
        value = found.get(limit.key)
        if value is not None and limit.held(value) != value:
            reason = f"by law {limit.words} ({limit.source}); the law is used."
            yield Problem(policy.name, limit.key, str(value), reason)
    yield from _amounts(policy, law, day)
    yield from _penalty_count(policy, law, day)


def _amounts(policy: Policy, law: ThresholdLaw, day: dt.date) -> Iterator[Problem]:
    amounts = law.amounts_on(day)
    written = (policy.said.penalty_early, policy.said.penalty_late)
    if amounts is not None and any(written) and written != (amounts.early, amounts.late):
        yield Problem(
            policy.name,
            "said.penalty_early",
            f"£{written[0]}, £{written[1]}",
            f"a penalty notice is £{amounts.early}, then £{amounts.late}, on {long_day(day)} "
            f"({amounts.source}); the law is used.",
        )


def _penalty_count(policy: Policy, law: ThresholdLaw, day: dt.date) -> Iterator[Problem]:
    national = next((rule for rule in law.rules_on(day) if rule.id == PENALTY_NOTICE), None)
    for rule in policy.rules:
        own = rule.kind is RuleKind.WINDOW and "notice" in rule.next_step
        if national is not None and own and (rule.codes, rule.weeks) != _counted(national):
            yield Problem(
                policy.name,
                f"rules.{rule.id}",
                rule.words,
                f"for a penalty notice the national threshold is {national.words}; it is watched "
                "beside this one.",
            )


def _counted(rule: Rule) -> tuple[tuple[str, ...], int]:
    return rule.codes, rule.weeks


def _bands(bands: tuple[Band, ...]) -> Iterator[Problem]:
    """Yield where whole per cents lie in no band or in two."""
    if not bands:
        return
    seen = Counter(
        percent for band in bands for percent in range(band.low, min(band.high, 100) + 1)
    )
    for band in bands:
        if band.low > band.high or band.high > 100:
            found = f"{band.low} to {band.high}"
            yield Problem("bands", band.id, found, "ends before it begins or lies over 100 %.")
    for first, last in _runs([percent for percent in range(101) if not seen[percent]]):
        yield Problem("bands", _both(first, last, " %"), "", "lies in no band.")
    for first, last in _runs([percent for percent, times in sorted(seen.items()) if times > 1]):
        yield Problem("bands", _both(first, last, " %"), "", "lies in two bands.")


def _days_off(bands: tuple[Band, ...]) -> Iterator[Problem]:
    """Yield where the days off beside a band do not agree with its percentages."""
    held: set[int] = set()
    for band in bands:
        if band.days_low is None:
            continue
        most = float(DAYS_A_YEAR) if band.days_high is None else band.days_high
        halves = range(round(2 * band.days_low), round(2 * most) + 1)
        held.update(halves)
        ends = {halves[0], halves[-1]} if band.days_high is not None else {halves[0]}
        for half in sorted(ends):
            percent = 100 * (2 * DAYS_A_YEAR - half) / (2 * DAYS_A_YEAR)
            if not band.low <= round(percent) <= band.high:
                yield Problem(
                    "bands",
                    band.id,
                    f"{half / 2:g} days off",
                    f"are {percent:.2f} % of {DAYS_A_YEAR} days, which is not {band.words}.",
                )
    if held:
        for first, last in _runs([half for half in range(2 * DAYS_A_YEAR + 1) if half not in held]):
            days = _both(first / 2, last / 2, " days off")
            yield Problem("bands", days, "", "lie in no row.")


def _rules(rules: tuple[Rule, ...]) -> Iterator[Problem]:
    for rule in rules:
        reason = _wrong_in(rule)
        if reason:
            yield Problem("rules", rule.id, rule.words, reason)
    rates = [rule for rule in rules if rule.kind is RuleKind.RATE]
    for one, other in itertools.combinations(rates, 2):
        if one.percent == other.percent and one.inclusive != other.inclusive:
            reason = f"'{other.words}' says otherwise of exactly {one.percent} %."
            yield Problem("rules", one.id, one.words, reason)


def _wrong_in(rule: Rule) -> str:
    """Return what is wrong in a rule's numbers; empty if nothing."""
    if rule.kind in (RuleKind.RATE, RuleKind.DIP):
        return "" if 0 < rule.percent <= 100 else "needs a share between 1 and 100 per cent."
    if rule.kind is RuleKind.STEPS:
        grows = all(a < b for a, b in itertools.pairwise(rule.steps))
        fits = 0 < len(rule.steps) <= HALF_TERMS and rule.steps[0] > 0
        return "" if grows and fits else "needs numbers that grow, at most six, from 1."
    if rule.kind is RuleKind.WINDOW and not 0 < rule.count <= 10 * rule.weeks:
        return "needs school weeks, and a count that fits into them."
    if rule.kind is RuleKind.WEEKS and not 0 < rule.count <= 10:
        return "needs a count from 1 to 10 for each week."
    if rule.kind is RuleKind.WEEKS and rule.times < 1:
        return "needs a number of weeks."
    return "" if rule.count > 0 else "needs a count above nought."


def _references(policy: Policy, law: ThresholdLaw) -> Iterator[Problem]:
    known = {rule.id for rule in (*policy.rules, *law.rules)}
    letters = {letter.id for letter in policy.letters}
    for ladder in policy.ladders:
        yield from _ladder(ladder, known, letters)
    for stage in policy.stages:
        if stage.rule and stage.rule not in known:
            yield Problem("stages", stage.id, stage.rule, "is no rule of the policy or the law.")
    for letter in policy.letters:
        if letter.supportive and letter.supportive not in letters:
            yield Problem("letters", letter.id, letter.supportive, "is no kind of letter.")


def _ladder(ladder: Ladder, rules: set[str], letters: set[str]) -> Iterator[Problem]:
    where = f"ladders.{ladder.id}"
    for step in ladder.steps:
        if step.rule not in rules:
            yield Problem(where, step.id, step.rule, "is no rule of the policy or the law.")
        if step.letter and step.letter not in letters:
            yield Problem(where, step.id, step.letter, "is no kind of letter.")


def _times(times: tuple[PolicyTimes, ...]) -> Iterator[Problem]:
    """Yield what guidance would have otherwise in the times of the policy's text."""
    for one in times:
        minutes = _minutes(one.closes) - _minutes(one.begins)
        if minutes > LONGEST_OPEN_MINUTES:
            yield Problem(
                "times",
                one.id,
                f"{one.begins:%H:%M} to {one.closes:%H:%M}",
                f"the register is open for {minutes} minutes; guidance says no more than "
                f"{LONGEST_OPEN_MINUTES}.",
            )
    sites = {one.site for one in times}
    for site in sorted(sites):
        begins = {one.begins for one in times if one.site == site and one.session == "PM"}
        if len(begins) > 1:
            reason = "afternoon registers are at different times; guidance asks for one time."
            yield Problem("times", site or "school", "PM", reason)


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of whole numbers without a gap."""
    for _, group in itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]


def _both(first: float, last: float, what: str) -> str:
    return f"{first:g}{what}" if first == last else f"{first:g} to {last:g}{what}"
