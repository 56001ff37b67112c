"""The turn of the school year: who moves to which class, and who leaves.

A class is not moved as a whole but by year groups, so that a mixed class may send its older pupils
on and keep its younger ones. What a person decides is a *goal* for each part of a class (a class
and a year group), and for single pupils who do not go with the others. Whoever has no goal is
undecided and listed: nobody is lost, nobody is counted twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.record import ClassId, PupilId, SiteId
from officeapp.domain.roll import YEAR_GROUPS, folded, year_group_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from officeapp.domain.roll import SchoolClass

LEAVES = ClassId(0)  # the goal of those who leave the school
LAST_YEAR_GROUP = YEAR_GROUPS[-1]
OF_A_CLASS = 8  # a year group is one of a class's where it has an eighth of its pupils


class Part(NamedTuple):
    """The pupils of one year group in one class."""

    school_class: ClassId
    year_group: str


class Seat(NamedTuple):
    """Where a pupil is on the last day of the old year."""

    pupil: PupilId
    school_class: ClassId
    year_group: str

    @property
    def part(self) -> Part:
        """Return the part of a class the pupil belongs to."""
        return Part(self.school_class, self.year_group)


class Move(NamedTuple):
    """Where a pupil is from the first day of the new year, and where they came from."""

    pupil: PupilId
    school_class: ClassId
    year_group: str
    before: Part


@dataclass(frozen=True, slots=True)
class Goals:
    """What a person decided.

    Attributes:
        parts: For each part of a class the class it goes to, or `LEAVES`.
        pupils: The same for single pupils; this counts before the part.
    """

    parts: Mapping[Part, ClassId] = field(default_factory=dict)
    pupils: Mapping[PupilId, ClassId] = field(default_factory=dict)

    def of(self, seat: Seat) -> ClassId | None:
        """Return where a pupil goes, or None where nobody said."""
        return self.pupils.get(seat.pupil, self.parts.get(seat.part))


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn of a year: every pupil once.

    Attributes:
        moves: Those who go to a class of the new year.
        leavers: Those who leave on the last day of the old one.
        undecided: Those nobody has said anything about.
    """

    moves: tuple[Move, ...]
    leavers: tuple[Seat, ...]
    undecided: tuple[Seat, ...]


def next_year_group(year_group: str) -> str:
    """Return the year group after one: 'R' after 'N2', '1' after 'R'; empty after the last."""
    place = year_group_order(year_group) + 1
    return YEAR_GROUPS[place] if place < len(YEAR_GROUPS) else ""


def turned(seats: Iterable[Seat], goals: Goals) -> Turn:
    """Return who moves, who leaves and who is undecided.

    A pupil of the last year group cannot move on: whatever class is named, they stay undecided
    until it is said that they leave.
    """
    moves: list[Move] = []
    leavers: list[Seat] = []
    undecided: list[Seat] = []
    for seat in sorted(set(seats)):
        goal, group = goals.of(seat), next_year_group(seat.year_group)
        if goal == LEAVES:
            leavers.append(seat)
        elif goal is None or not group:
            undecided.append(seat)
        else:
            moves.append(Move(seat.pupil, goal, group, seat.part))
    return Turn(tuple(moves), tuple(leavers), tuple(undecided))


def proposed(seats: Sequence[Seat], classes: Iterable[SchoolClass]) -> dict[Part, ClassId]:
    """Return the goals to begin with, which a person changes.

    A class stays together: '3 Oak' goes to '4 Oak'. A mixed class keeps those who stay in its year
    groups; one pupil who is among older or younger ones makes no mixed class. Else it is the one
    class of the next year group, at the same site before any other. The last year group leaves;
    what is not plain is left out.
    """
    known = {one.id: one for one in classes}
    counts = Counter(seat.part for seat in seats)
    sizes = Counter(seat.school_class for seat in seats)
    held: dict[ClassId, set[str]] = {}
    for part, number in counts.items():
        if OF_A_CLASS * number >= sizes[part.school_class]:
            held.setdefault(part.school_class, set()).add(part.year_group)
    goals: dict[Part, ClassId] = {}
    for part in sorted(counts):
        goal = _goal(part, known, held)
        if goal is not None:
            goals[part] = goal
    return goals


def _goal(
    part: Part, known: Mapping[ClassId, SchoolClass], held: Mapping[ClassId, set[str]]
) -> ClassId | None:
    group = next_year_group(part.year_group)
    if part.year_group == LAST_YEAR_GROUP:
        return LEAVES
    if group in held.get(part.school_class, ()):
        return part.school_class
    mine = known.get(part.school_class)
    if not group or mine is None:
        return None
    for name in _next_names(mine.name, part.year_group, group):
        named = _of_name(name, mine.site, known.values())
        if named is not None and named != part.school_class:
            return named
    anywhere = [number for number, groups in held.items() if group in groups and number in known]
    here = [number for number in anywhere if known[number].site == mine.site]
    found = here or anywhere
    return found[0] if len(found) == 1 else None


def _of_name(name: str, site: SiteId, classes: Iterable[SchoolClass]) -> ClassId | None:
    wanted = folded(name)
    found = [one for one in classes if folded(one.name) == wanted]
    found.sort(key=lambda one: one.site != site)
    return found[0].id if found else None


def _next_names(name: str, year_group: str, following: str) -> Iterator[str]:
    """Yield what a class may be called with the next year group: '3 Oak' becomes '4 Oak'."""
    for said in filter(None, (year_group, _WORDS.get(year_group))):
        pattern = re.compile(rf"(?<![0-9A-Za-z]){re.escape(said)}(?![0-9])")
        if pattern.search(name):
            for then in (following, _WORDS.get(following, f"Year {following}")):
                yield pattern.sub(then, name, count=1)


_WORDS = {"N1": "Nursery", "N2": "Nursery", "R": "Reception"}
