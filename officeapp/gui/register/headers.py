"""The names down the side of the register and the sessions along its top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from officeapp.domain.school_year import Session, monday_of
from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from officeapp.gui.register.grid_model import RegisterGrid
    from officeapp.gui.theme import Theme

HEADER_HEIGHT = 44
NAME_INDENT = 16
TAG_GAP = 8
LETTERS_BELOW = 50  # pixels of width under which a day is one letter


class NamesHeader(QHeaderView):
    """The pupils' names, which stay where they are while the sessions scroll."""

    def __init__(self, grid: RegisterGrid, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._grid = grid
        self._theme = theme
        self._name_font, self._tag_font = text_font(14, bold=True), text_font(12)
        self._name_metrics = QFontMetrics(self._name_font)
        self._tag_metrics = QFontMetrics(self._tag_font)
        self._current_row = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def show_current(self, row: int) -> None:
        """Show in which row the cursor is; only two rows are painted again."""
        height = self.defaultSectionSize()
        for changed in (self._current_row, row):
            top = changed * height - self.offset()
            self.viewport().update(0, top, self.viewport().width(), height)
        self._current_row = row

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colour("paper"))
        height = self.defaultSectionSize()
        first = (event.rect().top() + self.offset()) // height
        last = (event.rect().bottom() + self.offset()) // height
        for row in range(max(0, first), min(last + 1, len(self._grid.rows))):
            area = QRect(0, row * height - self.offset(), self.viewport().width(), height)
            self._paint_name(painter, area, row)

    def _paint_name(self, painter: QPainter, area: QRect, row: int) -> None:
        line = self._grid.rows[row]
        if row == self._current_row:
            painter.fillRect(area.adjusted(4, 2, 0, -2), self._theme.colour("selected"))
        room = area.adjusted(NAME_INDENT, 0, -TAG_GAP, 0)
        painter.setFont(self._name_font)
        painter.setPen(self._theme.colour("text"))
        name = self._name_metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        used = self._name_metrics.horizontalAdvance(name) + TAG_GAP
        if line.tags and used + 24 < room.width():
            room.setLeft(room.left() + used)
            painter.setFont(self._tag_font)
            painter.setPen(self._theme.colour("text.faded"))
            elide = Qt.TextElideMode.ElideRight
            tags = self._tag_metrics.elidedText(line.tags, elide, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, tags)


class SessionsHeader(QHeaderView):
    """Days and halves of days; narrow columns show weeks over the letters of their days."""

    def __init__(self, grid: RegisterGrid, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = grid
        self._theme = theme
        self._font = text_font(12, bold=True)
        self.narrow = False
        self.current_column = -1
        self.notes: dict[int, str] = {}
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEADER_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colour("paper"))
        painter.setFont(self._font)
        bottom = self.viewport().height() - 1
        painter.fillRect(0, bottom, self.viewport().width(), 1, self._theme.colour("line"))
        width = max(1, self.defaultSectionSize())
        first = max(0, (event.rect().left() + self.offset()) // width)
        last = min((event.rect().right() + self.offset()) // width, len(self._grid.columns) - 1)
        if self.narrow:
            self._paint_weeks(painter, first, last)
        else:
            for column in range(first, last + 1):
                self._paint_session(painter, column)

    def _area(self, column: int, columns: int = 1) -> QRect:
        width = self.defaultSectionSize()
        return QRect(column * width - self.offset(), 0, width * columns, self.viewport().height())

    def _ink(self, painter: QPainter, column: int) -> None:
        role = "link" if column == self.current_column else "text.faded"
        painter.setPen(self._theme.colour(role))

    def _paint_session(self, painter: QPainter, column: int) -> None:
        session = self._grid.columns[column]
        area = self._area(column)
        self._ink(painter, column)
        half = area.height() // 2
        upper, lower = area.adjusted(0, 4, 0, -half), area.adjusted(0, half - 2, 0, -4)
        weekday = f"{session.day:%a}"[: 1 if area.width() < LETTERS_BELOW else 3]
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, f"{weekday} {session.day.day}")
        note = self.notes.get(column, "")
        painter.drawText(
            lower, Qt.AlignmentFlag.AlignCenter, f"{session.session.lower()}{note and ' ' + note}"
        )
        if column == self.current_column:
            painter.fillRect(
                area.left() + 6, area.bottom() - 2, area.width() - 12, 3, painter.pen().color()
            )

    def _paint_weeks(self, painter: QPainter, first: int, last: int) -> None:
        columns = self._grid.columns
        for column in range(first, last + 1):
            session = columns[column]
            starts = column == 0 or monday_of(columns[column - 1].day) != monday_of(session.day)
            if starts or column == first:
                self._paint_week(painter, column)
            if session.session is Session.AM:
                self._ink(painter, self.current_column if self._is_current(column) else column)
                area = self._area(column, 2).adjusted(0, 22, 0, -3)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{session.day:%a}"[0])

    def _is_current(self, column: int) -> bool:
        return self.current_column in (column, column + 1)

    def _paint_week(self, painter: QPainter, column: int) -> None:
        """Write a week's name over as much of the week as is in sight."""
        columns = self._grid.columns
        monday = monday_of(columns[column].day)
        length = 0
        while column + length < len(columns) and monday_of(columns[column + length].day) == monday:
            length += 1
        area = self._area(column, length)
        left = max(area.left(), 0)
        painter.setPen(self._theme.colour("text.faded"))
        text = f"{monday.day} {monday:%b}"
        room = QRect(left + 4, 3, area.right() - left - 4, 20)
        if QFontMetrics(self._font).horizontalAdvance(text) <= room.width():
            painter.drawText(QPointF(room.left(), room.top() + 15), text)
