"""What the books of the front desk have in common: whose turn it is, and going back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.codes import NOTHING
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.register import Mark
from officeapp.errors import OfficeError
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.arrive_late import OffRollError
from officeapp.procedures.withdraw_arrival import AT_ONCE, TakenBackError, may_undo

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from officeapp.books.journal import Entry
    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.record import ActId, PupilId, Signature
    from officeapp.domain.roll import Placement, Pupil
    from officeapp.domain.school_calendar import SchoolCalendar
    from officeapp.domain.school_year import Session
    from officeapp.domain.times import Bell


class StillToComeError(OfficeError):
    """Something was entered for a time that has not come yet."""

    def __init__(self, at: dt.time) -> None:
        super().__init__(f"{at:%H:%M} has not come yet; type the time at which it was.")


def at_school(office: Office, pupil: Pupil, day: dt.date) -> Placement:
    """Return where a child is on a day on which the school is open to it.

    Raises:
        OffRollError: The child is not on the roll on that day.
        NotASchoolDayError: The school is closed to the child.
    """
    placement = office.roll.placed(pupil.id, day)
    if placement is None or not office.roll.is_on_roll(pupil.id, day):
        raise OffRollError(pupil, day)
    calendar_of(office, pupil.id, day).require_open(day)
    return placement


def calendar_of(office: Office, pupil: PupilId, day: dt.date) -> SchoolCalendar:
    """Return the calendar of a child on a day: that of its site and year group."""
    placement = office.roll.placed(pupil, day)
    if placement is None:
        return office.calendar.of(office.school.sites()[0].id, "")
    site = office.roll.school_class(placement.school_class).site
    return office.calendar.of(site, placement.year_group)


def bell_of(office: Office, placement: Placement, day: dt.date, session: Session) -> Bell | None:
    """Return the times of a session for a child; None where none were entered."""
    site = office.roll.school_class(placement.school_class).site
    return office.school.bells().bell(site, placement.year_group, day, session)


def minute_of(office: Office, day: dt.date, at: dt.time) -> dt.time:
    """Return a time to the minute, having asked whether it has come.

    Raises:
        StillToComeError: It has not come yet.
    """
    minute = at.replace(second=0, microsecond=0, tzinfo=None)
    now = office.now()
    if (day, minute) > (now.date(), now.time()):
        raise StillToComeError(minute)
    return minute


def why_back(office: Office, entry: Entry, made: Signature, reason: str) -> str:
    """Return why an entry is taken back, having asked whether it may be.

    Args:
        office: The office.
        entry: The entry as it stands.
        made: Who wrote what is to be undone, and when.
        reason: Why; may be blank within a minute, for the same person.

    Raises:
        TakenBackError: It was taken back already.
        NoReasonError: The minute is over, or somebody else made the entry, and no reason is given.
    """
    if entry.gone:
        raise TakenBackError
    if not reason.strip() and not may_undo(office, made):
        raise NoReasonError
    return reason.strip() or AT_ONCE


def before_acts(
    office: Office, places: Iterable[Place], acts: set[ActId]
) -> list[tuple[Mark, Mark]]:
    """Return the marks that some acts wrote and that still stand, each with what stood before.

    A mark that somebody corrected since is not among them: that correction stands.
    """
    found: list[tuple[Mark, Mark]] = []
    for pupil, day, session in places:
        stands = office.register.standing(pupil, day, session)
        if stands is None or stands.line.act not in acts:
            continue
        history = office.register.history(pupil, day, session)
        earlier = [one.mark for one in history if one.mark.line.act not in acts]
        before = earlier[-1] if earlier else Mark(pupil, day, session, NOTHING)
        found.append((stands, replace(before, line=UNWRITTEN)))
    return found


def because(pairs: Iterable[tuple[Mark, Mark]], reason: str) -> list[tuple[Mark, Mark]]:
    """Return corrections with the reason written into each."""
    return [(earlier, replace(later, reason=reason)) for earlier, later in pairs]
