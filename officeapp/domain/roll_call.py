"""Roll call: who is on site now, from the registers and the books, and who was found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from officeapp.domain.record import UNWRITTEN, LineId, PupilId


@dataclass(frozen=True, slots=True)
class Drill:
    """A roll call that was called.

    Attributes:
        id: The entry's number.
        day: The day.
        at: When it was called, to the minute.
        why: A fire alarm, a practice, and so on.
        ended: When it was ended; None while it goes on.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    day: dt.date
    at: dt.time
    why: str = ""
    ended: dt.time | None = None
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class Found:
    """That a child was found at a roll call.

    Attributes:
        id: The entry's number.
        drill: The roll call.
        pupil: Who was found.
        day: The day.
        at: When, to the minute.
        gone: Whether the tick was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    drill: int
    pupil: PupilId
    day: dt.date
    at: dt.time
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN
