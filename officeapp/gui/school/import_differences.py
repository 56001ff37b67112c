"""Fields in which a file and a card differ, each with a box to tick for taking the file's word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.tables import Column, RecordTable
from officeapp.procedures.import_plan import Difference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
TICK = 0  # the column of the boxes
COLUMNS: tuple[Column[Difference], ...] = (
    Column("Take", lambda _: "", width=64),
    Column("Whose", lambda one: one.name, tip=lambda one: one.where),
    Column("Field", lambda one: one.field, width=150),
    Column("Stands now", lambda one: in_one_line(one.old) or "–", tip=lambda one: one.old),
    Column("The file says", lambda one: in_one_line(one.new) or "–", tip=lambda one: one.new),
)


class DifferenceTable(RecordTable[Difference]):
    """The differences of one file; those that are ticked are taken.

    Signals:
        ticked: What is taken has changed; carries all that is, as a set.
    """

    ticked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self._taken: set[Difference] = set()

    def show_taken(self, differences: list[Difference], taken: Iterable[Difference]) -> None:
        """Show the differences of a file, some of them ticked."""
        self._taken = set(taken)
        self.show(differences)

    def tick(self, differences: Collection[Difference]) -> None:
        """Tick some, or untick them if all of them are; of two words on one field, the last."""
        if not differences:
            return
        if self._taken.issuperset(differences):
            self._taken.difference_update(differences)
        else:
            said = {one.about: one for one in differences}
            self._taken = {one for one in self._taken if one.about not in said}
            self._taken.update(said.values())
        last = self.index(self.rowCount() - 1, TICK)
        self.dataChanged.emit(self.index(0, TICK), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit(frozenset(self._taken))

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TICK else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == TICK:
            taken = self.record(index) in self._taken
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return "taken from the file" if taken else "stays as it stands"
        return super().data(index, role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([self.record(index)])
        return True


class DifferenceView(FittedView):
    """The differences as a list: Space ticks every line that is chosen."""

    def __init__(self, table: DifferenceTable, name: str, parent: QWidget | None = None) -> None:
        super().__init__(table, name, parent)
        self._differences = table
        self.record_chosen.connect(self._on_chosen_line)

    def _on_chosen_line(self, one: Difference) -> None:
        self._differences.tick([one])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            rows = self.selectionModel().selectedRows()
            self._differences.tick([self._differences.record(row) for row in rows])
        else:
            super().keyPressEvent(event)


def in_one_line(text: str) -> str:
    """Return a text with its lines in a row, as a list shows an address."""
    return text.replace("\n", ", ")
