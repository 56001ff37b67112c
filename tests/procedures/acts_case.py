"""The acts of an attendance case for the rights table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import Any

from officeapp.books.policy import threshold_law
from officeapp.domain.cases import CaseCard, CaseNote
from officeapp.domain.school_year import Span
from officeapp.domain.thresholds import Reached
from officeapp.procedures import confidential, keep_case, put_aside
from officeapp.procedures.newly_reached import Threshold

FRIDAY = dt.date(2026, 11, 20)  # today

#: The columns are those of `acts.TABLE`.
TABLE = """
change_card                         - W W W W W - - -
enter                               - W W W W W - - -
change                              - W W W W W - - -
change: taken back                  - W W W W W - - -
put_aside                           - W W W W W - - -
raise_concern                       W W W W W W W - -
open_notes                          - - - S S - - - -
"""


def _pupil(world):
    return world.a_class()[1][0].id


def _note(world):
    return CaseNote(0, _pupil(world), FRIDAY, "call", "Spoke to a parent.")


def _change(world):
    made = keep_case.enter(world.office, _note(world))
    return partial(keep_case.change, world.office, replace(made, words="More."), "more")


def _take_back(world):
    made = keep_case.enter(world.office, _note(world))
    return partial(keep_case.take_back, world.office, made, "wrong child")


def _open(world):
    pupil = _pupil(world)
    confidential.raise_concern(world.office, pupil, "Bruise seen.")
    return partial(confidential.open_notes, world.office, pupil, Span(FRIDAY, FRIDAY), "asked to")


NOTHING: dict[str, Any] = {"rests_on": (), "looked_at": None, "unmarked": ()}


def _reached(world):
    rule = threshold_law().rules_on(FRIDAY)[0]
    return Threshold(world.a_class()[1][0], Reached(rule, 10, 10, met=True, met_on=None, **NOTHING))


ACTS = {
    "change_card": lambda w: partial(keep_case.change_card, w.office, CaseCard(_pupil(w), "R.")),
    "enter": lambda w: partial(keep_case.enter, w.office, _note(w)),
    "change": _change,
    "change: taken back": _take_back,
    "put_aside": lambda w: partial(put_aside.put_aside, w.office, [_reached(w)], "snow"),
    "raise_concern": lambda w: partial(
        confidential.raise_concern, w.office, _pupil(w), "Bruise seen."
    ),
    "open_notes": _open,
}
