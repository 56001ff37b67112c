"""The bells: when a session begins, from when a child is late, when the register closes."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from officeapp.domain.record import UNWRITTEN, LineId, SiteId
from officeapp.domain.school_year import Session

EVERY_YEAR_GROUP = ""


@dataclass(frozen=True, slots=True)
class Bell:
    """The times of one session at one site, for one year group or all.

    Attributes:
        id: The number of the entry.
        site: The site.
        session: The half of the day.
        year_group: The year group it is for; empty for all that have no times of their own.
        first: The first day on which these times hold.
        begins: When the session begins.
        late_from: When the register is marked by; later is late (L), in whole minutes from here.
        closes: When the register closes; strictly after is U.
        ends: When the session ends; an arrival after that is not marked late.
        deadline: When marks must have reached the office.
        gone: Whether the entry was taken back.
        line: The line that says so.
    """

    id: int
    site: SiteId
    session: Session
    year_group: str
    first: dt.date
    begins: dt.time
    late_from: dt.time
    closes: dt.time
    ends: dt.time
    deadline: dt.time
    gone: bool = False
    line: LineId = UNWRITTEN


class Timing(enum.Enum):
    """How an arrival lies to the bells."""

    IN_TIME = "in time"
    LATE = "late"
    AFTER_CLOSE = "after the register closed"
    AFTER_SESSION = "after the session ended"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the clock says of an arrival.

    Attributes:
        timing: In time, late, after the close, or after the session.
        minutes: Whole minutes after the register was marked by; 0 in time.
    """

    timing: Timing
    minutes: int


class BellTimes:
    """All bells of the school, asked by site, year group, day and session."""

    def __init__(self, bells: list[Bell]) -> None:
        """Take the bells in the order in which they were written; of one day the last holds."""
        self._bells: dict[tuple[SiteId, Session, str], list[Bell]] = {}
        for bell in sorted(bells, key=lambda bell: bell.first):
            self._bells.setdefault((bell.site, bell.session, bell.year_group), []).append(bell)

    def bell(self, site: SiteId, year_group: str, day: dt.date, session: Session) -> Bell | None:
        """Return the times that hold, or None where none were ever entered."""
        for group in (year_group, EVERY_YEAR_GROUP):
            held = [
                bell for bell in self._bells.get((site, session, group), []) if bell.first <= day
            ]
            if held:
                return held[-1]
        return None


def arrival(bell: Bell, at: dt.time) -> Arrival:
    """Say how an arrival at a time lies to a session's bells.

    Seconds are dropped: 09:15:59 is 09:15, which is not after a close at 09:15. Late between
    'marked by' and the close is L, strictly after the close is U (rows A2 of the policies and
    regulation 10(2) of the 2024 Regulations).
    """
    minute = at.replace(second=0, microsecond=0, tzinfo=None)
    if minute > bell.ends:
        return Arrival(Timing.AFTER_SESSION, _minutes(bell.late_from, minute))
    if minute > bell.closes:
        return Arrival(Timing.AFTER_CLOSE, _minutes(bell.late_from, minute))
    if minute > bell.late_from:
        return Arrival(Timing.LATE, _minutes(bell.late_from, minute))
    return Arrival(Timing.IN_TIME, 0)


def _minutes(earlier: dt.time, later: dt.time) -> int:
    return (later.hour - earlier.hour) * 60 + later.minute - earlier.minute
