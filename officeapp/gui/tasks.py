"""Work off the window's thread: one piece at a time, with progress and Cancel.

The work gets plain values and gives plain values back. What it needs from the school file it must
be given, or it opens a connection of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from officeapp.errors import OfficeError
from officeapp.gui.prompts import tell

if TYPE_CHECKING:
    from concurrent.futures import Future


T = TypeVar("T")


class TaskCancelledError(OfficeError):
    """The person stopped the work; what it says is shown in place of an answer."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: stopped, and nothing of it was kept; start it again if need be.")


class TaskRunningError(OfficeError):
    """Another piece of long work has not ended yet."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is still running; wait for it to end, or cancel it.")


class Report(Protocol):
    """What work calls now and then: how far it is. Raises where it was cancelled."""

    def __call__(self, done: int, total: int) -> None:
        """Say how much is done; a total of 0 means that it is not known."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A piece of work under way.

    Attributes:
        what: What it does, as shown.
        answer: Who wants the answer.
        owner: The widget it is for; if that is gone, nobody is called.
        cancelled: Set when the person wants it stopped.
        after: Called when it ended, well or not, whoever is there to hear of it; None for nothing.
    """

    what: str
    answer: Callable[[Any], None]
    owner: QWidget
    cancelled: threading.Event
    after: Callable[[], None] | None


class TaskRunner(QObject):
    """Runs one piece of long work at a time.

    Signals:
        started: Work began; carries what it does.
        holding: Whether work writes in the file, so that the window takes no entry meanwhile.
        progressed: How much is done, and of how much (0 if not known).
        ended: The work ended, well or not.
    """

    started = Signal(str)
    holding = Signal(bool)
    progressed = Signal(int, int)
    ended = Signal()
    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="long-work")
        self._task: _Task | None = None
        # Work that is done before anybody listens ends on the caller's own thread: never at once.
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> str:
        """Return what is under way; empty when nothing is."""
        return self._task.what if self._task else ""

    def run(
        self,
        owner: QWidget,
        what: str,
        work: Callable[[Report], T],
        answer: Callable[[T], None],
        *,
        after_writing: Callable[[], None] | None = None,
    ) -> None:
        """Run work on another thread and hand its answer to the window's thread.

        Args:
            owner: The widget it is for.
            what: What it does, as shown: 'Reading the list of pupils'.
            work: What to do; it calls its argument now and then.
            answer: Called with what the work returned.
            after_writing: Called when work that writes in the file ended, well or not, even where
                the owner is gone; None for work that writes nothing.

        Raises:
            TaskRunningError: Other work has not ended yet.
        """
        if self._task:
            raise TaskRunningError(self._task.what)
        task = _Task(what, answer, owner, threading.Event(), after_writing)
        self._task = task
        self.started.emit(what)
        if task.after:
            self.holding.emit(True)  # noqa: FBT003  # Qt's own
        future = self._pool.submit(work, self._reporter(task))
        future.add_done_callback(lambda done: self._finished.emit(task, done))

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        if self._task:
            self._task.cancelled.set()

    def close(self) -> None:
        """Stop what runs and wait for its thread; called as the window closes."""
        self.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _reporter(self, task: _Task) -> Report:
        def report(done: int, total: int) -> None:
            if task.cancelled.is_set():
                raise TaskCancelledError(task.what)
            self.progressed.emit(done, total)

        return report

    def _on_finished(self, task: _Task, future: Future[Any]) -> None:
        self._task = None
        if task.after:
            task.after()
            self.holding.emit(False)  # noqa: FBT003  # Qt's own
        self.ended.emit()
        if not shiboken6.isValid(task.owner) or future.cancelled():
            return
        try:
            found = future.result()
        except OfficeError as refusal:
            tell(task.owner, str(refusal))
        else:
            task.answer(found)
