"""What a page shows where no ink stands: sessions that are pre-marked, and pencil over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.codes import UNMARKED
from officeapp.gui.register.grid_model import CLOSED, PENCIL, PREMARKED

if TYPE_CHECKING:
    from officeapp.books.derived import Derived
    from officeapp.books.office import Office
    from officeapp.gui.register.page import Page


def show_pre_marked(office: Office, page: Page) -> None:
    """Write what is pre-marked where nothing stands."""
    place = {(column.day, column.session): at for at, column in enumerate(page.columns)}
    row_of = {pupil.id: at for at, pupil in enumerate(page.pupils)}
    found: dict[int, dict[int, Derived]] = {}
    for (pupil, day, session), one in page.pre_marked.items():
        found.setdefault(row_of[pupil], {})[place[day, session]] = one
    for number, cells in found.items():
        row = page.rows[number]
        marks, signs = list(row.marks), list(row.signs)
        for at, one in cells.items():
            if marks[at] == UNMARKED:
                marks[at], signs[at] = office.codes.symbol(one.code), PREMARKED
        row.marks, row.signs = "".join(marks), "".join(signs)
        row.pre_marked = {at: one.why for at, one in cells.items()}


def show_pencil(office: Office, page: Page) -> None:
    """Write the drafts over what stands, where nothing stands yet."""
    place = {(column.day, column.session): at for at, column in enumerate(page.columns)}
    row_of = {pupil.id: at for at, pupil in enumerate(page.pupils)}
    for sheet, pencil in page.pencils.items():
        at = place.get((sheet.day, sheet.session))
        for pupil, draft in pencil.drafts.items():
            if at is None or pupil not in row_of:
                continue
            row = page.rows[row_of[pupil]]
            if row.marks[at] in (UNMARKED, CLOSED) or row.signs[at] == PREMARKED:
                symbol = office.codes.symbol(draft.code)
                row.marks = row.marks[:at] + symbol + row.marks[at + 1 :]
                row.signs = row.signs[:at] + PENCIL + row.signs[at + 1 :]
