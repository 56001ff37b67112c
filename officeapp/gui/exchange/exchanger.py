"""Sharing beside the window: on opening, every few minutes, on closing, and when it is asked for.

The folder is read and written on a thread of its own, through a connection of its own; what came
is taken in on the window's thread by short steps, never while a key is being pressed. No screen
waits for any of it, and a folder that cannot be reached is said in a line, not in a box.
"""

from __future__ import annotations

import contextlib
import time
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from officeapp.domain.desks import Standing
from officeapp.errors import OfficeError, UnreadableFileError
from officeapp.gui.exchange.aside import aside
from officeapp.gui.exchange.remembered import Memory
from officeapp.gui.exchange.words import Reach

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path
    from typing import Any

    from PySide6.QtCore import QSettings

    from officeapp.books.office import Office
    from officeapp.domain.merge_report import MergeReport
    from officeapp.errors import Problem
    from officeapp.exchange.bundle_folder import BundleFolder
    from officeapp.procedures.exchange_desks import Exchanged, Looked
    from officeapp.procedures.take_in_steps import TakingIn

MINUTE_MS = 60_000
QUIET = 0.6  # seconds without a key before a step is taken
WAIT_MS = 120  # until it is looked whether a key is still being pressed
PATIENCE = 10.0  # seconds after which a step, which is short, is taken between two keys
MOMENTS = 3.0  # seconds that the end of the program may wait for the folder


def _nobody_types() -> float:
    return QUIET


class Exchanger(QObject):
    """Shares the books of one school with its other desks, as this computer does.

    Signals:
        changed: Where the books are is known anew.
        came: Something came in, or a person asked and nothing did; carries a `MergeReport`.
        failed: What a person asked for was refused; carries the sentence.

    Attributes:
        memory: Through which folder, and how often.
        reach: How the folder is.
        newer: How many entries others hold that a file which was put back has not.
        sent: How many acts went out with the last exchange.
        last: What the last exchange brought in; None where it was nothing.
        problems: What was left in the folder and was passed over, with why.
    """

    changed = Signal()
    came = Signal(object)
    failed = Signal(str)
    _ended = Signal(object, object)

    def __init__(
        self,
        office: Office,
        settings: QSettings | None,
        parent: QObject,
        *,
        untouched: Callable[[], float] = _nobody_types,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._untouched = untouched
        self.memory = Memory(settings, office.path)
        self.reach = Reach.NOT_LOOKED if self.memory.now.folder else Reach.NOT_CHOSEN
        self.newer = 0
        self.sent = 0
        self.last: MergeReport | None = None
        self.problems: list[Problem] = []
        self._carrier: BundleFolder | None = None
        self._taking: TakingIn | None = None
        self._since = 0.0
        self._busy = self._closed = self._held = self._asked = False
        self._confirmed = self._again = False
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.share)
        self._steps = QTimer(self)
        self._steps.setSingleShot(True)
        self._steps.timeout.connect(self._step)
        self._ended.connect(self._on_ended)

    @property
    def is_busy(self) -> bool:
        """Say whether an exchange is under way."""
        return self._busy

    @property
    def was_asked(self) -> bool:
        """Say whether a person asked for the exchange that is under way."""
        return self._asked

    def begin(self) -> None:
        """Share now, and every few minutes from now on."""
        if self._office.can_write:
            self._timer.start(self.memory.now.minutes * MINUTE_MS)
            self.share()

    def share(self) -> None:
        """Share, unless that is under way; nothing happens where no folder is chosen."""
        self._begin_round(asked=False)

    def share_now(self, *, confirmed: bool = False) -> None:
        """Share because a person asks for it, and say what came of it.

        Args:
            confirmed: Whether the person has seen what a file that was put back lacks.
        """
        self._confirmed = self._confirmed or confirmed
        self._asked = True
        self._begin_round(asked=True)

    def use_folder(self, folder: Path) -> None:
        """Share through another folder from now on, and at once.

        Raises:
            OfficeError: It is not there, or the school file itself stands in it.
        """
        self.memory.choose_folder(folder)
        self._carrier = None
        self.reach = Reach.NOT_LOOKED
        self.changed.emit()
        self.share_now()

    def use_minutes(self, minutes: int) -> None:
        """Share so often from now on."""
        self.memory.choose_minutes(minutes)
        if self._timer.isActive():
            self._timer.start(minutes * MINUTE_MS)

    def hold(self, held: bool) -> None:  # noqa: FBT001  # a slot of Qt's
        """Take nothing in while other work writes in the file."""
        self._held = held

    def close(self) -> None:
        """Leave for others what waits; nothing more is taken in. See `wait`."""
        from officeapp.procedures.desk_standing import standing_of

        self._timer.stop()
        self._steps.stop()
        if self._closed:
            return
        self._closed = True
        carrier = self._carrier_now() if self._office.is_open else None
        if carrier is not None and standing_of(self._office) is Standing.TAKES_PART:
            at, known = self._office.desks.shared()
            if at is not None and self._office.desks.waiting(self._office.desk):
                work = partial(_left_after, self._office.path, carrier, known)
                self._thread = aside(work, _drop)

    def wait(self) -> None:
        """Give what was begun on closing a moment; a folder that hangs keeps nobody."""
        if self._thread is not None:
            self._thread.join(MOMENTS)

    def _begin_round(self, *, asked: bool) -> None:
        if self._busy or self._closed or not self._office.is_open:
            return
        carrier = self._carrier_now(say=asked)
        if carrier is None:
            self._asked = False
            self.changed.emit()
            return
        self._busy = True
        self._aside(partial(_looked, self._office.path, carrier), self._on_looked)

    def _carrier_now(self, *, say: bool = False) -> BundleFolder | None:
        """Return what carries between the desks; None where there is no folder, or no part."""
        from officeapp.procedures.desk_standing import NotSharingError
        from officeapp.procedures.exchange_desks import carrier_of, use_new_keys

        folder = self.memory.now.folder
        if folder is None or not self._office.can_write:
            return None
        try:
            self._carrier = self._carrier or carrier_of(self._office, folder)
            use_new_keys(self._office, self._carrier)
        except NotSharingError as refusal:
            self._carrier = None
            if say:
                self.failed.emit(str(refusal))
        return self._carrier

    def _aside(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        def done(future: Future[Any]) -> None:
            if shiboken6.isValid(self):  # the window may be gone by then
                self._ended.emit(then, future)

        aside(work, done)

    def _on_ended(self, then: Callable[[Any], None], future: Future[Any]) -> None:
        """Go on with what a thread found; a refusal ends the round, and is no matter for a box."""
        if self._closed or not self._office.is_open:
            return
        with self._refusals_end_it():
            then(future.result())

    def _on_looked(self, looked: Looked) -> None:
        from officeapp.procedures.take_in_steps import TakingIn

        self.reach = Reach.WELL
        self._taking = TakingIn(self._office, looked, confirmed=self._confirmed)
        self._since = time.monotonic()
        self._steps.start(0)

    def _step(self) -> None:
        """Take in a little, unless a key is being pressed."""
        taking = self._taking
        if taking is None or self._closed or not self._office.is_open:
            return
        late = time.monotonic() - self._since > PATIENCE
        if self._held or (self._untouched() < QUIET and not late):
            self._steps.start(WAIT_MS)
            return
        with self._refusals_end_it():
            if taking.step():
                self._steps.start(0)
            else:
                self._on_taken(taking)

    def _on_taken(self, taking: TakingIn) -> None:
        """Tell who shows the books, then leave what others have not got."""
        from officeapp.procedures.exchange_desks import use_new_keys

        done, carrier = taking.done, self._carrier
        self._taking = None
        report = taking.report()
        if taking.books:
            self._office.refresh(taking.books)
        self.last = None if report.is_empty else report
        if self._asked or not report.is_empty:
            self.came.emit(report)
        if done is None or carrier is None or not done.may_leave:
            self._end_round()
            return
        self.problems = done.problems
        self._again = use_new_keys(self._office, carrier, done)
        work = partial(_left, self._office.path, carrier, done)
        self._aside(work, partial(self._on_left, done))

    def _on_left(self, done: Exchanged, reach: dict[int, int]) -> None:
        from officeapp.procedures.exchange_desks import note_shared

        note_shared(self._office, reach)
        self.sent, self.newer = done.sent, 0
        self._end_round()

    def _end_round(self) -> None:
        self._busy = self._asked = self._confirmed = False
        self._taking = None
        again, self._again = self._again, False
        self.changed.emit()
        if again:  # some of what is there can be opened only now
            self.share()

    @contextlib.contextmanager
    def _refusals_end_it(self) -> Iterator[None]:
        """End the round where a part of it is refused; let a fault of the program through."""
        try:
            yield
        except OfficeError as refusal:
            self._refused(refusal)
        except BaseException:
            self._end_round()
            raise

    def _refused(self, refusal: OfficeError) -> None:
        """End a round that was refused; what came in before is in the books."""
        from officeapp.procedures.exchange_desks import HeldError

        if isinstance(refusal, HeldError):
            self.newer = refusal.newer
        elif isinstance(refusal, UnreadableFileError):
            self.reach = Reach.AWAY
        if self._taking is not None and self._taking.books:
            self._office.refresh(self._taking.books)
        if self._asked:
            self.failed.emit(str(refusal))
        self._end_round()


def _looked(path: Path, carrier: BundleFolder) -> Looked:
    from officeapp.procedures.take_in_steps import look_aside

    return look_aside(path, carrier)


def _left(path: Path, carrier: BundleFolder, done: Exchanged) -> dict[int, int]:
    from officeapp.procedures.take_in_steps import leave_aside

    return leave_aside(path, carrier, done)


def _left_after(path: Path, carrier: BundleFolder, known: dict[int, int]) -> int:
    from officeapp.procedures.take_in_steps import leave_after

    return leave_after(path, carrier, known)


def _drop(_future: Future[Any]) -> None:
    """Nobody is there to be told; the next opening says what waits."""
