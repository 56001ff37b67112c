"""Choosing one's name on the sign-in page: a tile, a number, or letters and a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from officeapp.domain.sitting_down import NUMBERED, chosen, fitting
from officeapp.gui.widgets.cards import LabelledButton, label

if TYPE_CHECKING:
    from officeapp.domain.school import Person

TILES_A_ROW = 2


class NameStep(QWidget):
    """The tiles of those in post, narrowed by typed letters.

    Signals:
        chosen: A person was chosen; carries the person.
    """

    chosen = Signal(object)

    def __init__(self, people: list[Person], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._fits = people
        self._letters = QLineEdit(self)
        self._tiles = QWidget(self)
        self._grid = QGridLayout(self._tiles)
        self._build()
        self._letters.textChanged.connect(self._on_typed)
        self._letters.returnPressed.connect(self._on_entered)
        self._on_typed("")

    def start(self) -> None:
        """Begin again with every name."""
        self._letters.clear()
        self._letters.setFocus()

    def _build(self) -> None:
        self._letters.setObjectName("sign-in.name")
        self._letters.setPlaceholderText("Your number; or a letter of your name, then the number")
        self._letters.setAccessibleName("Your name")
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        self._tiles.setProperty("class", "inner")
        scroll.setWidget(self._tiles)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._letters)
        column.addWidget(scroll, 1)

    def _on_typed(self, typed: str) -> None:
        person = chosen(self._people, typed)
        if person is not None:
            self._letters.clear()
            self.chosen.emit(person)
            return
        self._fits = fitting(self._people, typed)
        for tile in self._tiles.findChildren(QPushButton):
            self._grid.removeWidget(tile)
            tile.deleteLater()
        for place, person in enumerate(self._fits):
            tile = self._tile(person, place + 1)
            self._grid.addWidget(tile, place // TILES_A_ROW, place % TILES_A_ROW)

    def _on_entered(self) -> None:
        if self._fits:
            self.chosen.emit(self._fits[0])

    def _tile(self, person: Person, number: int) -> QPushButton:
        """Return a person's tile; the first in view have a number, which chooses them."""
        tile = LabelledButton(f"sign-in.person.{person.id}", self._tiles)
        said = f"{number}  {person.name}" if number <= NUMBERED else person.name
        tile.put(label(said, "strong", tile))
        tile.put(label(person.post, "note", tile))
        tile.setAccessibleName(f"{person.name}, {person.post}")
        tile.clicked.connect(lambda: self.chosen.emit(person))
        return tile
