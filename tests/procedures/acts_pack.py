"""The act of referring a family for the rights table."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import count

from officeapp.procedures.issue_packs import issue_packs, keep_packs, plan_packs
from officeapp.procedures.keep_roll import add_class
from officeapp.procedures.keep_school import change_school
from tests.pack_builders import BEGAN, WHY, referred

#: The columns are those of `acts.TABLE`.
TABLE = """
issue_packs                         - - S S - - - - -
keep_packs                          - - S S - - - - -
"""
_numbers = count(100)


def _family(world):
    office, number = world.office, next(_numbers)
    card = office.school.card()
    change_school(office, replace(card, dfe="816/2999", address="Moor Lane", phone="01632 960 000"))
    pine = add_class(office, f"3 Pine {number}", office.school.sites()[0].id)
    return referred(office, pine, BEGAN, upn=f"L816299919{number}")


def _issue(world):
    return partial(issue_packs, world.office, _family(world), lambda *_: b"paper", WHY)


def _keep(world):
    office, family = world.office, _family(world)
    return lambda: keep_packs(office, plan_packs(office, family, WHY), [b"paper"])


ACTS = {"issue_packs": _issue, "keep_packs": _keep}
