"""What the law fixes beside a policy: rules that count, limits and amounts, by date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from officeapp.domain.policies import Rule

PENALTY_NOTICE = "penalty-notice"


@dataclass(frozen=True, slots=True)
class Limit:
    """A value a policy's number may not be weaker than.

    Attributes:
        key: Where the number stands in a profile.
        words: What the law says, as a clause.
        source: Where it says so.
        first: The first day it holds.
        last: The last day it holds; None while it does.
        least: The lowest value; None for no lower end.
        most: The highest value; None for no upper end.
    """

    key: str
    words: str
    source: str
    first: dt.date
    last: dt.date | None = None
    least: int | None = None
    most: int | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Say whether it is in force on a day."""
        return self.first <= day <= (self.last or dt.date.max)

    def held(self, value: int) -> int:
        """Return a value, or the nearest one that the law takes."""
        low = value if self.least is None else max(value, self.least)
        return low if self.most is None else min(low, self.most)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a penalty notice costs, in pounds, and how many there may be.

    Attributes:
        early: The amount if it is paid early.
        early_days: Days for that, counted from the day of receipt, which is the first.
        late: The amount after that.
        late_days: Days until it must be paid.
        second: The amount of a second notice to the same parent for the same child.
        limit: The most notices to a parent for a child; 0 for no limit.
        limit_years: Within how many years, from the issue of the first.
        first: The first day of absence they are for.
        last: The last day; None while they hold.
        source: Where they stand.
    """

    early: int
    early_days: int
    late: int
    late_days: int
    second: int
    limit: int
    limit_years: int
    first: dt.date
    source: str
    last: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Say whether they are in force on a day."""
        return self.first <= day <= (self.last or dt.date.max)


@dataclass(frozen=True, slots=True)
class Prosecution:
    """Within how long a prosecution has to begin.

    Attributes:
        months: Calendar months from the day of the offence.
        first: The first day of absence for which that holds.
        source: Where it stands.
    """

    months: int
    first: dt.date
    source: str


@dataclass(frozen=True, slots=True)
class ThresholdLaw:
    """All rules, limits and amounts there have been.

    Attributes:
        rules: Rules that count.
        limits: What a policy may not be weaker than.
        amounts: What a penalty notice costs.
        prosecutions: Within how long a prosecution has to begin.
    """

    rules: tuple[Rule, ...]
    limits: tuple[Limit, ...]
    amounts: tuple[Amounts, ...]
    prosecutions: tuple[Prosecution, ...] = ()

    def rules_on(self, day: dt.date) -> list[Rule]:
        """Return the rules in force on a day."""
        return [rule for rule in self.rules if rule.holds_on(day)]

    def limits_on(self, day: dt.date) -> list[Limit]:
        """Return the limits in force on a day."""
        return [limit for limit in self.limits if limit.holds_on(day)]

    def amounts_on(self, day: dt.date) -> Amounts | None:
        """Return what a notice for absence on a day costs; None before they are known here."""
        return next((one for one in self.amounts if one.holds_on(day)), None)

    def prosecution_on(self, day: dt.date) -> Prosecution | None:
        """Return within how long a prosecution for absence on a day has to begin."""
        held = [one for one in self.prosecutions if one.first <= day]
        return max(held, key=lambda one: one.first) if held else None
