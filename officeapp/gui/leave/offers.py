"""Reasons to choose from, each taken with its number."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from officeapp.gui.leave.deciding import MOST_REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_REASON = 74
HEIGHT, LEAST_WIDTH = 36, 60


class Offers(QWidget):
    """The reasons offered; a click leaves the focus where it is.

    Signals:
        chosen: One was chosen; carries its number, from 1.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = [self._button(number + 1) for number in range(MOST_REASONS)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.arrange(wide=True)

    def arrange(self, *, wide: bool) -> None:
        """Put two reasons in a row, or one where there is little room."""
        a_row = 2 if wide else 1
        for place, button in enumerate(self._buttons):
            self._grid.addWidget(button, place // a_row, place % a_row)
        self._grid.setColumnStretch(1, 1 if wide else 0)

    def show_reasons(self, reasons: Sequence[str], chosen: str) -> None:
        """Show other reasons, and which of them is chosen."""
        self.setVisible(bool(reasons))
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(reasons))
        for number, (button, text) in enumerate(zip(self._buttons, reasons, strict=False), start=1):
            short = text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON]}…"
            button.setText(f"{number}   {short.replace('&', '&&')}")
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setChecked(text == chosen)

    def _button(self, number: int) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"leave.decide.reason.{number}")
        button.setProperty("class", "choice")
        button.setCheckable(True)
        button.setMinimumWidth(LEAST_WIDTH)
        button.setFixedHeight(HEIGHT)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleDescription(f"Key {number}")
        button.clicked.connect(partial(self.chosen.emit, number))
        return button
