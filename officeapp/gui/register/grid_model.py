"""The page of the register as the grid holds it: one symbol and one sign for each cell.

Nothing is worked out while painting: the view reads the strings of a row as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED, CodeTable
from officeapp.domain.record import PupilId
from officeapp.domain.school_year import Session, short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    Index = QModelIndex | QPersistentModelIndex

CLOSED: Final = "~"  # a symbol of the grid's own: the school is shut to this pupil

PLAIN: Final = " "
PENCIL: Final = "p"
PREMARKED: Final = "m"
AMENDED: Final = "a"
CLASH: Final = "c"
_SPOKEN: Final = {
    PENCIL: ", in pencil",
    PREMARKED: ", pre-marked",
    AMENDED: ", amended",
    CLASH: ", entered differently at two desks",
}

Cell = tuple[int, int]  # row, column


@dataclass(frozen=True, slots=True)
class Column:
    """One session of the page."""

    day: dt.date
    session: Session

    @property
    def spoken(self) -> str:
        """Return 'Wednesday morning'."""
        return f"{self.day:%A} {self.session.word}"

    @property
    def heading(self) -> str:
        """Return 'Wed 18 Nov am'."""
        return f"{short_day(self.day)} {self.session.lower()}"


@dataclass(slots=True)
class Row:
    """One pupil's line of the page.

    Attributes:
        pupil: The pupil.
        name: The name as lists write it.
        tags: Groups and the medical line, in short.
        marks: One symbol a column.
        signs: One sign a column: plain, pencil, pre-marked, amended or clash.
        closed: Why the school is shut to this pupil, by column.
        figures: What the figure columns show.
        pre_marked: What a pre-marked session follows from, by column.
    """

    pupil: PupilId
    name: str
    tags: str = ""
    marks: str = ""
    signs: str = ""
    closed: Mapping[int, str] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    pre_marked: Mapping[int, str] = field(default_factory=dict)


class RegisterGrid(QAbstractTableModel):
    """The sessions of a class's pupils; typed into in pencil."""

    def __init__(self, codes: CodeTable) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.columns: list[Column] = []
        self._code = {code.symbol: code.code for code in codes.all()}
        self._word = {code.symbol: code.word for code in codes.all()}

    def show_page(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Show other sessions or other pupils; the same ones keep cursor and choice."""
        if self.columns == list(columns) and self._pupils() == [row.pupil for row in rows]:
            self.rows = list(rows)
            if self.rows and self.columns:
                last = self.index(len(self.rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.columns, self.rows = list(columns), list(rows)
        self.endResetModel()

    def write(self, cell: Cell, symbol: str, sign: str) -> None:
        """Put a symbol and a sign into one cell."""
        row, column = cell
        line = self.rows[row]
        line.marks = line.marks[:column] + symbol + line.marks[column + 1 :]
        line.signs = line.signs[:column] + sign + line.signs[column + 1 :]
        changed = self.index(row, column)
        self.dataChanged.emit(changed, changed)

    def code(self, cell: Cell) -> str:
        """Return the code a cell shows; nothing where none stands."""
        return self._code.get(self.rows[cell[0]].marks[cell[1]], "")

    def sign(self, cell: Cell) -> str:
        """Return the sign of a cell."""
        return self.rows[cell[0]].signs[cell[1]]

    def spoken(self, cell: Cell) -> str:
        """Return a cell as a screen reader says it."""
        row, column = cell
        return f"{self.rows[row].name}, {self.columns[column].spoken}, {self._state(cell)}"

    def unmarked(self, column: int) -> list[int]:
        """Return the rows that have no mark in a session they should have one in."""
        return [at for at, row in enumerate(self.rows) if row.marks[column] == UNMARKED]

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.code(cell)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.spoken(cell)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.columns[section].heading if section < len(self.columns) else None
        if section >= len(self.rows):
            return None
        row = self.rows[section]
        if role == Qt.ItemDataRole.ToolTipRole and row.tags:
            return f"{row.name} ({row.tags})"
        return row.name

    def _pupils(self) -> list[PupilId]:
        return [row.pupil for row in self.rows]

    def _state(self, cell: Cell) -> str:
        row, column = cell
        symbol, sign = self.rows[row].marks[column], self.rows[row].signs[column]
        shut = self.rows[row].closed.get(column)
        if symbol in self._word:
            closed = f", though closed: {shut}" if shut else ""
            because = self.rows[row].pre_marked.get(column) if sign == PREMARKED else None
            why = f" ({because})" if because else ""
            said = _SPOKEN.get(sign, "")
            return f"{self._code[symbol]}, {self._word[symbol]}{said}{why}{closed}"
        if symbol == CLOSED:
            return f"closed: {shut}"
        return "not on roll" if symbol == NOT_ON_ROLL else "not marked"


class FigureColumns(QAbstractTableModel):
    """The figures beside each name, each of which can show the sessions it rests on."""

    def __init__(self, headings: Sequence[tuple[str, str]]) -> None:
        """Take each column's short heading and what it means in a sentence."""
        super().__init__()
        self.headings = tuple(headings)
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the figures of other pupils, or other figures."""
        if len(rows) == len(self.rows) and self.rows:
            self.rows = list(rows)
            last = self.index(len(rows) - 1, len(self.headings) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.headings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        shown = row.figures[index.column()] if row.figures else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.name}, {self.headings[index.column()][1]}: {shown}"
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or section >= len(self.headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section][0]
        return self.headings[section][1] if role == Qt.ItemDataRole.ToolTipRole else None
