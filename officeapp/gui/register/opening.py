"""A mark opened from the grid: what the panel shows of it, and writing what was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.register import Draft
from officeapp.domain.school_year import long_day
from officeapp.errors import OfficeError
from officeapp.gui.register.grid_model import CLOSED
from officeapp.gui.register.mark_panel import Answer, Opened
from officeapp.procedures.amend_mark import amend_marks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officeapp.books.office import Office
    from officeapp.domain.register import Mark
    from officeapp.gui.register.grid_model import Cell, RegisterGrid
    from officeapp.gui.register.taking import Taking


class NotWrittenError(OfficeError):
    """A mark could not be written in pencil; the message is the first refusal's."""


class Opening:
    """Opens marks of the page that is being taken."""

    def __init__(self, office: Office, grid: RegisterGrid, taking: Taking) -> None:
        self._office = office
        self._grid = grid
        self._taking = taking
        self._wanted: dict[Cell, str] = {}

    def mark(self, cell: Cell) -> Opened | None:
        """Return what the panel shows of one mark, or None where there is nothing to open."""
        if self._taking.page.rows[cell[0]].marks[cell[1]] == CLOSED:
            return None
        self._wanted = {}
        mark, draft = self._taking.standing(cell), self._taking.draft(cell)
        has = draft or mark
        code = self._grid.code(cell)
        return Opened(
            cells=(cell,),
            who=self._who(cell),
            before=code,
            code=code,
            minutes=has.minutes if has else None,
            note=has.note if has else "",
            in_ink=mark is not None and draft is None,
            is_open=self._is_open(cell),
        )

    def change(self, wanted: Mapping[Cell, str]) -> Opened:
        """Return what the panel shows of marks in ink that are to change."""
        self._wanted = dict(wanted)
        cells = tuple(wanted)
        cell, one = cells[0], len(cells) == 1
        before = self._grid.code(cell)
        return Opened(
            cells=cells,
            who=f"{self._who(cell)}\n{before}  →  {wanted[cell]}"
            if one
            else f"{len(cells)} marks that are in ink",
            before=before if one else "",
            code=wanted[cell] if one else None,
            minutes=None,
            note="",
            in_ink=True,
            is_open=self._is_open(cell),
        )

    def write(self, answer: Answer) -> str:
        """Write what was decided in the panel, and say what was done.

        Raises:
            OfficeError: It was not written; the message says why.
        """
        codes = {
            cell: self._wanted.get(cell, "") if answer.code is None else answer.code
            for cell in answer.opened.cells
        }
        if answer.opened.in_ink:
            return self._amend(answer, codes)
        outcome = self._taking.write_drafts(
            {cell: Draft(code, answer.minutes, answer.note) for cell, code in codes.items()}
        )
        if outcome.refused:
            raise NotWrittenError(outcome.refused[0][1])
        return ""

    def _amend(self, answer: Answer, codes: Mapping[Cell, str]) -> str:
        pairs: Sequence[tuple[Mark, Mark]] = [
            (mark, replace(mark, code=code, minutes=answer.minutes, note=answer.note))
            for cell, code in codes.items()
            if (mark := self._taking.standing(cell)) is not None
        ]
        amend_marks(self._office, pairs, answer.reason)
        if len(pairs) > 1:
            return f"{len(pairs)} marks corrected; the originals are kept."
        return "Corrected; the original is kept."

    def _who(self, cell: Cell) -> str:
        column = self._grid.columns[cell[1]]
        return f"{self._grid.rows[cell[0]].name}\n{long_day(column.day)}, {column.session.word}"

    def _is_open(self, cell: Cell) -> bool:
        """Say whether the session's register has not closed yet."""
        column = self._grid.columns[cell[1]]
        if column.day != self._office.today():
            return False
        placed = self._office.roll.placed(self._taking.page.pupils[cell[0]].id, column.day)
        if placed is None:
            return False
        site = self._office.roll.school_class(placed.school_class).site
        bell = self._office.school.bells().bell(site, placed.year_group, column.day, column.session)
        now = self._office.now().time().replace(tzinfo=None)
        return bell is not None and now <= dt.time(bell.closes.hour, bell.closes.minute, 59)
