"""The act of referring a family for the rights table."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import count

from officeapp.procedures.keep_roll import add_class
from officeapp.procedures.keep_school import change_school
from officeapp.procedures.referral_pack import issue_packs
from tests.pack_builders import BEGAN, WHY, referred

#: The columns are those of `acts.TABLE`.
TABLE = """
issue_packs                         - - S S - - - - -
"""
_numbers = count(100)


def _issue(world):
    office, number = world.office, next(_numbers)
    card = office.school.card()
    change_school(office, replace(card, dfe="816/2999", address="Moor Lane", phone="01632 960 000"))
    pine = add_class(office, f"3 Pine {number}", office.school.sites()[0].id)
    pupil = referred(office, pine, BEGAN, upn=f"L816299919{number}")
    return partial(issue_packs, office, pupil, lambda *_: b"paper", WHY)


ACTS = {"issue_packs": _issue}
