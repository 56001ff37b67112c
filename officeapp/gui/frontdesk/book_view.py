"""Today's book: every entry of the desk's books, newest first, with what may be done to each.

It is worked with the keyboard too: F7 goes there, Enter changes an entry, Delete takes it back,
Ctrl+P prints its slip again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
    from PySide6.QtWidgets import QWidget

    from officeapp.gui.frontdesk.panel import BookLine
    from officeapp.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
ACTION_ROLE = Qt.ItemDataRole.UserRole + 2
HEIGHT = 48
TIME_WIDTH, ACTION_WIDTH, SIDE = 50, 62, 6
UNDO, CHANGE, TAKE_BACK = "Undo", "Change", "Take back"
NO_PARENT = QModelIndex()


class BookOfToday(QAbstractListModel):
    """The entries of the day, newest first."""

    def __init__(self, now: Callable[[], dt.datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._lines: list[BookLine] = []

    @property
    def lines(self) -> tuple[BookLine, ...]:
        """Return the entries as they are shown."""
        return tuple(self._lines)

    def show(self, lines: Sequence[BookLine]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._lines = sorted(lines, key=lambda line: (line.made, line.entry), reverse=True)
        self.endResetModel()

    def action(self, line: BookLine) -> str:
        """Return what the entry offers now: to be undone, changed or taken back."""
        if line.undo_until is not None and self._now() < line.undo_until:
            return UNDO
        return CHANGE if line.may_change else TAKE_BACK

    def newest_undoable(self) -> BookLine | None:
        """Return the newest entry that one key takes back; None where there is none."""
        return next((line for line in self._lines if self.action(line) == UNDO), None)

    def minute_over(self) -> None:
        """Say again what each entry offers."""
        if self._lines:
            first, last = self.index(0), self.index(len(self._lines) - 1)
            self.dataChanged.emit(first, last, [ACTION_ROLE])

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.at:%H:%M}  {line.name} {line.school_class}  {line.words}"
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, ACTION_ROLE):
            return self.action(line)
        return line if role == LINE_ROLE else None


class BookView(QListView):
    """The list of today's entries.

    Signals:
        change_wanted: An entry is to be changed; carries its line.
        back_wanted: An entry is to be taken back; carries its line.
        slip_wanted: The slip of an entry is to be printed again; carries its line.
    """

    change_wanted = Signal(object)
    back_wanted = Signal(object)
    slip_wanted = Signal(object)

    def __init__(
        self, theme: Theme, now: Callable[[], dt.datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.book = BookOfToday(now, self)
        self.setObjectName("frontdesk.book")
        self.setAccessibleName("Today's book")
        self.setAccessibleDescription(
            "Enter changes an entry, Delete takes it back, Ctrl+P prints its slip again"
        )
        self.setModel(self.book)
        self.setItemDelegate(_LineDelegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    def line(self) -> BookLine | None:
        """Return the entry the keyboard stands on."""
        found: BookLine | None = self.currentIndex().data(LINE_ROLE)
        return found

    def go_to_first(self) -> None:
        """Put the focus on the newest entry."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.book.index(max(self.currentIndex().row(), 0)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.line()
        key = event.key()
        if line is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.change_wanted if line.may_change else self.back_wanted).emit(line)
        elif line is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.back_wanted.emit(line)
        elif line is not None and event.matches(QKeySequence.StandardKey.Print):
            self.slip_wanted.emit(line)
        elif event.text().isalnum():
            event.ignore()  # a letter begins the next child's name, in the field
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line: BookLine | None = index.data(LINE_ROLE)
        if line is None:
            return
        at_action = event.position().x() >= self.viewport().width() - ACTION_WIDTH - SIDE
        if at_action and index.data(ACTION_ROLE) == CHANGE:
            self.change_wanted.emit(line)
        elif at_action:
            self.back_wanted.emit(line)
        else:
            self.setCurrentIndex(index)


class _LineDelegate(QStyledItemDelegate):
    """Paints an entry in two lines: who, and what happened."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(ACTION_WIDTH + 3 * TIME_WIDTH, HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: BookLine = index.data(LINE_ROLE)
        rect = QRect(option.rect)
        painter.save()
        has_focus = option.widget.hasFocus()
        if option.state & QStyle.StateFlag.State_Selected and has_focus:
            painter.fillRect(rect, self._theme.colour("selected"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        top, low = rect.adjusted(SIDE, 5, -SIDE, -25), rect.adjusted(SIDE, 25, -SIDE, -4)
        self._write(painter, top, f"{line.at:%H:%M}", "text.faded")
        action = str(index.data(ACTION_ROLE))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._write(painter, rect.adjusted(0, 0, -SIDE, 0), action, "link", 13, align=right)
        room = QRect(top)
        room.setLeft(top.left() + TIME_WIDTH)
        room.setRight(top.right() - ACTION_WIDTH)
        used = self._write(painter, room, line.name, "text", bold=True)
        room.setLeft(room.left() + used + 6)
        self._write(painter, room, line.school_class, "text.faded")
        low.setLeft(low.left() + TIME_WIDTH)
        low.setRight(low.right() - ACTION_WIDTH)
        family = f"{line.tone}.text" if line.tone else "text.faded"
        self._write(painter, low, line.words, family, 13, bold=bool(line.tone))
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        role: str,
        px: int = 14,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    ) -> int:
        """Write a text, shortened to its room; return how wide it came out."""
        painter.setFont(text_font(px, bold=bold))
        painter.setPen(self._theme.colour(role))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
        painter.drawText(room, align, shown)
        return metrics.horizontalAdvance(shown)
