"""The front desk: one field that always has the focus, the mode's panel, and today's book.

What is on this screen can be read across the counter: names, classes, times and what was said, and
nothing else of a child. Thirty seconds after the last key the child in hand is hidden; a key shows
it again, and nothing typed is lost.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.gui.frontdesk.child_card import DoneCard
from officeapp.gui.frontdesk.choices import room_for
from officeapp.gui.frontdesk.head import DeskHead, ModeButtons
from officeapp.gui.frontdesk.modes import MODES
from officeapp.gui.frontdesk.search import ENTERS, CandidateList, DeskField
from officeapp.gui.frontdesk.today_card import TodayCard
from officeapp.gui.screen import Screen
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.gui.frontdesk.modes import Mode
    from officeapp.gui.frontdesk.panel import BookLine, Panel
    from officeapp.gui.screen import Target, WindowServices

TICK_MS = 1000
HIDES_MS = 30_000
WIDE_ENOUGH = 900
ONE_ROW = 700
BOOK_WIDTH = 400
ROLL_CALL = "rollcall"
SEARCHED = frozenset({Book.ROLL, Book.CONTACTS})
NOT_CARRIED = frozenset({"back", ROLL_CALL})  # modes with a list of their own
IN_HAND = "Enter files it, Esc goes back to the names"
HIDDEN = "Hidden after 30 seconds. A key shows the child again; nothing is lost."


class FrontDeskScreen(Screen):
    """Signs children in and out, and takes messages, with families waiting at the hatch."""

    shows: ClassVar[frozenset[Book]] = frozenset(
        {
            Book.LATE,
            Book.OUT,
            Book.MESSAGES,
            Book.APPOINTMENTS,
            Book.REGISTER,
            Book.ROLL,
            Book.CONTACTS,
            Book.SCHOOL,
            Book.CALENDAR,
        }
    )
    help_page: ClassVar[str] = "frontdesk"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._modes = [mode for mode in MODES if mode.is_there()]
        self._panels: dict[str, Panel] = {}
        self._mode = self._modes[0]
        self._child: PupilId | None = None
        self._changing = False
        self._kept = ""
        self._focus_before: QWidget | None = None
        self._typed_at: dt.time | None = None
        self._minute = ""
        self._head = DeskHead(office, self._named(ROLL_CALL), self)
        desk_modes = [mode for mode in self._modes if mode.name != ROLL_CALL]
        self._buttons = ModeButtons(desk_modes, self)
        self._field = DeskField(self._on_field_key, self)
        self._found = CandidateList(office, self)
        self._done = DoneCard(services.theme, self)
        self._hint = label("", "note", self)
        self._hidden = label(HIDDEN, "faded", self)
        self._work = QFrame(self)
        self._pages = QStackedWidget(self)
        self._waiting = QWidget(self)
        self._today = TodayCard(office, services, self)
        self._whole = QStackedWidget(self)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._second = QTimer(self)
        self._hides = QTimer(self)
        self._build()
        self._connect()
        self._choose(self._mode)

    @override
    def books_changed(self, touched: frozenset[Book]) -> None:
        if touched & SEARCHED:
            self._found.forget()
        super().books_changed(touched)

    @override
    def refresh(self) -> None:
        self._head.refresh()
        self._tick()
        self._show_book()
        QTimer.singleShot(0, self, self._found.get_ready)
        self._panel().refresh()

    @override
    def open_on(self, target: Target) -> None:
        mode = next((one for one in self._modes if one.section == target.section), None)
        if mode is not None:
            self._choose(mode)
        if target.pupil is not None:
            self._begin(target.pupil)

    @override
    def first_field(self) -> QWidget | None:
        return self._field

    @override
    def step_back(self) -> bool:
        if self._today.step_back():
            return True
        if self._panel().step_back():
            self._field.setFocus()
            return True
        if self._child is not None or self._changing:
            self._drop()
            self._field.selectAll()
            return True
        if self._mode.name != self._modes[0].name:
            self._choose(self._modes[0])
            return True
        self._done.clear()
        self._field.setFocus()
        return False

    def _build(self) -> None:
        self.setObjectName("frontdesk")
        for part, name in (
            (self._hint, "frontdesk.hint"),
            (self._hidden, "frontdesk.hidden"),
        ):
            part.setObjectName(name)
        for part in (self._hint, self._hidden):
            part.setWordWrap(True)
        self._hidden.setAlignment(Qt.AlignmentFlag.AlignCenter)
        waiting = QVBoxLayout(self._waiting)
        waiting.setContentsMargins(0, 0, 0, 0)
        waiting.addWidget(self._done)
        waiting.addWidget(self._found, 1)
        for page in (self._waiting, self._hidden):
            self._pages.addWidget(page)
        self._work.setProperty("class", "card")
        inside = QVBoxLayout(self._work)
        inside.setContentsMargins(20, 16, 20, 12)
        inside.setSpacing(12)
        inside.addWidget(self._buttons)
        inside.addWidget(self._field)
        inside.addWidget(self._pages, 1)
        inside.addWidget(self._hint)
        desk = QWidget(self)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, desk)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(14)
        self._both.addWidget(self._work, 1)
        self._both.addWidget(self._today)
        self._whole.addWidget(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(14)
        column.addWidget(self._head)
        column.addWidget(self._whole, 1)
        self._arrange(wide=True)

    def _connect(self) -> None:
        for mode in self._modes:
            self._shortcut(mode.key, partial(self._choose, mode))
        self._shortcut("F7", self._today.view.go_to_first)
        roll_call = self._named(ROLL_CALL)
        if roll_call is not None:
            self._head.roll_call.clicked.connect(partial(self._choose, roll_call))
        self._buttons.chosen.connect(self._choose)
        self._field.textChanged.connect(self._on_typed)
        self._found.child_taken.connect(self._begin)
        self._today.change_wanted.connect(self._on_change_wanted)
        self._today.taken_back.connect(self._on_taken_back)
        self._today.left.connect(self._field.setFocus)
        self._second.timeout.connect(self._tick)
        self._second.start(TICK_MS)
        self._hides.setSingleShot(True)
        self._hides.timeout.connect(self._hide_child)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)

    def _shortcut(self, key: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _named(self, name: str) -> Mode | None:
        return next((mode for mode in self._modes if mode.name == name), None)

    def _panel(self) -> Panel:
        """Return the panel of the mode, made when it is first wanted."""
        name = self._mode.name
        if name not in self._panels:
            panel = self._mode.panel(self.office, self.services, self)
            panel.done.connect(self._on_done)
            panel.child_wanted.connect(self._begin)
            panel.field_wanted.connect(self._field.setFocus)
            self._panels[name] = panel
            (self._whole if panel.whole else self._pages).addWidget(panel)
        return self._panels[name]

    def _choose(self, mode: Mode) -> None:
        """Go to a mode; a child in hand is taken along, what was being written of it is not."""
        carried = None if mode.name in NOT_CARRIED else self._child
        letters = self._field.text() if self._child is None else self._kept
        self._panel().begin(None)
        self._mode = mode
        self._child, self._changing = None, False
        panel = self._panel()
        self._buttons.mark(mode.name)
        self._done.clear()
        panel.begin(None)
        if panel.whole:
            self._whole.setCurrentWidget(panel)
            panel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._whole.setCurrentIndex(0)
            self._field.setFocus()
        self._field.setText(letters)
        self._on_typed(letters)
        if carried is not None:
            self._begin(carried)

    def _begin(self, pupil: PupilId) -> None:
        """Give a child to the mode's panel."""
        self._child, self._changing = pupil, False
        panel = self._panel()
        panel.begin(pupil)
        if self._typed_at is not None:
            panel.take_time(self._typed_at)
        self._kept = self._field.text()
        self._show_child(panel)

    def _show_child(self, panel: Panel) -> None:
        self._field.clear()
        self._field.setPlaceholderText(IN_HAND)
        self._done.clear()
        self._pages.setCurrentWidget(panel)
        self._hint.setText(panel.keys())
        self._field.setFocus()
        self._hides.start(HIDES_MS)

    def _drop(self) -> None:
        """Let the child go; the letters typed come back."""
        self._child, self._changing = None, False
        self._panel().begin(None)
        self._field.setFocus()
        self._field.setText(self._kept)
        self._on_typed(self._field.text())

    def _on_typed(self, typed: str) -> None:
        if self._child is not None or self._changing:
            return
        if typed:
            self._done.clear()
        panel = self._panel()
        self._field.setPlaceholderText(self._mode.hint)
        self._typed_at = self._found.look_for(typed, self.office.now().time(), panel)
        self._pages.setCurrentWidget(
            panel if panel.alone and not self._found.offered else self._waiting
        )
        self._hint.setText(self._said(typed, panel))
        self._hides.start(HIDES_MS)

    def _said(self, typed: str, panel: Panel) -> str:
        if typed.strip() and not self._found.offered:
            return "Nobody on roll today fits. Try fewer letters, the class, or a parent's name."
        at = f"{self._typed_at:%H:%M}  ·  " if self._typed_at is not None else ""
        if self._found.offered:
            return f"{at}Enter takes the first, the arrows choose another  ·  Esc goes back"
        return f"{panel.keys()}  ·  Ctrl+Z undoes for a minute  ·  F7 today's book"

    def _on_field_key(self, event: QKeyEvent) -> bool:
        """Act on a key before it is typed; say whether it did."""
        self._today.forget_refusal()
        if event.key() == Qt.Key.Key_Escape:
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            return self._undo()
        if self._child is not None or self._changing:
            commanded = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            return self._panel().took(event) or not (commanded or not event.text())
        if event.key() in ENTERS:
            found = self._found.current()
            if found is not None and not event.isAutoRepeat():
                self._begin(found.pupil)
            return True
        return self._found.step(Qt.Key(event.key()))

    def _undo(self) -> bool:
        """Take back what was filed last, unless letters or a child in hand come first."""
        if self._field.text():
            return False
        if self._child is None and not self._changing:
            self._today.undo_newest()
        return True

    def _on_done(self, said: str, *, may_undo: bool = True) -> None:
        self._child, self._changing = None, False
        self._kept = ""
        self._panel().begin(None)
        self._whole.setCurrentIndex(0)
        if self._panel().whole:
            self._choose(self._modes[0])
        self._field.clear()
        self._on_typed("")
        self._field.setFocus()
        newest = self._today.view.book.newest_undoable()
        self._done.say(said, may_undo=may_undo and newest is not None)
        if said:
            self.services.say(said)

    def _on_taken_back(self, said: str) -> None:
        if self._child is None and not self._changing:
            self._on_done(said, may_undo=False)
        else:
            self._panel().refresh()
            self.services.say(said)

    def _on_change_wanted(self, line: BookLine) -> None:
        mode = self._named(line.mode)
        if mode is None:
            return
        self._choose(mode)
        self._child, self._changing = None, True
        self._kept = ""
        panel = self._panel()
        panel.change(line.entry)
        self._show_child(panel)

    def _hide_child(self) -> None:
        """Hide whoever is in hand, or was filed last; today's book is the desk's own list."""
        self._done.clear()
        self.services.say("")
        in_hand = self._child is not None or self._changing or bool(self._field.text())
        if in_hand and self._whole.currentIndex() == 0:
            self._focus_before = self.focusWidget()
            self._field.setEchoMode(QLineEdit.EchoMode.NoEcho)
            self._found.clear()
            self._pages.setCurrentWidget(self._hidden)
            self._field.setFocus()

    def _show_again(self) -> None:
        self._field.setEchoMode(QLineEdit.EchoMode.Normal)
        if self._child is not None or self._changing:
            self._pages.setCurrentWidget(self._panel())
        else:
            self._on_typed(self._field.text())
        before, self._focus_before = self._focus_before, None
        if before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Hear the keys of whatever has the focus on this screen, and its next thirty seconds."""
        if now is not None and self.isAncestorOf(now):
            now.removeEventFilter(self)
            now.installEventFilter(self)
            self._hides.start(HIDES_MS)

    def _show_book(self) -> None:
        today = self.office.today()
        lines = [line for mode in self._modes for line in mode.lines(self.office, today)]
        late = sum(line.mode == "late" for line in lines)
        out = sum(one.is_out for one in self.office.front_desk.out.on(today))
        self._today.show_lines(lines, f"{late} late  ·  {out} out")

    def _tick(self) -> None:
        """Show the clock; once a minute look again at what depends on it."""
        minute = f"{self.office.now():%d %H:%M}"
        self._today.view.book.minute_over()
        if minute == self._minute:
            return
        if minute[:2] != self._minute[:2]:
            self._found.forget()  # another day, another roll
        self._minute = minute
        self._head.refresh()
        self._panel().refresh()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait thirty seconds more at each key; the one that shows a hidden child does no more."""
        if event.type() == QEvent.Type.KeyPress:
            self._hides.start(HIDES_MS)
            if self._pages.currentWidget() is self._hidden:
                self._show_again()
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type into the field what was typed while a button or the book had the focus."""
        text = event.text()
        now = QApplication.focusWidget()
        at_desk = self._whole.currentIndex() == 0 and not isinstance(now, QLineEdit)
        if at_desk and text and text.isprintable() and not text.isspace():
            self._field.setFocus()
            QApplication.sendEvent(self._field, event)
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
        self._buttons.arrange(wide=room_for(self) >= ONE_ROW)
        self._today.setMinimumHeight(0 if wide else 320)
        self._today.setFixedWidth(BOOK_WIDTH) if wide else self._today.setMaximumWidth(16_777_215)
