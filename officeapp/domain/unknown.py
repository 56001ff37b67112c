"""Absences of which no reason is known, and when each must be settled.

N is a mark for a while: the school settles it within five school days after the session. Where the
reason is still unknown then, a person writes O; nothing becomes O by itself (School Attendance
(Pupil Registration) (England) Regulations 2024, regulation 10(7) to (9), and "Working together to
improve school attendance", paragraph 408: they count school days).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from officeapp.domain.messages import Message
from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from officeapp.domain.school_calendar import SchoolCalendar

UNKNOWN: Final = "N"
STILL_UNKNOWN: Final = "O"
SETTLED_WITHIN: Final = 5  # school days after the session
#: What the office may settle an unknown absence with. Leave of any kind (C, C1, C2, J1, R, S, T) is
#: given by the headteacher or not at all, and never afterwards; presence is an amendment.
SETTLES: Final = ("I", "M", "O", "G", "Y1", "Y2")
#: Of those, what holds only where evidence was seen.
PROVED: Final = frozenset({"M"})


@dataclass(frozen=True, slots=True)
class Unknown:
    """A session whose reason for absence is not known yet.

    Attributes:
        pupil: Who was away.
        name: As lists write it.
        school_class: The class of the day; None without one.
        day: The day.
        session: The half of the day.
        due: The last day on which it may still be N.
        message: A message that is about it and was not enough to settle it; None for none.
    """

    pupil: PupilId
    name: str
    school_class: ClassId | None
    day: dt.date
    session: Session
    due: dt.date
    message: Message | None = None

    def overdue(self, today: dt.date) -> bool:
        """Say whether it should have been settled before a day."""
        return self.due < today


def due_by(calendar: SchoolCalendar, day: dt.date) -> dt.date:
    """Return the last day on which a session of a day may still be N, by the child's calendar."""
    return calendar.school_days_after(day, SETTLED_WITHIN)
