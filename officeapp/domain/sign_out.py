"""The signing out and in book: who left the site, with whom, and when they were back.

Leaving marks only what the child then misses: a session whose register had not begun when the
child left. It undoes no mark, and a child who is back before the register closes is there for it.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.codes import AFTERNOON, MORNING, NOTHING
from officeapp.domain.late import NOBODY, LateReason, mark_of_arrival
from officeapp.domain.record import UNWRITTEN, ContactId, LineId, PupilId, StaffId
from officeapp.domain.roll import folded
from officeapp.domain.times import Timing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from officeapp.domain.roll import Contact, Tie
    from officeapp.domain.times import Arrival, Bell

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

    def misses(self, bell: Bell) -> bool:
        """Say whether the child, by this entry, is away while a session's register is taken."""
        if self.gone or bell.begins <= self.left_at:
            return False
        return self.back_at is None or self.back_at > bell.closes


def collector_of(ties: Iterable[Tie]) -> Collector:
    """Return what somebody is to a child, by their ties to it; a bar comes before everything."""
    found = [tie for tie in ties if not tie.gone]
    if any(tie.not_released for tie in found):
        return Collector.NOT_RELEASED
    return Collector.AUTHORISED if any(tie.may_collect for tie in found) else Collector.UNKNOWN


def named_in(typed: str, contacts: Sequence[tuple[Tie, Contact]]) -> Contact | None:
    """Return whom on a child's card somebody typed by name means; None for nobody there.

    Every word of the first name and surname must be among what was typed, in any order, so that
    'Marek Nowak, the father' is found and 'Mrs Nowak' alone is not taken for him.
    """
    words = set(_words(typed))
    for _, contact in contacts:
        name = _words(f"{contact.forename} {contact.surname}")
        if contact.forename and contact.surname and words.issuperset(name):
            return contact
    return None


def out_first(entries: Iterable[SignOut], now: dt.time) -> list[SignOut]:
    """Return who is out: the overdue first, then by when they are due, then by when they left."""
    return sorted(
        (entry for entry in entries if entry.is_out),
        key=lambda entry: (
            not entry.overdue(now),
            entry.expected or dt.time.max,
            entry.left_at,
            entry.id,
        ),
    )


def mark_of_return(entry: SignOut, lies: Arrival, stands: str) -> str:
    """Return what the register should have when a child comes back into a session begun meanwhile.

    A child who is marked present stays so, and who comes in time or after the session changes
    nothing. Else it is as for any arrival: late while the register is open, and after its close U
    only where no other code applies (School Attendance (Pupil Registration) (England) Regulations
    2024, regulation 10(2) and Table 3).

    Args:
        entry: The entry of who comes back; its code is what it was for, where that was proved.
        lies: How the time lies to the session's bells.
        stands: What the register has, or what it is pre-marked with; empty for nothing.
    """
    unchanged = lies.timing in (Timing.IN_TIME, Timing.AFTER_SESSION)
    if unchanged or stands in (MORNING, AFTERNOON, "L"):
        return stands
    reason = LateReason(NOTHING, entry.reason, entry.code)
    return mark_of_arrival(lies, reason, stands=stands)


def _words(text: str) -> list[str]:
    return folded("".join(c if c.isalnum() or c in "'’`-" else " " for c in text)).split()
