"""The panel under what waits: a person settles the marks N of a child, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout
from typing_extensions import override

from officeapp.domain.school_year import short_day
from officeapp.domain.unknown import PROVED, STILL_UNKNOWN, Unknown
from officeapp.errors import OfficeError
from officeapp.gui.messages import announce
from officeapp.gui.widgets.cards import label
from officeapp.procedures.settle_unknown import settle_unknown, unknown_queue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office

A_ROW = 3
NO_REASON = "No reason was given within five school days"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mark N may become here.

    Attributes:
        code: The code.
        words: What the button says.
    """

    code: str
    words: str


ANSWERS: Final = (
    Answer(STILL_UNKNOWN, "unknown"),
    Answer("I", "illness"),
    Answer("M", "medical"),
    Answer("G", "holiday"),
    Answer("Y1", "transport"),
    Answer("Y2", "travel"),
)


class SettlePanel(QFrame):
    """Asks what a child's marks N are to be, and how the office knows.

    Signals:
        settled: Marks were settled; carries the sentence for the status line.
        closed: The panel is left with nothing written.
    """

    settled = Signal(str)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._first: Unknown | None = None
        self._every: Sequence[Unknown] = ()
        self._all = False
        self._answer: Answer | None = None
        self._title = label("", "section", self)
        self._said = label("", "refused", self)
        self._keys = label("", "note", self)
        self._buttons: list[QPushButton] = []
        self._why, self._seen = QLineEdit(self), QLineEdit(self)
        self._back = QPushButton("Go back  Esc", self)
        self._build()

    def open(self, unknown: Unknown) -> None:
        """Ask about a session, and offer the child's others with it."""
        queue = unknown_queue(self._office, self._office.today())
        self._first, self._all, self._answer = unknown, False, None
        self._every = [one for one in queue if one.pupil == unknown.pupil]
        for field in (self._why, self._seen):
            field.clear()
        self._refuse("")
        self._show()
        self.show()
        self.setFocus()

    def _build(self) -> None:
        self.setObjectName("today.settle")
        self.setProperty("class", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._back.setObjectName("today.settle.back")
        self._back.setProperty("class", "quiet")
        self._back.clicked.connect(self.closed)
        for field, name, words, hint in (
            (self._why, "today.settle.why", "How the office knows", "how the office knows; Enter"),
            (self._seen, "today.settle.seen", "What was seen", "card, letter or message seen"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.setPlaceholderText(hint)
            field.returnPressed.connect(self._on_entered)
        self._said.setObjectName("today.settle.refused")
        self._said.setWordWrap(True)
        self._keys.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, answer in enumerate(ANSWERS):
            grid.addWidget(self._button(place, answer), place // A_ROW, place % A_ROW)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self._seen)
        column.addWidget(self._why)
        column.addWidget(self._said)
        column.addWidget(self._keys)
        self.hide()

    def _button(self, place: int, answer: Answer) -> QPushButton:
        button = QPushButton(f"{place + 1}  {answer.code}  {answer.words}", self)
        button.setObjectName(f"today.settle.{place + 1}")
        button.setProperty("class", "choice")
        button.setAccessibleName(f"{answer.code}, {answer.words}")
        button.setCheckable(True)
        button.clicked.connect(partial(self._on_answer, answer))
        self._buttons.append(button)
        return button

    def _show(self) -> None:
        first = self._first
        if first is None:
            return
        chosen = self._chosen()
        when = [f"{short_day(one.day)} {one.session.lower()}" for one in chosen]
        more = f" and {len(when) - 1} more" if len(when) > 1 else ""
        name = self._office.roll.pupil(first.pupil).called
        self._title.setText(f"Settle {name}, {when[0]}{more}")
        for button, answer in zip(self._buttons, ANSWERS, strict=True):
            button.setChecked(answer is self._answer)
        chosen_answer = self._answer is not None
        proved = self._answer is not None and self._answer.code in PROVED
        self._why.setVisible(chosen_answer)
        self._seen.setVisible(proved)
        others = len(self._every) - 1
        all_of = f"A  all {len(self._every)} marks N of this child" if others else ""
        self._keys.setText("A  only this one" if self._all and others else all_of)
        self._keys.setVisible(bool(others))
        self.setAccessibleName(self._title.text())

    def _chosen(self) -> Sequence[Unknown]:
        if self._first is None:
            return ()
        return self._every if self._all else [self._first]

    def _on_answer(self, answer: Answer) -> None:
        self._answer = answer
        self._refuse("")
        proposed = NO_REASON if answer.code == STILL_UNKNOWN else ""
        if self._why.text() in ("", NO_REASON):
            self._why.setText(proposed)
        self._show()
        field = self._seen if answer.code in PROVED else self._why
        field.setFocus()
        field.selectAll()

    def _on_entered(self) -> None:
        if self._seen.hasFocus() and self._seen.text().strip():
            self._why.setFocus()
            return
        if self._answer is None:
            return
        places = [(one.pupil, one.day, one.session) for one in self._chosen()]
        code, why, seen = self._answer.code, self._why.text(), self._seen.text()
        try:
            settle_unknown(self._office, places, code, why, evidence=seen)
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        words = "mark is" if len(places) == 1 else "marks are"
        self.settled.emit(f"{len(places)} {words} settled as {code}.")

    def _refuse(self, why: str) -> None:
        self._said.setText(why)
        self._said.setVisible(bool(why))
        if why:
            announce(self._said, why)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().casefold()
        if typed.isdecimal() and 0 < int(typed) <= len(ANSWERS):
            self._on_answer(ANSWERS[int(typed) - 1])
        elif typed == "a" and len(self._every) > 1:
            self._all = not self._all
            self._show()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
