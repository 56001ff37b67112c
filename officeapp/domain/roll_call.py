"""Roll call: who is on site now, from the registers and the books, and who was found."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.domain.record import UNWRITTEN, LineId, PupilId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


@dataclass(frozen=True, slots=True)
class Drill:
    """A roll call that was called.

    Attributes:
        id: The entry's number.
        day: The day.
        at: When it was called, to the minute.
        why: A fire alarm, a practice, and so on.
        ended: When it was ended; None while it goes on.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    day: dt.date
    at: dt.time
    why: str = ""
    ended: dt.time | None = None
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class Found:
    """That a child was found at a roll call.

    Attributes:
        id: The entry's number.
        drill: The roll call.
        pupil: Who was found.
        day: The day.
        at: When, to the minute.
        gone: Whether the tick was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    drill: int
    pupil: PupilId
    day: dt.date
    at: dt.time
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


class Where(enum.StrEnum):
    """Where a child is, as far as the books know."""

    IN = "in"
    OUT = "out"  # left during the day, and not back
    AWAY = "away"  # did not come, or is taught elsewhere
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a book says of where a child is, from a time on.

    Attributes:
        where: Where.
        since: From when; None where nothing was ever said.
        book: Which book says so; empty for none.
    """

    where: Where
    since: dt.time | None = None
    book: str = ""


NOTHING_SAID = Seen(Where.UNKNOWN)
HOME_TIME = "end of the school day"


def where_now(said: Iterable[Seen], at: dt.time, ends: dt.time | None = None) -> Seen:
    """Return where a child is at a time, from what the books of the day say.

    The latest word counts, with three exceptions, all so that nobody is looked for too little. A
    child who was in stays in when a register leaves a blank. A child who left stays out when the
    afternoon's register says absent. Where two books say the same, it is so since the first.
    After the last session ended the books no longer know who stayed.

    Args:
        said: What each book says; the more trusted first where two say it of the same minute.
        at: The time asked about.
        ends: When the child's last session ends; None where no times are entered.
    """
    now = NOTHING_SAID
    begun = [one for one in said if one.since is not None and one.since <= at]
    for one in sorted(begun, key=lambda one: one.since or dt.time.min):
        same = now.where is one.where and now.since is not None
        if not same and (now.where, one.where) not in _STAYS:
            now = one
    if now.where is Where.IN and ends is not None and at > ends:
        return Seen(Where.UNKNOWN, ends, HOME_TIME)
    return now


_STAYS = frozenset(
    {
        (Where.IN, Where.UNKNOWN),
        (Where.OUT, Where.UNKNOWN),
        (Where.OUT, Where.AWAY),
    }
)


@dataclass(frozen=True, slots=True)
class Called:
    """One child of a roll call.

    Attributes:
        pupil: The child.
        name: As lists write it.
        school_class: The class of the day; empty without one.
        seen: Where the child is.
        found: Whether the child was found.
    """

    pupil: PupilId
    name: str
    school_class: str
    seen: Seen
    found: bool = False

    @property
    def is_expected(self) -> bool:
        """Say whether the child must be found: in, or nobody knows where."""
        return self.seen.where in (Where.IN, Where.UNKNOWN)

    @property
    def is_missing(self) -> bool:
        """Say whether the child must be found and was not."""
        return self.is_expected and not self.found

    @property
    def is_odd(self) -> bool:
        """Say whether the child was found though a book says out or away: a register fault."""
        return self.found and not self.is_expected


def ticked(called: Iterable[Called], found: Collection[PupilId]) -> list[Called]:
    """Return a roll call with who was found ticked."""
    return [replace(one, found=one.pupil in found) for one in called]


def by_class(called: Iterable[Called], order: Iterable[str]) -> dict[str, list[Called]]:
    """Return a roll call by class, in an order of classes; children without a class come last."""
    every = list(called)
    known = dict.fromkeys((*order, *(one.school_class for one in every)))
    names = [name for name in known if name] + [""]
    found = {name: [one for one in every if one.school_class == name] for name in names}
    return {name: children for name, children in found.items() if children}


@dataclass(frozen=True, slots=True)
class Count:
    """How many children of a roll call are where.

    Attributes:
        expected: Who must be found.
        found: Those of them who were.
        missing: Those of them who were not.
        odd: Found, though a book says out or away.
        elsewhere: Out or away, and not found.
    """

    expected: int
    found: int
    missing: int
    odd: int
    elsewhere: int


def count(called: Iterable[Called]) -> Count:
    """Count a roll call."""
    every = list(called)
    expected = [one for one in every if one.is_expected]
    missing = sum(one.is_missing for one in expected)
    odd = sum(one.is_odd for one in every)
    return Count(
        expected=len(expected),
        found=len(expected) - missing,
        missing=missing,
        odd=odd,
        elsewhere=len(every) - len(expected) - odd,
    )
