"""Sessions that are pre-marked: derived from what other books say until the register is handed in.

A *source* is asked for a pupil and returns what it can say, within which days, or None where it
has nothing on that pupil, so that the many pupils without anything cost next to nothing. Sources
stand in `SOURCES` in the order in which they count; a decision on leave or an appointment becomes
one by a function of its own there. Nothing derived is ink, and nothing in ink is derived: whoever
asks lays the answer under the marks that stand. Figures are of ink alone: a session that has begun
and is pre-marked counts as unmarked until its register is handed in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.leave import granted_symbols
from officeapp.domain.codes import NOTHING
from officeapp.domain.patterns import PatternKind, pattern_code, pattern_for
from officeapp.domain.record import LineId, SiteId
from officeapp.domain.school_year import SchoolYear, Session, Span, is_weekday, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.messages import Message
    from officeapp.domain.roll import Pupil
    from officeapp.domain.times import Bell

MEDICAL = "M"
THERE = ("/", "L", "U")  # what says of a morning that the child was in the building
WEEKS_ASKED = 4


@dataclass(frozen=True, slots=True)
class Derived:
    """What a session is pre-marked with.

    Attributes:
        code: The code.
        source: The line of the book that says so.
        why: What it follows from, in words.
        note: What goes into ink with the mark, such as the nature of education elsewhere.
    """

    code: str
    source: LineId
    why: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Says:
    """What a source can say of a pupil.

    Attributes:
        span: The days within which it may say something.
        answer: What it says of a session.
    """

    span: Span
    answer: Callable[[dt.date, Session], Derived | None]


Source = Callable[["Office", "Pupil"], Says | None]


def derived(
    office: Office, pupils: Iterable[Pupil], days: Sequence[dt.date]
) -> dict[Place, Derived]:
    """Return the sessions of some days that are pre-marked, by pupil, day and half.

    Only sessions that take place for the pupil are: on roll, on a school day of their site and
    year group.
    """
    found: dict[Place, Derived] = {}
    for pupil in pupils:
        for source in SOURCES:
            says = source(office, pupil)
            if says is None:
                continue
            asked = [day for day in days if day in says.span]
            for day in _school_days(office, pupil, asked):
                for session in Session:
                    said = says.answer(day, session)
                    if said is not None:
                        found.setdefault((pupil.id, day, session), said)
    return found


def from_patterns(office: Office, pupil: Pupil) -> Says | None:
    """Return what a pupil's weekly patterns say; None where there are none."""
    patterns = office.patterns.of(pupil.id)
    if not patterns:
        return None

    alone = patterns[0] if len(patterns) == 1 else None
    why = {pattern.id: pattern.said for pattern in patterns}

    def answer(day: dt.date, session: Session) -> Derived | None:
        pattern = alone or pattern_for(patterns, day, session)
        code = pattern_code(pattern, day, session, pupil.dob) if pattern else NOTHING
        if pattern is None or code == NOTHING:
            return None
        note = pattern.nature if pattern.kind is PatternKind.ELSEWHERE else ""
        return Derived(code, pattern.line, why[pattern.id], note)

    last = max(pattern.span.last for pattern in patterns)
    return Says(Span(patterns[0].first, last), answer)


def from_leave(office: Office, pupil: Pupil) -> Says | None:
    """Return what was granted of a pupil's leave; None where nothing was decided.

    A session of which desks decided different things waits for a person, and is not pre-marked.
    """
    standing = office.leave.standing(pupil.id)
    if not standing:
        return None
    granted, disputed = granted_symbols(), office.clashes.of_leave(pupil.id)

    def answer(day: dt.date, session: Session) -> Derived | None:
        if (day, session) in disputed:
            return None
        symbol, decision = standing.get((day, session), (NOTHING, None))
        if decision is None or symbol not in granted:
            return None
        last = max(one for (one, _), said in decision.moments() if said in granted)
        reason = f": {decision.reason}" if decision.reason else ""
        why = f"leave granted until {short_day(last)} {last.year}{reason}"
        return Derived(office.codes.code(symbol), decision.line, why)

    days = [day for day, _ in standing]
    return Says(Span(min(days), max(days)), answer)


def from_sign_outs(office: Office, pupil: Pupil) -> Says | None:
    """Return what a child misses who was signed out and is not back; None where nothing."""
    entries = office.front_desk.out.since(_lately(office)).get(pupil.id, [])
    entries = [entry for entry in entries if entry.code]

    def answer(day: dt.date, session: Session) -> Derived | None:
        bell = _bell(office, pupil, day, session)
        for entry in reversed(entries):
            if entry.day == day and bell is not None and entry.misses(bell):
                why = f"signed out {entry.left_at:%H:%M}: {entry.reason}"
                return Derived(entry.code, entry.line, why)
        return None

    return _says(answer, [Span(entry.day, entry.day) for entry in entries])


def from_appointments(office: Office, pupil: Pupil) -> Says | None:
    """Return what a child will miss for appointments that are proved; None where nothing.

    Once a child was signed out for one, the times of the signing out book count and not the plan.
    """
    since = _lately(office)
    left = {entry.appointment for entry in office.front_desk.out.since(since).get(pupil.id, [])}
    entries = [
        entry
        for entry in office.front_desk.appointments.since(since).get(pupil.id, [])
        if entry.medical and entry.is_proved and entry.id not in left
    ]

    def answer(day: dt.date, session: Session) -> Derived | None:
        bell = _bell(office, pupil, day, session)
        for entry in entries:
            if entry.day == day and bell is not None and entry.misses(bell):
                why = f"appointment {entry.at:%H:%M}, {entry.evidence} seen"
                return Derived(MEDICAL, entry.line, why)
        return None

    return _says(answer, [Span(entry.day, entry.day) for entry in entries])


def from_messages(office: Office, pupil: Pupil) -> Says | None:
    """Return what parents' messages say of a child; None where nothing.

    A session for which leave was refused waits for a person: no message makes it an illness. A
    child who came in after all is not away that afternoon by what was said before it came.
    """
    messages = office.front_desk.messages.since(_lately(office)).get(pupil.id, [])
    messages = [message for message in messages if message.code]
    if not messages:
        return None
    leave = office.leave.standing(pupil.id)

    def answer(day: dt.date, session: Session) -> Derived | None:
        if (day, session) in leave:
            return None
        for message in reversed(messages):
            if message.covers(day, session) and not _is_in(office, pupil, day, session, message):
                until = f" until {short_day(message.last)}" if message.last != message.day else ""
                why = f"message of {short_day(message.taken)}: {message.kind}{until}"
                return Derived(message.code, message.line, why)
        return None

    return _says(answer, [message.span for message in messages])


#: Where pre-marked sessions come from; the first that has one counts.
SOURCES: tuple[Source, ...] = (
    from_patterns,
    from_leave,
    from_sign_outs,
    from_appointments,
    from_messages,
)


def _is_in(office: Office, pupil: Pupil, day: dt.date, session: Session, message: Message) -> bool:
    """Say whether a child came in that morning, after what the message says was said."""
    if session is Session.AM:
        return False
    late = [one.at for one in office.front_desk.late.on(day) if one.pupil == pupil.id]
    marked = office.codes.code(_symbol(office, pupil, day)) in THERE
    if not late and not marked:
        return False
    bell = _bell(office, pupil, day, Session.AM)
    came = max(late) if late else (bell.late_from if bell else dt.time.min)
    return message.taken != day or message.at < came


def _symbol(office: Office, pupil: Pupil, day: dt.date) -> str:
    """Return the symbol of a child's morning in the standing line."""
    year = SchoolYear.of(day)
    return office.register.line(pupil.id, year)[year.slot(day, Session.AM)]


def _lately(office: Office) -> dt.date:
    """Return from when the front desk's books are asked; an older register is in ink or late."""
    return office.today() - dt.timedelta(weeks=WEEKS_ASKED)


def _says(
    answer: Callable[[dt.date, Session], Derived | None], spans: Sequence[Span]
) -> Says | None:
    if not spans:
        return None
    return Says(Span(min(span.first for span in spans), max(span.last for span in spans)), answer)


def _bell(office: Office, pupil: Pupil, day: dt.date, session: Session) -> Bell | None:
    """Return the times of a child's session; None where none were entered."""
    placed = office.roll.placed(pupil.id, day)
    if placed is None:
        return None
    site = office.roll.school_class(placed.school_class).site
    return office.school.bells().bell(site, placed.year_group, day, session)


def _school_days(office: Office, pupil: Pupil, days: Sequence[dt.date]) -> Iterator[dt.date]:
    """Yield those of some days on which a pupil is on roll and the school open to them."""
    for placement, span in office.roll.segments(pupil.id):
        site, group = SiteId(0), ""
        if placement is not None:
            site = office.roll.school_class(placement.school_class).site
            group = placement.year_group
        calendar = office.calendar.of(site, group)
        for day in days:
            if day in span and is_weekday(day) and calendar.is_open(day):
                yield day
