"""The school's details: each field is saved when it is left."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.rights import Right
from officeapp.gui.school.form import WIDEST, FieldGrid, chain
from officeapp.gui.school.section import Section
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.keep_school import change_school

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.school import School
    from officeapp.gui.screen import WindowServices

WORDS = {
    "name": "Name of the school",
    "dfe": "DfE number",
    "urn": "URN",
    "phone": "Telephone",
    "address": "Address",
}
ADDRESS_HEIGHT = 104
HINT = "Each field is saved when you leave it. Letters and registers print these."


class AddressField(QPlainTextEdit):
    """Several lines that say when they are left; Tab leaves them.

    Signals:
        left: The focus went elsewhere.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(ADDRESS_HEIGHT)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class DetailsSection(Section):
    """Name, numbers, address and telephone of the school."""

    name: ClassVar[str] = "school.details"
    title: ClassVar[str] = "Details"
    right: ClassVar[Right | None] = Right.CHANGE_SCHOOL
    shows: ClassVar[frozenset[Book]] = frozenset({Book.SCHOOL})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._grid = FieldGrid(self)
        self._address = AddressField(self)
        self._lines = {field: QLineEdit(self) for field in WORDS if field != "address"}
        self._kind = label("", "faded", self)
        self._shown = office.school.card()
        self._build()
        for field in WORDS:
            self._show(field, getattr(self._shown, field))
        self.refresh()

    def _build(self) -> None:
        for field, line in self._lines.items():
            self._grid.add(WORDS[field], line, f"school.details.{field}", wide=field == "name")
            line.setReadOnly(not self.can_change)
            line.editingFinished.connect(partial(self._on_left, field))
        self._grid.add(WORDS["address"], self._address, "school.details.address", wide=True)
        self._address.setReadOnly(not self.can_change)
        self._address.left.connect(partial(self._on_left, "address"))
        for part in self._grid.fields.values():
            part.installEventFilter(self)
        self._lines["dfe"].setPlaceholderText("816/2999")
        self._lines["urn"].setPlaceholderText("six digits")
        chain(*self._grid.fields.values())
        self._grid.setMaximumWidth(WIDEST)
        card = Card("", self)
        card.set_title("The school")
        card.say(HINT if self.can_change else "")
        card.inside.addWidget(self._grid)
        card.inside.addWidget(self._kind)
        room = QVBoxLayout()
        room.addWidget(card)
        room.addStretch(1)
        self.column.addLayout(room, 1)

    @override
    def refresh(self) -> None:
        """Show the card, except in a field in which something else was typed meanwhile."""
        card = self.office.school.card()
        for field in WORDS:
            if not self._is_typing(field) or self._typed(field) == getattr(card, field):
                self._show(field, getattr(card, field))
        self._shown = card
        self._kind.setText("This is a sample school: nobody in it is real." * card.sample)
        self._kind.setVisible(card.sample)

    @override
    def focus_first(self) -> None:
        self._lines["name"].setFocus()

    @override
    def step_back(self) -> bool:
        """Put back what stands where something was refused."""
        wrong = [field for field in WORDS if self._is_typing(field)]
        for field in wrong:
            self._show(field, getattr(self.office.school.card(), field))
        self.refused.clear()
        return bool(wrong)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save what is being typed before Ctrl+L locks the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if held and event.key() == Qt.Key.Key_L:
                self._on_left(watched.objectName().removeprefix("school.details."))
        return super().eventFilter(watched, event)

    def _on_left(self, field: str) -> None:
        card = self.office.school.card()
        if not self.can_change or self._typed(field) == getattr(card, field):
            return
        self._set_wrong(field, wrong=True)
        with self.refused.hears():
            change_school(self.office, _changed(card, field, self._typed(field)))
            self._set_wrong(field, wrong=False)
            self.has_saved(f"{WORDS[field]}: {self._typed(field) or 'blank'}".replace("\n", ", "))

    def _typed(self, field: str) -> str:
        if field == "address":
            return self._address.toPlainText().strip()
        return self._lines[field].text().strip()

    def _is_typing(self, field: str) -> bool:
        return self._typed(field) != str(getattr(self._shown, field))

    def _show(self, field: str, text: str) -> None:
        if field == "address":
            self._address.setPlainText(text)
        else:
            self._lines[field].setText(text)
        self._set_wrong(field, wrong=False)

    def _set_wrong(self, field: str, *, wrong: bool) -> None:
        part: QWidget = self._address if field == "address" else self._lines[field]
        part.setProperty("wrong", wrong)
        part.style().polish(part)


def _changed(card: School, field: str, text: str) -> School:
    changes: dict[str, str] = {field: text}
    return replace(card, **changes)  # type: ignore[arg-type]  # every field named here is text
