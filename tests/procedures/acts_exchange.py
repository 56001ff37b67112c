"""What is decided between desks, for the rights table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from itertools import count

from officeapp.domain.record import PupilId
from officeapp.domain.roll import Pupil
from officeapp.procedures.ask_leave import ask_leave
from officeapp.procedures.card_clashes import card_clashes, settle_card_clash, value_of
from officeapp.procedures.decide_leave import decide_leave, for_all
from officeapp.procedures.keep_policy import change_number
from officeapp.procedures.keep_roll import Admission, admit, change_contact
from officeapp.procedures.leave_clashes import settle_leave_clash
from officeapp.procedures.setting_clashes import settle_setting_clash
from officeapp.procedures.settle_clash import clashes, settle_clash
from officeapp.procedures.twice_admitted import join_pupils, keep_two_pupils
from tests.desks import make_clash, write_apart
from tests.leave_builders import NO, YES, a_request

FRIDAY = dt.date(2026, 11, 20)  # today
BORN = dt.date(2019, 3, 14)
_numbers = count(1)

#: The columns are those of `acts.TABLE`.
TABLE = """
settle_clash                        - W W W - - - - -
settle_card_clash                   - W - W - - - - -
settle_leave_clash                  - - - W - - - - -
settle_setting_clash                - W - W - - - - -
join_pupils                         - - - S - - - - -
keep_two_pupils                     - - - S - - - - -
"""


def _settle(world):
    office = world.office
    mark = world.standing(world.fresh(FRIDAY, codes="//")[1][:1], FRIDAY)[0]
    make_clash(office, mark)
    return partial(settle_clash, office, clashes(office)[0], "M", "the letter was seen")


def _settle_card(world):
    office = world.office
    child = world.fresh(FRIDAY)[1][0]
    tie, contact = world.a_contact(child)

    def say(at, email):
        card = at.contacts.contacts()[contact.id]
        change_contact(at, replace(card, email=email), tie)

    write_apart(office, partial(say, email="a@example.org"), partial(say, email="b@example.org"))
    (found,) = (one for one in card_clashes(office) if one.about == contact.called)
    values = value_of(found.source, found.sides[0].value)
    return partial(settle_card_clash, office, found.source, values)


def _settle_leave(world):
    office = world.office
    asked = ask_leave(office, a_request(world.fresh(FRIDAY)[1][0]))

    def decide(at, *, ruling):
        decide_leave(at, asked, for_all(asked, ruling))

    write_apart(office, partial(decide, ruling=YES), partial(decide, ruling=NO))
    (dispute,) = (one for one in office.clashes.leave() if one.request == asked.id)
    return partial(settle_leave_clash, office, dispute, dispute.sides[0].line)


def _settle_setting(world):
    office = world.office
    number = next(_numbers)
    day = dt.date(2029, 1, 1) + dt.timedelta(days=number)

    def change(at, *, years):
        change_number(at, "registers.keep_years", str(8 + 2 * number + years), day)

    write_apart(office, partial(change, years=0), partial(change, years=1))
    dispute = next(one for one in office.clashes.settings() if one.sides[0].first == day)
    return partial(settle_setting_clash, office, dispute, dispute.sides[0].line)


def _twice(world):
    """Return two pupils who may be one child."""
    office = world.office
    school_class, _ = world.a_class()
    name = f"Forename{next(_numbers)}"

    def admit_one(at):
        card = Pupil(PupilId(0), "", (), "", "Nowak", name, BORN)
        admit(at, [Admission(card, FRIDAY, school_class.id, "3")])

    write_apart(office, admit_one, admit_one)
    found = office.clashes.twice()
    return next(one for one in found if office.roll.pupil(one.first).legal_forename == name)


def _join(world):
    twice = _twice(world)
    return partial(join_pupils, world.office, twice, twice.first)


def _keep_two(world):
    return partial(keep_two_pupils, world.office, _twice(world), "cousins")


ACTS = {
    "join_pupils": _join,
    "keep_two_pupils": _keep_two,
    "settle_clash": _settle,
    "settle_card_clash": _settle_card,
    "settle_leave_clash": _settle_leave,
    "settle_setting_clash": _settle_setting,
}
