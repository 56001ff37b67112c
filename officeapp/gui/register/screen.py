"""The register: a class and a week, typed into; half terms and years to look at."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.record import ClassId
from officeapp.domain.rights import Right
from officeapp.gui.giving.print_panel import PrintPanel
from officeapp.gui.register import readings
from officeapp.gui.register.beside import Beside
from officeapp.gui.register.bubble import Bubble
from officeapp.gui.register.entering import Entering
from officeapp.gui.register.figures import HEADINGS
from officeapp.gui.register.legend import Legend
from officeapp.gui.register.page import Page, Scope, View, first_place, read_page, stepped, titles
from officeapp.gui.register.printing import Printer
from officeapp.gui.register.sheet_view import SheetView
from officeapp.gui.register.side_panels import SidePanels
from officeapp.gui.register.toolbar import SCOPE_KEYS, Toolbar
from officeapp.gui.screen import Screen, Target, WindowServices

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.school_year import Session
    from officeapp.gui.register.grid_model import Cell

    Command = tuple[str, list[str], Callable[[], None]]  # words in the menu, keys, act


NOBODY_HERE = "Nobody is in this class then."
NO_CLASS = ClassId(0)  # what a teacher sees who has none


class RegisterScreen(Screen):
    """The attendance register of a class, or of the whole school."""

    shows: ClassVar[frozenset[Book]] = frozenset(
        {Book.REGISTER, Book.PENCIL, Book.PATTERNS, Book.ROLL, Book.CALENDAR, Book.SCHOOL}
    )
    help_page: ClassVar[str] = "register"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        classes = readings.classes_to_read(office)
        self._shown = View(classes[0].id if classes else self._no_class(), office.today())
        self._page: Page | None = None
        self._moving = False
        self._classes_old = True
        self._session_shown: tuple[dt.date, Session] | None = None
        self._tools = Toolbar(services.theme, self)
        self.sheet = SheetView(office.codes, services.theme, HEADINGS, self)
        self.panels = SidePanels(office, self)
        self.entering = Entering(office, self.sheet, services, self)
        self.panels.opened_or_closed.connect(self._arrange)  # first: the page takes the focus back
        self.beside = Beside(office, self.sheet, self.panels, self.entering, self)
        self._printer = Printer(office, services, self)
        self._print_panel: PrintPanel | None = None
        self._bubble = Bubble(services.theme, self.sheet)
        self._legend = Legend(services.theme, self)
        self._more = QToolButton(self)
        self._build()
        self._connect()

    @property
    def page_view(self) -> View:
        """Return which page is open."""
        return self._shown

    def show_view(self, view: View) -> None:
        """Open another page; what is in pencil on this one is handed in first."""
        if not self._may_read(view):
            return
        place, pupil = self._session(), self._pupil()
        self.left()
        moved = view.day - self._shown.day
        same_class = view.school_class == self._shown.school_class
        self._shown = view
        self.refresh()
        self._place_cursor(None if place is None else (place[0] + moved, place[1]))
        if same_class and pupil is not None:
            self._put_on(pupil)

    @override
    def refresh(self) -> None:
        page = self._page = read_page(self.office, self._shown)
        self._moving = True
        self.entering.taking.open(page)
        if self._classes_old:
            self._tools.classes.show_classes(
                readings.classes_to_read(self.office),
                whole_school=self.office.may(Right.READ_REGISTER),
            )
            self._classes_old = False
        self._tools.show_page(titles(self._shown, page.columns), self._shown.scope)
        self.sheet.show_page(page.columns, page.rows)
        self._moving = False
        if self.sheet.view.cursor_cell() is None:
            self._place_cursor(None)
        self._show_session()
        self._show_state()

    @override
    def books_changed(self, touched: frozenset[Book]) -> None:
        self._classes_old = self._classes_old or Book.ROLL in touched
        super().books_changed(touched)

    @override
    def open_on(self, target: Target) -> None:
        view = self._shown
        if target.school_class is not None:
            view = replace(view, school_class=target.school_class)
        elif target.pupil is not None:
            view = replace(view, school_class=self._class_of(target))
        if target.day is not None:
            view = replace(view, day=target.day, scope=self._narrow_enough(target.day))
        self.show_view(view)
        if target.session is not None:
            self._place_cursor((view.day, target.session))
        if target.pupil is not None:
            self._put_on(target.pupil)

    @override
    def first_field(self) -> QWidget:
        return self.sheet.view

    @override
    def left(self) -> None:
        if self._page is not None:
            self.entering.leave()

    @override
    def step_back(self) -> bool:
        if self._bubble.clear_away() or self.entering.forget_waiting():
            return True
        if not self.panels.isHidden():
            self.panels.close_panel()
            return True
        self.sheet.view.setFocus()
        return False

    def _build(self) -> None:
        self.setObjectName("register")
        self._more.setText("More")
        self._more.setObjectName("register.more")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._legend.add_at_right(self._more)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.sheet, 1)
        middle.addWidget(self.panels)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 12)
        layout.setSpacing(12)
        layout.addWidget(self._tools)
        layout.addLayout(middle, 1)
        layout.addWidget(self._legend)

    def _connect(self) -> None:
        tools = self._tools
        tools.classes.class_chosen.connect(self._on_class_chosen)
        tools.scope_chosen.connect(self._on_scope)
        tools.step_requested.connect(self._on_step)
        tools.undo_requested.connect(self._on_undo)
        tools.fill_requested.connect(self._on_fill)
        tools.hand_in_requested.connect(self._on_hand_in)
        self._legend.code_chosen.connect(self._on_code_chosen)
        self.sheet.view.moved.connect(self._on_moved)
        self.entering.started.connect(self._bubble.clear_away)
        self.entering.refused.connect(self._on_refused)
        self.entering.marked.connect(self._show_state)
        self.beside.place_chosen.connect(self.open_on)
        self.panels.opened_or_closed.connect(self._bubble.clear_away)
        self._add_commands()

    def _arrange(self) -> None:
        """Put a panel beside the page, or in its place where there is no room for both."""
        alone = self.panels.fit(self.width())
        for part in (self._tools, self.sheet, self._legend):
            part.setHidden(alone)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _add_commands(self) -> None:
        menu = QMenu(self)
        for text, keys, act in self._commands():
            action = QAction(text or keys[0], self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)
            if text:
                menu.addAction(action)
        self._more.setMenu(menu)

    def _commands(self) -> list[Command]:
        """Return every command with its keys; those with words stand in the menu too."""
        commands: list[Command] = [
            ("", ["Ctrl+Z"], self._on_undo),
            ("", ["Ctrl+/"], self._on_fill),
            ("", ["Ctrl+Return", "Ctrl+Enter"], self._on_hand_in),
            ("History of the mark", ["F6"], self.beside.show_history),
            ("Registers to come", ["F7"], self._on_to_come),
            ("Next class", ["Ctrl+PgDown"], partial(self._on_class_step, 1)),
            ("Class before", ["Ctrl+PgUp"], partial(self._on_class_step, -1)),
            ("Later", ["Ctrl+Right"], partial(self._on_step, 1)),
            ("Earlier", ["Ctrl+Left"], partial(self._on_step, -1)),
            ("Today", ["Ctrl+Home"], self._on_today),
            ("Print the register", ["Ctrl+P"], partial(self._on_print, blank=False)),
            ("Print a blank register", ["Ctrl+Shift+P"], partial(self._on_print, blank=True)),
            ("Print more, or an extract…", ["Ctrl+Alt+P"], self._on_print_more),
            ("Copy", ["Ctrl+C"], self.entering.copy),
            ("Paste", ["Ctrl+V"], self._on_paste),
            ("Go on with another's register", ["Ctrl+T"], self._on_take_over),
        ]
        if self.office.may(Right.MARK_WIDELY):
            commands.append(("School closed or part closed…", ["F9"], self._on_unable))
        scopes = [("", [key], partial(self._on_scope, one)) for one, key in SCOPE_KEYS.items()]
        return [*commands, *scopes]

    def _place_cursor(self, place: tuple[dt.date, Session] | None) -> None:
        """Put the cursor on a session, or where the next mark is wanted."""
        if self._page is not None and self._page.rows and self._page.columns:
            self._moving = True
            self.sheet.view.put_cursor(first_place(self.office, self._page, place))
            self._moving = False
        self._show_session()
        self._show_state()

    def _show_state(self) -> None:
        """Say how far the register under the cursor is, and what can be done with it."""
        cell, taking = self.sheet.view.cursor_cell(), self.entering.taking
        self._tools.show_state(
            NOBODY_HERE if cell is None else readings.state(taking, self.sheet.grid, cell),
            can_undo=taking.can_undo,
            to_mark=0 if cell is None else taking.to_mark(cell),
            can_hand_in=cell is not None and taking.is_open(cell),
        )

    def _show_session(self) -> None:
        """Show what belongs to the session under the cursor: codes, ticks, who takes it."""
        self._session_shown = self._session()
        place = self._session_shown or (self._shown.day, None)
        self._legend.show_codes(self.office.codes.on(place[0]))
        done = {
            sheet.school_class
            for sheet, one in self.office.register.handed_in(place[0], place[0]).items()
            if sheet.session is place[1] and not one.blanks
        }
        self._tools.classes.show_chosen(self._shown.school_class, done)
        if self._page is not None:
            header = self.sheet.view.sessions_header
            header.notes = readings.notes(self.entering.taking, self.sheet.grid)

    def _may_read(self, view: View) -> bool:
        if view.school_class == NO_CLASS:
            return True
        return self.office.may(Right.READ_REGISTER, self.office.where(view.school_class))

    def _no_class(self) -> ClassId | None:
        """Return what is open where there is no class: the whole school, or nobody."""
        return None if self.office.may(Right.READ_REGISTER) else NO_CLASS

    def _session(self) -> tuple[dt.date, Session] | None:
        cell = self.sheet.view.cursor_cell()
        if cell is None:
            return None
        column = self.sheet.grid.columns[cell[1]]
        return column.day, column.session

    def _pupil(self) -> PupilId | None:
        cell = self.sheet.view.cursor_cell()
        return None if cell is None else self.sheet.grid.rows[cell[0]].pupil

    def _put_on(self, pupil: PupilId) -> None:
        """Put the cursor on a pupil's row, in the session it is in."""
        rows = [row.pupil for row in self.sheet.grid.rows]
        cell = self.sheet.view.cursor_cell()
        if pupil in rows and cell is not None:
            self.sheet.view.put_cursor((rows.index(pupil), cell[1]))

    def _class_of(self, target: Target) -> ClassId | None:
        day = target.day or self._shown.day
        placed = None if target.pupil is None else self.office.roll.placed(target.pupil, day)
        return placed.school_class if placed else self._shown.school_class

    def _narrow_enough(self, day: dt.date) -> Scope:
        """Return the view to open a day in: the one in use, unless it would not show the day."""
        inside = self._page is not None and any(column.day == day for column in self._page.columns)
        return self._shown.scope if inside else Scope.WEEK

    def _on_class_chosen(self, number: ClassId | None) -> None:
        self.show_view(replace(self._shown, school_class=number))
        self.sheet.view.setFocus()

    def _on_class_step(self, step: int) -> None:
        self._on_class_chosen(self._tools.classes.beside(self._shown.school_class, step))

    def _on_scope(self, scope: Scope) -> None:
        place = self._session()
        day = place[0] if place else self._shown.day
        self._shown = replace(self._shown, day=day)
        self.show_view(replace(self._shown, scope=scope))
        self.sheet.view.setFocus()

    def _on_step(self, step: int) -> None:
        day = stepped(self._shown, self.sheet.grid.columns, step)
        self.show_view(replace(self._shown, day=day))

    def _on_today(self) -> None:
        self.show_view(replace(self._shown, day=self.office.today()))
        self._place_cursor(None)

    def _on_moved(self, choosing: bool) -> None:  # noqa: FBT001  # a signal's value
        if self._moving:
            return
        self._bubble.clear_away()
        if not choosing:
            self.entering.moved()
        if self._session() != self._session_shown:
            self._show_session()
        self._show_state()

    def _on_code_chosen(self, code: str) -> None:
        self.entering.settle()
        self.entering.enter(code)
        self.sheet.view.setFocus()

    def _on_undo(self) -> None:
        self.entering.undo()

    def _on_fill(self) -> None:
        self.entering.fill_rest()

    def _on_paste(self) -> None:
        self._bubble.clear_away()
        self.entering.paste()

    def _on_hand_in(self) -> None:
        self.entering.hand_in()

    def _on_take_over(self) -> None:
        self.entering.take_over()

    def _on_print(self, *, blank: bool) -> None:
        week = replace(self._shown, scope=Scope.WEEK, day=self._shown_day())
        self._printer.print_page(read_page(self.office, week), blank=blank)

    def _on_print_more(self) -> None:
        if self._print_panel is None:
            self._print_panel = PrintPanel(self.office, self.services, self.panels)
            self.panels.add_print(self._print_panel)
        self.panels.open_print(self._print_panel, self._shown.school_class, self._shown_day())

    def _on_to_come(self) -> None:
        self.beside.show_to_come(self._shown_day())

    def _on_unable(self) -> None:
        self.panels.open_unable(self._shown_day())

    def _on_refused(self, cell: Cell, sentence: str) -> None:
        view = self.sheet.view
        area = view.visualRect(self.sheet.grid.index(*cell))
        corner = view.viewport().mapTo(self.sheet, QPoint(area.left(), area.top()))
        self._bubble.say(sentence, QRect(corner, area.size()))

    def _shown_day(self) -> dt.date:
        place = self._session()
        return place[0] if place else self._shown.day
