"""The sections of the School screen: a list at the left, or one field in a small window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

WIDTH = 190
SECTION_KEYS = "1234567890-=[];'"  # as they stand on the keyboard
MOST = 16777215  # what Qt takes for no limit


class SectionButton(QPushButton):
    """A section's name with its key at the right."""

    def __init__(self, words: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("class", "section")
        self.setCheckable(True)
        self.setToolTip(keys)
        self.setAccessibleDescription(f"{keys}. The arrow keys go to the next section.")
        self._keys = label(keys, "key", self)
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.addStretch(1)
        row.addWidget(self._keys)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._keys.sizeHint().width() + 8, max(38, hint.height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Chooser(QFrame):
    """One button for each section; Alt with its number opens it from anywhere on the screen.

    Signals:
        chosen: A section was chosen; carries its place in the list.
        entered: The person wants to work in the section shown.
    """

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, sections: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sections")
        self._group = QButtonGroup(self)
        self._field = QComboBox(self)
        self._field.setObjectName("school.sections")
        self._field.setAccessibleName("Section")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._field)
        self._narrow: bool | None = None
        for place, (name, words) in enumerate(sections):
            keys = f"Alt+{SECTION_KEYS[place]}"
            button = SectionButton(words, keys, self)
            button.setObjectName(name)
            self._group.addButton(button, place)
            self._field.addItem(f"{words}  {keys}")
            self._column.addWidget(button)
            QShortcut(QKeySequence(keys), parent).activated.connect(button.click)
        self._group.idToggled.connect(self._on_toggled)
        self._field.activated.connect(self.choose)
        self.set_narrow(narrow=False)

    def choose(self, place: int) -> None:
        """Choose a section by its place in the list."""
        self._group.button(place).setChecked(True)

    def step(self, step: int) -> None:
        """Choose the next section or the one before, round and round."""
        self.choose((self._group.checkedId() + step) % len(self._group.buttons()))

    def focus_chosen(self) -> None:
        """Put the focus on the section that is chosen."""
        button = self._field if self._narrow else self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Say whether the focus is on one of the sections."""
        return any(one.hasFocus() for one in (self._field, *self._group.buttons()))

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the sections into one field, or in a column at the left."""
        if narrow == self._narrow:
            return
        had_focus = self.has_focus()
        self._narrow = narrow
        self._field.setVisible(narrow)
        for button in self._group.buttons():
            button.setHidden(narrow)
        self.setProperty("class", "" if narrow else "card")
        self.style().unpolish(self)
        self.style().polish(self)
        edge = 0 if narrow else 8
        self._column.setContentsMargins(edge, edge, edge, edge)
        self.setMinimumWidth(0 if narrow else WIDTH)
        self.setMaximumWidth(MOST if narrow else WIDTH)
        if had_focus:
            self.focus_chosen()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _on_toggled(self, place: int, checked: bool) -> None:  # noqa: FBT001  # Qt's own
        if checked:
            self._field.setCurrentIndex(place)
            if self.has_focus():
                self.focus_chosen()
            self.chosen.emit(place)
