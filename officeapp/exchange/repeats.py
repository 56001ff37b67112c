"""On which days a repeated entry of a calendar falls, never for ever.

Only series of whole days are followed, and only day by day through the years that matter, so that
a rule which never comes true costs no more than one that does. (RFC 5545, 3.3.10.)
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp.domain.school_year import Span, monday_of
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_AGO = dt.timedelta(days=12 * 366)
MOST_VALUES = 60  # numbers in one part of a rule
MOST_DAYS = 2_000

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_KNOWN = {
    "FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST",
    "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYSETPOS",
}  # fmt: skip
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)


class BadEntryError(OfficeError):
    """One entry of a calendar cannot be understood; the others can."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of whole days.

    Attributes:
        first: The first day of the series.
        often: DAILY, WEEKLY, MONTHLY or YEARLY.
        interval: Every how many of these.
        until: The last day there can be.
        count: How many days there can be.
        months: The months; empty for any.
        month_days: Days of the month, from its end if negative; empty for any.
        year_days: Days of the year, from its end if negative; empty for any.
        weekdays: Weekdays, each with its place in the month or year; place 0 for every one.
        places: Which of the days of a period; empty for all.
    """

    first: dt.date
    often: str
    interval: int
    until: dt.date
    count: int
    months: tuple[int, ...]
    month_days: tuple[int, ...]
    year_days: tuple[int, ...]
    weekdays: tuple[tuple[int, int], ...]
    places: tuple[int, ...]

    def days(self, since: dt.date) -> Iterator[dt.date]:
        """Yield the days of the series, without those before ``since`` unless they are counted."""
        start = self._period_start(self.first if self.count < MOST_DAYS else max(since, self.first))
        found = (day for day in Span(start, self.until).days() if self._is_due(day))
        periods = itertools.groupby(found, key=self._period)
        chosen = (day for _, group in periods for day in self._placed(list(group)))
        return itertools.islice((day for day in chosen if day >= self.first), self.count)

    def _period(self, day: dt.date) -> tuple[int, int]:
        """Return the day's own year, month, week or day, as the rule counts them."""
        if self.often == "YEARLY":
            return day.year, 0
        if self.often == "MONTHLY":
            return day.year, day.month
        return (monday_of(day) if self.often == "WEEKLY" else day).toordinal(), 0

    def _period_start(self, day: dt.date) -> dt.date:
        if self.often == "YEARLY":
            return day.replace(month=1, day=1)
        if self.often == "MONTHLY":
            return day.replace(day=1)
        return monday_of(day) if self.often == "WEEKLY" else day

    def _is_due(self, day: dt.date) -> bool:
        return (
            self._distance(day) % self.interval == 0
            and (not self.months or day.month in self.months)
            and (not self.month_days or _is_one_of(day, self.month_days, _days_in_month(day)))
            and (not self.year_days or self._is_year_day(day))
            and (not self.weekdays or any(self._is_weekday(day, *one) for one in self.weekdays))
            and (self._says_which_day or self._is_like_first(day))
        )

    def _distance(self, day: dt.date) -> int:
        """Return how many periods lie between the first day and a day."""
        if self.often == "YEARLY":
            return day.year - self.first.year
        if self.often == "MONTHLY":
            return (day.year - self.first.year) * 12 + day.month - self.first.month
        if self.often == "WEEKLY":
            return (monday_of(day) - monday_of(self.first)).days // 7
        return (day - self.first).days

    @property
    def _says_which_day(self) -> bool:
        return self.often == "DAILY" or bool(self.month_days or self.year_days or self.weekdays)

    def _is_like_first(self, day: dt.date) -> bool:
        """Say whether a day has the place in its period that the first has."""
        if self.often == "WEEKLY":
            return day.weekday() == self.first.weekday()
        if self.often == "MONTHLY" or self.months:
            return day.day == self.first.day
        return (day.month, day.day) == (self.first.month, self.first.day)

    def _is_weekday(self, day: dt.date, weekday: int, place: int) -> bool:
        if day.weekday() != weekday or not place or self.often in ("DAILY", "WEEKLY"):
            return day.weekday() == weekday
        by_month = self.often == "MONTHLY" or bool(self.months)
        number = day.day if by_month else day.timetuple().tm_yday
        length = _days_in_month(day) if by_month else _days_in_year(day)
        return place in ((number - 1) // 7 + 1, -((length - number) // 7 + 1))

    def _is_year_day(self, day: dt.date) -> bool:
        number = day.timetuple().tm_yday
        return number in self.year_days or number - _days_in_year(day) - 1 in self.year_days

    def _placed(self, days: list[dt.date]) -> list[dt.date]:
        if not self.places:
            return days
        places = {place - 1 if place > 0 else len(days) + place for place in self.places}
        return [day for place, day in enumerate(days) if place in places]


def repeated_days(first: dt.date, rule: Any, within: Span) -> list[dt.date]:
    """Return the days of a rule, from its first, that lie in a span.

    Args:
        first: The first day of the series.
        rule: The rule as the icalendar library reads it.
        within: The only days that matter.

    Raises:
        BadEntryError: The rule is broken, goes back too far, or falls on too many days.
    """
    if first < within.first - LONGEST_AGO:
        message = f"The series begins on {first.isoformat()}, too long ago to be followed."
        raise BadEntryError(message)
    found = rule_of(first, rule, within.last).days(within.first)
    days = list(itertools.islice((day for day in found if day in within), MOST_DAYS + 1))
    if len(days) > MOST_DAYS:
        message = f"The series falls on more than {MOST_DAYS:,} days; enter its days by hand."
        raise BadEntryError(message)
    return days


def rule_of(first: dt.date, rule: Any, last: dt.date) -> Rule:
    """Return a rule as the icalendar library reads it, with an end.

    Raises:
        BadEntryError: The rule is broken or of a kind that is not followed.
    """
    parts = _parts(rule)
    often = str(parts.get("FREQ", [""])[0]).upper()
    interval = _numbers(parts, "INTERVAL", 1, 1000) or (1,)
    if often not in _FREQUENCIES or not set(parts) <= _KNOWN:
        message = f"A series that repeats in this way ({often}) is not followed; enter its days."
        raise BadEntryError(message)
    return Rule(
        first=first,
        often=often,
        interval=interval[0],
        until=min([_date(until) for until in parts.get("UNTIL", [])] + [last]),
        count=min(_numbers(parts, "COUNT", 1, 10**9), default=10**9),
        months=_numbers(parts, "BYMONTH", 1, 12),
        month_days=_numbers(parts, "BYMONTHDAY", -31, 31),
        year_days=_numbers(parts, "BYYEARDAY", -366, 366),
        weekdays=tuple(_weekday(str(value)) for value in parts.get("BYDAY", [])),
        places=_numbers(parts, "BYSETPOS", -366, 366),
    )


def _parts(rule: Any) -> dict[str, list[Any]]:
    if not isinstance(rule, dict):
        message = f"The rule of this series cannot be read ({str(rule)[:60]})."
        raise BadEntryError(message)
    parts = {
        str(name).upper(): values if isinstance(values, list) else [values]
        for name, values in rule.items()
    }
    if any(not 1 <= len(values) <= MOST_VALUES for values in parts.values()):
        message = "The rule of this series is empty or far too long; enter its days by hand."
        raise BadEntryError(message)
    return parts


def _numbers(parts: dict[str, list[Any]], name: str, lowest: int, highest: int) -> tuple[int, ...]:
    try:
        found = tuple(int(value) for value in parts.get(name, []))
    except (TypeError, ValueError) as error:
        message = f"The rule of this series has a word where {name} should have a number."
        raise BadEntryError(message) from error
    if not all(lowest <= number <= highest and number for number in found):
        message = f"The rule of this series has an impossible {name}."
        raise BadEntryError(message)
    return found


def _weekday(text: str) -> tuple[int, int]:
    found = _WEEKDAY.fullmatch(text.upper())
    if found is None:
        message = f"'{text[:20]}' is no weekday; correct the series where it was made."
        raise BadEntryError(message)
    return _WEEKDAYS.index(found.group(2)), int(found.group(1) or 0)


def _date(moment: Any) -> dt.date:
    if isinstance(moment, dt.datetime):
        return moment.date()
    if isinstance(moment, dt.date):
        return moment
    message = "The rule of this series has no readable end."
    raise BadEntryError(message)


def _is_one_of(day: dt.date, numbers: tuple[int, ...], length: int) -> bool:
    return day.day in numbers or day.day - length - 1 in numbers


def _days_in_month(day: dt.date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _days_in_year(day: dt.date) -> int:
    return 366 if calendar.isleap(day.year) else 365
