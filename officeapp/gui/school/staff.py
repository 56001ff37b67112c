"""The staff: who may sign in, with which post and which rights, from when until when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.record import StaffId
from officeapp.domain.rights import Right, may
from officeapp.domain.school import Person, Role
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import Form, chain
from officeapp.gui.school.section import FormSection
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card
from officeapp.gui.widgets.day_field import DayField, day_said, short_date
from officeapp.procedures.keep_school import add_person, change_person
from officeapp.procedures.sign_in import has_pin, needs_pin

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

ROLE_WORDS = {
    Role.HEAD: "Head: everything, and other people's rights",
    Role.OFFICE: "Office: registers, pupils, classes, calendar, lists",
    Role.ATTENDANCE_OFFICER: "Attendance officer: registers, corrections, calendar, lists",
    Role.RECEPTION: "Reception: takes registers",
    Role.TEACHER: "Class teacher: takes registers",
    Role.PASTORAL: "Pastoral lead: takes registers",
    Role.SAFEGUARDING: "Safeguarding lead: reads names and figures",
    Role.GOVERNOR: "Governor: reads figures, no names",
    Role.TECHNICIAN: "Technician: no names and no figures",
}


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One person of the list.

    Attributes:
        person: The person.
        state: 'in post', 'left' or 'to come'.
        pin: How the person signs in.
    """

    person: Person
    state: str
    pin: str


COLUMNS: tuple[Column[StaffLine], ...] = (
    Column("Name", lambda line: line.person.name, tip=lambda line: rights_said(line.person.role)),
    Column("Post", lambda line: line.person.post),
    Column("Rights", lambda line: str(line.person.role).capitalize(), width=150),
    Column("PIN", lambda line: line.pin, width=160),
    Column(
        "In post", lambda line: _days(line.person), lambda line: line.person.first, width=186,
    ),
    Column(
        "", lambda line: "" if line.state == "in post" else line.state, number=True, width=90,
        badge=lambda line: "" if line.state == "in post" else "closed",
    ),
)  # fmt: skip


PIN_COLUMN, STATE_COLUMN = 3, 5


def rights_said(role: Role) -> str:
    """Return what a role may do, from the table of rights itself."""
    allowed = [right.value for right in Right if right is not Right.OWN_PIN and may(role, right)]
    return f"May {'; '.join(allowed)}." if allowed else "May sign in and look at this screen."


def staff_lines(office: Office, *, left: bool) -> list[StaffLine]:
    """Return the staff by name; those who left where asked for."""
    today, by_pin = office.today(), needs_pin(office)
    lines = []
    for person in office.staff.people():
        gone = person.last is not None and person.last < today
        if gone and not left:
            continue
        chosen = "chosen" if has_pin(office, person) else "chooses it at sign-in"
        state = "left" if gone else ("in post" if person.first <= today else "to come")
        lines.append(StaffLine(person, state, chosen if by_pin else "none in a sample"))
    return lines


class StaffSection(FormSection):
    """People are added, given another post or other rights, and a last day."""

    name: ClassVar[str] = "school.staff"
    title: ClassVar[str] = "Staff"
    right: ClassVar[Right | None] = Right.CHANGE_STAFF
    shows: ClassVar[frozenset[Book]] = frozenset({Book.STAFF})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._table: RecordTable[StaffLine] = RecordTable(COLUMNS, self)
        self._list = FittedView(self._table, "school.staff.list", self, spare=(3, 4))
        self._card = Card("", self)
        self._left_too = QCheckBox("Show those who left", self)
        self._form = Form(services.theme, "school.staff.form", "Save", self)
        self._full_name = QLineEdit(self)
        self._post = QLineEdit(self)
        self._role = QComboBox(self)
        self._first = DayField(self)
        self._last = DayField(self)
        self._of: Person | None = None
        self._build()
        self.refresh()

    def _build(self) -> None:
        add = self.add_act("Add a person", "Ctrl+N", "add", self._on_add)
        chain(add, self._left_too, self._list)
        self._list.setAccessibleName("Staff")
        self._list.setItemDelegate(BadgeDelegate(self.services.theme, self._list))
        self._list.record_chosen.connect(self._on_chosen)
        self._left_too.setObjectName("school.staff.left-too")
        self._left_too.toggled.connect(self.refresh)
        self._card.head.addWidget(self._left_too)
        self._card.inside.addWidget(self._list, 1)
        self.inside.addWidget(self._card, 1)
        for role, words in ROLE_WORDS.items():
            self._role.addItem(words, role)
        self._role.currentIndexChanged.connect(self._on_role)
        grid = self._form.grid
        grid.add("Full name", self._full_name, "school.staff.name")
        grid.add("Post, in the school's words", self._post, "school.staff.post")
        grid.add("Rights", self._role, "school.staff.role", wide=True)
        grid.add("First day", self._first, "school.staff.first")
        grid.add("Last day, blank while in post", self._last, "school.staff.last")
        self.add_form(self._form, self._write)

    @override
    def refresh(self) -> None:
        """Show the people again."""
        lines = staff_lines(self.office, left=self._left_too.isChecked())
        count = sum(line.state == "in post" for line in lines)
        self._card.set_title(f"{count} in post" if count != 1 else "1 person in post")
        if self.can_change:
            self._card.say("Enter changes a person  ·  a last day ends the right to sign in")
        self._table.show(lines)
        self._list.set_off(PIN_COLUMN, off=not needs_pin(self.office))
        self._list.set_off(STATE_COLUMN, off=all(line.state == "in post" for line in lines))

    @override
    def focus_first(self) -> None:
        self._list.setFocus()

    def _on_add(self) -> None:
        self._of = None
        person = Person(StaffId(0), "", "", Role.RECEPTION, self.office.today())
        self._open(person, "A new person")

    def _on_chosen(self, line: StaffLine) -> None:
        self._of = line.person
        self._open(line.person, line.person.name)

    def _open(self, person: Person, title: str) -> None:
        def fill() -> None:
            self._full_name.setText(person.name)
            self._post.setText(person.post)
            self._role.setCurrentIndex(self._role.findData(person.role))
            self._first.show_day(person.first)
            self._last.show_day(person.last)

        self.open_form(self._form, (person.id, person.line), title, fill)
        self._on_role()

    def _on_role(self) -> None:
        said = rights_said(Role(self._role.currentData()))
        first_pin = "" if self._of else " The PIN is chosen at the first sign-in."
        self._form.say(said + first_pin)

    def _write(self) -> None:
        name, post = self._full_name.text().strip(), self._post.text().strip()
        role = Role(self._role.currentData())
        first, last = self._first.day(), self._last.day_or_none()
        if self._of is None:
            add_person(self.office, name, post, role, first, last)
            self.has_saved(f"{name} added, signs in from {day_said(first)}")
            return
        change_person(
            self.office,
            replace(self._of, name=name, post=post, role=role, first=first, last=last),
        )
        self.has_saved(f"{name} changed")


def _days(person: Person) -> str:
    first = short_date(person.first)
    return f"{first} to {short_date(person.last)}" if person.last else f"since {first}"
