"""An appointment as it is being written down, and how the desk says it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.domain.appointments import Appointment, AppointmentKind
from officeapp.domain.roll import Pupil
from officeapp.domain.said_days import said_moment
from officeapp.domain.school_year import Session, Span, short_day
from officeapp.procedures.desk_entries import at_school, bell_of, calendar_of

if TYPE_CHECKING:
    from officeapp.books.office import Office

AHEAD = dt.timedelta(days=365)
WAY_THERE = dt.timedelta(minutes=30)


@dataclass(slots=True)
class InDiary:
    """What is being written of an appointment; nothing of it is on the disk yet.

    Attributes:
        pupil: The child.
        coming: The child's appointments from today on, the next first.
        kind: What it is; None while nothing is chosen.
        words: What was typed for it.
        when: The day and time as they were typed.
        leaves: When the child leaves school for it, as typed; empty where it comes from home.
        back: When it is back, as typed; empty where not that day.
        evidence: What was seen.
        changes: The appointment that is being changed; None for a new one.
    """

    pupil: Pupil
    coming: list[Appointment]
    kind: AppointmentKind | None = None
    words: str = ""
    when: str = ""
    leaves: dt.time | None = None
    back: dt.time | None = None
    evidence: str = ""
    changes: Appointment | None = None

    def moment(self, office: Office) -> tuple[dt.date, dt.time]:
        """Return the day and time; those of the appointment that is changed while none are typed.

        Raises:
            NotAMomentError: What was typed names no day and time.
        """
        if self.changes is not None and not self.when.strip():
            return self.changes.day, self.changes.at
        calendar = calendar_of(office, self.pupil.id, office.today())
        return said_moment(self.when, office.today(), calendar.is_open)

    def appointment(self, office: Office) -> Appointment:
        """Return the appointment as it stands.

        Raises:
            NotAMomentError: What was typed names no day and time.
        """
        day, at = self.moment(office)
        kind, before = self.kind, self.changes
        what = self.words.strip() if kind is None or kind.asks else kind.words
        new = Appointment(0, self.pupil.id, day, at, what, self.leaves, self.back)
        new = replace(new, medical=kind is None or kind.medical, evidence=self.evidence)
        if before is None:
            return new
        return replace(new, id=before.id, line=before.line, seen_by=before.seen_by)


def coming_up(office: Office, pupil: int | None = None) -> list[Appointment]:
    """Return the appointments from today on, the next first; of one child if given."""
    found = [
        one
        for number, entries in office.front_desk.appointments.since(office.today()).items()
        for one in entries
        if pupil in (None, number)
    ]
    return sorted(found, key=lambda one: (one.day, one.at, one.id))


def usual_leave(office: Office, pupil: Pupil, day: dt.date, at: dt.time) -> dt.time | None:
    """Return when a child would leave school for an appointment; None where it comes from home.

    It comes from home where it would have to leave before the morning's register has closed.
    """
    bell = bell_of(office, at_school(office, pupil, day), day, Session.AM)
    leaves = (dt.datetime.combine(day, at) - WAY_THERE).time()
    return leaves if bell is not None and bell.closes < leaves < at else None


def missed_said(office: Office, one: Appointment) -> str:
    """Return in a sentence which registers an appointment misses, and what they will have."""
    placement = at_school(office, office.roll.pupil(one.pupil), one.day)
    bells = [bell_of(office, placement, one.day, session) for session in Session]
    missed = [bell.session.word for bell in bells if bell is not None and one.misses(bell)]
    if not missed:
        return "Misses no register."
    when = f"the {' and the '.join(missed)}'s register"
    if not one.medical:
        return f"Misses {when}; marks nothing by itself."
    if not one.is_proved:
        return f"Misses {when}; M once the proof is seen: C card, P letter, T text or e-mail."
    return f"Misses {when}: M, {one.evidence} seen."


def said_of(one: Appointment, today: dt.date) -> str:
    """Return an appointment in a line: 'Thu 19 Nov 14:00 · card seen · leaves 13:30'.

    What it is for is nobody's business across the counter; whoever changes it sees that.
    """
    day = "Today" if one.day == today else short_day(one.day)
    leaves = f" · leaves {one.away_from:%H:%M}" if one.away_from else ""
    return f"{day} {one.at:%H:%M} · {proof_said(one)}{leaves}"


def proof_said(one: Appointment) -> str:
    """Return whether an appointment is proved: 'card seen'."""
    return f"{one.evidence} seen" if one.is_proved else "no proof yet"


def span_ahead(today: dt.date) -> Span:
    """Return the days for which appointments are written down."""
    return Span(today, today + AHEAD)
