"""The act of referring a family for the rights table."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import count

from officeapp.procedures.issue_packs import keep_packs, plan_packs
from officeapp.procedures.keep_roll import add_class
from officeapp.procedures.keep_school import change_school
from tests.pack_builders import BEGAN, WHY, referred

#: The columns are those of `acts.TABLE`.
TABLE = """
keep_packs                          - - S S - - - - -
"""
_numbers = count(100)


def _family(world):
    office, number = world.office, next(_numbers)
    card = office.school.card()
    change_school(office, replace(card, dfe="816/2999", address="Moor Lane", phone="01632 960 000"))
    pine = add_class(office, f"3 Pine {number}", office.school.sites()[0].id)
    return referred(office, pine, BEGAN, upn=f"L816299919{number}")


def _plan_and_keep(office, family):
    """Plan with what stands now: a plan is old once anything was written."""
    return keep_packs(office, plan_packs(office, family, WHY), [b"paper"])


ACTS = {"keep_packs": lambda world: partial(_plan_and_keep, world.office, _family(world))}
