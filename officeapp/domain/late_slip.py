"""The late slip that a child takes to class."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from officeapp.domain.school_year import Session, short_day


class SlipSize(enum.StrEnum):
    """What a slip is printed on."""

    LABEL = "label 90 x 29 mm"
    WIDE_LABEL = "label 62 x 60 mm"
    A6 = "A6"


@dataclass(frozen=True, slots=True)
class LateSlip:
    """What a slip says. It says nothing that a visitor should not read.

    Attributes:
        school: The school's name.
        pupil: The child's name as speech has it.
        class_name: The class.
        day: The day.
        session: The half of the day.
        at: When the child came.
        code: The mark.
        meaning: What the mark means in a word or two.
        minutes: Whole minutes late.
        reason: The reason in the words of the list.
        number: The slip's number of the day.
        copy: Whether it was printed before.
    """

    school: str
    pupil: str
    class_name: str
    day: dt.date
    session: Session
    at: dt.time
    code: str
    meaning: str
    minutes: int
    reason: str
    number: int
    copy: bool = False

    @property
    def title(self) -> str:
        """Return the slip's heading."""
        return "Late slip (copy)" if self.copy else "Late slip"

    @property
    def arrived(self) -> str:
        """Return when the child came: 'Fri 20 Nov, arrived 09:04, 9 minutes late'."""
        minutes = "1 minute" if self.minutes == 1 else f"{self.minutes} minutes"
        return f"{short_day(self.day)}, arrived {self.at:%H:%M}, {minutes} late"

    @property
    def marked(self) -> str:
        """Return the mark and the reason: 'Mark L (late) · Traffic'."""
        return f"Mark {self.code} ({self.meaning}) · {self.reason}"

    @property
    def numbered(self) -> str:
        """Return the slip's number: 'Slip 12'."""
        return f"Slip {self.number}"
