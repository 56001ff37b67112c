"""Which backups are kept, when one is due, and when to warn: rules over times, without a file.

A copy is *good* while it is as it was when it was proved. Only good copies fill a place in the
calendar of what is kept, and nothing is ever thrown away while one of them is not good: a copy
that changed by itself is the first that is seen of a failing drive or of a program that writes
over everything it finds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from officeapp.domain.school_year import short_day

EVERY = dt.timedelta(minutes=30)  # of use
PROVED_AGAIN = dt.timedelta(days=1)  # a copy is made of a school that did not change, too
TOO_OLD = dt.timedelta(days=7)
LOW_SPACE = 500 * 10**6  # bytes free below which a person is told early


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup as the rules see it.

    Attributes:
        name: The name of its file.
        made: When it was made.
        good: Whether it is as it was when it was proved.
    """

    name: str
    made: dt.datetime
    good: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """How many are kept.

    Attributes:
        newest: So many of the newest, whatever their age.
        days: The last of every day, for so many days.
        weeks: The last of every week, for so many weeks: a term and its holiday.
        months: The last of every month, for so many months: six years and the year that runs.
    """

    newest: int = 12
    days: int = 14
    weeks: int = 18
    months: int = 84


RULE = Rule()
Period = Callable[[dt.datetime], int]


def to_keep(copies: Iterable[Kept], rule: Rule = RULE) -> set[Kept]:
    """Return the good copies that the rule keeps; ages are counted from the newest of them."""
    newest_first = sorted(
        (copy for copy in copies if copy.good), key=lambda copy: (copy.made, copy.name)
    )[::-1]
    kept = set(newest_first[: max(1, rule.newest)])
    for period, number in ((_day, rule.days), (_week, rule.weeks), (_month, rule.months)):
        kept |= _last_of_each(newest_first, period, number)
    return kept


def to_remove(copies: Sequence[Kept], rule: Rule = RULE) -> list[Kept]:
    """Return the copies that need not be kept, oldest first; none while any is not good."""
    if not all(copy.good for copy in copies):
        return []
    kept = to_keep(copies, rule)
    return sorted((copy for copy in copies if copy not in kept), key=lambda copy: copy.made)


def is_due(newest: dt.datetime | None, now: dt.datetime, *, changed: bool) -> bool:
    """Say whether a backup is due while the school is in use.

    Args:
        newest: When the newest proved copy was made; None where there is none.
        now: The time.
        changed: Whether anything was written since.
    """
    if newest is None or newest > now:  # a clock that was set back proves nothing
        return True
    return now - newest >= (EVERY if changed else PROVED_AGAIN)


def warning(elsewhere: dt.datetime | None, begun: dt.datetime, now: dt.datetime) -> str:
    """Return what the red bar says; empty while a proved copy elsewhere is new enough.

    Args:
        elsewhere: When the newest proved copy outside this computer was made; None if never.
        begun: Since when there is something to lose.
        now: The time.
    """
    if now - (elsewhere or begun) <= TOO_OLD:
        return ""
    what_to_do = "plug the backup drive in, or choose another place under School > Backups."
    if elsewhere is None:
        return f"No backup has ever been made outside this computer; {what_to_do}"
    age = (now - elsewhere).days
    return (
        f"The newest backup outside this computer is {age} days old "
        f"({short_day(elsewhere.date())}); {what_to_do}"
    )


def low_space(free: int, drive: str) -> str:
    """Return what is said of a drive that is nearly full; empty while there is room."""
    if free >= LOW_SPACE:
        return ""
    return (
        f"Only {free // 10**6} MB are free on {drive}; make room before it is full, "
        "or the next entries cannot be saved."
    )


def _last_of_each(newest_first: Sequence[Kept], period: Period, number: int) -> set[Kept]:
    """Return the last copy of each of the newest so many periods."""
    if not newest_first:
        return set()
    newest = period(newest_first[0].made)
    last: dict[int, Kept] = {}
    for copy in newest_first:
        if period(copy.made) > newest - number:
            last.setdefault(period(copy.made), copy)
    return set(last.values())


def _day(made: dt.datetime) -> int:
    return made.date().toordinal()


def _week(made: dt.datetime) -> int:
    return (made.date().toordinal() - 1) // 7


def _month(made: dt.datetime) -> int:
    return made.year * 12 + made.month
