"""The field for the PIN on the sign-in page, and those for choosing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from officeapp.domain.school import Person

HOW_TO_CHOOSE = (
    "Choose your PIN: six digits or more, and not one that is tried first, such as "
    "123456. You type it each time you sit down here; every entry carries your name."
)
CODE_FIRST = "Type the code the headteacher gave you; it holds for 15 minutes, once. "


class PinStep(QWidget):
    """The field for the PIN; two more where one is being chosen, three with a one-use code.

    Signals:
        entered: The PIN is typed; carries it, its repetition and the code (empty if not asked for).
        code_offered: The person has a one-use code and wants to choose a PIN with it.
        back_requested: The person wants to choose another name.
    """

    entered = Signal(str, str, str)
    code_offered = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._who = QLabel(self)
        self._why = QLabel(self)
        self._code = QLineEdit(self)
        self._pin = QLineEdit(self)
        self._again = QLineEdit(self)
        self._refused = QLabel(self)
        self._back = QPushButton("Another name  Esc", self)
        self._lost = QPushButton("I have a one-use code  F2", self)
        self._go = QPushButton("Sign in  Enter", self)
        self._at_once = 0
        self._build()
        self._code.returnPressed.connect(self._pin.setFocus)
        self._pin.textEdited.connect(self._on_edited)
        self._lost.clicked.connect(self.code_offered)
        QShortcut(QKeySequence("F2"), self).activated.connect(self._lost.click)
        self._pin.returnPressed.connect(self._on_pin)
        self._again.returnPressed.connect(self._on_entered)
        self._go.clicked.connect(self._on_entered)
        self._back.clicked.connect(self.back_requested)

    def ask(
        self, person: Person, *, choosing: bool, with_code: bool = False, at_once: int = 0
    ) -> None:
        """Ask a person for the PIN, or for a new one twice.

        Args:
            person: Who it is.
            choosing: Whether a PIN is being chosen.
            with_code: Whether that takes a one-use code.
            at_once: After how many characters the PIN is taken without Enter; 0 for never.
        """
        self._at_once = 0 if choosing else at_once
        self._who.setText(f"{person.name}, {person.post}")
        self._why.setText(CODE_FIRST + HOW_TO_CHOOSE if with_code else HOW_TO_CHOOSE)
        self._why.setVisible(choosing)
        self._code.clear()
        self._code.setVisible(with_code)
        self._lost.setVisible(not choosing)
        self._again.setVisible(choosing)
        self._pin.setPlaceholderText("Your new PIN" if choosing else "Your PIN")
        self._go.setText("Keep this PIN  Enter" if choosing else "Sign in  Enter")
        self.refuse("")
        if with_code:
            self._code.setFocus()

    def refuse(self, why: str) -> None:
        """Say why the PIN was not taken, and wait for another."""
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        self._pin.clear()
        self._again.clear()
        self._pin.setAccessibleDescription(why)
        self._pin.setFocus()

    def _build(self) -> None:
        self._who.setObjectName("sign-in.who")
        self._who.setProperty("class", "section")
        self._why.setWordWrap(True)
        self._why.setProperty("class", "faded")
        self._code.setPlaceholderText("The one-use code you were given")
        for field, name, said in (
            (self._code, "sign-in.code", "One-use code"),
            (self._pin, "sign-in.pin", "PIN"),
            (self._again, "sign-in.again", "The new PIN once more"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(said)
            if field is not self._code:
                field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaximumWidth(300)
            field.setMinimumHeight(field.sizeHint().height())
        self._again.setPlaceholderText("The same PIN once more")
        self._refused.setObjectName("sign-in.refused")
        self._refused.setWordWrap(True)
        self._refused.setProperty("class", "refused")
        self._back.setObjectName("sign-in.back")
        self._lost.setObjectName("sign-in.lost")
        self._lost.setProperty("class", "quiet")
        self._go.setObjectName("sign-in.go")
        self._go.setProperty("class", "primary")
        for button in (self._back, self._lost, self._go):
            button.setMinimumHeight(button.sizeHint().height())
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(self._lost)
        row.addStretch(1)
        row.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._who, self._why, self._code, self._pin, self._again, self._refused):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(row)

    def _on_pin(self) -> None:
        if self._again.isVisible():
            self._again.setFocus()
        else:
            self._on_entered()

    def _on_edited(self, typed: str) -> None:
        if len(typed) == self._at_once:
            self._on_entered()

    def _on_entered(self) -> None:
        if self._pin.text():  # an Enter too much is no wrong PIN
            self.entered.emit(self._pin.text(), self._again.text(), self._code.text())
