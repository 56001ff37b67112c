"""What is due beside the registers: names the head is to confirm, returns to the authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from officeapp.books.act import heads
from officeapp.books.returns import returns_due
from officeapp.domain.rights import Right
from officeapp.gui.screen import Place, Target
from officeapp.gui.widgets.cards import label
from officeapp.gui.widgets.day_field import short_date

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

SECTION = "school.leaving"


class DuePanel(QFrame):
    """One line, shown while something is due; its button opens the list under School.

    It is worked out after the screen is painted, and only anew when an act was written or the day
    is another.
    """

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._known: object = None
        self._text = label("", "faded", self)
        self._text.setObjectName("today.due.text")
        self._text.setWordWrap(True)
        self._late = QLabel(self)
        self._late.setPixmap(services.theme.icon("warning", "unauthorised.text").pixmap(18, 18))
        self._open = QPushButton("Open  F7", self)
        self._open.setObjectName("today.due.open")
        self._open.setProperty("class", "small")
        self._open.setAccessibleName("Open leavers and returns")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._work_out)
        self.setObjectName("today.due")
        self.setProperty("class", "card")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._late)
        row.addWidget(self._text, 1)
        row.addWidget(self._open)
        self._open.clicked.connect(self._on_open)
        QShortcut(QKeySequence("F7"), self).activated.connect(self._on_open)
        self.hide()

    def refresh(self) -> None:
        """Look again, after the screen is painted."""
        self._soon.start(0)

    def _work_out(self) -> None:
        if not self._office.is_open:  # the window was closed before it was looked again
            return
        now = (heads(self._office.connection), self._office.today(), self._office.person)
        if now == self._known:
            return
        self._known = now
        said, pressing = due_said(self._office)
        self._text.setText(said)
        self._late.setVisible(pressing)
        self.setVisible(bool(said))

    def _on_open(self) -> None:
        self._services.go_to(Place.SCHOOL, Target(section=SECTION))


def due_said(office: Office) -> tuple[str, bool]:
    """Return what is due in a line, empty if nothing, and whether some of it is late."""
    if not office.may(Right.PROPOSE_REMOVAL):
        return "", False
    today = office.today()
    waiting = len(office.roll.removals()) + len(office.roll.arrivals())
    returns = returns_due(office)
    said = []
    if waiting:
        waits = "pupil waits" if waiting == 1 else "pupils wait"
        said.append(f"{waiting} {waits} for the head, to leave or to join")
    if returns:
        what = "return is" if len(returns) == 1 else "returns are"
        first = _first(returns[0].by, today)
        said.append(f"{len(returns)} {what} due to the local authority{first}")
    late = [due for due in returns if due.by is not None and due.by < today]
    return "  ·  ".join(said), bool(late)


def _first(by: dt.date | None, today: dt.date) -> str:
    if by is None:
        return ""
    return f", the first {'was due' if by < today else 'by'} {short_date(by)}"
