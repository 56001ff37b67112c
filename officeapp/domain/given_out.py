"""What leaves the office: marks for the record system, extracts, a pupil's record."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.record import UNWRITTEN, ClassId, LineId, PupilId
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from officeapp.domain.register import Mark

NOBODY = PupilId(0)


class What(enum.StrEnum):
    """A kind of paper or file that is given out and noted."""

    MARKS = "marks"
    CHANGED_MARKS = "changed-marks"
    EXTRACT = "extract"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class GivenOut:
    """That something was given out.

    Attributes:
        what: What it was.
        first: The first day it is about.
        last: The last day.
        pupil: Whose record it is; `NOBODY` for what is of many pupils.
        classes: The classes; none where it is of all.
        recipient: To whom it was given.
        entries: How many marks are in it.
        digest: SHA-256 of the file, to know it again.
        line: The line that says so.
    """

    what: What
    first: dt.date
    last: dt.date
    pupil: PupilId = NOBODY
    classes: tuple[ClassId, ...] = ()
    recipient: str = ""
    entries: int = 0
    digest: str = ""
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class Settled:
    """How a difference between the register and the record system was settled.

    Attributes:
        pupil: Whose session it is.
        day: The day.
        session: The half of the day.
        ours: What stood here, as `written` has it.
        theirs: What the other system had.
        kept: What stands here since.
        reason: Why.
        line: The line that says so.
    """

    pupil: PupilId
    day: dt.date
    session: Session
    ours: str
    theirs: str
    kept: str
    reason: str
    line: LineId = UNWRITTEN


class KeyingOrder(enum.StrEnum):
    """In which order the record system lists pupils."""

    BY_CLASS = ""
    BY_ADMISSION_NUMBER = "admission number"

    @property
    def said(self) -> str:
        """Return the order in words."""
        return "by class, then surname" if self is KeyingOrder.BY_CLASS else "by admission number"


@dataclass(frozen=True, slots=True)
class MarkOut:
    """One mark that is given out.

    Attributes:
        pupil: The pupil.
        class_name: The pupil's class that day; empty for none.
        day: The day.
        session: The half of the day.
        code: What stands; empty where the mark given out before was taken back.
        minutes: Whole minutes late, where known.
        note: What was added to the mark.
        before: What was given out before, as `written` has it; None where the list is whole.
    """

    pupil: Pupil
    class_name: str
    day: dt.date
    session: Session
    code: str
    minutes: int | None = None
    note: str = ""
    before: str | None = None


def written(code: str, minutes: int | None) -> str:
    """Return a mark in one word: 'L 12' with minutes late, empty for no mark."""
    return f"{code} {minutes}" if code and minutes is not None else code


def written_mark(mark: Mark | None) -> str:
    """Return a mark in one word; empty for none."""
    return written(mark.code, mark.minutes) if mark else ""
