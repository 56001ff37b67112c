"""The sign-in page: choose your name, type your PIN. Nothing of a pupil is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.errors import OfficeError
from officeapp.gui.name_step import NameStep
from officeapp.gui.pin_step import PinStep
from officeapp.gui.widgets.cards import label
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
