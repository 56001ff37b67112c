"""Picking half days on a small calendar: arrows go, Space picks one, D picks the whole day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from officeapp.domain.school_year import Session, monday_of, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.domain.leave import Moment
    from officeapp.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
SCHOOL_DAYS = 5
HALVES = tuple(Session)
COLOURED = {Qt.ItemDataRole.BackgroundRole: "fill", Qt.ItemDataRole.ForegroundRole: "text"}
ROW, MOST_ROWS, HEADING = 28, 4, 44


class HalfDayTable(QAbstractTableModel):
    """The weeks of a request: a row a week, a column for every half of a school day.

    Signals:
        changed: Other sessions are picked.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mondays: list[dt.date] = []
        self._asked: frozenset[Moment] = frozenset()
        self._fixed: frozenset[Moment] = frozenset()
        self.picked: frozenset[Moment] = frozenset()

    def show(
        self, asked: Iterable[Moment], picked: Iterable[Moment], fixed: Iterable[Moment]
    ) -> None:
        """Show the sessions asked for that take place, and which are picked.

        Args:
            asked: The sessions that can be picked.
            picked: The sessions that are.
            fixed: Sessions that are acknowledged in any case.
        """
        self.beginResetModel()
        self._asked, self._fixed = frozenset(asked), frozenset(fixed)
        self.picked = frozenset(picked) & self._asked
        self._mondays = sorted({monday_of(day) for day, _ in self._asked | self._fixed})
        self.endResetModel()

    def moment(self, index: Index) -> Moment:
        """Return the session of a cell."""
        day = self._mondays[index.row()] + dt.timedelta(days=index.column() // 2)
        return day, HALVES[index.column() % 2]

    def turn(self, moments: Iterable[Moment]) -> None:
        """Pick sessions, or let them go where all of them are picked."""
        found = frozenset(moments) & self._asked
        if not found:
            return
        self.picked = self.picked - found if found <= self.picked else self.picked | found
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.changed.emit()

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._mondays)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else SCHOOL_DAYS * len(HALVES)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        moment = self.moment(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sign(moment)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{short_day(moment[0])} {moment[1].word}, {self._said(moment)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        part = COLOURED.get(Qt.ItemDataRole(role))
        return QBrush(self._theme.colour(f"{self._family(moment)}.{part}")) if part else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            monday = self._mondays[section]
            return f"{monday.day} {monday:%b}"
        day = dt.date(2024, 1, 1) + dt.timedelta(days=section // 2)  # a Monday
        return f"{day:%a}\n{HALVES[section % 2].lower()}"

    def _sign(self, moment: Moment) -> str:
        if moment in self._fixed:
            return "R"
        if moment not in self._asked:
            return "–"
        return "grant" if moment in self.picked else "no"

    def _said(self, moment: Moment) -> str:
        if moment in self._fixed:
            return "set apart, acknowledged"
        if moment not in self._asked:
            return "not asked for, or closed"
        return "granted" if moment in self.picked else "not granted"

    def _family(self, moment: Moment) -> str:
        if moment in self._fixed or moment in self.picked:
            return "authorised"
        return "unauthorised" if moment in self._asked else "closed"


class HalfDays(QTableView):
    """The small calendar.

    Signals:
        left: The person is done here.
    """

    left = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = HalfDayTable(theme, self)
        self.setObjectName(name)
        self.setAccessibleName("Half days to grant")
        self.setAccessibleDescription("Arrows go, Space grants a half day, D a whole day.")
        self.setModel(self.table)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(42)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self.table.modelReset.connect(self._fit)
        self.doubleClicked.connect(self._on_clicked)

    def begin(self) -> None:
        """Put the cursor on the first session that can be picked."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        for column in range(self.table.columnCount()):
            index = self.table.index(0, column)
            if self.table.data(index) in ("grant", "no"):
                self.setCurrentIndex(index)
                return

    def _fit(self) -> None:
        rows = min(MOST_ROWS, max(1, self.table.rowCount()))
        self.setFixedHeight(HEADING + rows * ROW + 8)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.table.turn([self.table.moment(index)])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if key == Qt.Key.Key_Space and index.isValid():
            self.table.turn([self.table.moment(index)])
        elif key == Qt.Key.Key_D and index.isValid():
            day, _ = self.table.moment(index)
            self.table.turn((day, half) for half in Session)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)
