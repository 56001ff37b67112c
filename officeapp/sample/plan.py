"""The plan of a sample school: everything but the marks, as domain records.

Numbers are the plan's own, from 1; a file gives its own when the plan is entered.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.roll import Contact, Tie, on_roll
from officeapp.domain.school import Person, School, Site
from officeapp.domain.school_calendar import Closure, SchoolCalendar, Term
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.domain.times import Bell, BellTimes
from officeapp.errors import OfficeError
from officeapp.sample.contacts import contacts_of
from officeapp.sample.dice import dice
from officeapp.sample.families import Family, families
from officeapp.sample.names import NamePool
from officeapp.sample.place import Teaching, bells, classes, sites, staff, the_school
from officeapp.sample.pupils import Roll, the_roll
from officeapp.sample.seats import stays
from officeapp.sample.terms import planned_year, whole_calendar

if TYPE_CHECKING:
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Enrolment, Placement, Pupil

MOST_PUPILS = 5000
MOST_YEARS = 20
YEARS_BEFORE = 8  # of the school and its staff, before the first sample year


class ImpossibleSampleError(OfficeError):
    """A sample school of that size or span cannot be made."""

    def __init__(self, pupils: int, years: int) -> None:
        super().__init__(
            f"A sample school has 1 to {MOST_PUPILS} pupils and 1 to {MOST_YEARS} years, "
            f"not {pupils} and {years}; give other numbers."
        )


@dataclass(frozen=True)
class SamplePlan:
    """A sample school without its marks.

    Attributes:
        seed: What it was made from.
        last: The last day and session to be marked.
        years: Its school years, oldest first.
        school: The school's card.
        sites: Its sites.
        bells: Their times.
        taught: Its classes with the seats they hold.
        staff: Its staff, those of the office first.
        terms: Half terms of all years.
        closures: INSET days and bank holidays of all years.
        calendar: The calendar they make.
        families: The families, with habits that brothers and sisters share.
        roll: Pupils, enrolments and placements.
        contacts: The adults.
        ties: What they are to the pupils.
    """

    seed: int
    last: tuple[dt.date, Session]
    years: tuple[SchoolYear, ...]
    school: School
    sites: tuple[Site, ...]
    bells: tuple[Bell, ...]
    taught: tuple[Teaching, ...]
    staff: tuple[Person, ...]
    terms: tuple[Term, ...]
    closures: tuple[Closure, ...]
    calendar: SchoolCalendar
    families: tuple[Family, ...]
    roll: Roll
    contacts: tuple[Contact, ...]
    ties: tuple[Tie, ...]

    @property
    def pupils(self) -> tuple[Pupil, ...]:
        """Return every pupil there has been, in the order of the plan."""
        return self.roll.pupils

    @property
    def bell_times(self) -> BellTimes:
        """Return the times, to be asked by site and year group."""
        return BellTimes(list(self.bells))

    def enrolment(self, pupil: PupilId) -> Enrolment:
        """Return a pupil's one time on the roll."""
        return self.roll.enrolments[pupil - 1]

    def placements(self) -> dict[PupilId, list[Placement]]:
        """Return the placements of every pupil, in order of date."""
        found: dict[PupilId, list[Placement]] = {}
        for placement in self.roll.placements:
            found.setdefault(placement.pupil, []).append(placement)
        return found

    def on_roll(self, day: dt.date) -> list[Pupil]:
        """Return the pupils on roll on a day."""
        return [p for p in self.pupils if on_roll([self.enrolment(p.id)], day)]


def plan_school(
    *, pupils: int = 210, years: int = 2, seed: int = 1, last: tuple[dt.date, Session]
) -> SamplePlan:
    """Make the plan of a sample school.

    Args:
        pupils: How many are on roll on the last day.
        years: How many school years it has marks for, the current one included.
        seed: What it is made from.
        last: The last day and session to be marked.

    Raises:
        ImpossibleSampleError: There are too few or too many pupils or years.
    """
    if not (1 <= pupils <= MOST_PUPILS and 1 <= years <= MOST_YEARS):
        raise ImpossibleSampleError(pupils, years)
    current = SchoolYear.of(last[0])
    span = [SchoolYear(current.begins - n) for n in range(years - 1, -1, -1)]
    names = NamePool()
    gathered = families(
        stays(pupils, span, last[0], dice(seed, "stays")), names, dice(seed, "families")
    )
    taught = classes(pupils, dice(seed, "classes"))
    roll = the_roll(gathered, taught, span, pupils, names, dice(seed, "pupils"))
    cards, ties = contacts_of(gathered, roll.pupils, names, dice(seed, "contacts"))
    planned = [planned_year(year) for year in span]
    earlier = dt.date(span[0].begins - YEARS_BEFORE, 9, 1)
    return SamplePlan(
        seed=seed,
        last=last,
        years=tuple(span),
        school=the_school(),
        sites=tuple(sites()),
        bells=tuple(bells(earlier)),
        taught=tuple(taught),
        staff=tuple(staff(taught, earlier, dice(seed, "staff"))),
        terms=tuple(term for one in planned for term in one.terms),
        closures=tuple(closure for one in planned for closure in one.closures),
        calendar=whole_calendar(span),
        families=tuple(gathered),
        roll=roll,
        contacts=cards,
        ties=ties,
    )
