"""What attendance cases bring to Today: what comes up, and thresholds reached lately."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from officeapp.domain.school_year import short_day
from officeapp.gui.screen import Place, Target
from officeapp.gui.today.sources import Line, Listing
from officeapp.procedures.case_due import due_now
from officeapp.procedures.newly_reached import NewlyReachedList, by_rule

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.procedures.case_due import DueEntry
    from officeapp.procedures.newly_reached import Threshold

THRESHOLDS = "thresholds"
#: The list of each open school, which knows what it has worked out already.
_LISTS: WeakKeyDictionary[Office, NewlyReachedList] = WeakKeyDictionary()


def coming_up(office: Office) -> Listing | None:
    """Return reviews, meetings, reminders and referrals without an answer, the overdue first."""
    due, today = due_now(office), office.today()
    if not due:
        return None
    late = sum(one.day < today for one in due)
    return Listing(
        "reviews",
        str(len(due)),
        "reviews and reminders",
        "Reviews, meetings and reminders of a week",
        f"{late} overdue" if late else "",
        "unauthorised" if late else "late",
        tuple(_due(office, one, today) for one in due),
    )


def thresholds(office: Office) -> Listing | None:
    """Return who reached a threshold lately and was not answered; nothing where nobody did."""
    if office not in _LISTS:
        _LISTS[office] = NewlyReachedList(office)
    found = _LISTS[office].read()
    if not found:
        return None
    groups = by_rule(found)
    alone = [[_reached(office, one) for one in group] for group in groups]
    return Listing(
        THRESHOLDS,
        str(len(found)),
        "reached a threshold" if len(found) > 1 else "has reached a threshold",
        "Thresholds reached in two weeks",
        f"by {len(groups)} rules" if len(groups) > 1 else "",
        "late",
        tuple(_group(group, lines[0]) for group, lines in zip(groups, alone, strict=True)),
        tuple(line for lines in alone for line in lines),
    )


def _due(office: Office, one: DueEntry, today: dt.date) -> Line:
    late = one.day < today
    return Line(
        who=office.roll.pupil(one.pupil).listed,
        school_class=_class(office, one.pupil),
        what=one.what,
        badge=f"was due {short_day(one.day)}" if late else f"by {short_day(one.day)}",
        tone="unauthorised" if late else "late",
        place=Place.PUPILS,
        target=Target(pupil=one.pupil, section="case"),
        order=(3, 0, one.day.toordinal()),
    )


def _group(group: list[Threshold], first: Line) -> Line:
    """Return all who reached a rule as one line; a pupil alone as their own."""
    if len(group) == 1:
        return first
    return replace(
        first,
        who=f"{len(group)} pupils",
        school_class="",
        badge=f"last {short_day(group[0].day)}",
        shows=THRESHOLDS,
        aside=tuple(group),
    )


def _reached(office: Office, one: Threshold) -> Line:
    return Line(
        who=one.pupil.listed,
        school_class=_class(office, one.pupil.id),
        what=one.reached.rule.words,
        badge=f"on {short_day(one.day)}",
        tone="late",
        place=Place.PUPILS,
        target=Target(pupil=one.pupil.id, section="case"),
        order=(3, 1, -one.day.toordinal()),
        aside=(one,),
    )


def _class(office: Office, pupil: PupilId) -> str:
    placed = office.roll.placed(pupil, office.today())
    return office.roll.school_class(placed.school_class).name if placed else ""
