"""A certificate of attendance: for whom, for which days, as a draft or issued."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QPushButton, QWidget

from officeapp.domain.rights import Right
from officeapp.domain.roll import folded, list_order
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil


class CertifyPanel(QWidget):
    """Three fields and two keys.

    Signals:
        wanted: A certificate is wanted: the pupil, the days, and whether it is issued.
    """

    wanted = Signal(object, object, bool)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._whom = QComboBox(self)
        self._first, self._last = QDateEdit(self), QDateEdit(self)
        self._draft = QPushButton("Show a draft  F6", self)
        self._issue = QPushButton("Issue  F7", self)
        self._build()

    def open(self) -> None:
        """Show the fields with everybody who is or was on roll, for this school year so far."""
        typed = self._whom.currentText()
        self._whom.clear()
        for pupil in sorted(self._office.roll.pupils().values(), key=list_order):
            self._whom.addItem(pupil.listed, pupil)
        self._whom.setCurrentText(typed)
        today = self._office.today()
        first = SchoolYear.of(today).span.first
        for field, day in ((self._first, first), (self._last, today - dt.timedelta(days=1))):
            field.setDate(QDate(day.year, day.month, day.day))
        self._issue.setVisible(self._office.may(Right.CERTIFY))
        self.show()
        self._whom.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 6)
        fields = (
            ("Certificate for", self._whom, "whom"),
            ("From", self._first, "first"),
            ("To", self._last, "last"),
        )
        for row, (words, field, name) in enumerate(fields):
            field.setObjectName(f"letters.certify.{name}")
            field.setAccessibleName(words)
            rows.addWidget(label(words, "note", self), row, 0)
            rows.addWidget(field, row, 1, 1, 2)
        for field in (self._first, self._last):
            field.setCalendarPopup(True)
            field.setDisplayFormat("ddd d MMM yyyy")
        self._whom.setEditable(True)
        self._whom.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        acts = ((self._draft, "draft", "F6"), (self._issue, "issue", "F7"))
        for place, (button, name, key) in enumerate(acts, 1):
            button.setObjectName(f"letters.certify.{name}")
            button.setShortcut(key)
            rows.addWidget(button, len(fields), place)
        self._draft.clicked.connect(lambda: self._on_asked(issue=False))
        self._issue.clicked.connect(lambda: self._on_asked(issue=True))
        rows.setColumnStretch(1, 1)
        rows.setColumnStretch(2, 1)

    def _on_asked(self, *, issue: bool) -> None:
        pupil = self._chosen()
        if pupil is None:
            self._whom.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.wanted.emit(pupil, Span(_day(self._first), _day(self._last)), issue)

    def _chosen(self) -> Pupil | None:
        """Return the pupil typed; the first that begins so, None for nobody."""
        typed = folded(self._whom.currentText())
        named = [(folded(self._whom.itemText(n)), n) for n in range(self._whom.count())]
        fits = [place for words, place in named if words == typed]
        fits = fits or [place for words, place in named if typed and words.startswith(typed)]
        found: Pupil | None = self._whom.itemData(fits[0]) if fits else None
        return found


def _day(field: QDateEdit) -> dt.date:
    shown = field.date()
    return dt.date(shown.year(), shown.month(), shown.day())
