"""What may be said beside the reason: other words, what was seen, the time, who brought, lunch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from officeapp.domain.late import NOBODY
from officeapp.gui.frontdesk.choices import Choices
from officeapp.gui.widgets.cards import label
from officeapp.gui.widgets.day_field import TimeField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel

    from officeapp.domain.record import ContactId
    from officeapp.gui.frontdesk.hatch import AtHatch

SEEN = (("C", "Card"), ("P", "Letter on paper"), ("T", "Text or e-mail"))
SEEN_KEYS = tuple(key.lower() for key, _ in SEEN)
TIME_WIDTH = 84


class LateFields(QWidget):
    """The rows under the reasons; each appears only when it can matter.

    Signals:
        changed: Something was said; the hatch has it already.
        filed: Enter was pressed in a field.
        refused: What was typed cannot be; carries why.
    """

    changed = Signal()
    filed = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hatch: AtHatch | None = None
        self._contacts: Sequence[tuple[ContactId, str]] = ()
        self._lunches: tuple[str, ...] = ()
        self.words = QLineEdit(self)
        self._seen = Choices("frontdesk.late.seen", len(SEEN), self)
        self._seen.offer(SEEN)
        self.time = TimeField(self)
        self._brought = QLineEdit(self)
        self._lunch = Choices("frontdesk.late.lunch", 3, self)
        self.why = QLineEdit(self)
        self._labels: dict[QWidget, QLabel] = {}
        self._build()
        self._connect()

    def show_hatch(self, hatch: AtHatch, contacts: Sequence[tuple[ContactId, str]]) -> None:
        """Show what is said of a child so far."""
        self._hatch, self._contacts = hatch, contacts
        self.words.setText(hatch.words)
        self.why.clear()
        self.time.show_time(hatch.at)
        self._brought.setText(self._brought_said())
        self._brought.setPlaceholderText(
            "B goes through the contacts; Tab types another name" if contacts else "nobody said"
        )

    def show_needed(self, *, asks_seen: bool, lunches: tuple[str, ...]) -> None:
        """Show the rows that matter now."""
        hatch = self._hatch
        if hatch is None:
            return
        asks_words = hatch.reason is not None and hatch.reason.asks
        self._show_row(self.words, shown=asks_words)
        self._show_row(self._seen, shown=asks_seen)
        self._show_row(self.why, shown=hatch.entry is not None)
        if lunches != self._lunches:
            self._lunches = lunches
            self._lunch.offer([("", words) for words in lunches])
        self._show_row(self._lunch, shown=bool(lunches))
        chosen = lunches.index(hatch.lunch) if hatch.lunch in lunches else None
        self._lunch.mark(chosen)
        said = [words.lower() for _, words in SEEN]
        self._seen.mark(said.index(hatch.evidence) if hatch.evidence in said else None)

    def choose_seen(self, key: str) -> None:
        """Take what was seen by its key; the same key again takes it back."""
        self._on_seen(SEEN_KEYS.index(key))

    def next_brought(self) -> None:
        """Go on to the next contact; after the last, nobody."""
        if self._hatch is None or not self._contacts:
            return
        ids = [number for number, _ in self._contacts]
        now = ids.index(self._hatch.brought_by) if self._hatch.brought_by in ids else -1
        following = now + 1
        self._hatch.brought = ""
        self._hatch.brought_by = ids[following] if following < len(ids) else NOBODY
        self._brought.setText(self._brought_said())
        self.changed.emit()

    def next_lunch(self) -> bool:
        """Go on to the next choice for lunch; say whether there is any."""
        if self._hatch is None or not self._lunches:
            return False
        offered = (*self._lunches, "")
        now = offered.index(self._hatch.lunch) if self._hatch.lunch in offered else -1
        self._hatch.lunch = offered[(now + 1) % len(offered)]
        self.changed.emit()
        return True

    def forget(self) -> None:
        """Show nothing of anybody."""
        self._hatch, self._contacts = None, ()
        for part in self._labels:
            self._show_row(part, shown=False)
        for field in (self.words, self.time, self._brought, self.why):
            field.clear()

    def _build(self) -> None:
        for field, name, words in (
            (self.words, "frontdesk.late.words", "What it was"),
            (self.time, "frontdesk.late.time", "Came at"),
            (self._brought, "frontdesk.late.brought", "Brought in by"),
            (self.why, "frontdesk.late.why", "Why it is changed"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
        self.time.setFixedWidth(TIME_WIDTH)
        self.time.setAccessibleDescription("Ctrl+T")
        self.why.setPlaceholderText("needed once a minute is over")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(3, 1)
        rows: tuple[tuple[QWidget, str], ...] = (
            (self.words, "What it was"),
            (self._seen, "What was seen"),
            (self._lunch, "Lunch  L"),
            (self.why, "Why it is changed"),
        )
        for row, (part, words) in enumerate(rows):
            said = label(words, "note", self)
            self._labels[part] = said
            grid.addWidget(said, row, 0)
            grid.addWidget(part, row, 1, 1, 3)
            self._show_row(part, shown=False)
        last = len(rows)
        grid.addWidget(label("Came at  Ctrl+T", "note", self), last, 0)
        grid.addWidget(self.time, last, 1)
        grid.addWidget(label("Brought in by  B", "note", self), last, 2)
        grid.addWidget(self._brought, last, 3)

    def _connect(self) -> None:
        self.words.textEdited.connect(self._on_words)
        self._brought.textEdited.connect(self._on_brought)
        self.time.returnPressed.connect(self._on_time)
        self.time.editingFinished.connect(self._on_time_left)
        for field in (self.words, self._brought, self.why):
            field.returnPressed.connect(self.filed)
        self._seen.chosen.connect(self._on_seen)
        self._lunch.chosen.connect(self._on_lunch)

    def _show_row(self, part: QWidget, *, shown: bool) -> None:
        part.setVisible(shown)
        self._labels[part].setVisible(shown)

    def _brought_said(self) -> str:
        if self._hatch is None:
            return ""
        known = dict(self._contacts)
        return known.get(self._hatch.brought_by, self._hatch.brought)

    def _on_words(self, typed: str) -> None:
        if self._hatch is not None:
            self._hatch.words = typed
            self.changed.emit()

    def _on_brought(self, typed: str) -> None:
        if self._hatch is not None:
            self._hatch.brought_by, self._hatch.brought = NOBODY, typed

    def _on_time(self) -> None:
        """Take the time that was typed, and go back to the child."""
        if self._took_time():
            self.filed.emit()

    def _on_time_left(self) -> None:
        self._took_time()

    def _took_time(self) -> bool:
        from officeapp.errors import OfficeError

        if self._hatch is None:
            return False
        try:
            at = self.time.time()
        except OfficeError as refusal:
            self.refused.emit(str(refusal))
            return False
        if at != self._hatch.at:
            self._hatch.at = at
            self.changed.emit()
        return True

    def _on_seen(self, place: int) -> None:
        if self._hatch is not None:
            said = SEEN[place][1].lower()
            self._hatch.evidence = "" if self._hatch.evidence == said else said
            self.changed.emit()

    def _on_lunch(self, place: int) -> None:
        if self._hatch is not None:
            words = self._lunches[place]
            self._hatch.lunch = "" if self._hatch.lunch == words else words
            self.changed.emit()


class FamilyRow(QWidget):
    """The brothers and sisters who are not in yet; Space adds the next.

    Signals:
        chosen: One was clicked; carries the place.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = Choices("frontdesk.late.family", 3, self)
        self._choices.chosen.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(label("Not in yet\nSpace adds", "note", self))
        row.addWidget(self._choices, 1)
        self.hide()

    def offer(self, names: Sequence[str]) -> None:
        """Show who may have come along; none is added."""
        self._choices.offer([("", name) for name in names])
        self.setVisible(bool(names))

    def arrange(self, a_row: int) -> None:
        """Put another number of them in a row."""
        self._choices.arrange(a_row)

    def mark(self, places: Sequence[int]) -> None:
        """Show who is added."""
        self._choices.mark_several(places)


def primary(name: str, parent: QWidget) -> QPushButton:
    """Return the one primary button of a panel; a click leaves the focus where it is."""
    button = QPushButton(parent)
    button.setObjectName(name)
    button.setProperty("class", "primary-large")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
