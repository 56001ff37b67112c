"""What waits today: registers not handed in, sessions not marked, reasons not known."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.figures import Reckoner, first_not_begun
from officeapp.books.sheets import SheetState, sheet_states
from officeapp.domain.codes import UNMARKED
from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.school_year import SchoolYear, Session, Span, is_weekday, session_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office
    from officeapp.domain.roll import Placement, Pupil

NO_REASON = "N"
SETTLED_WITHIN_DAYS = 5  # school days after the session: School Attendance Regulations 2024, 10(7)


class Progress(enum.IntEnum):
    """How far a register is, the most urgent first."""

    OVERDUE = 0
    EXPECTED = 1
    INCOMPLETE = 2
    IN_PENCIL = 3
    HANDED_IN = 4


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A class's register of a session that has begun.

    Attributes:
        state: What the books say of it.
        name: The class's name.
        progress: How far it is by now.
    """

    state: SheetState
    name: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A mark N, which says that no reason is known yet.

    Attributes:
        pupil: The pupil.
        name: The pupil's name as lists write it.
        school_class: The pupil's class, or None without one.
        day: The day of the session.
        session: The half of the day.
        due: The school day by which it must be settled.
    """

    pupil: PupilId
    name: str
    school_class: ClassId | None
    day: dt.date
    session: Session
    due: dt.date


@dataclass(frozen=True, slots=True)
class Gap:
    """A session before today that pupils of a class have no mark for.

    Attributes:
        school_class: The class, or None without one.
        day: The day.
        session: The half of the day.
        pupils: Who is not marked.
    """

    school_class: ClassId | None
    day: dt.date
    session: Session
    pupils: tuple[PupilId, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits.

    Attributes:
        registers: Today's registers so far, the most urgent first.
        unsettled: Marks N of this school year, the first due first.
        gaps: Sessions of this school year before today without a mark, the latest first.
    """

    registers: list[RegisterLine]
    unsettled: list[Unsettled]
    gaps: list[Gap]


def waiting(office: Office) -> Waiting:
    """Return what waits today."""
    year = SchoolYear.of(office.today())
    reckoner = Reckoner(office)
    unsettled: list[Unsettled] = []
    gaps: dict[tuple[int, ClassId | None], list[PupilId]] = {}
    today = year.slots_of(Span(office.today(), office.today()))[0]
    for pupil, placement, line, slot in _open_ends(office, year, reckoner):
        school_class = placement.school_class if placement else None
        if line[slot] == NO_REASON:
            day, session = year.session(slot)
            due = reckoner.calendar(placement).school_days_after(day, SETTLED_WITHIN_DAYS)
            unsettled.append(Unsettled(pupil.id, pupil.listed, school_class, day, session, due))
        elif slot < today:
            gaps.setdefault((slot, school_class), []).append(pupil.id)
    return Waiting(
        registers=registers(office),
        unsettled=sorted(unsettled, key=lambda one: (one.due, one.day, one.name)),
        gaps=[
            Gap(school_class, *year.session(slot), tuple(pupils))
            for (slot, school_class), pupils in sorted(
                gaps.items(), key=lambda found: found[0][0], reverse=True
            )
        ],
    )


def registers(office: Office) -> list[RegisterLine]:
    """Return today's registers of the sessions that have begun, the most urgent first."""
    today = office.today()
    if not is_weekday(today):
        return []
    clock = office.now().time().replace(tzinfo=None)
    begun: dict[ClassId, int] = {}
    lines: list[RegisterLine] = []
    for state in sheet_states(office, today):
        one = office.roll.school_class(state.school_class)
        if one.id not in begun:
            begun[one.id] = first_not_begun(office, one.site, _year_group(office, one.id))
        if session_number(today, state.session) < begun[one.id]:
            lines.append(RegisterLine(state, one.name, progress(state, clock)))
    return sorted(lines, key=lambda line: (line.progress, line.state.session))


def progress(state: SheetState, clock: dt.time) -> Progress:
    """Say how far a register is at a time of the day."""
    if state.handed_in:
        return Progress.INCOMPLETE if state.unmarked else Progress.HANDED_IN
    if state.deadline is not None and clock > state.deadline:
        return Progress.OVERDUE
    return Progress.IN_PENCIL if state.by else Progress.EXPECTED


def _open_ends(
    office: Office, year: SchoolYear, reckoner: Reckoner
) -> Iterator[tuple[Pupil, Placement | None, str, int]]:
    """Yield every session of a school year so far that has no mark, or N, with its line."""
    today = office.today()
    so_far = Span(year.span.first, today)
    lines = office.register.lines([pupil.id for pupil in office.roll.on_roll(today)], year)
    for number, line in lines.items():
        pupil = office.roll.pupil(number)
        for placement, held in office.roll.segments(number):
            days = held.overlap(so_far)
            for low, high in reckoner.runs(placement, year, days) if days else ():
                for slot in _slots_of(line, low, high):
                    yield pupil, placement, line, slot


def _slots_of(line: str, low: int, high: int) -> Iterator[int]:
    for symbol in (UNMARKED, NO_REASON):
        slot = line.find(symbol, low, high)
        while slot >= 0:
            yield slot
            slot = line.find(symbol, slot + 1, high)


def _year_group(office: Office, school_class: ClassId) -> str:
    members = office.roll.members(school_class, office.today())
    placement = office.roll.placed(members[0].id, office.today()) if members else None
    return placement.year_group if placement else ""
