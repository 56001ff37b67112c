"""The School screen in a window of its own, worked with keys as a person works it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from officeapp.gui.school.screen import SchoolScreen

if TYPE_CHECKING:
    from collections.abc import Callable

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class SchoolWindow:
    """A School screen, and the fingers on its keys."""

    def __init__(self, qtbot, office, services, section: str) -> None:
        self._qtbot = qtbot
        #: What was said in the status line, each with what Undo would do.
        self.said: list[tuple[str, Callable[[], None]]] = []
        self.screen = SchoolScreen(office, replace(services, say=self._say))
        office.on_change(self.screen.books_changed)
        qtbot.addWidget(self.screen)
        self.screen.resize(1150, 740)
        with qtbot.waitActive(self.screen):
            self.screen.show()
        self.screen.open_section(section)
        self.screen.section().focus_first()

    def _say(self, message, undo=None) -> None:
        self.said.append((message, undo))

    @property
    def section(self):
        """Return the section in view."""
        return self.screen.section()

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self._qtbot.keyClick(self.focus(), key, modifier)

    def esc(self) -> bool:
        """Press Esc as the window hands it on; return whether there was a step back."""
        return self.screen.step_back()

    def type(self, name: str, text: str) -> None:
        """Put the focus into a field and type over what is there."""
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        self._qtbot.keyClick(field, Key.Key_Backspace)
        self._qtbot.keyClicks(field, text)

    def focus(self) -> QWidget:
        """Return the widget that has the focus, or the screen where none has."""
        now: QWidget | None = self.screen.focusWidget()
        return self.screen if now is None else now

    def find(self, kind, name: str):
        """Return the part of a name."""
        part = self.screen.findChild(kind, name)
        assert part is not None, name
        return part

    def text(self, name: str) -> str:
        """Return what a label says."""
        said: QLabel = self.find(QLabel, name)
        return said.text()

    def rows(self, name: str) -> list[list[str]]:
        """Return the texts of a list as it is shown."""
        from officeapp.gui.tables import RecordView

        view = self.find(RecordView, name)
        shown = [n for n in range(len(view.table.columns)) if not view.isColumnHidden(n)]
        return [[view.table.columns[n].text(one) for n in shown] for one in view.table.records]
