"""Changing an entry of the late book, for the rights table."""

from __future__ import annotations

import datetime as dt
from functools import partial

from officeapp.books.reasons import reasons
from officeapp.procedures.amend_arrival import amend_arrival
from officeapp.procedures.arrive_late import Coming, arrive_late

FRIDAY = dt.date(2026, 11, 20)  # today
THURSDAY = dt.date(2026, 11, 19)

#: The columns are those of `acts.TABLE`.
TABLE = """
amend_arrival                       W W W W - - - - -
amend_arrival: yesterday            - W W W - - - - -
"""


def _amend(world, day=FRIDAY):
    _, [pupil, _] = world.a_class()
    coming = Coming(pupil.id, dt.time(9, 20), reasons().late[0])
    [entry] = arrive_late(world.office, [coming], day)
    other = Coming(pupil.id, dt.time(9, 25), reasons().late[1])
    return partial(amend_arrival, world.office, entry.id, other, "the clock was slow")


ACTS = {
    "amend_arrival": _amend,
    "amend_arrival: yesterday": partial(_amend, day=THURSDAY),
}
