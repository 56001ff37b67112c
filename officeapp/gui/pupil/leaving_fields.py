"""What is asked when a pupil leaves: the last day, the ground, and what the ground asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from officeapp.books.law import grounds
from officeapp.domain.leaving import Removal
from officeapp.gui.pupil.fields import Field, Kind, read_day, read_day_or_none, shown_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from officeapp.domain.record import PupilId

LAST_DAY = Field("last", "Last day", read=read_day, shown=shown_day, hint="on roll, included")
WITH_THE_GROUND = (
    Field("destination", "Goes to", hint="the next school, if known"),
    Field(
        "notice",
        "Parent's notice",
        read=read_day_or_none,
        shown=shown_day,
        hint="the date in it, for home education",
    ),
    Field("declared", "Declared", Kind.FLAG),
    Field("why_late", "Why it is late", hint="only if the last day has gone"),
)


def leaving_fields(day: dt.date) -> tuple[Field, ...]:
    """Return the fields, with the grounds that hold on a day."""
    choices = [
        (one.key, f"({one.letter})  {one.words}" if one.letter else one.words)
        for one in grounds().on(day)
    ]
    first = ("", "choose the ground")
    ground = Field("ground", "Ground", Kind.CHOICE, choices=(first, *choices))
    return (LAST_DAY, ground, *WITH_THE_GROUND)


def removal_of(pupil: PupilId, values: Mapping[str, Any]) -> Removal:
    """Return the removal that was typed."""
    return Removal(
        0,
        pupil,
        values["last"],
        values["ground"] or "",
        destination=values["destination"],
        notice=values["notice"],
        declared=bool(values["declared"]),
        why_late=values["why_late"],
    )
