"""Seats: how many children each year group has, and who comes and goes.

A seat is a place in a cohort. Its children follow each other: one leaves in mid-year, another takes
the place some weeks later; Year 6 leaves in July and a new nursery comes in September. So on its
last day the school has exactly the number of pupils asked for.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.domain.school_year import SchoolYear
from officeapp.sample.dice import spread_out
from officeapp.sample.terms import DAY, WEEK, planned_year

if TYPE_CHECKING:
    import random

TAUGHT = ("N2", "R", "1", "2", "3", "4", "5", "6")
NURSERY_SHARE = 0.75
TURNOVER = 0.05  # of seats change hands in a year
AGE_AT_START = 3  # of nursery children, on 31 August


@dataclass(frozen=True, slots=True)
class Stay:
    """One child's time in a seat.

    Attributes:
        cohort: The calendar year in which the cohort began nursery.
        seat: The seat's number within the cohort.
        first: The starting day.
        last: The last day on roll; None for a child still there.
        finished: Whether the child left at the end of a year rather than in the middle.
        moved_in: Whether the child came in mid-year.
    """

    cohort: int
    seat: int
    first: dt.date
    last: dt.date | None = None
    finished: bool = False
    moved_in: bool = False


def sizes(pupils: int) -> dict[str, int]:
    """Return how many pupils each year group has."""
    weights = [NURSERY_SHARE, *[1.0] * (len(TAUGHT) - 1)]
    return dict(zip(TAUGHT, spread_out(pupils, weights), strict=True))


def year_group_in(cohort: int, year: SchoolYear) -> str | None:
    """Return a cohort's year group in a school year, or None if it is not in school."""
    place = year.begins - cohort
    return TAUGHT[place] if 0 <= place < len(TAUGHT) else None


def stays(pupils: int, years: list[SchoolYear], last: dt.date, rng: random.Random) -> list[Stay]:
    """Return every child's stay in the sample years, in order of cohort and seat."""
    room = sizes(pupils)
    found: list[Stay] = []
    for cohort in range(years[0].begins - len(TAUGHT) + 1, years[-1].begins + 1):
        for seat in range(max(room.values())):
            for run in _runs(cohort, seat, years, room):
                found += _occupants(cohort, seat, run, years, last, rng)
    return found


def _runs(
    cohort: int, seat: int, years: list[SchoolYear], room: dict[str, int]
) -> list[list[SchoolYear]]:
    """Return the runs of years for which a cohort has a seat."""
    runs: list[list[SchoolYear]] = []
    for year in years:
        group = year_group_in(cohort, year)
        if group is not None and seat < room[group]:
            if runs and runs[-1][-1].next() == year:
                runs[-1].append(year)
            else:
                runs.append([year])
    return runs


def _occupants(
    cohort: int,
    seat: int,
    run: list[SchoolYear],
    years: list[SchoolYear],
    last: dt.date,
    rng: random.Random,
) -> list[Stay]:
    """Return the children who follow each other in a seat through a run of years."""
    now = Stay(cohort, seat, _came(cohort, run[0], years[0], rng))
    found = []
    for year in run:
        if rng.random() < TURNOVER:
            leaves, comes = _change(year, rng)
            if comes <= last and leaves > now.first + 8 * WEEK:
                found.append(replace(now, last=leaves))
                now = Stay(cohort, seat, comes, moved_in=True)
    if run[-1] != years[-1]:
        now = replace(now, last=planned_year(run[-1]).days[-1], finished=True)
    return [*found, now]


def _came(cohort: int, begins: SchoolYear, earliest: SchoolYear, rng: random.Random) -> dt.date:
    """Return when the first child of a run came: long ago, if the books begin later."""
    year = begins
    if begins == earliest:
        in_nursery = rng.random() < NURSERY_SHARE
        year = SchoolYear(min(begins.begins, cohort + (0 if in_nursery else 1)))
    return planned_year(year).days[0]


def _change(year: SchoolYear, rng: random.Random) -> tuple[dt.date, dt.date]:
    """Return the Friday a child leaves and the Monday or later that the next one comes."""
    days = planned_year(year).days
    leaves = rng.choice([day for day in days[20:-45] if day.weekday() == 4])
    wanted = leaves + 3 * DAY + rng.randrange(4) * WEEK
    return leaves, next(day for day in days if day >= wanted)
