"""The head of the front desk: the day, the sites' times, the clock, the roll call, the modes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from officeapp.domain.school_year import Session
from officeapp.gui.theme import text_font
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.gui.frontdesk.modes import Mode

BUTTON_SIDES = 36
NARROW_A_ROW = 3


class DeskHead(QWidget):
    """The title, the day and the times that hold this half of it at each site."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._times = label("", "faded", self)
        self._times.setObjectName("frontdesk.times")
        self._times.setWordWrap(True)
        self._clock = label("", "clock", self)
        self._clock.setObjectName("frontdesk.clock")
        self.roll_call = QPushButton("Roll call  F9", self)
        self.roll_call.setObjectName("frontdesk.roll-call")
        self.roll_call.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title = label("Front desk", "title", self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        for column, part in ((0, self._title), (2, self._clock), (3, self.roll_call)):
            self._grid.addWidget(part, 0, column)
        self.arrange(wide=True)

    def arrange(self, *, wide: bool) -> None:
        """Put the times beside the title, or under it where there is little room."""
        self._grid.removeWidget(self._times)
        if wide:
            self._grid.addWidget(self._times, 0, 1)
        else:
            self._grid.addWidget(self._times, 1, 0, 1, 4)

    def refresh(self) -> None:
        """Show the clock, the day and the times again."""
        now = self._office.now()
        self._clock.setText(f"{now:%H:%M}")
        today = now.date()
        session = Session.AM if now.hour < 12 else Session.PM
        said = [f"{today:%A} {today.day} {today:%B}"]
        sites = self._office.school.sites()
        for site in sites:
            bell = self._office.school.bells().bell(site.id, "", today, session)
            if bell is not None:
                word = "closed" if now.time() > bell.closes else "closes"
                said.append(
                    f"{site.name}: late after {bell.late_from:%H:%M}, {word} {bell.closes:%H:%M}"
                )
        self._times.setText("  ·  ".join(said))


class ModeButtons(QWidget):
    """The modes side by side, or in two rows where there is little room.

    Signals:
        chosen: A mode was chosen; carries it.
    """

    chosen = Signal(object)

    def __init__(self, modes: Sequence[Mode], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {mode.name: self._button(mode) for mode in modes}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.arrange(wide=True)

    def mark(self, name: str) -> None:
        """Show which mode is chosen."""
        for other, button in self._buttons.items():
            button.setChecked(other == name)

    def arrange(self, *, wide: bool) -> None:
        """Put them in one row, or in two."""
        a_row = len(self._buttons) if wide else NARROW_A_ROW
        for place, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, place // a_row, place % a_row)
        self._grid.setColumnStretch(len(self._buttons), int(wide))

    def _button(self, mode: Mode) -> QPushButton:
        button = QPushButton(f"{mode.word}  {mode.key}", self)
        button.setObjectName(f"frontdesk.mode.{mode.name}")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bold = QFontMetrics(text_font(bold=True)).horizontalAdvance(button.text())
        button.setMinimumWidth(bold + BUTTON_SIDES)
        button.clicked.connect(partial(self.chosen.emit, mode))
        return button
