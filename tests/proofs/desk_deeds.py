"""What people do at the desks of the proofs: each a procedure of the program, with dice for who."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from officeapp.domain.record import ContactId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_marks
from officeapp.procedures.ask_leave import ask_leave
from officeapp.procedures.decide_leave import decide_leave, for_all, supersede_leave
from officeapp.procedures.keep_roll import add_contact, add_tie, change_contact, change_pupil
from officeapp.procedures.take_register import hand_in, pencil_marks
from tests.desks import DAY, pupils, the_class
from tests.leave_builders import NO, YES, a_request

if TYPE_CHECKING:
    from officeapp.books.office import Office

DAYS = (DAY, DAY + dt.timedelta(days=1))
SESSIONS = [(day, half) for day in DAYS for half in Session]
CODES = ("M", "I", "E", "L", "")
#: What is changed of a contact's card: two plain fields and two that protect somebody.
FIELDS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("email", ("a@example.org", "b@example.org", "c@example.org")),
    ("phones", (("020 7946 0001",), ("020 7946 0002",), ())),
    ("do_not_contact", (True, False)),
    ("address_withheld", (True, False)),
)
#: What is changed of a tie.
TIED: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("may_collect", (True, False)),
    ("not_released", (True, False)),
    ("gone", (True, False)),
)


def begin(office: Office) -> None:
    """Write down two parents and a request for leave of each."""
    for name, child in zip(("Aneta", "Marek"), pupils(office), strict=False):
        parent = Contact(ContactId(0), "", "Nowak", name, ("020 7946 0000",))
        add_contact(office, parent, Tie(0, child.id, ContactId(0), "parent"))
        ask_leave(office, a_request(child))


def mark(office: Office, who: int, when: int, code: str) -> None:
    """Take a register of one child, or of all."""
    day, session = SESSIONS[when % len(SESSIONS)]
    sheet = Sheet(the_class(office).id, day, session)
    chosen = pupils(office)[who % 4 :][:1] or pupils(office)
    code = "\\" if code == "/" and session is Session.PM else code
    pencil_marks(office, sheet, {pupil.id: Draft(code) for pupil in chosen})
    hand_in(office, sheet)


def amend(office: Office, who: int, when: int, code: str) -> None:
    """Correct what stands for one child, or as one act for all."""
    day, session = SESSIONS[when % len(SESSIONS)]
    chosen = pupils(office)[who % 4 :][:1] or pupils(office)
    found = [office.register.standing(pupil.id, day, session) for pupil in chosen]
    marks = [one for one in found if one and one.code != code]
    pairs = [(one, replace(one, code=code, reason="looked up")) for one in marks]
    if pairs:
        amend_marks(office, pairs, "looked up")


def tie_anew(office: Office, which: int) -> None:
    """Tie a contact to another child."""
    contacts = sorted(office.contacts.contacts())
    child = pupils(office)[which % 3]
    add_tie(office, Tie(0, child.id, ContactId(contacts[which % len(contacts)]), "aunt"))


def change_child(office: Office, which: int, value: int) -> None:
    """Change a child's medical line, or the name used in school."""
    pupil = pupils(office)[which % 3]
    if value % 2:
        change_pupil(office, replace(pupil, medical=("", "asthma", "peanuts")[value % 3]))
    else:
        change_pupil(office, replace(pupil, preferred_forename=("", "Zee", "Zaz")[value % 3]))


def decide(office: Office, which: int, *, grant: bool) -> None:
    """Decide on leave, for the first time or anew."""
    requests = sorted(office.leave.requests(), key=lambda one: one.id)
    request = requests[which % len(requests)]
    rulings = for_all(request, YES if grant else NO)
    if office.leave.decisions(request.id):
        supersede_leave(office, request, rulings, "looked at again")
    else:
        decide_leave(office, request, rulings)


def change_contact_card(office: Office, card: Any) -> None:
    """Write a new version of a contact's card, or of what somebody is to a child."""
    contacts, ties = office.contacts.contacts(), office.contacts.tie_cards.standing().values()
    if isinstance(card, Tie):
        change_contact(office, contacts[card.contact], card)
    elif isinstance(card, Contact):
        change_contact(office, card, next(one for one in ties if one.contact == card.id))
