"""Many short pieces of work on the window's own thread, with the window awake between them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

AT_ONCE = 0.015  # seconds of work before keys and painting have their turn


class Steps(QObject):
    """Does one piece after the other until all are done or it is stopped.

    Signals:
        progressed: How many pieces are done, and of how many.
        ended: No piece is left to do; the rest was given up where it was stopped.
    """

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces: Sequence[Callable[[], None]] = ()
        self._done = 0
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on)

    @property
    def running(self) -> bool:
        """Say whether pieces are left."""
        return self._done < len(self._pieces)

    def run(self, pieces: Sequence[Callable[[], None]]) -> None:
        """Begin; the first pieces are done before this returns."""
        self._pieces, self._done = pieces, 0
        self._go_on()

    def stop(self) -> None:
        """Give up what is not done yet."""
        if self.running:
            self._pieces = self._pieces[: self._done]
            self._next.stop()
            self.ended.emit()

    def _go_on(self) -> None:
        until = time.monotonic() + AT_ONCE
        while self.running and time.monotonic() < until:
            piece = self._pieces[self._done]
            self._done += 1
            piece()
        if self.running:
            self.progressed.emit(self._done, len(self._pieces))
            self._next.start()
        else:
            self.ended.emit()
