"""The panel under the list of the away: whom to call, and what came of it, in two keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from officeapp.books.chasing import family_of
from officeapp.books.reasons import reasons
from officeapp.domain.first_day import Step
from officeapp.domain.late import NOBODY
from officeapp.domain.rights import Right
from officeapp.domain.texting import barred_numbers
from officeapp.errors import OfficeError
from officeapp.gui.widgets.cards import label
from officeapp.procedures.log_attempt import NewAttempt, log_attempt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.chasing import ChaseLine
    from officeapp.books.office import Office
    from officeapp.domain.chasing import Reachable
    from officeapp.domain.first_day import Attempt

VERBS = {
    Step.TEXT: "Text",
    Step.CALL: "Call",
    Step.VISIT: "Home visit",
    Step.TOLD: "Done",
}
NOBODY_ELSE = "Nobody on the card may be contacted; see the card (Enter)."
A_ROW = 3
NOT_FAMILY = -1  # the place of whom the policy's own words name: 'Ask the partner schools …'


class AttemptPanel(QFrame):
    """Says whom to reach about a child and takes the outcome by its digit.

    Signals:
        logged: An attempt was written down; carries the entry and the line it is about.
        closed: The panel is left with nothing written.
    """

    logged = Signal(object, object)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._line: ChaseLine | None = None
        self._step = Step.CALL
        self._family: list[Reachable] = []
        self._at = 0
        self._words = ""
        self._title = label("", "section", self)
        self._who = label("", "strong", self)
        self._said = label("", "refused", self)
        self._keys = label("", "note", self)
        self._grid = QGridLayout()
        self._buttons: list[QPushButton] = []
        self._back = QPushButton("Go back  Esc", self)
        self._build()

    @property
    def line(self) -> ChaseLine | None:
        """Return the child in hand."""
        return self._line

    def open(self, line: ChaseLine, step: Step) -> None:
        """Ask what came of an attempt; the next rung says whom, where it is of that kind."""
        self._line, self._step = line, step
        contacts = self._office.contacts.of(line.pupil.id)
        barred = barred_numbers(self._office.contacts.contacts().values())
        able = [one for one in family_of(contacts, barred) if self._number(one)]
        self._family = able if step in (Step.CALL, Step.TEXT) else []
        rung = line.next if line.next is not None and line.next.step is step else None
        self._words = rung.words if rung is not None else ""
        wanted = rung.contact if rung is not None else NOBODY
        numbers = [one.contact for one in self._family]
        self._at = numbers.index(wanted) if wanted in numbers else 0
        if rung is not None and not rung.contact:
            self._at = NOT_FAMILY
        self._said.hide()
        self._show()
        self.show()
        self.setFocus()

    def _number(self, one: Reachable) -> str:
        return one.mobile if self._step is Step.TEXT else one.phone

    def _build(self) -> None:
        self.setObjectName("today.attempt")
        self.setProperty("class", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._back.setObjectName("today.attempt.back")
        self._back.setProperty("class", "quiet")
        self._back.clicked.connect(self.closed)
        self._who.setObjectName("today.attempt.whom")
        self._who.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.setObjectName("today.attempt.refused")
        for part in (self._said, self._who, self._keys):
            part.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        self._grid.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._who)
        column.addLayout(self._grid)
        column.addWidget(self._said)
        column.addWidget(self._keys)
        self.hide()

    def _show(self) -> None:
        if self._line is None:
            return
        verb = VERBS[self._step]
        self._title.setText(f"{verb} about {self._line.pupil.called}")
        self._who.setText(self._whom())
        more = len(self._family) > (0 if self._at == NOT_FAMILY else 1)
        again = "C" if self._step is Step.CALL else "T"
        self._keys.setText(f"{again} next contact" if more else "")
        self._keys.setVisible(more)
        self._offer(reasons().outcomes[self._step])
        self.setAccessibleName(f"{self._title.text()}. {self._who.text()}")

    def _whom(self) -> str:
        if self._step not in (Step.CALL, Step.TEXT) or self._at == NOT_FAMILY:
            return self._words
        if not self._family:
            return NOBODY_ELSE
        one = self._family[self._at]
        who = ", ".join(filter(None, (one.name, one.relationship)))
        phone = self._number(one) if self._office.may(Right.READ_PHONES) else ""
        return "  ·  ".join(filter(None, (who, phone)))

    def _offer(self, outcomes: tuple[str, ...]) -> None:
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for place, outcome in enumerate(outcomes):
            button = QPushButton(f"{place + 1}  {outcome}", self)
            button.setObjectName(f"today.attempt.{place + 1}")
            button.setProperty("class", "choice")
            button.setAccessibleName(outcome)
            button.clicked.connect(partial(self._on_outcome, outcome))
            self._buttons.append(button)
            self._grid.addWidget(button, place // A_ROW, place % A_ROW)
        self._grid.setColumnStretch(A_ROW, 1)

    def _on_outcome(self, outcome: str) -> None:
        line = self._line
        if line is None:
            return
        of_family = self._family and self._at != NOT_FAMILY
        contact = self._family[self._at].contact if of_family else NOBODY
        tried = NewAttempt(line.pupil.id, self._step, outcome, contact, self._words)
        try:
            entries: list[Attempt] = log_attempt(self._office, tried)
        except OfficeError as refusal:
            self._said.setText(str(refusal))
            self._said.show()
            return
        self.logged.emit(entries[0], line)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        outcomes = reasons().outcomes[self._step]
        typed = event.text()
        if typed.isdigit() and 0 < int(typed) <= len(outcomes):
            self._on_outcome(outcomes[int(typed) - 1])
        elif typed.casefold() in ("c", "t") and self._family:
            self._at = (self._at + 1) % len(self._family)
            self._show()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
