"""A bar over every screen that says one thing and stays until that is mended or answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from officeapp.gui.theme import Theme

WIDE_ENOUGH = 760


class StandingBar(QFrame):
    """One sentence that stays, with what can be done about it."""

    def __init__(
        self, theme: Theme, name: str, parent: QWidget | None = None, *, tone: str = "refused"
    ) -> None:
        super().__init__(parent)
        self._theme, self._tone = theme, tone
        self.setObjectName(name)
        self.setProperty("tone", tone)
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setObjectName(f"{name}.text")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        said, self._acts = QHBoxLayout(), QHBoxLayout()
        said.addWidget(self._icon)
        said.addWidget(self._text, 1)
        self._acts.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._row.setSpacing(10)
        self._row.addLayout(said, 1)
        self._row.addLayout(self._acts)
        theme.changed.connect(self._tint)
        self._tint()
        self.hide()

    def text(self) -> str:
        """Return the sentence shown; empty when there is none."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Show a sentence until another is given; take the bar away where there is none."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def add_act(self, name: str, words: str, act: Callable[[], object]) -> QPushButton:
        """Add a button for something that can be done about it; its words show its key."""
        button = QPushButton(words, self)
        button.setObjectName(f"{self.objectName()}.{name}")
        button.setAutoDefault(True)
        button.clicked.connect(act)
        self._acts.insertWidget(self._acts.count() - 1, button)
        return button

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < WIDE_ENOUGH
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if narrow else right)

    def _tint(self) -> None:
        icon = self._theme.icon("warning", f"{self._tone}.text")
        self._icon.setPixmap(icon.pixmap(18, 18))
