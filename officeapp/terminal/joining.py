"""The desks of a school: `officeapp join`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from officeapp.domain.letter_facts import counted
from officeapp.domain.school import Role
from officeapp.procedures.join_desk import FIRST_NAME, make_joining_file, open_joining_file
from officeapp.procedures.retire_desk import (
    admit_desk,
    apart_entries,
    leave_apart,
    let_in,
    retire_desk,
    take_apart,
)
from officeapp.procedures.sharing import desk_name, sharing
from officeapp.terminal.shared import (
    AS_JSON,
    FILE_THERE,
    SCHOOL,
    acting,
    print_json,
    print_table,
    reading,
    say,
    writing,
)

if TYPE_CHECKING:
    from officeapp.books.apart import Apart
    from officeapp.books.office import Office
    from officeapp.domain.desks import Desk

    Row = dict[str, Any]

ROLES = click.Choice([str(role) for role in Role])
DESK = click.option("--desk", "name", metavar="NAME", required=True, help="What it is called.")
RUN = click.argument("run", metavar="NUMBER", type=int)


@click.group("join")
def join_command() -> None:
    """Join another computer to a school, list its desks, and retire one."""


@join_command.command("make")
@SCHOOL
@click.option("--name", required=True, help="What the desk is called: 'Reception'.")
@click.option(
    "--post",
    "posts",
    multiple=True,
    required=True,
    type=ROLES,
    help="A role that sits there, as often as there are; they decide what its copy holds.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.joining")
@click.option(
    "--own-name",
    default=FIRST_NAME,
    show_default=True,
    help="What this desk is called, the first time.",
)
@acting
def make_command(
    school: Path,
    *,
    name: str,
    posts: tuple[str, ...],
    out: Path,
    own_name: str,
    by: str | None,
    pin_stdin: bool,
) -> None:
    """Make a joining file for another computer, and print the code that opens it.

    The file goes by a stick or by post and the code by mouth; it is good for a week, for one
    computer.
    """
    with writing(school, by, pin_stdin=pin_stdin) as office:
        roles = [Role(post) for post in posts]
        code = make_joining_file(office, name, roles, out, own_name=own_name)
    click.echo(code)
    say(f"{out} lets one computer in as {name}, for a week, with the code above.")


@join_command.command("open")
@click.argument("joining", metavar="JOININGFILE", type=FILE_THERE)
@click.argument("into", metavar="NEWFILE", type=FILE_THERE)
@click.option("--code", help="The code that was said; asked for if not given.")
def open_command(joining: Path, into: Path, *, code: str | None) -> None:
    """Become a desk: write the books of a joining file as this computer's school file."""
    said = code or str(click.prompt("Code", err=True))
    name = open_joining_file(joining, said, into)
    say(f"This computer is now the desk {name}; its books are in {into}.")


@join_command.command("list")
@SCHOOL
@AS_JSON
def list_command(school: Path, *, as_json: bool) -> None:
    """List the desks, when each was last heard of, and what is kept apart."""
    with reading(school) as office:
        desks = [_desk_row(office, desk) for desk in office.desks.all()]
        apart = [_apart_row(office, n, one) for n, one in enumerate(office.desks.apart.all(), 1)]
        shared = sharing(office).shared
    if as_json:
        print_json({"desks": desks, "apart": apart, "shared": shared})
        return
    headings = ("Desk", "Posts", "Joined", "Last heard of", "Retired", "Why")
    print_table(
        headings,
        [
            (
                row["name"],
                ", ".join(row["posts"]),
                "yes" if row["joined"] else "not yet",
                row["heard"],
                row["retired"],
                row["reason"],
            )
            for row in desks
        ],
    )
    for row in apart:
        entries = _entries(row["entries"])
        say(f"{row['number']}. Kept apart: {entries} of {row['desk']}. {row['why']}")


def _desk_row(office: Office, desk: Desk) -> Row:
    return {
        "name": desk.card.name,
        "posts": list(desk.card.posts),
        "made": desk.card.made,
        "joined": desk.joined is not None,
        "numbers": list(desk.numbers),
        "heard": office.desks.heard(desk),
        "retired": desk.card.retired,
        "reason": desk.card.reason,
    }


def _apart_row(office: Office, number: int, one: Apart) -> Row:
    return {
        "number": number,
        "desk": desk_name(office, one.unit.desk),
        "entries": len(apart_entries(one)),
        "why": one.why,
        "since": one.since,
        "looked": one.looked,
    }


@join_command.command("retire")
@SCHOOL
@DESK
@click.option("--reason", required=True, help="Why: 'sold', 'stolen on the train'.")
@acting
def retire_command(
    school: Path, *, name: str, reason: str, by: str | None, pin_stdin: bool
) -> None:
    """Retire a desk: what it has not shared yet is kept apart from now on."""
    with writing(school, by, pin_stdin=pin_stdin) as office:
        retire_desk(office, office.desks.named(name), reason)
    say(f"{name} is retired; the other desks learn of it when they next exchange.")


@join_command.command("admit")
@SCHOOL
@DESK
@acting
def admit_command(school: Path, *, name: str, by: str | None, pin_stdin: bool) -> None:
    """Let a desk that was retired take part again."""
    with writing(school, by, pin_stdin=pin_stdin) as office:
        admit_desk(office, office.desks.named(name))
        came = take_apart(office)
    say(f"{name} takes part again; of what was kept apart, {_entries(came)} came in.")


@join_command.command("let-in")
@SCHOOL
@RUN
@acting
def let_in_command(school: Path, run: int, *, by: str | None, pin_stdin: bool) -> None:
    """Let entries in that are kept apart, by their number in the list."""
    with writing(school, by, pin_stdin=pin_stdin) as office:
        let_in(office, _run(office, run).digest)
        came = take_apart(office)
    say(f"{_entries(came)} came in; the other desks take them at their next exchange.")


@join_command.command("leave")
@SCHOOL
@RUN
@acting
def leave_command(school: Path, run: int, *, by: str | None, pin_stdin: bool) -> None:
    """Leave entries apart, by their number in the list, so that they are counted no more."""
    with writing(school, by, pin_stdin=pin_stdin) as office:
        leave_apart(office, _run(office, run).digest)
    say("They stay apart and are counted no more.")


def _entries(number: int) -> str:
    return counted(number, "entry", "entries")


def _run(office: Office, number: int) -> Apart:
    runs = office.desks.apart.all()
    if not 1 <= number <= len(runs):
        message = f"so many runs of entries are apart: {len(runs)}; 'officeapp join list' has them"
        raise click.BadParameter(message, param_hint="NUMBER")
    return runs[number - 1]
