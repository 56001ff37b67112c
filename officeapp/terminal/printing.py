"""Books on paper from the terminal: the register, an extract of it, a pupil's record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from officeapp.domain.rights import Right
from officeapp.domain.school_year import Span
from officeapp.exchange.table_files import write_table
from officeapp.procedures.pupil_record import NoRecipientError, note_record_given, pupil_record
from officeapp.procedures.register_book import Wanted, note_extract_given, register_book
from officeapp.procedures.register_rows import REGISTER_HEADINGS, register_rows
from officeapp.terminal.papers import write_paper
from officeapp.terminal.shared import DAY, SCHOOL, acting, reading, say, writing

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.printed import RegisterBook

OUT = click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf|FILE.csv"
)


@click.command("register-book")
@SCHOOL
@click.option("--from", "first", type=DAY, required=True, help="The first day.")
@click.option("--to", "last", type=DAY, required=True, help="The last day.")
@click.option("--class", "classes", multiple=True, metavar="C", help="A class; all if not said.")
@click.option("--extract-for", "recipient", metavar="WHO", help="An extract with all history.")
@OUT
@acting
def register_book_command(
    school: Path,
    *,
    first: dt.date,
    last: dt.date,
    classes: tuple[str, ...],
    recipient: str | None,
    out: Path,
    by: str | None,
    pin_stdin: bool,
) -> None:
    """Print the register of some classes and days; an extract is noted as given out."""
    opened = writing(school, by, pin_stdin=pin_stdin) if recipient is not None else reading(school)
    with opened as office:
        wanted = Wanted(
            Span(first, last),
            tuple(office.roll.class_named(name).id for name in classes),
            extract=recipient is not None,
            recipient=(recipient or "").strip(),
        )
        if wanted.extract:
            _give_extract(office, wanted, out)
        else:
            _write_book(register_book(office, wanted), out)
    say(f"The register is in {out}.")


@click.command("record")
@SCHOOL
@click.option("--pupil", "named", required=True, metavar="UPN", help="The pupil's UPN or id.")
@click.option("--for", "recipient", required=True, metavar="WHO", help="To whom it is given.")
@OUT
@acting
def record_command(
    school: Path, *, named: str, recipient: str, out: Path, by: str | None, pin_stdin: bool
) -> None:
    """Print what is held of a pupil, for the family; that it was given out is noted."""
    from officeapp.documents.pupil_record import draw_pupil_record
    from officeapp.documents.sheets import digest_of

    with writing(school, by, pin_stdin=pin_stdin) as office:
        office.require(Right.GIVE_OUT)
        pupil = office.roll.named(named)
        record = pupil_record(office, pupil.id, recipient)
        if out.suffix.lower() == ".csv":
            marks = record.sections[-1]
            write_table(out, marks.headings, marks.rows)
        else:
            write_paper(out, draw_pupil_record(record))
            _say_missing(record.text)
        note_record_given(office, pupil.id, record, digest_of(out.read_bytes()))
    say(f"The record of {record.name} is in {out}; that it was given out is noted.")


def _give_extract(office: Office, wanted: Wanted, out: Path) -> None:
    from officeapp.documents.sheets import digest_of

    office.require(Right.GIVE_OUT)
    if not wanted.recipient:
        raise NoRecipientError
    book = register_book(office, wanted)
    _write_book(book, out)
    note_extract_given(office, wanted, book, digest_of(out.read_bytes()))


def _write_book(book: RegisterBook, out: Path) -> None:
    from officeapp.documents.register_book import draw_register_book

    if out.suffix.lower() == ".csv":
        write_table(out, REGISTER_HEADINGS, register_rows(book))
    else:
        write_paper(out, draw_register_book(book))
        _say_missing(book.text)


def _say_missing(text: str) -> None:
    """Say which letters the typeface cannot print, so that nobody hands out a paper without."""
    from officeapp.documents.layout import letters_missing

    if missing := letters_missing(text):
        say(f"The paper lacks these letters: {missing}. Write them in by hand.")
