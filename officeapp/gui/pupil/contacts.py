"""The contacts of a pupil, in the order in which they are called."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.pupil.calling import (
    Called,
    Sight,
    called_as_shown,
    responsibilities,
    warning,
)
from officeapp.gui.pupil.card_fields import CONTACT, GUARDED, PERSON, REACHED, RELATION, TIE, TIED
from officeapp.gui.pupil.field_set import FieldSet
from officeapp.gui.pupil.lists import ShortList
from officeapp.gui.pupil.new_contact import NewContactForm
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Calm, Card, label
from officeapp.procedures.keep_family import order_contacts
from officeapp.procedures.keep_roll import change_contact

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import ContactId
    from officeapp.domain.roll import Contact, Pupil, Tie
    from officeapp.gui.pupil.fields import Field
    from officeapp.gui.screen import WindowServices


TWO_COLUMNS = 700
LIST_HEIGHT = 134


COLUMNS: tuple[Column[Called], ...] = (
    Column("Who", lambda called: called[1].called, width=210, tip=lambda one: one[1].called),
    Column("What they are", lambda called: called[0].relationship, width=120),
    Column("Telephone", lambda called: next(iter(called[1].phones), ""), width=126),
    Column("May", responsibilities, tip=responsibilities),
    Column(
        "Mind",
        warning,
        width=140,
        number=True,
        badge=lambda called: "unauthorised" if warning(called) else "",
    ),
)


class ContactsSection(QWidget):
    """Who is called, in which order, and what may be said and given to whom."""

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._pupil: Pupil | None = None
        self._shown: Called | None = None
        self._may_change = True
        #: Whose withheld addresses are shown; the page puts its own here.
        self.sight = Sight(office)
        self._table: RecordTable[Called] = RecordTable(COLUMNS, self)
        self.list = ShortList(self._table, "pupils.contacts", self, LIST_HEIGHT)
        self._none = Calm(services.theme, "No contact yet.", self)
        self._card = Card("Contacts", self)
        self._one = Card("", self)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._flags = QGridLayout()
        self._add = QPushButton("Add a contact  F2", self)
        self._earlier = QPushButton("Earlier  Ctrl+Up", self)
        self._later = QPushButton("Later  Ctrl+Down", self)
        self._end = QPushButton("End this contact", self)
        self._said = label("", "refused", self)
        now = office.now
        prefix = "pupils.contact"
        self.person: FieldSet[Contact] = FieldSet(
            CONTACT, prefix, self, keep=self._keep_contact, now=now
        )
        self.tie: FieldSet[Tie] = FieldSet(TIE, prefix, self, keep=self._keep_tie, now=now)
        self._rows = {**self.person.rows, **self.tie.rows}
        self.form = NewContactForm(office, self)
        self._build()
        self._connect()

    def show_pupil(self, pupil: Pupil) -> None:
        """Show a pupil's contacts; the one that was open stays open."""
        if self._pupil is None or self._pupil.id != pupil.id:
            self.form.close_form()
            self._shown = None
            self._said.hide()
        self._pupil = pupil
        before = self._shown[0].id if self._shown else None
        opened = self.sight.shows(pupil.id)
        called = called_as_shown(self._office, pupil.id, opened=opened)
        self._table.show(called)
        self.list.setColumnHidden(4, not any(map(warning, called)))
        rows = [row for row, (tie, _) in enumerate(called) if tie.id == before]
        self.list.setVisible(bool(called))
        self._none.setVisible(not called)
        if called:
            self.list.selectRow(rows[0] if rows else 0)
            self._show(called[rows[0] if rows else 0])
        else:
            self._shown = None
        self._show_parts()

    def show_contact(self, tie: int) -> None:
        """Open one of the contacts shown."""
        for row, called in enumerate(self._table.records):
            if called[0].id == tie:
                self.list.selectRow(row)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let nobody change anything, or let them again."""
        self._may_change = not read_only
        for fields in (self.person, self.tie):
            fields.set_read_only(read_only=read_only)
        self._show_parts()

    def settle(self) -> None:
        """Keep what is typed and not kept yet."""
        if self._may_change:
            self.person.settle()
            self.tie.settle()
        elif self._shown is not None and self._guards(self._shown[1]):
            self.person.settle()

    def first_part(self) -> QWidget:
        """Return the list, or the button that adds the first contact."""
        return self.list if self._table.records else self._add

    def step_back(self) -> bool:
        """Close the form; say whether it was open."""
        return self.form.close_form()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _build(self) -> None:
        self.setObjectName("pupils.contacts.section")
        self.list.setAccessibleName("Contacts, in the order in which they are called")
        self.list.setItemDelegate(BadgeDelegate(self._services.theme, self.list))
        self._card.say("In the order in which they are called")
        for button, name in (
            (self._add, "add"),
            (self._earlier, "earlier"),
            (self._later, "later"),
            (self._end, "end"),
        ):
            button.setObjectName(f"pupils.contacts.{name}")
            button.setProperty("class", "small")
        for button in (self._add, self._earlier, self._later):
            self._card.head.addWidget(button)
        self._card.inside.addWidget(self.list, 1)
        self._card.inside.addWidget(self._none, 1)
        self._card.inside.addWidget(self._said)
        self._said.setObjectName("pupils.contacts.said")
        self._said.setWordWrap(True)
        self._said.hide()
        self._build_one()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._card, 1)
        whole.addWidget(self.form, 0, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(self._one)

    def _build_one(self) -> None:
        self._one.say("")
        self._one.head.addWidget(self._end)
        left, right = QVBoxLayout(), QVBoxLayout()
        for field in (*PERSON, *RELATION, REACHED[1]):
            left.addWidget(self._rows[field.name])
        for field in (REACHED[0], REACHED[2]):
            right.addWidget(self._rows[field.name])
        for column in (left, right):
            column.setSpacing(6)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        shown = (*PERSON, *RELATION, REACHED[1], REACHED[0], REACHED[2], *TIED, *GUARDED)
        editors = [self._rows[field.name].editor for field in shown]
        for before, after in pairwise((self._end, *editors)):
            QWidget.setTabOrder(before, after)
        self._columns.setSpacing(20)
        self._one.inside.addLayout(self._columns)
        self._flags.setVerticalSpacing(2)
        self._one.inside.addLayout(self._flags)
        self._arrange(0)

    def _arrange(self, width: int) -> None:
        """Put as much side by side as there is room for."""
        wide = width >= TWO_COLUMNS
        side_by_side = QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(side_by_side if wide else QBoxLayout.Direction.TopToBottom)
        self.list.setColumnHidden(3, not wide)
        a_row = 3 if wide else 2
        for place, field in enumerate((*TIED, *GUARDED)):
            self._flags.addWidget(self._rows[field.name], place // a_row, place % a_row)

    def _connect(self) -> None:
        self.list.record_shown.connect(self._show)
        self.list.record_chosen.connect(self._on_chosen)
        self._add.clicked.connect(self._on_add)
        self._earlier.clicked.connect(partial(self._on_move, -1))
        self._later.clicked.connect(partial(self._on_move, 1))
        self._end.clicked.connect(self._on_end)
        self.form.added.connect(self._on_added)
        self.form.closed.connect(self._on_form_closed)
        for key, act in (
            ("F2", self._on_add),
            ("Ctrl+Up", partial(self._on_move, -1)),
            ("Ctrl+Down", partial(self._on_move, 1)),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show(self, called: Called) -> None:
        self._shown = called
        tie, contact = called
        self._one.set_title(", ".join(filter(None, (contact.called, tie.relationship))))
        self._let_change_address(contact)
        self.person.show_record(tie.id, contact)
        self.tie.show_record(tie.id, tie)

    def _show_parts(self) -> None:
        """Show the buttons and cards that have something to do."""
        asking = not self.form.isHidden()
        self._one.setVisible(self._shown is not None and not asking)
        self._card.setVisible(not asking)
        self._add.setVisible(self._may_change)
        self._end.setVisible(self._may_change)
        for button in (self._earlier, self._later):
            button.setVisible(self._may_change and len(self._table.records) > 1)

    def _guards(self, contact: Contact) -> bool:
        """Say whether the person signed in may change a withheld address that is shown."""
        return (
            contact.address_withheld
            and self._pupil is not None
            and self.sight.shows(self._pupil.id)
            and self._office.may(Right.CHANGE_WITHHELD)
        )

    def _let_change_address(self, contact: Contact) -> None:
        """Let only who keeps withheld addresses change one, and only one that is shown."""
        may = self._guards(contact) if contact.address_withheld else self._may_change
        for name in ("address", "address_withheld"):
            self.person.rows[name].set_read_only(read_only=not may)

    def _whole(self, contact: Contact) -> Contact:
        """Return a card with what is hidden on the screen; its version is that on the screen."""
        return replace(self._office.contacts.contacts()[contact.id], line=contact.line)

    def _keep_contact(self, field: Field, contact: Contact) -> None:
        if self._shown is not None:
            changed = replace(self._whole(contact), **{field.name: getattr(contact, field.name)})
            change_contact(self._office, changed, self._shown[0])
            self._services.say(f"{contact.called}: {field.label.lower()} changed.")

    def _keep_tie(self, field: Field, tie: Tie) -> None:
        if self._shown is not None:
            change_contact(self._office, self._whole(self._shown[1]), tie)
            self._services.say(f"{self._shown[1].called}: {field.label.lower()} changed.")

    def _on_chosen(self) -> None:
        self.person.rows["title"].editor.setFocus()

    def _on_add(self) -> None:
        if self._pupil is None or not self._may_change:
            return
        self.form.open(self._pupil)
        self._show_parts()

    def _on_added(self, number: ContactId) -> None:
        for tie, contact in self._table.records:
            if contact.id == number:
                self.show_contact(tie.id)
                self._services.say(f"{contact.called} added.")

    def _on_form_closed(self) -> None:
        self._show_parts()
        if self._shown is not None:
            self.list.setFocus()

    def _on_move(self, step: int) -> None:
        ties = [tie for tie, _ in self._table.records]
        if self._shown is None or not self._may_change or len(ties) < 2:
            return
        place = [tie.id for tie in ties].index(self._shown[0].id)
        to = place + step
        if not 0 <= to < len(ties):
            return
        ties.insert(to, ties.pop(place))
        try:
            order_contacts(self._office, ties)
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self._services.say(f"{self._shown[1].called} is called as number {to + 1}.")

    def _on_end(self) -> None:
        if self._shown is None:
            return
        tie, contact = self._shown
        try:
            change_contact(self._office, self._whole(contact), replace(tie, gone=True))
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self.first_part().setFocus()
        again = partial(self._put_back, tie.id)
        self._services.say(f"{contact.called} is no longer a contact.", again)

    def _put_back(self, number: int) -> None:
        tie = self._office.contacts.tie_cards.standing()[number]
        contact = self._office.contacts.contacts()[tie.contact]
        try:
            change_contact(self._office, contact, replace(tie, gone=False))
        except OfficeError as refusal:
            self._services.say(str(refusal))

    def _refuse(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
