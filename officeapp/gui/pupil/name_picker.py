"""Choose a person by typing any part of the name; the arrow keys and Enter choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from officeapp.domain.roll import folded, list_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office

    Choices = Callable[[], Iterable[tuple[str, Any]]]

MOST = 12
LIST_WIDTH = 420


class NamePicker(QLineEdit):
    """A field that offers the names that fit, accents and hyphens apart.

    Signals:
        chosen: Somebody was chosen; carries whom the name stands for.
    """

    chosen = Signal(object)

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: Choices | None = None
        self._known: list[tuple[str, str, Any]] | None = None
        self._offered: dict[str, Any] = {}
        self._names = QStringListModel(self)
        self._popup = QCompleter(self._names, self)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._popup.setMaxVisibleItems(MOST)
        offered = QListView(self)
        offered.setMinimumWidth(LIST_WIDTH)
        self._popup.setPopup(offered)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setPlaceholderText(f"{spoken}: any part of the name")
        self.setCompleter(self._popup)
        self.textEdited.connect(self._on_typed)
        self._popup.activated.connect(self._on_chosen)
        self.returnPressed.connect(self._on_enter)

    def offer(self, choices: Choices) -> None:
        """Offer other people from now on; they are read when the first letter is typed."""
        self._choices, self._known = choices, None

    def offered(self) -> list[str]:
        """Return the names that fit what is typed, in order."""
        return list(self._offered)

    def _on_typed(self, typed: str) -> None:
        if self._known is None and self._choices is not None:
            self._known = [(folded(text), text, value) for text, value in self._choices()]
        words = folded(typed).split()
        fits = [
            (text, value)
            for plain, text, value in self._known or ()
            if words and all(word in plain for word in words)
        ]
        self._offered = dict(fits[:MOST])
        self._names.setStringList(list(self._offered))

    def _on_enter(self) -> None:
        """Take the only one who fits without a look at the list."""
        if len(self._offered) == 1:
            self._on_chosen(next(iter(self._offered)))

    def _on_chosen(self, text: str) -> None:
        if text in self._offered:
            value = self._offered[text]
            self._offered = {}
            self.setText(text)
            self.chosen.emit(value)


def pupils_by_name(office: Office, without: set[Any]) -> list[tuple[str, Any]]:
    """Return every pupil there has been but some, named so that two of one name are told apart."""
    today = office.today()
    pupils = sorted(office.roll.pupils().values(), key=list_order)
    found = []
    for pupil in pupils:
        if pupil.id not in without:
            placed = office.roll.placed(pupil.id, today)
            where = office.roll.school_class(placed.school_class).name if placed else "no class"
            born = f"born {pupil.dob.day} {pupil.dob:%b %Y}"
            found.append((f"{pupil.listed},  {where},  {born}", pupil.id))
    return found
