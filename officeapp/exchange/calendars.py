"""Calendars of authorities and schools, and the list of bank holidays, read into days.

The end that a calendar file gives is the day after the last (RFC 5545, 3.6.1); here, as
everywhere in the program, first and last are both included.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from officeapp.domain.lists import CalendarEntry, Reading
from officeapp.domain.school_year import Span
from officeapp.errors import Problem, UnreadableFileError
from officeapp.exchange.bank_holidays import bank_holidays_of
from officeapp.exchange.calendar_text import ALL_DAY, Event, events_of
from officeapp.exchange.repeats import BadEntryError, repeated_days
from officeapp.exchange.source import MEGABYTE, bytes_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 10 * MEGABYTE
MOST_EVENTS = 2_000
MOST_SERIES = 100
LONGEST = dt.timedelta(days=366)
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
WARNED_ONE_BY_ONE = 20

_ONE_DAY = dt.timedelta(days=1)
_TIMED = re.compile(r":\d{8}T\d", re.IGNORECASE | re.ASCII)


def read_calendar(path: Path, near: Span) -> Reading[CalendarEntry]:
    """Read a calendar file: iCalendar, or the list of bank holidays of GOV.UK.

    Args:
        path: The file.
        near: The days in which a series is followed; it may go on for ever.

    Raises:
        UnreadableFileError: The file as a whole is no calendar.
    """
    return calendar_of(bytes_of(path, LARGEST), path.name, near)


def calendar_of(content: bytes, name: str, near: Span) -> Reading[CalendarEntry]:
    """Read a calendar from the bytes of a file.

    Raises:
        UnreadableFileError: The bytes are no calendar.
    """
    text = text_of(content, name, "an iCalendar file (.ics) or the bank-holiday JSON of GOV.UK")
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return bank_holidays_of(text, name)
    all_day, timed = _sorted_out(events_of(text, name))
    if len(all_day) > MOST_EVENTS or sum(event.has("RRULE") for event in all_day) > MOST_SERIES:
        raise _too_many(name)
    reading: Reading[CalendarEntry] = Reading(warnings=_timed_warnings(timed))
    entries: list[CalendarEntry] = []
    for event in all_day:
        try:
            entries.extend(_entries(event, near))
        except BadEntryError as error:
            reading.refused.append(Problem(str(event.line), "event", _shown(event), str(error)))
    if len(entries) > MOST_EVENTS:
        raise _too_many(name)
    _keep_newest(entries, reading)
    return reading


def _sorted_out(events: list[Event]) -> tuple[list[Event], list[Event]]:
    """Return the events of whole days, and those with a time of day."""
    all_day: list[Event] = []
    timed: list[Event] = []
    for event in events:
        start = next((line for line in event.lines if line.upper().startswith("DTSTART")), "")
        has_time = _TIMED.search(start) is not None
        whole = any(
            line.upper().startswith(ALL_DAY) and line.upper().endswith("TRUE")
            for line in event.lines
        )
        (timed if has_time and not whole else all_day).append(event)
    return all_day, timed


def _entries(event: Event, near: Span) -> list[CalendarEntry]:
    """Return what an event says: one entry, or one for each day of its series.

    Raises:
        BadEntryError: The event cannot be understood.
    """
    from icalendar import Event as Component

    try:
        component: Any = Component.from_ical(event.text())
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        message = f"The event cannot be read ({error}); correct it where it was made."
        raise BadEntryError(message) from error
    summary = _tidied(component.get("SUMMARY", "")) or "Closed"
    cancelled = event.called_off or str(component.get("STATUS", "")).upper() == "CANCELLED"
    repeat = _one_of_a_series(component)
    uid = str(component.get("UID", ""))[:300].strip()
    span = None if cancelled and not event.has("DTSTART") else _span(component)
    if not uid and span is None:
        message = "The event is cancelled and has no UID, so that nobody can say which it is."
        raise BadEntryError(message)
    entry = CalendarEntry(
        where=event.line,
        uid=uid or f"{span.first}/{span.last}/{summary}" if span else uid,
        summary=summary,
        span=span,
        sequence=_sequence(component),
        repeat=repeat.isoformat() if repeat else "",
        alone=repeat is not None,
        cancelled=cancelled,
    )
    return _series(entry, component, near) if span and not cancelled else [entry]


def _series(entry: CalendarEntry, component: Any, near: Span) -> list[CalendarEntry]:
    """Return an entry for each day of a series; the entry itself if it stands alone."""
    rules, more = _all(component, "RRULE"), _days(component, "RDATE")
    if (not rules and not more) or entry.span is None:
        return [entry]
    first, length = entry.span.first, entry.span.last - entry.span.first
    days = {first, *more} | {day for rule in rules for day in repeated_days(first, rule, near)}
    return [
        dataclasses.replace(entry, span=_fit(day, day + length), repeat=day.isoformat())
        for day in sorted(days - set(_days(component, "EXDATE")))
        if day in near
    ]


def _keep_newest(entries: list[CalendarEntry], reading: Reading[CalendarEntry]) -> None:
    """Keep the newest issue of each entry, and say where one replaced another silently.

    A day of a series that was changed by itself counts before the series, whichever comes first.
    """
    newest: dict[tuple[str, str], CalendarEntry] = {}
    for entry in sorted(entries, key=lambda entry: (entry.alone, entry.sequence)):
        key = entry.uid, entry.repeat
        other = newest.get(key)
        newest[key] = entry
        if other and other.sequence == entry.sequence and not entry.cancelled | bool(entry.repeat):
            reason = f"The same entry stands on line {other.where}; the one here is used."
            reading.warnings.append(Problem(str(entry.where), "UID", entry.uid, reason))
    reading.rows.extend(sorted(newest.values(), key=lambda entry: entry.where))


def _one_of_a_series(component: Any) -> dt.date | None:
    """Return the day of a series that an event changes by itself; None for another event.

    Raises:
        BadEntryError: It changes all later days too.
    """
    value = _one(component, "RECURRENCE-ID")
    if "RANGE" in getattr(value, "params", {}):
        message = "The event changes a series from a day on; enter its days by hand."
        raise BadEntryError(message)
    return _day(component, "RECURRENCE-ID")


def _span(component: Any) -> Span:
    """Return the first and last day of an event.

    Raises:
        BadEntryError: It has no first day, ends before it begins, or lies out of all reason.
    """
    first = _day(component, "DTSTART")
    if first is None:
        message = "The event has no date that can be read; correct it where it was made."
        raise BadEntryError(message)
    end = _day(component, "DTEND")
    length = _one(component, "DURATION")
    duration = _moment(length)
    last = first
    if end is not None:
        last = max(first, end - _ONE_DAY) if end >= first else end
    elif isinstance(duration, dt.timedelta):
        longer = min(max(duration, -LONGEST), 2 * LONGEST)
        last = first + longer - (_ONE_DAY if longer >= _ONE_DAY else dt.timedelta())
    elif length is not None:
        message = f"'{str(length)[:40]}' is no length that can be read."
        raise BadEntryError(message)
    return _fit(first, last)


def _fit(first: dt.date, last: dt.date) -> Span:
    if last < first:
        message = f"The event ends before it begins ({first.isoformat()})."
        raise BadEntryError(message)
    if first < EARLIEST or last > LATEST or last - first > LONGEST:
        message = f"The event runs from {first} to {last}, which no closure of a school does."
        raise BadEntryError(message)
    return Span(first, last)


def _day(component: Any, name: str) -> dt.date | None:
    """Return the day of a property; None where it is not there.

    Raises:
        BadEntryError: It is there and cannot be read.
    """
    value = _one(component, name)
    if value is None:
        return None
    moment = _moment(value)
    if isinstance(moment, dt.datetime) and moment.tzname() == "UTC":
        moment = moment.astimezone(ZoneInfo("Europe/London"))
    if isinstance(moment, dt.datetime):
        return moment.date()
    if isinstance(moment, dt.date):
        return moment
    message = f"'{str(value)[:40]}' is no date that can be read; correct it where it was made."
    raise BadEntryError(message)


def _days(component: Any, name: str) -> list[dt.date]:
    """Return the days of a property that lists several."""
    parts = [part for part in _all(component, name) if not isinstance(part, str)]
    moments = [_moment(one) for part in parts for one in getattr(part, "dts", [])]
    return [
        moment.date() if isinstance(moment, dt.datetime) else moment
        for moment in moments
        if isinstance(moment, dt.date)
    ]


def _moment(value: Any) -> Any:
    """Return the moment or length of a property; None for one that could not be read."""
    return None if isinstance(value, str) else getattr(value, "dt", None)


def _sequence(component: Any) -> int:
    value = _one(component, "SEQUENCE")
    return int(value) if isinstance(value, int) and 0 <= value < 10**9 else 0


def _all(component: Any, name: str) -> list[Any]:
    value = component.get(name)
    return value if isinstance(value, list) else ([] if value is None else [value])


def _one(component: Any, name: str) -> Any:
    return next(iter(_all(component, name)), None)


def _tidied(summary: Any) -> str:
    text = unicodedata.normalize("NFC", str(summary))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def _shown(event: Event) -> str:
    return next((line for line in event.lines if line.upper().startswith("SUMMARY")), "")[8:88]


def _timed_warnings(timed: list[Event]) -> list[Problem]:
    reason = "The event has a time of day, so that it closes no school day; it was left out."
    warnings = [
        Problem(str(event.line), "event", _shown(event), reason)
        for event in timed[:WARNED_ONE_BY_ONE]
    ]
    if len(timed) > WARNED_ONE_BY_ONE:
        rest = f"{len(timed) - WARNED_ONE_BY_ONE} more events"
        line = str(timed[WARNED_ONE_BY_ONE].line)
        warnings.append(Problem(line, "event", rest, "These have a time of day too."))
    return warnings


def _too_many(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} holds more than {MOST_EVENTS:,} days or {MOST_SERIES} series of whole days, which "
        "is no school calendar; choose the calendar of term dates."
    )
