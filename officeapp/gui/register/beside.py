"""What opens beside the page: a mark, its history, a figure's sum, a list, a closure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.register import readings
from officeapp.gui.register.opening import Opening
from officeapp.gui.screen import Target

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from officeapp.books.office import Office
    from officeapp.gui.register.entering import Entering
    from officeapp.gui.register.grid_model import Cell
    from officeapp.gui.register.mark_panel import Answer
    from officeapp.gui.register.sheet_view import SheetView
    from officeapp.gui.register.side_panels import SidePanels


class Beside(QObject):
    """Opens the panels beside the page, and carries out what was decided in them.

    Signals:
        place_chosen: A line led to a pupil, class or session; carries a `Target`.
    """

    place_chosen = Signal(object)

    def __init__(
        self,
        office: Office,
        sheet: SheetView,
        panels: SidePanels,
        entering: Entering,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._sheet = sheet
        self._panels = panels
        self._entering = entering
        self._opening = Opening(office, sheet.grid, entering.taking)
        sheet.view.cell_opened.connect(self._on_opened)
        sheet.sums.sum_requested.connect(self._on_sum)
        entering.reason_wanted.connect(self._on_reason_wanted)
        entering.listed.connect(panels.open_list)
        panels.opened_or_closed.connect(self._on_panel)
        panels.mark.answered.connect(self._on_answered)
        panels.list.line_chosen.connect(self._on_line_chosen)
        panels.unable.written.connect(self._on_unable_written)

    def show_history(self) -> None:
        """List every entry of the session under the cursor."""
        cell = self._sheet.view.cursor_cell()
        if cell is not None:
            page = self._entering.taking.page
            self._panels.open_list(readings.history(self._office, page, cell))

    def show_to_come(self, day: dt.date) -> None:
        """List the registers of a day that are not handed in."""
        self._panels.open_list(readings.to_come(self._office, day))

    def _on_sum(self, row: int, which: int) -> None:
        page = self._entering.taking.page
        self._panels.open_list(readings.figure(self._office, page, row, which))

    def _on_opened(self) -> None:
        self._entering.settle()
        cell = self._sheet.view.cursor_cell()
        opened = None if cell is None else self._opening.mark(cell)
        if opened is not None:
            self._panels.open_mark(opened)

    def _on_reason_wanted(self, wanted: Mapping[Cell, str]) -> None:
        try:
            self._office.require(Right.AMEND_MARK)
        except OfficeError as refusal:
            self._entering.refused.emit(next(iter(wanted)), str(refusal))
            return
        self._panels.open_mark(self._opening.change(wanted))

    def _on_answered(self, answer: Answer) -> None:
        try:
            done = self._opening.write(answer)
        except OfficeError as refusal:
            self._panels.mark.refuse(str(refusal))
            return
        self._panels.close_panel()
        self._entering.say_saved(done)

    def _on_line_chosen(self, carried: object) -> None:
        if isinstance(carried, dict):
            self._on_reason_wanted(carried)
            return
        if isinstance(carried, Target):
            self.place_chosen.emit(carried)
        elif isinstance(carried, tuple):
            self._sheet.view.put_cursor(carried)
        self._sheet.view.setFocus()

    def _on_panel(self, is_open: bool) -> None:  # noqa: FBT001  # a signal's value
        self._sheet.show_sums(shown=not is_open)
        if not is_open:
            self._sheet.view.setFocus()

    def _on_unable_written(self, sentence: str) -> None:
        self._panels.close_panel()
        self._entering.say_saved(sentence)
