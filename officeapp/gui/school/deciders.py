"""Who decides on leave beside the headteacher, named with dates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox

from officeapp.domain.rights import Right, may
from officeapp.errors import OfficeError
from officeapp.gui.school.form import Form
from officeapp.gui.widgets.day_field import DayField, day_said
from officeapp.procedures.name_delegate import change_delegate, name_delegate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.leave import Delegate
    from officeapp.gui.screen import WindowServices

NEW, CHOOSE = "Name somebody", "Choose …"
ABOUT = (
    "The headteacher decides on leave. Whoever is named here decides too, and may issue "
    "certificates of attendance, from the first day to the last; every decision keeps who took it. "
)


class NobodyChosenError(OfficeError):
    """Somebody was to be named, and nobody was chosen."""

    def __init__(self) -> None:
        super().__init__("Choose who is to decide on leave.")


class DecidersForm(Form):
    """One naming: a new one, or one there is, with its dates."""

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(services.theme, "school.staff.deciders", "Save", parent)
        self._office = office
        self._naming, self._person = QComboBox(self), QComboBox(self)
        self._first, self._last = (
            DayField(self, today=office.today),
            DayField(self, today=office.today),
        )
        self._gone = QCheckBox("It was a mistake: take it back whole", self)
        self.grid.add("What to do", self._naming, "school.staff.naming", wide=True)
        self.grid.add("Who decides on leave", self._person, "school.staff.decider", wide=True)
        self.grid.add("First day", self._first, "school.staff.decides-from")
        self.grid.add("Last day, blank for no end", self._last, "school.staff.decides-to")
        self.grid.add("Naming", self._gone, "school.staff.decides-gone", wide=True)
        self._naming.currentIndexChanged.connect(self._on_naming)

    def fill(self) -> None:
        """Show who is named, and an empty naming."""
        self._naming.clear()
        self._naming.addItem(NEW, None)
        for one in self._office.leave.delegates():
            self._naming.addItem(f"Change: {self._said(one)}", one.id)
        named = [self._said(one) for one in self._office.leave.delegates()]
        self.say(f"{ABOUT}Named: {'; '.join(named) or 'nobody'}.")
        self._on_naming()

    def write(self) -> str:
        """Name somebody, or change a naming; return what was done.

        Raises:
            OfficeError: It cannot be so; the message says why.
        """
        before = self._chosen()
        if before is not None:
            last = self._last.day_or_none()
            changed = replace(
                before, first=self._first.day(), last=last, gone=self._gone.isChecked()
            )
            change_delegate(self._office, changed)
            return f"{self._name(before)}: " + ("taken back" if changed.gone else "dates changed")
        if self._person.currentData() is None:
            raise NobodyChosenError
        person = self._office.staff.cards.standing()[self._person.currentData()]
        name_delegate(self._office, person, self._first.day(), self._last.day_or_none())
        return f"{person.name} may decide on leave from {day_said(self._first.day())}"

    def _on_naming(self) -> None:
        one = self._chosen()
        self._gone.setChecked(False)
        self._gone.setEnabled(one is not None)
        self._person.clear()
        self._person.setEnabled(one is None)
        if one is not None:
            self._person.addItem(self._name(one), one.person)
        else:
            self._person.addItem(CHOOSE, None)
            for person in self._office.staff.in_post(self._office.today()):
                if not may(person.role, Right.DECIDE_LEAVE):
                    self._person.addItem(f"{person.name}, {person.post}", person.id)
        self._first.show_day(one.first if one else self._office.today())
        self._last.show_day(one.last if one else None)

    def _chosen(self) -> Delegate | None:
        return self._office.leave.delegate_cards.standing().get(self._naming.currentData() or 0)

    def _name(self, one: Delegate) -> str:
        return self._office.staff.cards.standing()[one.person].name

    def _said(self, one: Delegate) -> str:
        until = f" to {day_said(one.last)}" if one.last else ", no end"
        return f"{self._name(one)}, from {day_said(one.first)}{until}"
