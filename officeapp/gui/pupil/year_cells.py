"""The year painted: a column a week, a row a weekday, the morning over the afternoon.

Everything is painted in one pass from the page's half-days. A letter stands in every half-day that
is worth one, so that colour is never the only sign; the arrow keys walk from half-day to half-day
and each is said. Where a year does not fit across, it is cut into bands one under the other.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from officeapp.domain.school_year import SESSIONS_A_WEEK, Session
from officeapp.gui.pupil.half_day_paint import (
    CELL_HEIGHT,
    LETTER_PX,
    WORD_PX,
    paint_half,
    paint_of,
)
from officeapp.gui.pupil.year_page import Look
from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from officeapp.gui.pupil.year_page import YearPage
    from officeapp.gui.theme import Theme

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
LEFT, TOP = 36, 18
DAY_GAP, BAND_GAP = 4, 10
DAY_HEIGHT = 2 * CELL_HEIGHT + 1 + DAY_GAP
BAND_HEIGHT = TOP + 5 * DAY_HEIGHT
NARROWEST, WIDEST = 15, 26
A_MONTH = 4  # weeks
A_WORKING_WEEK = dt.timedelta(days=4)  # a week is named by the month of its Friday


class YearCells(QWidget):
    """Half-days of a school year, to look at, to walk through and to open.

    Signals:
        moved: Another half-day has the cursor, or the pointer; carries what is said of it.
        session_chosen: Enter or a double click; carries the day and the session.
    """

    moved = Signal(str)
    session_chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page: YearPage | None = None
        self._cursor = (0, 0)
        self._bands, self._a_band, self._width = 1, 1, NARROWEST
        self.setObjectName("pupils.year")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("The year, half-day by half-day")
        theme.changed.connect(self.update)

    def show_page(self, page: YearPage, day: dt.date) -> None:
        """Show a year with the cursor on a day, or on its first half-day."""
        self._page = page
        place = page.place_of(min(max(day, page.year.span.first), page.year.span.last), Session.AM)
        last = len(page.weeks) - 1
        after = bool(page.mondays) and day > page.mondays[-1]
        self._cursor = place or ((last, 0) if after else (0, 0))
        self._measure()
        self._say()
        self.update()

    def least_width(self) -> int:
        """Return how wide it must be to show the whole year in one band."""
        return LEFT + NARROWEST * (len(self._page.weeks) if self._page else 40)

    @property
    def cursor_place(self) -> tuple[int, int]:
        """Return the week and the half-day that have the cursor."""
        return self._cursor

    def put_cursor(self, week: int, slot: int) -> None:
        """Put the cursor on a half-day, as near as the year allows."""
        if self._page is None or not self._page.weeks:
            return
        week = max(0, min(week, len(self._page.weeks) - 1))
        slot = max(0, min(slot, SESSIONS_A_WEEK - 1))
        if self._page.weeks[week][slot] is not None:
            self._cursor = (week, slot)
        self._say()
        self.update()

    def spoken(self) -> str:
        """Return what is said of the half-day under the cursor."""
        if self._page is None or not self._page.weeks:
            return ""
        return self._page.spoken(*self._cursor)

    def place_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return the week and half-day at a point, or None."""
        band, y = divmod(point.y(), BAND_HEIGHT + BAND_GAP)
        day, inside = divmod(y - TOP, DAY_HEIGHT)
        column, lower = (point.x() - LEFT) // self._width, inside > CELL_HEIGHT
        week = band * self._a_band + column
        if self._page is None or not 0 <= day < len(DAYS) or not 0 <= column < self._a_band:
            return None
        if not 0 <= week < len(self._page.weeks):
            return None
        slot = 2 * day + lower
        return (week, slot) if self._page.weeks[week][slot] is not None else None

    def area(self, week: int, slot: int) -> QRect:
        """Return where a half-day is painted."""
        band, column = divmod(week, self._a_band)
        day, lower = divmod(slot, 2)
        top = band * (BAND_HEIGHT + BAND_GAP) + TOP + day * DAY_HEIGHT + lower * (CELL_HEIGHT + 1)
        return QRect(LEFT + column * self._width, top, self._width - 2, CELL_HEIGHT)

    @override
    def sizeHint(self) -> QSize:
        return QSize(LEFT + 40 * NARROWEST, BAND_HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(LEFT + 10 * NARROWEST, BAND_HEIGHT)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._page is None:
            return
        painter = QPainter(self)
        self._paint_frame(painter)
        painter.setFont(text_font(LETTER_PX, bold=True))
        paints = {look: paint_of(self._theme, look) for look in Look}
        for week, halves in enumerate(self._page.weeks):
            for slot, half in enumerate(halves):
                if half is not None and half.look is not Look.ELSEWHERE:
                    area, paint = self.area(week, slot), paints[half.look]
                    paint_half(painter, area, half.look, half.letter, paint)
        if self.hasFocus() and self._page.weeks:
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.area(*self._cursor).adjusted(-1, -1, 1, 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        week, slot = self._cursor
        last = len(self._page.weeks) - 1 if self._page else 0
        steps = {
            Qt.Key.Key_Left: (week - 1, slot),
            Qt.Key.Key_Right: (week + 1, slot),
            Qt.Key.Key_Up: (week, slot - 1),
            Qt.Key.Key_Down: (week, slot + 1),
            Qt.Key.Key_Home: (0, slot),
            Qt.Key.Key_End: (last, slot),
            Qt.Key.Key_PageUp: (week - A_MONTH, slot),
            Qt.Key.Key_PageDown: (week + A_MONTH, slot),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.put_cursor(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place is not None:
            self.put_cursor(*place)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.place_at(event.position().toPoint()) == self._cursor:
            self._choose()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos())
            said = self._page.spoken(*place) if place and self._page else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def _choose(self) -> None:
        if self._page is not None and self._page.weeks:
            self.session_chosen.emit(*self._page.session(*self._cursor))

    def _say(self) -> None:
        said = self.spoken()
        self.setAccessibleDescription(said)
        self.moved.emit(said)
        if self.hasFocus() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _measure(self) -> None:
        """Work out how many weeks stand side by side, and how high the year then is."""
        weeks = max(1, len(self._page.weeks)) if self._page else 1
        room = max(NARROWEST, self.width() - LEFT)
        self._bands = max(1, math.ceil(weeks * NARROWEST / room))
        self._a_band = math.ceil(weeks / self._bands)
        self._width = max(NARROWEST, min(WIDEST, room // self._a_band))
        self.setFixedHeight(self._bands * BAND_HEIGHT + (self._bands - 1) * BAND_GAP)

    def _paint_frame(self, painter: QPainter) -> None:
        """Paint the months along the top and the weekdays down the side of each band."""
        painter.setFont(text_font(WORD_PX))
        painter.setPen(self._theme.colour("text.faded"))
        mondays = self._page.mondays if self._page else ()
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for week, monday in enumerate(mondays):
            friday = monday + A_WORKING_WEEK
            begins = week == 0 or friday.month != (mondays[week - 1] + A_WORKING_WEEK).month
            if begins:
                area = self.area(week, 0)
                room = QRect(area.left(), area.top() - TOP, 4 * self._width, TOP - 2)
                painter.drawText(room, side, f"{friday:%b}")
        for band in range(self._bands):
            for day, word in enumerate(DAYS):
                top = self.area(band * self._a_band, 2 * day).top()
                painter.drawText(QRect(0, top, LEFT, DAY_HEIGHT - DAY_GAP), side, word)
