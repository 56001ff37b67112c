"""What the colours, letters and hatchings of the year mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

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
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from officeapp.gui.theme import Theme

SIGN_WIDTH, LEGEND_HEIGHT, LEGEND_GAP = 15, 18, 16
LEGEND = (
    (Look.ATTENDED, "", "attended"),
    (Look.LATE, "L", "late"),
    (Look.AUTHORISED, "I", "authorised"),
    (Look.UNEXPLAINED, "N", "no reason yet"),
    (Look.UNAUTHORISED, "O", "unauthorised"),
    (Look.UNMARKED, "", "not marked"),
    (Look.NOT_REQUIRED, "X", "not possible"),
    (Look.CLOSED, "", "closed"),
)


class Legend(QWidget):
    """What the colours, letters and hatchings of the year mean; it wraps where there is no room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._places: list[QPoint] = []
        self.setObjectName("pupils.year.legend")
        self.setAccessibleName("Legend of the year")
        words = ", ".join(f"{letter} {word}".strip() for _, letter, word in LEGEND)
        self.setAccessibleDescription(words)
        theme.changed.connect(self.update)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        measure = QFontMetrics(text_font(WORD_PX))
        x = y = 0
        self._places = []
        for _, _, word in LEGEND:
            width = SIGN_WIDTH + 6 + measure.horizontalAdvance(word)
            if x and x + width > event.size().width():
                x, y = 0, y + LEGEND_HEIGHT
            self._places.append(QPoint(x, y))
            x += width + LEGEND_GAP
        self.setFixedHeight(y + LEGEND_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for (look, letter, word), place in zip(LEGEND, self._places, strict=False):
            painter.setFont(text_font(LETTER_PX, bold=True))
            sign = QRect(place.x(), place.y() + 2, SIGN_WIDTH, CELL_HEIGHT)
            paint_half(painter, sign, look, letter, paint_of(self._theme, look))
            painter.setFont(text_font(WORD_PX))
            painter.setPen(self._theme.colour("text.faded"))
            beside = QRect(sign.right() + 6, place.y(), self.width(), LEGEND_HEIGHT)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(beside, left, word)
