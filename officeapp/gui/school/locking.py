"""How soon the windows of the school hide what is personal and lock, by the computer's place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from officeapp.domain.idle import LEAST, MOST, DeskPlace
from officeapp.gui.idle import keep_place, place_of
from officeapp.gui.school.form import Form
from officeapp.procedures.keep_school import change_lock_rules

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

OFFERED = (LEAST, 20, 30, 60, 90, 120, 180, 300, MOST)
ABOUT = (
    "While nobody touches a key, personal details are hidden first, then the window locks: at most "
    f"{MOST // 60} minutes. It also locks at once when the system locks or goes to sleep."
)


class LockingForm(Form):
    """The limits of every place, which hold for the school, and where this computer stands."""

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(services.theme, "school.staff.locking", "Save", parent)
        self._office = office
        self._settings = services.settings
        self._here = QComboBox(self)
        self._hides = {place: QComboBox(self) for place in DeskPlace}
        self._locks = {place: QComboBox(self) for place in DeskPlace}
        self._here.setEnabled(self._settings is not None)
        for place in DeskPlace:
            self._here.addItem(_called(place), place)
        self.grid.add("This computer stands in", self._here, "school.staff.here", wide=True)
        for place in DeskPlace:
            name = f"school.staff.{place.name.lower()}"
            self.grid.add(f"{_called(place)}: hide after", self._hides[place], f"{name}.hides")
            self.grid.add(f"{_called(place)}: lock after", self._locks[place], f"{name}.locks")

    def fill(self) -> None:
        """Show what holds."""
        if self._settings is not None:
            self._here.setCurrentIndex(list(DeskPlace).index(place_of(self._settings)))
        for place in DeskPlace:
            rule = self._office.school.lock_rule(place)
            _choose(self._hides[place], rule.hides)
            _choose(self._locks[place], rule.locks)
        self.say(ABOUT)

    def write(self) -> None:
        """Write the limits that changed, and note where this computer stands.

        Raises:
            LimitError: One would be too long, or would lock before it hides.
            NotAllowedError: The person signed in may not change them.
        """
        rules = [
            replace(
                self._office.school.lock_rule(place),
                hides=self._hides[place].currentData(),
                locks=self._locks[place].currentData(),
            )
            for place in DeskPlace
        ]
        change_lock_rules(self._office, rules)
        if self._settings is not None:
            keep_place(self._settings, DeskPlace(self._here.currentData()))


def _called(place: DeskPlace) -> str:
    return str(place).capitalize()


def _choose(field: QComboBox, seconds: int) -> None:
    """Offer the times there are, and choose the one that holds."""
    field.clear()
    for one in sorted({*OFFERED, seconds}):
        field.addItem(_said(one), one)
    field.setCurrentIndex(field.findData(seconds))


def _said(seconds: int) -> str:
    """Return a time in words: '30 seconds', '1 minute', '1 minute 30 seconds'."""
    minutes, rest = divmod(seconds, 60)
    said = [f"{minutes} minute" + "s" * (minutes != 1)] if minutes else []
    return " ".join([*said, *([f"{rest} seconds"] if rest else [])])
