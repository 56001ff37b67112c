"""The late book's entries of a day, as today's book shows them."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from officeapp.domain.late import UNDO_SECONDS
from officeapp.domain.school_year import Span
from officeapp.gui.frontdesk.late_words import tone_of
from officeapp.gui.frontdesk.panel import BookLine
from officeapp.procedures.withdraw_arrival import may_undo, take_back_arrival

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.late import LateArrival
    from officeapp.domain.record import PupilId, Signature


def lines(office: Office, day: dt.date) -> list[BookLine]:
    """Return the entries of a day that were not taken back."""
    first: dict[int, Signature] = {}
    last: dict[int, LateArrival] = {}
    for entry, by in office.front_desk.late.signed_between(Span(day, day)):
        first.setdefault(entry.id, by)
        last[entry.id] = entry
    return [_line(office, one, first[one.id]) for one in last.values() if not one.gone]


def class_of(office: Office, pupil: PupilId) -> str:
    """Return the name of a child's class today; empty without one."""
    placement = office.roll.placed(pupil, office.today())
    return office.roll.school_class(placement.school_class).name if placement else ""


def _line(office: Office, entry: LateArrival, by: Signature) -> BookLine:
    minutes = f" {entry.minutes} min" if entry.code in ("L", "U") else ""
    reason = entry.reason[:1].lower() + entry.reason[1:]
    return BookLine(
        mode="late",
        entry=entry.id,
        at=entry.at,
        name=office.roll.pupil(entry.pupil).called,
        school_class=class_of(office, entry.pupil),
        words=f"{entry.code}{minutes} · {reason}",
        tone=tone_of(entry.code, office.codes, entry.day),
        made=by.at,
        undo_until=by.at + dt.timedelta(seconds=UNDO_SECONDS) if may_undo(office, by) else None,
        take_back=partial(take_back_arrival, office, entry.id),
        may_change=True,
    )
