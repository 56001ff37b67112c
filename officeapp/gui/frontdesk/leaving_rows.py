"""What may be said of a child who leaves beside why and who: its words, proof, times and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.gui.frontdesk.choices import Choices
from officeapp.gui.frontdesk.desk_panel import Rows, field
from officeapp.gui.frontdesk.late_fields import SEEN
from officeapp.gui.widgets.day_field import TimeField

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from officeapp.gui.frontdesk.at_door import AtDoor


class LeavingRows(Rows):
    """The rows under who collects; each appears only when it can matter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = field("frontdesk.leaving.words", "What it is", self)
        self.seen = Choices("frontdesk.leaving.seen", len(SEEN), self)
        self.other = field("frontdesk.leaving.other", "Who collects, and what they are", self)
        self.why = field("frontdesk.leaving.why", "Why the child may go", self)
        self.back, self.at = TimeField(self), TimeField(self)
        for one, name, words in (
            (self.back, "frontdesk.leaving.expected", "Expected back"),
            (self.at, "frontdesk.leaving.at", "Leaves at"),
        ):
            one.setObjectName(name)
            one.setAccessibleName(words)
        self.seen.offer(SEEN)
        self.other.setPlaceholderText("name and relation, such as Ruth Bell, neighbour")
        self.why.setPlaceholderText("such as: mother rang at 09:50")
        self.back.setPlaceholderText("not today")
        self.add("What it is", self.words)
        self.add("What was seen", self.seen)
        self.add("Who collects  O", self.other)
        self.add("Why", self.why)
        self.add_short(("Back at  E", self.back), ("Leaves at  Ctrl+T", self.at))

    def forget(self) -> None:
        """Show nothing of anybody."""
        for one in (self.words, self.other, self.why, self.back, self.at):
            one.clear()

    def expected(self) -> dt.time | None:
        """Return when the child is expected back; None where not today.

        Raises:
            NotATimeError: What is typed is no time.
        """
        return self.back.time() if self.back.text().strip() else None

    def show_needed(self, door: AtDoor | None, *, types_other: bool, changing: bool) -> None:
        """Show the rows that matter now, and what was seen."""
        reason = door.reason if door is not None else None
        linked = door.linked if door is not None else None
        unproved = linked is None or not linked.is_proved
        self.show_row(self.words, shown=reason is not None and reason.asks)
        self.show_row(self.seen, shown=reason is not None and reason.needs_evidence and unproved)
        self.show_row(self.other, shown=types_other)
        self.show_row(self.why, shown=changing or (door is not None and door.stops))
        self.at.setEnabled(door is not None)
        said = [words.lower() for _, words in SEEN]
        evidence = door.evidence if door else ""
        self.seen.mark(said.index(evidence) if evidence in said else None)
