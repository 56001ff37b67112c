"""Read-only tables as data: a column is a heading and what it says of a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

SORT_KEY_ROLE = Qt.ItemDataRole.UserRole + 1
BADGE_ROLE = Qt.ItemDataRole.UserRole + 2
ROW_HEIGHT = 32
FITS = -1
MEASURED = 50  # rows of which a column that fits looks at each
NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of a table.

    Attributes:
        title: The heading.
        text: What the column says of a record.
        sort_key: What it is sorted by; the text, in small letters, if None.
        number: Whether it is set to the right, as figures are.
        tip: A longer text shown and read out on the cell.
        colour: The colour of the text; None for the ordinary one.
        width: Its width in pixels; 0 shares what is left, FITS is as wide as its widest text.
        badge: The family of colours the text stands on as a badge; empty for none.
    """

    title: str
    text: Callable[[R], str]
    sort_key: Callable[[R], Any] | None = None
    number: bool = False
    tip: Callable[[R], str] | None = None
    colour: Callable[[R], QColor | None] | None = None
    width: int = 0
    badge: Callable[[R], str] | None = None

    def key(self, record: R) -> Any:
        """Return what a record is sorted by in this column."""
        return self.sort_key(record) if self.sort_key else self.text(record).casefold()


class RecordTable(QAbstractTableModel, Generic[R]):
    """The records of one list, shown through columns."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._records: list[R] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    @property
    def records(self) -> tuple[R, ...]:
        """Return the records in the order shown."""
        return tuple(self._records)

    def show(self, records: Sequence[R]) -> None:
        """Show other records, in the order last sorted by."""
        self.beginResetModel()
        self._records = list(records)
        if self._sorted:
            self._records = [self._records[row] for row in self._order(*self._sorted)]
        self.endResetModel()

    def record(self, index: Index) -> R:
        """Return the record of a row."""
        return self._records[index.row()]

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._records)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        answer = _ANSWERS.get(role)
        return answer(self.columns[index.column()], self._records[index.row()]) if answer else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0:
            return
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        rows = self._order(column, order)
        moved = {old: new for new, old in enumerate(rows)}
        self._records = [self._records[row] for row in rows]
        for index in self.persistentIndexList():
            self.changePersistentIndex(index, self.index(moved[index.row()], index.column()))
        self.layoutChanged.emit()

    def _order(self, column: int, order: Qt.SortOrder) -> list[int]:
        """Return the rows as they should stand; rows that are equal keep their order."""
        return sorted(
            range(len(self._records)),
            key=lambda row: self.columns[column].key(self._records[row]),
            reverse=order is Qt.SortOrder.DescendingOrder,
        )


class RecordView(QTableView):
    """A list of records worked with the keyboard: Enter chooses, Ctrl+C copies the rows.

    Signals:
        record_chosen: A record was chosen with Enter or a double click; carries it.
        record_shown: Another row became the current one; carries its record.
    """

    record_chosen = Signal(object)
    record_shown = Signal(object)

    def __init__(self, table: RecordTable[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setObjectName(name)
        self.setModel(table)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_headers()
        self.doubleClicked.connect(self._on_chosen)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self._row = -1
        table.modelAboutToBeReset.connect(self._on_others_coming)
        table.modelReset.connect(self._on_others_shown)

    def current(self) -> Any:
        """Return the record of the current row, or None."""
        index = self.currentIndex()
        return self.table.record(index) if index.isValid() else None

    def chosen(self) -> list[Any]:
        """Return the records of the rows that are chosen, from the top."""
        rows = self.selectionModel().selectedRows()
        return [self.table.record(index) for index in sorted(rows, key=lambda one: one.row())]

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column and let the headings sort from now on."""
        self.setSortingEnabled(True)
        self.sortByColumn(column, order)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.record_chosen.emit(self.table.record(index))

    def _on_others_coming(self) -> None:
        self._row = self.currentIndex().row()

    def _on_others_shown(self) -> None:
        """Stay on the row that was current, as far as there is one."""
        last = len(self.table.records) - 1
        if last >= 0 and (self._row >= 0 or self.hasFocus()):
            self.selectRow(min(max(self._row, 0), last))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.record_shown.emit(self.table.record(index))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on the first row where none is chosen, so that the arrows begin somewhere."""
        chosen = self.selectionModel().hasSelection()
        super().focusInEvent(event)
        if not chosen and self.table.records:
            self.selectRow(max(self.currentIndex().row(), 0))

    def _copy(self) -> None:
        """Put the selected rows on the clipboard, as a spreadsheet takes them."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        chosen = [self.table.records[row] for row in rows]
        lines = ["\t".join(column.title for column in self.table.columns)]
        lines += ["\t".join(c.text(record) for c in self.table.columns) for record in chosen]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _set_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setResizeContentsPrecision(MEASURED)
        for section, column in enumerate(self.table.columns):
            if column.width == FITS:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
            elif column.width:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(section, column.width)
            else:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)


def _tip(column: Column[Any], record: Any) -> str | None:
    return column.tip(record) if column.tip else None


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


_ANSWERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, record: column.text(record),
    Qt.ItemDataRole.AccessibleTextRole: lambda column, record: (
        f"{column.title}: {column.text(record)}"
    ),
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _: _alignment(column),
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.AccessibleDescriptionRole: _tip,
    Qt.ItemDataRole.ForegroundRole: lambda column, record: (
        column.colour(record) if column.colour else None
    ),
    BADGE_ROLE: lambda column, record: column.badge(record) if column.badge else None,
    SORT_KEY_ROLE: lambda column, record: column.key(record),
}
