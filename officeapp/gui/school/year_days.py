"""The days of a school year as the calendar shows them: open, or closed and why."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.school_calendar import Closure, ClosureKind
from officeapp.domain.school_year import is_weekday, short_day, years_of
from officeapp.gui.widgets.year_groups import year_groups_said

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.record import SiteId
    from officeapp.domain.school_year import SchoolYear


class Shown(enum.Enum):
    """How a day looks: a letter, the family of its colours, and its words in the legend."""

    OPEN = "", "good", "open"
    PARTLY = "p", "late", "closed to some year groups"
    INSET = "I", "authorised", "INSET"
    CLOSURE = "C", "unauthorised", "closure"
    BANK_HOLIDAY = "B", "closed", "bank holiday"
    HOLIDAY = "–", "closed", "holiday"

    @property
    def letter(self) -> str:
        """Return the letter in the cell."""
        return self.value[0]

    @property
    def family(self) -> str:
        """Return the family of its colours."""
        return self.value[1]

    @property
    def words(self) -> str:
        """Return what the legend calls it."""
        return self.value[2]


OF_KIND = {
    ClosureKind.HOLIDAY: Shown.HOLIDAY,
    ClosureKind.BANK_HOLIDAY: Shown.BANK_HOLIDAY,
    ClosureKind.INSET: Shown.INSET,
    ClosureKind.CLOSURE: Shown.CLOSURE,
}


@dataclass(frozen=True, slots=True)
class YearDay:
    """One weekday of the year.

    Attributes:
        day: The day.
        shown: How it looks.
        why: Why it is closed, and to whom; empty for an open day.
    """

    day: dt.date
    shown: Shown
    why: str

    @property
    def said(self) -> str:
        """Return the day for a person who cannot see the colours."""
        reason = f", {self.why}" if self.why else ""
        return f"{short_day(self.day)} {self.day.year}: {self.shown.words}{reason}"


def year_days(office: Office, site: SiteId, year_group: str, year: SchoolYear) -> list[YearDay]:
    """Return every weekday of a year for a site and year group."""
    calendar = office.calendar.of(site, year_group)
    closed = calendar.closed(year)
    mine, partly = _closures_by_day(office, site, year_group, year)
    days = []
    for day in year.span.days():
        if not is_weekday(day):
            continue
        if day in closed:
            closure = mine.get(day)
            shown = OF_KIND[closure.kind] if closure else Shown.HOLIDAY
            days.append(YearDay(day, shown, closed[day]))
        elif day in partly and not year_group:
            closure = partly[day]
            whom = year_groups_said(closure.year_groups)
            days.append(YearDay(day, Shown.PARTLY, f"{closure.why}: {whom}"))
        else:
            days.append(YearDay(day, Shown.OPEN, ""))
    return days


def known_years(office: Office) -> list[SchoolYear]:
    """Return the school years that have an entry of the calendar or a mark, this one and the next.

    The terminal lists the same years but for the next one, which is where a calendar is typed.
    """
    from officeapp.domain.school_year import SchoolYear

    this = SchoolYear.of(office.today())
    known = {this, this.next(), *office.register.years()}
    spans = [one.span for one in office.calendar.closures()]
    spans += [one.span for one in office.calendar.terms()]
    for span in spans:
        known.update(years_of(span))
    return sorted(known)


def _closures_by_day(
    office: Office, site: SiteId, year_group: str, year: SchoolYear
) -> tuple[dict[dt.date, Closure], dict[dt.date, Closure]]:
    """Return which closure closes which day to the year group, and which to others only."""
    mine: dict[dt.date, Closure] = {}
    partly: dict[dt.date, Closure] = {}
    for closure in office.calendar.closures():
        shared = closure.span.overlap(year.span)
        if shared is None:
            continue
        if closure.is_for(site, year_group):
            mine.update(dict.fromkeys(shared.days(), closure))
        elif closure.year_groups and any(closure.is_for(site, g) for g in closure.year_groups):
            partly.update(dict.fromkeys(shared.days(), closure))
    return mine, partly
