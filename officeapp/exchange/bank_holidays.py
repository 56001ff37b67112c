"""The list of bank holidays as GOV.UK publishes it, read for England and Wales."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from officeapp.domain.lists import CalendarEntry, Reading
from officeapp.domain.school_year import Span
from officeapp.errors import Problem, UnreadableFileError

DIVISION = "england-and-wales"
MOST = 2_000


def bank_holidays_of(text: str, name: str) -> Reading[CalendarEntry]:
    """Read the bank holidays of England and Wales; other divisions are left out.

    Raises:
        UnreadableFileError: The text is not that list.
    """
    events = _events(text, name)
    reading: Reading[CalendarEntry] = Reading()
    for number, event in enumerate(events, start=1):
        day, title = _day(event), _title(event)
        if day is None or not title:
            found = json.dumps(event, ensure_ascii=False)[:80]
            reason = "A bank holiday has a title and a date such as 2026-12-25."
            reading.refused.append(Problem(str(number), "event", found, reason))
        else:
            uid = f"{DIVISION}/{day.isoformat()}"
            entry = CalendarEntry(number, uid, title, Span(day, day), bank_holiday=True)
            reading.rows.append(entry)
    return reading


def _events(text: str, name: str) -> list[Any]:
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        message = f"{name} is not sound JSON; fetch the bank holidays of GOV.UK again."
        raise UnreadableFileError(message) from error
    division = found.get(DIVISION, found) if isinstance(found, dict) else {}
    events = division.get("events") if isinstance(division, dict) else None
    if not isinstance(events, list) or division.get("division", DIVISION) != DIVISION:
        message = f"{name} has no bank holidays for {DIVISION}; fetch the list of GOV.UK again."
        raise UnreadableFileError(message)
    if len(events) > MOST:
        message = f"{name} has more than {MOST:,} bank holidays; fetch the list of GOV.UK again."
        raise UnreadableFileError(message)
    return events


def _day(event: Any) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(event["date"])
    except (TypeError, KeyError, ValueError):
        return None
    return day if dt.date(1990, 1, 1) <= day <= dt.date(2100, 12, 31) else None


def _title(event: Any) -> str:
    title = event.get("title") if isinstance(event, dict) else None
    return " ".join(title.split())[:200] if isinstance(title, str) else ""
