"""Badges in a table: a word on the wash of its family, so that colour is never the only sign."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from officeapp.gui.tables import BADGE_ROLE
from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

    from officeapp.gui.theme import Theme

BADGE_PX = 12
HEIGHT, SIDE = 22, 10
ROUND_BADGE = 10


class BadgeDelegate(QStyledItemDelegate):
    """Paints a cell that has a badge as one, and every other cell as usual."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        family = index.data(BADGE_ROLE)
        if not family:
            super().paint(painter, option, index)
            return
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        word, ground.text = ground.text, ""
        style = ground.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, ground.widget)
        self._paint_badge(painter, option, str(word), str(family))

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room a cell needs, its badge whole."""
        hint = super().sizeHint(option, index)
        if index.data(BADGE_ROLE):
            word = QFontMetricsF(text_font(BADGE_PX, bold=True)).horizontalAdvance(
                str(index.data(Qt.ItemDataRole.DisplayRole))
            )
            hint.setWidth(math.ceil(word) + 2 * SIDE + ROUND_BADGE)
        return hint

    def _paint_badge(
        self, painter: QPainter, option: QStyleOptionViewItem, word: str, family: str
    ) -> None:
        font = text_font(BADGE_PX, bold=True)
        rect = QRectF(option.rect)
        width = min(QFontMetricsF(font).horizontalAdvance(word) + 2 * SIDE, rect.width() - 8)
        badge = QRectF(
            rect.right() - width - 4, rect.center().y() - HEIGHT / 2 + 0.5, width, HEIGHT
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(f"{family}.fill"))
        painter.drawRoundedRect(badge, 6, 6)
        painter.setFont(font)
        painter.setPen(self._theme.colour(f"{family}.text"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, word)
        painter.restore()
