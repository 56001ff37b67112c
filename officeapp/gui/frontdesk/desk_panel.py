"""A panel with a child's card above, what is said of it in between, and one button at its foot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.frontdesk.child_card import ChildCard
from officeapp.gui.frontdesk.late_fields import primary
from officeapp.gui.frontdesk.panel import Panel
from officeapp.gui.messages import announce
from officeapp.gui.parking import Typed, parking_of
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.gui.frontdesk.choices import Choices
    from officeapp.gui.screen import WindowServices

TIME_WIDTH = 84
NARROWEST = 60  # a row of choices is laid out anew before it comes to that
GAP = 8


class DeskPanel(Panel):
    """What leaving, coming back, messages and appointments have in common."""

    def __init__(
        self, office: Office, services: WindowServices, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self.setObjectName(name)
        self._card = ChildCard(f"{name}.child", self)
        self._refused = label("", "refused", self)
        self._foot = label("", "faded", self)
        self._file = primary(f"{name}.file", self)
        self._heeds = False
        self._wide: dict[Choices, int] = {}
        self._a_row: dict[Choices, int] = {}
        self._middle = QVBoxLayout()
        self._middle.setSpacing(10)
        for part, word in ((self._refused, "refused"), (self._foot, "foot")):
            part.setObjectName(f"{name}.{word}")
            part.setWordWrap(True)
        self._refused.hide()
        foot = QHBoxLayout()
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._file)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._card)
        column.addLayout(self._middle)
        column.addStretch(1)
        column.addWidget(self._refused)
        column.addLayout(foot)

    @override
    def step_back(self) -> bool:
        if not self.typing():
            return False
        self.field_wanted.emit()
        return True

    def typing(self) -> bool:
        """Say whether the focus is in a field of the panel."""
        now = QApplication.focusWidget()
        return isinstance(now, QLineEdit) and self.isAncestorOf(now)

    def add(self, *parts: QWidget) -> None:
        """Put parts under the card, in order."""
        for part in parts:
            self._middle.addWidget(part)

    def fit(self, choices: Choices, most: int) -> None:
        """Show choices in rows of as many as there is room for, now and when the room changes."""
        self._wide[choices] = most
        buttons = choices.findChildren(QPushButton)
        widest = max((button.sizeHint().width() for button in buttons), default=1)
        for button in buttons:
            button.setMinimumWidth(NARROWEST)
        self._a_row[choices] = max(1, min(most, (self.width() + GAP) // (widest + GAP)))
        choices.arrange(self._a_row[choices])

    def fold(self, choices: Choices, place: int | None) -> None:
        """Show only the one that is chosen, to leave room for what comes next; None for all."""
        choices.mark(place)
        grid, a_row = choices.layout(), self._a_row.get(choices, 1)
        for number, button in enumerate(choices.findChildren(QPushButton)):
            button.setVisible(place in (None, number))
            if isinstance(grid, QGridLayout):
                row, column = (0, 0) if place == number else divmod(number, a_row)
                grid.addWidget(button, row, column)

    def go_to(self, field: QLineEdit) -> None:
        """Give the focus to a field of the panel; Enter or Esc in it gives it back."""
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def refuse(self, why: str) -> None:
        """Say in place why something was not done; nothing takes it away."""
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        if why:
            announce(self._refused, why)

    def attempt(self, act: Callable[[], str]) -> None:
        """Do what files the entry; ask for a second person where it takes one, or say why not."""
        self.refuse("")
        try:
            said = act()
        except OfficeError as refusal:
            if not ask_first(self, refusal, partial(self.attempt, act)):
                self.refuse(str(refusal))
            return
        self.done.emit(said)

    def half_said(self) -> tuple[PupilId, Typed] | None:
        """Return what is half said of a child, to outlive a lock; None for nothing."""
        return None

    def parked(self, pupil: PupilId) -> Any:
        """Return what was half said of a child before a lock, once; heed the next lock."""
        parking = parking_of(self)
        if parking is None:
            return None
        if not self._heeds:
            self._heeds = True
            parking.closing.connect(self._park)
        return parking.take(self.objectName(), pupil)

    def _park(self) -> None:
        """Keep what is half said for whoever said it; the window is being locked."""
        parking, said = parking_of(self), self.half_said()
        if parking is not None and said is not None:
            parking.keep(self.objectName(), *said)

    def _fit_all(self) -> None:
        """Lay the choices out anew, once the layout that gave the room is done."""
        for choices, most in self._wide.items():
            self.fit(choices, most)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_all)


class Rows(QWidget):
    """Fields with their words before them; each row appears only when it can matter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._words: dict[QWidget, QWidget] = {}

    def add(self, words: str, part: QWidget) -> None:
        """Add a row, shown."""
        row = len(self._words)
        self._words[part] = label(words, "note", self)
        self._grid.addWidget(self._words[part], row, 0)
        self._grid.addWidget(part, row, 1)

    def add_short(self, *pairs: tuple[str, QLineEdit]) -> None:
        """Add a row of short fields, each with its words, for times."""
        part = QWidget(self)
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        for number, (words, one) in enumerate(pairs):
            one.setFixedWidth(TIME_WIDTH)
            if number:
                line.addSpacing(14)
                line.addWidget(label(words, "note", part))
            line.addWidget(one)
        line.addStretch(1)
        self.add(pairs[0][0], part)

    def add_beside(self, words: str, part: QWidget, beside: QWidget) -> None:
        """Add a row of a field and what stands beside it, shown."""
        both = QWidget(self)
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(part, 1)
        line.addWidget(beside)
        self.add(words, both)

    def show_row(self, part: QWidget, *, shown: bool) -> None:
        """Show a row or hide it."""
        part.setVisible(shown)
        self._words[part].setVisible(shown)


def field(name: str, words: str, parent: QWidget, made: type[QLineEdit] = QLineEdit) -> QLineEdit:
    """Return a named field that says what it is for."""
    one = made(parent)
    one.setObjectName(name)
    one.setAccessibleName(words)
    return one


def named(office: Office, pupil: int) -> tuple[str, str]:
    """Return a child's name as speech has it, and the class of today."""
    card = office.roll.pupil(pupil)
    placement = office.roll.placed(card.id, office.today())
    name = office.roll.school_class(placement.school_class).name if placement else ""
    return card.called, name


def lower_first(words: str) -> str:
    """Return words as they go on in a line: 'Unwell' becomes 'unwell'."""
    return words[:1].lower() + words[1:]


def joined(parts: Sequence[str]) -> str:
    """Return parts in a row: 'one, two and three'."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
