"""The Leave screen: what waits, what is taken or due back, and what was decided."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.leave import LeaveState, Outcome
from officeapp.domain.rights import Right
from officeapp.gui.leave.ask_form import AskForm
from officeapp.gui.leave.deciding import MOST_REASONS
from officeapp.gui.leave.lines import Lists, children_said, lists
from officeapp.gui.leave.page import RequestPage
from officeapp.gui.leave.papers import Papers
from officeapp.gui.leave.tray import Tray
from officeapp.gui.screen import Screen
from officeapp.gui.widgets.cards import Calm, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.gui.leave.lines import LeaveLine
    from officeapp.gui.screen import Target, WindowServices

SETTLED_MS = 50  # until a page that scrolls is laid out anew
FOLLOW_KEYS = "MSWUBNHJELFXZ"
WIDE_ENOUGH, MIDDLING = 1100, 1000
TRAY_WIDTH, TRAY_HEIGHT = 324, 236
KEYS = "Alt+1 to Alt+3  ·  arrows go through the list  ·  Ctrl+Down reads on"
SECTIONS = ("leave.waiting", "leave.returning", "leave.decided")
TABS = ("Waiting", "Returning", "Decided")
EMPTY = (
    "No request waits for the headteacher.",
    "Nobody is on leave or due back.",
    "Nothing was decided yet.",
)


class LeaveScreen(Screen):
    """A tray of requests at the left; the one in hand, its facts and the decision at the right."""

    shows: ClassVar[frozenset[Book]] = frozenset(
        {Book.LEAVE, Book.REGISTER, Book.ROLL, Book.CONTACTS, Book.CALENDAR, Book.PATTERNS,
         Book.SCHOOL}
    )  # fmt: skip
    help_page: ClassVar[str] = "leave"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._may_read = office.may(Right.READ_LEAVE)
        self._asking = not self._may_read
        self._lists = Lists()
        self._tabs = QButtonGroup(self)
        self._buttons = [QPushButton(word, self) for word in TABS]
        self._said = label("", "faded", self)
        self._new = QPushButton("New request  Ctrl+N", self)
        self._print = QPushButton("Print  Ctrl+P", self)
        self._blank = QPushButton("Blank form  Ctrl+Shift+P", self)
        self._tray = Tray(services.theme, "leave.requests", self)
        self._left = QFrame(self)
        self._page = RequestPage(office, services.theme, self)
        self._calm = Calm(services.theme, EMPTY[0], self)
        self._form = AskForm(office, self)
        self._papers = Papers(office, services, self)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()

    @override
    def refresh(self) -> None:
        self._lists = lists(self.office) if self._may_read else Lists()
        for button, word, lines in zip(self._buttons, TABS, self._all(), strict=True):
            button.setText(f"{word} {len(lines)}")
        waiting = len(self._lists.waiting)
        waits = "1 waits" if waiting == 1 else f"{waiting or 'None'} wait"
        self._said.setText(f"{waits} for the headteacher")
        self._show_tab()

    @override
    def open_on(self, target: Target) -> None:
        if self._stale:  # it is opened before it is seen
            self._stale = False
            self.refresh()
        if target.section in SECTIONS and self._may_read:
            self.choose_tab(SECTIONS.index(target.section))
            self._choose(target)

    @override
    def first_field(self) -> QWidget | None:
        return self._form.fields.child.field if self._asking else self._tray

    @override
    def step_back(self) -> bool:
        if self._asking and self._may_read:
            self._stop_asking()
            self._tray.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return not self._asking and self._page.step_back()

    def choose_tab(self, place: int) -> None:
        """Show another of the three lists."""
        self._buttons[place].setChecked(True)
        self._asking = not self._may_read
        self._show_tab()
        self._tray.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_request(self, number: int) -> None:
        """Show a request, in whichever list it is."""
        for place, lines in enumerate(self._all()):
            if number in [line.request for line in lines]:
                self.choose_tab(place)
                self._tray.choose(number)
                return

    def ask(self) -> None:
        """Show the form of a new request."""
        self._open_form(None)

    def change(self) -> None:
        """Show the form of the request in hand, if it still waits."""
        if self._page.state is LeaveState.WAITING and self.office.may(Right.FOLLOW_LEAVE):
            self._open_form(self._page.request)

    def _open_form(self, request: LeaveRequest | None) -> None:
        if self.office.may(Right.ASK_LEAVE):
            self._asking = True
            self._form.begin(request)
            self._choose_page()
            self._form.focus_first()

    def _choose(self, target: Target) -> None:
        """Stand on the request of a pupil and a first day, in the list in view."""
        for line in self._tray.lines:
            request = self.office.leave.request(line.request)
            if target.pupil in request.children and target.day in (None, request.first):
                self._tray.choose(line.request)
                return

    def _all(self) -> tuple[tuple[LeaveLine, ...], ...]:
        return self._lists.waiting, self._lists.following, self._lists.decided

    def _show_tab(self) -> None:
        place = self._tabs.checkedId()
        lines = self._all()[place]
        self._calm.said.setText(EMPTY[place])
        self._tray.show_lines(lines)
        if not lines:
            self._page.show_request(0)
        self._choose_page()

    def _choose_page(self) -> None:
        """Show the form while it is wanted, else the request in hand, or that there is none."""
        shown: QWidget = self._page if self._page.request is not None else self._calm
        shown = self._form if self._asking else shown
        for page in (self._page, self._calm, self._form):
            page.setVisible(page is shown)

    def _stop_asking(self) -> None:
        """Leave the form; what was typed is kept."""
        self._asking = not self._may_read
        self._choose_page()

    def _on_shown(self, request: int) -> None:
        self._page.show_request(request)
        self._choose_page()

    def _on_print(self) -> None:
        if self._page.request is not None and not self._asking:
            self._papers.print_filled(self._page.request)

    def _on_written(self, request: LeaveRequest) -> None:
        self.services.say(f"Written down: leave of {children_said(self.office, request.children)}.")
        if self._may_read:
            self._stop_asking()
            self.open_request(request.id)
        else:
            self._form.focus_first()

    def _on_done(self, said: str) -> None:
        self.services.say(said)
        self._tray.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.setObjectName("leave")
        title, papers = QHBoxLayout(), QHBoxLayout()
        title.setSpacing(24)
        title.addWidget(label("Leave of absence", "title", self))
        title.addWidget(self._said, 1)
        papers.setSpacing(8)
        papers.addStretch(1)
        for button in (self._blank, self._print, self._new):
            papers.addWidget(button)
        self._head.setSpacing(10)
        self._head.addLayout(title, 1)
        self._head.addLayout(papers)
        for button, name in ((self._new, "new"), (self._print, "print"), (self._blank, "blank")):
            button.setObjectName(f"leave.{name}")
        for part in (self._left, self._print, self._new, self._said):
            part.setVisible(self._may_read)
        self._said.setObjectName("leave.said")
        self._left.setProperty("class", "card")
        tabs = QHBoxLayout()
        tabs.setSpacing(4)
        for place, button in enumerate(self._buttons):
            button.setObjectName(f"leave.tab.{TABS[place].lower()}")
            button.setCheckable(True)
            button.setProperty("class", "small")
            button.setToolTip(f"Alt+{place + 1}")
            button.setAccessibleDescription(f"Alt+{place + 1}")
            self._tabs.addButton(button, place)
            tabs.addWidget(button, 1)
        self._buttons[0].setChecked(True)
        inside = QVBoxLayout(self._left)
        inside.setContentsMargins(6, 8, 6, 8)
        inside.setSpacing(6)
        inside.addLayout(tabs)
        inside.addWidget(self._tray, 1)
        keys = label(KEYS, "note", self)
        keys.setWordWrap(True)
        inside.addWidget(keys)
        pages = QVBoxLayout()  # a stack would take the room of the highest page for each
        for page in (self._page, self._calm, self._form):
            pages.addWidget(page)
        self._across.setSpacing(14)
        self._across.addWidget(self._left)
        self._across.addLayout(pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(14)
        column.addLayout(self._head)
        column.addLayout(self._across, 1)
        self._arrange()
        self._choose_page()

    def _connect(self) -> None:
        self._tray.shown.connect(self._on_shown)
        self._tray.clicked.connect(self._stop_asking)
        self._tabs.idClicked.connect(self.choose_tab)
        self._new.clicked.connect(self.ask)
        self._print.clicked.connect(self._on_print)
        self._blank.clicked.connect(self._papers.print_blank)
        self._form.written.connect(self._on_written)
        self._form.back_requested.connect(self.step_back)
        self._page.done.connect(self._on_done)
        self._page.left.connect(self._tray.setFocus)
        self._page.change_requested.connect(self.change)
        self._key("Ctrl+N", self.ask, self)
        self._key("Ctrl+P", self._on_print, self)
        self._key("Ctrl+Shift+P", self._papers.print_blank, self)
        for place in range(len(TABS)):
            self._key(f"Alt+{place + 1}", partial(self.choose_tab, place), self)
        keys: list[tuple[str, Callable[[], None]]] = [
            ("F4", self.change),
            ("Ctrl+Down", partial(self._page.read_on, 1)),
            ("Ctrl+Up", partial(self._page.read_on, -1)),
            ("Ctrl+Return", self._page.go_on),
            ("Ctrl+Enter", self._page.go_on),
            *((key, partial(self._page.follow.key, key)) for key in FOLLOW_KEYS),
            *self._keys_of_decision(),
        ]
        for key, act in keys:
            for host in (self._left, self._page):
                self._key(key, act, host)

    def _keys_of_decision(self) -> list[tuple[str, Callable[[], None]]]:
        decision = self._page.decision
        if decision is None:
            return []
        acts: list[tuple[str, Callable[[], None]]] = [
            ("A", self._page.decide_anew),
            ("G", partial(decision.choose, Outcome.GRANT)),
            ("P", partial(decision.choose, Outcome.PART)),
            ("R", partial(decision.choose, Outcome.REFUSE)),
            ("T", decision.type_reason),
            ("O", decision.type_conditions),
            ("Y", decision.type_why),
            ("K", decision.next_code),
            ("C", decision.next_child),
            *(
                (str(number + 1), partial(decision.choose_reason, number + 1))
                for number in range(MOST_REASONS)
            ),
        ]
        return [(key, partial(self._in_view, act)) for key, act in acts]

    def _in_view(self, act: Callable[[], None]) -> None:
        """Do something about a decision; where the page scrolls, let it be seen."""
        act()
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        decision = self._page.decision
        if above is not None and decision is not None:  # once the layout is made anew
            QTimer.singleShot(
                SETTLED_MS, decision, partial(above.ensureWidgetVisible, decision.key)
            )

    def _key(self, keys: str, act: Callable[[], None], host: QWidget) -> None:
        shortcut = QShortcut(QKeySequence(keys), host)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the list beside the request, or above it where there is little room."""
        room = self.window().width()
        wide, middling = room >= WIDE_ENOUGH, room >= MIDDLING
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(across if wide else down)
        self._head.setDirection(across if middling else down)
        self._page.arrange(wide=wide, middling=middling)
        self._form.fields.arrange(wide=middling)
        if wide:
            self._left.setFixedWidth(TRAY_WIDTH)
            self._left.setMinimumHeight(0)
            self._left.setMaximumHeight(16_777_215)
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
            self._left.setFixedHeight(TRAY_HEIGHT)
