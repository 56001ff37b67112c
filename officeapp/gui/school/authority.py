"""The local authority: what it asks for in a referral, each entry from a day on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.authority import (
    AS_THE_LAW,
    MOST_DAYS,
    MOST_WEEKS,
    Authority,
    Sender,
    Since,
)
from officeapp.domain.rights import Right
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import Form, chain
from officeapp.gui.school.section import FormSection
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import Card
from officeapp.gui.widgets.day_field import DayField, day_said
from officeapp.procedures.keep_authority import BadAuthorityError, set_authority

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

QUESTIONS_HEIGHT = 96
NO_DEADLINE = "none"
COLUMNS: tuple[Column[Authority], ...] = (
    Column("From", lambda one: day_said(one.first), lambda one: one.first, width=126),
    Column("Referrals go to", lambda one: one.called, tip=lambda one: one.called),
    Column("Weeks printed", lambda one: one.weeks_said, lambda one: one.weeks, width=124),
    Column("Deadline", lambda one: one.deadline_said or NO_DEADLINE, width=316),
    Column("Notice", lambda one: f"by {one.improve_by.words}", width=124),
)


class AuthorityForm(Form):
    """What an authority asks for from a day on."""

    def __init__(self, services: WindowServices, parent: QWidget) -> None:
        super().__init__(services.theme, "school.authority.form", "Save", parent)
        self._first = DayField(self)
        self._name, self._team = QLineEdit(self), QLineEdit(self)
        self._weeks, self._days = QLineEdit(self), QLineEdit(self)
        self._since, self._sender = QComboBox(self), QComboBox(self)
        self._fields = QPlainTextEdit(self)
        self._gone = QComboBox(self)
        self._build_fields()

    def fill(self, card: Authority) -> None:
        """Show an entry."""
        self._first.show_day(card.first)
        self._name.setText(card.name)
        self._team.setText(card.team)
        self._weeks.setText(str(card.weeks or ""))
        self._days.setText(str(card.deadline_days or ""))
        self._since.setCurrentIndex(self._since.findData(card.deadline_from))
        self._sender.setCurrentIndex(self._sender.findData(card.improve_by))
        self._fields.setPlainText("\n".join(card.fields))
        self._gone.setCurrentIndex(0)

    def typed(self, card: Authority) -> Authority:
        """Return the entry as it is typed.

        Raises:
            NotADayError: The first day is none.
            BadAuthorityError: The weeks or the days are no number.
        """
        return replace(
            card,
            first=self._first.day(),
            name=self._name.text().strip(),
            team=self._team.text().strip(),
            weeks=_number(self._weeks, "School weeks of the register", MOST_WEEKS),
            deadline_days=_number(self._days, "School days of the deadline", MOST_DAYS),
            deadline_from=Since(self._since.currentData()),
            improve_by=Sender(self._sender.currentData()),
            fields=tuple(self._fields.toPlainText().splitlines()),
            gone=bool(self._gone.currentData()),
        )

    def _build_fields(self) -> None:
        for since in Since:
            self._since.addItem(since.words, since)
        for sender in Sender:
            self._sender.addItem(f"Sent by {sender.words}", sender)
        for words, gone in (("It holds", False), ("Entered by mistake: take it back", True)):
            self._gone.addItem(words, gone)
        self._weeks.setPlaceholderText(AS_THE_LAW)
        self._days.setPlaceholderText(NO_DEADLINE)
        self._fields.setFixedHeight(QUESTIONS_HEIGHT)
        self._fields.setTabChangesFocus(True)
        self._fields.setPlaceholderText("one question a line, in the words of the form")
        grid = self.grid
        grid.add("Holds from", self._first, "school.authority.first")
        grid.add("This entry", self._gone, "school.authority.gone")
        grid.add("The authority", self._name, "school.authority.name")
        grid.add("Referrals go to", self._team, "school.authority.team")
        grid.add("School weeks of the register printed", self._weeks, "school.authority.weeks")
        grid.add("Notice to improve", self._sender, "school.authority.sender")
        grid.add("Takes a referral within school days", self._days, "school.authority.days")
        grid.add("counted from", self._since, "school.authority.since")
        grid.add("What else its form asks for", self._fields, "school.authority.fields", wide=True)


class AuthoritySection(FormSection):
    """To whom referrals go, and what that authority asks for; used by packs and their letters."""

    name: ClassVar[str] = "school.authority"
    title: ClassVar[str] = "Authority"
    right: ClassVar[Right | None] = Right.CHANGE_SCHOOL
    shows: ClassVar[frozenset[Book]] = frozenset({Book.SCHOOL})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._table: RecordTable[Authority] = RecordTable(COLUMNS, self)
        self._list = FittedView(self._table, "school.authority.list", self, spare=(1, 1))
        self._card = Card("What the authority asks for in a referral", self)
        self._form = AuthorityForm(services, self)
        self._of: Authority | None = None
        self._build()
        self.refresh()

    def _build(self) -> None:
        add = self.add_act("From another day", "Ctrl+N", "add", self._on_add)
        chain(add, self._list)
        self._list.setAccessibleName("What the authority asks for, by day")
        self._list.record_chosen.connect(self._on_chosen)
        self._card.inside.addWidget(self._list, 1)
        self.inside.addWidget(self._card, 1)
        self.add_form(self._form, self._write)

    @override
    def refresh(self) -> None:
        """Show the entries again; what the policy's profile supplies where there is none."""
        cards = self.office.school.authorities()
        now = self.office.policy.authority(self.office.today())
        said = f"Now: {now.called}; the notice to improve is sent by {now.improve_by.words}."
        source = "" if cards else " That is what the policy's profile supplies."
        keys = " Enter changes an entry." if cards and self.can_change else ""
        self._card.say(f"{said}{source}{keys}")
        self._table.show(cards)

    @override
    def focus_first(self) -> None:
        self._list.setFocus()

    def _on_add(self) -> None:
        """Begin with what holds now."""
        today = self.office.today()
        now = self.office.policy.authority(today)
        fresh = Authority(0, today)
        card = replace(now, id=fresh.id, first=today, line=fresh.line)
        self._open(card, "What the authority asks for, from a day on")

    def _on_chosen(self, card: Authority) -> None:
        self._open(card, f"From {day_said(card.first)}")

    def _open(self, card: Authority, title: str) -> None:
        self._of = card
        key = (card.id, card.line)
        self.open_form(self._form, key, title, lambda: self._form.fill(card))

    def _write(self) -> None:
        if self._of is None:
            return
        card = set_authority(self.office, self._form.typed(self._of))
        done = "taken back" if card.gone else f"kept, from {day_said(card.first)}"
        self.has_saved(f"{card.called}: {done}")


def _number(field: QLineEdit, what: str, most: int) -> int:
    """Return the number typed, nought for nothing.

    Raises:
        BadAuthorityError: It is none.
    """
    text = field.text().strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        raise BadAuthorityError(what, most)
    return int(text)
