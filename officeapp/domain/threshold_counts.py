"""How each kind of rule counts a pupil's sessions, with the places its answer rests on."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.policies import Rule, RuleKind
from officeapp.domain.threshold_pages import ABSENT, ATTENDED, COUNTED, PASSED, Chosen

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.domain.threshold_pages import Page


@dataclass(frozen=True, slots=True)
class Count:
    """A rule's count, in places of the page.

    Attributes:
        count: What was counted.
        threshold: The number to reach.
        places: The places counted.
        low: The first place looked at.
        high: The place after the last one looked at.
        met_at: The place with which it was met; None where it is not.
    """

    count: int
    threshold: int
    places: Sequence[int]
    low: int
    high: int
    met_at: int | None = None


def _window(rule: Rule, chosen: Chosen, page: Page) -> Count:
    """Count sessions in any run of school weeks that ends in this school year.

    The run that ends this week is shown; where it does not meet the rule and an earlier one did,
    the last that did. The rule was met with the session that first brought such a run there.
    """
    strip, end = page.strip, len(page.symbols)
    now = strip.window(rule.weeks)
    horizon = strip.horizon(rule.weeks)
    if chosen.number(page, horizon) < rule.count:
        return Count(len(found := chosen.places(page, now)), rule.count, found, now, end)
    places = chosen.places(page, horizon)
    met = _runs_met(places, strip.weeks, rule)
    current = [place for place in places if place >= now]
    if not met:
        return Count(len(current), rule.count, current, now, end)
    if len(current) >= rule.count:
        return Count(len(current), rule.count, current, now, end, _episode(met, places))
    last = strip.weeks[places[met[-1]]]
    low, high = strip.place_of_week(last - rule.weeks + 1), strip.place_of_week(last + 1)
    held = [place for place in places if low <= place < high]
    return Count(len(held), rule.count, held, low, high, _episode(met, places))


def _runs_met(places: list[int], weeks: tuple[int, ...], rule: Rule) -> list[int]:
    """Return which of the sessions counted completes a run that meets the rule."""
    before = rule.count - 1
    return [
        one
        for one in range(before, len(places))
        if weeks[places[one]] - weeks[places[one - before]] < rule.weeks
    ]


def _episode(met: list[int], places: list[int]) -> int:
    """Return the place with which the last unbroken run of meeting it began."""
    first = met[-1]
    for one in reversed(met[:-1]):
        if one != first - 1:
            break
        first = one
    return places[first]


def _half_term(rule: Rule, chosen: Chosen, page: Page) -> Count:
    """Count sessions of the half term begun last."""
    return _plain(rule.count, chosen, page, page.strip.half_term)


def _plain(threshold: int, chosen: Chosen, page: Page, low: int) -> Count:
    places = chosen.places(page, low)
    met = places[threshold - 1] if len(places) >= threshold else None
    return Count(len(places), threshold, places, low, len(page.symbols), met)


def _year(rule: Rule, chosen: Chosen, page: Page) -> Count:
    """Count days of the school year with such a session; a half day counts as one."""
    low = page.strip.year_from
    places = chosen.places(page, low)
    first_of_day: list[int] = []
    seen = -1
    for place in places:
        day = page.strip.numbers[place] // 2
        if day != seen:
            first_of_day.append(place)
            seen = day
    met = first_of_day[rule.count - 1] if len(first_of_day) >= rule.count else None
    return Count(len(first_of_day), rule.count, places, low, len(page.symbols), met)


def _rate(rule: Rule, _: Chosen, page: Page) -> Count:
    """Compare the share of possible sessions of the year, in whole sessions.

    The count is that of sessions missed, the threshold the fewest that meet the rule with as many
    sessions possible as now.
    """
    low, end = page.strip.year_from, len(page.symbols)
    absent, possible = page.absent(low), page.possible(low)
    threshold = fewest(rule, possible)
    met = possible > 0 and absent >= threshold
    places = [place for place in range(low, end) if page.kinds[place] == ABSENT] if absent else []
    since = None
    if met:
        since = _since(page, lambda _, missed, of: of > 0 and missed >= fewest(rule, of))
    return Count(absent, threshold, places, low, end, since)


def fewest(rule: Rule, possible: int) -> int:
    """Return the fewest sessions missed of some that bring attendance down to a share."""
    missed = (100 - rule.percent) * possible
    exact = -(-missed // 100)
    if rule.inclusive:
        return max(exact, 1)
    return missed // 100 + 1


def _since(page: Page, holds: Callable[[int, int, int], bool]) -> int:
    """Return the place from which something holds without a break until now.

    Args:
        page: The pupil's sessions.
        holds: Is given a place, and the sessions of the year missed and possible up to it.
    """
    low = page.strip.year_from
    missed = of = 0
    since: int | None = None
    for place in range(low, len(page.kinds)):
        kind = page.kinds[place]
        missed += kind == ABSENT
        of += kind in (ABSENT, ATTENDED)
        if not holds(place, missed, of):
            since = None
        elif since is None:
            since = place
    return len(page.kinds) - 1 if since is None else since


def _steps(rule: Rule, chosen: Chosen, page: Page) -> Count:
    """Count sessions of the year against the number of the half term begun last."""
    halves, low = page.strip.halves, page.strip.year_from

    def number(place: int) -> int:
        begun = bisect.bisect_right(halves, place)
        return rule.steps[min(max(begun, 1), len(rule.steps)) - 1]

    end = len(page.symbols)
    threshold = number(end)
    places = chosen.places(page, low)
    met = None
    if len(places) >= threshold:
        met = _since(page, lambda place, missed, _: missed >= number(place))
    return Count(len(places), threshold, places, low, end, met)


def _weeks(rule: Rule, chosen: Chosen, page: Page) -> Count:
    """Count school weeks of the year that have a number of such sessions each."""
    strip, low = page.strip, page.strip.year_from
    grouped = itertools.groupby(chosen.places(page, low), key=lambda place: strip.weeks[place])
    full = [held for _, held in ((week, list(held)) for week, held in grouped)]
    full = [held for held in full if len(held) >= rule.count]
    met = full[rule.times - 1][rule.count - 1] if len(full) >= rule.times else None
    places = [place for held in full for place in held]
    return Count(len(full), rule.times, places, low, len(page.symbols), met)


def _running(rule: Rule, chosen: Chosen, page: Page) -> Count:
    """Count school days in a row with nothing but such sessions.

    A session without a mark, or one that is not possible, neither counts nor breaks. The run that
    goes on now is shown; where it is too short, the last of the year that was long enough.
    """
    end = len(page.symbols)
    days = chosen.days(page)
    runs = list(_RUN.finditer(days))
    goes_on = bool(runs) and not days[runs[-1].end() :].strip(PASSED)
    for found in reversed(runs):
        if 2 * found.end() <= page.strip.year_from:
            break
        if found.group().count(COUNTED) >= rule.count:
            return _run(rule, chosen, page, found)
    return _run(rule, chosen, page, runs[-1]) if goes_on else Count(0, rule.count, (), end, end)


#: Days of a run, those that are passed by between them.
_RUN = re.compile(f"{COUNTED}(?:{PASSED}*{COUNTED})*")


def _run(rule: Rule, chosen: Chosen, page: Page, found: re.Match[str]) -> Count:
    """Return a run of days, two places to a day."""
    low, high = 2 * found.start(), min(2 * found.end(), len(page.symbols))
    places = chosen.places(page, low, high)
    days = [found.start() + at for at, kind in enumerate(found.group()) if kind == COUNTED]
    met = None
    if len(days) >= rule.count:
        met = next(place for place in places if place // 2 == days[rule.count - 1])
    return Count(len(days), rule.count, places, low, high, met)


def _dip(rule: Rule, _: Chosen, page: Page) -> Count:
    """Say whether a figure under a share is lower than at the end of the half term before.

    The count is that of sessions missed since; the threshold is the fewest that make it lower.
    """
    strip, end = page.strip, len(page.symbols)
    low, review = strip.year_from, strip.half_term
    absent, possible = page.absent(low), page.possible(low)
    before, of = page.absent(low, review), page.possible(low, review)
    places = [place for place in range(review, end) if page.kinds[place] == ABSENT]
    fewest = before * (possible - of) // of + 1 if of else 1

    def holds(place: int, missed: int, all_: int) -> bool:
        under = 100 * (all_ - missed) < rule.percent * all_
        return place >= review and under and missed * of > before * all_

    met = len(strip.halves) > 1 and of > 0 and end > review and holds(end, absent, possible)
    return Count(len(places), fewest, places, review, end, _since(page, holds) if met else None)


#: How each kind counts.
WAYS: dict[RuleKind, Callable[[Rule, Chosen, Page], Count]] = {
    RuleKind.WINDOW: _window,
    RuleKind.HALF_TERM: _half_term,
    RuleKind.YEAR: _year,
    RuleKind.RATE: _rate,
    RuleKind.STEPS: _steps,
    RuleKind.WEEKS: _weeks,
    RuleKind.RUNNING: _running,
    RuleKind.DIP: _dip,
}
