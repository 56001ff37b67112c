"""A year's register as it is being made up: what is not simply present, by pupil and position.

A *position* is the number of a session among the open ones of its school year, from 0: even ones
are mornings. Whatever has no entry on the page is present.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.roll import Placement, Pupil
from officeapp.domain.school_year import Session, monday_of
from officeapp.sample.facts import facts
from officeapp.sample.terms import planned_year

if TYPE_CHECKING:
    from officeapp.domain.patterns import Pattern
    from officeapp.domain.record import ClassId, PupilId
    from officeapp.domain.school_year import SchoolYear
    from officeapp.sample.plan import SamplePlan

SEASONS = ("autumn", "spring", "summer")
NEW_CODES = dt.date(2024, 8, 19)  # the day the 2024 Regulations came into force
ABSENT = ("I", "M", "C", "H", "E", "T", "G", "O", "U", "N")


class Run(NamedTuple):
    """Positions from ``low`` up to, and without, ``high``."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Member:
    """A pupil on roll in the year.

    Attributes:
        pupil: The card.
        run: The positions on roll.
        places: From which position the pupil is in which class.
    """

    pupil: Pupil
    run: Run
    places: tuple[tuple[int, Placement], ...]

    def place(self, position: int) -> Placement:
        """Return the placement at a position."""
        begun = [placement for first, placement in self.places if first <= position]
        return begun[-1] if begun else self.places[0][1]


class YearPage:
    """What the register of one year says, as far as it is made up."""

    def __init__(self, plan: SamplePlan, year: SchoolYear) -> None:
        self.year = year
        self.days = planned_year(year).days
        self.size = 2 * len(self.days)
        self.new_codes = self.days[0] >= NEW_CODES
        self._position = {day: 2 * n for n, day in enumerate(self.days)}
        self.halves = [self._run(t.first, t.last) for t in planned_year(year).terms]
        self.seasons = [
            Run(self.halves[n].low, self.halves[n + 1].high) for n in range(0, len(self.halves), 2)
        ]
        self.members = _members(plan, self)
        self.codes: dict[PupilId, dict[int, str]] = {number: {} for number in self.members}
        self.minutes: dict[tuple[PupilId, int], int] = {}
        self.blanks: set[tuple[PupilId, int]] = set()
        #: What pre-marks some of its sessions, by the plan's numbers.
        self.patterns: list[Pattern] = []
        #: The first position that is not to be marked.
        self.limit = self._limit(*plan.last)

    def cut(self) -> None:
        """Take out what lies at or after the limit."""
        for number, entries in self.codes.items():
            kept = {position: code for position, code in entries.items() if position < self.limit}
            self.codes[number] = kept
        self.minutes = {key: late for key, late in self.minutes.items() if key[1] < self.limit}

    def session(self, position: int) -> tuple[dt.date, Session]:
        """Return the day and session at a position."""
        return self.days[position // 2], Session.PM if position % 2 else Session.AM

    def position(self, day: dt.date) -> int:
        """Return the position of the first session on or after a day."""
        if day in self._position:
            return self._position[day]
        return 2 * sum(one < day for one in self.days)

    def is_free(self, pupil: PupilId, position: int) -> bool:
        """Say whether a pupil is on roll at a position and nothing is entered there."""
        low, high = self.members[pupil].run
        return low <= position < high and position not in self.codes[pupil]

    def put_run(self, pupil: PupilId, first: int, length: int, code: str) -> int:
        """Enter a code for as many sessions in a row as are free; return how many were."""
        done = 0
        while done < length and self.is_free(pupil, first + done):
            self.codes[pupil][first + done] = code
            done += 1
        return done

    def class_at(self, pupil: PupilId, position: int) -> ClassId:
        """Return the class a pupil is in at a position."""
        return self.members[pupil].place(position).school_class

    def possible(self, run: Run) -> int:
        """Return the sessions of all pupils on roll in a run."""
        return sum(_overlap(member.run, run) for member in self.members.values())

    def count(self, run: Run, *codes: str) -> int:
        """Return how many sessions of a run have one of some codes."""
        return sum(
            code in codes and run.low <= position < run.high
            for page in self.codes.values()
            for position, code in page.items()
        )

    def week_end(self, position: int) -> int:
        """Return the position after the last session of a position's week."""
        monday = monday_of(self.days[position // 2])
        while position < self.size and monday_of(self.days[position // 2]) == monday:
            position += 1
        return position

    def _limit(self, day: dt.date, session: Session) -> int:
        if day not in self._position:
            return self.position(day)
        return self._position[day] + (2 if session is Session.PM else 1)

    def _run(self, first: dt.date, last: dt.date) -> Run:
        return Run(self.position(first), self.position(last + dt.timedelta(days=1)))


def rate(page: YearPage, season: str, code: str) -> float:
    """Return how often a code is used, as a share of possible sessions.

    What stays unexplained is O in the end, and leave for a holiday is C since 2024.
    """
    table = facts("rates")[season]
    percent: float = table.get(code, 0.0)
    if code == "O":
        percent += table["N"]
    if page.new_codes and code == "C":
        percent += table["H"]
    if code == "N" or (page.new_codes and code == "H"):
        return 0.0
    return percent / 100


def quotas(page: YearPage, code: str) -> list[tuple[Run, int]]:
    """Return for each season how many sessions a code should have; rounding is carried on."""
    found = []
    due = 0.0
    for season, run in zip(SEASONS, page.seasons, strict=True):
        due += rate(page, season, code) * page.possible(run)
        found.append((run, max(0, round(due))))
        due -= found[-1][1]
    return found


def absences_due(page: YearPage) -> float:
    """Return how many sessions the national rates expect to be missed in the year."""
    return sum(
        rate(page, season, code) * page.possible(run)
        for season, run in zip(SEASONS, page.seasons, strict=True)
        for code in ABSENT
    )


def day_weights(page: YearPage, code: str) -> list[float]:
    """Return how likely each position is for a code, by season and weekday."""
    known = facts("rates")
    weekdays = known["weekday"].get(code, [1.0] * 5)
    weights: list[float] = []
    for season, run in zip(SEASONS, page.seasons, strict=True):
        course = known["season"][season]
        for position in range(run.low, run.high):
            place = (position - run.low) / (run.high - run.low) * len(course)
            weights.append(course[int(place)] * weekdays[page.days[position // 2].weekday()])
    return weights


def _members(plan: SamplePlan, page: YearPage) -> dict[PupilId, Member]:
    placements = plan.placements()
    last = page.year.span.last
    found = {}
    for pupil in plan.pupils:
        enrolment = plan.enrolment(pupil.id)
        after = (enrolment.last or last) + dt.timedelta(days=1)
        run = Run(page.position(enrolment.first), page.position(after))
        places = tuple(
            (page.position(placement.first), placement)
            for placement in placements.get(pupil.id, [])
            if placement.first in page.year.span
        )
        if run.low < run.high and places:
            found[pupil.id] = Member(pupil, run, places)
    return found


def _overlap(one: Run, other: Run) -> int:
    return max(0, min(one.high, other.high) - max(one.low, other.low))
