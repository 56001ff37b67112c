"""The messages taken on a day, as today's book shows them."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from officeapp.domain.late import UNDO_SECONDS
from officeapp.gui.frontdesk.desk_panel import lower_first, named
from officeapp.gui.frontdesk.late_words import tone_of
from officeapp.gui.frontdesk.panel import BookLine
from officeapp.procedures.take_message import take_back_message
from officeapp.procedures.withdraw_arrival import may_undo

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.messages import Message
    from officeapp.domain.record import Signature


def lines(office: Office, day: dt.date) -> list[BookLine]:
    """Return the messages taken on a day that were not taken back, for today's book."""
    first: dict[int, Signature] = {}
    last: dict[int, Message] = {}
    for message, by in office.front_desk.messages.signed_where("taken", day):
        first.setdefault(message.id, by)
        last[message.id] = message
    return [_line(office, one, first[one.id]) for one in last.values() if not one.gone]


def _line(office: Office, message: Message, by: Signature) -> BookLine:
    called, school_class = named(office, message.pupil)
    until = f" until {message.last:%a} {message.last.day} {message.last:%b}"
    code = f"{message.code} · " if message.code else ""
    tone = tone_of(message.code, office.codes, message.day) if message.code else ""
    return BookLine(
        mode="message",
        entry=message.id,
        at=message.at,
        name=called,
        school_class=school_class,
        words=f"{code}{lower_first(message.kind)}{until if message.last > message.day else ''}",
        tone=tone,
        made=by.at,
        undo_until=by.at + dt.timedelta(seconds=UNDO_SECONDS) if may_undo(office, by) else None,
        take_back=partial(take_back_message, office, message.id),
        may_change=True,
    )
