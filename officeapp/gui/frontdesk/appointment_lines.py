"""The appointments written down on a day, as today's book shows them."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from officeapp.domain.late import UNDO_SECONDS
from officeapp.domain.school_year import short_day
from officeapp.gui.frontdesk.desk_panel import named
from officeapp.gui.frontdesk.in_diary import proof_said, span_ahead
from officeapp.gui.frontdesk.panel import BookLine
from officeapp.procedures.keep_appointments import take_back_appointment
from officeapp.procedures.withdraw_arrival import may_undo

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.appointments import Appointment
    from officeapp.domain.record import Signature


def lines(office: Office, day: dt.date) -> list[BookLine]:
    """Return the appointments, of a day or to come, that were written down on it."""
    first: dict[int, Signature] = {}
    last: dict[int, Appointment] = {}
    for one, by in office.front_desk.appointments.signed_between(span_ahead(day)):
        first.setdefault(one.id, by)
        last[one.id] = one
    return [
        _line(office, one, first[one.id])
        for one in last.values()
        if not one.gone and first[one.id].at.date() == day
    ]


def _line(office: Office, one: Appointment, by: Signature) -> BookLine:
    called, school_class = named(office, one.pupil)
    is_today = one.day == office.today()
    when = "" if is_today else f" {short_day(one.day)} {one.at:%H:%M}"
    return BookLine(
        mode="appointments",
        entry=one.id,
        at=one.at if is_today else by.at.time(),
        name=called,
        school_class=school_class,
        words=f"Appointment{when} · {proof_said(one)}",
        tone="",
        made=by.at,
        undo_until=by.at + dt.timedelta(seconds=UNDO_SECONDS) if may_undo(office, by) else None,
        take_back=partial(take_back_appointment, office, one.id),
        may_change=True,
    )
