"""What every book has in common: things with numbers, acts, and lines of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NewType

if TYPE_CHECKING:
    import datetime as dt

ActId = NewType("ActId", int)
PupilId = NewType("PupilId", int)
ContactId = NewType("ContactId", int)
ClassId = NewType("ClassId", int)
SiteId = NewType("SiteId", int)
StaffId = NewType("StaffId", int)

DESK_BITS = 31
COUNTER_BITS = 32
NEVER_WRITTEN = ActId(0)


class LineId(NamedTuple):
    """Where a line stands: the act that wrote it and its place in the act, from 1."""

    act: ActId
    n: int


UNWRITTEN = LineId(NEVER_WRITTEN, 0)


class Signature(NamedTuple):
    """Who wrote something, as they were that day.

    Attributes:
        name: The person's full name.
        post: Their post, in the school's own words.
        role: The role that gave them the right.
        desk: The number of the desk they sat at.
        at: When, with the offset from UTC; for reading, never for ordering.
    """

    name: str
    post: str
    role: str
    desk: int
    at: dt.datetime


def numbered(desk: int, counter: int) -> int:
    """Return the school-wide number of a desk's next act or thing."""
    return desk << COUNTER_BITS | counter


def desk_of(number: int) -> int:
    """Return the desk that gave a number."""
    return number >> COUNTER_BITS
