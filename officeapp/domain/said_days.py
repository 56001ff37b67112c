"""Days as a parent says them at the telephone: 'till Thu', 'back Mon', '2 days', 'tomorrow pm'."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from officeapp.domain.messages import HalfDay
from officeapp.domain.school_year import Span
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable

ONE = dt.timedelta(days=1)
LONGEST: Final = 60  # school days that a number of days may say
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_HALVES: Final = {
    **dict.fromkeys(("am", "morning", "mornings"), HalfDay.AM),
    **dict.fromkeys(("pm", "afternoon", "afternoons"), HalfDay.PM),
}
_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?")
_NAMED_DATE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})(?:\s+(\d{4}))?")
_NUMBER = re.compile(r"(\d{1,2}) (?:school )?days?")
_RANGE = re.compile(r"(.*?)\s*(?:\b(?:till|until|to)\b|(?<!\d)[-–]|[-–](?!\d))\s*(.*)")
_TIME_AT_END = re.compile(r"(.*?)(?:^|\s)(?:at\s+)?(\d{1,2})[:.]?(\d{2})", re.ASCII)
_LEAD = re.compile(r"(since|from|back|on)\s+(.*)")


class NotDaysError(OfficeError):
    """What was typed names no days."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"'{typed}' names no days; write till Thu, Mon to Wed, 24 Nov, 2 days or back Mon."
        )


class NotAMomentError(OfficeError):
    """What was typed names no day and time."""

    def __init__(self, typed: str) -> None:
        found = f"'{typed}' names no day and time" if typed else "The day and time are missing"
        super().__init__(f"{found}; write thu 14:00, 24 nov 9.30, or 14:00 for today.")


@dataclass(frozen=True, slots=True)
class SaidDays:
    """The days of an absence.

    Attributes:
        span: Its first and last day.
        halves: Which halves of them.
        back: The day the child is expected back, where that was said.
    """

    span: Span
    halves: HalfDay = HalfDay.BOTH
    back: dt.date | None = None


def said_days(typed: str, today: dt.date, is_open: Callable[[dt.date], bool]) -> SaidDays:
    """Return the days that were said; today where nothing was.

    A weekday is the next one from today, after 'since' the last one before it. A number of days
    counts school days, today included.

    Args:
        typed: What was said, in small or capital letters.
        today: The day on which it was said.
        is_open: Says whether the child has school on a day.

    Raises:
        NotDaysError: It names no days.
    """
    words = typed.lower().replace(",", " ").split()
    halves = [_HALVES[word] for word in words if word in _HALVES]
    rest = " ".join(word for word in words if word not in _HALVES)
    half = halves[0] if len(set(halves)) == 1 else HalfDay.BOTH
    try:
        span, back = _span(rest, today, is_open)
    except ValueError:
        raise NotDaysError(typed.strip()) from None
    return SaidDays(span, half, back)


def said_day(typed: str, near: dt.date) -> dt.date | None:
    """Return a day said without its year: '14 dec', '14/12', 'mon', 'tomorrow'; None for no day.

    Args:
        typed: What was said, in small or capital letters.
        near: The day on which it was said. A date is of the nearest year, a weekday the next one.
    """
    try:
        return _day(" ".join(typed.lower().replace(",", " ").split()), near)
    except ValueError:
        return None


def said_moment(
    typed: str, today: dt.date, is_open: Callable[[dt.date], bool]
) -> tuple[dt.date, dt.time]:
    """Return the day and time that were said: 'thu 14.00', '24 nov 9:30', '14:00' for today.

    Raises:
        NotAMomentError: It names no time, or more than one day.
    """
    found = _TIME_AT_END.fullmatch(typed.strip())
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        raise NotAMomentError(typed.strip())
    try:
        days = said_days(found[1], today, is_open)
    except NotDaysError:
        raise NotAMomentError(typed.strip()) from None
    if days.span.first != days.span.last or days.halves is not HalfDay.BOTH:
        raise NotAMomentError(typed.strip())
    return days.span.first, dt.time(int(found[2]), int(found[3]))


def _span(
    said: str, today: dt.date, is_open: Callable[[dt.date], bool]
) -> tuple[Span, dt.date | None]:
    if not said:
        return Span(today, today), None
    number, ranged = _NUMBER.fullmatch(said), _RANGE.fullmatch(said)
    if number is not None:
        return Span(today, _nth_open(int(number[1]), today, is_open)), None
    if said in ("week", "all week", "this week"):
        return Span(today, today + dt.timedelta(days=max(0, 4 - today.weekday()))), None
    if ranged is not None:
        first = _start(ranged[1], today)
        return Span(first, _day(ranged[2], max(first, today))), None
    return _led(said, today)


def _led(said: str, today: dt.date) -> tuple[Span, dt.date | None]:
    """Return a day, or the run that 'since', 'from' or 'back' says begins or ends with it."""
    lead = _LEAD.fullmatch(said)
    if lead is not None and lead[1] == "back":
        back = _day(lead[2], today + ONE)
        return Span(today, back - ONE), back
    if lead is not None and lead[1] in ("since", "from"):
        first = _start(said, today)
        return Span(first, max(first, today)), None
    day = _day(lead[2] if lead else said, today)
    return Span(day, day), None


def _start(said: str, today: dt.date) -> dt.date:
    """Return where a run begins: today, or after 'since' a day in the past."""
    if not said:
        return today
    lead = _LEAD.fullmatch(said)
    if lead is None:
        return _day(said, today)
    if lead[1] == "since":
        return _before(lead[2], today)
    if lead[1] == "from":
        return _day(lead[2], today)
    raise ValueError(said)


def _before(said: str, today: dt.date) -> dt.date:
    """Return the last day of a name before today."""
    if said[:3] in _WEEKDAYS and _is_weekday_name(said):
        return today - dt.timedelta(days=(today.weekday() - _WEEKDAYS.index(said[:3])) % 7 or 7)
    return _day(said, today)


def _day(said: str, from_day: dt.date) -> dt.date:
    """Return the first day of a name from a day on; a date is of the nearest year.

    Raises:
        ValueError: It names no day.
    """
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if said in near:
        return from_day + near[said] * ONE
    if _is_weekday_name(said):
        ahead = (_WEEKDAYS.index(said[:3]) - from_day.weekday()) % 7
        return from_day + dt.timedelta(days=ahead)
    found = _DATE.fullmatch(said)
    if found is not None:
        return _dated(int(found[1]), int(found[2]), found[3], from_day)
    named = _NAMED_DATE.fullmatch(said)
    if named is not None and named[2][:3] in _MONTHS:
        return _dated(int(named[1]), _MONTHS.index(named[2][:3]) + 1, named[3], from_day)
    raise ValueError(said)


def _is_weekday_name(said: str) -> bool:
    """Say whether it is a weekday's name or its beginning: 'thu', 'thurs', 'thursday'."""
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return len(said) >= 3 and any(name.startswith(said) for name in full)


def _dated(day: int, month: int, year: str | None, near: dt.date) -> dt.date:
    if year:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = [dt.date(near.year + step, month, day) for step in (-1, 0, 1)]
    return min(years, key=lambda one: abs(one - near))


def _nth_open(number: int, today: dt.date, is_open: Callable[[dt.date], bool]) -> dt.date:
    """Return the last of a number of school days from today on."""
    if not 0 < number <= LONGEST:
        raise ValueError(number)
    day, left = today, number
    for _ in range(LONGEST * 7):
        left -= is_open(day)
        if left <= 0:
            break
        day += ONE
    return day
