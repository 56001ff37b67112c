"""How many clashes there are, in the rail and the status line of every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from officeapp.gui.screen import Place

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.gui.rail import Rail
    from officeapp.gui.status import StatusLine

SOON_MS = 0  # once what is being written is shown
COUNTS = "to decide"


class ClashCount(QObject):
    """Counts the clashes that the person signed in may see, after every act and every exchange."""

    def __init__(self, office: Office, rail: Rail, status: StatusLine) -> None:
        super().__init__(rail)
        self._office = office
        self._rail, self._status = rail, status
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.count)

    def count(self) -> None:
        """Count them now."""
        from officeapp.procedures.open_clashes import office_clashes

        if self._office.is_open and self._office.person is not None:
            number = len(office_clashes(self._office))
            self._rail.show_count(Place.CLASHES, number, COUNTS)
            self._status.to_decide(number)

    def count_soon(self) -> None:
        """Count them once the window has shown what was written."""
        self._soon.start()
