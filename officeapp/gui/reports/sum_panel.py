"""The sum of a figure: the pupils it adds up, or the sessions it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from officeapp.domain.attendance import Figures, shown_percent
from officeapp.domain.codes import UNMARKED
from officeapp.domain.school_year import short_day
from officeapp.gui.reports.rows import By, Counted, Kind, Row
from officeapp.gui.tables import Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    SessionsOf = Callable[[Kind], list[Counted]]

WIDTH = 452
WIDEST = 16_777_215  # Qt's own bound
LEAST_HEIGHT = 420

PUPILS: tuple[Column[Row], ...] = (
    Column("Pupil", lambda row: row.name, sort_key=lambda row: row.order),
    Column(
        "Missed",
        lambda row: str(row.figures.absent),
        sort_key=lambda row: row.figures.absent,
        number=True,
        width=70,
    ),
    Column(
        "Possible",
        lambda row: str(row.figures.possible),
        sort_key=lambda row: row.figures.possible,
        number=True,
        width=76,
    ),
    Column(
        "Attended",
        lambda row: shown_percent(row.figures),
        sort_key=lambda row: row.figures.percent if row.figures.possible else 101.0,
        number=True,
        width=90,
    ),
)
COUNTS: tuple[Column[Row], ...] = (
    Column("Pupil", lambda row: row.name),
    Column("Sessions", lambda row: str(row.figures.possible), number=True, width=90),
)
SESSIONS: tuple[Column[Counted], ...] = (
    Column(
        "Day",
        lambda one: f"{short_day(one.day)} {one.day.year} {one.session.lower()}",
        sort_key=lambda one: (one.day, one.session),
        width=172,
    ),
    Column("Code", lambda one: "–" if one.code == UNMARKED else one.code, width=60),
    Column("Counts as", lambda one: one.counts_as),
)


class SumPanel(QFrame):
    """What a row's figures are made of, beside the report.

    Signals:
        pupil_chosen: A pupil of the sum is to be opened; carries the row.
        close_requested: The person is done with it.
    """

    pupil_chosen = Signal(object)
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self._span = label("", "note", self)
        self._sum = label("", "sum", self)
        self._buttons = QFrame(self)
        self._kinds = QButtonGroup(self)
        self._sessions_of: SessionsOf | None = None
        self._close = QPushButton("Close  Esc", self)
        self._tables = QStackedWidget(self)
        self._sessions: RecordTable[Counted] = RecordTable(SESSIONS, self)
        self._pupils: RecordTable[Row] = RecordTable(PUPILS, self)
        self._counts: RecordTable[Row] = RecordTable(COUNTS, self)
        self._views = {
            By.PUPIL: RecordView(self._sessions, "reports.sum.sessions", self),
            By.SCHOOL: RecordView(self._pupils, "reports.sum.pupils", self),
            By.CODE: RecordView(self._counts, "reports.sum.counts", self),
        }
        self._build()
        self._close.clicked.connect(self.close_requested)
        self._kinds.idClicked.connect(self._on_kind)
        for by in (By.SCHOOL, By.CODE):
            self._views[by].record_chosen.connect(self.pupil_chosen)

    def show_pupil(self, row: Row, span: str, sessions_of: SessionsOf) -> None:
        """Show the sessions of a pupil, those missed or late first."""
        self._head(row, span, in_words(row.figures))
        self._sessions_of = sessions_of
        counts = (None, *_counts(row.figures))
        for kind, count, button in zip(Kind, counts, self._kinds.buttons(), strict=True):
            button.setText(str(kind) if count is None else f"{count} {kind}")
        self._buttons.show()
        self._kinds.button(0).setChecked(True)
        self._on_kind(0)
        self._open(By.PUPIL)

    def show_code(self, row: Row, span: str, sessions: Sequence[Counted]) -> None:
        """Show the sessions of a pupil that have one code."""
        self._head(row, span, f"{len(sessions)} sessions")
        self._sessions_of = None
        self._buttons.hide()
        self._sessions.show(sessions)
        self._open(By.PUPIL)

    def show_pupils(self, row: Row, span: str, pupils: Sequence[Row]) -> None:
        """Show the pupils a figure adds up; nobody's name where the person may not read names."""
        self._buttons.hide()
        if row.by is By.CODE:
            self._head(row, span, f"{row.detail}: {row.figures.possible} sessions in all")
            self._counts.show(pupils)
            self._open(By.CODE)
        else:
            self._head(row, span, in_words(row.figures))
            self._pupils.show(pupils)
            self._open(By.SCHOOL)

    def set_beside(self, *, beside: bool) -> None:
        """Stand beside the report, or under it where there is little room."""
        self.setMinimumSize(WIDTH if beside else 0, 0 if beside else LEAST_HEIGHT)
        self.setMaximumWidth(WIDTH if beside else WIDEST)

    def forget(self) -> None:
        """Take every name out of it and hide it."""
        self._sessions_of = None
        for table in (self._sessions, self._pupils, self._counts):
            table.show(())
        self.hide()

    def _build(self) -> None:
        self.setObjectName("reports.sum")
        self.setProperty("class", "card")
        self.set_beside(beside=True)
        self._close.setObjectName("reports.sum.close")
        self._close.setAccessibleDescription("Closes the sum and goes back to the report.")
        self._sum.setObjectName("reports.sum.words")
        self._sum.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        grid = QGridLayout(self._buttons)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, kind in enumerate(Kind):
            button = QPushButton(str(kind), self._buttons)
            button.setObjectName(f"reports.sum.{kind.name.lower()}")
            button.setProperty("class", "small")
            button.setCheckable(True)
            self._kinds.addButton(button, place)
            grid.addWidget(button, place // 3, place % 3)
        names = {By.PUPIL: "Sessions", By.SCHOOL: "Pupils", By.CODE: "Pupils with this code"}
        for by, view in self._views.items():
            view.setAccessibleName(names[by])
            self._tables.addWidget(view)
        self._views[By.SCHOOL].sort_by(1, Qt.SortOrder.DescendingOrder)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (self._span, self._sum, self._buttons):
            column.addWidget(part)
        column.addWidget(self._tables, 1)
        self.hide()

    def _head(self, row: Row, span: str, words: str) -> None:
        self._title.setText(f"{row.name}, {row.detail}" if row.detail else row.name)
        self._span.setText(span)
        self._sum.setText(words)

    def _open(self, by: By) -> None:
        view = self._views[by]
        self._tables.setCurrentWidget(view)
        self.show()
        view.setFocus()
        if view.table.records:
            view.selectRow(0)

    def _on_kind(self, place: int) -> None:
        if self._sessions_of is not None:
            self._sessions.show(self._sessions_of(list(Kind)[place]))


def in_words(found: Figures) -> str:
    """Return figures as a sum that a person can follow."""
    words = (
        f"{found.attended:,} attended + {found.authorised:,} authorised + "
        f"{found.unauthorised:,} unauthorised = {found.possible:,} possible. "
        f"{found.attended:,} of {found.possible:,} is {shown_percent(found)}."
        if found.possible
        else "No session was possible."
    )
    if found.unmarked:
        words += f" {found.unmarked} not marked: they count nowhere."
    return words


def _counts(found: Figures) -> tuple[int, ...]:
    """Return the counts of the kinds of session, in their order, the first left out."""
    return (found.attended, found.authorised, found.unauthorised, found.late, found.unmarked)
