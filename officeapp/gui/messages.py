"""The message bar: what the program has to tell, said in place and in the way of nothing."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

if TYPE_CHECKING:
    from officeapp.gui.theme import Theme


class Tone(enum.StrEnum):
    """How a message is meant."""

    REFUSED = "refused"
    NOTE = "note"


class MessageBar(QFrame):
    """One sentence across the top of the screen, until it is closed or another replaces it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("window.message")
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setObjectName("window.message.text")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QPushButton("Close  Esc", self)
        self._close.setObjectName("window.message.close")
        self._close.setAccessibleDescription("Closes this message.")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self.hide()

    def text(self) -> str:
        """Return the sentence shown; empty when there is none."""
        return self._text.text()

    def tell(self, text: str, tone: Tone = Tone.REFUSED) -> None:
        """Show a sentence and have a screen reader say it."""
        refused = tone is Tone.REFUSED
        icon = self._theme.icon("warning" if refused else "check", f"{tone}.text")
        self._icon.setPixmap(icon.pixmap(18, 18))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setProperty("tone", str(tone))
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        announce(self, text)

    def clear(self) -> None:
        """Take the sentence away."""
        self._text.clear()
        self.setAccessibleName("")
        self.hide()


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say a sentence."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
