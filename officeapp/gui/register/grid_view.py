"""The register's grid: a table view that paints its own cells from ready-made pictures.

Headers, cursor, selection and what a screen reader hears stay Qt's; only the painting and the
meaning of keys are our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelectionModel,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLabel, QTableView, QWidget
from typing_extensions import override

from officeapp.domain.school_year import monday_of
from officeapp.gui.register.headers import NAME_INDENT, NamesHeader, SessionsHeader
from officeapp.gui.register.keys import is_code_key
from officeapp.gui.register.tiles import SMALL_BELOW, Face, Tiles

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from officeapp.domain.codes import CodeTable
    from officeapp.gui.register.grid_model import Cell, Index, RegisterGrid
    from officeapp.gui.theme import Theme

ROW_HEIGHT = 32
SMALL_ROW_HEIGHT = 24
WEEK_CELL = QSize(64, ROW_HEIGHT)
YEAR_CELL = QSize(20, SMALL_ROW_HEIGHT)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class RegisterView(QTableView):
    """A class's page of sessions, typed into.

    Signals:
        code_typed: A character that may be part of a code was typed.
        rub_out_requested: The marks of the chosen cells are not wanted.
        moved: The cursor is in another cell, or nowhere; carries whether a block is being chosen.
        cell_opened: The mark of the current cell is asked for.
        figures_wanted: The cursor would leave the last session to the right.
    """

    code_typed = Signal(str)
    rub_out_requested = Signal()
    moved = Signal(bool)
    cell_opened = Signal()
    figures_wanted = Signal()

    def __init__(
        self, grid: RegisterGrid, codes: CodeTable, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grid = grid
        self._theme = theme
        self._faces = _faces(codes)
        self._size = WEEK_CELL
        self._tiles = Tiles(theme, self._faces, self._size)
        self._weeks: list[int] = []
        self._names = NamesHeader(grid, theme, self)
        self._sessions = SessionsHeader(grid, theme, self)
        self._corner = QLabel("Pupil", self)
        self._choosing = False
        self.waiting = ""
        self._build()
        theme.changed.connect(self.repaint_all)

    @property
    def sessions_header(self) -> SessionsHeader:
        """Return the header along the top."""
        return self._sessions

    def set_names_width(self, width: int) -> None:
        """Give the names their room; the sessions begin beside it."""
        self._names.setFixedWidth(width)
        self.updateGeometries()

    def set_cell_size(self, size: QSize) -> None:
        """Give every cell another size; in narrow ones the header shows weeks."""
        self._size = size
        self._sessions.narrow = size.width() < SMALL_BELOW
        self._sessions.setDefaultSectionSize(size.width())
        self._names.setDefaultSectionSize(size.height())
        self.repaint_all()

    def repaint_all(self) -> None:
        """Draw the tiles anew, because colours, sizes or the screen are others now."""
        self._tiles = Tiles(
            self._theme, self._faces, self._size, self.viewport().devicePixelRatioF()
        )
        for part in (self, self._names, self._sessions):
            part.viewport().update()

    def page_changed(self, counted: str) -> None:
        """Take note that the grid shows other sessions or pupils, and how many."""
        self._corner.setText(counted)
        columns = self._grid.columns
        mondays = [monday_of(column.day) for column in columns]
        self._weeks = [at for at in range(1, len(columns)) if mondays[at] != mondays[at - 1]]

    def cursor_cell(self) -> Cell | None:
        """Return the cell the cursor is in."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def put_cursor(self, cell: Cell) -> None:
        """Move the cursor to a cell and choose it alone."""
        self._choosing = False
        index = self._grid.index(*cell)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def move_down(self) -> None:
        """Move the cursor to the next pupil, or leave it on the last."""
        cell = self.cursor_cell()
        if cell is not None:
            self.put_cursor((min(cell[0] + 1, len(self._grid.rows) - 1), cell[1]))

    def chosen(self) -> list[Cell]:
        """Return the chosen cells by row, then column; the cursor's cell if no more are."""
        cells = {
            (row, column)
            for block in self.selectionModel().selection().toList()
            for row in range(block.top(), block.bottom() + 1)
            for column in range(block.left(), block.right() + 1)
        }
        cursor = self.cursor_cell()
        return sorted(cells or ({cursor} if cursor else set()))

    def show_waiting(self, letter: str) -> None:
        """Show a first letter that waits for its second key in the current cell."""
        self.waiting = letter
        self.update(self.currentIndex())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tiles.ratio != self.viewport().devicePixelRatioF():
            self.repaint_all()
        painter = QPainter(self.viewport())
        dirty = event.rect()
        painter.fillRect(dirty, self._theme.colour("paper"))
        if not self._grid.rows or not self._grid.columns:
            return
        self._paint_cells(painter, dirty)
        self._paint_chosen(painter)
        self._paint_cursor(painter)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        self._choosing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        command = bool(event.modifiers() & _COMMANDS)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not command:
            self.cell_opened.emit()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not command:
            self.rub_out_requested.emit()
        elif is_code_key(text) and not command:
            self.code_typed.emit(text)
        elif event.matches(QKeySequence.StandardKey.MoveToNextChar) and self._at_last_session():
            self.figures_wanted.emit()
        elif key == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._names.show_current(current.row())
        if current.column() != previous.column():
            self._sessions.current_column = current.column()
            self._sessions.viewport().update()
        dragged = self.state() == QAbstractItemView.State.DragSelectingState
        self.moved.emit(self._choosing or dragged)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choosing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.cell_opened.emit()

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        width, height = self._names.width(), self._sessions.height()
        self._corner.setGeometry(NAME_INDENT, 0, width - NAME_INDENT, height)

    @override
    def sizeHintForColumn(self, column: int) -> int:
        return self._size.width()

    @override
    def sizeHintForRow(self, row: int) -> int:
        return self._size.height()

    def _build(self) -> None:
        self.setObjectName("register.grid")
        self.setAccessibleName("Register")
        self._corner.setProperty("class", "key")
        self.setModel(self._grid)
        self.setVerticalHeader(self._names)
        self.setHorizontalHeader(self._sessions)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTableView, QTableView:focus { border: none; border-radius: 0; }")
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self._names, self._sessions):
            header.setMinimumSectionSize(8)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_cell_size(self._size)

    def _paint_cells(self, painter: QPainter, dirty: QRect) -> None:
        width, height = self._size.width(), self._size.height()
        left, top = self._sessions.offset(), self._names.offset()
        first = max(0, (dirty.left() + left) // width)
        last = min((dirty.right() + left) // width + 1, len(self._grid.columns))
        tiles, draw = self._tiles, painter.drawPixmap
        begin = first * width - left
        rows = range(
            max(0, (dirty.top() + top) // height),
            min((dirty.bottom() + top) // height + 1, len(self._grid.rows)),
        )
        for row in rows:
            line = self._grid.rows[row]
            x, y = begin, row * height - top
            for cell in zip(line.marks[first:last], line.signs[first:last], strict=True):
                draw(x, y, tiles[cell])
                x += width
        colour = self._theme.colour("line")
        for column in self._weeks:
            if first <= column <= last:
                painter.fillRect(column * width - left, dirty.top(), 1, dirty.height(), colour)

    def _paint_chosen(self, painter: QPainter) -> None:
        blocks = self.selectionModel().selection().toList()
        if sum(block.width() * block.height() for block in blocks) < 2:
            return
        wash = self._theme.colour("focus")
        wash.setAlpha(40)
        for block in blocks:
            corner = self._cell_at(block.top(), block.left()).topLeft()
            size = QSize(block.width() * self._size.width(), block.height() * self._size.height())
            painter.fillRect(QRect(corner, size), wash)

    def _paint_cursor(self, painter: QPainter) -> None:
        cell = self.cursor_cell()
        if cell is None:
            return
        area = QRectF(self._cell_at(*cell)).adjusted(2.0, 2.0, -2.0, -2.0)
        role = "focus" if self.hasFocus() else "text.faded"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.waiting:
            painter.fillRect(area, self._theme.colour("paper"))
            painter.setPen(self._theme.colour("pencil.text"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{self.waiting}_")
        painter.setPen(QPen(self._theme.colour(role), 2))
        painter.drawRoundedRect(area, 5, 5)

    def _cell_at(self, row: int, column: int) -> QRect:
        corner = QPoint(
            column * self._size.width() - self._sessions.offset(),
            row * self._size.height() - self._names.offset(),
        )
        return QRect(corner, self._size)

    def _at_last_session(self) -> bool:
        return self.currentIndex().column() == len(self._grid.columns) - 1


def _faces(codes: CodeTable) -> dict[str, Face]:
    """Return what each symbol looks like, as the newest table that has it counts it."""
    latest = sorted(codes.all(), key=lambda code: code.first)
    return {code.symbol: Face(code.code, code.word, code.category) for code in latest}
