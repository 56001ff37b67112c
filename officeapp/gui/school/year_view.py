"""A school year on one strip: a column for each week, a cell for each weekday."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from officeapp.domain.school_year import monday_of
from officeapp.gui.messages import announce
from officeapp.gui.school.year_days import Shown, YearDay
from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.gui.theme import Theme

WEEKS, WEEKDAYS = 53, 5
LEFT, TOP, ROW, LEGEND = 34, 20, 18, 24
LEAST_PITCH = 13
HALF = (WEEKS + 1) // 2  # weeks in a strip where there is little room
STRIP = TOP + WEEKDAYS * ROW + 6
SMALL_PX = 11
_STEPS = {
    Qt.Key.Key_Left: -5,
    Qt.Key.Key_Right: 5,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
}


class YearView(QWidget):
    """The days of a school year; the arrow keys go from day to day, Enter takes one.

    Signals:
        day_shown: The cursor stands on another day; carries what is said of it.
        day_chosen: A day was chosen with Enter or a double click; carries the day.
    """

    day_shown = Signal(str)
    day_chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._days: list[YearDay] = []
        self._today = dt.date.min
        self._at = 0
        self.setObjectName(name)
        self.setAccessibleName("The school year, day by day")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(LEFT + HALF * LEAST_PITCH)
        self._strips = 1
        theme.changed.connect(self.update)

    def show_days(self, days: Sequence[YearDay], today: dt.date) -> None:
        """Show the weekdays of a year; the cursor stays, or stands on today."""
        before = self._days[self._at].day if self._days else today
        self._days, self._today = list(days), today
        places = {one.day: place for place, one in enumerate(self._days)}
        self._at = places.get(before, places.get(today, 0))
        self._say()
        self.update()

    def current(self) -> YearDay | None:
        """Return the day under the cursor."""
        return self._days[self._at] if self._days else None

    @override
    def sizeHint(self) -> QSize:
        return QSize(LEFT + WEEKS * 16, self._strips * (STRIP + LEGEND - 6))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the year in two where a strip would be too narrow to read."""
        super().resizeEvent(event)
        strips = 1 if event.size().width() >= LEFT + WEEKS * LEAST_PITCH else 2
        if strips != self._strips:
            self._strips = strips
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(SMALL_PX))
        self._paint_words(painter)
        for place, one in enumerate(self._days):
            self._paint_day(painter, one, at_cursor=self.hasFocus() and place == self._at)
        self._paint_legend(painter)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._days:
            self.day_chosen.emit(self._days[self._at].day)
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(len(self._days) - 1)
        elif key in _STEPS and not event.modifiers():
            self._go(self._at + _STEPS[key])
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, one in enumerate(self._days):
            if self._cell(one.day).contains(event.position()):
                self._go(place)
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._days:
            self.day_chosen.emit(self._days[self._at].day)

    def _go(self, place: int) -> None:
        if self._days:
            self._at = min(max(place, 0), len(self._days) - 1)
            self._say()
            self.update()

    def _say(self) -> None:
        if self._days:
            said = self._days[self._at].said
            self.setAccessibleDescription(said)
            self.day_shown.emit(said)
            announce(self, said)

    def _cell(self, day: dt.date) -> QRectF:
        a_strip = WEEKS if self._strips == 1 else HALF
        pitch = (self.width() - LEFT) / a_strip
        strip, week = divmod((day - monday_of(self._days[0].day)).days // 7, a_strip)
        top = TOP + strip * STRIP + day.weekday() * ROW
        return QRectF(LEFT + week * pitch, top, pitch - 2, ROW - 2)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setPen(self._theme.colour("text.faded"))
        for strip in range(self._strips):
            for row, word in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri")):
                place = QRectF(0, TOP + strip * STRIP + row * ROW, LEFT - 4, ROW - 2)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, word)
        seen = None
        for one in self._days:
            if one.day.month != seen and one.day.weekday() == 0:
                seen = one.day.month
                place = self._cell(one.day)
                month = QRectF(place.x(), place.y() - TOP, 60, TOP - 3)
                painter.drawText(month, f"{one.day:%b}")

    def _paint_day(self, painter: QPainter, one: YearDay, *, at_cursor: bool) -> None:
        cell = self._cell(one.day)
        self._paint_cell(painter, cell, one.shown)
        if at_cursor or one.day == self._today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus" if at_cursor else "text"), 2))
            painter.drawRoundedRect(cell.adjusted(0, 0, 0, 0), 3, 3)

    def _paint_cell(self, painter: QPainter, cell: QRectF, shown: Shown) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(f"{shown.family}.fill"))
        if shown.family == "closed":
            painter.setPen(self._theme.colour("closed.hatch"))
        painter.drawRoundedRect(cell, 3, 3)
        painter.setPen(self._theme.colour(f"{shown.family}.text"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, shown.letter)

    def _paint_legend(self, painter: QPainter) -> None:
        metrics = painter.fontMetrics()
        x, y = float(LEFT), self._strips * STRIP + 1.0
        for shown in Shown:
            if x + 20 + metrics.horizontalAdvance(shown.words) > self.width():
                x, y = float(LEFT), y + ROW
            self._paint_cell(painter, QRectF(x, y, 15, ROW - 3), shown)
            painter.setPen(self._theme.colour("text.faded"))
            wide = metrics.horizontalAdvance(shown.words)
            words = QRectF(x + 20, y, wide + 2, ROW - 3)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown.words)
            x += 20 + wide + 18
