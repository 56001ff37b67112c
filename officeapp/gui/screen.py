"""A screen: one place in the window, what it shows, and what the window lends it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from officeapp.books.office import Office
from officeapp.domain.late import LateArrival
from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.school_year import Session
from officeapp.gui.backups import Backups
from officeapp.gui.exchange.exchanger import Exchanger
from officeapp.gui.tasks import TaskRunner
from officeapp.gui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from officeapp.books.act import Book


class Place(enum.StrEnum):
    """A place in the window; the rail names it and Ctrl with its number opens it."""

    TODAY = "today"
    REGISTER = "register"
    FRONT_DESK = "front-desk"
    LEAVE = "leave"
    PUPILS = "pupils"
    LETTERS = "letters"
    REPORTS = "reports"
    SCHOOL = "school"
    CLASHES = "clashes"


@dataclass(frozen=True, slots=True)
class Target:
    """What a screen should be opened on; what is None is left as it is.

    Attributes:
        pupil: The pupil to show.
        school_class: The class to show.
        day: The day to show.
        session: The half of the day to stand on.
        section: The section to show, by its name.
    """

    pupil: PupilId | None = None
    school_class: ClassId | None = None
    day: dt.date | None = None
    session: Session | None = None
    section: str | None = None


NOWHERE = Target()


class Say(Protocol):
    """Puts a sentence in the status line, with Undo beside it if it can be taken back."""

    def __call__(self, message: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done."""


class GoTo(Protocol):
    """Opens another place of the window."""

    def __call__(self, place: Place, target: Target = NOWHERE) -> None:
        """Show the place, opened on the target."""


def _not_shown() -> None:
    """Show nothing: a screen on its own has no status line."""


@dataclass(frozen=True, slots=True)
class WindowServices:
    """What the window lends to its screens, so that no screen knows the window.

    Attributes:
        say: Says in the status line what was done.
        go_to: Opens another place.
        tasks: Runs long work off the window's thread.
        theme: Colours by role, and icons.
        saved: Shows that something is on the disk that was no act, as pencil is.
        backups: Makes backups, and knows when the last one was made; None for a screen on its own.
        exchanger: Shares with the other desks; None for a screen on its own.
        settings: What this computer remembers; None for a screen on its own.
        restore: Puts a backup in the place of the school, which is closed first; None for a screen
            on its own.
        print_slip: Prints the slip of a late arrival without keeping anybody waiting; None where
            no slip printer is set.
    """

    say: Say
    go_to: GoTo
    tasks: TaskRunner
    theme: Theme
    saved: Callable[[], None] = _not_shown
    backups: Backups | None = None
    exchanger: Exchanger | None = None
    settings: QSettings | None = None
    restore: Callable[[Path], None] | None = None
    print_slip: Callable[[Office, LateArrival], None] | None = None


class Screen(QWidget):
    """One place in the window. It shows some books and reloads when they change.

    A screen that is out of sight waits until it is seen again. A subclass has, in this order,
    ``__init__``, ``_build``, ``_connect``, ``refresh``, slots, overrides; the window makes it when
    its place is first opened and throws it away when the window is locked.

    Attributes:
        shows: The books whose changes this screen must follow.
        help_page: The page of help that F1 opens, a name in ``resources/help``.
    """

    shows: ClassVar[frozenset[Book]] = frozenset()
    help_page: ClassVar[str] = "window"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.services = services
        self._stale = True

    def refresh(self) -> None:
        """Read the books again and show what they say."""

    def open_on(self, target: Target) -> None:
        """Show a pupil, class, day or session; called when the place is opened on one."""

    def first_field(self) -> QWidget | None:
        """Return where the focus goes when the place is opened; None for its first field.

        A focus proxy would do, but Tab would then pass over every field before it.
        """
        return self.focusProxy()

    def left(self) -> None:
        """Hear that the person goes to another place; not called when the window is locked."""

    def step_back(self) -> bool:
        """Go back one step on Esc, and say whether there was one to go back."""
        return False

    def books_changed(self, touched: frozenset[Book]) -> None:
        """Reload, now or when next seen, if a book shown here was touched."""
        if touched & self.shows:
            self._stale = True
            self._refresh_if_seen()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.refresh()
