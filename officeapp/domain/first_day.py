"""First-day contact: finding out why a child is away, attempt by attempt."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from officeapp.domain.late import NOBODY
from officeapp.domain.record import UNWRITTEN, ContactId, LineId, PupilId


class Step(enum.StrEnum):
    """One way to find out why a child is away."""

    TEXT = "text"
    CALL = "call"
    VISIT = "visit"
    TOLD = "told"  # the social worker, or another professional, was told


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt, with what came of it.

    Attributes:
        id: The entry's number.
        pupil: Who is away.
        day: The day of the absence.
        at: When it was made, to the minute.
        step: How.
        outcome: What came of it, in the words of the list.
        contact: Whom; 0 for nobody on the card.
        words: What was said.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    at: dt.time
    step: Step
    outcome: str
    contact: ContactId = NOBODY
    words: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN
