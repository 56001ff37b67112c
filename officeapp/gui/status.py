"""The status line: saved, backed up, shared, what is to be decided, what was done, what runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from officeapp.domain.school_year import short_day
from officeapp.gui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from officeapp.gui.tasks import TaskRunner

ALL_SAVED = "Everything is saved"
NOTHING_SAVED = "Nothing is saved now"
MESSAGE_LEAST, MESSAGE_NARROW, SHARED_LEAST = 340, 220, 120  # pixels; what was done comes first
SHARE_KEY = "Ctrl+Shift+E"
NEVER_BACKED_UP = "Not backed up on this computer yet"


class StatusLine(QFrame):
    """One line along the foot of the window.

    Signals:
        backup_requested: A backup is wanted now.
        share_requested: The desks are to share now.
        clashes_requested: What desks wrote differently is to be decided.
    """

    backup_requested = Signal()
    share_requested = Signal()
    clashes_requested = Signal()

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._undo_act: Callable[[], None] | None = None
        self._saved = QLabel(ALL_SAVED, self)
        self._backed_up = QLabel(self)
        self._back_up = QPushButton("Back up  Ctrl+B", self)
        self._shared = ElidedLabel(self, least=SHARED_LEAST)
        self._share = QPushButton(f"Share  {SHARE_KEY}", self)
        self._clashes = QPushButton(self)
        self._narrow = False
        self._message = ElidedLabel(self, least=MESSAGE_LEAST)
        self._undo = QPushButton("Undo", self)
        self._doing = QLabel(self)
        self._progress = QProgressBar(self)
        self._cancel = QPushButton("Cancel", self)
        self._build()
        self._connect()
        self._on_ended()

    def saved(self, at: dt.datetime) -> None:
        """Say that the last entry is on the disk, and since when."""
        self._saved.setText(f"Saved {at:%H:%M}")

    def show_saving(self, *, well: bool) -> None:
        """Say that nothing is saved while the drive has failed."""
        self._saved.setText(ALL_SAVED if well else NOTHING_SAVED)

    def backed_up(self, at: dt.datetime | None, today: dt.date) -> None:
        """Say when the last copy that was proved good was made, and offer another."""
        said = NEVER_BACKED_UP
        if at is not None:
            day = "today" if at.date() == today else short_day(at.date())
            said = f"Backed up {day} {at:%H:%M}"
        self._backed_up.setText(said)
        self._fit()

    def shared(self, words: str, *, can_share: bool) -> None:
        """Say where the books are, and offer to share where that is possible; '' for nothing."""
        self._shared.setText(words)
        self._shared.setVisible(bool(words))
        self._share.setEnabled(can_share)
        self._fit()

    def to_decide(self, number: int) -> None:
        """Say how many clashes there are; nothing where there are none."""
        self._clashes.setText(f"{number} to decide  Ctrl+9")
        self._clashes.setVisible(bool(number))

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave out of a narrow window the buttons that only repeat a key."""
        self._narrow = narrow
        self._fit()

    def say(self, message: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done, with Undo beside it where it can be taken back."""
        self._message.setText(message)
        self._undo_act = undo
        self._undo.setVisible(undo is not None)

    def message(self) -> str:
        """Return what was said last; empty if nothing."""
        return self._message.text()

    def _fit(self) -> None:
        """Leave out of a narrow window what a key or a bar says too."""
        room, copied = not self._narrow, bool(self._backed_up.text())
        self._back_up.setVisible(room and copied)
        self._backed_up.setVisible(room or not self._shared.text())
        self._share.setVisible(room and self._share.isEnabled())
        self._message.keep(MESSAGE_LEAST if room else MESSAGE_NARROW)

    def _build(self) -> None:
        self.setObjectName("status")
        names = {
            "status.saved": self._saved,
            "status.backed-up": self._backed_up,
            "status.shared": self._shared,
            "status.message": self._message,
            "status.doing": self._doing,
            "status.progress": self._progress,
        }
        for name, part in names.items():
            part.setObjectName(name)
        self._undo.setObjectName("status.undo")
        self._undo.setAccessibleDescription("Takes back what the status line says was done.")
        self._cancel.setObjectName("status.cancel")
        self._cancel.setAccessibleDescription("Stops the work that is running.")
        self._back_up.setObjectName("status.back-up")
        self._back_up.setAccessibleDescription("Copies the school to a folder and checks the copy.")
        self._share.setObjectName("status.share")
        self._share.setEnabled(False)
        self._share.setAccessibleDescription("Exchanges entries with the other desks now.")
        self._clashes.setObjectName("status.clashes")
        self._clashes.setAccessibleDescription("Opens what desks wrote differently.")
        for part in (self._back_up, self._undo, self._shared, self._share, self._clashes):
            part.hide()
        for button in (self._undo, self._cancel, self._back_up, self._share, self._clashes):
            button.setProperty("class", "quiet")
        self._progress.setTextVisible(False)
        self._progress.setFixedSize(140, 8)
        self._message.setProperty("class", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(14)
        for part in (
            self._saved,
            self._backed_up,
            self._back_up,
            self._shared,
            self._share,
            self._clashes,
            self._message,
            self._undo,
        ):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self._doing, self._progress, self._cancel):
            row.addWidget(part)

    def _connect(self) -> None:
        self._undo.clicked.connect(self._on_undo)
        self._back_up.clicked.connect(self.backup_requested)
        self._share.clicked.connect(self.share_requested)
        self._clashes.clicked.connect(self.clashes_requested)
        self._cancel.clicked.connect(self._tasks.cancel)
        self._tasks.started.connect(self._on_started)
        self._tasks.progressed.connect(self._on_progressed)
        self._tasks.ended.connect(self._on_ended)

    def _on_undo(self) -> None:
        undo = self._undo_act
        self.say("")
        if undo is not None:
            undo()

    def _on_started(self, what: str) -> None:
        self._doing.setText(what)
        self._progress.setRange(0, 0)
        self._show_work(shown=True)

    def _on_progressed(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _on_ended(self) -> None:
        self._show_work(shown=False)

    def _show_work(self, *, shown: bool) -> None:
        for part in (self._doing, self._progress, self._cancel):
            part.setVisible(shown)
