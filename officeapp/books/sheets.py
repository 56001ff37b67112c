"""How far the day's registers are: taken, in pencil, incomplete, missing (row A4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.derived import derived
from officeapp.domain.codes import UNMARKED
from officeapp.domain.record import ClassId
from officeapp.domain.register import Sheet
from officeapp.domain.school_year import SchoolYear, Session

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil


@dataclass(frozen=True, slots=True)
class SheetState:
    """How far a class's register of a session is.

    Attributes:
        school_class: The class.
        session: The half of the day.
        pupils: How many are on roll.
        unmarked: How many are still to be marked: without ink, and not pre-marked either while
            the register is not handed in.
        handed_in: Whether the register was handed in.
        deadline: When the marks must have reached the office; None without times.
        by: Who has it in pencil, empty for nobody.
    """

    school_class: ClassId
    session: Session
    pupils: int
    unmarked: int
    handed_in: bool
    deadline: dt.time | None
    by: str


def sheet_states(office: Office, day: dt.date) -> list[SheetState]:
    """Return the state of every class's registers on a day; closed classes are left out."""
    handed = office.register.handed_in(day, day)
    pencilled = {one.sheet: one for one in office.pencil.open_sheets()}
    year = SchoolYear.of(day)
    answer: list[SheetState] = []
    for one in office.roll.classes():
        members = office.roll.members(one.id, day)
        expected = [
            pupil
            for pupil in members
            if office.calendar.of(one.site, _group(office, pupil, day)).is_open(day)
        ]
        if not expected:
            continue
        lines = office.register.lines([pupil.id for pupil in expected], year)
        said = derived(office, expected, [day])
        group = _group(office, expected[0], day)
        for session in Session:
            slot = year.slot(day, session)
            sheet = Sheet(one.id, day, session)
            bell = office.school.bells().bell(one.site, group, day, session)
            answer.append(
                SheetState(
                    school_class=one.id,
                    session=session,
                    pupils=len(expected),
                    unmarked=sum(
                        lines[pupil.id][slot] == UNMARKED
                        and (sheet in handed or (pupil.id, day, session) not in said)
                        for pupil in expected
                    ),
                    handed_in=sheet in handed,
                    deadline=bell.deadline if bell else None,
                    by=pencilled[sheet].name if sheet in pencilled else "",
                )
            )
    return answer


def _group(office: Office, pupil: Pupil, day: dt.date) -> str:
    placement = office.roll.placed(pupil.id, day)
    return placement.year_group if placement else ""
