"""Marks of other systems: one row for each session of each pupil, hundreds of thousands of them.

What is the same in many rows (a day, a pupil, a code) is read once and remembered, so that a year
of a school is read in well under a second.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from officeapp.domain.lists import MarkRow, Named, Reading
from officeapp.exchange.cells import DAY, Cells, count_of, day_of, session_of
from officeapp.exchange.headings import ANY_SYSTEM, layout_of, require, unused_columns
from officeapp.exchange.pupil_lists import named_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from officeapp.domain.school_year import Session
    from officeapp.exchange.headings import Layout
    from officeapp.exchange.tables import Table

Meaning = TypeVar("Meaning")

SESSION = "Write AM or PM."
MINUTES = "Write whole minutes, or leave it blank."
NO_CODE = "The row has no code; leave the row out where nothing was marked."

_WHO = ("upn", "admission_no", "surname", "forename", "dob")


class Remembered(dict[str, Meaning | None], Generic[Meaning]):
    """What each text of a column means, worked out when it is first met."""

    def __init__(self, read: Callable[[str], Meaning | None]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Meaning | None:
        found = self[text] = self._read(text.strip())
        return found


class MarkReader:
    """Reads rows of one list of marks."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._day: Remembered[dt.date] = Remembered(day_of)
        self._session: Remembered[Session] = Remembered(session_of)
        self._code: Remembered[str] = Remembered(str.upper)
        self._who: dict[object, Named | None] = {}
        self._columns = {field: columns[0] for field, columns in layout.columns.items()}
        names = [self._columns[field] for field in _WHO if field in self._columns]
        self._key = _picker(names)

    def read(self, rows: list[tuple[int, list[str]]], reading: Reading[MarkRow]) -> None:
        """Read every row into a reading."""
        at = self._columns
        day, session, code = at["day"], at["session"], at["code"]
        more = _picker([at[field] for field in ("minutes", "note") if field in at])
        keep = reading.rows.append
        for line, row in rows:
            who = self._named(row)
            when, half = self._day[row[day]], self._session[row[session]]
            mark = self._code[row[code]]
            if who and when and half and mark and not any(more(row)):
                keep(MarkRow(line, who, when, half, mark))
            else:
                self._read_slowly(line, row, reading)

    def _named(self, row: list[str]) -> Named | None:
        """Return the pupil a row is about, the same object for each row of one pupil."""
        key = self._key(row)
        if key not in self._who:
            cells = Cells(self._layout, 0, row)
            named = named_in(cells)
            self._who[key] = None if cells.problems or not any(named) else named
        return self._who[key]

    def _read_slowly(self, line: int, row: list[str], reading: Reading[MarkRow]) -> None:
        """Read a row that says more than the rest, or that has something wrong with it."""
        cells = Cells(self._layout, line, row)
        named = named_in(cells)
        who = self._named(row)
        when = _needed(cells, "day", day_of, DAY)
        half = _needed(cells, "session", session_of, SESSION)
        code = _needed(cells, "code", str.upper, NO_CODE)
        minutes = cells.meaning("minutes", count_of, MINUTES)
        note = cells.text("note") or ""
        if not any(named):
            cells.refuse("upn", "", "The row names no pupil.")
        if who and when and half and code and not cells.problems:
            reading.rows.append(MarkRow(line, who, when, half, code, minutes, note))
        reading.refused.extend(cells.problems)


def read_marks(table: Table, map_name: str = ANY_SYSTEM) -> Reading[MarkRow]:
    """Read a list of marks.

    Raises:
        NotFoundError: There is no map of that name.
        UnreadableFileError: No column for the pupil, the date, the session or the code.
    """
    layout = layout_of(table, "marks", map_name)
    require(layout, table, ("upn",), ("admission_no",), ("surname", "dob"))
    require(layout, table, ("day", "session", "code"))
    reading: Reading[MarkRow] = Reading(refused=list(table.ragged))
    reading.warnings.extend(unused_columns(layout))
    MarkReader(layout).read(table.rows, reading)
    return reading


def _picker(columns: list[int]) -> Callable[[list[str]], Any]:
    """Return what picks some columns of a row: one cell, several as a tuple, or nothing."""
    return operator.itemgetter(*columns) if columns else lambda _: ()


def _needed(
    cells: Cells, field: str, read: Callable[[str], Meaning | None], accepted: str
) -> Meaning | None:
    """Return what a cell means that may not be blank."""
    if cells.text(field) is None:
        cells.refuse(field, "", accepted)
    return cells.meaning(field, read, accepted)
