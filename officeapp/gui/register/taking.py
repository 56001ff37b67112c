"""Writing in the registers of the open page: pencil, undo, fill, paste and handing in.

It knows nothing of widgets. What cannot be written comes back as a list, cell by cell, each with
the sentence that says why; what is in ink comes back to be asked about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.record import PupilId
from officeapp.domain.register import Draft, Pencilled, Sheet
from officeapp.errors import OfficeError
from officeapp.gui.register.grid_model import CLOSED, PENCIL, PLAIN, PREMARKED, Cell
from officeapp.procedures.take_register import (
    HandIn,
    NotOnRollError,
    check_code,
    hand_in,
    pencil_marks,
    rub_out,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.record import ClassId
    from officeapp.domain.register import Mark
    from officeapp.gui.register.grid_model import RegisterGrid
    from officeapp.gui.register.page import Page

Step = list[tuple[Sheet, PupilId, Draft | None]]  # what each mark was before


class InProgressError(OfficeError):
    """Another person has this register in pencil."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is taking this register; press Ctrl+T to go on with it as it stands."
        )


class NoClassError(OfficeError):
    """A pupil without a class was to be marked."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is in no class on that day; give a class under Pupils first.")


@dataclass(slots=True)
class Outcome:
    """What writing in some cells came to.

    Attributes:
        written: The cells that hold what was wanted.
        refused: The cells that do not, each with the reason as a sentence.
        in_ink: The cells whose mark is in ink, each with the code wanted; a reason is needed.
    """

    written: list[Cell] = field(default_factory=list)
    refused: list[tuple[Cell, str]] = field(default_factory=list)
    in_ink: list[tuple[Cell, str]] = field(default_factory=list)


class Taking:
    """The pencil in the person's hand."""

    def __init__(self, office: Office, grid: RegisterGrid) -> None:
        self._office = office
        self._grid = grid
        self._page: Page | None = None
        self._steps: list[Step] = []
        self._taken_over: set[Sheet] = set()

    def open(self, page: Page) -> None:
        """Work on this page from now on."""
        self._page = page

    @property
    def page(self) -> Page:
        """Return the page that is open."""
        assert self._page is not None, "a page is opened before anything is written"  # noqa: S101
        return self._page

    @property
    def can_undo(self) -> bool:
        """Say whether there is an entry of this person's to take back."""
        return bool(self._steps)

    def sheet(self, cell: Cell) -> Sheet:
        """Return the register a cell belongs to.

        Raises:
            NoClassError: The pupil is in no class that day.
        """
        column = self.page.columns[cell[1]]
        return Sheet(self._class_of(cell), column.day, column.session)

    def taken_by(self, sheet: Sheet) -> str:
        """Return the name of another person who has a register in pencil; empty if none has."""
        pencil = self.page.pencils.get(sheet)
        if pencil is None or not pencil.drafts or sheet in self._taken_over:
            return ""
        mine = self._office.person is not None and pencil.name == self._office.person.name
        return "" if mine else pencil.name

    def take_over(self, sheet: Sheet) -> None:
        """Go on with a register that another person began."""
        self._taken_over.add(sheet)

    def draft(self, cell: Cell) -> Draft | None:
        """Return what is in pencil in a cell."""
        pencil = self.page.pencils.get(self.sheet(cell))
        return pencil.drafts.get(self.page.rows[cell[0]].pupil) if pencil else None

    def standing(self, cell: Cell) -> Mark | None:
        """Return the mark in ink that stands in a cell."""
        column = self.page.columns[cell[1]]
        pupil = self.page.rows[cell[0]].pupil
        return self._office.register.standing(pupil, column.day, column.session)

    def write(self, codes: Mapping[Cell, str]) -> Outcome:
        """Write codes in pencil wherever they may be written."""
        return self.write_drafts({cell: Draft(code) for cell, code in codes.items()})

    def write_drafts(self, drafts: Mapping[Cell, Draft]) -> Outcome:
        """Write marks in pencil, with minutes and notes, wherever they may be written."""
        outcome = Outcome()
        chosen: dict[Sheet, dict[Cell, Draft]] = {}
        for cell, draft in drafts.items():
            if self._is_ink(cell) and self._grid.code(cell) == draft.code:
                outcome.written.append(cell)
                continue
            try:
                sheet = self._checked(cell, draft)
            except OfficeError as refusal:
                outcome.refused.append((cell, str(refusal)))
                continue
            if self._is_ink(cell):
                outcome.in_ink.append((cell, draft.code))
            else:
                chosen.setdefault(sheet, {})[cell] = draft
        step: Step = []
        for sheet, own in chosen.items():
            self._pencil(sheet, own, outcome, step)
        if step:
            self._steps.append(step)
        return outcome

    def rub_out(self, cells: Iterable[Cell]) -> list[Cell]:
        """Take the pencil out of some cells; return those it was taken from."""
        step: Step = []
        rubbed = []
        for cell in cells:
            if self._grid.sign(cell) == PENCIL:
                sheet, pupil = self.sheet(cell), self.page.rows[cell[0]].pupil
                step.append((sheet, pupil, self.draft(cell)))
                self._put(sheet, pupil, None)
                rubbed.append(cell)
        if step:
            self._steps.append(step)
        return rubbed

    def undo(self) -> list[Cell]:
        """Take back this person's last entry that is still in pencil."""
        if not self._steps:
            return []
        cells = []
        for sheet, pupil, before in reversed(self._steps.pop()):
            self._put(sheet, pupil, before)
            cells += self._cells(sheet, pupil)
        return cells

    def rest_of(self, cell: Cell) -> list[Cell]:
        """Return the cells of the same register that are still to be marked."""
        sheet = self.sheet(cell)
        return [
            (row, cell[1])
            for row in self._grid.unmarked(cell[1])
            if self.page.view.school_class is not None or self.sheet((row, cell[1])) == sheet
        ]

    def pre_marked(self, sheet: Sheet) -> int:
        """Return how many of a register's pupils show what is pre-marked."""
        return sum(
            self._grid.sign((row, at)) == PREMARKED
            for at, column in enumerate(self.page.columns)
            if (column.day, column.session) == (sheet.day, sheet.session)
            for row in range(len(self.page.rows))
            if self._class_of((row, at)) == sheet.school_class
        )

    def to_mark(self, cell: Cell) -> int:
        """Return how many of a cell's register are still to be marked; none on a closed day."""
        if self.page.rows[cell[0]].marks[cell[1]] == CLOSED:
            return 0
        return len(self.rest_of(cell))

    def is_open(self, cell: Cell) -> bool:
        """Say whether the register of a cell can be handed in by this person."""
        if self.page.rows[cell[0]].marks[cell[1]] == CLOSED:
            return False
        sheet = self.sheet(cell)
        return sheet not in self.page.handed_in or sheet in self.own_sheets()

    def own_sheets(self) -> list[Sheet]:
        """Return the registers of the page that this person has in pencil."""
        return [
            sheet
            for sheet, pencil in self.page.pencils.items()
            if pencil.drafts and not self.taken_by(sheet)
        ]

    def hand_in(self, sheet: Sheet) -> HandIn:
        """Put a register into ink; its entries can no longer be undone.

        Raises:
            OfficeError: It was not handed in; the pencil stands.
        """
        done = hand_in(self._office, sheet)
        self._steps = [
            step for step in self._steps if all(sheet != touched for touched, _, _ in step)
        ]
        self._taken_over.discard(sheet)
        return done

    def _class_of(self, cell: Cell) -> ClassId:
        if self.page.view.school_class is not None:
            return self.page.view.school_class
        pupil = self.page.pupils[cell[0]]
        placed = self._office.roll.placed(pupil.id, self.page.columns[cell[1]].day)
        if placed is None:
            raise NoClassError(pupil.called)
        return placed.school_class

    def _is_ink(self, cell: Cell) -> bool:
        symbol = self.page.rows[cell[0]].marks[cell[1]]
        is_open = self._grid.sign(cell) in (PENCIL, PREMARKED)
        return symbol not in (UNMARKED, NOT_ON_ROLL, CLOSED) and not is_open

    def _checked(self, cell: Cell, draft: Draft) -> Sheet:
        """Return the register of a cell if the code may be written there."""
        sheet = self.sheet(cell)
        pupil = self.page.pupils[cell[0]]
        other = self.taken_by(sheet)
        if other:
            raise InProgressError(other)
        check_code(self._office, sheet, pupil, draft.code)
        if self.page.rows[cell[0]].marks[cell[1]] == NOT_ON_ROLL:
            raise NotOnRollError(pupil, sheet)
        return sheet

    def _pencil(
        self, sheet: Sheet, drafts: Mapping[Cell, Draft], outcome: Outcome, step: Step
    ) -> None:
        by_pupil = {self.page.rows[cell[0]].pupil: draft for cell, draft in drafts.items()}
        try:
            pencil_marks(self._office, sheet, by_pupil)
        except OfficeError as refusal:
            outcome.refused += [(cell, str(refusal)) for cell in drafts]
            return
        kept = self._kept(sheet)
        for cell, draft in drafts.items():
            pupil = self.page.rows[cell[0]].pupil
            step.append((sheet, pupil, kept.get(pupil)))
            kept[pupil] = draft
            self._grid.write(cell, self._office.codes.symbol(draft.code), PENCIL)
            outcome.written.append(cell)

    def _put(self, sheet: Sheet, pupil: PupilId, draft: Draft | None) -> None:
        """Make the pencil of one mark what it was."""
        kept = self._kept(sheet)
        if draft is None:
            rub_out(self._office, sheet, pupil)
            kept.pop(pupil, None)
        else:
            pencil_marks(self._office, sheet, {pupil: draft})
            kept[pupil] = draft
        stands = self._office.register.standing(pupil, sheet.day, sheet.session)
        expected = self.page.pre_marked.get((pupil, sheet.day, sheet.session))
        shown = draft or stands or expected
        symbol = self._office.codes.symbol(shown.code) if shown else UNMARKED
        sign = PENCIL if draft else PREMARKED if expected and not stands else PLAIN
        for cell in self._cells(sheet, pupil):
            self._grid.write(cell, symbol, sign)

    def _kept(self, sheet: Sheet) -> dict[PupilId, Draft]:
        """Return the drafts of a register as this window knows them, to be changed."""
        if sheet not in self.page.pencils:
            name = self._office.person.name if self._office.person else ""
            self.page.pencils[sheet] = Pencilled(sheet, name, {})
        return self.page.pencils[sheet].drafts

    def _cells(self, sheet: Sheet, pupil: PupilId) -> list[Cell]:
        return [
            (row, at)
            for at, column in enumerate(self.page.columns)
            if (column.day, column.session) == (sheet.day, sheet.session)
            for row, line in enumerate(self.page.rows)
            if line.pupil == pupil
        ]
