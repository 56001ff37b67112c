"""A request written down from paper, by keys alone; the sessions are counted as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.leave.ask_fields import AskFields
from officeapp.gui.leave.asking import counted_said
from officeapp.gui.leave.words import words
from officeapp.gui.messages import announce
from officeapp.gui.parking import Typed, parking_of
from officeapp.gui.widgets.cards import label
from officeapp.procedures.ask_leave import ask_leave, change_request

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.gui.parking import Parking

COUNT_AFTER_MS = 120
FORM = "leave.ask"
TYPE_DAYS = "Choose the child and type the days: the sessions are counted here."


class AskForm(QFrame):
    """The form; Enter goes to the next field, Ctrl+Enter writes, Esc goes back and keeps it.

    Signals:
        written: A request was written down; carries it.
        back_requested: The person wants to go back.
    """

    written = Signal(object)
    back_requested = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._of: LeaveRequest | None = None
        self._heeds = False
        self._title = label("", "section", self)
        #: The fields of the paper.
        self.fields = AskFields(office, self)
        self._said = words("leave.ask.counted", "faded", self)
        self._refused = words("leave.ask.refused", "refused", self)
        self._back = QPushButton("Back  Esc", self)
        self._write = QPushButton("Write down  Ctrl+Enter", self)
        self._soon = QTimer(self)
        self._build()
        self._connect()
        self._fill(None)

    def begin(self, request: LeaveRequest | None = None) -> None:
        """Show an empty form, or a request that is to be changed; what was typed for it stays."""
        parking, parked = parking_of(self), None
        if parking is not None:
            self._heed(parking)
            parked = parking.take(FORM, request.id if request else 0)
        if request != self._of or not self.fields.is_begun or parked is not None:
            self._fill(request)
        if parked is not None:
            self.fields.put(parked)
        self._count()

    def focus_first(self) -> None:
        """Put the focus where the writing begins."""
        self.fields.child.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write(self) -> None:
        """Write the request down, or say in place why it cannot be."""
        self._refuse("")
        try:
            request = self.fields.request(self._of)
            if self._of is None:
                card = ask_leave(self._office, request)
            else:
                card = change_request(self._office, request, self.fields.why)
        except OfficeError as refusal:
            if not ask_first(self, refusal, self.write):
                self._refuse(str(refusal))
            return
        self._fill(None)
        self.written.emit(card)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        now = self.focusWidget()
        if isinstance(now, QPushButton):
            now.click()
        else:
            self.focusNextChild()

    def _fill(self, request: LeaveRequest | None) -> None:
        self._of = request
        self._title.setText("A request from paper" if request is None else "Change the request")
        self._refuse("")
        self.fields.fill(request)
        self._count()

    def _count(self) -> None:
        """Say what the request comes to as it is typed."""
        if not self._office.is_open:  # the window was closed before it was counted
            return
        said = TYPE_DAYS
        if self.fields.has_days:
            try:
                said = "\n".join(counted_said(self._office, self.fields.request(self._of)))
            except OfficeError as refusal:
                said = str(refusal)
        self._said.setText(said)

    def _heed(self, parking: Parking) -> None:
        if not self._heeds:
            self._heeds = True
            parking.closing.connect(self._park)

    def _park(self) -> None:
        """Keep what is typed for whoever typed it; the window is being locked."""
        parking = parking_of(self)
        if parking is not None and self.fields.is_begun:
            title = "a request for leave" if self.isVisible() else ""
            values = self.fields.values()
            parking.keep(FORM, self._of.id if self._of else 0, Typed(title, values))

    def _refuse(self, why: str) -> None:
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        if why:
            announce(self._refused, why)

    def _build(self) -> None:
        self.setObjectName("leave.ask.form")
        self.setProperty("class", "card")
        for part, name in ((self._title, "title"), (self._back, "back"), (self._write, "write")):
            part.setObjectName(f"leave.ask.{name}")
        self._write.setProperty("class", "primary")
        self._soon.setSingleShot(True)
        self._soon.setInterval(COUNT_AFTER_MS)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._write)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self.fields)
        column.addWidget(self._said)
        column.addStretch(1)
        column.addWidget(self._refused)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.fields.changed.connect(self._soon.start)
        self._soon.timeout.connect(self._count)
        self._back.clicked.connect(self.back_requested)
        self._write.clicked.connect(self.write)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.write)
