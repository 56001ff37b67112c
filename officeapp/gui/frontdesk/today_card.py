"""The card of today's book: the counts, the entries, and why one is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from officeapp.errors import OfficeError
from officeapp.gui.frontdesk.book_view import UNDO, BookView
from officeapp.gui.frontdesk.late_said import NTH_LATE_KEY
from officeapp.gui.messages import announce
from officeapp.gui.widgets.cards import Card, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from officeapp.books.office import Office
    from officeapp.gui.frontdesk.panel import BookLine
    from officeapp.gui.screen import WindowServices


class TodayCard(Card):
    """Today's book at the right of the screen.

    Signals:
        change_wanted: An entry is to be changed; carries its line.
        taken_back: An entry was taken back; carries a sentence.
        left: The focus is to go back to the search field.
    """

    change_wanted = Signal(object)
    taken_back = Signal(str)
    left = Signal()

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__("Today's book", parent)
        self._settings = services.settings
        self._asked: BookLine | None = None
        self.view = BookView(services.theme, office.now, self)
        self._ask = QWidget(self)
        self._what = label("", "strong", self._ask)
        self._why = QLineEdit(self._ask)
        self._go = QPushButton("Take back  Enter", self._ask)
        self._refused = label("", "refused", self)
        self._third = QCheckBox("Say the third late of a week", self)
        self._build()
        self._connect()

    def show_lines(self, lines: Sequence[BookLine], counts: str) -> None:
        """Show the entries of the day and how many there are."""
        self.view.book.show(lines)
        self.say(counts)

    def undo_newest(self) -> None:
        """Take back the newest entry that one key may take back."""
        line = self.view.book.newest_undoable()
        if line is None:
            self._refuse("Nothing was filed within the last minute; F7 goes to the book.")
        else:
            self._take_back(line, "")

    def ask_why(self, line: BookLine) -> None:
        """Take an entry back at once, or ask why in place."""
        self._refuse("")
        if self.view.book.action(line) == UNDO:
            self._take_back(line, "")
            return
        self._asked = line
        self._what.setText(f"Take back {line.name}, {line.at:%H:%M}: why?")
        self._ask.show()
        self._what.show()
        self._why.clear()
        self._why.setFocus()

    def step_back(self) -> bool:
        """Give up asking, or leave the book; say whether there was something to leave."""
        was_here = self._ask.isVisible() or self.view.hasFocus() or bool(self._refused.text())
        self._close_ask()
        if was_here:
            self.left.emit()
        return was_here

    def forget_refusal(self) -> None:
        """Take away what was refused."""
        self._refuse("")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the screen has the keys

    def _build(self) -> None:
        self._why.setObjectName("frontdesk.book.why")
        self._why.setAccessibleName("Why the entry is taken back")
        self._why.setPlaceholderText("wrong child, …")
        self._go.setObjectName("frontdesk.book.take-back")
        self._refused.setObjectName("frontdesk.book.refused")
        self._refused.setWordWrap(True)
        self._third.setObjectName("frontdesk.book.third")
        self._third.setFocusPolicy(self.view.focusPolicy())
        wanted = self._settings is None or self._settings.value(NTH_LATE_KEY, "yes") != "no"
        self._third.setChecked(wanted)
        self._third.setVisible(self._settings is not None)
        row = QHBoxLayout(self._ask)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._why, 1)
        row.addWidget(self._go)
        self.inside.addWidget(self.view, 1)
        self._what.setParent(self)
        self.inside.addWidget(self._what)
        self.inside.addWidget(self._ask)
        self.inside.addWidget(self._refused)
        self.inside.addWidget(self._third)
        self._close_ask()

    def _connect(self) -> None:
        self.view.change_wanted.connect(self.change_wanted)
        self.view.back_wanted.connect(self.ask_why)
        self._why.returnPressed.connect(self._on_why)
        self._go.clicked.connect(self._on_why)
        self._third.toggled.connect(self._on_third)

    def _on_why(self) -> None:
        line = self._asked
        if line is not None and self._why.text().strip():
            self._take_back(line, self._why.text())
        elif line is not None:
            self._refuse("Say why in a few words; the entry stays legible either way.")

    def _on_third(self, wanted: bool) -> None:  # noqa: FBT001  # Qt's own
        if self._settings is not None:
            self._settings.setValue(NTH_LATE_KEY, "yes" if wanted else "no")

    def _take_back(self, line: BookLine, why: str) -> None:
        try:
            line.take_back(why)
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self._close_ask()
        self.taken_back.emit(f"Taken back: {line.name}, {line.at:%H:%M}, {line.words}.")

    def _close_ask(self) -> None:
        self._asked = None
        self._why.clear()
        self._what.clear()
        self._ask.hide()
        self._what.hide()
        self._refuse("")

    def _refuse(self, why: str) -> None:
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        if why:
            announce(self._refused, why)
