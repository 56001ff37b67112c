"""The front desk's books from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from officeapp.domain.desk_books import DeskBook
from officeapp.domain.school_year import Span, long_day
from officeapp.exchange.table_files import write_table
from officeapp.procedures.desk_books import desk_book
from officeapp.terminal.papers import write_paper
from officeapp.terminal.shared import DAY, SCHOOL, reading, say

if TYPE_CHECKING:
    import datetime as dt


@click.command("desk-book")
@SCHOOL
@click.argument("book", type=click.Choice([book.value for book in DeskBook]))
@click.option("--from", "first", type=DAY, required=True, help="The first day.")
@click.option("--to", "last", type=DAY, required=True, help="The last day.")
@click.option("--class", "class_name", metavar="C", help="A class; all if not said.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf|FILE.csv")
def desk_book_command(
    school: Path,
    *,
    book: str,
    first: dt.date,
    last: dt.date,
    class_name: str | None,
    out: Path,
) -> None:
    """Print a book of the front desk: late, out, messages, contact, or the minutes lost."""
    from officeapp.documents.desk_book import draw_desk_book

    with reading(school) as office:
        chosen = office.roll.class_named(class_name).id if class_name else None
        page = desk_book(office, DeskBook(book), Span(first, last), chosen)
        if out.suffix.lower() == ".csv":
            write_table(out, page.headings, page.rows)
        else:
            printed = f"Printed {long_day(office.today())}"
            write_paper(out, draw_desk_book(page, office.school.card().name, printed))
    say(f"{page.book.called}: {len(page.rows)} entries are in {out}.")
