"""The classes along the top of the register: buttons, or a list where they do not fit."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QResizeEvent

    from officeapp.domain.record import ClassId
    from officeapp.domain.roll import SchoolClass
    from officeapp.gui.theme import Theme

WHOLE_SCHOOL, ALL = "Whole school", "All"
SPACING = 6
TICK = QSize(12, 12)


class ClassPicker(QWidget):
    """Chooses a class, or the whole school; a tick says whose register is handed in.

    Signals:
        class_chosen: A class was chosen; carries its number, None for the whole school.
    """

    class_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choices: list[tuple[ClassId | None, str]] = []
        self._strip = QWidget(self)
        self._group = QButtonGroup(self)
        self._list = QComboBox(self)
        self._list.setObjectName("register.classes")
        self._list.setAccessibleName("Class")
        self._list.activated.connect(self._on_listed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._strip)
        row.addWidget(self._list)
        row.addStretch(1)
        self._buttons = QHBoxLayout(self._strip)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(SPACING)

    def show_classes(self, classes: Sequence[SchoolClass], *, whole_school: bool) -> None:
        """Show these classes, and the whole school after them to who may read it."""
        choices: list[tuple[ClassId | None, str]] = [(one.id, one.name) for one in classes]
        if whole_school:
            choices.append((None, WHOLE_SCHOOL))
        if choices == self._choices:
            return
        self._choices = choices
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        self._list.clear()
        for place, (number, name) in enumerate(choices):
            button = self._button(ALL if number is None else name)
            button.setObjectName(f"register.class.{name}")
            button.setToolTip(name)
            button.clicked.connect(partial(self.class_chosen.emit, number))
            self._group.addButton(button, place)
            self._buttons.addWidget(button)
            self._list.addItem(name)
        for before, after in pairwise([self._list, *self._group.buttons()]):
            QWidget.setTabOrder(before, after)
        self._fit()

    def show_chosen(self, number: ClassId | None, handed_in: Collection[ClassId]) -> None:
        """Show which class is open, and whose register of the session is handed in."""
        for place, (one, name) in enumerate(self._choices):
            done = one in handed_in
            button = self._group.button(place)
            button.setChecked(one == number)
            tabbed, clicked = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(tabbed if one == number else clicked)
            role = "button.primary" if one == number else "good.text"
            icon = self._theme.icon("check", role) if done else QIcon()
            button.setIcon(icon)
            button.setAccessibleName(f"{name}, handed in" if done else name)
            listed = self._theme.icon("check", "good.text") if done else QIcon()
            self._list.setItemIcon(place, listed)
            if one == number:
                self._list.setCurrentIndex(place)
        self._fit()

    def beside(self, number: ClassId | None, step: int) -> ClassId | None:
        """Return the class before (-1) or after (1) one, round the corner."""
        classes = [one for one, _ in self._choices if one is not None]
        if number not in classes:
            return classes[0] if classes else None
        return classes[(classes.index(number) + step) % len(classes)]

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _button(self, text: str) -> QPushButton:
        """Return a button with room for a tick and for bold, so that nothing moves or is cut."""
        button = QPushButton(text, self._strip)
        button.setCheckable(True)
        button.setStyleSheet("padding: 7px 10px;")
        button.setIconSize(TICK)
        if text != ALL:
            button.setIcon(self._theme.icon("check"))
        bold = QFontMetrics(text_font(bold=True)).horizontalAdvance(text)
        bolder = bold - QFontMetrics(text_font()).horizontalAdvance(text)
        button.setMinimumWidth(button.sizeHint().width() + max(bolder, 0))
        button.setIcon(QIcon())
        return button

    def _fit(self) -> None:
        buttons = self._group.buttons()
        widths = [max(one.sizeHint().width(), one.minimumWidth()) for one in buttons]
        fits = sum(widths) + SPACING * len(widths) <= self.width()
        self._strip.setVisible(fits)
        self._list.setVisible(not fits)

    def _on_listed(self, place: int) -> None:
        self.class_chosen.emit(self._choices[place][0])
