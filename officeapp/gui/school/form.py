"""Forms: labelled fields, what is wrong said in place, and nothing typed ever lost."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.messages import announce
from officeapp.gui.parking import Typed, parking_of
from officeapp.gui.widgets.cards import label
from officeapp.gui.widgets.year_groups import YearGroupBoxes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QKeyEvent

    from officeapp.gui.parking import Parking
    from officeapp.gui.theme import Theme

WIDEST = 760
STILL_HERE = "What you typed before is still here."


class FieldGrid(QWidget):
    """Fields with their words above them, two to a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._places = 0

    def add(self, words: str, field: QWidget, name: str, *, wide: bool = False) -> None:
        """Add a field, named for scripts and for screen readers; a box has its words beside it."""
        field.setObjectName(name)
        field.setAccessibleName(words)
        if isinstance(field, QComboBox):
            field.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            field.setMinimumContentsLength(12)
        pair = QVBoxLayout()
        pair.setSpacing(3)
        if words:
            above = label(words, "note", self)
            above.setBuddy(field)
            pair.addWidget(above)
        pair.addWidget(field)
        pair.addStretch(1)
        if wide:
            self._places += self._places % 2
        row, column = divmod(self._places, 2)
        self._grid.addLayout(pair, row, column, 1, 2 if wide else 1)
        self._places += 2 if wide else 1
        self.fields[name] = field


class RefusedLine(QWidget):
    """Why something was not written, beside where it was typed."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel(self)
        self._text = label("", "refused", self)
        self._text.setObjectName(name)
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.clear()

    def text(self) -> str:
        """Return what is said; empty if nothing."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Show a sentence and have a screen reader say it."""
        self._icon.setPixmap(self._theme.icon("warning", "refused.text").pixmap(18, 18))
        self._text.setText(text)
        self.show()
        announce(self, text)

    def clear(self) -> None:
        """Take the sentence away."""
        self._text.clear()
        self.hide()

    @contextlib.contextmanager
    def hears(self, again: Callable[[], object] | None = None) -> Iterator[None]:
        """Say a refusal here; let a fault of the program through.

        Args:
            again: Does what is tried here once more, for an act that may take a PIN first.
        """
        self.clear()
        try:
            yield
        except OfficeError as refusal:
            if again is None or not ask_first(self, refusal, again):
                self.say(str(refusal))


class Form(QFrame):
    """A card to fill in: Ctrl+Enter or Enter writes it, Esc goes back and keeps what was typed.

    Signals:
        entered: What is typed is to be written.
        back_requested: The person wants to go back.
    """

    entered = Signal()
    back_requested = Signal()

    def __init__(self, theme: Theme, name: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("class", "card")
        self.grid = FieldGrid(self)
        self.refused = RefusedLine(theme, f"{name}.refused", self)
        self._title = label("", "section", self)
        self._note = label("", "note", self)
        self._effect = label("", "faded", self)
        self._back = QPushButton("Back  Esc", self)
        self._write = QPushButton(f"{act}  Ctrl+Enter", self)
        self._key: object = None
        self._heeds = False
        self._before: list[Any] = []
        self._build(name)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.entered)
        self._write.clicked.connect(self.entered)
        self._back.clicked.connect(self.back_requested)

    def begin(self, key: object, title: str, fill: Callable[[], None]) -> None:
        """Show the form for one thing, filled in; what was typed for it before stays."""
        self._title.setText(title)
        parking, parked = parking_of(self), None
        if parking is not None:
            self._heed(parking)
            parked = parking.take(self.objectName(), key)
        kept = parked is not None or (key == self._key and self._values() != self._before)
        self._note.setText(STILL_HERE if kept else "")
        self._note.setVisible(kept)
        self.refused.clear()
        if not kept or parked is not None:
            fill()
            self._key, self._before = key, self._values()
        if parked is not None:
            for field, value in zip(self.grid.fields.values(), parked, strict=True):
                _put(field, value)

    def order_tabs(self) -> None:
        """Let Tab go through the fields, then the buttons, as they are read."""
        chain(*self.grid.fields.values(), self._back, self._write)

    def written(self) -> None:
        """Forget what was typed: it stands in the books."""
        self._key = None

    def say(self, effect: str) -> None:
        """Say what will follow, before it is written."""
        self._effect.setText(effect)
        self._effect.setVisible(bool(effect))

    def focus_first(self) -> None:
        """Put the focus into the first field that takes it."""
        for field in self.grid.fields.values():
            if field.isVisibleTo(self) and field.isEnabled():
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        now = self.focusWidget()
        if isinstance(now, QPushButton):
            now.click()
        else:
            self.entered.emit()

    def _heed(self, parking: Parking) -> None:
        if not self._heeds:
            self._heeds = True
            parking.closing.connect(self._park)

    def _park(self) -> None:
        """Keep what is typed for whoever typed it; the window is being locked."""
        parking, values = parking_of(self), self._values()
        if parking is not None and self._key is not None and values != self._before:
            title = self._title.text() if self.isVisible() else ""
            parking.keep(self.objectName(), self._key, Typed(title, values))

    def _values(self) -> list[Any]:
        return [_value(field) for field in self.grid.fields.values()]

    def _build(self, name: str) -> None:
        self._title.setObjectName(f"{name}.title")
        self._effect.setObjectName(f"{name}.effect")
        self._effect.setWordWrap(True)
        self._effect.hide()
        self._note.hide()
        self._write.setObjectName(f"{name}.write")
        self._write.setProperty("class", "primary")
        self._back.setObjectName(f"{name}.back")
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._write)
        inside = QWidget(self)
        inside.setProperty("class", "inner")
        inside.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._title, self._note, self.grid, self._effect, self.refused):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(18, 14, 18, 14)
        whole.addWidget(inside, 100)
        whole.addStretch(1)


def chain(*parts: QWidget) -> None:
    """Let Tab go from part to part in this order."""
    single: list[QWidget] = []
    for part in parts:
        single += part.boxes if isinstance(part, YearGroupBoxes) else [part]
    for before, after in itertools.pairwise(single):
        QWidget.setTabOrder(before, after)


def _value(field: QWidget) -> Any:
    """Return what a field holds, for telling whether anything was typed."""
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, YearGroupBoxes):
        return field.chosen()
    return field.text() if isinstance(field, QLineEdit) else None


def _put(field: QWidget, value: Any) -> None:
    """Put back what a field held."""
    if isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(value)))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, QCheckBox):
        field.setChecked(value)
    elif isinstance(field, YearGroupBoxes):
        field.choose(value)
    elif isinstance(field, QLineEdit):
        field.setText(value)
