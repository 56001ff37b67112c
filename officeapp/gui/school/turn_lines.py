"""The turn of the year as the list shows it: each part of a class, and each pupil apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.roll import folded, year_group_name, year_group_order
from officeapp.domain.turning import LEAVES, Goals, Part, next_year_group
from officeapp.gui.tables import Column
from officeapp.procedures.turn_year import seats_on

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.procedures.turn_year import TurnPlan

NOT_SAID = "not decided"


@dataclass(frozen=True, slots=True)
class TurnLine:
    """Where the pupils of one year group in one class go, or one pupil who goes another way.

    Attributes:
        part: The class and year group of now.
        school_class: The name of the class.
        who: The year group, or the pupil's name.
        pupils: How many go.
        goal: The class they go to, `LEAVES`, or None where nobody said.
        to: The same in words.
        pupil: The pupil, where it is one apart.
    """

    part: Part
    school_class: str
    who: str
    pupils: int
    goal: ClassId | None
    to: str
    pupil: PupilId | None = None


COLUMNS: tuple[Column[TurnLine], ...] = (
    Column("Class now", lambda line: line.school_class),
    Column("Year group", lambda line: line.who),
    Column("Pupils", lambda line: str(line.pupils), lambda line: line.pupils, number=True,
           width=70),
    Column("Goes to", lambda line: "" if line.to == NOT_SAID else line.to),
    Column(
        "", lambda line: line.to if line.to == NOT_SAID else "", number=True, width=120,
        badge=lambda line: "late" if line.to == NOT_SAID else "",
    ),
)  # fmt: skip


def turn_lines(office: Office, plan: TurnPlan) -> list[TurnLine]:
    """Return the lines of a plan, youngest first; pupils apart stand under their class."""
    named = {number: card.name for number, card in office.roll.class_cards.standing().items()}
    done = {seat.pupil for seat in (*plan.placed, *plan.leaving)}
    seats = [seat for seat in seats_on(office, plan.last) if seat.pupil not in done]
    apart = [seat for seat in seats if seat.pupil in plan.goals.pupils]
    counts = Counter(seat.part for seat in seats if seat.pupil not in plan.goals.pupils)
    lines = [
        _line(part, named, year_group_name(part.year_group), number, plan.goals.parts.get(part))
        for part, number in counts.items()
    ]
    for seat in apart:
        goal = plan.goals.pupils[seat.pupil]
        who = office.roll.pupil(seat.pupil).listed
        lines.append(_line(seat.part, named, who, 1, goal, seat.pupil))
    return sorted(lines, key=_order)


def _line(
    part: Part,
    named: dict[int, str],
    who: str,
    pupils: int,
    goal: ClassId | None,
    pupil: PupilId | None = None,
) -> TurnLine:
    group = next_year_group(part.year_group)
    if goal == LEAVES:
        to = "leave the school"
    elif goal is None or not group:
        to = NOT_SAID
    else:
        to = f"{named[goal]}, {year_group_name(group)}"
    return TurnLine(part, named[part.school_class], who, pupils, goal, to, pupil)


def _order(line: TurnLine) -> tuple[int, str, bool, str]:
    group = year_group_order(line.part.year_group)
    return group, folded(line.school_class), line.pupil is not None, folded(line.who)


def with_goal(goals: Goals, line: TurnLine, goal: ClassId | None) -> Goals:
    """Return goals with another for a line; None takes the goal of one pupil apart away."""
    parts, pupils = dict(goals.parts), dict(goals.pupils)
    if line.pupil is None:
        parts.pop(line.part, None)
        if goal is not None:
            parts[line.part] = goal
    else:
        pupils.pop(line.pupil, None)
        if goal is not None:
            pupils[line.pupil] = goal
    return Goals(parts, pupils)
