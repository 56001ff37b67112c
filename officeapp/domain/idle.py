"""A desk nobody sits at: when personal details are hidden, when the window locks."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from officeapp.domain.record import UNWRITTEN, LineId
from officeapp.errors import OfficeError

LEAST, MOST = 10, 600  # seconds without a key or a click
LONGEST_SITTING = 10 * 3600


class LimitError(OfficeError):
    """A limit was to be too long, or out of order."""

    def __init__(self) -> None:
        super().__init__(
            "Details are hidden first and the window locks after that: "
            f"between {LEAST} seconds and {MOST // 60} minutes each."
        )


class DeskPlace(enum.StrEnum):
    """Where a computer stands, which says how soon it hides and locks."""

    RECEPTION = "reception"
    OFFICE = "office"
    HEAD = "head's room"

    @property
    def number(self) -> int:
        """Return the number its rule has in the file."""
        return list(DeskPlace).index(self) + 1


class Idle(enum.IntEnum):
    """What a window shows to whoever passes by."""

    AWAKE = 0
    HIDDEN = 1
    LOCKED = 2


@dataclass(frozen=True, slots=True)
class LockRule:
    """How soon a window in a place hides and locks.

    Attributes:
        id: The number of the place.
        place: The place.
        hides: Seconds without a key or a click until personal details are hidden.
        locks: Seconds without a key or a click until the window locks.
        sitting: Seconds after which it locks, whatever is done.
        line: The line that says so.
    """

    id: int
    place: DeskPlace
    hides: int
    locks: int
    sitting: int
    line: LineId = UNWRITTEN

    def state(self, still: float, sat: float) -> Idle:
        """Return what the window is to show.

        Args:
            still: Seconds since the last key or click.
            sat: Seconds since the person signed in.
        """
        if still >= self.locks or sat >= self.sitting:
            return Idle.LOCKED
        return Idle.HIDDEN if still >= self.hides else Idle.AWAKE


#: What holds until the head writes something else.
FIRST_RULES = {
    DeskPlace.RECEPTION: LockRule(1, DeskPlace.RECEPTION, 30, 2 * 60, 4 * 3600),
    DeskPlace.OFFICE: LockRule(2, DeskPlace.OFFICE, 2 * 60, 5 * 60, LONGEST_SITTING),
    DeskPlace.HEAD: LockRule(3, DeskPlace.HEAD, 2 * 60, 5 * 60, LONGEST_SITTING),
}


def require_within(rule: LockRule) -> None:
    """Refuse limits that are too long, or that would lock before they hide.

    Raises:
        LimitError: They are.
    """
    ordered = LEAST <= rule.hides <= rule.locks <= MOST
    if not ordered or not 0 < rule.sitting <= LONGEST_SITTING:
        raise LimitError
