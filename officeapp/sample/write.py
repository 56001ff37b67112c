"""Write a sample school into a file, by the same procedures as a person at a desk.

Each act is made at its own time and by the person whose it is: the office manager admits pupils,
class teachers hand in registers, the attendance officer amends marks. The clock is set before each.
"""

from __future__ import annotations

import datetime as dt
import random
import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.office import system_clock
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.sample.facts import facts
from officeapp.sample.marks import SampleMarks
from officeapp.sample.plan import plan_school
from officeapp.sample.scribe import Scribe
from officeapp.sample.terms import planned_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from officeapp.books.office import Clock

    Progress = Callable[[int, int], None]

LONDON = zoneinfo.ZoneInfo("Europe/London")
REPORT_EVERY = 50  # acts


class MovableClock:
    """A clock that stands at the time of the act being written."""

    def __init__(self, at: dt.datetime) -> None:
        self._at = at.replace(tzinfo=LONDON)

    def set(self, at: dt.datetime) -> None:
        """Set the clock to a time of the school's own wall clock."""
        self._at = at.replace(tzinfo=LONDON)

    def __call__(self) -> dt.datetime:
        """Return the time it stands at."""
        return self._at


@dataclass(frozen=True, slots=True)
class SampleSchool:
    """What was written.

    Attributes:
        pupils: Pupils there have been.
        on_roll: Pupils on roll on the last day.
        registers: Registers handed in.
        marks: Marks in them.
        amendments: Marks amended after.
    """

    pupils: int
    on_roll: int
    registers: int
    marks: int
    amendments: int


def write_sample_school(
    path: Path,
    *,
    pupils: int = 210,
    years: int = 2,
    seed: int = 1,
    until: dt.date | None = None,
    clock: Clock = system_clock,
    own_folder: Path | None = None,
    progress: Progress | None = None,
) -> SampleSchool:
    """Write a sample school into a new file and close it.

    Args:
        path: The file to make.
        pupils: How many are on roll on the last day.
        years: School years with marks, the current one included.
        seed: What it is made from; the same seed and options make the same school.
        until: The last day with marks; up to the last session begun if not given.
        clock: Says what time it is.
        own_folder: Where this machine remembers its desks.
        progress: Told, now and then, how many acts are written, and of how many.

    Raises:
        ImpossibleSampleError: There are too few or too many pupils or years.
        FileExistsAlreadyError: A file of that name is there; it is left as it is.
    """
    now = clock().replace(tzinfo=None)
    last = last_of(until) if until else last_begun(now)
    plan = plan_school(pupils=pupils, years=years, seed=seed, last=last)
    marks = SampleMarks(plan)
    begins = dt.datetime.combine(planned_year(plan.years[0]).days[0], dt.time(9))
    movable = MovableClock(begins - dt.timedelta(days=14))
    new = NewSchool(
        plan.school.name,
        plan.staff[0].name,
        plan.staff[0].post,
        dfe=plan.school.dfe,
        urn=plan.school.urn,
        sample=True,
    )
    chance = random.Random(seed).randbytes  # noqa: S311  # a sample keeps no secret
    with new_school(path, new, clock=movable, own_folder=own_folder, chance=chance) as office:
        scribe = Scribe(office, plan, marks, None if until else now)
        steps = scribe.steps()
        for done, step in enumerate(steps):
            if progress and not done % REPORT_EVERY:
                progress(done, len(steps))
            movable.set(step.at)
            step.write()
    if progress:
        progress(len(steps), len(steps))
    return SampleSchool(
        pupils=len(plan.pupils),
        on_roll=len(plan.on_roll(last[0])),
        registers=scribe.registers,
        marks=scribe.marks,
        amendments=scribe.amendments,
    )


def last_begun(now: dt.datetime) -> tuple[dt.date, Session]:
    """Return the last session that has begun for every class of the sample school."""
    day, _ = last_of(now.date())
    sites = facts("school")["site"]
    if day < now.date() or now.time() >= max(max(s["afternoon"].values()) for s in sites):
        return day, Session.PM
    if now.time() >= max(site["gate"] for site in sites):
        return day, Session.AM
    return last_of(day - dt.timedelta(days=1))


def last_of(day: dt.date) -> tuple[dt.date, Session]:
    """Return the last session of the last school day up to a day; in August that of July."""
    year = SchoolYear.of(day)
    begun = [one for one in planned_year(year).days if one <= day]
    earlier = planned_year(SchoolYear(year.begins - 1)).days
    return (begun or earlier)[-1], Session.PM
