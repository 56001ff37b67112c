"""A list of requests, three lines to each; the arrows go through it, letters act on the one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate
from typing_extensions import override

from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from officeapp.gui.leave.lines import LeaveLine
    from officeapp.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
ROW_HEIGHT, SIDE, RADIUS = 70, 12, 8
NAME_PX, TEXT_PX, NOTE_PX = 14, 13, 12
FIRST_LINE, SECOND_LINE, THIRD_LINE, LINE_HEIGHT = 8, 28, 46, 20


class TrayTable(QAbstractListModel):
    """The requests of one list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[LeaveLine, ...] = ()

    def show(self, lines: Sequence[LeaveLine]) -> None:
        """Show other requests."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        said = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        tips = (Qt.ItemDataRole.ToolTipRole,)
        return self.lines[index.row()].said if role in (*said, *tips) else None


class _Lines(QStyledItemDelegate):
    """Paints a request: its children, its days, and what is to be known at once."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, TrayTable)  # noqa: S101  # the only model it is given
        line = model.lines[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(2, 1, -2, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("selected"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        room = box.adjusted(SIDE, 0, -SIDE, 0)
        used = self._text(painter, room, FIRST_LINE, line.who, NAME_PX, "text", bold=True)
        beside = room.adjusted(used + 8, 0, 0, 0)
        if beside.width() > 0:
            self._text(painter, beside, FIRST_LINE, line.classes, NAME_PX, "text.faded")
        self._text(painter, room, SECOND_LINE, line.what, TEXT_PX, "text")
        self._text(painter, room, THIRD_LINE, line.note, NOTE_PX, "text.faded")
        painter.restore()

    def _text(
        self,
        painter: QPainter,
        room: Any,
        top: int,
        text: str,
        px: int,
        role: str,
        *,
        bold: bool = False,
    ) -> int:
        """Draw one line, shortened where it does not fit; return how wide it is."""
        font = text_font(px, bold=bold)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(self._theme.colour(role))
        line = room.adjusted(0, top, 0, 0)
        line.setHeight(LINE_HEIGHT)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)


class Tray(QListView):
    """The requests of the list in view.

    Signals:
        shown: Another request became the current one; carries its number.
    """

    shown = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = TrayTable(self)
        self._request = 0
        self.setObjectName(name)
        self.setAccessibleName("Requests for leave")
        self.setModel(self._table)
        self.setItemDelegate(_Lines(theme, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self.viewport().update)

    @property
    def lines(self) -> tuple[LeaveLine, ...]:
        """Return what is listed."""
        return self._table.lines

    def current(self) -> int:
        """Return the number of the current request; 0 where there is none."""
        return self._request

    def show_lines(self, lines: Sequence[LeaveLine]) -> None:
        """Show a list; stay on the request, else on the row, that was current."""
        row, request = self.currentIndex().row(), self._request
        self._request = 0
        self._table.show(lines)
        numbers = [line.request for line in lines]
        if request in numbers:
            row = numbers.index(request)
        self.go_to(max(0, min(row, len(lines) - 1)))

    def choose(self, request: int) -> bool:
        """Stand on a request; say whether it is in the list."""
        numbers = [line.request for line in self.lines]
        if request not in numbers:
            return False
        self.go_to(numbers.index(request))
        return True

    def go_to(self, row: int) -> None:
        """Stand on a row; nothing where there is no such row."""
        index = self._table.index(row, 0)
        if index.isValid():
            self.setCurrentIndex(index)
        elif self._request or not self.lines:
            self._request = 0
            self.shown.emit(0)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self._request = self.lines[index.row()].request
            self.shown.emit(self._request)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.lines:
            self.go_to(0)
