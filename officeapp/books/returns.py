"""Asked of the file: which returns to the authority are due, and what a removal rests on."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from officeapp.books.figures import Reckoner
from officeapp.books.law import grounds, return_rules
from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.leaving import Circumstances, DayMarks
from officeapp.domain.returns import (
    ReturnKind,
    absence_due,
    deletion_due,
    new_pupil_due,
    sickness_due,
)
from officeapp.domain.school_year import SchoolYear, Span, session_at, years_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office
    from officeapp.domain.leaving import Ground, Removal
    from officeapp.domain.returns import Due
    from officeapp.domain.roll import Pupil


def days_of(office: Office, pupil: Pupil, span: Span, reckoner: Reckoner) -> list[DayMarks]:
    """Return a pupil's school days of a span, each with the symbols of the sessions begun."""
    found: dict[dt.date, str] = {}
    for year in years_of(span):
        shared = span.overlap(year.span)
        line = office.register.line(pupil.id, year)
        for placement, held in office.roll.segments(pupil.id):
            days = held.overlap(shared) if shared else None
            for low, high in reckoner.runs(placement, year, days) if days else ():
                for slot in range(low, high):
                    day, _ = session_at(year.origin + slot)
                    found[day] = found.get(day, "") + line[slot]
    return [DayMarks(day, symbols) for day, symbols in sorted(found.items())]


def circumstances(office: Office, removal: Removal, ground: Ground) -> Circumstances:
    """Return what is known of a pupil when a removal is judged."""
    pupil = office.roll.pupil(removal.pupil)
    placed = office.roll.placed(pupil.id, removal.last)
    days: list[DayMarks] = []
    if ground.absent_days:
        last = min(removal.last, office.today())
        span = Span(SchoolYear(SchoolYear.of(last).begins - 1).span.first, last)
        days = days_of(office, pupil, span, Reckoner(office))
    symbols = "".join(map(office.codes.symbol, ground.absent_codes))
    return Circumstances(
        office.today(), pupil.dob, placed.year_group if placed else "", days, symbols
    )


def returns_due(
    office: Office, span: Span | None = None, *, asked_for_reception: bool | None = None
) -> list[Due]:
    """Return the returns that are due and were not made, the most pressing first.

    Args:
        office: The office.
        span: The days asked about; this school year from the file's first act on if not given.
        asked_for_reception: Whether the authority asks for Reception children of the first day;
            as the school's details have it if not given.
    """
    asked = span or _this_year(office)
    if asked_for_reception is None:
        asked_for_reception = bool(office.school.card().asked_for_reception)
    made = {
        (one.kind, one.pupil, one.since)
        for one in office.roll.return_cards.standing().values()
        if not one.gone
    }
    due = [
        *_of_new_pupils(office, asked, asked_for_reception=asked_for_reception),
        *_of_removals(office, asked),
        *_of_absence(office, asked),
    ]
    left = [one for one in due if one.key not in made]
    return sorted(left, key=lambda one: (one.by or dt.date.max, one.since, one.pupil))


def _this_year(office: Office) -> Span:
    year = SchoolYear.of(office.today()).span
    first = max(year.first, began(office))
    return Span(min(first, office.today()), max(year.last, first))


def began(office: Office) -> dt.date:
    """Return the day on which the school began to use the program: that of the first act."""
    row = office.connection.execute("SELECT at FROM act ORDER BY clock LIMIT 1").fetchone()
    return dt.datetime.fromisoformat(row[0]).date() if row else office.today()


def _of_new_pupils(office: Office, span: Span, *, asked_for_reception: bool) -> Iterator[Due]:
    rule = return_rules()[ReturnKind.NEW_PUPIL]
    reckoner = Reckoner(office)
    for pupil in office.roll.pupils().values():
        for one in office.roll.enrolments(pupil.id):
            if one.first not in span or one.first > office.today():
                continue
            placed = office.roll.placed(pupil.id, one.first)
            year = SchoolYear.of(one.first)
            first_day = next(iter(reckoner.calendar(placed).days(year)), year.span.first)
            due = new_pupil_due(
                rule,
                pupil.id,
                one.first,
                placed.year_group if placed else "",
                first_day,
                asked=asked_for_reception,
            )
            if due is not None:
                yield due


def _of_removals(office: Office, span: Span) -> Iterator[Due]:
    rule = return_rules()[ReturnKind.DELETION]
    known = {ground.words: ground for ground in grounds().on(office.today())}
    for pupil in office.roll.pupils().values():
        for one in office.roll.enrolments(pupil.id):
            if one.last is None or one.last not in span:
                continue
            ground = known.get(one.ground)
            if ground is None or ground.returned:
                due = deletion_due(rule, pupil.id, one.last, one.ground or "no ground given")
                if due is not None:
                    yield due
    for removal in office.roll.removals():
        ground = grounds().find(removal.ground, removal.last) if removal.ground else None
        if (ground is None or ground.returned) and removal.last in span:
            words = ground.words if ground else "no ground given yet"
            due = deletion_due(rule, removal.pupil, removal.last, f"{words} (proposed)")
            if due is not None:
                yield due


def _of_absence(office: Office, span: Span) -> Iterator[Due]:
    """Yield what the register gives: sickness of a school year, absence across the years."""
    reckoner = Reckoner(office)
    for year in years_of(span):
        counting = _Counting(office, year)
        lines = office.register.all_lines(year)
        before = office.register.all_lines(counting.before)
        for pupil in office.roll.pupils().values():
            line = lines.get(pupil.id, "")
            if counting.may_be_ill(line):
                days = days_of(office, pupil, year.span, reckoner)
                yield from counting.sickness(pupil, days)
            if counting.may_be_out(before.get(pupil.id, "") + line):
                both = Span(counting.before.span.first, year.span.last)
                days = days_of(office, pupil, both, reckoner)
                found = counting.absence(pupil, days)
                yield from (due for due in found if due.since in year.span)


class _Counting:
    """What is counted in a school year: the symbols of the rules of that time."""

    def __init__(self, office: Office, year: SchoolYear) -> None:
        self.before = SchoolYear(year.begins - 1)
        self._sickness = return_rules()[ReturnKind.SICKNESS]
        self._absence = return_rules()[ReturnKind.ABSENCE]
        self._ill, self._out = (
            "".join(map(office.codes.symbol, rule.codes))
            for rule in (self._sickness, self._absence)
        )
        kinds = office.codes.categories(year.span.last)
        self._neutral = NOT_ON_ROLL + "".join(
            symbol for symbol, category in kinds.items() if not category.possible
        )
        self._passed = dict.fromkeys(map(ord, UNMARKED + self._neutral))
        self._row = re.compile(f"[{re.escape(self._out)}]{{{self._absence.days}}}")

    def may_be_ill(self, line: str) -> bool:
        """Say whether a line has so many symbols that it is worth counting days."""
        return sum(map(line.count, self._ill)) >= self._sickness.days

    def may_be_out(self, line: str) -> bool:
        """Say whether a line has so many sessions of unauthorised absence in a row.

        What neither counts nor breaks a row is passed over, and each of its days has one session at
        least, so that no pupil is left out whose days reach the number.
        """
        return self._row.search(line.translate(self._passed)) is not None

    def sickness(self, pupil: Pupil, days: list[DayMarks]) -> list[Due]:
        """Return what is due for sickness."""
        return sickness_due(self._sickness, pupil.id, days, self._ill, self._neutral)

    def absence(self, pupil: Pupil, days: list[DayMarks]) -> list[Due]:
        """Return what is due for unauthorised absence."""
        return absence_due(self._absence, pupil.id, days, self._out, self._neutral)
