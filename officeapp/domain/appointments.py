"""The appointment book: what a child will be away for, and what was seen for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.record import UNWRITTEN, LineId, PupilId

if TYPE_CHECKING:
    from officeapp.domain.times import Bell


@dataclass(frozen=True, slots=True)
class AppointmentKind:
    """A kind of appointment that the desk chooses with one digit.

    Attributes:
        key: The digit.
        words: What the button and the book say.
        medical: Whether it is medical or dental.
        asks: Whether the office types what it is.
    """

    key: str
    words: str
    medical: bool = True
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment.

    Attributes:
        id: The entry's number.
        pupil: Whose it is.
        day: The day.
        at: The time of the appointment itself.
        what: Dentist, hospital, and so on.
        away_from: When the child leaves school for it; None where it comes from home.
        away_until: When the child is expected back; None where not that day.
        medical: Whether it is medical or dental, which the register marks M.
        evidence: The card, letter or message that was seen; empty while none was.
        seen_by: The name and post of who saw it.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    at: dt.time
    what: str
    away_from: dt.time | None = None
    away_until: dt.time | None = None
    medical: bool = True
    evidence: str = ""
    seen_by: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN

    @property
    def is_proved(self) -> bool:
        """Say whether its evidence was seen."""
        return bool(self.evidence)

    def misses(self, bell: Bell) -> bool:
        """Say whether the child is away for it while a session's register is taken.

        A child who leaves after the register was marked, or is back before it closes, is there.
        """
        begun = self.away_from is None or self.away_from <= bell.late_from
        return begun and (self.away_until is None or self.away_until > bell.closes)
