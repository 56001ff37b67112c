"""The period of a notice to improve, as the letter that gave it says."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from officeapp.domain.school_year import Span

if TYPE_CHECKING:
    from officeapp.domain.letter_book import Letter

KIND = "notice-to-improve"
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY = re.compile(r"(?:[A-Za-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\s+(\d{4})")


def period_of(letter: Letter) -> Span | None:
    """Return the period a notice to improve gave; None where its days cannot be read.

    A person may have typed other days than the program counted, so the letter's own words count.
    """
    facts = {str(one[0]): str(one[1]) for one in letter.facts}
    first, last = (read_day(facts.get(f"improve_{end}", "")) for end in ("first", "last"))
    if first is None or last is None or last < first:
        return None
    return Span(first, last)


def read_day(text: str) -> dt.date | None:
    """Return the day that a letter writes as 'Friday 18 December 2026'; None where it is none."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    named = [at for at, month in enumerate(_MONTHS, 1) if month.startswith(found[2].lower())]
    try:
        return dt.date(int(found[3]), named[0], int(found[1])) if len(named) == 1 else None
    except ValueError:
        return None
