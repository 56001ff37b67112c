"""How a half-day of the year is painted: ground, hatching, dotted edge and letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from officeapp.gui.pupil.year_page import Look

if TYPE_CHECKING:
    from officeapp.gui.theme import Theme

CELL_HEIGHT = 13
LETTER_PX, WORD_PX = 11, 12


def paint_of(theme: Theme, look: Look) -> tuple[QBrush, QColor]:
    """Return the ground and the letter's colour of a look."""
    fill, text = _ROLES[look]
    brush = QBrush(theme.colour(fill))
    if look in (Look.CLOSED, Look.NOT_REQUIRED):
        brush = QBrush(theme.colour("closed.hatch"), Qt.BrushStyle.BDiagPattern)
    return brush, theme.colour(text)


def paint_half(
    painter: QPainter, area: QRect, look: Look, letter: str, paint: tuple[QBrush, QColor]
) -> None:
    """Paint one half-day: its ground, a dotted edge where nothing is marked, and its letter."""
    ground, ink = paint
    painter.fillRect(area, ground)
    if look is Look.UNMARKED:
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0, 0, -1, -1))
    if letter:
        painter.setPen(ink)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, letter)


_ROLES = {
    Look.ATTENDED: ("good.fill", "good.text"),
    Look.LATE: ("late.fill", "late.text"),
    Look.AUTHORISED: ("authorised.fill", "authorised.text"),
    Look.UNEXPLAINED: ("unauthorised.fill", "unauthorised.text"),
    Look.UNAUTHORISED: ("unauthorised.text", "paper"),
    Look.NOT_REQUIRED: ("closed.fill", "closed.text"),
    Look.UNMARKED: ("unmarked.fill", "unmarked.text"),
    Look.CLOSED: ("closed.fill", "closed.text"),
    Look.TO_COME: ("unmarked.fill", "unmarked.text"),
    Look.ELSEWHERE: ("closed.fill", "closed.text"),
}
