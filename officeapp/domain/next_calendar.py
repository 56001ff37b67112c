"""Next year's calendar, proposed from this year's: the same weekdays, fifty-two weeks later.

Terms and planned closures are moved; bank holidays, which are imported, and days on which the
school was closed by an event are not. Easter moves, so a person looks at every date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.record import UNWRITTEN
from officeapp.domain.school_calendar import ClosureKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.domain.school_calendar import Closure, Term
    from officeapp.domain.school_year import SchoolYear

A_YEAR = dt.timedelta(weeks=52)
MOVED = frozenset({ClosureKind.HOLIDAY, ClosureKind.INSET})


def next_terms(terms: Iterable[Term], year: SchoolYear) -> list[Term]:
    """Return the terms of the year after, proposed from those that begin in a year."""
    return [
        replace(
            term,
            id=0,
            first=term.first + A_YEAR,
            last=term.last + A_YEAR,
            source="",
            line=UNWRITTEN,
        )
        for term in sorted(terms, key=lambda term: (term.span, term.site, term.name))
        if not term.gone and term.first in year.span
    ]


def next_closures(closures: Iterable[Closure], year: SchoolYear) -> list[Closure]:
    """Return the planned closures of the year after, proposed from those that begin in a year."""
    return [
        replace(
            closure,
            id=0,
            first=closure.first + A_YEAR,
            last=closure.last + A_YEAR,
            source="",
            line=UNWRITTEN,
        )
        for closure in sorted(closures, key=lambda one: (one.span, one.site, one.why))
        if not closure.gone and closure.kind in MOVED and closure.first in year.span
    ]
