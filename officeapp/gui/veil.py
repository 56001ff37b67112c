"""What stands over a window nobody has touched for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from officeapp.gui.theme import Theme


class Veil(QWidget):
    """Says that everything is still there, and nothing of anybody."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("veil")
        lock = QLabel(self)
        lock.setPixmap(theme.icon("lock").pixmap(40, 40))
        title = label("Hidden while nobody is here", "section", self)
        said = label(
            "Any key or click shows it again. What is typed is kept; soon the window locks.",
            "faded",
            self,
        )
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for part in (lock, title, said):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addStretch(3)
