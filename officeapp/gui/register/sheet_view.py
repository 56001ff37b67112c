"""The whole page of the register: names, sessions and figures that scroll as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollBar, QWidget
from typing_extensions import override

from officeapp.gui.register.figures_view import FiguresView
from officeapp.gui.register.grid_model import FigureColumns, RegisterGrid
from officeapp.gui.register.grid_view import ROW_HEIGHT, YEAR_CELL, RegisterView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QWheelEvent

    from officeapp.domain.codes import CodeTable
    from officeapp.gui.register.grid_model import Column, Row
    from officeapp.gui.theme import Theme

NARROWEST, WIDEST, STEP = 40, 240, 4  # pixels; steps of four stay whole at 125, 150 and 200 %
NAMES_WIDTH, NAMES_WIDEST = 200, 300
FEW = 12  # columns up to which the page shares out its whole width
SCROLL_BAR = 12


class SheetView(QFrame):
    """The grid with its figures; one scroll bar for both."""

    def __init__(
        self,
        codes: CodeTable,
        theme: Theme,
        headings: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.grid = RegisterGrid(codes)
        self.figures = FigureColumns(headings)
        self.view = RegisterView(self.grid, codes, theme, self)
        self.sums = FiguresView(self.figures, theme, self)
        self._across = QScrollBar(Qt.Orientation.Horizontal, self)
        self._down = QScrollBar(Qt.Orientation.Vertical, self)
        self._build()
        self._connect()

    def show_page(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Show other sessions or other pupils."""
        self.grid.show_page(columns, rows)
        self.figures.show_rows(rows)
        self.view.page_changed("1 pupil" if len(rows) == 1 else f"{len(rows)} pupils")
        self._share_out()

    def show_sums(self, *, shown: bool) -> None:
        """Show the figures, or give their room to a panel beside the page."""
        self.sums.setVisible(shown)
        self._share_out()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self._down, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _build(self) -> None:
        self.setProperty("class", "card")
        layout = QGridLayout(self)
        layout.setContentsMargins(5, 5, 5, 5)
        layout.setSpacing(0)
        layout.addWidget(self.view, 0, 0)
        layout.addWidget(self.sums, 0, 1)
        layout.addWidget(self._down, 0, 2)
        layout.addWidget(self._across, 1, 0)

    def _connect(self) -> None:
        for inner, outer in (
            (self.view.horizontalScrollBar(), self._across),
            (self.view.verticalScrollBar(), self._down),
        ):
            inner.rangeChanged.connect(self._on_range)
            inner.valueChanged.connect(outer.setValue)
            outer.valueChanged.connect(inner.setValue)
        self.view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.sums.verticalScrollBar().rangeChanged.connect(self._on_scrolled)
        self._on_range()  # a page that fits sends no change of range
        self.sums.row_wanted.connect(self._on_row_wanted)
        self.view.figures_wanted.connect(self._on_figures_wanted)
        self.sums.grid_wanted.connect(self._on_grid_wanted)

    def _on_range(self) -> None:
        for inner, outer in (
            (self.view.horizontalScrollBar(), self._across),
            (self.view.verticalScrollBar(), self._down),
        ):
            outer.setRange(inner.minimum(), inner.maximum())
            outer.setPageStep(inner.pageStep())
            outer.setSingleStep(inner.singleStep())
            outer.setValue(inner.value())
            outer.setVisible(inner.maximum() > inner.minimum())

    def _on_scrolled(self) -> None:
        self.sums.follow(self.view.verticalScrollBar())

    def _on_row_wanted(self, row: int) -> None:
        column = max(0, self.view.currentIndex().column())
        self.view.scrollTo(self.grid.index(row, column))

    def _on_figures_wanted(self) -> None:
        cell = self.view.cursor_cell()
        self.sums.setCurrentIndex(self.figures.index(cell[0] if cell else 0, 0))
        self.sums.setFocus()

    def _on_grid_wanted(self) -> None:
        row = self.sums.currentIndex().row()
        self.view.put_cursor((row, len(self.grid.columns) - 1))
        self.view.setFocus()

    def _share_out(self) -> None:
        """Give names and sessions their widths; few sessions share the whole page."""
        columns = len(self.grid.columns)
        if not columns:
            return
        size, names = YEAR_CELL, NAMES_WIDTH + 20
        if columns <= FEW:
            figures = 0 if self.sums.isHidden() else self.sums.width()
            room = self.contentsRect().width() - figures - SCROLL_BAR - 10
            width = (room - NAMES_WIDTH) // columns // STEP * STEP
            widest = 64 if columns > 2 else WIDEST
            size = QSize(max(NARROWEST, min(width, widest)), ROW_HEIGHT)
            names = max(NAMES_WIDTH, min(room - columns * size.width(), NAMES_WIDEST))
        self.view.set_names_width(names)
        self.view.set_cell_size(size)
        self.sums.set_row_height(size.height())
