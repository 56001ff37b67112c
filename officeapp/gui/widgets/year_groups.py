"""Choosing year groups: a box for each, none ticked for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget
from typing_extensions import override

from officeapp.domain.roll import YEAR_GROUPS, year_group_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

BOX_WIDTH = 104


class YearGroupBoxes(QWidget):
    """One box for each year group; the arrow keys go from box to box, Space ticks.

    Signals:
        changed: Other year groups are ticked.
    """

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._a_row = 0
        self._boxes = {one: QCheckBox(year_group_name(one), self) for one in YEAR_GROUPS}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        for one, box in self._boxes.items():
            box.setObjectName(f"{name}.{one}")
            box.setAccessibleDescription("Tick none for all year groups.")
            box.toggled.connect(self.changed)
        self.setFocusProxy(self._boxes[YEAR_GROUPS[0]])
        self._arrange(len(YEAR_GROUPS))

    def chosen(self) -> frozenset[str]:
        """Return the year groups ticked; none stands for all."""
        return frozenset(one for one, box in self._boxes.items() if box.isChecked())

    def choose(self, year_groups: Iterable[str]) -> None:
        """Tick these and no others."""
        wanted = set(year_groups)
        for one, box in self._boxes.items():
            box.setChecked(one in wanted)

    @property
    def boxes(self) -> list[QCheckBox]:
        """Return the boxes in the order in which they stand."""
        return list(self._boxes.values())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(2, event.size().width() // BOX_WIDTH))

    def _arrange(self, a_row: int) -> None:
        if a_row == self._a_row:
            return
        self._a_row = a_row
        for place, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, place // a_row, place % a_row)


def year_groups_said(year_groups: Iterable[str]) -> str:
    """Return year groups for a list: 'all', or 'Reception, Year 1'."""
    wanted = set(year_groups)
    return ", ".join(year_group_name(one) for one in YEAR_GROUPS if one in wanted) or "all"
