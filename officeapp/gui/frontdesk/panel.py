"""What the front desk's screen and the panels of its modes promise each other.

`modes.MODES` lists the modes, each with its panel and with its entries of a day for today's book.

The search field keeps the focus. While a panel has a child, the field is empty and each key pressed
in it is offered to the panel (`took`); a letter that the panel does not want goes nowhere, so that
nobody starts another search over a half-made entry. A panel with a field of its own may give that
the focus; Enter files from there too, and `field_wanted` gives the focus back. After 30 seconds
without a key the screen hides panel and list; a key shows them again, nothing is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from officeapp.domain.record import PupilId

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child who fits what was typed, as the list under the field shows one.

    Attributes:
        pupil: The child.
        name: As lists write it: 'Abbasi, Zara'.
        school_class: The class of the day.
        note: What the desk must know before it chooses: 'in the late book 08:58'; mostly empty.
    """

    pupil: PupilId
    name: str
    school_class: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BookLine:
    """One entry of a book of the desk, as today's book shows it.

    Attributes:
        mode: The name of the mode that wrote it: 'late', 'leaving', 'message'.
        entry: The entry's number.
        at: When, as the book says it.
        name: The child as speech has it: 'Kai Johnson'.
        school_class: The class of the day.
        words: What happened, in a few words: 'L 19 min · traffic'.
        tone: The family of colours the words stand in: 'late', 'authorised', 'unauthorised', ''.
        made: When it was first written, for the order of the list.
        undo_until: Until when it is taken back with one key; None where it may not be.
        take_back: Takes the entry back for a reason, blank within the minute; raises a refusal.
        may_change: Whether the panel of its mode changes it (`Panel.change`).
    """

    mode: str
    entry: int
    at: dt.time
    name: str
    school_class: str
    words: str
    tone: str
    made: dt.datetime
    undo_until: dt.datetime | None
    take_back: Callable[[str], object]
    may_change: bool = False


class Panel(QWidget):
    """What one mode of the front desk does with the child that was found.

    Attributes:
        alone: Whether it is shown before a child is chosen, under the field.
        whole: Whether it takes the whole screen, the field and today's book with it (roll call).

    Signals:
        done: Something was filed, or the panel is left; carries the sentence for the status line,
            empty for none. The screen drops the child and waits for the next.
        child_wanted: The panel is to begin on a child, as from a list of its own; carries the id.
        field_wanted: The focus is to go back to the search field.
    """

    alone: ClassVar[bool] = False
    whole: ClassVar[bool] = False

    done = Signal(str)
    child_wanted = Signal(object)
    field_wanted = Signal()

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.services = services

    def begin(self, pupil: PupilId | None) -> None:
        """Start on a child; None drops whatever was shown of the last one."""

    def take_time(self, at: dt.time) -> None:
        """Take a time that was typed with the name; the time of choosing the child if none was."""

    def change(self, entry: int) -> None:
        """Start on an entry of today's book that is to be changed, with a reason, in place."""

    def candidates(self, typed: str, found: Sequence[Candidate]) -> Sequence[Candidate]:
        """Return the children to offer, the first to be taken by Enter.

        Args:
            typed: What stands in the field.
            found: Those on roll today who fit it; none while the field is empty.
        """
        return found if typed else ()

    def took(self, event: QKeyEvent) -> bool:
        """Act on a key pressed in the search field while a child is chosen; say whether it did."""
        event.ignore()
        return False

    def step_back(self) -> bool:
        """Go back one step inside the panel on Esc; False lets the screen drop the child."""
        return False

    def refresh(self) -> None:
        """Read the books again; called after acts and once a minute while in sight."""

    def keys(self) -> str:
        """Return what its keys do, for the line at the foot: '1-9 reason  ·  Enter files it'."""
        return ""
