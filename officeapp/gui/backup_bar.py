"""The red bar: that backups are missing, spoilt or too old, until that is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.gui.theme import Theme

WIDE_ENOUGH = 760


class BackupBar(QFrame):
    """One sentence that stays, with what can be done about it.

    Signals:
        backup_requested: A backup is wanted now.
        places_requested: The places of backups are to be looked at.
    """

    backup_requested = Signal()
    places_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("backup-bar")
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setObjectName("backup-bar.text")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._now = QPushButton("Back up now  Ctrl+B", self)
        self._now.setObjectName("backup-bar.now")
        self._places = QPushButton("Backups…  Ctrl+Shift+B", self)
        self._places.setObjectName("backup-bar.places")
        self._places.setAccessibleDescription("Opens the backups under School.")
        self._now.clicked.connect(self.backup_requested)
        self._places.clicked.connect(self.places_requested)
        said, acts = QHBoxLayout(), QHBoxLayout()
        said.addWidget(self._icon)
        said.addWidget(self._text, 1)
        acts.addWidget(self._now)
        acts.addWidget(self._places)
        acts.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._row.setSpacing(10)
        self._row.addLayout(said, 1)
        self._row.addLayout(acts)
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

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < WIDE_ENOUGH
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if narrow else right)

    def _tint(self) -> None:
        self._icon.setPixmap(self._theme.icon("warning", "refused.text").pixmap(18, 18))
