"""A request being written down from paper: who may ask, and how many sessions it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from officeapp.books.leave_days import counted
from officeapp.domain.leave import SOMEBODY_ELSE
from officeapp.domain.school_year import short_day
from officeapp.errors import OfficeError
from officeapp.exchange.cells import day_of
from officeapp.gui.leave.lines import many
from officeapp.procedures.ask_leave import may_ask
from officeapp.procedures.leave_facts import doubts, notice_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.domain.record import ContactId
    from officeapp.domain.roll import Pupil

SOMEBODY = "Somebody else …"


class NotDaysError(OfficeError):
    """What was typed for the days set apart is no list of days."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"‘{typed}’ is no day; write the days set apart as 24 Nov 2026, 25/11/26.")


class Applicant(NamedTuple):
    """Somebody who may be asking.

    Attributes:
        contact: The contact; `SOMEBODY_ELSE` for nobody on the list.
        words: How the list calls them.
    """

    contact: ContactId
    words: str


def applicants(office: Office, pupils: Sequence[Pupil]) -> list[Applicant]:
    """Return who may be asking for some children, those all of them live with first."""
    found: dict[ContactId, str] = {}
    lives_with = [one.id for one in may_ask(office, list(pupils))]
    rest: dict[ContactId, str] = {}
    for pupil in pupils:
        for tie, contact in office.contacts.of(pupil.id):
            words = f"{contact.called} ({tie.relationship})"
            if contact.id in lives_with:
                found.setdefault(contact.id, words)
            else:
                rest.setdefault(contact.id, f"{words}, not known to live with them")
    every = {**found, **rest}
    return [
        *(Applicant(number, words) for number, words in every.items()),
        Applicant(SOMEBODY_ELSE, SOMEBODY),
    ]


def days_typed(text: str, near: dt.date) -> tuple[str, ...]:
    """Return days typed in a row, as ISO dates.

    Args:
        text: The days, with commas between.
        near: A day of the request; what is typed without a year is taken to lie in its year.

    Raises:
        NotDaysError: Something of it is no day.
    """
    found = set()
    for part in filter(None, (one.strip() for one in text.replace(";", ",").split(","))):
        day = day_of(part) or day_of(f"{part} {near.year}")
        if day is None:
            raise NotDaysError(part)
        found.add(day)
    return tuple(day.isoformat() for day in sorted(found))


def counted_said(office: Office, request: LeaveRequest) -> list[str]:
    """Return what a request comes to, child by child, then what is doubtful about it."""
    pupils = [office.roll.pupil(child) for child in request.children]
    counts = [counted(office, pupil, request.moments()) for pupil in pupils]
    said = []
    for pupil, count in zip(pupils, counts, strict=True):
        why = [f"{short_day(day)} closed: {words}" for day, words in count.closed]
        if count.off_roll:
            why.append(f"{many(len(count.off_roll), 'day')} not on roll")
        if count.not_expected:
            why.append(f"{many(len(count.not_expected), 'session')} by own timetable not expected")
        more = f" ({'; '.join(why)})" if why else ""
        said.append(f"{pupil.called}: {many(len(count.possible), 'session')}{more}")
    total = sum(len(count.possible) for count in counts)
    first = "; ".join(said) + "."
    if len(pupils) > 1:
        first = f"{many(total, 'session')} in all. {first}"
    notice = notice_of(office, request)
    return [first, *([notice.said] if notice.enough else []), *doubts(office, request)]
