"""The Clashes screen: what desks wrote differently, one after another, decided with one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.errors import OfficeError
from officeapp.gui.clashes.page import MOST_SIDES, REVEAL_KEY, ClashPage
from officeapp.gui.confirming import ask_first
from officeapp.gui.screen import Screen
from officeapp.gui.tables import ROW_HEIGHT, Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import Calm, label
from officeapp.procedures.card_clashes import reveal_clash
from officeapp.procedures.open_clashes import office_clashes
from officeapp.procedures.settle_open_clash import keep_side, settle_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.open_clashes import OpenClash, Side
    from officeapp.gui.screen import Target, WindowServices

WIDE_ENOUGH = 820
LIST_WIDTH, SHORT_LIST = 320, 2 * ROW_HEIGHT + 4
UNBOUNDED = 16_777_215  # Qt's own
EMPTY = "The desks agree: nothing is to be decided."
KEYS = "1 keeps the left, 2 the right, the last number another value; the next comes by itself"
COLUMNS: tuple[Column[OpenClash], ...] = (
    Column("Whose", lambda one: one.about, tip=lambda one: f"{one.about}, {one.what}"),
    Column("What", lambda one: one.what, width=150, tip=lambda one: one.what),
)


class ClashesScreen(Screen):
    """A list at the left, the clash in hand at the right."""

    shows: ClassVar[frozenset[Book]] = frozenset(Book) - {Book.PENCIL}
    help_page: ClassVar[str] = "clashes"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._said = label("", "faded", self)
        self._keys = label(KEYS, "note", self)
        self._table: RecordTable[OpenClash] = RecordTable(COLUMNS, self)
        self._list = RecordView(self._table, "clashes.list", self)
        self._page = ClashPage(self)
        self._calm = Calm(services.theme, EMPTY, self)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._narrow = False
        self._build()
        self._connect()

    @override
    def refresh(self) -> None:
        asked, shown = office_clashes(self.office), self._page.clash
        self._table.show(asked)
        keys = [one.key for one in asked]
        if shown is not None and shown.key in keys:  # what came in meanwhile may stand before it
            self._list.selectRow(keys.index(shown.key))
        differ = "1 entry differs" if len(asked) == 1 else f"{len(asked)} entries differ"
        self._said.setText(f"{differ} between desks" if asked else "")
        for part in (self._list, self._page):
            part.setVisible(bool(asked))
        self._show_keys()
        self._calm.setVisible(not asked)
        if asked and self._list.current() is None:
            self._list.selectRow(0)
        self._show_current()

    @override
    def open_on(self, target: Target) -> None:
        """Stand on the first clash about a pupil."""
        if target.pupil is None:
            return
        self.refresh()
        name = self.office.roll.pupil(target.pupil).called
        about = [one.about for one in self._table.records]
        if name in about:
            self._list.selectRow(about.index(name))

    @override
    def first_field(self) -> QWidget | None:
        return self._calm if self._list.isHidden() else self._list

    @override
    def step_back(self) -> bool:
        if self._page.step_back():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _build(self) -> None:
        self.setObjectName("clashes")
        self._said.setObjectName("clashes.said")
        self._list.setAccessibleName("What the desks wrote differently")
        self._keys.setWordWrap(True)
        self._calm.setObjectName("clashes.none")
        self._calm.setAccessibleName(EMPTY)
        self._calm.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(label("Clashes", "title", self))
        head.addWidget(self._said, 1)
        self._across.setSpacing(16)
        self._across.addWidget(self._list)
        self._across.addWidget(self._page, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._keys)
        column.addLayout(self._across, 1)
        column.addWidget(self._calm, 1)

    def _connect(self) -> None:
        self._list.record_shown.connect(self._show_current)
        self._page.kept.connect(self._on_kept)
        self._page.typed.connect(self._on_typed)
        self._page.reveal_requested.connect(self._on_reveal)
        QShortcut(QKeySequence(REVEAL_KEY), self).activated.connect(self._on_reveal)
        for key in range(1, MOST_SIDES + 2):
            short = QShortcut(QKeySequence(str(key)), self)
            short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            short.setAutoRepeat(False)  # a key that is held decides one clash, not all
            short.activated.connect(partial(self._on_key, key))

    def _show_keys(self) -> None:
        """Say the keys where there is room; they stand on what they press too."""
        self._keys.setVisible(bool(self._table.records) and not self._narrow)

    def _show_current(self) -> None:
        current = self._list.current()
        if current is not None:
            self._page.show_clash(current)

    def _on_key(self, key: int) -> None:
        clash = self._page.clash
        if clash is None or not self._table.records:
            return
        if key == len(clash.sides) + 1:
            self._page.type_other()
        else:
            self._page.keep(key - 1)

    def _on_kept(self, side: Side, why: str) -> None:
        clash = self._page.clash
        if clash is not None:
            self._write(clash.what, partial(keep_side, self.office, clash, side, why))

    def _on_typed(self, said: str, why: str) -> None:
        clash = self._page.clash
        if clash is not None:
            self._write(clash.what, partial(settle_with, self.office, clash, said, why))

    def _on_reveal(self) -> None:
        """Show the values of the clash in hand that are kept from sight, until it is left."""
        clash = self._page.clash
        if clash is None or not clash.hidden:
            return
        try:
            self._page.show_clash(reveal_clash(self.office, clash))
        except OfficeError as refusal:
            if not ask_first(self, refusal, self._on_reveal):
                self._page.refuse(str(refusal))

    def _write(self, what: str, write: Callable[[], None]) -> None:
        """Write a decision; it is said without a name or a value: others may read it."""
        self._page.refuse("")
        try:
            write()
        except OfficeError as refusal:
            if not ask_first(self, refusal, partial(self._write, what, write)):
                self._page.refuse(str(refusal))
            return
        self.services.say(f"Decided: {what}.")
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < WIDE_ENOUGH
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if narrow else right)
        self._list.horizontalHeader().setHidden(narrow)
        self._list.setMaximumSize(
            UNBOUNDED if narrow else LIST_WIDTH, SHORT_LIST if narrow else UNBOUNDED
        )
        self._list.setMinimumWidth(200 if narrow else LIST_WIDTH)
        self._narrow = narrow
        self._show_keys()
