"""Days that are worked out: Easter, bank holidays of England and Wales, and Eid."""

from __future__ import annotations

import datetime as dt
import functools
from typing import NamedTuple

from officeapp.domain.school_year import is_weekday
from officeapp.sample.facts import facts

DAY = dt.timedelta(days=1)
ISLAMIC_EPOCH = 227015  # the ordinal of 1 Muharram 1 in the arithmetic calendar
LEAP_CYCLE = 30


class BankHoliday(NamedTuple):
    """A bank holiday and what it is for."""

    day: dt.date
    why: str


def easter(year: int) -> dt.date:
    """Return Easter Sunday, by the Gregorian reckoning (Butcher's rule)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    skipped, lost = divmod(century, 4)
    moon = (19 * golden + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, odd = divmod(rest, 4)
    weekday = (32 + 2 * lost + 2 * quarter - moon - odd) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


@functools.cache
def bank_holidays(year: int) -> tuple[BankHoliday, ...]:
    """Return the bank holidays of a calendar year with their substitutes, in order."""
    sunday = easter(year)
    fixed = [
        BankHoliday(_on_weekday(dt.date(year, 1, 1)), "New Year’s Day"),
        BankHoliday(sunday - 2 * DAY, "Good Friday"),
        BankHoliday(sunday + DAY, "Easter Monday"),
        BankHoliday(_monday_from(dt.date(year, 5, 1)), "Early May bank holiday"),
        BankHoliday(_monday_from(dt.date(year, 5, 25)), "Spring bank holiday"),
        BankHoliday(_monday_from(dt.date(year, 8, 25)), "Summer bank holiday"),
        *_christmas(year),
    ]
    proclaimed = facts("school")["bank_holidays"]
    kept = [holiday for holiday in fixed if holiday.day not in proclaimed["dropped"]]
    kept += [BankHoliday(d, "Bank holiday") for d in proclaimed["added"] if d.year == year]
    return tuple(sorted(kept))


def eids(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the days of Eid al-Fitr and Eid al-Adha in a span, by the arithmetic calendar.

    The calendar announced by sight of the moon may differ by a day; a sample can bear that.
    """
    found = []
    for islamic in range(_islamic_year(first) - 1, _islamic_year(last) + 2):
        for month, day in ((10, 1), (12, 10)):
            when = _from_islamic(islamic, month, day)
            if first <= when <= last:
                found.append(when)
    return sorted(found)


def _christmas(year: int) -> list[BankHoliday]:
    christmas = dt.date(year, 12, 25)
    shift = {4: 3, 5: 2, 6: 1}  # Boxing Day by the weekday of Christmas, to the next free weekday
    boxing = christmas + shift.get(christmas.weekday(), 1) * DAY
    if not is_weekday(christmas):
        christmas, boxing = dt.date(year, 12, 27), dt.date(year, 12, 28)
        if dt.date(year, 12, 25).weekday() == 6:
            christmas, boxing = boxing - DAY, boxing - 2 * DAY
    return sorted([BankHoliday(christmas, "Christmas Day"), BankHoliday(boxing, "Boxing Day")])


def _on_weekday(day: dt.date) -> dt.date:
    while not is_weekday(day):
        day += DAY
    return day


def _monday_from(day: dt.date) -> dt.date:
    return day + (-day.weekday() % 7) * DAY


def _islamic_year(day: dt.date) -> int:
    return int((day.toordinal() - ISLAMIC_EPOCH) / 354.36667) + 1


def _from_islamic(year: int, month: int, day: int) -> dt.date:
    days = (
        ISLAMIC_EPOCH
        - 1
        + (year - 1) * 354
        + (3 + 11 * year) // LEAP_CYCLE
        + 29 * (month - 1)
        + month // 2
        + day
    )
    return dt.date.fromordinal(days)
