"""One clash: its sides beside each other, what was there before, and the keys that decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.gui.messages import announce
from officeapp.gui.widgets.cards import LabelledButton, label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.gui.clashes.questions import Question, Side
    from officeapp.gui.theme import Theme

MOST_SIDES = 4
WIDE_ENOUGH = 520
PLACES = ("Keep left", "Keep right")
FROM_THE_SIDE = "As the entry that is kept says"
WHO_DECIDES = (
    "For reading. Who may write it decides it; the office is told by the number at the left."
)


class SideButton(LabelledButton):
    """One side: its value, large, and who wrote it, where, when and why; pressing it keeps it."""

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__(f"clashes.keep.{place + 1}", parent)
        self._act = f"{PLACES[place] if place < len(PLACES) else 'Keep this'}  {place + 1}"
        self._parts: list[QLabel] = []
        for kind in ("strong", "figure", "tile-text", "strong", "note", "note"):
            part = label("", kind, self)
            part.setWordWrap(kind != "strong" or bool(self._parts))
            self.put(part)
            self._parts.append(part)
        self.face.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_side(self, side: Side, *, shown: bool) -> None:
        """Show a side, and whether it is the one that is shown until it is decided."""
        note = "  ·  shown until it is decided" if shown else ""
        said = (self._act + note, side.value, side.meaning, side.by, side.where, side.why)
        for part, text in zip(self._parts, said, strict=True):
            part.setText(text)
            part.setVisible(bool(text))
        self.setAccessibleName(f"{self._act}: {side.said}")
        self.setAccessibleDescription("Shown until it is decided." if shown else "")

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self.face.totalHeightForWidth(width)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self.face.totalHeightForWidth(max(self.width(), 200)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())


class ClashPage(QFrame):
    """The clash in hand.

    Signals:
        decided: What is to stand: a side by its place, or another value as text; and why.
    """

    decided = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._question: Question | None = None
        self._who = label("", "section", self)
        self._what = label("", "faded", self)
        self._sides = [SideButton(place, self) for place in range(MOST_SIDES)]
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._before = label("", "note", self)
        self._why_label = label("Why", "faded", self)
        self._why = QComboBox(self)
        self._other = QPushButton("", self)
        self._value = QLineEdit(self)
        self._refused = label("", "refused", self)
        self._note = label("", "faded", self)
        self._build()
        self._connect()

    @property
    def question(self) -> Question | None:
        """Return the question shown."""
        return self._question

    def show_question(self, question: Question) -> None:
        """Show a question; what was begun about the same one stays."""
        same = self._question is not None and self._question.key == question.key
        self._question = question
        self._who.setText(question.who)
        self._what.setText(question.what)
        for place, button in enumerate(self._sides):
            button.setVisible(place < len(question.sides))
            if place < len(question.sides):
                button.show_side(question.sides[place], shown=place == question.shown)
                button.setEnabled(question.may_decide)
        before = "; then ".join(side.said for side in question.before)
        self._before.setText(f"Before: {before}." if before else "Nothing was written before.")
        self._note.setVisible(not question.may_decide)
        self._show_other(question)
        if not same:
            self._begin(question)

    def keep(self, place: int) -> None:
        """Keep the side of that place, if there is one."""
        question = self._question
        if question is not None and question.may_decide and place < len(question.sides):
            self.decided.emit(place, self._reason())

    def type_other(self) -> None:
        """Let another value be typed."""
        question = self._question
        if question is not None and question.may_decide and question.other:
            self._other.hide()
            self._value.show()
            self._value.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, why: str) -> None:
        """Say why something was not written."""
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        if why:
            announce(self, why)

    def step_back(self) -> bool:
        """Go back from another value to the sides; say whether there was a step."""
        if self._value.isHidden() or self._question is None:
            return False
        self._value.clear()
        self.refuse("")
        self._show_other(self._question)
        return True

    def _begin(self, question: Question) -> None:
        self.refuse("")
        self._value.clear()
        self._show_other(question)
        self._why.clear()
        for reason in question.reasons:
            self._why.addItem(reason or FROM_THE_SIDE, reason)
        needed = bool(question.reasons) and question.may_decide
        self._why.setVisible(needed)
        self._why_label.setVisible(needed)

    def _show_other(self, question: Question) -> None:
        key = len(question.sides) + 1
        self._other.setText(f"{question.other}…  {key}")
        self._value.setPlaceholderText(f"{question.other}; Enter writes it, Esc goes back")
        self._value.setAccessibleName(question.other)
        offered = bool(question.other) and question.may_decide
        typing = offered and bool(self._value.text())
        self._other.setVisible(offered and not typing)
        self._value.setVisible(typing)

    def _reason(self) -> str:
        """Return the reason chosen or typed; empty where the side kept says it."""
        typed = self._why.currentText().strip()
        return "" if typed == FROM_THE_SIDE else typed

    def _build(self) -> None:
        self.setObjectName("clashes.page")
        self.setProperty("class", "card")
        for part, name in (
            (self._who, "clashes.who"),
            (self._what, "clashes.what"),
            (self._before, "clashes.before"),
            (self._refused, "clashes.refused"),
            (self._note, "clashes.who-decides"),
            (self._other, "clashes.other"),
            (self._value, "clashes.value"),
            (self._why, "clashes.why"),
        ):
            part.setObjectName(name)
        for part in (self._who, self._before, self._refused, self._note):
            part.setWordWrap(True)
        self._note.setText(WHO_DECIDES)
        self._why.setEditable(True)
        self._why.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._why.setAccessibleName("Why; choose or type")
        self._why.setMinimumWidth(120)
        self._why_label.setBuddy(self._why)
        self._across.setSpacing(12)
        for button in self._sides:
            self._across.addWidget(button, 1)
        reason = QHBoxLayout()
        reason.addWidget(self._why_label)
        reason.addWidget(self._why, 1)
        other = QHBoxLayout()
        other.addWidget(self._other)
        other.addWidget(self._value, 1)
        other.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(self._who)
        column.addWidget(self._what)
        column.addLayout(self._across)
        column.addWidget(self._before)
        column.addLayout(reason)
        column.addLayout(other)
        column.addWidget(self._refused)
        column.addWidget(self._note)
        column.addStretch(1)
        self._refused.hide()

    def _connect(self) -> None:
        for place, button in enumerate(self._sides):
            button.clicked.connect(lambda _=False, place=place: self.keep(place))
        self._other.clicked.connect(self.type_other)
        self._value.returnPressed.connect(self._on_typed)

    def _on_typed(self) -> None:
        typed = self._value.text().strip()
        if typed:
            self.decided.emit(typed, self._reason())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < WIDE_ENOUGH
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if narrow else right)
