"""What a person says before a referral pack is issued: what is asked for, and why all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from officeapp.domain.referral import Purpose
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel


class PackAsks(QWidget):
    """Two fields; the reason is asked for only where something is to be looked at.

    Signals:
        changed: Something else is asked of the authority.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "inner")
        self._purpose = QComboBox(self)
        self._why = QLineEdit(self)
        self._asked: QLabel = label("What is asked for", "faded", self)
        self._why_words: QLabel = label("Why all the same", "faded", self)
        self._rows = QGridLayout(self)
        self._build()
        self._purpose.activated.connect(self.changed)

    @property
    def purpose(self) -> Purpose:
        """Return what is asked of the authority."""
        return Purpose(self._purpose.currentData())

    @property
    def why(self) -> str:
        """Return why the pack is sent although something had to be looked at."""
        return self._why.text().strip()

    def begin(self) -> None:
        """Take what was typed of another child away."""
        self._purpose.setCurrentIndex(0)
        self._why.clear()

    def ask_why(self, *, needed: bool) -> None:
        """Ask for a reason, or do not."""
        self._why.setVisible(needed)
        self._why_words.setVisible(needed)

    def _build(self) -> None:
        for purpose in Purpose:
            self._purpose.addItem(f"{purpose.words[:1].upper()}{purpose.words[1:]}", purpose)
        self._why.setPlaceholderText("what was looked at, and why it is sent; kept with the pack")
        self._purpose.setMinimumContentsLength(12)
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._purpose.setSizeAdjustPolicy(adjust)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(10)
        fields = ((self._asked, self._purpose, "purpose"), (self._why_words, self._why, "why"))
        for words, field, name in fields:
            field.setObjectName(f"pupils.case.pack.{name}")
            field.setAccessibleName(words.text())
        self.arrange(wide=True)

    def arrange(self, *, wide: bool) -> None:
        """Set the fields beside each other, or one under the other."""
        places = ((0, 0), (0, 2)) if wide else ((0, 0), (1, 0))
        pairs = ((self._asked, self._purpose), (self._why_words, self._why))
        for (row, column), (words, field) in zip(places, pairs, strict=True):
            self._rows.addWidget(words, row, column)
            self._rows.addWidget(field, row, column + 1)
        self._rows.setColumnStretch(1, 2)
        self._rows.setColumnStretch(3, 5 if wide else 0)
