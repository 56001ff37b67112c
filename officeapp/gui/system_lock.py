"""Hears that the system locks its screen, goes to sleep, or gets another screen.

Windows sends a message to the window when a session is locked or left and before it sleeps; on
Linux the session and the login service say so on the bus. Where neither is heard, as on macOS,
`IdleWatch` notices after sleep that the machine slept. A screen that is plugged in or pulled out
locks everywhere: it may be the whiteboard of a hall.
"""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SESSION_CHANGE, POWER = 0x02B1, 0x0218  # messages of Windows
SESSION_LEFT = frozenset({0x2, 0x4, 0x6, 0x7})  # console or remote left, logged off, locked
SUSPENDING = 0x4
LOGIN, SCREEN_SAVER = "org.freedesktop.login1", "org.freedesktop.ScreenSaver"


class SystemLock(QObject):
    """Says when the system locks.

    Signals:
        locking: The window is to be locked at once.
    """

    locking = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._messages: Messages | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._on_screens)
            app.screenRemoved.connect(self._on_screens)
            if sys.platform == "win32":
                self._hear_windows(app, int(window.winId()))
        if sys.platform.startswith("linux"):
            self._hear_bus()

    @Slot()
    def on_locked(self) -> None:
        """Hear that the session was locked."""
        self.locking.emit()

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:  # noqa: FBT001  # the bus sends it so
        """Hear that the machine goes to sleep, or that the screen is locked; or the opposite."""
        if begins:
            self.locking.emit()

    def _on_screens(self) -> None:
        self.locking.emit()

    def _hear_bus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        sleep: Any = SLOT("on_sleep(bool)")  # a str, whatever the stubs say
        locked: Any = SLOT("on_locked()")
        for bus, service, path, interface, name, slot in (
            (
                system,
                LOGIN,
                "/org/freedesktop/login1",
                f"{LOGIN}.Manager",
                "PrepareForSleep",
                sleep,
            ),
            (system, LOGIN, "", f"{LOGIN}.Session", "Lock", locked),
            (session, "", "", SCREEN_SAVER, "ActiveChanged", sleep),
            (session, "", "", "org.gnome.ScreenSaver", "ActiveChanged", sleep),
        ):
            if bus.isConnected():
                bus.connect(service, path, interface, name, self, slot)

    def _hear_windows(self, app: QGuiApplication, window: int) -> None:
        self._messages = Messages(self)
        app.installNativeEventFilter(self._messages)
        windll: Any = getattr(ctypes, "windll", None)
        if windll is not None:
            windll.wtsapi32.WTSRegisterSessionNotification(window, 0)


class Messages(QAbstractNativeEventFilter):
    """Reads the messages that Windows sends to the window."""

    def __init__(self, heard: SystemLock) -> None:
        super().__init__()
        self._heard = heard

    @override
    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        name = kind.data() if isinstance(kind, QByteArray) else kind
        if bytes(name).startswith(b"windows"):
            told = Told.from_address(int(message))
            if locks(told.message, told.w_param):
                self._heard.on_locked()
        return False, 0


class Told(ctypes.Structure):
    """A message of Windows, as far as it is read."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("w_param", ctypes.c_size_t),
    )


def locks(message: int, w_param: int) -> bool:
    """Say whether a message of Windows means that the window must lock."""
    return (message == SESSION_CHANGE and w_param in SESSION_LEFT) or (
        message == POWER and w_param == SUSPENDING
    )
