"""One field on the screen: its label, where it is typed, and what is said about it."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.gui.pupil.fields import Field, Kind
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

Editor = QLineEdit | QPlainTextEdit | QComboBox | QCheckBox

LABEL_WIDTH = 132
LINES_HEIGHT = 74
CHOSEN_AFTER_MS = 400  # the arrow keys pass over choices that are not meant


class Tone(enum.StrEnum):
    """How a sentence under a field is meant, by its class in the style sheet."""

    NOTE = "note"
    DOUBT = "doubt"
    REFUSED = "refused"


class FieldRow(QWidget):
    """A field that says when the person is done with it, and keeps what it was refused.

    Signals:
        done: Something else may stand in the field now; carries the field's name.
    """

    done = Signal(str)

    def __init__(self, field: Field, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._value: Any = None
        self._as_shown: Any = None
        self._tone = Tone.NOTE
        self._read_only = False
        self._label = label("" if field.kind is Kind.FLAG else field.label, "faded", self)
        self._saved = label("", "note", self)
        self._said = label("", "note", self)
        self._chosen = QTimer(self)
        self._chosen.setSingleShot(True)
        self._chosen.setInterval(CHOSEN_AFTER_MS)
        self._chosen.timeout.connect(self._on_done)
        self.editor = self._made(name)
        self.editor.installEventFilter(self)
        self._build(name)

    def show_value(self, value: Any) -> None:
        """Show a value that the card has; what was typed gives way."""
        self._value = value
        self._put(value)
        self.say(self._doubt(value), Tone.DOUBT)

    def keep_typed(self, value: Any) -> None:
        """Take note of a value the card has now, leaving what is being typed."""
        if self.is_typed_in():
            self._value = value
        else:
            self.show_value(value)

    def is_typed_in(self) -> bool:
        """Say whether something else stands in the field than was put there from the card."""
        return bool(self.state() != self._as_shown)

    def typed(self) -> str:
        """Return the text as typed; empty for a choice or a tick."""
        if isinstance(self.editor, QLineEdit):
            return self.editor.text()
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText()
        return ""

    def put_typed(self, text: str) -> None:
        """Put back a text that was typed and could not be kept."""
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
            self.editor.setCursorPosition(0)
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(text)

    @property
    def is_read_only(self) -> bool:
        """Say whether nobody may type here."""
        return self._read_only

    def shown_state(self) -> Any:
        """Return what stood in the field as it was put there from the card."""
        return self._as_shown

    def state(self) -> Any:
        """Return what stands in the field, whatever it means."""
        if isinstance(self.editor, QComboBox):
            return self.editor.currentData()
        return self.editor.isChecked() if isinstance(self.editor, QCheckBox) else self.typed()

    def put_state(self, state: Any) -> None:
        """Put back what stood in the field and was not written."""
        if isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(max(0, self.editor.findData(state)))
        elif isinstance(self.editor, QCheckBox):
            self.editor.setChecked(state)
        else:
            self.put_typed(state)

    def value(self) -> Any:
        """Return what the field means as it stands.

        Raises:
            OfficeError: It means nothing; the sentence says what to type.
        """
        state = self.state()
        return self.field.read(state) if self.field.kind in (Kind.LINE, Kind.LINES) else state

    def put_back(self) -> None:
        """Show what the card has again."""
        self._put(self._value)

    def refuse(self, sentence: str) -> None:
        """Say why it was not kept; what was typed stays."""
        self._saved.clear()
        self.say(sentence, Tone.REFUSED)

    def say(self, sentence: str, tone: Tone = Tone.NOTE) -> None:
        """Say something under the field; nothing takes it away."""
        tone = tone if sentence else Tone.NOTE
        if tone is not self._tone:
            self._tone = tone
            self._said.setProperty("class", str(tone))
            side, above = (10, 5) if tone is Tone.DOUBT else (0, 0)
            self._said.setContentsMargins(side, above, side, above)
            self.editor.setProperty("wrong", "true" if tone is Tone.REFUSED else "false")
            for part in (self.editor, self._said):
                part.style().unpolish(part)
                part.style().polish(part)
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence or self.field.hint)

    def said(self) -> str:
        """Return what is said under the field."""
        return self._said.text()

    def show_saved(self, at: dt.datetime | None) -> None:
        """Say beside the field when it was saved; nothing takes it away."""
        self._saved.setText(f"Saved {at:%H:%M}" if at else "")
        self._saved.setVisible(at is not None)

    def saved(self) -> str:
        """Return what the field says of having been saved."""
        return self._saved.text()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let nobody type here, or let them again; what stands here is read as well as before."""
        self._read_only = read_only
        if isinstance(self.editor, (QLineEdit, QPlainTextEdit)):
            self.editor.setReadOnly(read_only)
            self.editor.setPlaceholderText("" if read_only else self.field.hint)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._read_only and _changes_a_choice(self.editor, event):
            return True
        by_itself = isinstance(self.editor, QPlainTextEdit | QComboBox)
        if event.type() == QEvent.Type.FocusOut and by_itself:
            self._on_done()
        if event.type() == QEvent.Type.Wheel and not self.editor.hasFocus():
            return not isinstance(self.editor, QPlainTextEdit)  # rolling past changes nothing
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if held and event.key() in (Qt.Key.Key_L, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_done()  # the window is locked next: what was typed is kept first
        return super().eventFilter(watched, event)

    def _on_done(self) -> None:
        self._chosen.stop()
        self.done.emit(self.field.name)

    def _doubt(self, value: Any) -> str:
        return self.field.doubt(value) if self.field.doubt else ""

    def _put(self, value: Any) -> None:
        if isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(max(0, self.editor.findData(value)))
        elif isinstance(self.editor, QCheckBox):
            self.editor.setChecked(bool(value))
        else:
            self.put_typed(self.field.shown(value))
        self._as_shown = self.state()  # an editor may show a blank for a mark nobody sees

    def _made(self, name: str) -> Editor:
        made: Editor = _EDITORS[self.field.kind](self)
        made.setObjectName(name)
        made.setAccessibleName(self.field.label)
        if isinstance(made, QLineEdit):
            made.setPlaceholderText(self.field.hint)
            made.editingFinished.connect(self._on_done)
        elif isinstance(made, QPlainTextEdit):
            made.setPlaceholderText(self.field.hint)
            made.setTabChangesFocus(True)
            made.setFixedHeight(LINES_HEIGHT)
        elif isinstance(made, QComboBox):
            for value, words in self.field.choices:
                made.addItem(words, value)
            made.activated.connect(self._chosen.start)
        else:
            made.setText(self.field.label)
            made.clicked.connect(self._on_done)
        return made

    def _build(self, name: str) -> None:
        self._label.setBuddy(self.editor)
        self._label.setWordWrap(True)
        self._said.setWordWrap(True)
        self._said.setObjectName(f"{name}.said")
        self._saved.setObjectName(f"{name}.saved")
        flag = self.field.kind is Kind.FLAG
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        if flag:
            grid.addWidget(self.editor, 0, 0)
            grid.addWidget(self._saved, 0, 1)
        else:
            grid.addLayout(self._labels(), 0, 0, _MIDDLE)
            grid.addWidget(self.editor, 0, 1)
        grid.addWidget(self._said, 1, 0 if flag else 1, 1, 2 if flag else 1)
        grid.setColumnStretch(1, 1)
        self._label.setVisible(not flag)
        self._saved.hide()
        self._said.hide()

    def _labels(self) -> QVBoxLayout:
        """Put the label over the time at which the field was saved."""
        both = QVBoxLayout()
        both.setSpacing(0)
        for part in (self._label, self._saved):
            part.setFixedWidth(LABEL_WIDTH)
            both.addWidget(part)
        return both


def _changes_a_choice(editor: Editor, event: QEvent) -> bool:
    """Say whether an event would tick a box or choose something; moving on is no change."""
    if isinstance(editor, (QLineEdit, QPlainTextEdit)):
        return False
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
        return event.key() not in _PASSES_ON
    return event.type() in _PRESSES


_PASSES_ON = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
_PRESSES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_EDITORS: dict[Kind, Callable[[QWidget], Editor]] = {
    Kind.LINE: QLineEdit,
    Kind.LINES: QPlainTextEdit,
    Kind.CHOICE: QComboBox,
    Kind.FLAG: QCheckBox,
}
