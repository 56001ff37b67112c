"""The staff: who may sign in, with which post and which rights, from when until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.pins import CODE_HOLDS
from officeapp.domain.record import StaffId
from officeapp.domain.rights import Right, reach
from officeapp.domain.school import Person, Role
from officeapp.domain.school_year import short_day
from officeapp.gui.school.deciders import DecidersForm
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import Form, chain
from officeapp.gui.school.locking import LockingForm
from officeapp.gui.school.section import FormSection
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card, label
from officeapp.gui.widgets.day_field import DayField, day_said, short_date
from officeapp.procedures.give_code import give_code, has_code, needs_code
from officeapp.procedures.keep_school import add_person, administrators, change_person
from officeapp.procedures.sign_in import needs_pin

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

TOLD_FOR = dt.timedelta(days=7)
ROLE_WORDS = {
    Role.HEAD: "Head: everything, and other people's rights",
    Role.OFFICE: "Office: registers, pupils, classes, calendar, lists",
    Role.ATTENDANCE_OFFICER: "Attendance officer: registers, corrections, calendar, lists",
    Role.RECEPTION: "Reception: takes registers",
    Role.TEACHER: "Class teacher: the register of their own class today",
    Role.PASTORAL: "Pastoral lead: reads names and figures",
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


#: Everybody's, and nobody's at a desk.
NOT_SAID = {Right.OWN_PIN, Right.NOTE_EXPORT, Right.SPEAK_FOR_DESK}


def rights_said(role: Role) -> str:
    """Return what a role may do, from the table of rights itself."""
    allowed = []
    for right in Right:
        how_far = reach(role, right)
        if right not in NOT_SAID and how_far is not None:
            limit = how_far.value.replace("outside", ", only in")
            allowed.append(f"{right.value}{limit}")
    return f"May {'; '.join(allowed)}." if allowed else "May sign in and look at this screen."


def staff_lines(office: Office, *, left: bool) -> list[StaffLine]:
    """Return the staff by name; those who left where asked for."""
    today, by_pin = office.today(), needs_pin(office)
    lines = []
    for person in office.staff.people():
        gone = person.last is not None and person.last < today
        if gone and not left:
            continue
        state = "left" if gone else ("in post" if person.first <= today else "to come")
        lines.append(StaffLine(person, state, _pin(office, person) if by_pin else ""))
    return lines


def _pin(office: Office, person: Person) -> str:
    """Return how a person signs in: 'chosen', 'code until 09:46', 'needs a code'."""
    code, state = office.pins.code(person.id), office.pins.state(person.id)
    if code is not None and has_code(office, person):
        return f"code until {code.until:%H:%M}"
    if state is not None and state.until is not None and office.now() < state.until:
        return f"locked until {state.until:%H:%M}"
    if needs_code(office, person):
        return "needs a code"
    return "chosen" if state else "chooses it at sign-in"


def notices(office: Office) -> list[str]:
    """Return what the head should know of the staff: many wrong PINs, and that nobody else can."""
    found = []
    since = office.now() - TOLD_FOR
    for person in office.staff.in_post(office.today()):
        state = office.pins.state(person.id)
        if state is not None and state.locked is not None and state.locked > since:
            when = f"{short_day(state.locked.date())} at {state.locked:%H:%M}"
            found.append(f"Ten wrong PINs were typed for {person.name} on {when}.")
    if needs_pin(office) and len(administrators(office)) == 1:
        found.append(
            "Only one person can change people and their roles. Give a second person the head's "
            "rights, so that the school is never locked out."
        )
    return found


class StaffSection(FormSection):
    """People are added, given another post or other rights, and a last day."""

    name: ClassVar[str] = "school.staff"
    title: ClassVar[str] = "Staff"
    right: ClassVar[Right | None] = Right.CHANGE_STAFF
    shows: ClassVar[frozenset[Book]] = frozenset({Book.STAFF, Book.LEAVE})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._table: RecordTable[StaffLine] = RecordTable(COLUMNS, self)
        self._list = FittedView(self._table, "school.staff.list", self, spare=(3, 4))
        self._card = Card("", self)
        self._left_too = QCheckBox("Show those who left", self)
        self._form = Form(services.theme, "school.staff.form", "Save", self)
        self._locking = LockingForm(office, services, self)
        self._deciders = DecidersForm(office, services, self)
        self._full_name = QLineEdit(self)
        self._post = QLineEdit(self)
        self._role = QComboBox(self)
        self._first = DayField(self, today=office.today)
        self._last = DayField(self, today=office.today)
        self._class = QComboBox(self)
        self._notices = label("", "refused", self)
        self._code = label("", "strong", self)
        self._of: Person | None = None
        self._build()
        self.refresh()

    def _build(self) -> None:
        add = self.add_act("Add a person", "Ctrl+N", "add", self._on_add)
        code = self.add_act("One-use code", "Ctrl+G", "give-code", self._on_code)
        code.setToolTip("For a lost PIN, or the first one: good for 15 minutes, once.")
        code.setVisible(needs_pin(self.office))
        for said, name in ((self._notices, "notices"), (self._code, "code")):
            said.setObjectName(f"school.staff.{name}")
            said.setWordWrap(True)
            said.hide()
            self.inside.addWidget(said)
        locks = self.add_act("Locking", "Ctrl+T", "lock", self._on_locking)
        deciders = self.add_act("Who decides on leave", "Ctrl+E", "decide", self._on_deciders)
        for button in (locks, deciders):  # there is no room for them beside the heading
            self._card.head.addWidget(button)
        chain(add, code, locks, deciders, self._left_too, self._list)
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
        grid.add("Class of a teacher", self._class, "school.staff.class")
        grid.add("First day", self._first, "school.staff.first")
        grid.add("Last day, blank while in post", self._last, "school.staff.last")
        self.add_form(self._form, self._write)
        self.add_form(self._locking, self._write_locking)
        self.add_form(self._deciders, self._write_deciders)

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
        said = notices(self.office) if self.can_change else []
        self._notices.setText("\n".join(said))
        self._notices.setVisible(bool(said))
        self._list.set_off(STATE_COLUMN, off=all(line.state == "in post" for line in lines))

    @override
    def focus_first(self) -> None:
        self._list.setFocus()

    @override
    def begin_again(self) -> None:
        super().begin_again()
        self._code.clear()
        self._code.hide()

    def _on_code(self) -> None:
        """Give the person under the cursor a code, and show it here and nowhere else."""
        line: StaffLine | None = self._list.current()
        is_listed = self.pages.currentWidget() is self.lists
        if line is None or not is_listed or not needs_pin(self.office):
            return
        with self.refused.hears(self._on_code):
            code = give_code(self.office, line.person)
            until = self.office.now() + CODE_HOLDS
            self._code.setText(
                f"Code for {line.person.name}: {code}   It lets them choose a PIN once, until "
                f"{until:%H:%M}. Tell it to nobody else."
            )
            self._code.show()
            self.refresh()

    def _on_locking(self) -> None:
        self.open_form(self._locking, "locking", "When windows lock", self._locking.fill)

    def _write_locking(self) -> None:
        self._locking.write()
        self.has_saved("When windows lock")

    def _on_deciders(self) -> None:
        self.open_form(self._deciders, "deciders", "Who decides on leave", self._deciders.fill)

    def _write_deciders(self) -> None:
        self.has_saved(self._deciders.write())

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
            self._show_classes(person)
            self._first.show_day(person.first)
            self._last.show_day(person.last)

        self.open_form(self._form, (person.id, person.line), title, fill)
        self._on_role()

    def _show_classes(self, person: Person) -> None:
        self._class.clear()
        self._class.addItem("None", None)
        for one in self.office.roll.classes():
            self._class.addItem(one.name, one.id)
        self._class.setCurrentIndex(max(0, self._class.findData(person.school_class)))

    def _on_role(self) -> None:
        said = rights_said(Role(self._role.currentData()))
        self._class.setEnabled(self._role.currentData() == Role.TEACHER)
        first_pin = "" if self._of else " The first PIN is chosen with a one-use code (Ctrl+G)."
        self._form.say(said + first_pin)

    def _write(self) -> None:
        name, post = self._full_name.text().strip(), self._post.text().strip()
        role = Role(self._role.currentData())
        first, last = self._first.day(), self._last.day_or_none()
        taught = self._class.currentData() if role is Role.TEACHER else None
        if self._of is None:
            add_person(self.office, name, post, role, first, last, school_class=taught)
            self.has_saved(f"{name} added, signs in from {day_said(first)}")
            return
        changed = replace(self._of, name=name, post=post, role=role, first=first, last=last)
        change_person(self.office, replace(changed, school_class=taught))
        self.has_saved(f"{name} changed")


def _days(person: Person) -> str:
    first = short_date(person.first)
    return f"{first} to {short_date(person.last)}" if person.last else f"since {first}"
