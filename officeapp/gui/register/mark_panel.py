"""The mark opened beside the register: code, minutes late, note, and why where it is in ink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.gui.register.grid_model import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent


WHILE_OPEN = "corrected while open"
REASONS = (
    "marked in error",
    "a parent gave the reason later",
    "arrived after the register was taken",
    "was in school after all",
    "evidence was seen",
)
NOT_SAID = -1
LONGEST_LATE = 400  # minutes


@dataclass(frozen=True, slots=True)
class Opened:
    """What the panel is opened on.

    Attributes:
        cells: The cells it is about.
        who: Whose marks they are: 'Kaur, Simran, Wednesday 18 November, morning', or how many.
        before: The code that stands; empty for none, or where there are several.
        code: The code to begin with; None leaves each cell the one already wanted for it.
        minutes: Minutes late so far.
        note: The note so far.
        in_ink: Whether a reason is needed.
        is_open: Whether the session's register has not closed yet.
    """

    cells: tuple[Cell, ...]
    who: str
    before: str
    code: str | None
    minutes: int | None
    note: str
    in_ink: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided in the panel.

    Attributes:
        opened: What the panel was opened on.
        code: The code; None where each cell has its own.
        minutes: Minutes late; None where that is not said.
        note: The note.
        reason: Why, where marks are in ink.
    """

    opened: Opened
    code: str | None
    minutes: int | None
    note: str
    reason: str


class MarkPanel(QFrame):
    """Asks for what belongs to a mark, in place; the grid stays in view.

    Signals:
        answered: It is to be written; carries an `Answer`.
        closed: The panel is to be closed without writing.
    """

    answered = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened: Opened | None = None
        self._title, self._who, self._wrong = QLabel(self), QLabel(self), QLabel(self)
        self._why = QLabel("Why is it changed?", self)
        self._reasons = QListWidget(self)
        self._other, self._code, self._note = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self._minutes = QSpinBox(self)
        self._write = QPushButton("Write  Enter", self)
        self._back = QPushButton("Go back  Esc", self)
        self._form = QFormLayout()
        self._build()
        self._connect()

    def open(self, opened: Opened) -> None:
        """Show a mark, with the cursor where the next key is wanted."""
        self._opened = opened
        self._title.setText("Change what is in ink" if opened.in_ink else "The mark")
        self._who.setText(opened.who)
        self._code.setText(opened.code or "")
        self._form.setRowVisible(self._code, opened.code is not None)
        self._minutes.setValue(NOT_SAID if opened.minutes is None else opened.minutes)
        self._note.setText(opened.note)
        self._other.clear()
        self._show_reasons(opened)
        self.refuse("")
        changed = opened.in_ink and opened.code != opened.before
        self._minutes.selectAll()
        self.setFocusProxy(self._reasons if changed else self._minutes)

    def refuse(self, sentence: str) -> None:
        """Say why it was not written; what was typed stays."""
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self._back if self._back.hasFocus() else self._write).click()
        else:
            super().keyPressEvent(event)

    def _show_reasons(self, opened: Opened) -> None:
        self._reasons.clear()
        offered = [*([WHILE_OPEN] if opened.is_open else []), *REASONS]
        self._reasons.addItems([f"{place}  {text}" for place, text in enumerate(offered, 1)])
        self._reasons.setCurrentRow(0 if opened.is_open else -1)
        rows = self._reasons.sizeHintForRow(0) * self._reasons.count()
        self._reasons.setFixedHeight(rows + 8)
        for part in (self._why, self._reasons, self._other):
            part.setVisible(opened.in_ink)

    def _reason(self) -> str:
        parts = [line.text().split("  ", 1)[1] for line in self._reasons.selectedItems()]
        parts += [self._other.text().strip()] if self._other.text().strip() else []
        return "; ".join(parts)

    def _on_write(self) -> None:
        if self._opened is None:
            return
        minutes = self._minutes.value()
        self.answered.emit(
            Answer(
                self._opened,
                None if self._opened.code is None else self._code.text().strip().upper(),
                None if minutes == NOT_SAID else minutes,
                self._note.text().strip(),
                self._reason() if self._opened.in_ink else "",
            )
        )

    def _connect(self) -> None:
        self._write.clicked.connect(self._on_write)
        self._back.clicked.connect(self.closed)
        self._reasons.currentRowChanged.connect(self._on_reason)

    def _on_reason(self) -> None:
        self.refuse("")

    def _build(self) -> None:
        self.setProperty("class", "card")
        self.setObjectName("register.mark")
        self._title.setProperty("class", "section")
        for label in (self._title, self._who, self._wrong):
            label.setWordWrap(True)
        self._wrong.setObjectName("register.mark.refusal")
        self._wrong.setProperty("class", "badge")
        self._wrong.setProperty("tone", "unauthorised")
        self._name_fields()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._who)
        layout.addWidget(self._why)
        layout.addWidget(self._reasons)
        layout.addWidget(self._other)
        self._form.addRow("&Code", self._code)
        self._form.addRow("&Minutes late", self._minutes)
        self._form.addRow("N&ote", self._note)
        layout.addLayout(self._form)
        layout.addWidget(self._wrong)
        buttons = QHBoxLayout()
        buttons.addWidget(self._write)
        buttons.addWidget(self._back)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def _name_fields(self) -> None:
        self._write.setProperty("class", "primary")
        self._minutes.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._minutes.setRange(NOT_SAID, LONGEST_LATE)
        self._minutes.setSpecialValueText("not said")
        self._other.setPlaceholderText("in your own words")
        self._code.setMaxLength(2)
        named: Sequence[tuple[QWidget, str, str]] = (
            (self._reasons, "reasons", "Why is it changed? A digit chooses."),
            (self._other, "reason", "Why, in your own words"),
            (self._code, "code", "Code"),
            (self._minutes, "minutes", "Minutes late"),
            (self._note, "note", "Note"),
            (self._write, "write", "Write"),
            (self._back, "back", "Go back"),
        )
        for widget, name, spoken in named:
            widget.setObjectName(f"register.mark.{name}")
            widget.setAccessibleName(spoken)
