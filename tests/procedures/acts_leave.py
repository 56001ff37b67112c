"""The acts of leave of absence, and who may."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from itertools import count

from officeapp.domain.assessments import Assessment
from officeapp.domain.school import Role
from officeapp.procedures import (
    ask_leave,
    change_leave,
    decide_leave,
    follow_leave,
    keep_school,
    name_delegate,
)
from officeapp.procedures.decide_leave import for_all
from tests.builders import SINCE
from tests.leave_builders import NO, YES, a_request, decided
from tests.procedures.acts import FRIDAY, THURSDAY

_numbers = count(1)

TABLE = """
ask_leave                           W W W W - - - - -
change_request                      - W W W - - - - -
withdraw_leave                      - W W W - - - - -
decide_leave                        - - - W - - - - -
supersede_leave                     - - - W - - - - -
take_back_leave                     - W W W - - - - -
mark_unauthorised_leave             - W W W - - - - -
note_leave_back                     - W W W - - - - -
note_leave_enquiry                  - W W W - - - - -
note_leave_referral                 - W W W - - - - -
note_leave_follow_up                - W W W - - - - -
ask_for_more                        - W W W - - - - -
note_partner_answer                 - W W W - - - - -
take_back_leave_note                - W W W - - - - -
name_delegate                       - - - S - - - - -
change_delegate                     - - - S - - - - -
set_assessment                      - W W W - - - - -
"""


def _child(world):
    return world.a_class()[1][0]


def _asked(world):
    return ask_leave.ask_leave(world.office, a_request(_child(world)))


def _decided(world, ruling=YES, **changes):
    return decided(world.office, _child(world), ruling=ruling, **changes)


def _ask(world):
    return partial(ask_leave.ask_leave, world.office, a_request(_child(world)))


def _change(world):
    request = replace(_asked(world), destination="Lisbon")
    return partial(ask_leave.change_request, world.office, request, "the family told us")


def _withdraw(world):
    return partial(change_leave.withdraw_leave, world.office, _asked(world), "not going")


def _decide(world):
    request = _asked(world)
    return partial(decide_leave.decide_leave, world.office, request, for_all(request, YES))


def _supersede(world):
    request = _decided(world)
    rulings = for_all(request, NO)
    return partial(decide_leave.supersede_leave, world.office, request, rulings, "no evidence")


def _take_back(world):
    return partial(change_leave.take_back_leave, world.office, _decided(world), "not going")


def _mark(world):
    request = _decided(world, NO, first=THURSDAY, last=FRIDAY)
    found = follow_leave.unauthorised_sessions(world.office, request).to_mark
    return partial(follow_leave.mark_unauthorised_leave, world.office, request, found)


def _note_return(world):
    request = _decided(world, first=THURSDAY, last=THURSDAY)
    return partial(follow_leave.note_leave_back, world.office, request, request.children[0], FRIDAY)


def _note(act):
    def arranged(world):
        return partial(act, world.office, _decided(world), "asked the family")

    return arranged


def _take_back_note(world):
    note = follow_leave.note_leave_enquiry(world.office, _decided(world), "rang, no answer")
    return partial(follow_leave.take_back_leave_note, world.office, note, "another child")


def _deputy(world):
    name = f"Deputy {next(_numbers)}"
    return keep_school.add_person(world.office, name, "Deputy head", Role.SAFEGUARDING, SINCE)


def _name(world):
    return partial(name_delegate.name_delegate, world.office, _deputy(world), FRIDAY)


def _change_delegate(world):
    made = name_delegate.name_delegate(world.office, _deputy(world), FRIDAY)
    last = dt.date(2026, 12, 18)
    return partial(name_delegate.change_delegate, world.office, replace(made, last=last))


def _assessment(world):
    return partial(
        name_delegate.set_assessment, world.office, Assessment(0, "Mock tests", FRIDAY, FRIDAY)
    )


ACTS = {
    "ask_leave": _ask,
    "change_request": _change,
    "withdraw_leave": _withdraw,
    "decide_leave": _decide,
    "supersede_leave": _supersede,
    "take_back_leave": _take_back,
    "mark_unauthorised_leave": _mark,
    "note_leave_back": _note_return,
    "note_leave_enquiry": _note(follow_leave.note_leave_enquiry),
    "note_leave_referral": _note(follow_leave.note_leave_referral),
    "note_leave_follow_up": _note(follow_leave.note_leave_follow_up),
    "ask_for_more": _note(follow_leave.ask_for_more),
    "note_partner_answer": _note(follow_leave.note_partner_answer),
    "take_back_leave_note": _take_back_note,
    "name_delegate": _name,
    "change_delegate": _change_delegate,
    "set_assessment": _assessment,
}
