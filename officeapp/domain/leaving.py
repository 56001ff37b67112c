"""Names taken off the roll: on what ground, by whose word, and never for days that have gone.

A name is removed if, and only if, a ground of the regulations applies (School Attendance (Pupil
Registration) (England) Regulations 2024, regulation 9). The office proposes, the head confirms; a
removal that is written after its last day says why.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.law import is_compulsory
from officeapp.domain.record import UNWRITTEN, LineId, PupilId
from officeapp.domain.roll import folded, year_group_name
from officeapp.domain.school_year import long_day
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable

END_OF_YEAR_6 = "end-of-year-6"


class UnknownGroundError(OfficeError):
    """A ground is none the regulations know on a day."""

    def __init__(self, found: str, day: dt.date) -> None:
        what = f"“{found}” is no ground" if found else "There is no ground"
        super().__init__(
            f"{what} on {long_day(day)}; choose one of the list: a name is removed "
            "on a ground of the regulations and on no other."
        )


class State(enum.StrEnum):
    """How far a removal has come."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground as it stands between two dates.

    Attributes:
        key: What the file writes.
        letter: Its letter in the regulation; empty where none is known.
        words: What it says, for lists and the roll.
        first: The first day it holds.
        sure: 'read' in the source, or 'from memory': to be checked before a letter rests on it.
        source: Where it stands.
        last: The last day it holds; None while in force.
        year_groups: The year groups it is for; empty for all.
        needs_destination: Whether the other school must be named.
        needs_notice: Whether there must be a parent's written notice with a date.
        declare: What the school declares; empty where nothing.
        absent_days: School days in a row in which every session has one of `absent_codes`.
        absent_codes: The codes that count; any other breaks the run.
        below_age: Whether it is only for pupils below compulsory school age.
        returned: Whether a return to the authority is due without its asking.
    """

    key: str
    letter: str
    words: str
    first: dt.date
    sure: str
    source: str
    last: dt.date | None = None
    year_groups: tuple[str, ...] = ()
    needs_destination: bool = False
    needs_notice: bool = False
    declare: str = ""
    absent_days: int = 0
    absent_codes: tuple[str, ...] = ()
    below_age: bool = False
    returned: bool = True

    def in_force(self, day: dt.date) -> bool:
        """Say whether it holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


class GroundTable:
    """All grounds by date."""

    def __init__(self, grounds: Iterable[Ground]) -> None:
        self._grounds = list(grounds)

    def on(self, day: dt.date) -> list[Ground]:
        """Return the grounds that hold on a day, in the order of the regulation."""
        return [ground for ground in self._grounds if ground.in_force(day)]

    def find(self, key: str, day: dt.date) -> Ground:
        """Return the ground of a key that holds on a day.

        Raises:
            UnknownGroundError: None does.
        """
        for ground in self.on(day):
            if ground.key == key:
                return ground
        raise UnknownGroundError(key, day)

    def told(self, text: str, day: dt.date) -> str:
        """Return the key of the ground that a list names by key, letter or words; empty if none."""
        wanted = folded(text).strip("() ")
        for ground in self.on(day):
            if wanted and wanted in {ground.key, folded(ground.letter), folded(ground.words)}:
                return ground.key
        return ""


@dataclass(frozen=True, slots=True)
class Removal:
    """A name to be taken off the roll.

    Attributes:
        id: The removal's number.
        pupil: The pupil.
        last: The last day on roll, included.
        ground: The key of the ground.
        state: Proposed, confirmed or declined.
        destination: The school the pupil goes to, where known.
        notice: The date in the parent's written notice, where the ground needs one.
        declared: Whether what the ground declares was declared.
        why_late: Why it is written after the last day; empty where it is not.
        why: Why it was declined.
        told: What a list that proposed it says of the ground, where that is none of the
            regulations: `ground` is then empty until the head gives it.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    last: dt.date
    ground: str
    state: State = State.PROPOSED
    destination: str = ""
    notice: dt.date | None = None
    declared: bool = False
    why_late: str = ""
    why: str = ""
    told: str = ""
    line: LineId = UNWRITTEN


class DayMarks(NamedTuple):
    """What stands for a pupil on one school day: one symbol for each session that has begun."""

    day: dt.date
    symbols: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a pupil when a removal is judged.

    Attributes:
        today: The day of judging.
        born: The date of birth.
        year_group: The year group on the last day.
        days: The pupil's school days up to the last day on roll, oldest first.
        symbols: The symbols of the ground's absent codes.
    """

    today: dt.date
    born: dt.date
    year_group: str
    days: Sequence[DayMarks] = ()
    symbols: str = ""


def whole_days_absent(days: Sequence[DayMarks], symbols: str) -> int:
    """Return for how many school days up to the last every session has one of some symbols.

    A day of which one session has begun does not count yet, but breaks the run where that session
    has another symbol. No mark, and every other code, breaks it.
    """
    found = 0
    for day in reversed(days):
        if any(symbol not in symbols for symbol in day.symbols):
            break
        found += len(day.symbols) == 2
    return found


def objections(removal: Removal, ground: Ground, known: Circumstances) -> list[str]:
    """Return why a removal cannot be written yet, each a sentence that says what to do."""
    return [
        *_about_dates(removal, ground, known),
        *_about_pupil(removal, ground, known),
        *_about_papers(removal, ground),
    ]


def _about_dates(removal: Removal, ground: Ground, known: Circumstances) -> Iterable[str]:
    if removal.last < known.today and not removal.why_late.strip():
        yield (
            f"{long_day(removal.last)} has gone: a name is not removed for days that are past. "
            "Choose today or a later day, or say why it is written late."
        )
    if ground.needs_notice and removal.notice is not None and removal.last < removal.notice:
        yield (
            f"The parent's notice says {long_day(removal.notice)}: the last day on roll cannot be "
            "before it."
        )


def _about_pupil(removal: Removal, ground: Ground, known: Circumstances) -> Iterable[str]:
    if ground.year_groups and known.year_group not in ground.year_groups:
        named = " or ".join(map(year_group_name, ground.year_groups))
        yield f"“{ground.words}” is for pupils of {named}; choose another ground."
    if ground.below_age and is_compulsory(known.born, removal.last):
        yield "The pupil is of compulsory school age on the last day; choose another ground."
    if ground.absent_days:
        found = whole_days_absent(known.days, known.symbols)
        if found < ground.absent_days:
            said = ", ".join(ground.absent_codes[:-1]) + f" or {ground.absent_codes[-1]}"
            yield (
                f"{found} school days in a row up to the last day have {said} in every session; "
                f"the ground needs {ground.absent_days}, and any other code breaks the run."
            )


def _about_papers(removal: Removal, ground: Ground) -> Iterable[str]:
    if ground.needs_destination and not removal.destination.strip():
        yield "Name the other school."
    if ground.needs_notice and removal.notice is None:
        yield "Enter the date in the parent's written notice."
    if ground.declare and not removal.declared:
        yield f"To be declared first: {ground.declare}"
