"""The sample school's marks: registers as they were handed in, and what was amended after.

Everything that is not on a page of the plan's register is present. A child who comes after the
close was N when the register was handed in; a few other marks, too, were first written otherwise.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.codes import AFTERNOON, MORNING
from officeapp.domain.record import ClassId
from officeapp.domain.register import Mark
from officeapp.domain.school_year import Session
from officeapp.sample.absence import Absences
from officeapp.sample.dice import dice
from officeapp.sample.habits import habits
from officeapp.sample.lateness import Lateness
from officeapp.sample.page import YearPage
from officeapp.sample.staged import Ending
from officeapp.sample.visits import enter_visits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.domain.record import PupilId
    from officeapp.sample.plan import SamplePlan

AMENDED = 0.22  # amended marks a pupil and year, arrivals after the close apart
FIRST_WRITTEN = {
    "I": ("N", "Parent telephoned: not well", 0),
    "M": ("N", "Appointment card seen", 0),
    "L": ("N", "Came by way of the office, late book", 0),
    "C": ("O", "Leave form found: granted by the headteacher", 1),
    "O": ("N", "No reason given after five school days", 6),
}
ARRIVED = "Arrived after the register closed, late book"
LEFT_OPEN_FROM = 4  # classes, from which the newest register of one is not handed in


@dataclass(frozen=True, slots=True)
class SampleRegister:
    """A register as it is handed in.

    Attributes:
        school_class: The class, by the plan's number.
        day: The day.
        session: The half of the day.
        marks: The marks, blanks left out.
        at: When, by the school's clock.
        by_office: Whether the office typed it from paper.
    """

    school_class: ClassId
    day: dt.date
    session: Session
    marks: tuple[Mark, ...]
    at: dt.datetime
    by_office: bool


@dataclass(frozen=True, slots=True)
class SampleAmendment:
    """A mark that was amended.

    Attributes:
        mark: What stands in the end, with the reason.
        first: The code that was handed in.
        at: When it was amended, by the school's clock.
    """

    mark: Mark
    first: str
    at: dt.datetime


class SampleMarks:
    """All marks of a plan."""

    def __init__(self, plan: SamplePlan) -> None:
        self.plan = plan
        self.pages = [_page(plan, YearPage(plan, year)) for year in plan.years]
        Ending(plan, self.pages).enter()
        self._bells = plan.bell_times
        self._sites = {t.school_class.id: t.school_class.site for t in plan.taught}
        self._amended = [self._choose(page) for page in self.pages]

    def amendments(self) -> list[SampleAmendment]:
        """Return every amendment, in order of time."""
        found = [one for chosen in self._amended for one in chosen.values()]
        return sorted(found, key=lambda one: (one.at, one.mark.pupil))

    def registers(self) -> Iterator[SampleRegister]:
        """Yield every register as it was handed in, in order of day, session and class."""
        for page, amended in zip(self.pages, self._amended, strict=True):
            rng = dice(self.plan.seed, "registers", page.year.begins)
            for day_first in range(0, min(page.limit, page.size), 2):
                members = self._members(page, day_first)
                for position in range(day_first, min(day_first + 2, page.limit)):
                    for number, pupils in members:
                        late, by_office = rng.randrange(6), rng.random() < 0.1
                        if not self._is_left_open(page, position, number):
                            yield self._register(
                                page, position, number, pupils, amended, late, by_office=by_office
                            )

    def code(self, page: YearPage, pupil: PupilId, position: int) -> str:
        """Return what stands for a pupil at a position in the end; empty for a blank."""
        if (pupil, position) in page.blanks:
            return ""
        return page.codes[pupil].get(position) or (AFTERNOON if position % 2 else MORNING)

    def _register(
        self,
        page: YearPage,
        position: int,
        number: ClassId,
        pupils: list[PupilId],
        amended: dict[tuple[PupilId, int], SampleAmendment],
        late: int,
        *,
        by_office: bool,
    ) -> SampleRegister:
        day, session = page.session(position)
        marks = []
        for pupil in pupils:
            later = amended.get((pupil, position))
            code = later.first if later else self.code(page, pupil, position)
            if code:
                minutes = None if later else page.minutes.get((pupil, position))
                marks.append(Mark(pupil, day, session, code, minutes))
        at = self._closes(page, position, pupils[0]) + dt.timedelta(minutes=late)
        return SampleRegister(number, day, session, tuple(marks), at, by_office)

    def _members(self, page: YearPage, position: int) -> list[tuple[ClassId, list[PupilId]]]:
        """Return who is on roll on the day of a position, by class, in the classes' order."""
        found: dict[ClassId, list[PupilId]] = {}
        for pupil, member in page.members.items():
            if member.run.low <= position < member.run.high:
                found.setdefault(member.place(position).school_class, []).append(pupil)
        return sorted(found.items())

    def _is_left_open(self, page: YearPage, position: int, number: ClassId) -> bool:
        """Say whether a class has not handed in its newest register yet."""
        taught = self.plan.taught
        newest = page is self.pages[-1] and position == page.limit - 1
        return newest and len(taught) >= LEFT_OPEN_FROM and number == taught[-1].school_class.id

    def _closes(self, page: YearPage, position: int, pupil: PupilId) -> dt.datetime:
        """Return when the register of a pupil's class closes."""
        day, session = page.session(position)
        place = page.members[pupil].place(position)
        bell = self._bells.bell(self._sites[place.school_class], place.year_group, day, session)
        return dt.datetime.combine(day, bell.closes if bell else dt.time(9, 30))

    def _choose(self, page: YearPage) -> dict[tuple[PupilId, int], SampleAmendment]:
        """Choose the marks of a year that were first written otherwise."""
        rng = dice(self.plan.seed, "amended", page.year.begins)
        late, able = [], []
        for pupil, entries in page.codes.items():
            for position, code in sorted(entries.items()):
                begins = code not in (entries.get(position - 1), "U") and code in FIRST_WRITTEN
                if code == "U":
                    late.append((pupil, position))
                elif begins and position + 2 * FIRST_WRITTEN[code][2] < page.limit - 1:
                    able.append((pupil, position))
        chosen = rng.sample(able, min(len(able), round(AMENDED * len(page.members))))
        return {key: self._amendment(page, *key, rng.randrange(20, 75)) for key in [*late, *chosen]}

    def _amendment(
        self, page: YearPage, pupil: PupilId, position: int, after: int
    ) -> SampleAmendment:
        code = page.codes[pupil][position]
        day, session = page.session(position)
        first, reason, days = FIRST_WRITTEN.get(code, ("N", ARRIVED, 0))
        minutes = page.minutes.get((pupil, position))
        when = position + 2 * days
        at = self._closes(page, when, pupil) + dt.timedelta(minutes=after)
        return SampleAmendment(Mark(pupil, day, session, code, minutes, reason=reason), first, at)


def _page(plan: SamplePlan, page: YearPage) -> YearPage:
    """Fill the page of a year."""
    known = habits(plan, page)
    absences = Absences(plan, page, known)
    absences.enter()
    lateness = Lateness(plan, page, known, absences)
    lateness.after_close()
    absences.fall_ill()
    enter_visits(plan, page)
    lateness.before_close()
    return page
