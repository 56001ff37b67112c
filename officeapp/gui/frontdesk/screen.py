"""The front desk: one field that always has the focus, the mode's panel, and today's book.

What is on this screen can be read across the counter: names, classes, times and what was said, and
nothing else of a child.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.books.chasing import chase
from officeapp.gui.frontdesk.choices import Pages, room_for
from officeapp.gui.frontdesk.head import DeskHead
from officeapp.gui.frontdesk.modes import LATE, MODES, ROLL_CALL
from officeapp.gui.frontdesk.slips import print_soon
from officeapp.gui.frontdesk.today_card import TodayCard
from officeapp.gui.frontdesk.work import DeskWork
from officeapp.gui.screen import Screen

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from officeapp.books.office import Office
    from officeapp.gui.frontdesk.modes import Mode
    from officeapp.gui.frontdesk.panel import BookLine, Panel
    from officeapp.gui.screen import Target, WindowServices

TICK_MS = 1000
QUIET_MS = 1500  # without a key
WIDE_ENOUGH = 900
BOOK_WIDTH = 400
LEAST_BOOK_HEIGHT = 320
SEARCHED = frozenset({Book.ROLL, Book.CONTACTS})


class FrontDeskScreen(Screen):
    """Signs children in and out, and takes messages, with families waiting at the hatch."""

    shows: ClassVar[frozenset[Book]] = SEARCHED | {
        Book.LATE,
        Book.OUT,
        Book.MESSAGES,
        Book.APPOINTMENTS,
        Book.CONTACT,
        Book.REGISTER,
        Book.SCHOOL,
        Book.CALENDAR,
    }
    help_page: ClassVar[str] = "front-desk"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._modes = MODES
        self._minute = ""
        self._head = DeskHead(office, self)
        self._work = DeskWork(office, services, self._modes, self)
        self._today = TodayCard(office, services, self)
        self._desk = QWidget(self)
        self._whole = Pages(self)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._desk)
        self._counts = self._away = ""
        self._second = QTimer(self)
        self._quiet = QTimer(self)
        self._build()
        self._connect()
        self._work.choose(self._modes[0])

    @override
    def books_changed(self, touched: frozenset[Book]) -> None:
        if touched & SEARCHED:
            self._work.forget_roll()
        super().books_changed(touched)

    @override
    def refresh(self) -> None:
        self._head.refresh()
        self._tick()
        self._show_book()
        self._work.refresh()

    @override
    def open_on(self, target: Target) -> None:
        mode = next((one for one in self._modes if one.section == target.section), None)
        if mode is not None:
            self._work.choose(mode)
        if target.pupil is not None:
            self._work.begin(target.pupil)

    @override
    def first_field(self) -> QWidget | None:
        panel = self._work.panel()
        return panel if panel.whole else self._work.field

    @override
    def step_back(self) -> bool:
        return self._today.step_back() or self._work.step_back()

    def _build(self) -> None:
        self.setObjectName("frontdesk")
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(14)
        self._both.addWidget(self._work, 1)
        self._both.addWidget(self._today)
        self._whole.addWidget(self._desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 10)
        column.setSpacing(10)
        column.addWidget(self._head)
        column.addWidget(self._whole, 1)
        self._arrange(wide=True)

    def _connect(self) -> None:
        for mode in self._modes:
            self._shortcut(mode.key, partial(self._work.choose, mode))
        self._shortcut("F7", self._today.view.go_to_first)
        roll_call = self._named(ROLL_CALL)
        self._head.roll_call.clicked.connect(partial(self._work.choose, roll_call))
        self._work.filed.connect(self._on_filed)
        self._work.undo_requested.connect(self._today.undo_newest)
        self._work.whole_wanted.connect(self._on_whole_wanted)
        self._work.touched.connect(self._on_touched)
        self._work.hidden.connect(self._on_hidden)
        self._today.change_wanted.connect(self._on_change_wanted)
        self._today.taken_back.connect(self._on_taken_back)
        self._today.view.slip_wanted.connect(self._on_slip_wanted)
        self._today.left.connect(self._work.field.setFocus)
        self._second.timeout.connect(self._tick)
        self._second.start(TICK_MS)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._on_quiet)

    def _shortcut(self, key: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _named(self, name: str) -> Mode:
        return next(mode for mode in self._modes if mode.name == name)

    def _on_filed(self, said: str) -> None:
        self._work.wait(said, may_undo=self._today.view.book.newest_undoable() is not None)
        if said:
            self.services.say(said)

    def _on_taken_back(self, said: str) -> None:
        if not self._work.in_hand:
            self._work.wait(said, may_undo=False)
        self.services.say(said)

    def _on_change_wanted(self, line: BookLine) -> None:
        self._work.change(self._named(line.mode), line.entry)

    def _on_slip_wanted(self, line: BookLine) -> None:
        if line.mode == LATE and self.services.print_slip is not None:
            entry = self.office.front_desk.late.entry(line.entry)
            print_soon(self, self.office, self.services, [entry])
            self.services.say(f"The slip of {line.name} is printed again, as a copy.")

    def _on_hidden(self) -> None:
        self.services.say("")

    def _on_whole_wanted(self, panel: Panel | None) -> None:
        if panel is not None and self._whole.indexOf(panel) < 0:
            self._whole.addWidget(panel)
        self._whole.setCurrentWidget(panel or self._desk)

    def _show_book(self) -> None:
        today = self.office.today()
        readers = [mode.lines for mode in self._modes if mode.lines is not None]
        lines = [line for read in readers for line in read(self.office, today)]
        late = sum(line.mode == "late" for line in lines)
        out = sum(one.is_out for one in self.office.front_desk.out.on(today))
        self._counts = f"{late} late  ·  {out} out"
        self._today.show_lines(lines, f"{self._counts}{self._away}")
        self._quiet.start()

    def _on_touched(self) -> None:
        self._today.forget_refusal()
        if self._quiet.isActive():
            self._quiet.start()

    def _on_quiet(self) -> None:
        """Count who is away without a reason, once nobody is typing: it reads every class."""
        if not self.office.is_open:  # the window was closed meanwhile
            return
        away = sum(line.is_open for line in chase(self.office))
        self._away = f"  ·  {away} away without a reason" if away else ""
        self._today.say(f"{self._counts}{self._away}")

    def _tick(self) -> None:
        """Show the clock; once a minute look again at what depends on it."""
        if not self.office.is_open:  # the window was closed meanwhile
            return
        self._today.view.book.minute_over()
        minute = f"{self.office.now():%d %H:%M}"
        if minute == self._minute:
            return
        if minute[:2] != self._minute[:2]:
            self._work.forget_roll()  # another day, another roll
        self._minute = minute
        self._head.refresh()
        self._work.refresh()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type into the field what was typed while a button or the book had the focus."""
        text = event.text()
        typing = isinstance(QApplication.focusWidget(), QLineEdit)
        at_desk = self._whole.currentWidget() is self._desk and not typing
        if at_desk and text and text.isprintable() and not text.isspace():
            self._work.field.setFocus()
            QApplication.sendEvent(self._work.field, event)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(wide=room_for(self) >= WIDE_ENOUGH)

    def _arrange(self, *, wide: bool) -> None:
        """Put the book beside the work, or under it where there is little room."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(across if wide else down)
        self._head.arrange(wide=wide)
        self._work.arrange()
        self._today.setMinimumHeight(0 if wide else LEAST_BOOK_HEIGHT)
        self._today.setFixedWidth(BOOK_WIDTH) if wide else self._today.setMaximumWidth(16_777_215)
