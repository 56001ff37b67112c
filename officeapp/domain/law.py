"""Rules of law that are functions of dates: compulsory school age."""

from __future__ import annotations

import datetime as dt
import functools

PRESCRIBED_DAYS = ((3, 31), (8, 31), (12, 31))  # month, day
COMPULSORY_FROM_AGE = 5
WHOLE_CLOSURE_FROM = dt.date(2024, 8, 19)


@functools.lru_cache(maxsize=8192)
def compulsory_from(born: dt.date) -> dt.date:
    """Return the first day of a child's compulsory school age.

    It is the prescribed day (31 March, 31 August or 31 December) that is or next follows the
    fifth birthday. Source: Education Act 1996, section 8; Education (Start of Compulsory School
    Age) Order 1998.
    """
    birthday = _birthday(born, COMPULSORY_FROM_AGE)
    days = (
        dt.date(year, month, day)
        for year in (birthday.year, birthday.year + 1)
        for month, day in PRESCRIBED_DAYS
    )
    return next(day for day in days if day >= birthday)


def is_compulsory(born: dt.date, day: dt.date) -> bool:
    """Say whether a child is of compulsory school age on a day."""
    return day >= compulsory_from(born)


def age_on(born: dt.date, day: dt.date) -> int:
    """Return a child's age in whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _birthday(born: dt.date, age: int) -> dt.date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # born on 29 February
        return dt.date(born.year + age, 3, 1)


def partial_closure_doubt(last: dt.date) -> str:
    """Return what must be said of a planned closure (#) for some pupils only; empty if nothing.

    The 2006 Regulations spoke of a planned whole or partial closure; since 19 August 2024 the
    wording is that of a whole-school closure, and nothing found confirms it for a part.
    """
    if last < WHOLE_CLOSURE_FROM:
        return ""
    return (
        "Since 19 August 2024 # is worded for a planned closure of the whole school; for some "
        "pupils only it is not confirmed. Ask the authority."
    )
