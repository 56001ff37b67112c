"""Thresholds asked of the file: every rule of law and policy, for every pupil or for one.

What pupils share, the strips of sessions and the rules, is worked out once and kept, so that a
mark that is added asks again for one pupil only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.figures import Reckoner
from officeapp.books.known import known_of
from officeapp.books.policy import threshold_law
from officeapp.domain.law import is_compulsory
from officeapp.domain.policies import Need
from officeapp.domain.readiness import Asking, Known, State, blocked_by, state
from officeapp.domain.roll import FOR_EVER, Pupil, list_order
from officeapp.domain.school_weeks import Page, Reading, Strip, strip_of
from officeapp.domain.school_year import (
    SchoolYear,
    Span,
    first_session_after,
    session_at,
)
from officeapp.domain.thresholds import Counter, Reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.policies import Rule
    from officeapp.domain.record import SiteId
    from officeapp.domain.roll import Placement
    from officeapp.domain.school_year import Session

    Place = tuple[SiteId, str]

EVER = dt.date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """How far one pupil is with one rule.

    Attributes:
        pupil: The pupil.
        reached: The count and the sessions it rests on.
        page: The pupil's sessions up to the day.
        blocked_by: What keeps it from being ready.
    """

    pupil: Pupil
    reached: Reached
    page: Page
    blocked_by: tuple[Need, ...] = ()

    @property
    def state(self) -> State:
        """Return how far it is: not yet, met, or ready."""
        return state(self.reached, self.blocked_by)


def rules_on(office: Office, day: dt.date) -> list[Rule]:
    """Return every rule of a day: those of the law, then the policy's own."""
    return [*threshold_law().rules_on(day), *office.policy.on(day).rules]


class Watch:
    """Asks every rule of a day; kept by a screen until a rule, calendar or class changes."""

    def __init__(self, office: Office, day: dt.date) -> None:
        """Take the day; a day to come is asked as far as sessions have begun."""
        self.day = day
        self.rules = rules_on(office, day)
        self._office = office
        self._year = SchoolYear.of(day)
        self._before = SchoolYear(self._year.begins - 1)
        self._counters = [Counter(rule, office.codes) for rule in self.rules]
        self._weeks = max([rule.weeks for rule in self.rules], default=1) or 1
        self._reckoner = Reckoner(office)
        self._strips: dict[tuple[tuple[Place, dt.date], ...], Strip] = {}
        middle = dt.date(self._year.begins, 9, 1)
        late = office.codes.symbols_where(late=True)
        self._reading = Reading(office.codes.categories(middle), late)
        self._law = threshold_law()
        self._unexplained = office.codes.symbol("N")
        self._leave = office.codes.symbol("G")

    def page(self, pupil: Pupil, lines: Mapping[SchoolYear, str] | None = None) -> Page:
        """Return a pupil's sessions up to the day."""
        strip = self._strip(pupil)
        book = self._office.register
        read = lines or {year: book.line(pupil.id, year) for year in (self._before, self._year)}
        return Page(strip, strip.cut(read), self._reading)

    def of(self, pupil: Pupil, known: Known | None = None) -> list[Finding]:
        """Return every rule for one pupil.

        Args:
            pupil: The pupil.
            known: What is known beside the register; what the books say if not given.
        """
        return list(self._found(pupil, self.page(pupil), known))

    def all(self, pupils: Iterable[Pupil] | None = None) -> Iterator[Finding]:
        """Yield every rule for every pupil on roll that day, in list order, or for some."""
        chosen = list(pupils) if pupils is not None else self._office.roll.on_roll(self.day)
        book = self._office.register
        now, before = book.all_lines(self._year), book.all_lines(self._before)
        for pupil in sorted(chosen, key=list_order):
            mine = now.get(pupil.id) or book.line(pupil.id, self._year)
            earlier = before.get(pupil.id) or book.line(pupil.id, self._before)
            page = self.page(pupil, {self._year: mine, self._before: earlier})
            yield from self._found(pupil, page, None)

    def sessions(self, found: Finding) -> list[tuple[dt.date, Session, str]]:
        """Return the sessions a finding rests on, each with its code."""
        code = self._office.codes.code
        return [
            (*session_at(number), code(found.page.symbol(number)))
            for number in found.reached.rests_on
        ]

    def _found(self, pupil: Pupil, page: Page, known: Known | None) -> Iterator[Finding]:
        of_age = is_compulsory(pupil.dob, self.day)
        for counter in self._counters:
            reached = counter.of(page)
            if not reached.met:
                yield Finding(pupil, reached, page)
                continue
            if counter.rule.of_age and not of_age:
                yield Finding(pupil, reached.unmet(), page)
                continue
            known = known or known_of(self._office, pupil, self.day)
            yield Finding(pupil, reached, page, blocked_by(reached, known, self._asking(page)))

    def _asking(self, page: Page) -> Asking:
        return Asking(
            self.day,
            self._law,
            page.symbol,
            self._unexplained,
            self._leave,
        )

    def _strip(self, pupil: Pupil) -> Strip:
        places = self._places(pupil)
        if places not in self._strips:
            self._strips[places] = self._worked_out(places, pupil)
        return self._strips[places]

    def _places(self, pupil: Pupil) -> tuple[tuple[Place, dt.date], ...]:
        """Return the sites and year groups of a pupil up to the day, each from its first day."""
        found: list[tuple[Place, dt.date]] = []
        for placement, span in self._office.roll.segments(pupil.id):
            place = self._reckoner.place_of(placement)
            if span.first <= self.day and (not found or found[-1][0] != place):
                found.append((place, span.first))
        earliest = SchoolYear(self._before.begins).span.first
        while len(found) > 1 and found[1][1] <= earliest:
            found.pop(0)
        if not found:
            found.append((self._reckoner.place_of(None), EVER))
        found[0] = (found[0][0], EVER)
        return tuple(found)

    def _worked_out(self, places: tuple[tuple[Place, dt.date], ...], pupil: Pupil) -> Strip:
        ends = [first - dt.timedelta(days=1) for _, first in places[1:]]
        parts = [
            (self._office.calendar.of(*place), Span(first, last))
            for (place, first), last in zip(places, [*ends, FOR_EVER], strict=True)
        ]
        begun = min(self._reckoner.begun(self._placed(pupil)), first_session_after(self.day))
        return strip_of(parts, self.day, weeks=self._weeks, begun=begun)

    def _placed(self, pupil: Pupil) -> Placement | None:
        return self._office.roll.placed(pupil.id, self.day)
