"""Marks of other systems: one row for each session of each pupil, hundreds of thousands of them.

What is the same in many rows (a day, a pupil, a code) is read once and remembered, so that a year
of a school is read in well under a second.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Generic, TypeVar

from officeapp.bulk import many_records
from officeapp.domain.lists import MarkRow, Named, Reading
from officeapp.errors import UnreadableFileError
from officeapp.exchange.cells import (
    DAY,
    Cells,
    count_of,
    day_of,
    kept_text,
    session_of,
    tidied,
)
from officeapp.exchange.headings import ANY_SYSTEM, layout_of, require, unused_columns
from officeapp.exchange.pupil_lists import named_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from officeapp.domain.school_year import Session
    from officeapp.exchange.headings import Layout
    from officeapp.exchange.tables import Table

Meaning = TypeVar("Meaning")

SESSION = "Write AM or PM."
MINUTES = "Write whole minutes, or leave it blank."
NO_CODE = "The row has no code; leave the row out where nothing was marked."

NOT_SAID = -1
MOST_REFUSED = 20_000

_WHO = ("upn", "admission_no", "surname", "forename", "dob")


class Remembered(dict[str, Meaning | None], Generic[Meaning]):
    """What each text of a column means, worked out when it is first met."""

    def __init__(self, read: Callable[[str], Meaning | None]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Meaning | None:
        found = self[text] = self._read(tidied(text))
        return found


class MarkReader:
    """Reads rows of one list of marks."""

    def __init__(self, layout: Layout, name: str) -> None:
        self._layout = layout
        self._name = name
        self._day: Remembered[dt.date] = Remembered(day_of)
        self._session: Remembered[Session] = Remembered(session_of)
        self._code: Remembered[str] = Remembered(str.upper)
        self._minutes: Remembered[int] = Remembered(_minutes_of)
        self._note: Remembered[str] = Remembered(kept_text)
        self._who: dict[object, Named | None] = {}
        self._columns = {field: columns[0] for field, columns in layout.columns.items()}
        self._key = _picker([self._columns[field] for field in _WHO if field in self._columns])

    def read(self, rows: list[tuple[int, list[str]]], reading: Reading[MarkRow]) -> None:
        """Read every row into a reading.

        Raises:
            UnreadableFileError: So many rows make no sense that it is no list of marks.
        """
        at = self._columns
        day, session, code = at["day"], at["session"], at["code"]
        late, note = at.get("minutes"), at.get("note")
        keep = reading.rows.append
        for line, row in rows:
            who = self._named(row)
            when, half = self._day[row[day]], self._session[row[session]]
            mark = self._code[row[code]]
            minutes = NOT_SAID if late is None else self._minutes[row[late]]
            said = "" if note is None else self._note[row[note]]
            if who and when and half and mark and minutes is not None and said is not None:
                after = None if minutes == NOT_SAID else minutes
                keep(MarkRow(line, who, when, half, mark, after, said))
            else:
                self._refuse(line, row, reading)

    def _named(self, row: list[str]) -> Named | None:
        """Return the pupil a row is about, the same object for each row of one pupil."""
        key = self._key(row)
        if key not in self._who:
            cells = Cells(self._layout, 0, row)
            named = named_in(cells)
            self._who[key] = None if cells.problems or not any(named) else named
        return self._who[key]

    def _refuse(self, line: int, row: list[str], reading: Reading[MarkRow]) -> None:
        """Read a row that has something wrong with it once more, to say what."""
        cells = Cells(self._layout, line, row)
        if not any(named_in(cells)):
            cells.refuse("upn", "", "The row names no pupil.")
        _needed(cells, "day", day_of, DAY)
        _needed(cells, "session", session_of, SESSION)
        _needed(cells, "code", str.upper, NO_CODE)
        cells.meaning("minutes", count_of, MINUTES)
        cells.text("note")
        reading.refused.extend(cells.problems)
        if len(reading.refused) > MOST_REFUSED:
            message = (
                f"{self._name} has more than {MOST_REFUSED:,} cells that make no sense in a list "
                "of marks; compare its columns with their headings."
            )
            raise UnreadableFileError(message)


@many_records()
def read_marks(
    table: Table, map_name: str = ANY_SYSTEM, own: Mapping[str, str] | None = None
) -> Reading[MarkRow]:
    """Read a list of marks.

    Raises:
        NotFoundError: There is no map of that name.
        UnreadableFileError: No column for the pupil, the date, the session or the code, or hardly
            a row that makes sense.
    """
    layout = layout_of(table, "marks", map_name, own)
    require(layout, table, ("upn",), ("admission_no",), ("surname", "dob"))
    require(layout, table, ("day", "session", "code"))
    reading: Reading[MarkRow] = Reading(refused=list(table.ragged))
    reading.warnings.extend(unused_columns(layout))
    MarkReader(layout, table.name).read(table.rows, reading)
    return reading


def _picker(columns: list[int]) -> Callable[[list[str]], object]:
    """Return what picks some columns of a row: one cell, or several as a tuple."""
    return operator.itemgetter(*columns)


def _minutes_of(text: str) -> int | None:
    """Return whole minutes, `NOT_SAID` for a blank cell, None for another text."""
    return count_of(text) if text else NOT_SAID


def _needed(
    cells: Cells, field: str, read: Callable[[str], Meaning | None], accepted: str
) -> Meaning | None:
    """Return what a cell means that may not be blank."""
    if cells.text(field) is None:
        cells.refuse(field, "", accepted)
    return cells.meaning(field, read, accepted)
