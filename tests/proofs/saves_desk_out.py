"""The saves of leaving and coming back, messages and appointments, for the proofs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.reasons import reasons
from officeapp.domain.appointments import Appointment
from officeapp.domain.record import ContactId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.come_back import come_back
from officeapp.procedures.keep_appointments import (
    add_appointment,
    change_appointment,
    take_back_appointment,
)
from officeapp.procedures.keep_roll import add_contact
from officeapp.procedures.plan_message import Heard
from officeapp.procedures.settle_unknown import settle_unknown
from officeapp.procedures.sign_out import Leaving, sign_out
from officeapp.procedures.take_message import take_back_message, take_message, update_message
from officeapp.procedures.take_register import hand_in, pencil_marks
from officeapp.procedures.withdraw_sign_out import expect_back, take_back_coming, take_back_sign_out
from tests.proofs.saves import LAST, _class, _pupil

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.messages import Message
    from officeapp.domain.roll import Pupil
    from officeapp.domain.sign_out import SignOut
    from tests.proofs.saves import Save

UNKNOWN_DAY = dt.date(2026, 7, 15)  # a register with marks N
GOING, GONE, BACK = 2, 3, 5  # places of pupils


def make_ready(office: Office) -> None:
    """Let some children leave and come back; take a message and write down an appointment."""
    for number in (GOING, GONE, BACK):
        tie = Tie(0, _pupil(office, number).id, ContactId(0), "mother", may_collect=True)
        add_contact(office, Contact(ContactId(0), "", "Chen", f"Ivy {number}"), tie)
    sign_out(office, _leaving(office, _pupil(office, GONE)))
    come_back(office, sign_out(office, _leaving(office, _pupil(office, BACK))).id)
    add_appointment(office, _appointment(office))
    sheet = Sheet(_class(office).id, UNKNOWN_DAY, Session.AM)
    pencil_marks(office, sheet, {_pupil(office).id: Draft("N"), _pupil(office, 1).id: Draft("N")})
    hand_in(office, sheet)
    take_message(office, _heard(office, LAST))


def _leaving(office: Office, pupil: Pupil) -> Leaving:
    [(_, mother)] = office.contacts.of(pupil.id)
    return Leaving(pupil.id, dt.time(10, 5), reasons().leaving[0], collector=mother.id)


def _appointment(office: Office) -> Appointment:
    return Appointment(0, _pupil(office).id, LAST, dt.time(14), "dentist", dt.time(11))


def _heard(office: Office, day: dt.date) -> Heard:
    illness = reasons().messages[0]
    return Heard(_pupil(office).id, Span(day, LAST), illness, called="Mrs Święcicka")


def _entry(office: Office, number: int) -> SignOut:
    return next(
        one for one in office.front_desk.out.on(LAST) if one.pupil == _pupil(office, number).id
    )


def _message(office: Office) -> Message:
    return office.front_desk.messages.on(LAST)[0]


def _book(office: Office) -> Appointment:
    return office.front_desk.appointments.on(LAST)[0]


SAVES: dict[str, Save] = {
    "sign-out": lambda o: sign_out(o, _leaving(o, _pupil(o, GOING))),
    "come-back": lambda o: come_back(o, _entry(o, GONE).id),
    "expect-back": lambda o: expect_back(o, _entry(o, GONE).id, dt.time(11), "rang"),
    "take-back-sign-out": lambda o: take_back_sign_out(o, _entry(o, BACK).id, "wrong child"),
    "take-back-coming": lambda o: take_back_coming(o, _entry(o, BACK).id, "wrong child"),
    "add-appointment": lambda o: add_appointment(o, _appointment(o)),
    "change-appointment": lambda o: change_appointment(o, replace(_book(o), evidence="card")),
    "take-back-appointment": lambda o: take_back_appointment(o, _book(o).id, "wrong child"),
    "take-message": lambda o: take_message(o, _heard(o, UNKNOWN_DAY)),
    "update-message": lambda o: update_message(o, _message(o), _heard(o, dt.date(2026, 7, 16))),
    "take-back-message": lambda o: take_back_message(o, _message(o).id, "wrong child"),
    "settle-unknown": lambda o: settle_unknown(
        o, [(_pupil(o, 1).id, UNKNOWN_DAY, Session.AM)], "O", "nobody answered"
    ),
}
