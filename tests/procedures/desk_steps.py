"""What desks do in the tests of joining and retiring."""

from __future__ import annotations

from officeapp.procedures.exchange_desks import carrier_of, exchange_desks
from officeapp.procedures.keep_roll import add_class
from officeapp.procedures.retire_desk import retire_desk
from tests.desks import desk_of


def retire(office, other):
    return retire_desk(
        office, office.desks.by_card()[desk_of(other).card.id], "stolen on the train"
    )


def exchange(office, folder):
    folder.mkdir(exist_ok=True)
    return exchange_desks(office, carrier_of(office, folder))


def classes(office):
    return {one.name for one in office.roll.classes()}


def new_class(office, name):
    return add_class(office, name, office.school.sites()[0].id)
