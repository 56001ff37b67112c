"""What is decided between desks, for the rights table."""

from __future__ import annotations

import datetime as dt
from functools import partial

from officeapp.procedures.settle_clash import clashes, settle_clash
from tests.desks import make_clash

FRIDAY = dt.date(2026, 11, 20)  # today

#: The columns are those of `acts.TABLE`.
TABLE = """
settle_clash                        - W W W - - - - -
"""


def _settle(world):
    office = world.office
    mark = world.standing(world.fresh(FRIDAY, codes="//")[1][:1], FRIDAY)[0]
    make_clash(office, mark)
    return partial(settle_clash, office, clashes(office)[0], "M", "the letter was seen")


ACTS = {"settle_clash": _settle}
