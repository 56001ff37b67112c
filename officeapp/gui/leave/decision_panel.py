"""The decision's keys: grant all, part or refuse, a reason by its number, and Ctrl+Enter.

The keys work from the list of requests too, so that a tray is decided without the mouse.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from officeapp.domain.leave import Outcome
from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.leave.half_days import HalfDays
from officeapp.gui.leave.lines import children_said
from officeapp.gui.leave.offers import Offers
from officeapp.gui.leave.words import words
from officeapp.gui.messages import announce
from officeapp.gui.widgets.cards import label, set_tone

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.gui.leave.deciding import Deciding
    from officeapp.gui.theme import Theme

OUTCOMES = {
    Outcome.GRANT: ("Grant all", "G"),
    Outcome.PART: ("Grant part", "P"),
    Outcome.REFUSE: ("Refuse", "R"),
}
ROOM_FOR_BOLD = 18  # a chosen button is bold
CHOOSE = "G grants all of it, P a part, R refuses. Nothing is written before Ctrl+Enter."


class DecisionPanel(QWidget):
    """Deciding one request.

    Signals:
        decided: The request was decided; carries what to say of it.
        left: The person is done with a field; the keys of the list are wanted again.
    """

    decided = Signal(str)
    left = Signal()

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._deciding: Deciding | None = None
        self._outcomes = {
            one: QPushButton(f"{words}   {key}", self) for one, (words, key) in OUTCOMES.items()
        }
        self._of = QPushButton(self)
        self._days = HalfDays(theme, "leave.decide.days", self)
        self._days_note = label(
            "Space grants a half day, D a whole day, Enter goes on.", "note", self
        )
        self._offers = Offers(self)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._keys = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._reason = QLineEdit(self)
        self._conditions = QLineEdit(self)
        self._code = QPushButton(self)
        self._why = QLineEdit(self)
        self._refused = words("leave.decide.refused", "refused", self)
        self._follows = words("leave.decide.follows", "faded", self)
        #: The button that decides, at the end of the panel.
        self.key = QPushButton("Decide   Ctrl+Enter", self)
        self._build()
        self._connect()

    def begin(self, deciding: Deciding | None) -> None:
        """Show what is in mind for a request."""
        self._deciding = deciding
        self.setVisible(deciding is not None)
        self._refuse("")
        self._show()

    def arrange(self, *, wide: bool) -> None:
        """Put the keys and the reasons beside each other, or under each other."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for row in (self._keys, self._foot):
            row.setDirection(across if wide else down)
        self._offers.arrange(wide=wide)

    def choose(self, outcome: Outcome) -> None:
        """Choose all, part or none; a part goes on to the small calendar."""
        if self._deciding is None:
            return
        self._deciding.choose(outcome)
        self._show()
        if outcome is Outcome.PART:
            self._days.begin()
        else:
            self.left.emit()

    def choose_reason(self, number: int) -> None:
        """Take a reason of the list."""
        if self._deciding is None:
            return
        offered = self._deciding.reasons()
        if number <= len(offered):
            self._deciding.say(reason=offered[number - 1])
            self._show()

    def type_reason(self) -> None:
        """Go to where a reason is typed."""
        _go_to(self._reason)

    def type_why(self) -> None:
        """Go to where it is said why it is decided anew."""
        _go_to(self._why)

    def type_conditions(self) -> None:
        """Go to where conditions are typed."""
        _go_to(self._conditions)

    def next_code(self) -> None:
        """Take the next code of leave."""
        if self._deciding is not None and self._code.isVisible():
            self._deciding.next_code()
            self._show()

    def next_child(self) -> None:
        """Speak of the next child alone, or of all again."""
        if self._deciding is not None:
            self._deciding.next_child()
            self._show()

    def decide(self) -> None:
        """Write the decision, or say in place why it cannot be."""
        deciding = self._deciding
        if deciding is None:
            return
        self._refuse("")
        if not deciding.begun or deciding.thought.outcome is None:
            self._refuse("Choose first: G grants all, P a part, R refuses.")
            return
        try:
            deciding.write()
        except OfficeError as refusal:
            if not ask_first(self, refusal, self.decide):
                self._refuse(str(refusal))
            return
        self.decided.emit(self._said(deciding))

    def step_back(self) -> bool:
        """Leave a field, then let go of what was chosen; say whether there was anything."""
        now = QApplication.focusWidget()
        if now is not None and self.isAncestorOf(now):
            self.left.emit()
            return True
        if self._deciding is not None and self._deciding.thought.outcome is not None:
            self._deciding.choose(None)
            self._refuse("")
            self._show()
            return True
        return False

    def _said(self, deciding: Deciding) -> str:
        state = self._office.leave.state(self._office.leave.request(deciding.request.id))
        words = {"part": "granted in part"}.get(state.value, state.value)
        return f"Leave of {children_said(self._office, deciding.request.children)}: {words}."

    def _show(self) -> None:
        deciding = self._deciding
        if deciding is None:
            return
        now = deciding.thought
        for one, button in self._outcomes.items():
            button.setChecked(one is now.outcome)
        self._show_children(deciding)
        part = now.outcome is Outcome.PART
        self._days.setVisible(part)
        self._days_note.setVisible(part)
        if part:
            can, fixed = deciding.sessions()
            self._days.table.show(can, now.sessions, fixed)
        self._offers.show_reasons(deciding.reasons(), now.reason)
        for field, text in (
            (self._reason, now.reason),
            (self._conditions, now.conditions),
            (self._why, deciding.why),
        ):
            if field.text() != text:
                field.setText(text)
        chosen = now.outcome is not None
        self._reason.setVisible(chosen)
        self._conditions.setVisible(chosen and now.outcome is not Outcome.REFUSE)
        self._why.setVisible(deciding.anew)
        codes = deciding.codes()
        self._code.setText(f"Code {now.code or codes[0] if codes else ''}   K")
        granting = chosen and now.outcome is not Outcome.REFUSE
        self._code.setVisible(granting and len(codes) > 1)
        self._say_follows()

    def _show_children(self, deciding: Deciding) -> None:
        every = deciding.request.children
        self._of.setVisible(len(every) > 1)
        whom = "all children" if deciding.children == every else (
            children_said(self._office, deciding.children)
        )  # fmt: skip
        self._of.setText(f"For {whom}   C")

    def _say_follows(self) -> None:
        follows = self._deciding.follows() if self._deciding else None
        self._follows.setText(follows.said if follows else CHOOSE)
        set_tone(self._follows, "" if follows is None or follows.possible else "late")

    def _build(self) -> None:
        self.setObjectName("leave.decide")
        for one, button in self._outcomes.items():
            button.setObjectName(f"leave.decide.{one.value}")
            button.setCheckable(True)
            button.setAccessibleDescription(f"Key {OUTCOMES[one][1]}")
            button.setMinimumWidth(button.sizeHint().width() + ROOM_FOR_BOLD)
        for field, name, said, hint in (
            (self._reason, "reason", "Reason", "Reason: a number above, or T to type it"),
            (self._conditions, "conditions", "Conditions", "Conditions, such as the day back   O"),
            (self._why, "why", "Why it is decided anew", "Why it is decided anew   Y"),
        ):
            field.setObjectName(f"leave.decide.{name}")
            field.setAccessibleName(said)
            field.setPlaceholderText(hint)
        for button, name in ((self._of, "of"), (self._code, "code"), (self.key, "go")):
            button.setObjectName(f"leave.decide.{name}")
        self.key.setProperty("class", "primary")
        self._refused.hide()
        self._lay_out()
        self.arrange(wide=True)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(label("Decision", "strong", self))
        for button in self._outcomes.values():
            first.addWidget(button)
        second.addWidget(self._code)
        second.addStretch(1)
        second.addWidget(self._of)
        for row in (first, second):
            row.setSpacing(10)
        self._keys.setSpacing(8)
        self._keys.addLayout(first)
        self._keys.addLayout(second, 1)
        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self._reason, 3)
        words.addWidget(self._conditions, 2)
        self._foot.setSpacing(12)
        self._foot.addWidget(self._follows, 1)
        right = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight
        self._foot.addWidget(self.key, 0, right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._keys)
        column.addWidget(self._days)
        column.addWidget(self._days_note)
        column.addWidget(self._offers)
        column.addLayout(words)
        column.addWidget(self._why)
        column.addWidget(self._refused)
        column.addLayout(self._foot)

    def _connect(self) -> None:
        for one, button in self._outcomes.items():
            button.clicked.connect(partial(self.choose, one))
        self._offers.chosen.connect(self.choose_reason)
        self._of.clicked.connect(self.next_child)
        self._code.clicked.connect(self.next_code)
        self.key.clicked.connect(self.decide)
        self._days.table.changed.connect(self._on_picked)
        self._days.left.connect(self.left)
        for field in (self._reason, self._conditions, self._why):
            field.textEdited.connect(self._on_typed)
            field.returnPressed.connect(self.left)

    def _on_picked(self) -> None:
        if self._deciding is not None:
            self._deciding.pick(self._days.table.picked)
            self._say_follows()

    def _on_typed(self) -> None:
        deciding = self._deciding
        if deciding is None:
            return
        deciding.why = self._why.text()
        deciding.say(reason=self._reason.text(), conditions=self._conditions.text())
        self._offers.show_reasons(deciding.reasons(), deciding.thought.reason)

    def _refuse(self, why: str) -> None:
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        if why:
            announce(self._refused, why)


def _go_to(field: QLineEdit) -> None:
    if field.isVisible():
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
