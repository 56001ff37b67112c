"""The one field of the front desk, and the children who fit what is typed into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from officeapp.domain.desk_typing import name_and_time
from officeapp.domain.finding import PupilIndex
from officeapp.domain.roll import folded
from officeapp.gui.find_pupil import SHORTEST_SLIP, index_of, slips
from officeapp.gui.frontdesk.panel import Candidate
from officeapp.gui.tables import Column, RecordTable, RecordView

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.finding import Found
    from officeapp.gui.frontdesk.panel import Panel

ROWS = 8
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

COLUMNS: tuple[Column[Candidate], ...] = (
    Column("Child", lambda found: found.name),
    Column("Class", lambda found: found.school_class, width=112),
    Column("Note", lambda found: found.note, tip=lambda found: found.note),
)


class DeskField(QLineEdit):
    """The field; every key is offered to the screen before it is typed."""

    def __init__(self, offered: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        """Make the field.

        Args:
            offered: Acts on a key and says whether it did.
            parent: The widget it stands on.
        """
        super().__init__(parent)
        self._offered = offered
        self.setObjectName("frontdesk.search")
        self.setProperty("class", "desk-field")
        self.setAccessibleName("Name of the child")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._offered(event):
            event.accept()
        else:
            super().keyPressEvent(event)


class CandidateList(RecordView):
    """The children who fit; the arrows in the field move in it, a click takes one.

    Signals:
        child_taken: A child was taken; carries the child's number.
    """

    child_taken = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        self._shown: RecordTable[Candidate] = RecordTable(COLUMNS)
        super().__init__(self._shown, "frontdesk.found", parent)
        self._shown.setParent(self)
        self._office = office
        self._index: PupilIndex | None = None
        self.horizontalHeader().hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Children who fit")
        self.clicked.connect(self._on_clicked)

    @property
    def offered(self) -> tuple[Candidate, ...]:
        """Return the children shown, the nearest first."""
        return self._shown.records

    def forget(self) -> None:
        """Read the roll again before the next search."""
        self._index = None

    def get_ready(self) -> None:
        """Read the roll before the first letter is typed; not of a school closed meanwhile."""
        if self._index is None and self._office.is_open:
            self._index = index_of(self._office, only_here=True)

    def look_for(self, typed: str, now: dt.time, panel: Panel) -> dt.time | None:
        """Show who fits what is typed; return the time typed with it, None for none."""
        name, at = name_and_time(typed, now)
        hits = self._hits(name)
        if not hits and at is not None:
            whole = self._hits(typed)
            hits, at = (whole, None) if whole else (hits, at)
        candidates = [candidate(one) for one in hits]
        self._show(panel.candidates(name.strip(), told_apart(self._office, candidates)))
        return at

    def step(self, key: Qt.Key) -> bool:
        """Move in the list by a key; say whether it is one of the list's."""
        row = self.currentIndex().row()
        last = len(self.offered) - 1
        steps = {
            Qt.Key.Key_Down: row + 1,
            Qt.Key.Key_Up: row - 1,
            Qt.Key.Key_PageDown: last,
            Qt.Key.Key_PageUp: 0,
        }
        if key not in steps:
            return False
        if last >= 0:
            self.selectRow(max(0, min(steps[key], last)))
        return True

    def clear(self) -> None:
        """Show nobody."""
        self._shown.show(())

    def _show(self, candidates: Sequence[Candidate]) -> None:
        self._shown.show(candidates[:ROWS])
        if candidates:
            self.selectRow(0)

    def _hits(self, typed: str) -> list[Found]:
        if not typed.strip():
            return []
        self.get_ready()
        index = self._index or PupilIndex(())
        hits = index.find(typed, ROWS)
        if not hits and len(folded(typed)) >= SHORTEST_SLIP:
            hits = slips(index, typed)
        return hits

    def _on_clicked(self) -> None:
        found = self.current()
        if found is not None:
            self.child_taken.emit(found.pupil)


def candidate(found: Found) -> Candidate:
    """Return a child as the desk lists one: neither number nor telephone is shown."""
    through = found.through.partition(",")[0]
    note = "" if through.startswith("UPN") else through
    return Candidate(found.listed.pupil, found.listed.name, found.listed.school_class, note)


def told_apart(office: Office, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the children with what tells apart those of one name in one class."""
    seen = [(one.name, one.school_class) for one in candidates]
    answer = []
    for one in candidates:
        note = one.note
        if seen.count((one.name, one.school_class)) > 1:
            pupil = office.roll.pupil(one.pupil)
            note = pupil.middle_names or f"admission number {pupil.admission_no}"
        answer.append(Candidate(one.pupil, one.name, one.school_class, note))
    return answer
