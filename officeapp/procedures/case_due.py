"""What comes up in cases by its day: reviews, meetings, reminders, referrals unanswered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp.domain.cases import CaseNote, Meeting, MeetingState, Plan, PlanTarget, Referral
from officeapp.domain.record import PupilId
from officeapp.domain.rights import Right
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.domain.timeline import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.journal import Journal
    from officeapp.books.office import Office

#: A referral without an answer is asked about again after so many days.
ASK_AGAIN_DAYS = 28
AHEAD = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DueEntry:
    """Something of a case that comes up on a day.

    Attributes:
        pupil: Whose case.
        day: The day.
        what: What it is, in a few words.
        entry: The entry it is of.
    """

    pupil: PupilId
    day: dt.date
    what: str
    entry: Kept


def due_of(office: Office, pupil: PupilId) -> list[DueEntry]:
    """Return what comes up in a pupil's case, by day, however far ahead.

    Raises:
        NotAllowedError: The person signed in may not read attendance cases.
    """
    office.require(Right.READ_CASES)
    return sorted(_all(office, pupil), key=lambda one: (one.day, one.what))


def due_now(office: Office) -> list[DueEntry]:
    """Return what comes up within a week for pupils on the roll, what is overdue first.

    Raises:
        NotAllowedError: The person signed in may not read attendance cases.
    """
    office.require(Right.READ_CASES)
    today = office.today()
    found = (one for one in _all(office) if one.day <= today + AHEAD)
    return sorted(
        (one for one in found if office.roll.is_on_roll(one.pupil, today)),
        key=lambda one: (one.day, one.pupil, one.what),
    )


def _all(office: Office, pupil: PupilId | None = None) -> Iterator[DueEntry]:
    """Yield everything that is open since the school year before, of one pupil or of all."""
    since = SchoolYear(SchoolYear.of(office.today()).begins - 1).span.first
    span = Span(since, dt.date.max)

    cases = office.cases
    found: list[Kept] = []
    journals: tuple[Journal[Any], ...] = (
        cases.plans,
        cases.targets,
        cases.meetings,
        cases.notes,
        cases.referrals,
    )
    for journal in journals:
        found += journal.between(span) if pupil is None else journal.of(pupil, span)
    for entry in found:
        comes = _comes_up(entry)
        if comes is not None:
            yield DueEntry(entry.pupil, *comes, entry)


def _comes_up(entry: Kept) -> tuple[dt.date, str] | None:
    """Return when an entry comes up and what it is then; None where it is settled."""
    match entry:
        case Plan(review=dt.date() as day, outcome=""):
            return day, f"review of the {entry.kind}"
        case PlanTarget(due=dt.date() as day, met=""):
            return day, f"target: {entry.words.rstrip('.')}"
        case Meeting(state=MeetingState.PLANNED):
            return entry.day, entry.kind
        case CaseNote(remind=dt.date() as day, done=False):
            return day, f"reminder: {entry.words.rstrip('.')}"
        case Referral(outcome=""):
            day = entry.day + dt.timedelta(days=ASK_AGAIN_DAYS)
            return day, f"no answer yet: {entry.whom}"
    return None
