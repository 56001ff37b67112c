"""The cards of the hatch: the child with what will be written, and what was filed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from officeapp.gui.frontdesk.choices import room_for
from officeapp.gui.messages import announce
from officeapp.gui.widgets.cards import label, set_tone

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.gui.theme import Theme

ROUND = 52
ROOM_FOR_CODE = 620


class ChildCard(QFrame):
    """A child's name and class, a note under it, and what is about to be written of them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("class", "child")
        self._initials = label("", "initials", self)
        self._initials.setFixedSize(ROUND, ROUND)
        self._initials.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = label("", "child-name", self)
        self._class = label("", "faded", self)
        self._note = label("", "said", self)
        self._note.setObjectName(f"{name}.note")
        self._note.setWordWrap(True)
        self._code = label("", "code", self)
        self._said = label("", "said", self)
        self._said.setObjectName(f"{name}.said")
        self._said.setWordWrap(True)
        who = QHBoxLayout()
        who.setSpacing(12)
        who.addWidget(self._name)
        who.addWidget(self._class)
        who.addStretch(1)
        who.addWidget(self._code)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._initials, 0, 0, 3, 1, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(who, 0, 1)
        grid.addWidget(self._note, 1, 1)
        grid.addWidget(self._said, 2, 1)
        grid.setColumnStretch(1, 1)

    def show_child(self, called: str, school_class: str, note: str = "") -> None:
        """Show who it is; nothing for nobody."""
        words = called.split()
        self._initials.setText("".join(word[0] for word in (*words[:1], *words[1:][-1:])).upper())
        self._name.setText(called)
        self._class.setText(school_class)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def show_effect(self, code: str, said: str, tone: str) -> None:
        """Show what will be written, in the colours of its family, and have it read out."""
        changed = said != self._said.text()
        self._code.setText(code)
        self._said.setText(said)
        set_tone(self, tone)
        for part in (self._note, self._code, self._said):
            part.style().unpolish(part)
            part.style().polish(part)
        self.setAccessibleName(f"{self._name.text()} {self._class.text()}".strip())
        self.setAccessibleDescription(said)
        if changed and said:
            announce(self, said)

    def forget(self) -> None:
        """Show nothing of anybody."""
        self.show_child("", "")
        self.show_effect("", "", "")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._code.setVisible(room_for(self) >= ROOM_FOR_CODE)  # the sentence begins with it


class DoneCard(QFrame):
    """What was filed last, until the next child, or thirty seconds later."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "child")
        self.setProperty("tone", "good")
        icon = QLabel(self)
        icon.setPixmap(theme.icon("check", "good.text").pixmap(24, 24))
        self._said = label("", "said", self)
        self._said.setObjectName("frontdesk.done")
        self._said.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        row.addWidget(icon)
        row.addWidget(self._said, 1)
        self._undo = label("Ctrl+Z takes it back", "note", self)
        row.addWidget(self._undo)
        self.hide()

    def say(self, said: str, *, may_undo: bool = False) -> None:
        """Show a sentence, and have it read out."""
        self._said.setText(said)
        self._undo.setVisible(may_undo)
        self.setVisible(bool(said))
        if said:
            announce(self._said, said)

    def clear(self) -> None:
        """Take the sentence away."""
        self.say("")
