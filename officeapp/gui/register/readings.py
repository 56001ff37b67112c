"""What the register screen says in words: states, histories, sums, registers to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.sheets import sheet_states
from officeapp.domain.codes import NOTHING, UNMARKED
from officeapp.domain.rights import Right
from officeapp.domain.school_year import long_day, short_day
from officeapp.errors import OfficeError
from officeapp.gui.register.figures import sum_of
from officeapp.gui.register.grid_model import CLOSED
from officeapp.gui.register.list_panel import Listing
from officeapp.gui.register.page import figures_day
from officeapp.gui.screen import Target

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from officeapp.books.office import Office
    from officeapp.domain.register import Written
    from officeapp.domain.roll import SchoolClass
    from officeapp.gui.register.grid_model import Cell, RegisterGrid
    from officeapp.gui.register.page import Page
    from officeapp.gui.register.taking import Taking


def classes_to_read(office: Office) -> list[SchoolClass]:
    """Return the classes whose register the person signed in may read."""
    return [
        one
        for one in office.roll.classes()
        if office.may(Right.READ_REGISTER, office.where(one.id))
    ]


def state(taking: Taking, grid: RegisterGrid, cell: Cell) -> str:
    """Return how far the register of a cell is: 'Wednesday morning: 4 still to mark'."""
    column = grid.columns[cell[1]]
    row = grid.rows[cell[0]]
    if row.marks[cell[1]] == CLOSED:
        return f"{column.spoken}: closed ({row.closed[cell[1]]})"
    try:
        sheet = taking.sheet(cell)
    except OfficeError as refusal:
        return str(refusal)
    other, left = taking.taken_by(sheet), len(taking.rest_of(cell))
    if other:
        return f"{column.spoken}: {other} is taking it (Ctrl+T to go on with it)"
    pencil = taking.page.pencils.get(sheet)
    in_pencil = bool(pencil and pencil.drafts)
    if sheet in taking.page.handed_in and not in_pencil:
        return f"{column.spoken}: handed in" + (f", {left} without a mark" if left else "")
    how = ", in pencil" if in_pencil else ""
    return f"{column.spoken}: {f'{left} still to mark' if left else 'all marked'}{how}"


def notes(taking: Taking, grid: RegisterGrid) -> dict[int, str]:
    """Return what the head of a column says beside am or pm: who is taking it."""
    found = {}
    for sheet in taking.page.pencils:
        if taking.taken_by(sheet):
            for at, column in enumerate(grid.columns):
                if (column.day, column.session) == (sheet.day, sheet.session):
                    found[at] = "in use"
    return found


def history(office: Office, page: Page, cell: Cell) -> Listing:
    """Return every entry of a session: what, who, post, when, why."""
    column, pupil = page.columns[cell[1]], page.pupils[cell[0]]
    written = office.register.history(pupil.id, column.day, column.session)
    words = {code.code: code.word for code in office.codes.all()}
    return Listing(
        title=pupil.listed,
        lead=f"{long_day(column.day)}, {column.session.word}: every entry, oldest first",
        lines=[(_entry(one, words), None) for one in written],
        empty="Nothing is in ink for this session.",
    )


def figure(office: Office, page: Page, row: int, which: int) -> Listing:
    """Return a figure's sum; choosing a session opens its week."""
    pupil = page.pupils[row]
    found = sum_of(office, pupil, which, figures_day(office, page.view))
    words = {code.code: code.word for code in office.codes.all()}
    span = f"{_dated(found.span.first)} to {_dated(found.span.last)}"
    return Listing(
        title=f"{pupil.listed}\n{found.title}: {page.rows[row].figures[which]}",
        lead=f"{found.said}\n{span}",
        lines=[
            (
                f"{short_day(day)} {session.word}   {_named(code, words)}",
                Target(pupil=pupil.id, day=day, session=session),
            )
            for day, session, code in found.sessions
        ],
        empty="No session counts towards it.",
    )


def to_come(office: Office, day: dt.date) -> Listing:
    """Return the registers of a day that are not handed in, with their deadlines."""
    names = {one.id: one.name for one in classes_to_read(office)}
    lines = []
    for one in sheet_states(office, day):
        if (one.handed_in and not one.unmarked) or one.school_class not in names:
            continue
        due = f", due {one.deadline:%H:%M}" if one.deadline else ""
        left = f"{one.unmarked} without a mark" if one.handed_in else "not handed in"
        taken = f", {one.by} is taking it" if one.by else ""
        text = f"{names[one.school_class]}, {one.session.word}: {left}{due}{taken}"
        lines.append((text, Target(school_class=one.school_class, day=day, session=one.session)))
    return Listing(
        "Registers to come", long_day(day), lines, "Every register of the day is handed in."
    )


def _entry(written: Written, words: Mapping[str, str]) -> str:
    mark, by = written.mark, written.by
    minutes = f", {mark.minutes} minutes late" if mark.minutes is not None else ""
    note = f"\nNote: {mark.note}" if mark.note else ""
    why = f"\nWhy: {mark.reason}" if mark.reason else ""
    when = f"{short_day(by.at.date())} {by.at.year}, {by.at:%H:%M}"
    return f"{_named(mark.code, words)}{minutes}\n{by.name}, {by.post}\n{when}{why}{note}"


def _named(code: str, words: Mapping[str, str]) -> str:
    if code in (NOTHING, UNMARKED):
        return "no mark"
    return f"{code}  {words.get(code, '')}"


def _dated(day: dt.date) -> str:
    return f"{short_day(day)} {day.year}"
