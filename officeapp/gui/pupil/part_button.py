"""The buttons of a page's sections, with their keys where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QSizePolicy
from typing_extensions import override

from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

FONT_PX = 12
SIDE = 10


class PartButton(QPushButton):
    """A section's button: as wide as its words are in bold, as they stand when it is in view."""

    def __init__(self, word: str, key: str, parent: QWidget) -> None:
        super().__init__(word, parent)
        self._word, self._keyed = word, f"{word}  {key}"
        self.setProperty("class", "small")
        self.setAccessibleName(word)
        self.setToolTip(key)
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_key(self, *, shown: bool) -> None:
        """Show the key beside the word, or the word alone."""
        self.setText(self._keyed if shown else self._word)

    def keyed_width(self) -> int:
        """Return how wide it is with its key."""
        return _width(self._keyed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_width(self.text()), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_width(self._word), super().minimumSizeHint().height())


def _width(words: str) -> int:
    return QFontMetrics(text_font(FONT_PX, bold=True)).horizontalAdvance(words) + 2 * SIDE
