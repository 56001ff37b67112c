"""The roll call kept on the disk, so that it is there when nothing else works.

After a register is handed in, a child arrives late, leaves or comes back, the list is drawn anew on
a thread of its own, from a connection of its own, and put in the place of the one before only once
it is whole. It stands beside the school's file, as a paper and as a list, with names, classes and
where each child is, and nothing else.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from officeapp.books.act import Book

if TYPE_CHECKING:
    import datetime as dt
    from concurrent.futures import Future
    from pathlib import Path

    from officeapp.books.office import Office

WAITS_MS = 5000  # thirty children at the hatch are not thirty lists
TELLS = frozenset({Book.REGISTER, Book.LATE, Book.OUT})
PAPER, LIST = "roll call.pdf", "roll call.csv"
_LOG = logging.getLogger(__name__)


def kept_folder(school: Path) -> Path:
    """Return the folder of a school's list: beside its file, by its name."""
    return school.with_name(f"{school.stem} roll call")


def keep_list(school: Path, at: dt.datetime) -> None:
    """Draw the list of a moment and put it on the disk; safe on any thread.

    Raises:
        OfficeError: The school cannot be read, or the list not written; the one before stands.
    """
    from officeapp.books.office import open_office
    from officeapp.books.roll_call import who_is_where
    from officeapp.documents.roll_call import TITLE, draw_roll_call
    from officeapp.documents.sheets import Furniture
    from officeapp.domain.school_year import long_day
    from officeapp.exchange.roll_call_files import make_folder, write_paper_whole, write_roll_call

    with open_office(school, read_only=True, clock=lambda: at) as office:
        roll = who_is_where(office, at.time())
        classes = [one.name for one in office.roll.classes()]
        when = f"{long_day(at.date())}, {at:%H:%M}"
        on = Furniture(TITLE, when, office.school.card().name, f"As the books were at {at:%H:%M}")
    folder = make_folder(kept_folder(school))
    write_roll_call(folder / LIST, roll)
    write_paper_whole(folder / PAPER, draw_roll_call(roll, classes, on))


class RollList(QObject):
    """Keeps the list on the disk while a window has the school."""

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="roll-list")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._write)
        self._last: Future[None] | None = None
        office.on_change(self._on_change)

    def wait(self) -> None:
        """Write what is due and wait until it is there; called as the window closes."""
        if self._soon.isActive():
            self._soon.stop()
            self._write()
        if self._last is not None:
            self._last.exception()

    def close(self) -> None:
        """Write what is due, then write nothing more."""
        self.wait()
        self._pool.shutdown(wait=True)

    def _on_change(self, touched: frozenset[Book]) -> None:
        if touched & TELLS and not self._soon.isActive():
            self._soon.start(WAITS_MS)

    def _write(self) -> None:
        if self._office.is_open:
            work = partial(keep_list, self._office.path, self._office.now())
            self._last = self._pool.submit(work)
            self._last.add_done_callback(_note_failure)


def _note_failure(done: Future[None]) -> None:
    """Write into the log that a list could not be kept; the roll call shows how old it is."""
    error = done.exception()
    if error is not None:
        _LOG.error("the roll call was not kept on the disk: %s", type(error).__name__)
