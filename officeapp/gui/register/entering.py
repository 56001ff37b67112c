"""Between the keys and the books: what is typed, pasted, filled, taken back and handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from officeapp.errors import OfficeError
from officeapp.gui.register.grid_model import PENCIL, PREMARKED
from officeapp.gui.register.keys import KeyReader, block_of, code_of, present, text_of
from officeapp.gui.register.list_panel import Listing
from officeapp.gui.register.taking import Outcome, Taking

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.register import Sheet
    from officeapp.gui.register.grid_model import Cell
    from officeapp.gui.register.sheet_view import SheetView
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.take_register import HandIn

NOTHING_MARKED = (
    "Nobody is marked in this register yet; mark somebody first, or press Ctrl+/ for all present."
)
HANDED_IN_ALREADY = "This register is handed in; a change is made by typing over a mark."
PRE_MARKED_STAYS = (
    "This session is pre-marked and becomes ink when the register is handed in; "
    "type what is right instead, or change the timetable under Pupils."
)
INK_STAYS = "This mark is in ink; type the right code, or press Enter to open it, and say why."


class Entering(QObject):
    """Turns keys in the grid into marks.

    Signals:
        refused: A cell keeps what it has; carries the cell and the reason as a sentence.
        reason_wanted: Marks in ink would change; carries the cells with the codes wanted.
        listed: Several things are to be read; carries a `Listing`.
        marked: The pencil is other than it was.
        started: A key begins something new; what was said of the last one is out of date.
    """

    refused = Signal(object, str)
    reason_wanted = Signal(object)
    listed = Signal(object)
    marked = Signal()
    started = Signal()

    def __init__(
        self, office: Office, sheet: SheetView, services: WindowServices, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._services = services
        self._grid, self._view = sheet.grid, sheet.view
        self._keys = KeyReader()
        self._at: Cell | None = None
        self.taking = Taking(office, sheet.grid)
        self._view.code_typed.connect(self._on_typed)
        self._view.rub_out_requested.connect(self._on_rub_out)

    def enter(self, code: str) -> bool:
        """Write a code into the chosen cells and move on; say whether all of it went in."""
        cells = self._view.chosen()
        outcome = self.taking.write({cell: self._code_for(cell, code) for cell in cells})
        self._tell(outcome)
        done = not outcome.refused and not outcome.in_ink
        if done and len(cells) == 1:
            self._view.move_down()
        return done

    def settle(self) -> None:
        """Write what still waits for a second key, where it was typed."""
        letter, cell, self._at = self._keys.settle(), self._at, None
        self._view.show_waiting("")
        if letter and cell is not None:
            self._tell(self.taking.write({cell: letter}))

    def moved(self) -> None:
        """Hear that the cursor is in another cell: another session leaves the one before."""
        self.settle()
        cell = self._view.cursor_cell()
        if cell is None:
            return
        try:
            self.leave(staying=self.taking.sheet(cell))
        except OfficeError:
            self.leave()

    def forget_waiting(self) -> bool:
        """Drop a first letter; say whether there was one."""
        self._view.show_waiting("")
        return self._keys.forget()

    def fill_rest(self) -> None:
        """Mark everybody of the register present who has no mark yet."""
        self.settle()
        cell = self._view.cursor_cell()
        if cell is None:
            return
        mark = present(self._grid.columns[cell[1]].session)
        rest = self.taking.rest_of(cell)
        self._tell(self.taking.write(dict.fromkeys(rest, mark)))
        self._services.say(f"{len(rest)} marked present, in pencil.", self.undo)

    def undo(self) -> None:
        """Take back the last entry that is still in pencil."""
        if self.forget_waiting():
            return
        try:
            cells = self.taking.undo()
        except OfficeError as refusal:
            self._services.say(str(refusal))
            return
        if cells:
            self._view.put_cursor(cells[0])
            self._saved()

    def take_over(self) -> None:
        """Go on with the register under the cursor that another person began."""
        cell = self._view.cursor_cell()
        if cell is not None:
            self.taking.take_over(self.taking.sheet(cell))
            self.marked.emit()

    def say_saved(self, sentence: str) -> None:
        """Say that something is on the disk, and what it was."""
        self._saved()
        if sentence:
            self._services.say(sentence)

    def copy(self) -> None:
        """Put the chosen block on the clipboard, as a spreadsheet takes it."""
        rows: dict[int, list[str]] = {}
        for cell in self._view.chosen():
            rows.setdefault(cell[0], []).append(self._grid.code(cell))
        QGuiApplication.clipboard().setText(text_of(list(rows.values())))

    def paste(self) -> None:
        """Write a block from the clipboard from the first chosen cell on."""
        self.settle()
        block = block_of(QGuiApplication.clipboard().text())
        cells = self._view.chosen()
        if not cells:
            return
        if len(block) == 1 and len(block[0]) == 1:
            self.enter(block[0][0])
            return
        top, left = cells[0]
        wanted = {
            (top + down, left + across): code
            for down, line in enumerate(block)
            for across, code in enumerate(line)
            if code
        }
        height, width = len(self._grid.rows), len(self._grid.columns)
        inside = {
            cell: code for cell, code in wanted.items() if cell[0] < height and cell[1] < width
        }
        outcome = self.taking.write(
            {
                cell: code_of(code, self._grid.columns[cell[1]].session)
                for cell, code in inside.items()
            }
        )
        self._tell(outcome, outside=len(wanted) - len(inside), several=True)

    def leave(self, staying: Sheet | None = None) -> None:
        """Hand in what this person has in pencil, but for the register that stays open."""
        self.settle()
        for sheet in self.taking.own_sheets():
            if sheet != staying:
                self._hand_in(sheet)

    def hand_in(self) -> None:
        """Hand in the register the cursor is in."""
        self.settle()
        cell = self._view.cursor_cell()
        if cell is None:
            return
        try:
            sheet = self.taking.sheet(cell)
        except OfficeError as refusal:
            self.refused.emit(cell, str(refusal))
            return
        other = self.taking.taken_by(sheet)
        if sheet in self.taking.own_sheets():
            self._hand_in(sheet)
        elif other:
            self.refused.emit(cell, f"{other} is taking this register and will hand it in.")
        elif sheet in self.taking.page.handed_in:
            self.refused.emit(cell, HANDED_IN_ALREADY)
        elif 0 < self.taking.to_mark(cell) == self._members(sheet) - self.taking.pre_marked(sheet):
            self.refused.emit(cell, NOTHING_MARKED)
        else:
            self._hand_in(sheet)

    def _on_typed(self, text: str) -> None:
        cell = self._view.cursor_cell()
        if cell is None:
            return
        self.started.emit()
        reading = self._keys.read(text, self._grid.columns[cell[1]].session)
        self._view.show_waiting("")
        if reading.settled and not self.enter(reading.settled):
            self._keys.forget()
            return
        if reading.code:
            self.enter(reading.code)
        if reading.waiting:
            self._at = self._view.cursor_cell()
            self._view.show_waiting(reading.waiting)

    def _on_rub_out(self) -> None:
        if self.forget_waiting():
            return
        cells = self._view.chosen()
        try:
            rubbed = self.taking.rub_out(cells)
        except OfficeError as refusal:
            self.refused.emit(cells[0], str(refusal))
            return
        if rubbed:
            self._saved()
        elif cells and self._grid.sign(cells[0]) == PREMARKED:
            self.refused.emit(cells[0], PRE_MARKED_STAYS)
        elif cells and self._grid.code(cells[0]) and self._grid.sign(cells[0]) != PENCIL:
            self.refused.emit(cells[0], INK_STAYS)

    def _code_for(self, cell: Cell, code: str) -> str:
        session = self._grid.columns[cell[1]].session
        several = len(self._view.chosen()) > 1
        return code_of(code, session) if several or code == "/" else code

    def _tell(self, outcome: Outcome, *, outside: int = 0, several: bool = False) -> None:
        if outcome.written:
            self._saved()
        if len(outcome.refused) > 1 or (several and outcome.refused) or outside:
            self.listed.emit(self._not_written(outcome, outside))
        elif outcome.refused:
            self.refused.emit(*outcome.refused[0])
        elif outcome.in_ink:
            self.reason_wanted.emit(dict(outcome.in_ink))

    def _not_written(self, outcome: Outcome, outside: int) -> Listing:
        """Return what was refused, cell by cell; what is in ink can be changed from the list."""
        lines: list[tuple[str, object]] = [
            (f"{self._grid.spoken(cell)}: {why}", cell) for cell, why in outcome.refused
        ]
        if outcome.in_ink:
            changed = f"{len(outcome.in_ink)} marks in ink would change: press Enter to say why"
            lines.insert(0, (changed, dict(outcome.in_ink)))
        lead = f"{outside} cells lay outside the page. " if outside else ""
        kept = f"{len(outcome.written)} written; what was refused stays as it was."
        return Listing("Not everything was written", lead + kept, lines)

    def _hand_in(self, sheet: Sheet) -> None:
        try:
            done = self.taking.hand_in(sheet)
        except OfficeError as refusal:
            self._services.say(str(refusal))
            cell = self._view.cursor_cell()
            if cell is not None:
                self.refused.emit(cell, str(refusal))
            return
        name = self._office.roll.school_class(sheet.school_class).name
        blanks = f"; {done.blanks} without a mark, so it stays incomplete" if done.blanks else ""
        session = f"{sheet.day:%A} {sheet.session.word}"
        own = f", {done.pre_marked} of them pre-marked" if done.pre_marked else ""
        marks = "1 mark" if done.written == 1 else f"{done.written} marks"
        self._services.say(f"{name}, {session}: handed in, {marks}{own}{blanks}.")
        self.marked.emit()
        if done.differences:
            self.listed.emit(self._differences(done))

    def _differences(self, done: HandIn) -> Listing:
        lines = [
            (
                (
                    f"{self._office.roll.pupil(one.pupil).listed}: {one.stands} stands; "
                    f"{one.drafted} was in pencil and is not written"
                ),
                None,
            )
            for one in done.differences
        ]
        return Listing("Marked elsewhere meanwhile", "What another book wrote stands.", lines)

    def _saved(self) -> None:
        self._services.saved()
        self.marked.emit()

    def _members(self, sheet: Sheet) -> int:
        return len(self._office.roll.members(sheet.school_class, sheet.day))
