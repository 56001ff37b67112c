"""The form of the case: the fields of one kind of entry, in place; Enter keeps it, Esc closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.errors import OfficeError
from officeapp.gui.messages import announce
from officeapp.gui.pupil.case_asks import Ask, Kind
from officeapp.gui.widgets.cards import label
from officeapp.gui.widgets.day_field import DayField, TimeField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WHY = Ask("correction", "What changed, and why")
GONE = Ask("gone", "A mistake: take it back", Kind.TICK)


class CaseForm(QFrame):
    """One form at a time; what is typed stays until it is kept or given up.

    Signals:
        opened: A form was opened.
        closed: It was closed, kept or not.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str = "pupils.case") -> None:
        """Make a form, closed.

        Args:
            parent: What it stands in.
            name: What its parts are named after, for scripts.
        """
        super().__init__(parent)
        self._name = name
        self._keep: Callable[[Mapping[str, Any]], None] | None = None
        self._fields: dict[str, QWidget] = {}
        self._asks: tuple[Ask, ...] = ()
        self._title = label("", "section", self)
        self._refused = label("", "refused", self)
        self._ok = QPushButton("Keep it  Enter", self)
        self._back = QPushButton("Close  Esc", self)
        self._grid = QGridLayout()
        self._build()

    @property
    def is_open(self) -> bool:
        """Say whether a form is open."""
        return not self.isHidden()

    def open(
        self,
        title: str,
        asks: Sequence[Ask],
        values: Mapping[str, Any],
        keep: Callable[[Mapping[str, Any]], None],
    ) -> None:
        """Show the fields of a form; the first has the focus. One that is open stays as it is.

        Args:
            title: Its heading.
            asks: Its fields, in the order of Tab.
            values: What they begin with; nothing for a field that is not named.
            keep: Keeps what is typed; a refusal of it is shown here and nothing is closed.
        """
        if self.is_open:
            self._refuse("Keep this first, or close it with Esc.")
            return
        self._clear()
        self._keep, self._asks = keep, tuple(asks)
        self._title.setText(title)
        self._refuse("")
        for place, ask in enumerate(self._asks):
            self._add(place, ask, values.get(ask.name))
        self.show()
        self.opened.emit()
        first = self._fields[self._asks[0].name]
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()

    def give_up(self) -> bool:
        """Close it, nothing kept; say whether it was open."""
        if self.isHidden():
            return False
        self._close()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            now = self.focusWidget()
            now.click() if isinstance(now, QPushButton) else self._on_keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.setObjectName(f"{self._name}.form")
        self.setProperty("class", "card")
        self._refused.setObjectName(f"{self._name}.refused")
        self._refused.setWordWrap(True)
        self._ok.setObjectName(f"{self._name}.keep")
        self._ok.setProperty("class", "primary")
        self._back.setObjectName(f"{self._name}.back")
        self._ok.clicked.connect(self._on_keep)
        self._back.clicked.connect(self.give_up)
        last = QHBoxLayout()
        last.addWidget(self._refused, 1)
        last.addWidget(self._back)
        last.addWidget(self._ok)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 12)
        column.addWidget(self._title)
        column.addLayout(self._grid)
        column.addLayout(last)
        self.hide()

    def _add(self, place: int, ask: Ask, value: Any) -> None:
        field = _MAKES[ask.kind](self, ask)
        field.setObjectName(f"{self._name}.field.{ask.name}")
        field.setAccessibleName(ask.words)
        _show(field, value)
        row, column = divmod(place, 2)
        self._grid.addWidget(
            label("" if ask.kind is Kind.TICK else ask.words, "faded", self), row, 2 * column
        )
        self._grid.addWidget(field, row, 2 * column + 1)
        before = list(self._fields.values())
        if before:
            QWidget.setTabOrder(before[-1], field)
        QWidget.setTabOrder(field, self._back)
        self._fields[ask.name] = field

    def _on_keep(self) -> None:
        if self._keep is None:
            return
        try:
            values = {ask.name: _value(self._fields[ask.name], ask) for ask in self._asks}
            self._keep(values)
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self._close()

    def _refuse(self, why: str) -> None:
        self._refused.setText(why)
        if why:
            announce(self, why)

    def _close(self) -> None:
        self.hide()
        self._clear()
        self.closed.emit()

    def _clear(self) -> None:
        """Throw the fields away; what was typed of one child is never shown with another."""
        self._keep = None
        for field in self._fields.values():
            if isinstance(field, QLineEdit):
                field.clear()
        self._fields.clear()
        while (found := self._grid.takeAt(0)) is not None:
            widget = found.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _show(field: QWidget, value: Any) -> None:
    if isinstance(field, DayField):
        field.show_day(value)
    elif isinstance(field, TimeField):
        if value is not None:
            field.show_time(value)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(value or "")))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QLineEdit):
        field.setText(value or "")


def _value(field: QWidget, ask: Ask) -> Any:
    """Return what is typed in a field.

    Raises:
        OfficeError: It is no day, or no time.
    """
    if isinstance(field, DayField):
        return field.day() if ask.kind is Kind.A_DAY else field.day_or_none()
    if isinstance(field, TimeField):
        return field.time() if field.text().strip() else None
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    assert isinstance(field, QLineEdit), ask.name  # noqa: S101  # there is no other kind
    return field.text().strip()


class _Choice(QComboBox):
    """A choice that is typed like any field: letters are its own, Enter is the form's."""

    @override
    def event(self, event: QEvent) -> bool:
        typed = isinstance(event, QKeyEvent) and event.text().isprintable() and event.text()
        if event.type() == QEvent.Type.ShortcutOverride and typed:
            event.accept()  # no key of the case while its form is typed in
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


def _choice(parent: QWidget, ask: Ask) -> QComboBox:
    made = _Choice(parent)
    for one in ask.choices:
        made.addItem(one or "not said", one)
    return made


_MAKES: dict[Kind, Callable[[QWidget, Ask], QWidget]] = {
    Kind.TEXT: lambda parent, _: QLineEdit(parent),
    Kind.DAY: lambda parent, _: DayField(parent),
    Kind.A_DAY: lambda parent, _: DayField(parent),
    Kind.TIME: lambda parent, _: TimeField(parent),
    Kind.CHOICE: _choice,
    Kind.TICK: lambda parent, ask: QCheckBox(ask.words, parent),
}
