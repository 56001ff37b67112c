"""Ten school weeks as a strip: what counts towards the threshold, and what drops off on Monday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from officeapp.domain.school_year import SESSIONS_A_WEEK, Session, short_day
from officeapp.gui.pupil.half_day_paint import LETTER_PX, WORD_PX, paint_half, paint_of
from officeapp.gui.pupil.year_page import NO_REASON_YET, Look
from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from officeapp.gui.theme import Theme
    from officeapp.procedures.case_year import TenWeeks, WeekCount

HEAD, CELL, GAP = 16, 14, 3
ROWS = SESSIONS_A_WEEK // 2
HEIGHT = HEAD + ROWS * (CELL + 1)
LEAST_WEEK = 18
ROOMY = 40  # from which width on each week has room for its date


class TenWeeksStrip(QWidget):
    """A column a week, a row a day, the morning beside the afternoon; said in words as well."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._weeks: TenWeeks | None = None
        self.setObjectName("pupils.case.weeks")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        theme.changed.connect(self.update)

    def show_weeks(self, weeks: TenWeeks) -> None:
        """Show other weeks."""
        self._weeks = weeks
        self.setAccessibleName(f"Ten school weeks: {weeks.number} sessions of G, N, O or U")
        self.setAccessibleDescription(dropping_said(weeks))
        self.setToolTip(
            "\n".join(
                f"Week of {short_day(week.monday)}: {len(week.counted)}" for week in weeks.weeks
            )
        )
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(10 * (LEAST_WEEK + GAP), HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._weeks is None or not self._weeks.weeks:
            return
        painter = QPainter(self)
        width = self.width() // len(self._weeks.weeks)
        gone = {one[:2] for one in self._weeks.drops}
        for place, week in enumerate(self._weeks.weeks):
            area = QRect(place * width, 0, width - GAP, HEIGHT)
            if place % 2 == 0 or width >= ROOMY:
                self._paint_head(painter, area, week)
            self._paint_week(painter, area, week)
            if any((day, half) in gone for day, half, _ in week.counted):
                painter.setPen(QPen(self._theme.colour("late.text"), 1, Qt.PenStyle.DashLine))
                painter.drawRect(area.adjusted(0, HEAD - 1, -1, -1))

    def _paint_head(self, painter: QPainter, area: QRect, week: WeekCount) -> None:
        painter.setFont(text_font(WORD_PX - 1))
        painter.setPen(self._theme.colour("text.faded"))
        head = QRect(area.left(), 0, 2 * area.width(), HEAD)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head, side, f"{week.monday.day}/{week.monday.month}")

    def _paint_week(self, painter: QPainter, area: QRect, week: WeekCount) -> None:
        painter.setFont(text_font(LETTER_PX, bold=True))
        known = {(day.weekday(), half): code for day, half, code in week.counted}
        half_width = area.width() // 2
        for day in range(ROWS):
            for place, half in enumerate(Session):
                code = known.get((day, half), "")
                look = Look.TO_COME
                if code:
                    look = Look.UNEXPLAINED if code == NO_REASON_YET else Look.UNAUTHORISED
                left, top = area.left() + place * half_width, HEAD + day * (CELL + 1)
                cell = QRect(left, top, half_width - 1, CELL)
                paint_half(painter, cell, look, code, paint_of(self._theme, look))


def dropping_said(weeks: TenWeeks) -> str:
    """Return what drops off on the next school Monday, in a sentence."""
    if weeks.next_monday is None:
        return "No school week is near."
    monday = short_day(weeks.next_monday)
    if not weeks.drops:
        return f"Nothing drops off on {monday}."
    left = weeks.number - len(weeks.drops)
    one = len(weeks.drops) == 1
    days = ", ".join(dict.fromkeys(short_day(day) for day, _, _ in weeks.drops))
    verb = "session drops" if one else "sessions drop"
    return f"{len(weeks.drops)} {verb} off on {monday} ({days}), which leaves {left}."
