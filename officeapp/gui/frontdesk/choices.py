"""Rows of choices taken with one key; the buttons say the key and show what is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def room_for(part: QWidget) -> int:
    """Return how wide a part may be without being scrolled sideways: what is in view of its page.

    A part that is too wide for its page is given its full width there, and would never know.
    """
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        return above.viewport().width()
    return part.window().width()


class Pages(QStackedWidget):
    """Pages of which only the one in view says how much room is needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self._on_other_page)
        self.widgetAdded.connect(self._on_other_page)

    def _on_other_page(self) -> None:
        ignored, usual = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        for place in range(self.count()):
            page = self.widget(place)
            if page is not None:
                policy = usual if place == self.currentIndex() else ignored
                page.setSizePolicy(policy, policy)
        self.updateGeometry()


class Choices(QWidget):
    """Buttons in a grid, one of them chosen at most; a click leaves the focus where it is.

    Signals:
        chosen: One was chosen; carries its place.
    """

    chosen = Signal(int)

    def __init__(self, name: str, a_row: int, parent: QWidget | None = None) -> None:
        """Make an empty grid.

        Args:
            name: The beginning of the buttons' names for scripts: 'frontdesk.late.reason'.
            a_row: How many stand in a row.
            parent: The widget it stands on.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self._a_row = a_row
        self._buttons: list[QPushButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show other choices, each a key and words; none is chosen."""
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._buttons = []
        for place, (key, words) in enumerate(choices):
            button = QPushButton(f"{key}   {words}".strip(), self)
            button.setObjectName(f"{self.objectName()}.{place + 1}")
            button.setProperty("class", "choice")
            button.setAccessibleName(words)
            button.setAccessibleDescription(f"Key {key}" if key else "")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self._on_clicked, place))
            self._buttons.append(button)
            self._grid.addWidget(button, place // self._a_row, place % self._a_row)
        for column in range(self._a_row):
            self._grid.setColumnStretch(column, 1)

    def mark(self, place: int | None) -> None:
        """Show which one is chosen; None for none."""
        self.mark_several(() if place is None else (place,))

    def mark_several(self, places: Sequence[int]) -> None:
        """Show which ones are chosen."""
        for number, button in enumerate(self._buttons):
            button.setChecked(number in places)

    def arrange(self, a_row: int) -> None:
        """Put another number of them in a row."""
        if a_row == self._a_row:
            return
        for column in range(self._a_row):
            self._grid.setColumnStretch(column, 0)
        self._a_row = a_row
        for place, button in enumerate(self._buttons):
            self._grid.addWidget(button, place // a_row, place % a_row)
        for column in range(a_row):
            self._grid.setColumnStretch(column, 1)

    def _on_clicked(self, place: int) -> None:
        self.chosen.emit(place)
