"""How far a pupil is with a rule, as bare numbers, for a whole school at once.

Each way here says in a few passes of C what the way of the same kind in `threshold_counts` says
with the sessions it rests on; where it cannot, it asks that one. A test holds them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.policies import Counts, Rule, RuleKind
from officeapp.domain.threshold_counts import WAYS, fewest
from officeapp.domain.threshold_pages import COUNTED, PASSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.domain.threshold_pages import Chosen, Page


class Tally(NamedTuple):
    """A rule's numbers for a pupil.

    Attributes:
        number: What was counted.
        threshold: The number at which the rule is met.
        met: Whether it is.
    """

    number: int
    threshold: int
    met: bool


def _whole(rule: Rule, chosen: Chosen, page: Page) -> Tally:
    found = WAYS[rule.kind](rule, chosen, page)
    return Tally(found.count, found.threshold, found.met_at is not None)


def _window(rule: Rule, chosen: Chosen, page: Page) -> Tally:
    horizon, now = page.strip.bounds(rule.weeks)
    all_ = chosen.number(page, horizon)
    current = chosen.number(page, now) if all_ else 0
    if all_ < rule.count or current >= rule.count:
        return Tally(current, rule.count, current >= rule.count)
    weeks, before = page.strip.weeks, rule.count - 1
    ranks = [weeks[place] for place in chosen.places(page, horizon)]
    for first, rank in zip(ranks, ranks[before:], strict=False):
        if rank - first < rule.weeks:
            return _whole(rule, chosen, page)
    return Tally(current, rule.count, met=False)


def _half_term(rule: Rule, chosen: Chosen, page: Page) -> Tally:
    number = chosen.number(page, page.strip.half_term)
    return Tally(number, rule.count, number >= rule.count)


def _year(rule: Rule, chosen: Chosen, page: Page) -> Tally:
    days = chosen.touched(page, page.strip.year_from)
    return Tally(days, rule.count, days >= rule.count)


def _rate(rule: Rule, _: Chosen, page: Page) -> Tally:
    threshold = fewest(rule, page.year_possible)
    met = page.year_possible > 0 and page.year_absent >= threshold
    return Tally(page.year_absent, threshold, met)


def _steps(rule: Rule, chosen: Chosen, page: Page) -> Tally:
    number = (
        page.year_absent
        if rule.counts is Counts.ABSENT
        else chosen.number(page, page.strip.year_from)
    )
    threshold = rule.steps[min(max(len(page.strip.halves), 1), len(rule.steps)) - 1]
    return Tally(number, threshold, number >= threshold)


def _weeks(rule: Rule, chosen: Chosen, page: Page) -> Tally:
    if chosen.number(page, page.strip.year_from) < rule.count:
        return Tally(0, rule.times, met=False)
    weeks = page.strip.weeks
    held: dict[int, int] = {}
    for place in chosen.places(page, page.strip.year_from):
        held[weeks[place]] = held.get(weeks[place], 0) + 1
    full = sum([number >= rule.count for number in held.values()])
    return Tally(full, rule.times, full >= rule.times)


def _running(rule: Rule, chosen: Chosen, page: Page) -> Tally:
    number = chosen.number(page)
    if number < rule.count and (not number or chosen.last(page) not in chosen):
        return Tally(0, rule.count, met=False)
    days = chosen.days(page).replace(PASSED, "")
    now = len(days) - len(days.rstrip(COUNTED))
    if now < rule.count and COUNTED * rule.count in days:
        return _whole(rule, chosen, page)
    return Tally(now, rule.count, now >= rule.count)


#: How each kind is tallied.
TALLIES: dict[RuleKind, Callable[[Rule, Chosen, Page], Tally]] = {
    RuleKind.WINDOW: _window,
    RuleKind.HALF_TERM: _half_term,
    RuleKind.YEAR: _year,
    RuleKind.RATE: _rate,
    RuleKind.STEPS: _steps,
    RuleKind.WEEKS: _weeks,
    RuleKind.RUNNING: _running,
    RuleKind.DIP: _whole,
}
