"""What is to be done about a request beside deciding, each with its key, and asked for in place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.leave.acts import Asks, LeaveAct, acts, do
from officeapp.gui.leave.words import words
from officeapp.gui.messages import announce
from officeapp.gui.widgets.day_field import DayField

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest

A_ROW, A_SHORT_ROW = 4, 2


class FollowPanel(QWidget):
    """Keys for what can be done, and a line that asks for what it takes.

    Signals:
        done: Something was done; carries what to say of it.
        left: The keys of the list are wanted again.
    """

    done = Signal(str)
    left = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._request: LeaveRequest | None = None
        self._acts: list[LeaveAct] = []
        self._act: LeaveAct | None = None
        self._buttons: list[QPushButton] = []
        self._row = QGridLayout()
        self._a_row = A_ROW
        self._strip = QWidget(self)
        self._question = words("leave.act.question", "strong", self._strip)
        self._text = QLineEdit(self._strip)
        self._day = DayField(self._strip, today=office.today)
        self._go = QPushButton("Write down   Ctrl+Enter", self._strip)
        self._refused = words("leave.act.refused", "refused", self)
        self._build()

    @property
    def is_asking(self) -> bool:
        """Say whether something is asked for."""
        return self._act is not None

    def begin(self, request: LeaveRequest | None) -> None:
        """Show what can be done about a request."""
        self._request = request
        self._acts = acts(self._office, request) if request is not None else []
        self._close()
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._buttons = [self._button(one) for one in self._acts]
        self._place()
        self.setVisible(bool(self._acts))

    def arrange(self, *, wide: bool) -> None:
        """Put more or fewer keys in a row."""
        self._a_row = A_ROW if wide else A_SHORT_ROW
        self._place()

    def _place(self) -> None:
        for place, button in enumerate(self._buttons):
            self._row.addWidget(button, place // self._a_row, place % self._a_row)

    def key(self, key: str) -> None:
        """Begin what a key stands for; nothing where it stands for nothing now."""
        for one in self._acts:
            if one.key == key:
                self._ask(one)

    def go_on(self) -> None:
        """Do what was begun, or say in place why it cannot be done."""
        act, request = self._act, self._request
        if act is None or request is None:
            return
        try:
            said = do(self._office, request, act, self._answer(act))
        except OfficeError as refusal:
            if not ask_first(self, refusal, self.go_on):
                self._refuse(str(refusal))
            return
        self._close()
        self.done.emit(said)

    def step_back(self) -> bool:
        """Ask no longer; say whether anything was asked."""
        was_asking = self.is_asking
        self._close()
        if was_asking:
            self.left.emit()
        return was_asking

    def _answer(self, act: LeaveAct) -> str | dt.date:
        return self._day.day() if act.asks is Asks.DAY else self._text.text().strip()

    def _ask(self, act: LeaveAct) -> None:
        if act != self._act:
            self._text.clear()
            self._day.show_day(self._office.today())
        self._act = act
        self._refuse("")
        self._question.setText(act.question)
        self._text.setAccessibleName(act.question)
        self._day.setAccessibleName(act.question)
        self._text.setVisible(act.asks is Asks.TEXT)
        self._day.setVisible(act.asks is Asks.DAY)
        self._go.setText(f"{act.words}   Ctrl+Enter")
        self._strip.show()
        field = {Asks.TEXT: self._text, Asks.DAY: self._day}.get(act.asks, self._go)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        announce(self._question, act.question)

    def _close(self) -> None:
        self._act = None
        self._refuse("")
        self._strip.hide()

    def _refuse(self, why: str) -> None:
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        if why:
            announce(self._refused, why)

    def _button(self, act: LeaveAct) -> QPushButton:
        button = QPushButton(f"{act.words}   {act.key}".replace("&", "&&"), self)
        button.setObjectName(f"leave.act.{act.name}")
        button.setProperty("class", "" if act.pressing else "small")
        button.setAccessibleDescription(f"Key {act.key}")
        button.clicked.connect(partial(self._ask, act))
        return button

    def _build(self) -> None:
        self.setObjectName("leave.follow")
        for part, name in ((self._text, "text"), (self._day, "day"), (self._go, "go")):
            part.setObjectName(f"leave.act.{name}")
        self._go.setProperty("class", "primary")
        self._row.setSpacing(8)
        self._row.setColumnStretch(A_ROW, 1)
        fields = QHBoxLayout()
        fields.setSpacing(10)
        fields.addWidget(self._text, 1)
        fields.addWidget(self._day, 1)
        fields.addWidget(self._go)
        strip = QVBoxLayout(self._strip)
        strip.setContentsMargins(0, 0, 0, 0)
        strip.addWidget(self._question)
        strip.addLayout(fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._row)
        column.addWidget(self._strip)
        column.addWidget(self._refused)
        self._text.returnPressed.connect(self.go_on)
        self._day.returnPressed.connect(self.go_on)
        self._go.clicked.connect(self.go_on)
