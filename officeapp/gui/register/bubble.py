"""A sentence beside the cell it is about: why a code was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from officeapp.gui.theme import Theme

WIDEST = 380
GAP = 4


class Bubble(QLabel):
    """Stands below a cell, or above it near the bottom, until the next key."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._theme = theme
        self.setObjectName("register.refusal")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, cell: QRect) -> None:
        """Show a sentence at a cell, given in the parent's coordinates."""
        ink, ground = (self._theme.colour(f"refused.{part}").name() for part in ("text", "fill"))
        self.setStyleSheet(
            f"QLabel {{ background: {ground}; color: {ink}; border: 1px solid {ink};"
            " border-radius: 8px; padding: 8px 10px; }"
        )
        self.setText(text)
        self.setFixedWidth(min(WIDEST, self._page.width() - 2 * GAP))
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.move(self._place(cell))
        self.show()
        self.raise_()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def clear_away(self) -> bool:
        """Hide the sentence; say whether there was one."""
        was = self.isVisible()
        self.hide()
        return was

    def _place(self, cell: QRect) -> QPoint:
        room = self._page.rect()
        x = max(GAP, min(cell.left(), room.right() - self.width() - GAP))
        below = cell.bottom() + GAP
        fits = below + self.height() <= room.bottom()
        return QPoint(x, below if fits else max(GAP, cell.top() - GAP - self.height()))
