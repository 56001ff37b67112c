"""Ready-made pictures of cells: one for each symbol and sign, drawn once and then only copied.

A page of the register is then painted by copying pictures, which is what keeps a year of a whole
school as quick as an empty table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED, Category
from officeapp.gui.register.grid_model import AMENDED, CLASH, CLOSED, PENCIL, PREMARKED
from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QColor

    from officeapp.gui.theme import Theme

SMALL_BELOW = 32  # pixels of width under which a cell has small type and no margin to speak of
WORDY_FROM = 120  # pixels of width from which a cell has room for the code's word
HATCH_STEP = 8


@dataclass(frozen=True, slots=True)
class Face:
    """What a symbol looks like.

    Attributes:
        code: The code as written.
        word: The code in a word or two.
        category: What it counts as, which decides its colours.
    """

    code: str
    word: str
    category: Category


class Tiles(dict[tuple[str, str], QPixmap]):
    """Pictures of cells by symbol and sign; each is drawn when first asked for."""

    def __init__(
        self, theme: Theme, faces: Mapping[str, Face], size: QSize, ratio: float = 1.0
    ) -> None:
        super().__init__()
        self.size = size
        self.ratio = ratio
        self._theme = theme
        self._faces = faces
        self._small = size.width() < SMALL_BELOW
        gap = 1.0 if self._small else 3.0
        self._box = QRectF(gap, gap, size.width() - 2 * gap, size.height() - 2 * gap)
        self._radius = 2.0 if self._small else 5.0

    def __missing__(self, key: tuple[str, str]) -> QPixmap:
        picture = self._drawn(*key)
        self[key] = picture
        return picture

    def _drawn(self, symbol: str, sign: str) -> QPixmap:
        picture = QPixmap(self.size * self.ratio)
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(self._theme.colour("paper"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if symbol == CLOSED:
            self._hatch(painter)
        elif symbol == UNMARKED:
            self._fill(painter, self._theme.mark(None).fill)
        elif symbol != NOT_ON_ROLL:
            self._mark(painter, self._faces[symbol], sign)
        painter.end()
        return picture

    def _mark(self, painter: QPainter, face: Face, sign: str) -> None:
        look = self._theme.mark(face.category)
        if sign != PREMARKED:
            self._fill(painter, look.fill)
        self._write(painter, face, look.text, raised=sign == PENCIL)
        if sign == PENCIL:
            self._underline(painter)
        elif sign == PREMARKED:
            self._outline(painter, look.text)
        elif sign == AMENDED:
            self._corner(painter)
        elif sign == CLASH:
            self._outline(painter, self._theme.colour("refused.text"))
            self._corner(painter)

    def _write(self, painter: QPainter, face: Face, colour: QColor, *, raised: bool) -> None:
        font = text_font(12 if self._small else 15, bold=face.code not in "/\\")
        if self._small and len(face.code) > 1:
            font.setPixelSize(10)
        painter.setFont(font)
        painter.setPen(colour)
        wordy = self.size.width() >= WORDY_FROM
        text = f"{face.code}   {face.word}" if wordy else face.code
        box = self._box.adjusted(0, 0, 0, -3) if raised else self._box
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _fill(self, painter: QPainter, colour: QColor) -> None:
        path = QPainterPath()
        path.addRoundedRect(self._box, self._radius, self._radius)
        painter.fillPath(path, colour)

    def _hatch(self, painter: QPainter) -> None:
        painter.fillRect(self._box, self._theme.colour("closed.fill"))
        painter.setClipRect(self._box)
        painter.setPen(QPen(self._theme.colour("closed.hatch"), 1.5))
        height = self.size.height()
        for x in range(-height, self.size.width(), HATCH_STEP):
            painter.drawLine(QPointF(x, height), QPointF(x + height, 0))

    def _outline(self, painter: QPainter, colour: QColor) -> None:
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(
            self._box.adjusted(0.5, 0.5, -0.5, -0.5), self._radius, self._radius
        )

    def _underline(self, painter: QPainter) -> None:
        half = min(self._box.width() / 2 - 2, 11)
        y, middle = self._box.bottom() - 1.5, self._box.center().x()
        pen = QPen(self._theme.colour("pencil.text"), 1.5 if self._small else 2)
        pen.setDashPattern([1, 1.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(middle - half, y), QPointF(middle + half, y))

    def _corner(self, painter: QPainter) -> None:
        side = 5.0 if self._small else 8.0
        right, top = self._box.right(), self._box.top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("corrected.corner"))
        painter.drawPolygon(
            QPolygonF([QPointF(right - side, top), QPointF(right, top), QPointF(right, top + side)])
        )
