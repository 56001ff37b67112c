"""A form that asks for a few fields and writes them together, in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.parking import Typed, parking_of
from officeapp.gui.pupil.field_row import FieldRow
from officeapp.gui.pupil.fields import Field, Kind
from officeapp.gui.widgets.cards import Card, label

WIDEST = 640


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks.

    Attributes:
        key: What it is about; what was typed and not written comes back under the same key.
        title: Its heading.
        note: A sentence under the heading; empty for none.
        fields: The fields.
        values: What they begin with, by name.
        act: What the button says: 'Admit'.
        write: Writes what was typed; may refuse.
        also: A second act with what its button says; None for none.
    """

    key: object
    title: str
    note: str
    fields: Sequence[Field]
    values: Mapping[str, Any]
    act: str
    write: Callable[[Mapping[str, Any]], None]
    also: tuple[str, Callable[[], None]] | None = None


class AskForm(Card):
    """Asks, writes on Ctrl+Enter, and keeps what was typed when it is closed or refused.

    Signals:
        closed: It is done with, written or not.
    """

    closed = Signal()

    def __init__(self, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._prefix = prefix
        self._asked: Asked | None = None
        self._typed: dict[object, dict[str, Any]] = {}
        self._rows: dict[str, FieldRow] = {}
        self._heeds = False
        self._fields = QVBoxLayout()
        self._said = label("", "refused", self)
        self._write = QPushButton("", self)
        self._also = QPushButton("", self)
        self._back = QPushButton("Go back  Esc", self)
        self._build()

    def ask(self, asked: Asked) -> None:
        """Ask something else, with the focus in the first field."""
        self._keep_typed()
        self._asked = asked
        self._unpark(asked.key)
        self.set_title(asked.title)
        self.setAccessibleName(asked.title)
        self.say(asked.note)
        self.refuse("")
        self._show_rows(asked)
        self._write.setText(f"{asked.act}  Ctrl+Enter")
        self._also.setText(asked.also[0] if asked.also else "")
        self._also.setVisible(asked.also is not None)
        self.show()
        self._rows[asked.fields[0].name].editor.setFocus()

    def close_form(self) -> bool:
        """Close it and keep what was typed; say whether it was open."""
        was_open = not self.isHidden()
        self._keep_typed()
        self._asked = None
        self.hide()
        if was_open:
            self.closed.emit()
        return was_open

    def refuse(self, sentence: str) -> None:
        """Say why it was not written; what was typed stays."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)

    def done(self) -> None:
        """Close it, written: nothing of it is to come back."""
        if self._asked is not None:
            self._typed.pop(self._asked.key, None)
        self._asked = None
        self.hide()
        self.closed.emit()

    def row(self, name: str) -> FieldRow:
        """Return the row of a field."""
        return self._rows[name]

    def _build(self) -> None:
        self.setObjectName(self._prefix)
        self._fields.setSpacing(6)
        self._said.setWordWrap(True)
        self._said.setObjectName(f"{self._prefix}.said")
        for button, name, kind in (
            (self._write, "write", "primary"),
            (self._also, "also", ""),
            (self._back, "back", ""),
        ):
            button.setObjectName(f"{self._prefix}.{name}")
            button.setProperty("class", kind)
            button.setAutoDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._write, self._back, self._also):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.inside.addLayout(self._fields)
        self.inside.addWidget(self._said)
        self.inside.addLayout(buttons)
        self._write.clicked.connect(self._on_write)
        self._also.clicked.connect(self._on_also)
        self._back.clicked.connect(self.close_form)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_write)
        self.hide()

    def _show_rows(self, asked: Asked) -> None:
        for old in self._rows.values():
            self._fields.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        names = {field.name: field.name.replace("_", "-") for field in asked.fields}
        self._rows = {
            field.name: FieldRow(field, f"{self._prefix}.{names[field.name]}", self)
            for field in asked.fields
        }
        typed = self._typed.get(asked.key, {})
        previous: QWidget | None = None
        for name, row in self._rows.items():
            row.show_value(asked.values.get(name, row.field.kind is not Kind.FLAG and ""))
            if name in typed:
                row.put_state(typed[name])
            row.setMaximumWidth(WIDEST)
            self._fields.addWidget(row)
            if previous is not None:
                QWidget.setTabOrder(previous, row.editor)
            previous = row.editor
            row.show()
        if previous is not None:
            for button in (self._write, self._back, self._also):
                QWidget.setTabOrder(previous, button)
                previous = button

    def _unpark(self, key: object) -> None:
        """Bring back what the same person typed before the window was locked."""
        parking = parking_of(self)
        if parking is None:
            return
        if not self._heeds:
            self._heeds = True
            parking.closing.connect(self._park)
        parked = parking.take(self._prefix, key)
        if parked is not None:
            self._typed.setdefault(key, parked)

    def _park(self) -> None:
        """Keep what is typed for whoever typed it; the window is being locked."""
        self._keep_typed()
        parking = parking_of(self)
        for key, typed in self._typed.items():
            is_open = self._asked is not None and self._asked.key == key
            title = self._asked.title if self._asked and is_open else ""
            if parking is not None and typed:
                parking.keep(self._prefix, key, Typed(title, typed))

    def _keep_typed(self) -> None:
        if self._asked is not None:
            typed = {n: row.state() for n, row in self._rows.items() if row.is_typed_in()}
            self._typed[self._asked.key] = typed

    def _values(self) -> dict[str, Any] | None:
        """Return what was typed, or None where a field means nothing and says so."""
        found: dict[str, Any] = {}
        wrong: list[FieldRow] = []
        for name, row in self._rows.items():
            try:
                found[name] = row.value()
                row.say("")
            except OfficeError as refusal:
                row.refuse(str(refusal))
                wrong.append(row)
        if wrong:
            wrong[0].editor.setFocus()
            return None
        return found

    def _on_write(self) -> None:
        if self._asked is None:
            return
        values = self._values()
        if values is not None:
            asked = self._asked
            self._act(lambda: asked.write(values), self._on_write)

    def _on_also(self) -> None:
        if self._asked is not None and self._asked.also is not None:
            self._act(self._asked.also[1], self._on_also)

    def _act(self, act: Callable[[], None], again: Callable[[], None]) -> None:
        asked = self._asked
        try:
            act()
        except OfficeError as refusal:
            if not ask_first(self, refusal, again):
                self.refuse(str(refusal))
            return
        if self._asked is asked:
            self.done()
