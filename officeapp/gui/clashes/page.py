"""One clash: its sides beside each other, what was there before, and the keys that decide it."""

from __future__ import annotations

from functools import partial
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

from officeapp.domain.open_clashes import REASONS, ClashKind
from officeapp.domain.school_year import short_day
from officeapp.gui.messages import announce
from officeapp.gui.widgets.cards import LabelledButton, label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.domain.open_clashes import OpenClash, Side
MOST_SIDES = 4
WIDE_ENOUGH = 420
REVEAL_KEY = "F2"
LOOK_FIRST = f"Look at the values first, with {REVEAL_KEY}; it takes your PIN once more."
PLACES = ("Keep left", "Keep right")
AS_KEPT = "two desks differed; the one kept stands"
WHO_DECIDES = (
    "For reading. Who may write it decides it; the office is told by the number at the left."
)


class SideButton(LabelledButton):
    """One side: its value, large, and who wrote it, where, when and why; pressing it keeps it."""

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__(f"clashes.keep.{place + 1}", parent)
        self._act = f"{PLACES[place] if place < len(PLACES) else 'Keep this'}  {place + 1}"
        self._parts: list[QLabel] = []
        for kind in ("note", "value", "strong", "note", "faded"):
            part = label("", kind, self)
            part.setWordWrap(True)
            self.put(part)
            self._parts.append(part)
        self.face.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_side(self, side: Side, why: str, *, shown: bool) -> None:
        """Show a side, why it was written, and whether it is what stands until it is decided."""
        note = "  ·  stands for now" if shown else ""
        who, where = _who(side), _where(side)
        said = (self._act + note, side.words, who, where, why)
        for part, text in zip(self._parts, said, strict=True):
            part.setText(text)
            part.setVisible(bool(text))
        self.setAccessibleName(f"{self._act}: {side.words}. {who}. {where}. {why}")
        self.setAccessibleDescription("Stands until it is decided." if shown else "")

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
        kept: A side is to stand; carries it, and why.
        typed: Something else is to stand; carries it as it was typed, and why.
        reveal_requested: What is kept from sight is to be shown.
    """

    kept = Signal(object, str)
    typed = Signal(str, str)
    reveal_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._clash: OpenClash | None = None
        self._in_order: tuple[Side, ...] = ()
        self._about = label("", "section", self)
        self._what = label("", "faded", self)
        self._sides = [SideButton(place, self) for place in range(MOST_SIDES)]
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._before = label("", "note", self)
        self._why_label = label("Why", "faded", self)
        self._why = QComboBox(self)
        self._other = QPushButton("", self)
        self._value = QLineEdit(self)
        self._reveal = QPushButton(f"Show the values  {REVEAL_KEY}", self)
        self._refused = label("", "refused", self)
        self._note = label(WHO_DECIDES, "faded", self)
        self._build()
        self._connect()

    @property
    def clash(self) -> OpenClash | None:
        """Return the clash shown."""
        return self._clash

    @property
    def sides(self) -> tuple[Side, ...]:
        """Return the sides as they are shown, the one that is offered first on the left."""
        return self._in_order

    def show_clash(self, clash: OpenClash) -> None:
        """Show a clash; what was begun about the same one stays."""
        same = self._clash is not None and self._clash.key == clash.key
        if same and self._clash is not None and self._clash.hidden != clash.hidden:
            self.refuse("")
        self._clash, self._in_order = clash, in_order(clash)
        self._about.setText(clash.about)
        self._what.setText(clash.what)
        for place, button in enumerate(self._sides):
            there = place < len(self._in_order)
            button.setVisible(there)
            if there:
                side = self._in_order[place]
                button.show_side(side, _why(clash, side), shown=side.words == clash.shown)
                button.setEnabled(clash.may_settle)
        before = clash.before
        self._before.setText(
            f"Before: {before.words} ({_who(before)}, {_where(before)})."
            if before
            else "Nothing was written before."
        )
        self._note.setHidden(clash.may_settle)
        if not same:
            self._begin(clash)

    def keep(self, place: int) -> None:
        """Keep the side of that place, if there is one."""
        clash = self._clash
        if clash is None or not clash.may_settle or place >= len(self._in_order):
            return
        if clash.hidden:
            self.refuse(LOOK_FIRST)
        else:
            self.kept.emit(self._in_order[place], self._reason())

    def type_other(self) -> None:
        """Let another value be typed."""
        clash = self._clash
        if clash is not None and clash.hidden:
            self.refuse(LOOK_FIRST)
        elif clash is not None and clash.may_settle and clash.takes_other:
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
        if self._value.isHidden() or self._clash is None:
            return False
        self.refuse("")
        self._show_other(self._clash)
        return True

    def _begin(self, clash: OpenClash) -> None:
        self.refuse("")
        self._show_other(clash)
        self._why.clear()
        self._why.addItems([AS_KEPT, *REASONS])
        needed = clash.needs_reason and clash.may_settle
        self._why.setVisible(needed)
        self._why_label.setVisible(needed)

    def _show_other(self, clash: OpenClash) -> None:
        self._value.clear()
        self._value.hide()
        self._other.setText(f"{clash.other_words}…  {len(clash.sides) + 1}")
        self._other.setVisible(clash.takes_other and clash.may_settle)
        self._value.setAccessibleName(clash.other_words)
        self._reveal.setVisible(clash.hidden)

    def _reason(self) -> str:
        return self._why.currentText().strip() if self._why.isVisibleTo(self) else ""

    def _build(self) -> None:
        self.setObjectName("clashes.page")
        self.setProperty("class", "card")
        for part, name in (
            (self._about, "clashes.about"),
            (self._what, "clashes.what"),
            (self._before, "clashes.before"),
            (self._refused, "clashes.refused"),
            (self._note, "clashes.who-decides"),
            (self._other, "clashes.other"),
            (self._value, "clashes.value"),
            (self._why, "clashes.why"),
            (self._reveal, "clashes.reveal"),
        ):
            part.setObjectName(name)
        for part in (self._about, self._what, self._before, self._refused, self._note):
            part.setWordWrap(True)
        self._value.setPlaceholderText("Enter writes it, Esc goes back")
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
        column.addWidget(self._about)
        column.addWidget(self._what)
        column.addLayout(self._across)
        column.addWidget(self._reveal, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._before)
        column.addLayout(reason)
        column.addLayout(other)
        column.addWidget(self._refused)
        column.addWidget(self._note)
        column.addStretch(1)
        self._refused.hide()

    def _connect(self) -> None:
        for place, button in enumerate(self._sides):
            button.clicked.connect(partial(self.keep, place))
        self._other.clicked.connect(self.type_other)
        self._reveal.clicked.connect(self.reveal_requested)
        self._value.returnPressed.connect(self._on_typed)

    def _on_typed(self) -> None:
        if self._value.text().strip():
            self.typed.emit(self._value.text().strip(), self._reason())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < WIDE_ENOUGH
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if narrow else right)


def in_order(clash: OpenClash) -> tuple[Side, ...]:
    """Return the sides of a clash, the one that is offered first at the left."""
    first = clash.sides[clash.offered]
    return (first, *(side for side in clash.sides if side is not first))


def _why(clash: OpenClash, side: Side) -> str:
    """Return why a side was written, where it says so."""
    return f"“{side.value.reason}”" if clash.kind is ClashKind.MARK and side.value.reason else ""


def _who(side: Side) -> str:
    return f"{side.by.name}, {side.by.post}"


def _where(side: Side) -> str:
    at = side.by.at
    return f"{side.desk[:1].upper()}{side.desk[1:]}, {short_day(at.date())} {at:%H:%M}"
