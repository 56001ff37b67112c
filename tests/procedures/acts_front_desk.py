"""The late book's acts for the rights table."""

from __future__ import annotations

import datetime as dt
from functools import partial

from officeapp.books.reasons import reasons
from officeapp.procedures import arrive_late, withdraw_arrival

FRIDAY = dt.date(2026, 11, 20)  # today
THURSDAY = dt.date(2026, 11, 19)

#: The columns are those of `acts.TABLE`.
TABLE = """
arrive_late                         W W W W - - - - -
arrive_late: yesterday              - W W W - - - - -
take_back_arrival                   W W W W - - - - -
"""


def _coming(world):
    _, [pupil, _] = world.a_class()
    return arrive_late.Coming(pupil.id, dt.time(9, 20), reasons().late[0])


def _arrive(world, day=FRIDAY):
    return partial(arrive_late.arrive_late, world.office, [_coming(world)], day)


def _take_back(world):
    [entry] = _arrive(world)()
    return partial(withdraw_arrival.take_back_arrival, world.office, entry.id, "wrong child")


ACTS = {
    "arrive_late": _arrive,
    "arrive_late: yesterday": partial(_arrive, day=THURSDAY),
    "take_back_arrival": _take_back,
}
