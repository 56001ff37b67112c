"""The sign-in page: choose your name, type your PIN. Nothing of a pupil is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.domain.roll import folded
from officeapp.errors import OfficeError
from officeapp.gui.widgets.cards import LabelledButton, label
from officeapp.procedures.choose_pin import choose_pin
from officeapp.procedures.give_code import needs_code
from officeapp.procedures.sign_in import has_pin, needs_pin, sign_in, takes_at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from officeapp.books.office import Office
    from officeapp.domain.school import Person
    from officeapp.gui.theme import Theme

CARD_WIDTH = 620
HOW_TO_CHOOSE = (
    "Choose your PIN: six digits or more, and not one that is tried first, such as "
    "123456. You type it each time you sit down here; every entry carries your name."
)
CODE_FIRST = "Type the code the headteacher gave you; it holds for 15 minutes, once. "
TILES_A_ROW = 2
NUMBERED = 9  # tiles that a digit chooses


class NameStep(QWidget):
    """The tiles of those in post, narrowed by typed letters.

    Signals:
        chosen: A person was chosen; carries the person.
    """

    chosen = Signal(object)

    def __init__(self, people: list[Person], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._fits = people
        self._letters = QLineEdit(self)
        self._tiles = QWidget(self)
        self._grid = QGridLayout(self._tiles)
        self._build()
        self._letters.textChanged.connect(self._on_typed)
        self._letters.returnPressed.connect(self._on_entered)
        self._on_typed("")

    def start(self) -> None:
        """Begin again with every name."""
        self._letters.clear()
        self._letters.setFocus()

    def _build(self) -> None:
        self._letters.setObjectName("sign-in.name")
        self._letters.setPlaceholderText("The number, or letters of your name and Enter")
        self._letters.setAccessibleName("Your name")
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        self._tiles.setProperty("class", "inner")
        scroll.setWidget(self._tiles)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._letters)
        column.addWidget(scroll, 1)

    def _on_typed(self, typed: str) -> None:
        if typed.isdecimal() and 1 <= int(typed) <= min(NUMBERED, len(self._people)):
            person = self._people[int(typed) - 1]
            self._letters.clear()
            self.chosen.emit(person)
            return
        words = folded(typed).split()
        self._fits = [
            person for person in self._people if all(word in folded(person.name) for word in words)
        ]
        for tile in self._tiles.findChildren(QPushButton):
            self._grid.removeWidget(tile)
            tile.deleteLater()
        for place, person in enumerate(self._fits):
            tile = self._tile(person, place + 1)
            self._grid.addWidget(tile, place // TILES_A_ROW, place % TILES_A_ROW)

    def _on_entered(self) -> None:
        if self._fits:
            self.chosen.emit(self._fits[0])

    def _tile(self, person: Person, number: int) -> QPushButton:
        """Return a person's tile; the first ones have a number, which chooses them in one key."""
        tile = LabelledButton(f"sign-in.person.{person.id}", self._tiles)
        has_number = number <= NUMBERED and self._fits == self._people
        said = f"{number}  {person.name}" if has_number else person.name
        tile.put(label(said, "strong", tile))
        tile.put(label(person.post, "note", tile))
        tile.setAccessibleName(f"{person.name}, {person.post}")
        tile.clicked.connect(lambda: self.chosen.emit(person))
        return tile


class PinStep(QWidget):
    """The field for the PIN; two more where one is being chosen, three with a one-use code.

    Signals:
        entered: The PIN is typed; carries it, its repetition and the code (empty if not asked for).
        code_offered: The person has a one-use code and wants to choose a PIN with it.
        back_requested: The person wants to choose another name.
    """

    entered = Signal(str, str, str)
    code_offered = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._who = QLabel(self)
        self._why = QLabel(self)
        self._code = QLineEdit(self)
        self._pin = QLineEdit(self)
        self._again = QLineEdit(self)
        self._refused = QLabel(self)
        self._back = QPushButton("Another name  Esc", self)
        self._lost = QPushButton("I have a one-use code  F2", self)
        self._go = QPushButton("Sign in  Enter", self)
        self._at_once = 0
        self._build()
        self._code.returnPressed.connect(self._pin.setFocus)
        self._pin.textEdited.connect(self._on_edited)
        self._lost.clicked.connect(self.code_offered)
        QShortcut(QKeySequence("F2"), self).activated.connect(self._lost.click)
        self._pin.returnPressed.connect(self._on_pin)
        self._again.returnPressed.connect(self._on_entered)
        self._go.clicked.connect(self._on_entered)
        self._back.clicked.connect(self.back_requested)

    def ask(
        self, person: Person, *, choosing: bool, with_code: bool = False, at_once: int = 0
    ) -> None:
        """Ask a person for the PIN, or for a new one twice.

        Args:
            person: Who it is.
            choosing: Whether a PIN is being chosen.
            with_code: Whether that takes a one-use code.
            at_once: After how many characters the PIN is taken without Enter; 0 for never.
        """
        self._at_once = 0 if choosing else at_once
        self._who.setText(f"{person.name}, {person.post}")
        self._why.setText(CODE_FIRST + HOW_TO_CHOOSE if with_code else HOW_TO_CHOOSE)
        self._why.setVisible(choosing)
        self._code.clear()
        self._code.setVisible(with_code)
        self._lost.setVisible(not choosing)
        self._again.setVisible(choosing)
        self._pin.setPlaceholderText("Your new PIN" if choosing else "Your PIN")
        self._go.setText("Keep this PIN  Enter" if choosing else "Sign in  Enter")
        self.refuse("")
        if with_code:
            self._code.setFocus()

    def refuse(self, why: str) -> None:
        """Say why the PIN was not taken, and wait for another."""
        self._refused.setText(why)
        self._refused.setVisible(bool(why))
        self._pin.clear()
        self._again.clear()
        self._pin.setAccessibleDescription(why)
        self._pin.setFocus()

    def _build(self) -> None:
        self._who.setObjectName("sign-in.who")
        self._who.setProperty("class", "section")
        self._why.setWordWrap(True)
        self._why.setProperty("class", "faded")
        self._code.setPlaceholderText("The one-use code you were given")
        for field, name, said in (
            (self._code, "sign-in.code", "One-use code"),
            (self._pin, "sign-in.pin", "PIN"),
            (self._again, "sign-in.again", "The new PIN once more"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(said)
            if field is not self._code:
                field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaximumWidth(300)
            field.setMinimumHeight(field.sizeHint().height())
        self._again.setPlaceholderText("The same PIN once more")
        self._refused.setObjectName("sign-in.refused")
        self._refused.setWordWrap(True)
        self._refused.setProperty("class", "refused")
        self._back.setObjectName("sign-in.back")
        self._lost.setObjectName("sign-in.lost")
        self._lost.setProperty("class", "quiet")
        self._go.setObjectName("sign-in.go")
        self._go.setProperty("class", "primary")
        for button in (self._back, self._lost, self._go):
            button.setMinimumHeight(button.sizeHint().height())
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(self._lost)
        row.addStretch(1)
        row.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._who, self._why, self._code, self._pin, self._again, self._refused):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(row)

    def _on_pin(self) -> None:
        if self._again.isVisible():
            self._again.setFocus()
        else:
            self._on_entered()

    def _on_edited(self, typed: str) -> None:
        if len(typed) == self._at_once:
            self._on_entered()

    def _on_entered(self) -> None:
        if self._pin.text():  # an Enter too much is no wrong PIN
            self.entered.emit(self._pin.text(), self._again.text(), self._code.text())


class SignInPage(QWidget):
    """Who sits here now? The whole window while nobody is signed in.

    Signals:
        signed_in: Somebody signed in.
        files_requested: The person wants another school file.
    """

    signed_in = Signal()
    files_requested = Signal()

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._person: Person | None = None
        self._with_code = False
        #: Whether the last PIN was taken without Enter.
        self.took_at_once = False
        self._names = NameStep(office.staff.in_post(office.today()), self)
        self._pin = PinStep()
        self._pin_room = QScrollArea(self)
        self._ask = label("", "faded", self)
        self._steps = QStackedWidget(self)
        self._files = QPushButton("Another school…  Ctrl+O", self)
        self._build(theme)
        self._names.chosen.connect(self._on_chosen)
        self._pin.entered.connect(self._on_pin)
        self._pin.back_requested.connect(self.step_back)
        self._pin.code_offered.connect(self._on_code_offered)
        self._files.clicked.connect(self.files_requested)
        self._steps.currentChanged.connect(self._on_step)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.files_requested)

    def step_back(self) -> None:
        """Go back to the names."""
        self._person = None
        self._steps.setCurrentWidget(self._names)
        self._names.start()

    def _build(self, theme: Theme) -> None:
        self.setObjectName("sign-in")
        school = QLabel(self._office.school.card().name, self)
        school.setProperty("class", "title")
        said = "Who are you?" if needs_pin(self._office) else "A sample school. Who are you today?"
        self._ask.setText(said)
        lock = QLabel(self)
        lock.setPixmap(theme.icon("lock").pixmap(22, 22))
        self._files.setObjectName("sign-in.files")
        self._files.setProperty("class", "quiet")
        self._steps.addWidget(self._names)
        self._pin_room.setWidgetResizable(True)
        self._pin_room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pin.setProperty("class", "inner")
        self._pin_room.setWidget(self._pin)
        self._steps.addWidget(self._pin_room)
        card = QFrame(self)
        card.setProperty("class", "card")
        card.setMaximumWidth(CARD_WIDTH)
        head = QHBoxLayout()
        head.addWidget(school, 1)
        head.addWidget(lock)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 20)
        inside.setSpacing(12)
        inside.addLayout(head)
        inside.addWidget(self._ask)
        inside.addWidget(self._steps, 1)
        inside.addWidget(self._files, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 6)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addStretch(1)
        column.addLayout(row, 8)
        column.addStretch(1)

    def _on_chosen(self, person: Person) -> None:
        if not needs_pin(self._office):
            self._try(lambda: sign_in(self._office, person))
            return
        self._person = person
        self._with_code = needs_code(self._office, person)
        self._steps.setCurrentWidget(self._pin_room)
        self._pin.ask(
            person,
            choosing=not has_pin(self._office, person),
            with_code=self._with_code,
            at_once=takes_at_once(self._office, person),
        )

    def _on_step(self) -> None:
        """Leave out what is for choosing a name; a small window has no room for it."""
        for part in (self._ask, self._files):
            part.setVisible(self._steps.currentWidget() is self._names)

    def _on_focus_moved(self) -> None:
        """Scroll to the field in hand, once the page has its new shape."""
        QTimer.singleShot(0, self, self._scroll_to_focus)

    def _scroll_to_focus(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._pin.isAncestorOf(now):
            self._pin_room.ensureWidgetVisible(now, 0, 24)

    def _on_code_offered(self) -> None:
        if self._person is not None:
            self._with_code = True
            self._pin.ask(self._person, choosing=True, with_code=True)

    def _on_pin(self, pin: str, again: str, code: str) -> None:
        person = self._person
        if person is None:
            return
        if has_pin(self._office, person) and not self._with_code:
            self.took_at_once = len(pin) == takes_at_once(self._office, person)
            self._try(lambda: sign_in(self._office, person, pin))
        else:
            self._try(lambda: choose_pin(self._office, person, pin, again, code=code))

    def _try(self, act: Callable[[], None]) -> None:
        """Sign in; a refusal stands below the field, where the eye is."""
        try:
            act()
        except OfficeError as refusal:
            self._pin.refuse(str(refusal))
        else:
            self.signed_in.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._person is not None:
            self.step_back()
        else:
            super().keyPressEvent(event)
