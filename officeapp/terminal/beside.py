"""Work beside the record system: give it the day's marks, and compare its marks with ours."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from officeapp.domain.rights import Right
from officeapp.domain.school_year import Span
from officeapp.exchange.headings import ANY_SYSTEM, map_names
from officeapp.exchange.mark_lists import read_marks
from officeapp.exchange.table_files import write_table
from officeapp.exchange.tables import read_table
from officeapp.procedures.give_marks import (
    HEADINGS,
    MarksOut,
    NothingToGiveError,
    marks_to_give,
    note_marks_given,
)
from officeapp.procedures.printing import printed_line, span_words
from officeapp.procedures.settle_marks import (
    Comparison,
    compare_marks,
    keep_ours,
    said_of,
    settle,
    take_theirs,
)
from officeapp.terminal.papers import write_paper
from officeapp.terminal.shared import (
    AS_JSON,
    DAY,
    DONE,
    FILE_THERE,
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

    from officeapp.books.office import Office
    from officeapp.errors import Problem

SHOWN = 200


@click.command("marks-out")
@SCHOOL
@click.option("--day", type=DAY, help="The day; today if not said.")
@click.option("--to", "last", type=DAY, help="The last day, where several are wanted.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.csv")
@click.option("--list", "paper", type=click.Path(path_type=Path), metavar="FILE.pdf")
@click.option("--changed", is_flag=True, help="Only what changed since the last time.")
@acting
def marks_out_command(
    school: Path,
    *,
    day: dt.date | None,
    last: dt.date | None,
    out: Path,
    paper: Path | None,
    changed: bool,
    by: str | None,
    pin_stdin: bool,
) -> int:
    """Give out a day's marks for the record system, as `import marks` reads them.

    What was given out is noted, so that --changed gives only what changed since.
    """
    with writing(school, by, pin_stdin=pin_stdin) as office:
        office.require(Right.GIVE_OUT)
        first = day or office.today()
        marks = marks_to_give(office, Span(first, last or first), changed=changed)
        if not marks.marks:
            raise NothingToGiveError(changed=changed)
        write_table(out, HEADINGS, marks.rows())
        if paper:
            _write_list(office, marks, paper)
        note_marks_given(office, marks, hashlib.sha256(out.read_bytes()).hexdigest())
    say(f"{len(marks.rows())} marks are in {out}.")
    _say_problems("Not in the file", marks.problems)
    return (
        NO if any(one.field != "Code" or "taken" in one.reason for one in marks.problems) else DONE
    )


@click.command("marks-in")
@SCHOOL
@click.argument("source", type=FILE_THERE)
@click.option(
    "--map",
    "map_name",
    type=click.Choice(map_names(), case_sensitive=False),
    default=ANY_SYSTEM,
    show_default=True,
    help="Whose headings the list has.",
)
@click.option("--settle", "way", type=click.Choice(["ours", "theirs"]), help="Settle all so.")
@click.option("--reason", default="", help="Why they are settled so.")
@AS_JSON
@acting
def marks_in_command(
    school: Path,
    source: Path,
    *,
    map_name: str,
    way: str | None,
    reason: str,
    as_json: bool,
    by: str | None,
    pin_stdin: bool,
) -> int:
    """List the sessions in which the record system's marks differ from the register.

    Nothing is written unless --settle says which side is right, and --reason why.
    """
    opened = writing(school, by, pin_stdin=pin_stdin) if way else reading(school)
    with opened as office:
        found = compare_marks(office, read_marks(read_table(source), map_name.lower()))
        if way and found.open:
            decide = keep_ours if way == "ours" else take_theirs
            settle(office, [decide(one) for one in found.open], reason)
    if as_json:
        print_json(_as_json(found, way))
    else:
        _say(found, way)
    return NO if found.refused or (found.open and not way) else DONE


def _as_json(found: Comparison, way: str | None) -> dict[str, Any]:
    return {
        "read": found.read,
        "same": found.same,
        "decided": len(found.decided),
        "settled": way or "",
        "differences": [
            {
                "where": one.where,
                "id": one.pupil.id,
                "upn": one.pupil.upn,
                "name": one.pupil.called,
                "date": one.day,
                "session": one.session.value,
                "ours": one.our_words,
                "theirs": one.their_words,
            }
            for one in found.open
        ],
        "refused": [_problem(one) for one in found.refused],
        "warnings": [_problem(one) for one in found.warnings],
    }


def _problem(one: Problem) -> dict[str, Any]:
    where: Any = int(one.where) if one.where.isdigit() else one.where
    return {"where": where, "field": one.field, "found": one.found, "reason": one.reason}


def _say(found: Comparison, way: str | None) -> None:
    settled = f", all settled as {way}" if way and found.open else ""
    click.echo(
        f"{found.read} read, {found.same} the same, {len(found.open)} differ{settled}, "
        f"{len(found.decided)} settled before, {len(found.refused)} refused."
    )
    rows = [
        (one.where or "", said_of(one), one.our_words or "no mark", one.their_words or "no mark")
        for one in found.open[:SHOWN]
    ]
    if rows:
        print_table(("Line", "Session", "Ours", "Theirs"), rows)
    if len(found.open) > SHOWN:
        click.echo(f"and {len(found.open) - SHOWN} more; --json lists them all")
    _say_problems("Refused", found.refused)
    _say_problems("Warnings", found.warnings)


def _say_problems(title: str, problems: list[Problem]) -> None:
    if problems:
        say(title)
        for one in problems[:SHOWN]:
            say(f"  {one.where}: {one.found + ': ' if one.found else ''}{one.reason}")


def _write_list(office: Office, marks: MarksOut, paper: Path) -> None:
    from officeapp.documents.keying_list import draw_keying_list
    from officeapp.documents.sheets import Furniture

    on = Furniture(
        f"Marks to key{', changed only' if marks.changed else ''}",
        f"{span_words(marks.span)}, {marks.order.said}",
        office.school.card().name,
        printed_line(office),
    )
    write_paper(paper, draw_keying_list(marks.marks, marks.order, on))
