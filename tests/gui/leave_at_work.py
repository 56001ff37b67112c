"""The Leave screen in a window of its own, worked with keys as a head works a tray."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from officeapp.domain.leave import LeaveRequest
from officeapp.domain.school import Role
from officeapp.gui.leave.screen import LeaveScreen
from officeapp.procedures.ask_leave import ask_leave
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, pupil_of

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NEXT_MONDAY = dt.date(2026, 11, 23)
_KEYS = {"↵": Key.Key_Return, "_": Key.Key_Space, "↓": Key.Key_Down, "→": Key.Key_Right,
         "⇥": Key.Key_Tab}  # fmt: skip


class LeaveAtWork:
    """A Leave screen on the screen, and the fingers on its keys."""

    def __init__(self, qtbot, office, services) -> None:
        self.screen = LeaveScreen(office, services)
        office.on_change(self.screen.books_changed)
        qtbot.addWidget(self.screen)
        self.screen.resize(1166, 740)
        with qtbot.waitActive(self.screen):
            self.screen.show()
        first = self.screen.first_field()
        assert first is not None
        first.setFocus()

    def play(self, script: str) -> None:
        """Press what a script says: letters, '↵' Enter, '_' Space, arrows, '⏎' Ctrl+Enter."""
        for character in script:
            if character == "⏎":
                self.press(Key.Key_Return, CTRL)
            elif character in _KEYS:
                self.press(_KEYS[character])
            elif character != " ":
                QTest.keyClicks(self.focus(), character)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.focus(), key, modifier)

    def type(self, text: str) -> None:
        """Type a text, each character where the focus is then."""
        for character in text:
            QTest.keyClicks(self.focus(), character)

    def focus(self) -> QWidget:
        """Return the widget that has the focus, or the screen where none has."""
        return QApplication.focusWidget() or self.screen

    def find(self, kind, name: str):
        """Return the part of a name."""
        part = self.screen.findChild(kind, name)
        assert part is not None, name
        return part

    def text(self, name: str) -> str:
        """Return what a label or button says."""
        part = self.screen.findChild(QLabel, name) or self.screen.findChild(QPushButton, name)
        assert part is not None, name
        return part.text()

    def shown(self) -> str:
        """Return everything the page of the request says, a line a label."""
        page = self.find(QWidget, "leave.request")
        return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())

    def listed(self) -> list[str]:
        """Return the list in view."""
        model = self.screen._tray.model()
        return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def by_the_head(office):
    """Sign the head in."""
    head = next((one for one in office.staff.people() if one.role is Role.HEAD), None)
    head = head or add_person(office, "Mary Castellan", "Headteacher", Role.HEAD, TODAY)
    office.sign_in(head)
    return head


def a_request(office, *surnames, **changes):
    """Write down a request for the week of Monday 23 November 2026."""
    children = tuple(pupil_of(office, surname).id for surname in surnames)
    request = LeaveRequest(
        0, children, "holiday", "a week in Spain", NEXT_MONDAY, NEXT_MONDAY + dt.timedelta(days=4),
        dt.date(2026, 10, 12), applicant_name="Marta Nowak", applicant_is="mother", signed=True,
    )  # fmt: skip
    return ask_leave(office, replace(request, **changes))
