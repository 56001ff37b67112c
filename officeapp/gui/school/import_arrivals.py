"""What the office says of a transfer file before it is read: when new pupils start, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox

from officeapp.gui.school.form import FieldGrid
from officeapp.gui.widgets.day_field import DayField
from officeapp.procedures.transfer_plan import Choice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office

NO_CLASS = "no class yet"


class ArrivalGrid(FieldGrid):
    """The starting day and the class of new pupils, which no transfer file names."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._starting = DayField(self)
        self._class = QComboBox(self)
        self._another = QCheckBox("Go on though the file is meant for another school", self)
        self._starting.setPlaceholderText("blank: today")
        self._class.addItem(NO_CLASS, "")
        self.add("Starting day of new pupils", self._starting, "school.import.starting")
        self.add("Class of new pupils", self._class, "school.import.class")
        self.add("Its destination", self._another, "school.import.another", wide=True)

    def refresh(self, office: Office) -> None:
        """Show the classes there are; the one that was chosen stays chosen."""
        chosen = self._class.currentData()
        while self._class.count() > 1:
            self._class.removeItem(1)
        for one in office.roll.classes():
            self._class.addItem(one.name, one.name)
        self._class.setCurrentIndex(max(0, self._class.findData(chosen)))

    def choice(self) -> Choice:
        """Return what the office says.

        Raises:
            NotADayError: What is typed as the starting day is none.
        """
        return Choice(
            self._starting.day_or_none(),
            str(self._class.currentData()),
            self._another.isChecked(),
        )
