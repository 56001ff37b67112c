"""A pupil's page: the head, and one of eight sections."""

from __future__ import annotations

import enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.domain.rights import Right, may
from officeapp.gui.giving.record_section import RecordSection
from officeapp.gui.pupil.calling import Sight
from officeapp.gui.pupil.card import CardSection
from officeapp.gui.pupil.case import CaseSection
from officeapp.gui.pupil.concern import Concern
from officeapp.gui.pupil.contacts import ContactsSection
from officeapp.gui.pupil.enrolment import EnrolmentSection
from officeapp.gui.pupil.header import PupilHeader
from officeapp.gui.pupil.history import HistorySection
from officeapp.gui.pupil.overview import OverviewSection
from officeapp.gui.pupil.part_button import PartButton
from officeapp.gui.pupil.timetable_panel import TimetableSection
from officeapp.gui.pupil.withheld_line import WithheldLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.gui.screen import WindowServices

    Section = (
        OverviewSection
        | CardSection
        | ContactsSection
        | EnrolmentSection
        | HistorySection
        | TimetableSection
        | RecordSection
        | CaseSection
    )


GAP = 4


class Part(enum.StrEnum):
    """A section of the page, by the word on its button."""

    ATTENDANCE = "Attendance"
    CARD = "Card"
    CONTACTS = "Contacts"
    ROLL = "Roll"
    HISTORY = "History"
    TIMETABLE = "Timetable"
    RECORD = "Record"
    CASE = "Case"


class PupilPage(QWidget):
    """One pupil; the sections not in view are read when they are opened.

    Signals:
        pupil_chosen: Another pupil is to be opened; carries the pupil's number.
        part_shown: Another section is in view.
    """

    pupil_chosen = Signal(object)
    part_shown = Signal()

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._pupil: Pupil | None = None
        self._part = Part.ATTENDANCE
        self._head = PupilHeader(office, services.theme, self)
        self._buttons = QButtonGroup(self)
        self._parts: list[PartButton] = []
        self._sight = Sight(office)
        self._withheld = WithheldLine(office, self._sight, self)
        self._concern = Concern(office, services, self)
        self._below = QVBoxLayout()
        self._sections: dict[Part, Section] = {}
        self._build()
        self._buttons.idClicked.connect(self._on_part)
        self._withheld.changed.connect(self._on_sight)

    @property
    def pupil(self) -> Pupil | None:
        """Return the pupil in view."""
        return self._pupil

    @property
    def part(self) -> Part:
        """Return the section in view."""
        return self._part

    def section(self, part: Part) -> Section:
        """Return a section, made when it is first asked for."""
        if part not in self._sections:
            made = _MAKERS[part](self._office, self._services, self)
            made.hide()
            made.set_read_only(read_only=not self.may_change())
            if isinstance(made, (CardSection, ContactsSection, HistorySection)):
                made.sight = self._sight
            if isinstance(made, (CardSection, CaseSection)):
                made.pupil_chosen.connect(self.pupil_chosen)
            if isinstance(made, OverviewSection):
                made.contact_chosen.connect(self._on_contact_chosen)
            if isinstance(made, CaseSection):
                made.part_wanted.connect(self._on_part_wanted)
            self._sections[part] = made
            self._below.addWidget(made, 1)
        return self._sections[part]

    def may_change(self) -> bool:
        """Say whether the person signed in may change cards."""
        person = self._office.person
        return person is not None and may(person.role, Right.CHANGE_CARD)

    def show_pupil(self, pupil: Pupil) -> None:
        """Show a pupil in the section in view."""
        if self._pupil is not None and self._pupil.id != pupil.id:
            self.settle()
            self.hide_withheld()
        self._pupil = pupil
        self._withheld.show_pupil(pupil)
        self._concern.show_pupil(pupil.id)
        self._head.show_pupil(pupil, may_change=self.may_change())
        self.section(self._part).show_pupil(pupil)
        self._show_section()

    def shows_part(self, part: Part) -> bool:
        """Say whether a section is there for the person signed in."""
        return part is not Part.CASE or self._office.may(Right.READ_CASES)

    def show_part(self, part: Part) -> None:
        """Show another section of the pupil."""
        if not self.shows_part(part):
            return
        self.settle()
        self._part = part
        self._buttons.button(list(Part).index(part)).setChecked(True)
        if self._pupil is not None:
            self.section(part).show_pupil(self._office.roll.pupil(self._pupil.id))
        self._show_section()
        self.part_shown.emit()

    def settle(self) -> None:
        """Keep what is typed in the section in view and not kept yet."""
        if self._pupil is not None and self._part in self._sections:
            self._sections[self._part].settle()

    def hide_withheld(self) -> None:
        """Show no withheld address any more, in no section."""
        if self._pupil is not None and self._sight.shows(self._pupil.id):
            self._sight.close()
            self._on_sight()

    def first_part(self) -> QWidget:
        """Return what has the focus first in the section in view."""
        return self.section(self._part).first_part()

    def step_back(self) -> bool:
        """Close what is open in the section; say whether something was."""
        if self._concern.form.give_up():
            return True
        section = self.section(self._part)
        return not isinstance(section, CardSection) and section.step_back()

    def _build(self) -> None:
        self.setObjectName("pupils.page")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for place, part in enumerate(Part):
            button = PartButton(str(part), f"Alt+{place + 1}", self)
            button.setObjectName(f"pupils.part.{part.name.lower()}")
            button.setChecked(part is self._part)
            button.setVisible(self.shows_part(part))
            self._parts.append(button)
            self._buttons.addButton(button, place)
            row.addWidget(button)
            key = QShortcut(QKeySequence(f"Alt+{place + 1}"), self.parentWidget() or self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(partial(self._on_key, place))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self._concern.button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addLayout(row)
        column.addWidget(self._withheld)
        column.addWidget(self._concern.form)
        column.addLayout(self._below, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = [button for button in self._parts if not button.isHidden()]
        room = sum(button.keyed_width() + GAP for button in shown)
        for button in self._parts:
            button.show_key(shown=room <= event.size().width())

    def _show_section(self) -> None:
        for part, section in self._sections.items():
            section.setVisible(part is self._part)

    def _on_part_wanted(self, name: str) -> None:
        self.show_part(Part[name])
        self.first_part().setFocus()

    def _on_part(self, place: int) -> None:
        self.show_part(list(Part)[place])

    def _on_key(self, place: int) -> None:
        if self._pupil is not None and self.isVisible() and self.shows_part(list(Part)[place]):
            self._on_part(place)
            self.first_part().setFocus()

    def _on_sight(self) -> None:
        """Read every section anew that has been made: each may show an address."""
        if self._pupil is None:
            return
        pupil = self._office.roll.pupil(self._pupil.id)
        self._withheld.show_pupil(pupil)
        for section in self._sections.values():
            if isinstance(section, (CardSection, ContactsSection, HistorySection)):
                section.show_pupil(pupil)

    def _on_contact_chosen(self, tie: int) -> None:
        self.show_part(Part.CONTACTS)
        section = self.section(Part.CONTACTS)
        if isinstance(section, ContactsSection):
            section.show_contact(tie)
            section.first_part().setFocus()


_MAKERS: dict[Part, Callable[[Office, WindowServices, QWidget], Section]] = {
    Part.ATTENDANCE: OverviewSection,
    Part.CARD: CardSection,
    Part.CONTACTS: ContactsSection,
    Part.ROLL: EnrolmentSection,
    Part.HISTORY: HistorySection,
    Part.TIMETABLE: TimetableSection,
    Part.RECORD: RecordSection,
    Part.CASE: CaseSection,
}
