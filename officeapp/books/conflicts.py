"""Marks on days that a later change of the calendar closed; they are kept, and listed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.record import ClassId, PupilId, SiteId
from officeapp.domain.school_year import years_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from officeapp.books.office import Office
    from officeapp.domain.roll import Placement
    from officeapp.domain.school_year import SchoolYear, Span

PLANNED_CLOSURE = "#"
_NO_CONFLICT = UNMARKED + NOT_ON_ROLL + PLANNED_CLOSURE


@dataclass(frozen=True, slots=True)
class Conflict:
    """The marks of one class on one day that is closed.

    Attributes:
        day: The day.
        school_class: The class.
        why: Why the day is closed.
        marks: How many marks stand there, planned closure apart.
        pupils: How many pupils they are of.
        pupil: The first of these pupils.
    """

    day: dt.date
    school_class: ClassId
    why: str
    marks: int
    pupils: int
    pupil: PupilId


class _Place(NamedTuple):
    """Where the days of some pupils are alike: one site, year group and class."""

    site: SiteId
    year_group: str
    school_class: ClassId


class _Found(NamedTuple):
    """One pupil's marks on one closed day."""

    pupil: PupilId
    marks: int
    why: str


def conflicts(office: Office, year: SchoolYear) -> list[Conflict]:
    """Return the marks of a year that stand on closed days, by day and class."""
    found: dict[tuple[dt.date, ClassId], list[_Found]] = {}
    for pupil, line in office.register.all_lines(year).items():
        for placement, span in office.roll.segments(pupil):
            if placement is None:
                continue
            place = _place(office, placement)
            for day, marks, why in _marked(office, place, line, year, span):
                key = day, place.school_class
                found.setdefault(key, []).append(_Found(pupil, marks, why))
    return [
        Conflict(day, number, ones[0].why, sum(o.marks for o in ones), len(ones), ones[0].pupil)
        for (day, number), ones in sorted(found.items())
    ]


def marks_within(
    office: Office, span: Span, sites: Collection[SiteId], year_groups: Collection[str]
) -> tuple[int, int]:
    """Return how many marks stand within a span, and of how many pupils.

    Args:
        office: The office.
        span: The days.
        sites: The sites they are asked for.
        year_groups: The year groups they are asked for; none for all.
    """
    marks = 0
    pupils: set[PupilId] = set()
    for year in years_of(span):
        for pupil, line in office.register.all_lines(year).items():
            for placement, time in office.roll.segments(pupil):
                shared = time.overlap(span)
                if placement is None or shared is None:
                    continue
                place = _place(office, placement)
                if place.site in sites and (not year_groups or place.year_group in year_groups):
                    low, high = year.slots_of(shared)
                    here = sum(symbol not in _NO_CONFLICT for symbol in line[low:high])
                    marks += here
                    pupils |= {pupil} if here else set()
    return marks, len(pupils)


def _place(office: Office, placement: Placement) -> _Place:
    site = office.roll.school_class(placement.school_class).site
    return _Place(site, placement.year_group, placement.school_class)


def _marked(
    office: Office, place: _Place, line: str, year: SchoolYear, span: Span
) -> Iterator[tuple[dt.date, int, str]]:
    """Yield the closed days of a span on which a line has marks, with how many and why closed."""
    calendar = office.calendar.of(place.site, place.year_group)
    closed = calendar.closed(year)
    low, high = year.slots_of(span)
    at = low
    for first, after in [*calendar.open_runs(year, low, high), (high, high)]:
        if line[at:first].strip(_NO_CONFLICT):
            for slot in range(at, first, 2):
                marks = sum(symbol not in _NO_CONFLICT for symbol in line[slot : slot + 2])
                day, _ = year.session(slot)
                if marks:
                    yield day, marks, closed.get(day, "")
        at = after
