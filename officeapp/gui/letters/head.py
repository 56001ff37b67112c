"""The head of the Letters screen: its title, its four lists, and the key for a new letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QWidget

from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from collections.abc import Sequence

TABS = ("Suggested", "Being written", "To print", "Issued")
ROOM_FOR_A_NUMBER = 26


class LetterHead(QWidget):
    """Which list is in view.

    Signals:
        chosen: Another list was chosen; carries its place.
        new_wanted: A new letter is wanted.
        certificate_wanted: A certificate is wanted.
    """

    chosen = Signal(int)
    new_wanted = Signal()
    certificate_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs = QButtonGroup(self)
        self._buttons = [QPushButton(word, self) for word in TABS]
        self._title = label("Letters", "title", self)
        self._new = QPushButton("New letter  Ctrl+N", self)
        self._certificate = QPushButton("Certificate  Ctrl+Shift+N", self)
        self._lists = QWidget(self)
        self._rows = QGridLayout(self)
        self._build()
        self._certificate.clicked.connect(self._on_certificate)
        self._tabs.idClicked.connect(self.chosen)
        self._new.clicked.connect(self.new_wanted.emit)

    @property
    def place(self) -> int:
        """Return the place of the list in view."""
        return max(0, self._tabs.checkedId())

    def check(self, place: int) -> None:
        """Show another list as the one in view."""
        self._buttons[place].setChecked(True)

    def has(self, place: int) -> bool:
        """Say whether a list may be chosen."""
        return self._buttons[place].isVisibleTo(self)

    def offer(self, places: Sequence[int]) -> None:
        """Offer some of the lists only."""
        for place, button in enumerate(self._buttons):
            button.setVisible(place in places)

    def offer_certificate(self, *, offered: bool) -> None:
        """Offer certificates, or do not."""
        self._certificate.setVisible(offered)

    def count(self, counts: Sequence[int]) -> None:
        """Show how many each list has."""
        for button, word, number in zip(self._buttons, TABS, counts, strict=True):
            button.setText(f"{word} {number}")

    def arrange(self, *, wide: bool) -> None:
        """Set all in one row, or the lists under the title."""
        for part in (self._title, self._lists, self._new, self._certificate):
            self._rows.removeWidget(part)
        self._rows.addWidget(self._title, 0, 0)
        self._rows.addWidget(self._new, 0, 3)
        self._rows.addWidget(self._certificate, 0, 4)
        if wide:
            self._rows.addWidget(self._lists, 0, 1)
        else:
            self._rows.addWidget(self._lists, 1, 0, 1, 5)
        self._rows.setColumnStretch(2, 1)

    def _on_certificate(self) -> None:
        self.certificate_wanted.emit()

    def _build(self) -> None:
        row = QHBoxLayout(self._lists)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for place, button in enumerate(self._buttons):
            button.setObjectName(f"letters.tab.{place}")
            button.setCheckable(True)
            button.setToolTip(f"Alt+{place + 1}")
            button.setMinimumWidth(button.sizeHint().width() + ROOM_FOR_A_NUMBER)
            self._tabs.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        self._new.setObjectName("letters.new")
        self._certificate.setObjectName("letters.certificate")
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(10)
        self.arrange(wide=True)
