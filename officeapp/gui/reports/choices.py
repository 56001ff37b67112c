"""What a report is of: its kind, its days and its class, above the figures."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from officeapp.domain.rights import Right
from officeapp.domain.school_year import Span
from officeapp.gui.reports.rows import EVERY_CLASS, By
from officeapp.gui.reports.spans import SPANS, span_called

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.record import ClassId

KINDS_AT_MOST = 7
BOLDER = 10  # pixels that words need more when they are chosen
DESK_BOOKS = len(By)  # the place of their button, after those of the figures
ABOUT_DESK_BOOKS = "Late book, signing out and in, messages, contact, minutes lost."


class Choices(QWidget):
    """Buttons for the kinds, and fields for days and class.

    Signals:
        kind_chosen: Another kind is wanted; carries its place in `By`, or DESK_BOOKS.
        kind_reached: It was chosen by its key, so that the list is where one goes on.
        changed: Other days or another class are wanted.
    """

    kind_chosen = Signal(int)
    kind_reached = Signal()
    changed = Signal()

    def __init__(self, office: Office, by: By, screen: QWidget) -> None:
        super().__init__(screen)
        self._office = office
        self._screen = screen
        self._kinds = QButtonGroup(self)
        self._first, self._last = QDateEdit(self), QDateEdit(self)
        self._spans, self._classes = QComboBox(self), QComboBox(self)
        self._kind_rows, self._field_rows = QGridLayout(), QGridLayout()
        self._kind_rows.setSpacing(6)
        self._field_rows.setHorizontalSpacing(14)
        self._add_kinds(by)
        self._fields = [
            self._labelled("&Days", self._spans, "reports.span"),
            self._labelled("&From", self._first, "reports.first"),
            self._labelled("&To", self._last, "reports.last"),
            self._labelled("&Class", self._classes, "reports.class"),
        ]
        self._spans.addItems(SPANS)
        for field in (self._first, self._last):
            field.setCalendarPopup(True)
            field.setDisplayFormat("ddd d MMM yyyy")
            field.setMinimumWidth(176)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._kind_rows)
        column.addLayout(self._field_rows)
        self._connect()

    def span(self) -> Span:
        """Return the days the figures are for, the earlier first."""
        first, last = _day(self._first), _day(self._last)
        return Span(min(first, last), max(first, last))

    def school_class(self) -> ClassId:
        """Return the class chosen, or EVERY_CLASS."""
        chosen: ClassId | None = self._classes.currentData()
        return EVERY_CLASS if chosen is None else chosen

    def class_words(self) -> str:
        """Return what the class is called, or that it is all of them."""
        return self._classes.currentText()

    def check(self, by: By) -> None:
        """Show a kind as the one chosen."""
        self._kinds.button(list(By).index(by)).setChecked(True)

    def choose_span(self, place: int) -> None:
        """Set both days to a ready-made run."""
        span = span_called(self._office, SPANS[place])
        for field, day in ((self._first, span.first), (self._last, span.last)):
            field.blockSignals(True)  # noqa: FBT003  # Qt's own
            field.setDate(QDate(day.year, day.month, day.day))
            field.blockSignals(False)  # noqa: FBT003  # Qt's own
        self.changed.emit()

    def show_classes(self) -> None:
        """Offer the classes there are, and keep the one chosen."""
        chosen = self.school_class()
        self._classes.clear()
        self._classes.addItem("All classes", EVERY_CLASS)
        for one in self._office.roll.classes():
            self._classes.addItem(one.name, one.id)
        self._classes.setCurrentIndex(max(0, self._classes.findData(chosen)))

    def arrange(self, width: int, *, wide: bool) -> None:
        """Put as much side by side as there is room for.

        Args:
            width: What there is, without the sides of the page.
            wide: Whether all fields stand in a row.
        """
        all_kinds = self._kind_rows.horizontalSpacing() * (KINDS_AT_MOST - 1) + sum(
            button.minimumWidth() for button in self._kinds.buttons()
        )
        for layout, parts, a_row in (
            (self._kind_rows, self._kinds.buttons(), KINDS_AT_MOST if width > all_kinds else 4),
            (self._field_rows, self._fields, len(self._fields) if wide else 2),
        ):
            for place, part in enumerate(parts):
                layout.addWidget(part, place // a_row, place % a_row)
        self._kind_rows.setColumnStretch(KINDS_AT_MOST, 1)
        self._field_rows.setColumnStretch(len(self._fields), 1 if wide else 0)

    def _add_kinds(self, chosen: By) -> None:
        names = self._office.may(Right.READ_NAMES)
        for place, by in enumerate(By):
            name = by.name.lower().replace("_", "-")
            button = self._kind(place, str(by), name, "One row for each.")
            button.setChecked(by is chosen)
            button.setVisible(by is not By.PUPIL or names)
        if self._office.may(Right.READ_DESK):
            self._kind(DESK_BOOKS, "Desk books", "desk-books", ABOUT_DESK_BOOKS)

    def _kind(self, place: int, words: str, name: str, about: str) -> QPushButton:
        """Return the button of a kind of report, and make its key."""
        keys = f"Alt+{place + 1}"
        button = QPushButton(words, self)
        button.setObjectName(f"reports.by.{name}")
        button.setAccessibleDescription(f"{about} {keys}.")
        button.setToolTip(keys)
        button.setCheckable(True)
        button.setMinimumWidth(button.sizeHint().width() + BOLDER)
        self._kinds.addButton(button, place)
        key = QShortcut(QKeySequence(keys), self._screen)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(partial(self._on_key, button))
        return button

    def _labelled(self, words: str, field: QWidget, name: str) -> QWidget:
        pair = QWidget(self)
        said_before = QLabel(words, pair)
        said_before.setProperty("class", "faded")
        said_before.setBuddy(field)
        field.setObjectName(name)
        field.setAccessibleName(words.replace("&", ""))
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(said_before)
        row.addWidget(field, 1)
        return pair

    def _connect(self) -> None:
        self._kinds.idClicked.connect(self.kind_chosen)
        self._spans.activated.connect(self.choose_span)
        self._first.dateChanged.connect(self._on_changed)
        self._last.dateChanged.connect(self._on_changed)
        self._classes.activated.connect(self._on_changed)

    def _on_changed(self, _new: object) -> None:
        self.changed.emit()

    def _on_key(self, button: QPushButton) -> None:
        """Choose the rows and go to them, so that Enter opens the first."""
        button.click()
        self.kind_reached.emit()


def _day(field: QDateEdit) -> dt.date:
    chosen = field.date()
    return dt.date(chosen.year(), chosen.month(), chosen.day())
