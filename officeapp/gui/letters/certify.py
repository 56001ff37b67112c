"""A certificate of attendance: for whom, for which days, as a draft or issued."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QPushButton, QWidget

from officeapp.domain.certificate import CertificateGap, gaps_of
from officeapp.domain.rights import Right
from officeapp.domain.roll import folded, list_order
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.gui.tables import Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import label
from officeapp.gui.widgets.day_field import day_said
from officeapp.procedures.certificate import certificate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil


LEAST_HEIGHT = 130
NOTHING_LEFT = "Nothing keeps a certificate any more from"
COLUMNS: tuple[Column[CertificateGap], ...] = (
    Column("Session", lambda one: f"{day_said(one.day)}, {one.session.word}", width=230),
    Column("What is wrong", lambda one: one.words),
    Column("Where", lambda one: "clashes" if one.clashes else "register", width=90),
)


class CertifyPanel(QWidget):
    """Three fields and two keys; below them what keeps the certificate from being given.

    Signals:
        wanted: A certificate is wanted: the pupil, the days, and whether it is issued.
        gap_chosen: A session is to be mended; carries the pupil and the gap.
    """

    wanted = Signal(object, object, bool)
    gap_chosen = Signal(object, object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._whom = QComboBox(self)
        self._first, self._last = QDateEdit(self), QDateEdit(self)
        self._draft = QPushButton("Show a draft  F6", self)
        self._issue = QPushButton("Issue  F7", self)
        self._asked: tuple[Pupil, Span] | None = None
        self._table: RecordTable[CertificateGap] = RecordTable(COLUMNS, self)
        self._gaps = RecordView(self._table, "letters.certify.gaps", self)
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
        self._show_gaps(())
        self.show()
        self._whom.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_gaps(self, pupil: Pupil, span: Span, gaps: Sequence[CertificateGap]) -> None:
        """List the sessions to be mended; Enter opens one where it is mended."""
        self._asked = (pupil, span)
        self._show_gaps(gaps)
        self._gaps.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_again(self) -> str:
        """Read the gaps that are shown anew; say when none is left, else nothing."""
        if self._asked is None or not self._table.records:
            return ""
        found = certificate(self._office, *self._asked)
        self._show_gaps(gaps_of(found, self._office.codes.symbol("N")))
        return "" if self._table.records else f"{NOTHING_LEFT} {found.pupil.called}."

    def _show_gaps(self, gaps: Sequence[CertificateGap]) -> None:
        self._table.show(sorted(gaps, key=lambda one: (one.day, one.session)))
        self._gaps.setVisible(bool(gaps))

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
        self._gaps.setAccessibleName("What keeps the certificate from being given")
        self._gaps.setMinimumHeight(LEAST_HEIGHT)
        self._gaps.record_chosen.connect(self._on_gap)
        rows.addWidget(self._gaps, len(fields) + 1, 0, 1, 3)
        rows.setColumnStretch(1, 1)
        rows.setColumnStretch(2, 1)

    def _on_gap(self, gap: CertificateGap) -> None:
        if self._asked is not None:
            self.gap_chosen.emit(self._asked[0], gap)

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
