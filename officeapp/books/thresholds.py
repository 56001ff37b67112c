"""Thresholds asked of the file: every rule of law and policy, for every pupil or for one.

What pupils share, the strips of sessions and the rules, is worked out once and kept, so that a
mark that is added asks again for one pupil only.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.books.figures import Reckoner
from officeapp.books.known import known_of
from officeapp.books.policy import threshold_law
from officeapp.domain.law import is_compulsory
from officeapp.domain.readiness import Asking, Known, State, blocked_by, state
from officeapp.domain.register import blank_line
from officeapp.domain.roll import FOR_EVER, Pupil, list_order
from officeapp.domain.school_weeks import Strip, strip_of
from officeapp.domain.school_year import (
    SchoolYear,
    Span,
    first_session_after,
    session_at,
)
from officeapp.domain.threshold_pages import Page, Reading
from officeapp.domain.thresholds import Counter, Reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.policies import Need, Policy, Rule
    from officeapp.domain.roll import Placement
    from officeapp.domain.school_calendar import SchoolCalendar
    from officeapp.domain.school_year import Session
    from officeapp.domain.threshold_tallies import Tally

    Held = tuple[SchoolCalendar, dt.date]

EVER = dt.date(1900, 1, 1)


class Finding:
    """How far one pupil is with one rule; what it rests on is worked out when it is asked for.

    Attributes:
        pupil: The pupil.
        rule: The rule.
        page: The pupil's sessions up to the day.
        count: What the rule counted.
        threshold: The number at which it is met.
        met: Whether it is, for this pupil.
    """

    __slots__ = ("_counter", "_watch", "count", "met", "page", "pupil", "rule", "threshold")

    def __init__(
        self, watch: Watch, counter: Counter, pupil: Pupil, page: Page, tally: Tally
    ) -> None:
        self.pupil = pupil
        self.page = page
        self.rule = counter.rule
        self.count, self.threshold, met = tally
        self.met = met and (not self.rule.of_age or is_compulsory(pupil.dob, watch.day))
        self._counter = counter
        self._watch = watch

    @property
    def reached(self) -> Reached:
        """Return the count with the sessions it rests on."""
        reached = self._counter.of(self.page)
        return reached if self.met else reached.unmet()

    @property
    def blocked_by(self) -> tuple[Need, ...]:
        """Return what keeps it from being ready; nothing where it is not met."""
        return self.blocked(()) if self.met else ()

    @property
    def state(self) -> State:
        """Return how far it is: not yet, met, or ready."""
        return state(self.reached, self.blocked_by)

    def blocked(self, needs: Iterable[Need], known: Known | None = None) -> tuple[Need, ...]:
        """Return what keeps it, and a step with needs of its own, from being ready.

        Args:
            needs: What the step needs beside what the rule does.
            known: What is known beside the register; what the books say if not given.
        """
        return self._watch.blocked(self, needs, known)


def rules_on(office: Office, day: dt.date, policy: Policy | None = None) -> list[Rule]:
    """Return every rule of a day: those of the law, then the policy's own."""
    return [*threshold_law().rules_on(day), *(policy or office.policy.on(day)).rules]


class Watch:
    """Asks every rule of a day; kept by a screen until a rule, calendar or class changes."""

    def __init__(self, office: Office, day: dt.date, policy: Policy | None = None) -> None:
        """Take the day; a day to come is asked as far as sessions have begun.

        Args:
            office: The office.
            day: The day.
            policy: Another policy than the school's of that day, to see what it would ask for.
        """
        self.day = day
        self.rules = rules_on(office, day, policy)
        self._office = office
        self._year = SchoolYear.of(day)
        self._before = SchoolYear(self._year.begins - 1)
        self._counters = [Counter(rule, office.codes) for rule in self.rules]
        self._weeks = max([rule.weeks for rule in self.rules], default=1) or 1
        self._reckoner = Reckoner(office)
        self._strips: dict[tuple[Held, ...], Strip] = {}
        middle = dt.date(self._year.begins, 9, 1)
        self._reading = Reading(office.codes.categories(middle))
        self._blanks: dict[tuple[SchoolYear, tuple[Span, ...]], str] = {}
        self._law = threshold_law()
        self._unexplained = office.codes.symbol("N")
        self._leave = office.codes.symbol("G")

    def page(self, pupil: Pupil, lines: Mapping[SchoolYear, str] | None = None) -> Page:
        """Return a pupil's sessions up to the day."""
        strip = self._strip(pupil)
        book = self._office.register
        read = lines or {year: book.line(pupil.id, year) for year in (self._before, self._year)}
        return Page(strip, strip.cut(read), self._reading)

    def of(self, pupil: Pupil) -> list[Finding]:
        """Return every rule for one pupil."""
        page = self.page(pupil)
        return self._findings(pupil, page, self._tallies(page))

    def all(self, pupils: Iterable[Pupil] | None = None) -> Iterator[Finding]:
        """Yield every rule for every pupil on roll that day, in list order, or for some."""
        for pupil, page, tallies in self.tallies(pupils):
            yield from self._findings(pupil, page, tallies)

    def met(self, pupils: Iterable[Pupil] | None = None) -> list[Finding]:
        """Return what is met, in list order of pupils and in the order of rules."""
        return [
            found
            for pupil, page, tallies in self.tallies(pupils)
            if any(tally.met for tally in tallies)
            for found in self._findings(pupil, page, tallies)
            if found.met
        ]

    def tallies(
        self, pupils: Iterable[Pupil] | None = None
    ) -> Iterator[tuple[Pupil, Page, list[Tally]]]:
        """Yield the numbers of every rule, in the order of `rules`, for every pupil or some."""
        book, roll = self._office.register, self._office.roll
        chosen = roll.on_roll(self.day) if pupils is None else sorted(pupils, key=list_order)
        now, before = book.all_lines(self._year), book.all_lines(self._before)
        for pupil in chosen:
            mine = now.get(pupil.id) or self._blank(self._year, pupil)
            earlier = before.get(pupil.id) or self._blank(self._before, pupil)
            page = self.page(pupil, {self._year: mine, self._before: earlier})
            yield pupil, page, self._tallies(page)

    def sessions(self, found: Finding) -> list[tuple[dt.date, Session, str]]:
        """Return the sessions a finding rests on, each with its code."""
        code = self._office.codes.code
        return [
            (*session_at(number), code(found.page.symbol(number)))
            for number in found.reached.rests_on
        ]

    def disputed(self, found: Finding) -> frozenset[tuple[dt.date, Session]]:
        """Return the sessions of a finding's pupil on which two desks disagree."""
        return self._office.clashes.moments(found.pupil.id)

    def blocked(
        self, found: Finding, needs: Iterable[Need], known: Known | None
    ) -> tuple[Need, ...]:
        """Return what keeps a finding from being ready."""
        asking = Asking(self.day, self._law, found.page.symbol, self._unexplained, self._leave)
        told = known or known_of(self._office, found.pupil, self.day)
        return blocked_by(found.reached, told, asking, needs)

    def _tallies(self, page: Page) -> list[Tally]:
        return [counter.tally(page) for counter in self._counters]

    def _findings(self, pupil: Pupil, page: Page, tallies: list[Tally]) -> list[Finding]:
        both = zip(self._counters, tallies, strict=True)
        return [Finding(self, counter, pupil, page, tally) for counter, tally in both]

    def _blank(self, year: SchoolYear, pupil: Pupil) -> str:
        """Return the line of a year in which a pupil has no mark."""
        spans = tuple(self._office.roll.spans(pupil.id))
        if (year, spans) not in self._blanks:
            self._blanks[year, spans] = blank_line(year, spans)
        return self._blanks[year, spans]

    def _strip(self, pupil: Pupil) -> Strip:
        held = self._calendars(pupil)
        if held not in self._strips:
            self._strips[held] = self._worked_out(held, pupil)
        return self._strips[held]

    def _calendars(self, pupil: Pupil) -> tuple[Held, ...]:
        """Return the calendars of a pupil up to the day, each from its first day."""
        found: list[Held] = []
        for placement, span in self._office.roll.segments(pupil.id):
            if span.first <= self.day:
                calendar = self._reckoner.calendar(placement)
                if not found or found[-1][0] is not calendar:
                    found.append((calendar, span.first))
        earliest = SchoolYear(self._before.begins).span.first
        while len(found) > 1 and found[1][1] <= earliest:
            found.pop(0)
        if not found:
            found.append((self._reckoner.calendar(None), EVER))
        found[0] = (found[0][0], EVER)
        return tuple(found)

    def _worked_out(self, held: tuple[Held, ...], pupil: Pupil) -> Strip:
        ends = [first - dt.timedelta(days=1) for _, first in held[1:]]
        parts = [
            (calendar, Span(first, last))
            for (calendar, first), last in zip(held, [*ends, FOR_EVER], strict=True)
        ]
        begun = min(self._reckoner.begun(self._placed(pupil)), first_session_after(self.day))
        return strip_of(parts, self.day, weeks=self._weeks, begun=begun)

    def _placed(self, pupil: Pupil) -> Placement | None:
        return self._office.roll.placed(pupil.id, self.day)
