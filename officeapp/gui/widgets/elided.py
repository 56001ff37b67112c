"""A line of text that is shortened where there is no room, and says all of itself when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

LEAST = 24  # pixels


class ElidedLabel(QLabel):
    """One line; what does not fit is an ellipsis, and the whole is its tool tip."""

    def __init__(self, parent: QWidget | None = None, *, least: int = LEAST) -> None:
        """Make an empty line.

        Args:
            parent: Where it stands.
            least: How many pixels of its text it always shows.
        """
        super().__init__(parent)
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)

    def keep(self, least: int) -> None:
        """Always show so many pixels of the text from now on."""
        self._least = least
        self.updateGeometry()

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(self._least, hint.width()), hint.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        room = self.contentsRect()
        said = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        centred = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self.style().drawItemText(
            painter,
            room,
            int(centred),
            self.palette(),
            self.isEnabled(),
            said,
            self.foregroundRole(),
        )
