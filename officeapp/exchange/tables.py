"""Lists of any school system as CSV: headings, and rows with the line each stands on."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.bulk import many_records
from officeapp.errors import Problem, UnreadableFileError
from officeapp.exchange.source import MEGABYTE, bytes_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 32 * MEGABYTE
MOST_ROWS = 600_000  # a year of marks of 1,500 pupils, and a little more
MOST_COLUMNS = 400
RISKY = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # what a spreadsheet may take for a formula

_SEPARATORS = ",;\t"
_DECLARED = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_QUOTED_FORMULA = re.compile(rf"'+[{re.escape(RISKY)}0-9]")


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was read.

    Attributes:
        name: The name of the file.
        headings: The first row that is not blank.
        rows: The line each row begins on, and its cells: as many as there are headings.
        ragged: Rows with more cells than headings, which cannot be understood.
    """

    name: str
    headings: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    ragged: list[Problem] = field(default_factory=list)


def read_table(path: Path) -> Table:
    """Read a list from a file.

    Raises:
        UnreadableFileError: The file as a whole is no list.
    """
    return table_of(bytes_of(path, LARGEST), path.name)


@many_records()
def table_of(content: bytes, name: str) -> Table:
    """Read a list from the bytes of a file.

    A row that is too short is filled with blanks, which say nothing; spreadsheets leave off blank
    cells at the end of a row.

    Raises:
        UnreadableFileError: The bytes are no list.
    """
    rows = _rows(text_of(content, name, "a list saved as CSV"), name)
    headings = _headings(rows, name)
    table = Table(name, headings, [])
    width = len(headings)
    for line, cells in rows:
        if len(cells) == width:
            table.rows.append((line, cells))
        elif len(cells) > width and any(cells[width:]):
            table.ragged.append(_too_long(line, cells, width))
        else:
            table.rows.append((line, _fitted(cells, width)))
        if len(table.rows) > MOST_ROWS:
            message = f"{name} has more than {MOST_ROWS:,} rows; import one year at a time."
            raise UnreadableFileError(message)
    return table


def unquoted(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula.

    The inverse of `table_files.quoted`; a name such as 't Hooft keeps its apostrophe.
    """
    return cell[1:] if cell[:1] == "'" and _QUOTED_FORMULA.match(cell) else cell


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the line it begins on."""
    text = text.removeprefix("\ufeff")
    declared = _DECLARED.match(text)
    start = declared.end() if declared else 0
    separator = declared.group(1) if declared else _separator(text)
    source = io.StringIO(text[start:], newline="")
    reader = csv.reader(source, delimiter=separator, strict=True)
    line = before = 1 if declared else 0
    apostrophes = "'" in text
    try:
        for cells in reader:
            first, line = line + 1, before + reader.line_num
            if cells and (cells[0].strip() or any(map(str.strip, cells))):
                yield first, [unquoted(cell) for cell in cells] if apostrophes else cells
    except csv.Error as error:
        message = (
            f"{name} cannot be read from line {line + 1} on: a quotation mark there is not closed, "
            "or a cell is far too long; correct it and try again."
        )
        raise UnreadableFileError(message) from error


def _separator(text: str) -> str:
    """Return the separator that the first line with words has most of, outside quotes."""
    first = next((line for line in io.StringIO(text[:65536]) if line.strip(" ,;\t\r\n")), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_SEPARATORS, key=bare.count)


def _headings(rows: Iterator[tuple[int, list[str]]], name: str) -> tuple[str, ...]:
    _, cells = next(rows, (0, []))
    while cells and not cells[-1].strip():
        cells.pop()
    if not 2 <= len(cells) <= MOST_COLUMNS:
        message = (
            f"{name} is not a list: its first row should name the columns, "
            "separated by commas, semicolons or tabs."
        )
        raise UnreadableFileError(message)
    return tuple(cells)


def _fitted(cells: list[str], width: int) -> list[str]:
    return cells[:width] if len(cells) >= width else cells + [""] * (width - len(cells))


def _too_long(line: int, cells: list[str], width: int) -> Problem:
    return Problem(
        str(line),
        "",
        cells[width][:80],
        f"The row has {len(cells)} cells and there are {width} headings; put a name or address "
        "that holds the separator in quotation marks.",
    )
