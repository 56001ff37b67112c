"""The head of the front desk: the day, the sites' times, and the button of the roll call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from officeapp.domain.school_year import Session
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.gui.frontdesk.modes import Mode


class DeskHead(QWidget):
    """The title, the day and the times that hold this half of it at each site."""

    def __init__(self, office: Office, roll_call: Mode | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._office = office
        self._times = label("", "faded", self)
        self._times.setObjectName("frontdesk.times")
        self._times.setWordWrap(True)
        self.roll_call = QPushButton("Roll call  F9", self)
        self.roll_call.setObjectName("frontdesk.roll-call")
        self.roll_call.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.roll_call.setVisible(roll_call is not None)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(label("Front desk", "title", self))
        row.addWidget(self._times, 1)
        row.addWidget(self.roll_call)

    def refresh(self) -> None:
        """Show the day and the times again."""
        now = self._office.now()
        today = now.date()
        session = Session.AM if now.hour < 12 else Session.PM
        said = [f"{today:%A} {today.day} {today:%B}"]
        sites = self._office.school.sites()
        for site in sites:
            bell = self._office.school.bells().bell(site.id, "", today, session)
            if bell is not None:
                where = f"{site.name}: " if len(sites) > 1 else f"{site.name} · "
                word = "closed" if now.time() > bell.closes else "closes"
                said.append(
                    f"{where}late after {bell.late_from:%H:%M}, register {word} {bell.closes:%H:%M}"
                )
        self._times.setText("  ·  ".join(said))
