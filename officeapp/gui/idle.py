"""How long nobody has touched a key or the mouse, and what the window must do about it.

A tick twice a second looks at the time, so that what is due is done within a second of it. Ticks
that are far apart by the clock on the wall mean that the machine slept: then the window locks.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QToolTip
from typing_extensions import override

from officeapp.domain.idle import DeskPlace, Idle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.idle import LockRule

TICK_MS = 500
SLEPT = 10.0  # seconds between two ticks that no busy window takes
ENTER_TOO_MUCH = 0.5  # seconds after a PIN that needed no Enter in which one is not passed on
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PLACE_KEY = "desk/place"
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_WAKING = TOUCHES | {
    QEvent.Type.ShortcutOverride,
    QEvent.Type.Shortcut,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.KeyRelease,
    QEvent.Type.InputMethod,
}


class IdleWatch(QObject):
    """Watches one sitting of one person.

    Signals:
        hidden: Personal details are to be hidden.
        woken: Somebody touched a key while they were; the touch itself goes nowhere.
        locked: The window is to be locked.
    """

    hidden = Signal()
    woken = Signal()
    locked = Signal()

    def __init__(
        self,
        rule: Callable[[], LockRule],
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._rule = rule
        self._clock, self._wall = clock, wall
        self._began = self._touched = self._ticked = 0.0
        self._no_enter = 0.0
        self._state = Idle.LOCKED
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def state(self) -> Idle:
        """Return what the window shows."""
        return self._state

    def untouched(self) -> float:
        """Return for how many seconds nobody has touched anything."""
        return self._clock() - self._touched

    def start(self, *, skip_enter: bool = False) -> None:
        """Begin a sitting.

        Args:
            skip_enter: Whether an Enter typed after a PIN that needed none is not to reach whatever
                has come into view.
        """
        self._no_enter = self._clock() + ENTER_TOO_MUCH if skip_enter else 0.0
        self._began = self._touched = self._clock()
        self._ticked = self._wall()
        self._state = Idle.AWAKE
        app = QCoreApplication.instance()
        if app is not None and not self._timer.isActive():
            app.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """End the sitting."""
        self._state = Idle.LOCKED
        app = QCoreApplication.instance()
        if app is not None and self._timer.isActive():
            app.removeEventFilter(self)
        self._timer.stop()

    def touch(self) -> None:
        """Take note that somebody is there."""
        self._touched = self._clock()
        if self._state is Idle.HIDDEN:
            self._state = Idle.AWAKE
            self.woken.emit()

    def tick(self) -> None:
        """Hide or lock if it is time."""
        now, wall = self._clock(), self._wall()
        slept = wall - self._ticked > SLEPT
        self._ticked = wall
        due = self._rule().state(now - self._touched, now - self._began)
        if slept or due is Idle.LOCKED:
            self.lock_now()
        elif due is Idle.HIDDEN and self._state is Idle.AWAKE:
            self._state = Idle.HIDDEN
            self.hidden.emit()

    def lock_now(self) -> None:
        """Lock without waiting, as when the system locks its screen; once a sitting."""
        if self._state is not Idle.LOCKED:
            self.stop()
            self.locked.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WAKING:
            return False
        if self._state is Idle.HIDDEN:
            if kind in TOUCHES:
                self.touch()
            return True
        if kind in TOUCHES:
            self._touched = self._clock()
        return self._no_enter > 0 and self._is_enter_too_much(event)

    def _is_enter_too_much(self, event: QEvent) -> bool:
        if self._clock() > self._no_enter:
            self._no_enter = 0.0
            return False
        return isinstance(event, QKeyEvent) and event.key() in ENTERS


def close_others(window: QWidget) -> None:
    """Close every box, list and other window of the program; hints go too."""
    QToolTip.hideText()
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()


def leave_no_trace(window: QWidget) -> None:
    """Throw away everything beside a window that is being locked, and clear the clipboard.

    What the system made, such as its file dialogs, is closed and goes by itself.
    """
    close_others(window)
    for other in QApplication.topLevelWidgets():
        if other is not window and _is_of(other, window) and shiboken6.createdByPython(other):
            other.deleteLater()
    QGuiApplication.clipboard().clear()


def _is_of(other: QWidget, window: QWidget) -> bool:
    above = other.parentWidget()
    while above is not None and above is not window:
        above = above.parentWidget()
    return above is window


def rule_of(office: Office, settings: QSettings) -> LockRule:
    """Return how soon the window hides and locks on this computer."""
    return office.school.lock_rule(place_of(settings))


def place_of(settings: QSettings) -> DeskPlace:
    """Return where this computer stands."""
    try:
        return DeskPlace(str(settings.value(PLACE_KEY, DeskPlace.OFFICE)))
    except ValueError:
        return DeskPlace.RECEPTION  # a place nobody knows gets the shortest limits


def keep_place(settings: QSettings, place: DeskPlace) -> None:
    """Note where this computer stands."""
    settings.setValue(PLACE_KEY, place.value)
