"""The acts of leaving and coming back, messages and appointments, for the rights table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from officeapp.books.reasons import reasons
from officeapp.domain.appointments import Appointment
from officeapp.domain.school_year import Session, Span
from officeapp.procedures import (
    come_back,
    keep_appointments,
    settle_unknown,
    sign_out,
    take_message,
    withdraw_sign_out,
)
from officeapp.procedures.keep_roll import change_contact
from officeapp.procedures.plan_message import Heard

if TYPE_CHECKING:
    from officeapp.domain.messages import Message

FRIDAY = dt.date(2026, 11, 20)  # today
THURSDAY = dt.date(2026, 11, 19)
AM = Session.AM

#: The columns are those of `acts.TABLE`.
TABLE = """
sign_out                            W W W W - - - - -
sign_out: not on the list           P 2 2 2 - - - - -
sign_out: not to be released to     P 2 2 2 - - - - -
sign_out: yesterday                 - W W W - - - - -
come_back                           W W W W - - - - -
expect_back                         W W W W - - - - -
take_back_sign_out                  W W W W - - - - -
take_back_coming                    W W W W - - - - -
add_appointment                     W W W W - - - - -
change_appointment                  W W W W - - - - -
take_back_appointment               W W W W - - - - -
take_messages                       W W W W - - - - -
update_message                      W W W W - - - - -
take_back_message                   W W W W - - - - -
take_back_message: earlier          - W W W - - - - -
settle_unknown                      W W W W - - - - -
settle_unknown: earlier             - W W W - - - - -
"""


def _leaving(world, **tie):
    """Return a child at the hatch and who has come for it."""
    _, [pupil, _] = world.a_class()
    known, contact = world.a_contact(pupil)
    if tie:
        change_contact(world.office, contact, replace(known, **tie))
    why = "" if tie.get("may_collect") else "mother rang"
    return sign_out.Leaving(
        pupil.id,
        dt.time(10, 5),
        reasons().leaving[0],
        collector=contact.id,
        why_other=why,
    )


def _sign_out(world, day=FRIDAY, **tie):
    return partial(sign_out.sign_out, world.office, _leaving(world, **tie), day)


def _out(world):
    """Return an entry of a child who left with its mother."""
    return _sign_out(world, may_collect=True)()


def _come_back(world):
    return partial(come_back.come_back, world.office, _out(world).id, dt.time(11, 0))


def _expect(world):
    later = dt.time(11, 0)
    return partial(withdraw_sign_out.expect_back, world.office, _out(world).id, later, "rang")


def _take_back_out(world):
    return partial(withdraw_sign_out.take_back_sign_out, world.office, _out(world).id, "wrong")


def _take_back_coming(world):
    entry = _come_back(world)()
    return partial(withdraw_sign_out.take_back_coming, world.office, entry.id, "wrong child")


def _appointment(world):
    _, [pupil, _] = world.a_class()
    return Appointment(0, pupil.id, FRIDAY, dt.time(14, 0), "dentist")


def _change_appointment(world):
    made = keep_appointments.add_appointment(world.office, _appointment(world))
    shown = replace(made, evidence="card")
    return partial(keep_appointments.change_appointment, world.office, shown)


def _take_back_appointment(world):
    made = keep_appointments.add_appointment(world.office, _appointment(world))
    return partial(keep_appointments.take_back_appointment, world.office, made.id, "wrong child")


def _heard(world, day=FRIDAY):
    _, pupils = world.fresh(day, codes="N/")
    return Heard(pupils[0].id, Span(day, FRIDAY), reasons().messages[0], called="mother")


def _taken(world, day=FRIDAY) -> Message:
    return take_message.take_message(world.office, _heard(world, day)).message


def _update(world):
    heard = _heard(world)
    message = take_message.take_message(world.office, heard).message
    longer = replace(heard, span=Span(FRIDAY, dt.date(2026, 11, 24)))
    return partial(take_message.update_message, world.office, message, longer)


def _take_back(world, day=FRIDAY):
    return partial(take_message.take_back_message, world.office, _taken(world, day).id, "wrong")


def _settle(world, day=FRIDAY):
    _, pupils = world.fresh(day, codes="N/")
    place = (pupils[0].id, day, AM)
    return partial(settle_unknown.settle_unknown, world.office, [place], "O", "nobody answered")


ACTS = {
    "sign_out": partial(_sign_out, may_collect=True),
    "sign_out: not on the list": _sign_out,
    "sign_out: not to be released to": partial(_sign_out, not_released=True),
    "sign_out: yesterday": partial(_sign_out, day=THURSDAY, may_collect=True),
    "come_back": _come_back,
    "expect_back": _expect,
    "take_back_sign_out": _take_back_out,
    "take_back_coming": _take_back_coming,
    "add_appointment": lambda w: partial(
        keep_appointments.add_appointment, w.office, _appointment(w)
    ),
    "change_appointment": _change_appointment,
    "take_back_appointment": _take_back_appointment,
    "take_messages": lambda w: partial(take_message.take_messages, w.office, [_heard(w)]),
    "update_message": _update,
    "take_back_message": _take_back,
    "take_back_message: earlier": partial(_take_back, day=THURSDAY),
    "settle_unknown": _settle,
    "settle_unknown: earlier": partial(_settle, day=THURSDAY),
}
