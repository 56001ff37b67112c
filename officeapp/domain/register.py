"""The register: marks in ink, drafts in pencil, and what stands now as a register page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.record import UNWRITTEN, ClassId, LineId, PupilId, Signature
from officeapp.domain.school_year import SchoolYear, Session, Span

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the register.

    Attributes:
        pupil: The pupil's number.
        day: The school day marked.
        session: The half of the day marked.
        code: The code as written; empty where nothing stands any more.
        minutes: Whole minutes late; None where that is not said.
        note: What the office adds, such as the nature of the activity; seldom used.
        reason: Why an earlier line was corrected; empty for an original mark.
        line: The act that wrote it, and its place in the act.
    """

    pupil: PupilId
    day: dt.date
    session: Session
    code: str
    minutes: int | None = None
    note: str = ""
    reason: str = ""
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class Written:
    """A mark with who wrote it: one line of a session's history."""

    mark: Mark
    by: Signature


@dataclass(frozen=True, slots=True)
class Draft:
    """A mark in pencil.

    Attributes:
        code: The code typed.
        minutes: Whole minutes late, if typed.
        note: What was added.
    """

    code: str
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A class's register of one session.

    Attributes:
        school_class: The class.
        day: The day.
        session: The half of the day.
    """

    school_class: ClassId
    day: dt.date
    session: Session


@dataclass(frozen=True, slots=True)
class Pencilled:
    """A register in pencil, with whose pencil it is.

    Attributes:
        sheet: The class, day and session.
        name: Who is taking it.
        drafts: What is typed so far, by pupil.
    """

    sheet: Sheet
    name: str
    drafts: dict[PupilId, Draft]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """That a register was handed in, and with how many blanks.

    Attributes:
        school_class: The class.
        day: The day.
        session: The half of the day.
        blanks: Pupils on roll left without a mark; the register is incomplete while any are.
        line: The line that says so.
    """

    school_class: ClassId
    day: dt.date
    session: Session
    blanks: int
    line: LineId = UNWRITTEN


def blank_line(year: SchoolYear, on_roll: Iterable[Span]) -> str:
    """Return a year's standing line before any mark: '.' on roll, '-' elsewhere."""
    line = [NOT_ON_ROLL] * year.slots
    for span in on_roll:
        low, high = year.slots_of(span)
        line[low:high] = [UNMARKED] * (high - low)
    return "".join(line)
