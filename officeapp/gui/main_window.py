"""The window: the sign-in page while nobody sits here, the frame while somebody does.

Only the sign-in page is made before the first paint; what a person works with is imported and made
when they have signed in.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget
from typing_extensions import override

from officeapp.gui.idle import IdleWatch, close_others, leave_no_trace, rule_of
from officeapp.gui.sign_in import SignInPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QCloseEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.act import Book
    from officeapp.books.office import Office
    from officeapp.domain.record import StaffId
    from officeapp.gui.backups import Backups
    from officeapp.gui.exchange.exchanger import Exchanger
    from officeapp.gui.frame import Frame
    from officeapp.gui.parking import Parked
    from officeapp.gui.places import Entry
    from officeapp.gui.roll_list import RollList
    from officeapp.gui.screen import Place, Screen, Target
    from officeapp.gui.system_lock import SystemLock
    from officeapp.gui.tasks import TaskRunner
    from officeapp.gui.theme import Theme
    from officeapp.gui.veil import Veil

GEOMETRY_KEY = "window/geometry"
SMALLEST = (480, 320)
FIRST_SIZE = (1366, 768)


class MainWindow(QMainWindow):
    """One school, in one window.

    Signals:
        files_requested: The person wants another school file.
        restore_requested: A backup is to take the place of the school; carries its path.
    """

    files_requested = Signal()
    restore_requested = Signal(object)
    _drive_changed = Signal(str)

    def __init__(
        self,
        office: Office,
        theme: Theme,
        settings: QSettings,
        places: Iterable[Entry] | None = None,
        *,
        idle: IdleWatch | None = None,
    ) -> None:
        super().__init__()
        self._idle = idle or IdleWatch(partial(rule_of, office, settings), self)
        self._system: SystemLock | None = None
        self._veil: Veil | None = None
        self._parked: dict[StaffId, Parked] = {}
        self._focus_before: QWidget | None = None
        self._office = office
        self._theme = theme
        self._settings = settings
        self._entries = None if places is None else tuple(places)
        self._tasks: TaskRunner | None = None
        self._backups: Backups | None = None
        self._exchanger: Exchanger | None = None
        self._roll_list: RollList | None = None
        self._sign_in: SignInPage | None = None
        self._frame: Frame | None = None
        self._pages = QStackedWidget(self)
        self._build()
        self._office.on_change(self._on_change)
        self._drive_changed.connect(self._on_drive_changed)
        self._office.drive.on_change(self._drive_changed.emit)  # from any thread
        self._idle.hidden.connect(self._on_hidden)
        self._idle.woken.connect(self._on_woken)
        self._idle.locked.connect(self.lock)
        self.lock()

    @property
    def backups(self) -> Backups | None:
        """Return what makes backups of the school; None until somebody has signed in."""
        return self._backups

    @property
    def exchanger(self) -> Exchanger | None:
        """Return what shares with other desks; None until somebody has signed in."""
        return self._exchanger

    @property
    def place(self) -> Place | None:
        """Return the place in view; None while the window is locked."""
        return self._frame.place if self._frame else None

    def screen_in_view(self) -> Screen | None:
        """Return the screen in view; None while the window is locked."""
        return self._frame.screen_in_view() if self._frame else None

    def go_to(self, place: Place, target: Target | None = None) -> None:
        """Show a place, opened on a target; nothing happens while the window is locked."""
        if self._frame and target is not None:
            self._frame.go_to(place, target)
        elif self._frame:
            self._frame.go_to(place)

    def let_in(self) -> None:
        """Show the first place to whoever has signed in."""
        from officeapp.gui.backups import Backups
        from officeapp.gui.exchange.exchanger import Exchanger
        from officeapp.gui.frame import Frame
        from officeapp.gui.places import PLACES
        from officeapp.gui.roll_list import RollList
        from officeapp.gui.tasks import TaskRunner

        person = self._office.person
        if person is None:
            return
        self._tasks = self._tasks or TaskRunner(self)
        places = PLACES if self._entries is None else self._entries
        if self._backups is None:
            self._backups = Backups(self._office, self)
            self._backups.begin()
        if self._exchanger is None:
            self._exchanger = Exchanger(
                self._office, self._settings, self, untouched=self._idle.untouched
            )
            self._tasks.holding.connect(self._exchanger.hold)
            QTimer.singleShot(0, self, self._exchanger.begin)  # once the first screen is painted
        if self._roll_list is None and self._office.can_write:
            self._roll_list = RollList(self._office, self)
        self._frame = Frame(
            self._office,
            person,
            self._theme,
            self._tasks,
            self._backups,
            self._exchanger,
            places,
            self._pages,
            settings=self._settings,
            parked=self._parked.pop(person.id, None),
        )
        self._frame.lock_requested.connect(self.lock)
        self._frame.restore_requested.connect(self.restore_requested)
        self._pages.addWidget(self._frame)
        self._pages.setCurrentWidget(self._frame)
        self._idle.start(skip_enter=self._sign_in is not None and self._sign_in.took_at_once)
        self._drop_sign_in()
        self.setWindowTitle(f"{self._office.school.card().name} – officeapp")
        self._frame.begin()
        if self._system is None:
            QTimer.singleShot(0, self, self._hear_system)

    def lock(self) -> None:
        """Throw away all that a person sees, and ask who sits here."""
        self._idle.stop()
        if self._frame:
            self._park(self._frame)
            leave_no_trace(self)
        if self._tasks:
            self._tasks.cancel()
        self._office.sign_in(None)
        self._drop_sign_in()
        self.setWindowTitle("officeapp")
        self._sign_in = SignInPage(self._office, self._theme, self._pages)
        self._sign_in.signed_in.connect(self.let_in)
        self._sign_in.files_requested.connect(self.files_requested)
        self._pages.addWidget(self._sign_in)
        self._pages.setCurrentWidget(self._sign_in)
        self._drop_frame()
        self._sign_in.step_back()

    def _build(self) -> None:
        self.setObjectName("window")
        self.setCentralWidget(self._pages)
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        geometry = self._settings.value(GEOMETRY_KEY)
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _on_change(self, touched: frozenset[Book]) -> None:
        if self._frame:
            self._frame.books_changed(touched)

    def _on_drive_changed(self, trouble: str) -> None:
        if self._frame:
            self._frame.show_drive(trouble)

    def _park(self, frame: Frame) -> None:
        """Keep half-filled forms for whoever filled them, until the program is closed."""
        frame.parking.closing.emit()
        if self._office.person is not None and frame.parking.parked:
            self._parked[self._office.person.id] = frame.parking.parked

    def _on_hidden(self) -> None:
        """Put a veil over everything; what is typed stays where it is, unseen."""
        from officeapp.gui.veil import Veil

        close_others(self)
        if self._veil is None:
            self._veil = Veil(self._theme, self._pages)
            self._pages.addWidget(self._veil)
        self._focus_before = self.focusWidget()
        self._pages.setCurrentWidget(self._veil)

    def _on_woken(self) -> None:
        if self._frame:
            self._pages.setCurrentWidget(self._frame)
        before, self._focus_before = self._focus_before, None
        if before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hear_system(self) -> None:
        """Lock when the system does; heard once the first screen is painted."""
        from officeapp.gui.system_lock import SystemLock

        self._system = SystemLock(self)
        self._system.locking.connect(self._idle.lock_now)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the Esc that no part of the window wanted for itself."""
        if event.key() == Qt.Key.Key_Escape and self._frame:
            self._frame.step_back()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        screen = self.screen_in_view()
        if screen is not None and self.isVisible():  # a window that is hidden was closed before
            screen.left()
        self._idle.stop()
        self._settings.setValue(GEOMETRY_KEY, self.saveGeometry())
        if self._tasks:
            self._tasks.close()
        if self._roll_list:
            self._roll_list.close()
        if self._backups:
            self._backups.close()
        if self._exchanger:
            self._exchanger.close()
        super().closeEvent(event)

    def _drop_frame(self) -> None:
        frame, self._frame = self._frame, None
        if frame is not None:
            self._pages.removeWidget(frame)
            frame.hide()
            frame.setParent(None)
            frame.deleteLater()

    def _drop_sign_in(self) -> None:
        page, self._sign_in = self._sign_in, None
        if page is not None:
            self._pages.removeWidget(page)
            page.deleteLater()
