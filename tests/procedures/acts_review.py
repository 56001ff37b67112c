"""The act of the review lists for the rights table."""

from __future__ import annotations

import datetime as dt
from functools import partial

from officeapp.domain.school_year import SchoolYear
from officeapp.procedures import carry_focus

#: The columns are those of `acts.TABLE`.
TABLE = """
carry_focus                         - W W W W W - - -
"""


def _carry(world):
    pupil = world.a_class()[1][0].id
    year = SchoolYear.of(dt.date(2026, 11, 20)).next()
    return partial(carry_focus.carry_focus, world.office, [pupil], year)


ACTS = {"carry_focus": _carry}
