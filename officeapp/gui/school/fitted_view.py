"""A list that leaves columns out where there is little room, the least needed first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import override

from officeapp.gui.tables import ROW_HEIGHT, RecordTable, RecordView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

EDGES = 6
LEAST_STRETCH = 96  # pixels a column without a width of its own should keep


class FittedView(RecordView):
    """A list whose spare columns go, one by one, until the others have room."""

    def __init__(
        self,
        table: RecordTable[Any],
        name: str,
        parent: QWidget | None = None,
        *,
        spare: Sequence[int] = (),
    ) -> None:
        super().__init__(table, name, parent)
        self._spare = tuple(spare)
        self._off: set[int] = set()

    def set_off(self, column: int, *, off: bool) -> None:
        """Leave a column out that has nothing to say, or bring it back."""
        self._off = self._off | {column} if off else self._off - {column}
        self._fit()

    def fit_rows(self, most: int) -> None:
        """Take the height of the rows there are, up to so many."""
        rows = min(len(self.table.records), most)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + EDGES)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        gone = set(self._off)
        for column in self._spare:
            if self._has_room(gone):
                break
            gone.add(column)
        for column in range(len(self.table.columns)):
            self.setColumnHidden(column, column in gone)

    def _has_room(self, gone: set[int]) -> bool:
        widths = [
            column.width for place, column in enumerate(self.table.columns) if place not in gone
        ]
        stretched = widths.count(0)
        return self.viewport().width() - sum(widths) >= stretched * LEAST_STRETCH
