"""A list that is content with little height, so that a page fits a small laptop whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from typing_extensions import override

from officeapp.gui.tables import RecordTable, RecordView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ShortList(RecordView):
    """A list that asks for its least height and takes what room is left."""

    def __init__(self, table: RecordTable[Any], name: str, parent: QWidget, least: int) -> None:
        super().__init__(table, name, parent)
        self.setMinimumHeight(least)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())
