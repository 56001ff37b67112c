"""Turn the school year: classes move up, and the oldest leave.

Promotion is one act of placements from the first day of the new year; what stood before that day
stands, so that registers, figures and classes of last year are as they were. Leavers are removals
like any other: the office proposes, the head confirms.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.leaving import END_OF_YEAR_6, Removal
from officeapp.domain.rights import Right
from officeapp.domain.roll import FOR_EVER, Placement
from officeapp.domain.school_year import SchoolYear, Span, long_day
from officeapp.domain.turning import LAST_YEAR_GROUP, Goals, Seat, Turn, proposed, turned
from officeapp.errors import OfficeError
from officeapp.procedures.remove_pupil import leave

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officeapp.books.office import Office
    from officeapp.domain.record import ClassId, PupilId
    from officeapp.domain.turning import Part


#: On what ground pupils of a year group leave at the end of a year; the others need their own.
GROUNDS = {"N1": "nursery-ended", "N2": "nursery-ended", LAST_YEAR_GROUP: END_OF_YEAR_6}


class NoFirstDayError(OfficeError):
    """The first school day of a year is not known."""

    def __init__(self, year: SchoolYear) -> None:
        super().__init__(
            f"The terms of {year.name} are not entered; enter or import them first, "
            "or give the first day of the new year."
        )


class WrongDaysError(OfficeError):
    """The days between which the year turns cannot be."""

    def __init__(self, last: dt.date, first: dt.date) -> None:
        super().__init__(
            f"The year cannot end on {long_day(last)} and begin on {long_day(first)}: the first "
            "day of the new year comes after the last of the old, and in the school year after it."
        )


class UndecidedError(OfficeError):
    """Somebody has no class in the new year."""

    def __init__(self, names: list[str]) -> None:
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        super().__init__(
            f"{len(names)} pupils have no class in the new year: {shown}. "
            "Choose a class for each, or say that they leave."
        )


class TakenAlreadyError(OfficeError):
    """Registers of the new year are handed in."""

    def __init__(self, first: dt.date, taken: int) -> None:
        registers = "1 register is" if taken == 1 else f"{taken} registers are"
        super().__init__(
            f"{registers} handed in on or after {long_day(first)}, by the classes of the old year; "
            "choose a first day after the last of them."
        )


class NobodyMovesError(OfficeError):
    """Everybody has a class in the new year, or leaves."""

    def __init__(self) -> None:
        super().__init__("Everybody has a class in the new year already, or leaves before it.")


class NobodyLeavesError(OfficeError):
    """Nobody is left who leaves."""

    def __init__(self) -> None:
        super().__init__("Nobody is left who leaves: all are off the roll, or wait for the head.")


class OtherGroundError(OfficeError):
    """Pupils of the middle of the school were to leave with the oldest."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"{', '.join(names)}: the end of the year is no ground for leaving before Year 6. "
            "Take them off the roll on their own page, with the ground."
        )


@dataclass(frozen=True, slots=True)
class TurnPlan:
    """What the turn of a year would do.

    Attributes:
        last: The last day of the old year, on which leavers are still on roll.
        first: The first day of the new one, from which the new classes hold.
        turn: Who moves, who leaves, who is undecided.
        placed: Pupils who have a class from that day or later already; they stay as they are.
        leaving: Pupils whose last day comes before the new year already.
        goals: What it was made from.
    """

    last: dt.date
    first: dt.date
    turn: Turn
    placed: tuple[Seat, ...]
    leaving: tuple[Seat, ...]
    goals: Goals


def year_to_turn(office: Office) -> SchoolYear:
    """Return the school year that is to end: last year's until a register of this one is in."""
    year = SchoolYear.of(office.today())
    before = SchoolYear(year.begins - 1)
    begun = office.register.handed_in(year.span.first, year.span.last)
    return before if before in office.register.years() and not begun else year


def turn_days(office: Office, year: SchoolYear) -> tuple[dt.date, dt.date]:
    """Return the last school day of a year and the first of the next, by the calendar.

    Raises:
        NoFirstDayError: The terms of the next year are not entered.
    """
    following = year.next()
    if not any(term.span.overlap(following.span) for term in office.calendar.terms()):
        raise NoFirstDayError(following)
    seats = seats_on(office, year.span.last) or seats_on(office, office.today())
    places = {(office.roll.school_class(s.school_class).site, s.year_group) for s in seats}
    calendars = [office.calendar.of(*place) for place in places]
    calendars = calendars or [office.calendar.of(office.school.sites()[0].id, "")]
    old = [day for one in calendars for day in one.days(year)[-1:]]
    new = [day for one in calendars for day in one.days(following)[:1]]
    return max(old, default=year.span.last), min(new, default=following.span.first)


def seats_on(office: Office, day: dt.date) -> list[Seat]:
    """Return where every pupil on roll on a day is placed."""
    placed = [office.roll.placed(pupil.id, day) for pupil in office.roll.on_roll(day)]
    return [Seat(one.pupil, one.school_class, one.year_group) for one in placed if one]


def first_goals(office: Office, last: dt.date) -> dict[Part, ClassId]:
    """Return the goals to begin with, which a person changes."""
    return proposed(seats_on(office, last), office.roll.classes())


def plan_turn(
    office: Office, last: dt.date, first: dt.date, goals: Goals | None = None
) -> TurnPlan:
    """Return what the turn of the year would do; nothing is written.

    Args:
        office: The office.
        last: The last day of the old year.
        first: The first day of the new one.
        goals: Where each part of a class goes; as proposed if not given.

    Raises:
        WrongDaysError: The days cannot be.
    """
    if first <= last or SchoolYear.of(first) != SchoolYear.of(last).next():
        raise WrongDaysError(last, first)
    chosen = goals or Goals(first_goals(office, last))
    seats = seats_on(office, last)
    placed = {seat for seat in seats if _is_placed_from(office, seat.pupil, first)}
    leaving = {seat for seat in seats if not office.roll.is_on_roll(seat.pupil, first)}
    left = [seat for seat in seats if seat not in placed and seat not in leaving]
    return TurnPlan(
        last,
        first,
        turned(left, chosen),
        tuple(sorted(placed - leaving)),
        tuple(sorted(leaving)),
        chosen,
    )


def move_up(office: Office, plan: TurnPlan) -> int:
    """Move the classes up, as one act; return how many pupils were moved.

    The plan is made anew from what stands, so that nobody is moved twice.

    Raises:
        UndecidedError: Somebody has no class in the new year.
        TakenAlreadyError: Registers of the new year are handed in.
        NobodyMovesError: Everybody has a class in the new year, or leaves.
    """
    office.require(Right.TURN_YEAR)
    now = plan_turn(office, plan.last, plan.first, plan.goals)
    if now.turn.undecided:
        raise UndecidedError([office.roll.pupil(s.pupil).called for s in now.turn.undecided])
    if not now.turn.moves:
        raise NobodyMovesError
    taken = len(office.register.handed_in(plan.first, FOR_EVER))
    if taken:
        raise TakenAlreadyError(plan.first, taken)
    with office.writing("move-up", Right.TURN_YEAR, Book.ROLL) as act:
        office.roll.placement_cards.enter_many(
            act,
            [
                Placement(office.new_number(), m.pupil, plan.first, m.school_class, m.year_group)
                for m in now.turn.moves
            ],
        )
    return len(now.turn.moves)


def let_leave(
    office: Office,
    plan: TurnPlan,
    destinations: Mapping[PupilId, str] | None = None,
    why_late: str = "",
) -> list[Removal]:
    """Take the leavers off the roll at the last day as one act, or propose it to the head.

    Args:
        office: The office.
        plan: The plan; it is made anew from what stands.
        destinations: The school each goes to, where known.
        why_late: Why it is written after the last day, where it is.

    Raises:
        NobodyLeavesError: Nobody is left who leaves.
        OtherGroundError: Somebody leaves who is neither in nursery nor in Year 6.
        OfficeError: One cannot be written yet; the message says whose and what to do.
    """
    leavers = plan_turn(office, plan.last, plan.first, plan.goals).turn.leavers
    others = [seat for seat in leavers if seat.year_group not in GROUNDS]
    if others:
        raise OtherGroundError([office.roll.pupil(seat.pupil).called for seat in others])
    waiting = {removal.pupil for removal in office.roll.removals()}
    known = destinations or {}
    removals = [
        Removal(
            0,
            seat.pupil,
            plan.last,
            GROUNDS[seat.year_group],
            destination=known.get(seat.pupil, ""),
            why_late=why_late,
        )
        for seat in leavers
        if seat.pupil not in waiting
    ]
    if not removals:
        raise NobodyLeavesError
    return leave(office, removals)


def _is_placed_from(office: Office, pupil: PupilId, first: dt.date) -> bool:
    ahead = Span(first, FOR_EVER)
    return any(placement.first in ahead for placement in office.roll.placements(pupil))
