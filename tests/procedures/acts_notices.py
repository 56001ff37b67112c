"""The acts of the penalty-notice ledger and of the authority's settings for the rights table."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import count

from officeapp.domain.authority import Authority
from officeapp.domain.notice_ledger import Outcome, PenaltyNotice
from officeapp.procedures import keep_authority, keep_notices
from tests.pack_builders import a_mother

FRIDAY = dt.date(2026, 11, 20)  # today
_DAYS = count()
MONDAY = dt.date(2026, 11, 9)

#: The columns are those of `acts.TABLE`.
TABLE = """
enter_notice                        - W W W - - - - -
change_notice: settled              - W W W - - - - -
change_notice                       - W W W - - - - -
set_authority                       - W - W - - - - -
"""


def _notice(world):
    pupil = world.a_class()[1][0]
    return PenaltyNotice(0, pupil.id, FRIDAY, a_mother(world.office, pupil).id, MONDAY)


def _authority(world):
    first = FRIDAY + dt.timedelta(days=next(_DAYS))
    return partial(keep_authority.set_authority, world.office, Authority(0, first, "Kearsley"))


def _settle(world):
    made = keep_notices.enter_notice(world.office, _notice(world))
    return partial(keep_notices.settle_notice, world.office, made, Outcome.PAID, FRIDAY)


def _change(world):
    made = keep_notices.enter_notice(world.office, _notice(world))
    return partial(keep_notices.change_notice, world.office, made, "the day was wrong")


ACTS = {
    "enter_notice": lambda w: partial(keep_notices.enter_notice, w.office, _notice(w)),
    "change_notice: settled": _settle,
    "change_notice": _change,
    "set_authority": _authority,
}
