"""Keeping the file: make one, check it, back it up, put a backup back, export it."""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from officeapp.books.backup import back_up, restore
from officeapp.books.check import Fault, check
from officeapp.books.desk import Owner
from officeapp.books.export import NOBODY_WITHHELD, book_rows, exported_books, withheld
from officeapp.books.newer import report
from officeapp.books.office import open_office
from officeapp.errors import OfficeError, UnreadableFileError
from officeapp.exchange.table_files import CannotWriteError, write_table
from officeapp.procedures.new_school import FIRST_POST, NewSchool, new_school
from officeapp.procedures.note_export import command_line, note_export, require_export
from officeapp.terminal.shared import (
    AS_JSON,
    DONE,
    FILE_THERE,
    NO,
    SCHOOL,
    UNREADABLE,
    acting,
    print_json,
    print_table,
    reading,
    reading_as,
    say,
    stands_by,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.export import Withheld
    from officeapp.books.office import Office

POLICIES = ("national", "dunkirk", "st-stephens", "kildwick", "expect-monitor", "upton-partnership")
FIRST_PERSON = "Headteacher"
RESTORE = "Restore the newest backup that passes the check."


@click.command("new")
@SCHOOL
@click.option("--school", "name", required=True, help="The school's name.")
@click.option("--policy", type=click.Choice(POLICIES), default="national", show_default=True)
@click.option("--dfe", default="", metavar="816/2999", help="Authority and establishment number.")
@click.option("--urn", default="", help="Unique reference number.")
@click.option("--person", metavar="'NAME, POST'", help="The first person, with the head's rights.")
def new_command(
    school: Path, *, name: str, policy: str, dfe: str, urn: str, person: str | None
) -> None:
    """Make an empty school with one site and its first person."""
    who, _, post = (person or FIRST_PERSON).partition(",")
    made = NewSchool(
        name=name,
        person=who.strip(),
        post=post.strip() or FIRST_POST,
        dfe=dfe.strip(),
        urn=urn.strip(),
        policy=policy,
    )
    with new_school(school, made) as office:
        say(f"{office.school.card().name} is ready in {school}.")


@click.command("check")
@SCHOOL
@AS_JSON
def check_command(school: Path, *, as_json: bool) -> int:
    """Say whether a file is sound; lines of what stands are drawn anew where they differ."""
    try:
        faults = _faults(school)
    except UnreadableFileError as refusal:
        if as_json:
            fault = Fault("file", str(school), str(refusal), RESTORE)
            print_json({"sound": False, "problems": [dataclasses.asdict(fault)]})
        say(str(refusal))
        return UNREADABLE
    if as_json:
        print_json(
            {"sound": not faults, "problems": [dataclasses.asdict(fault) for fault in faults]}
        )
    elif faults:
        print_table(
            ("Kind", "Where", "What", "Remedy"),
            [(fault.kind, fault.where, fault.what, fault.remedy) for fault in faults],
        )
    else:
        say(f"{school.name} is sound.")
    return NO if faults else DONE


def _faults(school: Path) -> list[Fault]:
    with reading(school) as office:
        faults = check(office)
    only_lines = bool(faults) and all(fault.kind == "standing-line" for fault in faults)
    if only_lines and not Owner(school).is_taken():
        with open_office(school) as office:
            return check(office, mend=True)
    return faults


@click.command("backup")
@SCHOOL
@click.argument("dest", type=FILE_THERE)
def backup_command(school: Path, dest: Path) -> None:
    """Write a copy to a folder or file; it is opened and verified before it counts."""
    with reading(school) as office:
        made = back_up(office, dest)
    say(f"Backed up to {made}; the copy was opened and passes the check.")


@click.command("restore")
@click.argument("backup", type=FILE_THERE)
@SCHOOL
def restore_command(backup: Path, school: Path) -> None:
    """Put a backup in the place of a school file; what was there is put aside."""
    found = report(backup, school)
    aside = restore(backup, school)
    say(found.said)
    say(f"{school} is as it was when {backup.name} was made.")
    if aside:
        say(f"The file that was there is now {aside.name}.")


@click.command("export")
@SCHOOL
@click.argument("folder", type=FILE_THERE)
@click.option("--second", metavar="NAME", help="Who stands by; their PIN is read after the first.")
@acting
def export_command(
    school: Path, folder: Path, *, second: str | None, by: str | None, pin_stdin: bool
) -> None:
    """Write every book as CSV, each line with who wrote it and whether it was corrected.

    The export is noted in the books. With --by it is the headteacher's, with --second beside them,
    and has every address; without, it is noted as made from the command line, and addresses that
    are withheld are left out.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(folder, error.strerror or "unknown reason") from error
    with reading_as(school, by, pin_stdin=pin_stdin) as office:
        if by is not None:
            stands_by(office, second, pin_stdin=pin_stdin)
            require_export(office)
        _write_books(office, folder, NOBODY_WITHHELD if by else withheld(office))
        if by is not None:
            note_export(office, str(folder), len(exported_books()))
    if by is None:
        _note_unnamed(school, folder)
    say(f"Exported {len(exported_books())} books to {folder}.")


def _write_books(office: Office, folder: Path, hidden: Withheld) -> None:
    for book in exported_books():
        headings, rows = book_rows(office, book, hidden)
        write_table(folder / f"{book}.csv", headings, rows)


def _note_unnamed(school: Path, folder: Path) -> None:
    """Note an export nobody was named for; while a window has the school, say that it is not."""
    try:
        with open_office(school) as office:
            office.sign_in(command_line(office.today()))
            note_export(office, str(folder), len(exported_books()))
    except OfficeError as refusal:
        say(f"The export is not noted in the books: {refusal}")


@click.command("selftest")
def selftest_command() -> int:
    """Say whether the installed program is whole, on a school that is thrown away."""
    with tempfile.TemporaryDirectory() as folder, _throw_away(Path(folder)) as office:
        problems = list(_selftest(office))
    for problem in problems:
        say(problem)
    say("The program is not whole." if problems else "The program is whole.")
    return NO if problems else DONE


@contextlib.contextmanager
def _throw_away(folder: Path) -> Iterator[Office]:
    made = NewSchool(name="Self-test", person="A. Tester")
    with new_school(folder / "selftest.db", made, own_folder=folder) as office:
        yield office


def _selftest(office: Office) -> Iterator[str]:
    """Yield what does not work."""
    from officeapp.selftest import steps

    for name, step in steps():
        try:
            step(office)
        except Exception as error:  # noqa: BLE001  # a part that is missing may fail in any way
            yield f"{name}: {type(error).__name__}: {_first_line(error)}"


def _first_line(error: Any) -> str:
    return str(error).splitlines()[0] if str(error) else "no message"
