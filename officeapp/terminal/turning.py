"""The turn of the school year: `officeapp turn-year FILE`, and what is due: `officeapp returns`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from officeapp.books.returns import returns_due
from officeapp.domain.leaving import State
from officeapp.domain.roll import folded
from officeapp.domain.school_year import SchoolYear
from officeapp.domain.turning import LEAVES, Goals, Part
from officeapp.procedures.copy_calendar import copy_calendar
from officeapp.procedures.turn_year import (
    NobodyLeavesError,
    NobodyMovesError,
    first_goals,
    let_leave,
    move_up,
    plan_turn,
    turn_days,
    year_to_turn,
)
from officeapp.terminal.shared import (
    AS_JSON,
    DAY,
    DONE,
    NO,
    SCHOOL,
    acting,
    print_json,
    print_table,
    reading,
    say,
    writing,
)

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from officeapp.books.office import Office
    from officeapp.domain.record import ClassId
    from officeapp.domain.turning import Seat
    from officeapp.procedures.turn_year import TurnPlan

LEAVE = "leave"


@click.command("turn-year")
@SCHOOL
@click.option("--last", type=DAY, help="The last day of the old year; by the calendar if none.")
@click.option("--first", type=DAY, help="The first day of the new year; by the calendar if none.")
@click.option(
    "--to",
    "parts",
    multiple=True,
    metavar="'CLASS/GROUP=CLASS'",
    help="Where the pupils of a year group in a class go: '3 Oak/3=4 Ash', or '=leave'.",
)
@click.option(
    "--pupil", "pupils", multiple=True, metavar="UPN=CLASS", help="The same for one pupil."
)
@click.option("--calendar", is_flag=True, help="Copy the terms and closures to the new year first.")
@click.option("--why-late", default="", help="Why leavers are written after their last day.")
@click.option("--check", "only_check", is_flag=True, help="Say what would happen; write nothing.")
@AS_JSON
@acting
def turn_year_command(
    school: Path,
    *,
    last: dt.date | None,
    first: dt.date | None,
    parts: tuple[str, ...],
    pupils: tuple[str, ...],
    calendar: bool,
    why_late: str,
    only_check: bool,
    as_json: bool,
    by: str | None,
    pin_stdin: bool,
) -> int:
    """Move the classes up and let the oldest leave; the head confirms who leaves."""
    if only_check:
        with reading(school) as office:
            plan = _plan(office, last, first, parts, pupils)
            return _answer(plan, _said(office, plan), as_json=as_json)
    with writing(school, by, pin_stdin=pin_stdin) as office:
        if calendar:
            copy_calendar(office, year_to_turn(office))
        plan = _plan(office, last, first, parts, pupils)
        answer = _said(office, plan)
        if not plan.turn.undecided:
            answer |= _turn(office, plan, why_late)
    return _answer(plan, answer, as_json=as_json)


def _plan(
    office: Office,
    last: dt.date | None,
    first: dt.date | None,
    parts: tuple[str, ...],
    pupils: tuple[str, ...],
) -> TurnPlan:
    if last is None or first is None:
        ends, begins = turn_days(office, SchoolYear.of(last) if last else year_to_turn(office))
        last, first = last or ends, first or begins
    goals = first_goals(office, last)
    goals |= {_part(office, source): _class(office, to) for source, to in map(_pair, parts)}
    single = {office.roll.named(source).id: _class(office, to) for source, to in map(_pair, pupils)}
    return plan_turn(office, last, first, Goals(goals, single))


def _pair(text: str) -> tuple[str, str]:
    source, sign, to = text.rpartition("=")
    if not sign:
        what = f"{text!r} does not say where to; write it as '3 Oak/3=4 Ash'."
        raise click.BadParameter(what)
    return source.strip(), to.strip()


def _part(office: Office, text: str) -> Part:
    name, _, group = text.rpartition("/")
    return Part(office.roll.class_named(name).id, group.strip().upper())


def _class(office: Office, name: str) -> ClassId:
    return LEAVES if folded(name) == LEAVE else office.roll.class_named(name).id


def _turn(office: Office, plan: TurnPlan, why_late: str) -> dict[str, Any]:
    """Write what a plan says; what is done already is left."""
    moved = 0
    removals = []
    try:
        moved = move_up(office, plan)
    except NobodyMovesError as done:
        say(str(done))
    try:
        removals = let_leave(office, plan, why_late=why_late)
    except NobodyLeavesError as done:
        say(str(done))
    proposed = sum(one.state is State.PROPOSED for one in removals)
    return {"moved": moved, "left": len(removals) - proposed, "proposed": proposed}


def _said(office: Office, plan: TurnPlan) -> dict[str, Any]:
    """Return a plan as scripts read it: the whole school in five parts that add up."""
    named = {number: card.name for number, card in office.roll.class_cards.standing().items()}
    moves = Counter((m.before, m.school_class, m.year_group) for m in plan.turn.moves)
    return {
        "last": plan.last,
        "first": plan.first,
        "moves": [
            {
                "class": named[part.school_class],
                "year_group": part.year_group,
                "to": named[to],
                "to_year_group": group,
                "pupils": number,
            }
            for (part, to, group), number in sorted(moves.items())
        ],
        "leavers": [_pupil(office, seat, named) for seat in plan.turn.leavers],
        "undecided": [_pupil(office, seat, named) for seat in plan.turn.undecided],
        "placed": len(plan.placed),
        "leaving": len(plan.leaving),
    }


def _pupil(office: Office, seat: Seat, named: dict[int, str]) -> dict[str, Any]:
    pupil = office.roll.pupil(seat.pupil)
    return {
        "id": pupil.id,
        "upn": pupil.upn,
        "name": pupil.called,
        "class": named[seat.school_class],
        "year_group": seat.year_group,
    }


def _answer(plan: TurnPlan, answer: dict[str, Any], *, as_json: bool) -> int:
    if as_json:
        print_json(answer)
    else:
        print_table(
            ("Class", "Year group", "Pupils", "To"),
            [
                (move["class"], move["year_group"], move["pupils"], move["to"])
                for move in answer["moves"]
            ]
            + [("", "", len(answer[word]), word) for word in ("leavers", "undecided")],
        )
    if plan.turn.undecided:
        say("Nothing was written: say with --to where the undecided go.")
    return NO if plan.turn.undecided else DONE


@click.command("returns")
@SCHOOL
@click.option(
    "--reception",
    is_flag=True,
    help="The authority asks for all Reception children; else as the school's details have it.",
)
@AS_JSON
def returns_command(school: Path, *, reception: bool, as_json: bool) -> None:
    """List the returns to the local authority that are due and were not made."""
    with reading(school) as office:
        found = [
            {
                "kind": due.rule.kind.value,
                "id": due.pupil,
                "upn": office.roll.pupil(due.pupil).upn,
                "name": office.roll.pupil(due.pupil).called,
                "since": due.since,
                "by": due.by,
                "facts": due.facts,
                "source": due.rule.source,
                "sure": due.rule.sure,
            }
            for due in returns_due(office, asked_for_reception=reception or None)
        ]
    if as_json:
        print_json(found)
        return
    print_table(
        ("By", "Return", "Pupil", "Rests on"),
        [(row["by"] or "at once", row["kind"], row["name"], row["facts"]) for row in found],
    )
