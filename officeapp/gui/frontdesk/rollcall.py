"""F9, roll call: who is on site by class, and a tick for everybody who was found.

The field keeps the focus: letters look for a name, Enter or Space ticks it, the arrows choose
another, Page keys go from class to class. Every tick is on the disk before the next key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.roll_call import who_is_where
from officeapp.domain.rights import Right
from officeapp.domain.roll import folded
from officeapp.domain.roll_call import Called, count, ticked
from officeapp.errors import OfficeError
from officeapp.gui.frontdesk.panel import Panel
from officeapp.gui.frontdesk.roll_lines import (
    ALL,
    CHILDREN,
    CLASSES,
    ChildLine,
    ClassLine,
    class_lines,
    kept_said,
    roll_paper,
    said_of,
)
from officeapp.gui.tables import RecordTable, RecordView
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import label, set_tone
from officeapp.procedures.call_roll import (
    call_roll,
    end_roll_call,
    found_at,
    roll_call_now,
    tick_found,
    untick_found,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll_call import Drill
    from officeapp.gui.screen import WindowServices

NAME = "frontdesk.rollcall"
WIDE_ENOUGH, MIDDLING = 820, 640
LOW = 108  # of the classes, where they stand above the children
QWIDGETSIZE_MAX = 16777215
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ONE_CLASS = "Choose one class first (PgUp, PgDn), with no letters typed; then all of it is ticked."
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
CLASS_STEPS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class RollCallPanel(Panel):
    """The roll by class; while it is called, a tick for who was found."""

    whole: ClassVar[bool] = True

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._called: list[Called] = []
        self._drill: Drill | None = None
        self._ended = False
        self._only_missing = False
        self._title = label("Roll call", "title", self)
        self._sums = label("", "section", self)
        self._missing = label("", "badge", self)
        self._said = label("", "refused", self)
        self._hint = label("", "note", self)
        self._field = QLineEdit(self)
        self._class_table: RecordTable[ClassLine] = RecordTable(CLASSES, self)
        self._classes = RecordView(self._class_table, f"{NAME}.classes", self)
        self._table: RecordTable[ChildLine] = RecordTable(CHILDREN, self)
        self._children = RecordView(self._table, f"{NAME}.children", self)
        self._begin = QPushButton("Call the roll  F10", self)
        self._all = QPushButton("Whole class found  Ctrl+Enter", self)
        self._toggle = QPushButton("Only missing  F8", self)
        self._end = QPushButton("End the roll call  Ctrl+E", self)
        self._print = QPushButton("Print  Ctrl+P", self)
        self._back = QPushButton("Go back  Esc", self)
        across = QBoxLayout.Direction.LeftToRight
        self._heads, self._finding, self._lists = (QBoxLayout(across) for _ in range(3))
        self._build()
        self._connect()

    @override
    def begin(self, pupil: PupilId | None) -> None:
        """Show the roll as it is now."""
        self._field.clear()
        self._said.hide()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @override
    def refresh(self) -> None:
        """Read where everybody is, and who was found."""
        going = roll_call_now(self.office)
        if going is not None:
            self._drill, self._ended = going, False
        elif self._drill is not None and not self._ended:
            self._drill = None
        self._called = who_is_where(self.office, self.office.now().time())
        self._show()

    @override
    def step_back(self) -> bool:
        if self._field.text():
            self._field.clear()
            return True
        if self._only_missing:
            self._on_toggle()
            return True
        return False

    @override
    def keys(self) -> str:
        return self._hint.text()

    def _build(self) -> None:
        self.setObjectName(NAME)
        self.setFocusProxy(self._field)
        names: tuple[tuple[QWidget, str, str], ...] = (
            (self._field, "search", "Find a child by letters of the name"),
            (self._classes, "classes", "Classes"),
            (self._children, "children", "Children"),
            (self._begin, "begin", ""),
            (self._all, "all", ""),
            (self._toggle, "missing", ""),
            (self._end, "end", ""),
            (self._print, "print", ""),
            (self._back, "back", ""),
            (self._sums, "sums", ""),
            (self._said, "refused", ""),
        )
        for widget, name, spoken in names:
            widget.setObjectName(f"{NAME}.{name}")
            if spoken:
                widget.setAccessibleName(spoken)
        self._begin.setProperty("class", "primary")
        self._toggle.setCheckable(True)
        self._said.setWordWrap(True)
        self._hint.setWordWrap(True)
        self._said.hide()
        theme = self.services.theme
        for view in (self._classes, self._children):
            view.setItemDelegate(BadgeDelegate(theme, view))
            view.horizontalHeader().hide()
            view.setMinimumHeight(LOW)
        self._field.setPlaceholderText("Letters of any part of the name")
        head, acts, more = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.setSpacing(14)
        self._sums.setWordWrap(True)
        head.addWidget(self._title)
        head.addWidget(self._sums, 1)
        head.addWidget(self._missing)
        for button in (self._print, self._begin, self._end):
            acts.addWidget(button)
        acts.addStretch(1)
        self._heads.setSpacing(10)
        self._heads.addLayout(head, 1)
        self._heads.addLayout(acts)
        card = QFrame(self)
        card.setProperty("class", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 12)
        for button in (self._toggle, self._all):
            more.addWidget(button)
        more.addStretch(1)
        self._finding.addWidget(self._field, 1)
        self._finding.addLayout(more)
        self._lists.setSpacing(12)
        self._lists.addWidget(self._classes, 2)
        self._lists.addWidget(self._children, 5)
        inside.addLayout(self._finding)
        inside.addLayout(self._lists, 1)
        inside.addWidget(self._said)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._back)
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._heads)
        column.addWidget(card, 1)

    def _connect(self) -> None:
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._show_children)
        self._classes.record_shown.connect(self._show_children)
        self._classes.record_chosen.connect(self._field.setFocus)
        self._children.record_chosen.connect(self._on_tick)
        for button, key, act in (
            (self._begin, "F10", self._on_begin),
            (self._all, "Ctrl+Return", self._on_all),
            (self._toggle, "F8", self._on_toggle),
            (self._end, "Ctrl+E", self._on_end),
            (self._print, "Ctrl+P", self._on_print),
        ):
            button.clicked.connect(act)
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._back.clicked.connect(self._on_back)

    def _roll(self) -> list[Called]:
        """Return everybody, with who was found ticked."""
        if self._drill is None:
            return self._called
        return ticked(self._called, found_at(self.office, self._drill))

    def _show(self) -> None:
        roll, drill = self._roll(), self._drill
        going = drill is not None and not self._ended
        self._sums.setText(said_of(roll, drill, ended=self._ended))
        missing = count(roll).missing
        self._missing.setVisible(drill is not None)
        self._missing.setText(f"{missing} MISSING" if missing else "nobody is missing")
        set_tone(self._missing, "unauthorised" if missing else "good")
        may_call = self.office.may(Right.CALL_ROLL)
        self._begin.setVisible(may_call and not going)
        self._end.setVisible(may_call and going)
        self._all.setVisible(may_call and going)
        self._toggle.setVisible(drill is not None)
        keys = "Letters find a name  ·  PgUp, PgDn other class"
        if going:
            keys = f"{keys}  ·  Enter or Space ticks or unticks"
        self._hint.setText(f"{keys}\n{kept_said(self.office)}")
        row = max(self._classes.currentIndex().row(), 0)
        order = [one.name for one in self.office.roll.classes()]
        self._class_table.show(class_lines(roll, order, called=drill is not None))
        self._classes.selectRow(row)
        self._show_children()

    def _show_children(self, *_: object) -> None:
        words = folded(self._field.text()).split()
        chosen: ClassLine | None = self._classes.current()
        shown = [
            one
            for one in self._roll()
            if (words and all(word in folded(one.name) for word in words))
            or (not words and (chosen is None or chosen.name in (ALL, one.school_class)))
        ]
        if self._only_missing:
            shown = [one for one in shown if one.is_missing]
        row = self._children.currentIndex().row()
        called = self._drill is not None
        self._table.show([ChildLine(one, called) for one in shown])
        if shown:
            self._children.selectRow(min(max(row, 0), len(shown) - 1) if not words else 0)

    def _on_begin(self) -> None:
        if self._begin.isHidden():
            return
        self._attempt(self._begun)

    def _begun(self) -> None:
        self._drill, self._ended = call_roll(self.office), False
        self.services.say("The roll is being called; every tick is saved.")

    def _on_end(self) -> None:
        if not self._end.isHidden():
            self._attempt(self._finished)

    def _finished(self) -> None:
        if self._drill is not None:
            self._drill, self._ended = end_roll_call(self.office, self._drill), True
            missing = count(self._roll()).missing
            said = f"{missing} missing" if missing else "nobody missing"
            self.services.say(f"The roll call was ended: {said}.")

    def _on_tick(self, *_: object) -> None:
        line: ChildLine | None = self._children.current()
        if line is None or self._drill is None or self._ended:
            return
        one = line.one
        row = self._children.currentIndex().row()
        do = untick_found if one.found else tick_found
        drill = self._drill
        self._attempt(lambda: do(self.office, drill, [one.pupil]))
        self._field.clear()
        if not self._only_missing:
            last = len(self._table.records) - 1
            self._children.selectRow(min(row + 1, last))

    def _on_all(self) -> None:
        """Tick everybody of the class in view who must be found."""
        if self._all.isHidden() or self._drill is None:
            return
        drill, chosen = self._drill, self._classes.current()
        if chosen is None or chosen.name == ALL or self._field.text():
            self._refuse(ONE_CLASS)
            return
        missing = [line.one.pupil for line in self._table.records if line.one.is_missing]
        if missing:
            self._attempt(lambda: tick_found(self.office, drill, missing))
        self._field.clear()

    def _on_toggle(self) -> None:
        if self._drill is None:
            return
        self._only_missing = not self._only_missing
        self._toggle.setChecked(self._only_missing)
        self._show_children()
        self._field.setFocus()

    def _on_print(self) -> None:
        from officeapp.gui.printing.preview import print_pdf

        paper, name = roll_paper(self.office, self._roll(), self._drill)
        print_pdf(self, paper, name, self.services)

    def _on_back(self) -> None:
        self.done.emit("")

    def _attempt(self, act: Callable[[], object]) -> None:
        """Do something, and show in place why it was refused."""
        try:
            act()
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self._said.hide()
        self._show()
        self._field.setFocus()

    def _refuse(self, why: str) -> None:
        self._said.setText(why)
        self._said.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent) and self._took(event):
            return True
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        """Act on a key of the field that is none of its own."""
        if event.type() != QEvent.Type.KeyPress:
            return False
        key, plain = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and (key in ENTERS or (key is Qt.Key.Key_Space and not self._field.text())):
            self._on_tick()
        elif key in STEPS:
            _step(self._children, STEPS[key])
        elif key in CLASS_STEPS:
            self._field.clear()
            _step(self._classes, CLASS_STEPS[key])
        else:
            return False
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wide, middling = self.width() >= WIDE_ENOUGH, self.width() >= MIDDLING
        self._finding.setDirection(across if middling else down)
        for row in (self._heads, self._lists):
            row.setDirection(across if wide else down)
        self._classes.setMaximumHeight(QWIDGETSIZE_MAX if wide else LOW)


def _step(view: RecordView, by: int) -> None:
    rows = len(view.table.records)
    if rows:
        view.selectRow(min(max(view.currentIndex().row() + by, 0), rows - 1))


def panel(office: Office, services: WindowServices, parent: QWidget) -> RollCallPanel:
    """Return the panel of this mode."""
    return RollCallPanel(office, services, parent)
