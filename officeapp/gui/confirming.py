"""Asking in place for a PIN once more, or for a second person, before an act that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.confirmations import ConfirmFirstError
from officeapp.domain.rights import Care, Right
from officeapp.errors import OfficeError
from officeapp.gui.messages import announce
from officeapp.gui.widgets.cards import label
from officeapp.procedures.confirm import confirm, countersign, seconds
from officeapp.procedures.sign_in import needs_pin, takes_at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from officeapp.books.office import Office
    from officeapp.domain.school import Person
    from officeapp.gui.theme import Theme

FIELD_WIDTH = 220
NAME_WIDTH = 280
CHOOSE = "choose who stands by"


def ask_first(widget: QWidget, refusal: OfficeError, again: Callable[[], object]) -> bool:
    """Ask for what an act still takes, then do it again; say whether that was what was wrong.

    Args:
        widget: Where the act was to be done.
        refusal: Why it was not.
        again: Does the act as the person asked for it.
    """
    if not isinstance(refusal, ConfirmFirstError):
        return False
    panel = _panel_in(widget.window())
    if panel is not None:
        panel.ask(refusal, again)
    return panel is not None


def _panel_in(window: QWidget) -> ConfirmPanel | None:
    """Return where a window asks; a dialog gets a panel of its own, as its window has one."""
    panel = window.findChild(ConfirmPanel)
    above, column = window.parentWidget(), window.layout()
    if panel is None and above is not None and isinstance(column, QVBoxLayout):
        others = _panel_in(above.window())
        if others is not None:
            panel = others.another(window)
            column.insertWidget(0, panel)
    return panel


class ConfirmPanel(QFrame):
    """One line or two across the top of the screen: whose PIN is wanted, and for what."""

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._theme = office, theme
        self._again: Callable[[], object] | None = None
        self._lacks = Care.NOTHING
        self._focus_before: QWidget | None = None
        self._icon = QLabel(self)
        self._icon.setPixmap(theme.icon("lock").pixmap(18, 18))
        self._what = label("", "strong", self)
        self._me, self._pin = label("", "faded", self), QLineEdit(self)
        self._stands_by = label("Stands by", "faded", self)
        self._who, self._second_pin = QComboBox(self), QLineEdit(self)
        self._refused = label("", "refused", self)
        self._back = QPushButton("Go back  Esc", self)
        self._go = QPushButton("Go on  Enter", self)
        self._build()
        self._connect()
        self.hide()

    def another(self, parent: QWidget) -> ConfirmPanel:
        """Return a panel for another window of the same person."""
        return ConfirmPanel(self._office, self._theme, parent)

    def ask(self, refusal: ConfirmFirstError, again: Callable[[], object]) -> None:
        """Ask for what an act still takes.

        Args:
            refusal: What it was, and what it takes.
            again: Does the act; called when everything is typed.
        """
        if self.isHidden():
            self._focus_before = self.window().focusWidget()
        self._again, self._lacks = again, refusal.lacks
        self._what.setText(str(refusal))
        person = self._office.person
        self._me.setText(person.name if person else "")
        if Care.SECOND in refusal.lacks:
            self._show_seconds(refusal.right)
        self._refuse("")
        self._show_parts()
        self.show()
        self._first_empty().setFocus()
        QTimer.singleShot(0, self, self._keep_focus)
        announce(self, str(refusal))

    def give_up(self) -> None:
        """Close it, nothing done; what was confirmed is worth nothing."""
        if not self.isHidden():
            self._office.confirmations.forget()
            self._close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            now = self.window().focusWidget()
            now.click() if isinstance(now, QPushButton) else self._on_go()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.setObjectName("confirm")
        self.setProperty("class", "card")
        self._what.setObjectName("confirm.what")
        self._what.setWordWrap(True)
        for field, name, said in (
            (self._pin, "confirm.pin", "Your PIN once more"),
            (self._who, "confirm.who", "Who stands by"),
            (self._second_pin, "confirm.second-pin", "PIN of who stands by"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(said)
        for pin, hint in ((self._pin, "Your PIN"), (self._second_pin, "Their PIN")):
            pin.setEchoMode(QLineEdit.EchoMode.Password)
            pin.setPlaceholderText(hint)
            pin.setMaximumWidth(FIELD_WIDTH)
        self._who.setMaximumWidth(NAME_WIDTH)
        self._refused.setObjectName("confirm.refused")
        self._refused.setWordWrap(True)
        self._back.setObjectName("confirm.back")
        self._go.setObjectName("confirm.go")
        self._go.setProperty("class", "primary")
        head = QHBoxLayout()
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._what, 1)
        fields = QGridLayout()
        fields.setHorizontalSpacing(10)
        fields.addWidget(self._me, 0, 0)
        fields.addWidget(self._pin, 0, 1)
        fields.addWidget(self._stands_by, 1, 0)
        fields.addWidget(self._who, 1, 1)
        fields.addWidget(self._second_pin, 1, 2)
        fields.setColumnStretch(3, 1)
        last = QHBoxLayout()
        last.addWidget(self._refused, 1)
        last.addWidget(self._back)
        last.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 10)
        for part in (head, fields, last):
            column.addLayout(part)

    def _connect(self) -> None:
        self._pin.textEdited.connect(self._on_pin_edited)
        self._second_pin.textEdited.connect(self._on_second_edited)
        self._pin.returnPressed.connect(self._on_go)
        self._second_pin.returnPressed.connect(self._on_go)
        self._who.activated.connect(self._on_chosen)
        self._go.clicked.connect(self._on_go)
        self._back.clicked.connect(self.give_up)

    def _show_seconds(self, right: Right) -> None:
        self._who.clear()
        self._who.addItem(CHOOSE, None)
        for person in seconds(self._office, right):
            self._who.addItem(f"{person.name}, {person.post}", person)

    def _show_parts(self) -> None:
        """Show the fields of what is still to be typed."""
        with_pin = needs_pin(self._office)
        again, second = Care.PIN_AGAIN in self._lacks, Care.SECOND in self._lacks
        self._me.setVisible(again)
        self._pin.setVisible(again)
        self._stands_by.setVisible(second)
        self._who.setVisible(second)
        self._second_pin.setVisible(second and with_pin)

    def _first_empty(self) -> QWidget:
        if Care.PIN_AGAIN in self._lacks:
            return self._pin
        return self._who if self._who.currentData() is None else self._second_pin

    def _keep_focus(self) -> None:
        """Take the focus back that a field, left with Tab, passed on after this was shown."""
        now = QApplication.focusWidget()
        if self.isVisible() and (now is None or not self.isAncestorOf(now)):
            self._focus_before = now
            self._first_empty().setFocus()

    def _on_pin_edited(self, typed: str) -> None:
        person = self._office.person
        if person is not None and len(typed) == takes_at_once(self._office, person):
            self._on_go()

    def _on_second_edited(self, typed: str) -> None:
        person: Person | None = self._who.currentData()
        if person is not None and len(typed) == takes_at_once(self._office, person):
            self._on_go()

    def _on_chosen(self) -> None:
        if self._who.currentData() is None:
            return
        if needs_pin(self._office):
            self._second_pin.setFocus()
        else:
            self._go.setFocus()

    def _on_go(self) -> None:
        """Take what is typed; where nothing is lacking any more, do the act."""
        try:
            self._take_typed()
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self._refuse("")
        self._show_parts()
        if self._lacks:
            self._first_empty().setFocus()
            return
        again = self._again
        self._close()
        if again is not None:
            again()

    def _take_typed(self) -> None:
        if Care.PIN_AGAIN in self._lacks and self._pin.text():
            confirm(self._office, self._pin.text())
            self._lacks &= ~Care.PIN_AGAIN
        person: Person | None = self._who.currentData()
        typed = self._second_pin.text() or not needs_pin(self._office)
        if Care.SECOND in self._lacks and person is not None and typed:
            countersign(self._office, person, self._second_pin.text())
            self._lacks &= ~Care.SECOND

    def _refuse(self, why: str) -> None:
        """Say why a PIN was not taken, and wait for another."""
        self._refused.setText(why)
        for field in (self._pin, self._second_pin):
            field.clear()
            field.setAccessibleDescription(why)
        if why:
            announce(self, why)

    def _close(self) -> None:
        self._again = None
        self._refuse("")
        self._who.clear()
        before, self._focus_before = self._focus_before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
