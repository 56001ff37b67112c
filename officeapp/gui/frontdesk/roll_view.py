"""The lists of the roll call: a field that looks for a name, classes, and the children of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.domain.roll import folded
from officeapp.gui.frontdesk.roll_lines import (
    ALL,
    CHILDREN,
    CLASSES,
    ODD,
    WHERE,
    ChildLine,
    ClassLine,
    class_lines,
    where_room,
)
from officeapp.gui.tables import ROW_HEIGHT, RecordTable, RecordView
from officeapp.gui.widgets.badges import BadgeDelegate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from officeapp.domain.roll_call import Called
    from officeapp.gui.theme import Theme

NAME = "frontdesk.rollcall"
WIDE_ENOUGH, MIDDLING = 780, 600
LOW, NO_LIMIT = 108, 16777215  # of the classes, where they stand above the children
ONE_ROW = 40  # of the classes, where there is room for the one in view only
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
CLASS_STEPS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class RollView(QWidget):
    """Shows a roll call; the field keeps the focus and moves both lists.

    Signals:
        found: A child was found, with Enter; carries the child.
        toggled: A child was found, or was not after all, with Space; carries the child.
    """

    found = Signal(object)
    toggled = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roll: Sequence[Called] = ()
        self._is_called = False
        self._only_missing = False
        self.field = QLineEdit(self)
        #: Room for buttons beside the field.
        self.beside = QHBoxLayout()
        self.class_table: RecordTable[ClassLine] = RecordTable(CLASSES, self)
        self.classes = RecordView(self.class_table, f"{NAME}.classes", self)
        self.table: RecordTable[ChildLine] = RecordTable(CHILDREN, self)
        self.children_list = RecordView(self.table, f"{NAME}.children", self)
        across = QBoxLayout.Direction.LeftToRight
        self._finding, self._lists = QBoxLayout(across), QBoxLayout(across)
        self._build(theme)
        self._connect()

    @property
    def one_class(self) -> bool:
        """Say whether one class is in view, whole."""
        chosen: ClassLine | None = self.classes.current()
        return chosen is not None and chosen.name not in (ALL, ODD) and not self.field.text()

    @property
    def only_missing(self) -> bool:
        """Say whether only those missing are shown."""
        return self._only_missing

    def show_roll(self, roll: Sequence[Called], order: Sequence[str], *, called: bool) -> None:
        """Show a roll call as it stands, on the class and row that were in view."""
        self._roll, self._is_called = roll, called
        row = max(self.classes.currentIndex().row(), 0)
        self.class_table.show(class_lines(roll, order, called=called))
        self.classes.selectRow(row)
        self._show_children()

    def show_only_missing(self, *, only: bool) -> None:
        """Show only those who must be found and were not, or everybody."""
        self._only_missing = only
        self._show_children()

    def missing(self) -> list[Called]:
        """Return those in view who must be found and were not."""
        return [line.one for line in self.table.records if line.one.is_missing]

    def go_on(self) -> None:
        """Wait for the next name; where a list is gone through, stand on its next row."""
        if self.field.text():
            self.field.clear()
        elif not self._only_missing:
            _step(self.children_list, 1)

    def _build(self, theme: Theme) -> None:
        for widget, name, spoken in (
            (self.field, "search", "Find a child by letters of the name"),
            (self.classes, "classes", "Classes"),
            (self.children_list, "children", "Children"),
        ):
            widget.setObjectName(f"{NAME}.{name}")
            widget.setAccessibleName(spoken)
        for view in (self.classes, self.children_list):
            view.setItemDelegate(BadgeDelegate(theme, view))
            view.horizontalHeader().hide()
            view.setMinimumHeight(LOW)
        self.field.setPlaceholderText("Letters of any part of the name")
        self.setFocusProxy(self.field)
        self._finding.addWidget(self.field, 1)
        self._finding.addLayout(self.beside)
        self._lists.setSpacing(12)
        self._lists.addWidget(self.classes, 2)
        self._lists.addWidget(self.children_list, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._finding)
        column.addLayout(self._lists, 1)

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self.children_list.viewport().installEventFilter(self)
        self.field.textChanged.connect(self._show_children)
        self.classes.record_shown.connect(self._show_children)
        self.classes.record_chosen.connect(self.field.setFocus)
        self.children_list.record_chosen.connect(self._on_found)

    def _show_children(self, *_: object) -> None:
        words = folded(self.field.text()).split()
        chosen: ClassLine | None = self.classes.current()
        shown = [one for one in self._roll if _fits(one, words, chosen)]
        if self._only_missing:
            shown = [one for one in shown if one.is_missing]
        row = 0 if words else max(self.children_list.currentIndex().row(), 0)
        self.table.show([ChildLine(one, self._is_called) for one in shown])
        if shown:
            self.children_list.selectRow(min(row, len(shown) - 1))
            self._come_into_sight()

    def _on_found(self, line: ChildLine | None) -> None:
        if line is not None:
            self.found.emit(line.one)

    def _on_toggled(self, line: ChildLine | None) -> None:
        if line is not None:
            self.toggled.emit(line.one)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.children_list.viewport() and event.type() is QEvent.Type.Resize:
            self._fit()
        if watched is self.field and isinstance(event, QKeyEvent) and self._took(event):
            return True
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        """Act on a key of the field that is none of its own."""
        if event.type() != QEvent.Type.KeyPress:
            return False
        key, plain = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key in ENTERS:
            self._on_found(self.children_list.current())
        elif plain and key is Qt.Key.Key_Space and not self.field.text():
            self._on_toggled(self.children_list.current())
        elif key in STEPS:
            _step(self.children_list, STEPS[key])
            self._come_into_sight()
        elif key in CLASS_STEPS:
            self.field.clear()
            _step(self.classes, CLASS_STEPS[key])
        else:
            return False
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._finding.setDirection(across if self.width() >= MIDDLING else down)
        wide = self.width() >= WIDE_ENOUGH
        self._lists.setDirection(across if wide else down)
        low = LOW if self.width() >= MIDDLING else ONE_ROW
        self.classes.setMinimumHeight(low)
        self.classes.setMaximumHeight(NO_LIMIT if wide else low)

    def _fit(self) -> None:
        """Give the name and the state of a child their room; where it is takes what is left."""
        room = where_room(self.children_list.viewport().width())
        self.children_list.setColumnHidden(WHERE, not room)
        if room:
            self.children_list.setColumnWidth(WHERE, room)

    def _come_into_sight(self) -> None:
        """Bring the row that the keys act on into sight, with the field where both fit."""
        area = _scrolled(self)
        inside = area.widget() if area is not None else None
        if area is None or inside is None:
            return
        row = self.children_list.visualRect(self.children_list.currentIndex())
        foot = self.children_list.viewport().mapTo(inside, QPoint(0, row.bottom()))
        area.ensureWidgetVisible(self.field, 0, 8)
        area.ensureVisible(foot.x(), foot.y(), 0, 2 * ROW_HEIGHT)


def _fits(one: Called, words: list[str], chosen: ClassLine | None) -> bool:
    """Say whether a child is looked for: by letters of the whole school, else by class."""
    if words:
        name = folded(one.name)
        return all(word in name for word in words)
    if chosen is not None and chosen.name == ODD:
        return one.is_odd
    return chosen is None or chosen.name in (ALL, one.school_class)


def _scrolled(widget: QWidget) -> QScrollArea | None:
    """Return what scrolls a widget together with what is round it; None for nothing."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def _step(view: RecordView, by: int) -> None:
    rows = len(view.table.records)
    if rows:
        view.selectRow(min(max(view.currentIndex().row() + by, 0), rows - 1))
