"""The signing out and in book: who left the site, with whom, and when they were back."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from officeapp.domain.late import NOBODY
from officeapp.domain.record import UNWRITTEN, ContactId, LineId, PupilId, StaffId

NO_SECOND = StaffId(0)


@dataclass(frozen=True, slots=True)
class LeavingReason:
    """A reason for leaving the site that the desk chooses with one digit.

    Attributes:
        key: The digit.
        words: What the button and the book say.
        code: What a session missed for it is marked with; empty where somebody must decide.
        needs_evidence: Whether that code holds only where evidence was seen.
        asks: Whether the office types what it was.
    """

    key: str
    words: str
    code: str = ""
    needs_evidence: bool = False
    asks: bool = False


class Collector(enum.Enum):
    """What a person at the hatch is to a child who is to be collected."""

    AUTHORISED = "authorised"
    UNKNOWN = "not on the list"
    NOT_RELEASED = "not to be released to"


@dataclass(frozen=True, slots=True)
class SignOut:
    """One entry of the signing out and in book.

    Attributes:
        id: The entry's number.
        pupil: Who left.
        day: The day.
        left_at: When, to the minute.
        reason: Why, as the office said it.
        code: What a session missed for it is marked with; empty where somebody must decide.
        collector: The contact who collected the child; 0 for nobody on the card.
        collected_by: Who did and what they are to the child, where nobody on the card.
        why_other: Why somebody who is not on the list, or not to be released to, was let.
        second: The second member of staff who agreed; 0 where none was asked.
        expected: When the child is expected back; None where not today.
        back_at: When the child came back; None while out.
        appointment: The entry of the appointment book it was for; 0 for none.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    left_at: dt.time
    reason: str
    code: str = ""
    collector: ContactId = NOBODY
    collected_by: str = ""
    why_other: str = ""
    second: StaffId = NO_SECOND
    expected: dt.time | None = None
    back_at: dt.time | None = None
    appointment: int = 0
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN

    @property
    def is_out(self) -> bool:
        """Say whether the child is out by this entry."""
        return self.back_at is None and not self.gone

    def overdue(self, now: dt.time) -> bool:
        """Say whether the child was expected back before a time and is not."""
        return self.is_out and self.expected is not None and self.expected < now
