"""The late book: who came after the register was marked by, when and why, and the mark it makes.

What the register says follows from the clock and the bells (`times.arrival`). A child who comes
while the register is open was absent when its taking began and is late (L), whatever the reason. A
child who comes after it closed is marked U only where no other code applies: an appointment with
its evidence seen, an illness or transport that failed comes before U, and so does what the register
or a decision says already of the absence (School Attendance (Pupil Registration) (England)
Regulations 2024, regulation 10(2) and Table 3). Unknown (N) and unauthorised (O, G) give way to the
arrival.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from officeapp.domain.codes import NOTHING
from officeapp.domain.record import UNWRITTEN, ContactId, LineId, PupilId
from officeapp.domain.school_year import Session
from officeapp.domain.times import Arrival, Timing

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How long, in seconds, the same person takes an entry back with one key and no reason.
UNDO_SECONDS: Final = 60
NOBODY: Final = ContactId(0)
#: What gives way to an arrival after the close: nothing, unknown, present, unauthorised, late.
_GIVES_WAY: Final = frozenset({NOTHING, "N", "O", "G", "/", "\\", "L", "U"})


@dataclass(frozen=True, slots=True)
class LateReason:
    """A reason the desk chooses with one digit.

    Attributes:
        key: The digit.
        words: What the button and the book say.
        code: The code that comes before U after the close; empty where none does.
        needs_evidence: Whether that code holds only where evidence was seen.
        asks: Whether the office types what it was.
        own: Whether it explains one child alone, as an appointment does, and not who came along.
        along: Whether it is the reason of who only came along.
    """

    key: str
    words: str
    code: str = NOTHING
    needs_evidence: bool = False
    asks: bool = False
    own: bool = False
    along: bool = False


@dataclass(frozen=True, slots=True)
class LateArrival:
    """One entry of the late book.

    Attributes:
        id: The entry's number.
        pupil: Who came.
        day: The day.
        session: The half of the day.
        at: When, to the minute.
        reason: Why, as the office said it.
        code: What the register says for it.
        minutes: Whole minutes after the register was marked by.
        stood: The code that stood in the register before; empty for none.
        brought_by: The contact who brought the child; 0 for nobody on the card.
        brought: Who did, where it was nobody on the card.
        lunch: What the child chose after orders had closed; empty where not asked.
        evidence: What was seen for an appointment; empty for nothing.
        together: The number of the first entry of those who came together; 0 for alone.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    session: Session
    at: dt.time
    reason: str
    code: str
    minutes: int
    stood: str = ""
    brought_by: ContactId = NOBODY
    brought: str = ""
    lunch: str = ""
    evidence: str = ""
    together: int = 0
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


def reason_along(reason: LateReason, offered: Sequence[LateReason]) -> LateReason:
    """Return the reason of brothers and sisters who came with a child.

    An illness or an appointment is one child's own: who came along was not ill and had none, so
    that the code that goes before U is not theirs (regulation 10(2) and Table 3, codes I and M).
    """
    if not reason.own:
        return reason
    along = (one for one in offered if one.along)
    return next(along, LateReason(reason.key, reason.words))


def mark_of_arrival(
    arrival: Arrival, reason: LateReason, *, stands: str = "", evidence: str = ""
) -> str:
    """Return the code that the register should have for an arrival.

    Args:
        arrival: How the time lies to the bells: late, or after the close.
        reason: Why the child was late.
        stands: What the register has, or what it is pre-marked with; empty for nothing.
        evidence: What was seen for an appointment.
    """
    if arrival.timing is Timing.LATE:
        return "L"
    if stands not in _GIVES_WAY:
        return stands
    if reason.code and (evidence or not reason.needs_evidence):
        return reason.code
    return "U"
