"""The acts of the attendance policy for the rights table."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import count

from officeapp.procedures import keep_policy

#: The columns are those of `acts.TABLE`.
TABLE = """
change_number                       - W - W - - - - -
choose_profile                      - W - W - - - - -
take_back_change                    - W - W - - - - -
"""
_days = count(1)
KEY = "registers.keep_years"


def _day():
    return dt.date(2027, 1, 1) + dt.timedelta(days=next(_days))


def _change(world):
    number = next(_days)
    return partial(keep_policy.change_number, world.office, KEY, str(7 + number % 90), _day())


def _choose(world):
    day = _day()
    now = world.office.policy.profile_on(day)
    other = "kildwick" if now == "national" else "national"
    return partial(keep_policy.choose_profile, world.office, other, day)


def _take_back(world):
    return partial(keep_policy.take_back_change, world.office, _change(world)())


ACTS = {
    "change_number": _change,
    "choose_profile": _choose,
    "take_back_change": _take_back,
}
