"""What a person sees once signed in: the rail, the screen in view, help, messages, status line.

The frame is made when somebody signs in and thrown away when the window is locked, so that no name
is left in any text of it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.rights import Right, may
from officeapp.gui.clashes.count import ClashCount
from officeapp.gui.confirming import ConfirmPanel
from officeapp.gui.exchange.shown import DESKS_KEY, SharingShown
from officeapp.gui.find_pupil import FindPupil, index_of
from officeapp.gui.help import HelpPanel
from officeapp.gui.messages import MessageBar, Tone
from officeapp.gui.new_day import GO_ON_KEY, OPEN_KEY, NewDay
from officeapp.gui.parking import Parking
from officeapp.gui.prompts import refusals
from officeapp.gui.rail import Rail
from officeapp.gui.screen import NOWHERE, Place, Screen, Target, WindowServices
from officeapp.gui.slips import SlipPrinter
from officeapp.gui.standing_bar import StandingBar
from officeapp.gui.status import SHARE_KEY, StatusLine
from officeapp.gui.theme import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.register import Sheet
    from officeapp.domain.school import Person
    from officeapp.gui.backups import Backups
    from officeapp.gui.exchange.exchanger import Exchanger
    from officeapp.gui.parking import Parked
    from officeapp.gui.places import Entry
    from officeapp.gui.tasks import TaskRunner
    from officeapp.gui.theme import Theme

NARROW_BELOW = 1000
HANDED_IN = frozenset({Book.REGISTER, Book.PENCIL})
SEARCHED = frozenset({Book.ROLL, Book.CONTACTS})
NEXT_CHOICE = {
    Choice.SYSTEM: Choice.LIGHT,
    Choice.LIGHT: Choice.DARK,
    Choice.DARK: Choice.SYSTEM,
}


class Frame(QWidget):
    """The window of one person, signed in.

    Signals:
        lock_requested: The window is to be locked, or another person to sit down.
        restore_requested: A backup is to take the place of the school; carries its path.
    """

    lock_requested = Signal()
    restore_requested = Signal(object)

    def __init__(
        self,
        office: Office,
        person: Person,
        theme: Theme,
        tasks: TaskRunner,
        backups: Backups,
        exchanger: Exchanger,
        places: Iterable[Entry],
        parent: QWidget | None = None,
        *,
        settings: QSettings | None = None,
        parked: Parked | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._theme = theme
        self._tasks = tasks
        self._backups = backups
        self._entries = {
            one.place: one
            for one in places
            if one.is_open_to(person.role) or (one.named_for and office.may(one.named_for))
        }
        self._screens: dict[Place, Screen] = {}
        self._holders: dict[Place, QScrollArea] = {}
        self._place: Place | None = None
        self._focus_before: QWidget | None = None
        self._index_is_old = True
        #: Half-filled forms of the person signed in.
        self.parking = Parking(self, parked)
        self._rail = Rail(theme, office.school.card().name, self)
        self._middle = QWidget(self)
        self._drive_bar = StandingBar(theme, "drive-bar", self._middle)
        self._backup_bar = StandingBar(theme, "backup-bar", self._middle)
        self._new_day = NewDay(office, theme, self._middle)
        self._confirm = ConfirmPanel(office, theme, self._middle)
        self._message = MessageBar(theme, self._middle)
        self._stack = QStackedWidget(self._middle)
        self._help = HelpPanel(self)
        self._status = StatusLine(tasks, self)
        self._clashes = ClashCount(office, self._rail, self._status)
        self._sharing = SharingShown(
            office, exchanger, self._status, theme, self.go_to, self._middle
        )
        self._find = FindPupil(theme, self)
        self._services = WindowServices(
            self._status.say,
            self.go_to,
            tasks,
            theme,
            saved=self._on_saved,
            backups=backups,
            exchanger=exchanger,
            settings=settings,
            restore=self.restore_requested.emit,
            print_slip=SlipPrinter(office, settings, self._status.say, self),
        )
        self._build(person)
        self._connect()

    @property
    def place(self) -> Place | None:
        """Return the place in view."""
        return self._place

    def screen_in_view(self) -> Screen | None:
        """Return the screen in view."""
        return self._screens[self._place] if self._place else None

    def begin(self) -> None:
        """Show the first place that the person may open."""
        for place in self._entries:
            self.go_to(place)
            break
        self._clashes.count_soon()
        self._sharing.look_soon()
        if self.parking.said():
            self._message.tell(self.parking.said(), Tone.NOTE)

    def go_to(self, place: Place, target: Target = NOWHERE) -> None:
        """Show a place, opened on a target."""
        entry = self._entries.get(place)
        if entry is None or self._new_day.is_asking:
            return
        before = self.screen_in_view()
        if before is not None and self._place is not place:
            before.left()
        self._message.clear()
        self._confirm.give_up()
        screen = self._screens.get(place) or self._made(entry)
        self._place = place
        self._rail.check(place)
        if target != NOWHERE:
            screen.open_on(target)
        self._stack.setCurrentWidget(self._holders[place])
        if self._help.isVisible():
            self._show_help()
        _focus_first(screen)

    def books_changed(self, touched: frozenset[Book]) -> None:
        """Hear what an act touched: say that it is saved, and tell the screens."""
        self._on_saved()
        self._index_is_old = self._index_is_old or bool(touched & SEARCHED)
        if Book.SCHOOL in touched:
            self._rail.show_school(self._office.school.card().name)
        if Book.STAFF in touched and self._office.person is not None:
            self._rail.show_person(self._office.person)
        if touched & HANDED_IN:
            self._new_day.say()
        self._clashes.count_soon()
        self._sharing.look_soon()
        for screen in list(self._screens.values()):
            screen.books_changed(touched)

    def show_drive(self, trouble: str) -> None:
        """Say that the drive of the school failed, until it takes saves again."""
        self._drive_bar.say(trouble)
        self._status.show_saving(well=not trouble)

    def step_back(self) -> None:
        """Go back one step: the finder, a PIN asked for, the message, help, then the screen's."""
        screen = self.screen_in_view()
        if self._new_day.is_asking:
            self._new_day.stay()
        elif self._find.isVisible():
            self._find.hide()
            self._give_focus_back()
        elif self._confirm.isVisible():
            self._confirm.give_up()
        elif self._message.isVisible():
            self._message.clear()
        elif self._help.isVisible():
            self._on_help()
        elif screen is not None:
            screen.step_back()

    def _build(self, person: Person) -> None:
        self.setObjectName("window.frame")
        self._stack.setObjectName("window.places")
        self._rail.show_person(person)
        self._rail.show_places(self._entries.values())
        self._rail.let_find(may_find=may(person.role, Right.READ_NAMES))
        self._show_backups()
        self._drive_bar.add_act("try", "Try again  Ctrl+Shift+S", self._on_try_drive)
        self._backup_bar.add_act("now", "Back up now  Ctrl+B", self._on_back_up)
        for one in (self._drive_bar, self._backup_bar):
            one.add_act("places", "Backups…  Ctrl+Shift+B", self._on_backup_places)
        self.show_drive(self._office.drive.trouble)
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        bar = QVBoxLayout()
        bar.setContentsMargins(24, 8, 24, 0)
        for one in (self._drive_bar, self._new_day.bar, self._sharing.bar, self._backup_bar):
            bar.addWidget(one)
        bar.addWidget(self._confirm)
        bar.addWidget(self._message)
        middle.addLayout(bar)
        middle.addWidget(self._stack, 1)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._rail)
        across.addWidget(self._middle, 1)
        across.addWidget(self._help)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self._status)

    def _connect(self) -> None:
        self._rail.place_chosen.connect(self.go_to)
        self._rail.find_requested.connect(self._on_find)
        self._rail.lock_requested.connect(self.lock_requested)
        self._rail.help_requested.connect(self._on_help)
        self._rail.colours_requested.connect(self._on_colours)
        self._find.pupil_chosen.connect(self._on_pupil_chosen)
        self._find.register_chosen.connect(self._on_register_chosen)
        self._help.closed.connect(self._on_help)
        self._status.backup_requested.connect(self._on_back_up)
        self._status.clashes_requested.connect(partial(self.go_to, Place.CLASHES))
        self._backups.made.connect(self._on_backed_up)
        self._backups.looked.connect(self._show_backups)
        self._tasks.holding.connect(self._on_holding)
        self._new_day.asked.connect(self._on_day_asked)
        self._new_day.stayed.connect(self._on_day_stayed)
        self._new_day.went_on.connect(self._on_next_day)
        self._new_day.register_wanted.connect(self._on_register_wanted)
        for key, act in (
            ("Ctrl+K", self._on_find),
            ("Ctrl+L", self.lock_requested.emit),
            ("F1", self._on_help),
            ("Ctrl+D", self._on_colours),
            ("Ctrl+B", self._on_back_up),
            ("Ctrl+Shift+B", self._on_backup_places),
            ("Ctrl+Shift+S", self._on_try_drive),
            (SHARE_KEY, self._sharing.share),
            (DESKS_KEY, self._sharing.open_desks),
            (GO_ON_KEY, self._new_day.go_on),
            (OPEN_KEY, self._new_day.open_begun),
        ):
            self._shortcut(key, act)
        for entry in self._entries.values():
            self._shortcut(entry.key, partial(self.go_to, entry.place))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)

    def _shortcut(self, key: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(act)

    def _on_find(self) -> None:
        if not self._office.may(Right.READ_NAMES):
            return
        if self._index_is_old:
            self._find.show_index(index_of(self._office))
            self._index_is_old = False
        if not self._find.isVisible():
            self._focus_before = self.window().focusWidget()
        self._find.open()

    def _on_pupil_chosen(self, pupil: PupilId) -> None:
        self.go_to(Place.PUPILS, Target(pupil=pupil))

    def _on_register_chosen(self, pupil: PupilId) -> None:
        placed = self._office.roll.placed(pupil, self._office.today())
        in_class = placed.school_class if placed else None
        self.go_to(Place.REGISTER, Target(pupil=pupil, school_class=in_class))

    def _on_register_wanted(self, sheet: Sheet) -> None:
        target = Target(school_class=sheet.school_class, day=sheet.day, session=sheet.session)
        self.go_to(Place.REGISTER, target)

    def _on_help(self) -> None:
        if self._help.isVisible():
            self._help.hide()
            self._arrange()
            self._give_focus_back()
            return
        self._focus_before = self.window().focusWidget()
        self._show_help()

    def _on_colours(self) -> None:
        choice = NEXT_CHOICE[self._theme.choice]
        self._theme.choose(choice)
        said = "as the system has them" if choice is Choice.SYSTEM else str(choice)
        self._status.say(f"Colours: {said}.")

    def _on_back_up(self) -> None:
        with refusals(self):
            self._backups.make(self, self._tasks)

    def _on_backup_places(self) -> None:
        self.go_to(Place.SCHOOL, Target(section="school.backups"))

    def _show_backups(self) -> None:
        self._status.backed_up(self._backups.last, self._office.today())
        self._backup_bar.say(self._backups.trouble)

    def _on_backed_up(self, file: Path) -> None:
        self._status.say(f"Backed up and checked: {file.name}")

    def _on_try_drive(self) -> None:
        if not self._office.drive.has_failed:
            return
        with refusals(self):
            self._office.try_again()
            self._message.clear()
            self._status.say("The drive takes saves again; nothing that was saved is missing.")

    def _on_day_asked(self) -> None:
        """Take no entry until the person says for which day it would be."""
        self._find.hide()
        self._focus_before = self.focusWidget()
        self._stack.setDisabled(True)

    def _on_day_stayed(self) -> None:
        self._stack.setEnabled(True)
        self._give_focus_back()

    def _on_next_day(self) -> None:
        """Make every screen anew, so that none keeps a day that is over; forms half filled wait."""
        self._stack.setEnabled(True)
        self.parking.closing.emit()
        for holder in self._holders.values():
            self._stack.removeWidget(holder)
            holder.hide()
            holder.deleteLater()
        self._screens.clear()
        self._holders.clear()
        place, self._place, self._focus_before = self._place, None, None
        self._index_is_old = True
        self._show_backups()
        if place is not None:
            self.go_to(place)
        if self.parking.said():
            self._message.tell(self.parking.said(), Tone.NOTE)

    def _on_holding(self, held: bool) -> None:  # noqa: FBT001  # Qt's own
        """Take no entry while other work writes in the file; it would wait, or be refused."""
        if held:
            self._focus_before = self.focusWidget()
        self._rail.setDisabled(held)
        self._stack.setDisabled(held or self._new_day.is_asking)
        if not held:
            self._give_focus_back()

    def _on_focus_moved(self) -> None:
        """Scroll to what has the focus, once the screen has its new shape."""
        QTimer.singleShot(0, self, self._scroll_to_focus)

    def _scroll_to_focus(self) -> None:
        screen, now = self.screen_in_view(), QApplication.focusWidget()
        if self._place and screen is not None and now is not None and screen.isAncestorOf(now):
            self._holders[self._place].ensureWidgetVisible(now, 24, 24)

    def _on_saved(self) -> None:
        self._status.saved(self._office.now())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _give_focus_back(self) -> None:
        before, self._focus_before = self._focus_before, None
        screen = self.screen_in_view()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif screen is not None:
            _focus_first(screen)

    def _show_help(self) -> None:
        screen = self.screen_in_view()
        if screen is not None:
            self._help.open(screen.help_page, self._office.codes, self._office.today())
            self._arrange()

    def _arrange(self) -> None:
        """Show help beside the screen, or in its place where there is no room for both."""
        narrow = self.width() < NARROW_BELOW
        self._rail.set_narrow(narrow=narrow)
        self._status.set_narrow(narrow=narrow)
        self._help.set_alone(alone=narrow)
        self._middle.setHidden(narrow and not self._help.isHidden())

    def _made(self, entry: Entry) -> Screen:
        screen = entry.make(self._office, self._services)
        scroll = QScrollArea(self._stack)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(screen)
        self._stack.addWidget(scroll)
        self._screens[entry.place] = screen
        self._holders[entry.place] = scroll
        return screen


def _focus_first(screen: Screen) -> None:
    """Put the focus where the screen wants it, or into its first field."""
    first = screen.first_field()
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    part = screen.nextInFocusChain()
    while part is not None and screen.isAncestorOf(part):
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        part = part.nextInFocusChain()
