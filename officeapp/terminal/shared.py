"""What several commands share: who acts, how answers are printed, which exit code says what."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from typing_extensions import override

from officeapp.books.office import open_office
from officeapp.errors import NotAllowedError
from officeapp.procedures.confirm import countersign, sign_in_to_act
from officeapp.procedures.sign_in import has_pin, needs_pin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from officeapp.books.office import Office
    from officeapp.domain.school import Person

    Command = Callable[..., Any]

DONE, NO, UNREADABLE = 0, 1, 3

#: Whether it may be read is found where it is opened, so that every refusal ends the same way.
FILE_THERE = click.Path(readable=False, path_type=Path)
SCHOOL = click.argument("school", metavar="FILE", type=FILE_THERE)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


class SayWhoError(NotAllowedError):
    """A command that writes was not told who acts."""

    def __init__(self) -> None:
        super().__init__("Say who acts: --by 'NAME', as the staff list has it.")


class Day(click.ParamType[dt.date]):
    """A date as commands take it: 2026-11-18."""

    name = "date"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Return the date, or fail as click does."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2026-11-18.", param, ctx)


DAY = Day()


def acting(command: Command) -> Command:
    """Add ``--by`` and ``--pin-stdin`` to a command that writes."""
    command = click.option("--pin-stdin", is_flag=True, help="Read the PIN from standard input.")(
        command
    )
    return click.option("--by", metavar="NAME", help="Who acts, as the staff list has it.")(command)


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Office]:
    """Open a school for questions; works while a window has it."""
    with open_office(path, read_only=True) as office:
        yield office


@contextlib.contextmanager
def reading_as(path: Path, by: str | None, *, pin_stdin: bool) -> Iterator[Office]:
    """Open a school for questions: by nobody, or by somebody who may read more than others.

    Who asks types a PIN, and wrong ones are counted in the file; so no window may have it then.
    """
    if by is None:
        with reading(path) as office:
            yield office
    else:
        with writing(path, by, pin_stdin=pin_stdin) as office:
            yield office


@contextlib.contextmanager
def writing(path: Path, by: str | None, *, pin_stdin: bool) -> Iterator[Office]:
    """Open a school for an act, with the person signed in who acts.

    Raises:
        SayWhoError: Nobody was named and the school has people with PINs.
        NotAllowedError: The PIN is wrong, or was never chosen.
        UnreadableFileError: The file cannot be opened, or a window has it.
    """
    with open_office(path) as office:
        person = _person(office, by)
        if needs_pin(office) and not _acts_without(office, person):
            sign_in_to_act(office, person, _pin(person, pin_stdin=pin_stdin))
        else:
            office.sign_in(person)
        yield office


def stands_by(office: Office, name: str | None, *, pin_stdin: bool) -> None:
    """Let a second person countersign what is about to be done, with their PIN.

    Raises:
        NotAllowedError: The PIN is wrong, or they may not countersign.
    """
    if name is not None:
        person = office.staff.named(name, office.today())
        pin = _pin(person, pin_stdin=pin_stdin) if needs_pin(office) else ""
        countersign(office, person, pin)


def _person(office: Office, by: str | None) -> Person:
    if by:
        return office.staff.named(by, office.today())
    first = office.staff.first()
    if needs_pin(office) and not _acts_without(office, first):
        raise SayWhoError
    return first


def _acts_without(office: Office, person: Person) -> bool:
    """Say whether somebody acts without a PIN: the first person until they choose one."""
    return person.id == office.staff.first().id and not has_pin(office, person)


def _pin(person: Person, *, pin_stdin: bool) -> str:
    if pin_stdin:
        return sys.stdin.readline().strip()
    return str(click.prompt(f"PIN of {person.name}", hide_input=True, err=True))


def say(text: str) -> None:
    """Print a message for a person, beside the answer."""
    click.echo(text, err=True)


def print_json(answer: Any) -> None:
    """Print one JSON document to standard output."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print a table in columns for a person."""
    texts = [[("" if cell is None else str(cell)) for cell in row] for row in rows]
    widths = [
        max([len(heading), *(len(row[place]) for row in texts)])
        for place, heading in enumerate(headings)
    ]
    for row in [list(headings), *texts]:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())
