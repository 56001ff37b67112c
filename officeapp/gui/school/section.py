"""A section of the School screen: a title, what was saved, a list, and the forms of its entries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.domain.rights import MAY, Right, may
from officeapp.domain.school import Role
from officeapp.gui.messages import announce
from officeapp.gui.school.form import RefusedLine
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.books.act import Book
    from officeapp.books.office import Office
    from officeapp.gui.school.form import Form
    from officeapp.gui.screen import WindowServices

TITLE_SPACING = 14
HEAD_HEIGHT = 36


class Section(QWidget):
    """One section. Its entries are saved when they are made, and it says so where they are made.

    Attributes:
        name: What scripts call it: 'school.calendar'.
        title: Its heading.
        right: What a person must be allowed to, to change anything here; None for everybody.
        shows: The books whose changes it must follow.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    right: ClassVar[Right | None] = None
    shows: ClassVar[frozenset[Book]] = frozenset()

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(parent)
        self.office = office
        self.services = services
        self.setObjectName(self.name)
        self._saved = label("", "saved", self)
        self._saved.setObjectName(f"{self.name}.saved")
        self._saved.setWordWrap(True)
        #: Why something was not done that is done without a form.
        self.refused = RefusedLine(services.theme, f"{self.name}.refused", self)
        top = QWidget(self)
        top.setMinimumHeight(HEAD_HEIGHT)
        self.head = QHBoxLayout(top)
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(10)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(TITLE_SPACING)
        self.head.addWidget(label(self.title, "title", self))
        self.head.addWidget(self._saved, 1)
        self.column.addWidget(top)
        self.column.addWidget(self.refused)
        if not self.can_change:
            self._say_who_can()

    @property
    def can_change(self) -> bool:
        """Say whether the person signed in may change anything here."""
        person = self.office.person
        return person is not None and (self.right is None or may(person.role, self.right))

    def refresh(self) -> None:
        """Read the books again and show what they say."""

    def step_back(self) -> bool:
        """Go back one step on Esc, and say whether there was one to go back."""
        was_refused = bool(self.refused.text())
        self.refused.clear()
        return was_refused

    def focus_first(self) -> None:
        """Put the focus where work in the section begins."""

    def has_saved(self, what: str, undo: Callable[[], None] | None = None) -> None:
        """Say in place, and in the status line, what was written."""
        self.refused.clear()
        said = f"Saved {self.office.now():%H:%M} · {what}"
        self._saved.setText(said)
        announce(self._saved, said)
        self.services.say(what, undo)

    def begin_again(self) -> None:
        """Take away what was said of the act before."""
        self._saved.clear()
        self.refused.clear()

    def add_act(self, words: str, keys: str, name: str, act: Callable[[], None]) -> QPushButton:
        """Put a button with its key into the heading; it is off for who may not change this."""
        button = QPushButton(f"{words}  {keys}", self)
        button.setObjectName(f"{self.name}.{name}")
        button.setEnabled(self.can_change)
        button.clicked.connect(act)
        if self.can_change:
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.head.addWidget(button)
        return button

    def add_key(self, keys: str, act: Callable[[], None]) -> None:
        """Let a key do what a button further down does; it stands on the button."""
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _say_who_can(self) -> None:
        assert self.right is not None  # noqa: S101  # else everybody can
        roles = [str(role) for role in Role if role in MAY[self.right]]
        said = label(f"For reading. It is changed by: {', '.join(roles)}.", "faded", self)
        said.setObjectName(f"{self.name}.who-can")
        said.setWordWrap(True)
        self.column.addWidget(said)


class FormSection(Section):
    """A section whose entries are made in forms that take the place of its lists."""

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self.pages = QStackedWidget(self)
        self.lists = QWidget(self.pages)
        self.inside = QVBoxLayout(self.lists)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(TITLE_SPACING)
        self.pages.addWidget(self.lists)
        self._came_from: QWidget | None = None
        self.column.addWidget(self.pages, 1)
        self.pages.currentChanged.connect(self._on_page)

    def add_form(self, form: Form, write: Callable[[], None]) -> None:
        """Add a form and what writes it; a refusal is said in the form."""
        self.pages.addWidget(form)
        fit(form, shown=False)
        form.order_tabs()
        form.back_requested.connect(self.step_back)
        form.entered.connect(partial(self._on_entered, form, write))

    def open_form(self, form: Form, key: object, title: str, fill: Callable[[], None]) -> None:
        """Show a form for one thing; nothing happens for who may not change it."""
        if not self.can_change:
            return
        self.begin_again()
        self._came_from = self._came_from or self.focusWidget()
        form.begin(key, title, fill)
        self.pages.setCurrentWidget(form)
        form.focus_first()

    @override
    def step_back(self) -> bool:
        """Go back from a form to the lists; what was typed is kept."""
        if self.pages.currentWidget() is self.lists:
            return super().step_back()
        self.pages.setCurrentWidget(self.lists)
        before, self._came_from = self._came_from, None
        if before is not None and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()
        return True

    def _on_page(self, shown: int) -> None:
        for place in range(self.pages.count()):
            page = self.pages.widget(place)
            if page is not None:
                fit(page, shown=place == shown)

    def _on_entered(self, form: Form, write: Callable[[], None]) -> None:
        with form.refused.hears(partial(self._on_entered, form, write)):
            write()
            form.written()
            self.step_back()


def fit(page: QWidget, *, shown: bool) -> None:
    """Let only the page in view say how much room is needed."""
    kind = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
    page.setSizePolicy(kind, kind)
