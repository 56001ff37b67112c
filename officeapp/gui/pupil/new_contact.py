"""Adding a contact: somebody known already, or a new person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Pupil, Tie
from officeapp.errors import OfficeError
from officeapp.gui.pupil.ask_form import Asked, AskForm
from officeapp.gui.pupil.card_fields import PERSON, REACHED, RELATION, TIED
from officeapp.gui.pupil.name_picker import NamePicker
from officeapp.procedures.keep_roll import add_contact, add_tie

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officeapp.books.office import Office

NEW_FIELDS = (*RELATION, *PERSON, REACHED[0], TIED[0])


class NewContactForm(AskForm):
    """Asks who is to be called, and adds them after everybody else.

    Signals:
        added: A contact was added; carries the contact's number.
    """

    added = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("pupils.contact.new", parent)
        self._office = office
        self._pupil: Pupil | None = None
        self._known = NamePicker("pupils.contact.known", "Somebody known already", self)
        self.inside.insertWidget(2, self._known)
        self._known.chosen.connect(self._on_known)

    def open(self, pupil: Pupil) -> None:
        """Ask; what was typed for this pupil before and not written is there again."""
        self._pupil = pupil
        self._known.clear()
        self._known.offer(self._others)
        self.ask(
            Asked(
                pupil.id,
                f"A contact of {pupil.called}",
                "Choose somebody who is a contact of another pupil, or type a new person. "
                "The rest is typed once they are added.",
                NEW_FIELDS,
                {},
                "Add",
                self._add_new,
            )
        )
        QWidget.setTabOrder(self._known, self.row("relationship").editor)

    def _others(self) -> list[tuple[str, Any]]:
        """Return who is a contact of another pupil and not yet of this one."""
        assert self._pupil is not None  # noqa: S101  # the form is open on a pupil
        mine = {contact.id for _, contact in self._office.contacts.of(self._pupil.id)}
        pupils = self._office.roll.pupils()
        found: dict[int, list[str]] = {}
        for tie in self._office.contacts.ties():
            if tie.contact not in mine:
                whose = f"{tie.relationship} of {pupils[tie.pupil].called}"
                found.setdefault(tie.contact, []).append(whose)
        contacts = self._office.contacts.contacts()
        return [(f"{contacts[n].called},  {'; '.join(whose)}", n) for n, whose in found.items()]

    def _add_new(self, values: Mapping[str, Any]) -> None:
        assert self._pupil is not None  # noqa: S101  # the form is open on a pupil
        tied = {name: values[name] for name in ("relationship", "parental_responsibility")}
        said = {name: values[name] for name in ("title", "forename", "surname", "phones")}
        tie = Tie(0, self._pupil.id, ContactId(0), priority=self._next_place(), **tied)
        contact = add_contact(self._office, Contact(ContactId(0), **said), tie)
        self.added.emit(contact.id)

    def _on_known(self, number: ContactId) -> None:
        """Tie somebody known already; what they may and do is ticked next."""
        assert self._pupil is not None  # noqa: S101  # the form is open on a pupil
        relationship = self.row("relationship").typed().strip()
        try:
            tie = Tie(0, self._pupil.id, number, relationship, self._next_place())
            add_tie(self._office, tie)
        except OfficeError as refusal:
            self.refuse(str(refusal))
            return
        self.done()
        self.added.emit(number)

    def _next_place(self) -> int:
        assert self._pupil is not None  # noqa: S101  # the form is open on a pupil
        called = self._office.contacts.of(self._pupil.id)
        return 1 + max((tie.priority for tie, _ in called), default=0)
