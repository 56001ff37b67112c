"""The day has changed under an open window: which day the person goes on with is asked.

A screen keeps the day it was opened on, and so does what is typed into it. Until the question is
answered nothing more is typed; whoever goes on with the new day gets screens that know only it.
Registers that were begun on an earlier day and never handed in stay in pencil on that day, and are
offered here until they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from officeapp.domain.rights import Right
from officeapp.domain.school_year import long_day
from officeapp.gui.standing_bar import StandingBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.register import Sheet
    from officeapp.gui.theme import Theme

LOOK_MS = 1000
GO_ON_KEY = "Ctrl+Shift+T"
OPEN_KEY = "Ctrl+Shift+R"


class NewDay(QObject):
    """Looks at the day, and asks when it is another one.

    Signals:
        asked: The day changed; nothing is to be typed until the person has answered.
        stayed: The person stays on the day shown.
        went_on: The person goes on with the new day.
        register_wanted: A register of an earlier day is to be opened; carries a `Sheet`.

    Attributes:
        bar: What says it, over every screen, for as long as the days differ.
    """

    asked = Signal()
    stayed = Signal()
    went_on = Signal()
    register_wanted = Signal(object)

    def __init__(self, office: Office, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = office
        self._shown = self._seen = office.today()
        self._is_asking = False
        self.bar = StandingBar(theme, "day-bar", parent, tone="late")
        self._go_on = self.bar.add_act("go-on", "", self.go_on)
        self._stay = self.bar.add_act("stay", "", self.stay)
        self._open = self.bar.add_act("open", f"Open it  {OPEN_KEY}", self.open_begun)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.say()

    @property
    def is_asking(self) -> bool:
        """Say whether the person has not answered yet."""
        return self._is_asking

    def look(self) -> None:
        """Ask if it is another day than a moment ago."""
        if not self._office.is_open or (today := self._office.today()) == self._seen:
            return
        self._seen = today
        if today == self._shown:  # the clock was set back to it
            self.stay()
            return
        self._is_asking = True
        self.say()
        self.asked.emit()
        self._go_on.setFocus()

    def go_on(self) -> None:
        """Go on with the day it is now."""
        if self._seen != self._shown:
            self._shown, self._is_asking = self._seen, False
            self.say()
            self.went_on.emit()

    def stay(self) -> None:
        """Stay on the day shown; that it is another one is said for as long as it is."""
        self._is_asking = False
        self.say()
        self.stayed.emit()

    def open_begun(self) -> None:
        """Have the oldest register opened that was begun on an earlier day."""
        begun = self._begun()
        if begun:
            self.go_on()
            self.register_wanted.emit(begun[0])

    def say(self) -> None:
        """Say what is to be said of the day now: that it changed, and what is left of another."""
        begun, differs = self._begun(), self._seen != self._shown
        self._go_on.setText(f"Go on with {self._seen:%A}  {GO_ON_KEY}")
        self._go_on.setVisible(differs)
        self._stay.setText(f"Stay on {self._shown:%A}  Esc")
        self._stay.setVisible(self._is_asking)
        self._open.setVisible(bool(begun))
        said = [_in_pencil(begun)] if begun else []
        if self._is_asking:
            said.insert(0, f"It is now {long_day(self._seen)}; you see {long_day(self._shown)}.")
        elif differs:
            said.insert(0, f"You are still on {long_day(self._shown)}; today is another day.")
        self.bar.say(" ".join(said))

    def _begun(self) -> list[Sheet]:
        """Return the registers in pencil of earlier days that the person may hand in."""
        office = self._office
        return [
            one.sheet
            for one in office.pencil.open_sheets()
            if one.sheet.day < self._seen
            and office.may(Right.TAKE_REGISTER, office.where(one.sheet.school_class, one.sheet.day))
        ]


def _in_pencil(begun: list[Sheet]) -> str:
    """Return what is still in pencil, and since when."""
    since = long_day(begun[0].day)
    if len(begun) == 1:
        return f"A register of {since} was begun and never handed in; it is kept in pencil."
    return f"{len(begun)} registers begun since {since} were never handed in; they are in pencil."
