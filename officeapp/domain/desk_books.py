"""The front desk's books for a run of days, as a page that screen, paper and lists share."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.record import PupilId
from officeapp.domain.school_year import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.domain.late import LateArrival


class DeskBook(enum.StrEnum):
    """A book of the front desk, or what is added up from one."""

    LATE = "late"
    OUT = "out"
    MESSAGES = "messages"
    CONTACT = "contact"
    LOST = "minutes-lost"
    LOST_BY_CLASS = "minutes-lost-by-class"

    @property
    def called(self) -> str:
        """Return what the office calls it."""
        return _TITLES[self]


_TITLES = {
    DeskBook.LATE: "Late book",
    DeskBook.OUT: "Signing out and in",
    DeskBook.MESSAGES: "Messages",
    DeskBook.CONTACT: "First-day contact",
    DeskBook.LOST: "Minutes lost by child",
    DeskBook.LOST_BY_CLASS: "Minutes lost by class",
}


@dataclass(frozen=True, slots=True)
class BookPage:
    """A book's entries of a run of days.

    Attributes:
        book: Which book.
        span: The days, both included.
        of: The class it is of; empty for all.
        headings: The headings of its columns.
        widths: How wide each is, in parts of the whole.
        rows: Its rows, a text for each column.
        pupils: The pupil of each row; empty where a row is of a class.
    """

    book: DeskBook
    span: Span
    of: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    pupils: tuple[PupilId, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """What lateness cost.

    Attributes:
        times: How often late.
        after_close: How often after the register had closed.
        minutes: Whole minutes in all.
    """

    times: int = 0
    after_close: int = 0
    minutes: int = 0

    def __add__(self, other: Lost) -> Lost:
        """Return what both cost together."""
        return Lost(
            self.times + other.times,
            self.after_close + other.after_close,
            self.minutes + other.minutes,
        )


def lost_by(entries: Iterable[LateArrival]) -> dict[PupilId, Lost]:
    """Return what lateness cost each pupil; an absence that is explained costs nothing."""
    found: dict[PupilId, Lost] = {}
    for entry in entries:
        if entry.gone or entry.code not in ("L", "U"):
            continue
        one = Lost(1, int(entry.code == "U"), entry.minutes)
        found[entry.pupil] = found.get(entry.pupil, Lost()) + one
    return found
