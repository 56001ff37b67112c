"""The figures at the right of the register, which stay where they are while sessions scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from officeapp.gui.register.headers import HEADER_HEIGHT
from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QScrollBar

    from officeapp.gui.register.grid_model import FigureColumns, Index
    from officeapp.gui.theme import Theme

FIGURE_WIDTH = 68
NONE_SHOWN = "–"


class FiguresView(QTableView):
    """A few figures for each pupil; Enter opens the sum of the one the cursor is on.

    Signals:
        sum_requested: The sum of a figure is asked for; carries its row and column.
        grid_wanted: The cursor would leave the first figure to the left.
        row_wanted: A row is to be in sight; carries it. The grid scrolls, and this view with it.
    """

    sum_requested = Signal(int, int)
    grid_wanted = Signal()
    row_wanted = Signal(int)

    def __init__(self, figures: FigureColumns, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = figures
        self._theme = theme
        self._font = text_font(14)
        self._build()
        self.doubleClicked.connect(self._on_opened)
        theme.changed.connect(self.viewport().update)

    def set_row_height(self, height: int) -> None:
        """Give the rows the height they have in the grid."""
        self._font = text_font(14 if height > HEADER_HEIGHT // 2 + 4 else 13)
        self.verticalHeader().setDefaultSectionSize(height)

    def follow(self, bar: QScrollBar) -> None:
        """Stand where the grid's scroll bar stands, whatever has been laid out here so far."""
        own = self.verticalScrollBar()
        if own.maximum() < bar.maximum():
            own.setMaximum(bar.maximum())
        own.setValue(bar.value())

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        self.row_wanted.emit(index.row())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        dirty = event.rect()
        painter.fillRect(dirty, self._theme.colour("paper"))
        painter.setFont(self._font)
        height, top = self.verticalHeader().defaultSectionSize(), self.verticalHeader().offset()
        first, last = (dirty.top() + top) // height, (dirty.bottom() + top) // height
        plain, faded = self._theme.colour("text"), self._theme.colour("text.faded")
        for row in range(max(0, first), min(last + 1, len(self._figures.rows))):
            for column, shown in enumerate(self._figures.rows[row].figures):
                painter.setPen(faded if shown == NONE_SHOWN else plain)
                painter.drawText(self._cell(row, column), Qt.AlignmentFlag.AlignCenter, shown)
        self._paint_cursor(painter)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        back = event.matches(QKeySequence.StandardKey.MoveToPreviousChar)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_opened()
        elif back and index.column() <= 0:
            self.grid_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._on_opened()

    def _on_opened(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.sum_requested.emit(index.row(), index.column())

    def _build(self) -> None:
        self.setObjectName("register.figures")
        self.setAccessibleName("Figures")
        self.setAccessibleDescription("Enter shows the sessions that a figure rests on.")
        self.setModel(self._figures)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTableView, QTableView:focus { border: none; border-radius: 0; }")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(FIGURE_WIDTH)
        header.setFixedHeight(HEADER_HEIGHT)
        header.setHighlightSections(False)
        self.setFixedWidth(FIGURE_WIDTH * self._figures.columnCount())

    def _cell(self, row: int, column: int) -> QRect:
        height, top = self.verticalHeader().defaultSectionSize(), self.verticalHeader().offset()
        return QRect(column * FIGURE_WIDTH, row * height - top, FIGURE_WIDTH, height)

    def _paint_cursor(self, painter: QPainter) -> None:
        index = self.currentIndex()
        if index.isValid() and self.hasFocus():
            area = QRectF(self._cell(index.row(), index.column())).adjusted(2, 2, -2, -2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(area, 5, 5)
