"""Say which days a calendar file would close and open, and which marks stand on closed ones.

Such marks are kept; a person reads which they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.roll import YEAR_GROUPS
from officeapp.domain.school_calendar import EVERY_SITE, Closure, SchoolCalendar, Term
from officeapp.domain.school_year import SchoolYear, Session, long_day, years_of
from officeapp.procedures.plan_calendar import compare_calendar

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.lists import CalendarEntry, Reading
    from officeapp.domain.record import PupilId, SiteId
    from officeapp.domain.school_year import Span
    from officeapp.procedures.plan_calendar import Aim, CalendarPlan, CardPlan

Card = TypeVar("Card", Closure, Term)

_NAMES_SHOWN = 5


def plan_calendar(
    office: Office, reading: Reading[CalendarEntry], aim: Aim | None = None
) -> CalendarPlan:
    """Return what an import of a calendar would do; nothing is written.

    Raises:
        TermsForAllError: Terms were to be for some year groups only.
    """
    plan = compare_calendar(office, reading, aim)
    DayPlan(office, plan).fill(reading.rows)
    plan.preview.in_order()
    return plan


class DayPlan:
    """Works out which days a plan closes and opens, and the marks that stand on closed ones."""

    def __init__(self, office: Office, plan: CalendarPlan) -> None:
        self._office = office
        self._plan = plan
        self._aim = plan.aim
        self._closures = _after(office.calendar.closures(), plan.closures)
        self._terms = _after(office.calendar.terms(), plan.terms)

    def fill(self, entries: list[CalendarEntry]) -> None:
        """Put the days into the plan, and a warning for each closed day that has marks."""
        closed: dict[dt.date, set[tuple[SiteId, str]]] = {}
        opened: set[dt.date] = set()
        for scope in self._scopes():
            before, after = self._office.calendar.of(*scope), self._calendar(*scope)
            for year in self._years():
                was, now = set(before.closed(year)), set(after.closed(year))
                opened |= was - now
                for day in now - was:
                    closed.setdefault(day, set()).add(scope)
        self._plan.closed, self._plan.opened = sorted(closed), sorted(opened)
        for day, scopes in sorted(closed.items()):
            self._warn_of_marks(day, scopes, entries)

    def _scopes(self) -> list[tuple[SiteId, str]]:
        sites = [site.id for site in self._office.school.sites()]
        chosen = sites if self._aim.site == EVERY_SITE else [self._aim.site]
        groups = [*YEAR_GROUPS, ""]
        return [
            (site, group)
            for site in chosen
            for group in groups
            if not self._aim.year_groups or group in self._aim.year_groups
        ]

    def _calendar(self, site: SiteId, year_group: str) -> SchoolCalendar:
        closures = [one for one in self._closures if one.is_for(site, year_group)]
        return SchoolCalendar(closures, [t for t in self._terms if t.site in (EVERY_SITE, site)])

    def _years(self) -> list[SchoolYear]:
        stood: dict[int, Span] = {one.id: one.span for one in self._office.calendar.closures()}
        stood |= {one.id: one.span for one in self._office.calendar.terms()}
        closures, terms = self._plan.closures, self._plan.terms
        written = [(one.id, one.span) for one in [*closures.new, *closures.amended]]
        written += [(one.id, one.span) for one in [*terms.new, *terms.amended]]
        spans = [span for _, span in written] + [stood[n] for n, _ in written if n in stood]
        return sorted({year for span in spans for year in years_of(span)})

    def _warn_of_marks(
        self, day: dt.date, scopes: set[tuple[SiteId, str]], entries: list[CalendarEntry]
    ) -> None:
        marked = self._marked(day, scopes)
        if not marked:
            return
        where = next((e.where for e in entries if e.span and day in e.span), 1)
        names = ", ".join(self._office.roll.pupil(pupil).called for pupil in marked[:_NAMES_SHOWN])
        more = f" and {len(marked) - _NAMES_SHOWN} more" if len(marked) > _NAMES_SHOWN else ""
        reason = (
            f"Marks stand on {long_day(day)}, which would be closed: {names}{more}. They are kept "
            "and do not count while the day is closed."
        )
        self._plan.preview.warn(where, "Date", day.isoformat(), reason)

    def _marked(self, day: dt.date, scopes: set[tuple[SiteId, str]]) -> list[PupilId]:
        """Return the pupils of some scopes who have a mark on a day."""
        year = SchoolYear.of(day)
        place = year.slot(day, Session.AM)
        nothing = {UNMARKED, NOT_ON_ROLL}
        marked = [
            pupil
            for pupil, line in self._lines(year).items()
            if not nothing.issuperset(line[place : place + 2])
        ]
        return [pupil for pupil in marked if self._scope(pupil, day) in scopes]

    def _lines(self, year: SchoolYear) -> dict[PupilId, str]:
        return self._office.register.all_lines(year)

    def _scope(self, pupil: PupilId, day: dt.date) -> tuple[SiteId, str]:
        placement = self._office.roll.placed(pupil, day)
        if placement is None:
            return self._office.school.sites()[0].id, ""
        return self._office.roll.school_class(placement.school_class).site, placement.year_group


def _after(cards: list[Card], plan: CardPlan[Card]) -> list[Card]:
    """Return the cards as they would stand."""
    amended = {card.id for card in plan.amended}
    standing: list[Card] = []
    standing.extend(card for card in cards if card.id not in amended)
    standing.extend(card for card in plan.amended if not card.gone)
    standing.extend(plan.new)
    return standing
