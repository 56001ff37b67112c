"""One timeline of a pupil, put together from every book the person signed in may read.

Confidential notes, and that they were opened, are never part of it: whoever may not read them
cannot tell from a timeline that there are any.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.signed_lines import signatures
from officeapp.domain.late import NOBODY
from officeapp.domain.record import NEVER_WRITTEN, UNWRITTEN
from officeapp.domain.rights import Right
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.domain.timeline import Strand, TimelineLine, newest_first
from officeapp.procedures.timeline_case import case_lines
from officeapp.procedures.timeline_leave import leave_lines
from officeapp.procedures.timeline_letters import letter_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from officeapp.books.office import Office
    from officeapp.domain.late import LateArrival
    from officeapp.domain.messages import Message
    from officeapp.domain.record import ContactId
    from officeapp.domain.roll import Pupil

    Source = Callable[[Office, Pupil, Span], Iterator[TimelineLine]]


def timeline(office: Office, pupil: Pupil, span: Span | None = None) -> list[TimelineLine]:
    """Return what is written of a pupil, the latest first.

    Args:
        office: The office.
        pupil: The pupil.
        span: The days; this school year and the one before if not given.

    Raises:
        NotAllowedError: The person signed in may not read attendance cases.
    """
    office.require(Right.READ_CASES)
    days = span or usual_span(office.today())
    lines = [
        line
        for right, source in SOURCES
        if office.may(right)
        for line in source(office, pupil, days)
    ]
    return newest_first(_signed(office, lines))


def usual_span(day: dt.date) -> Span:
    """Return the school year of a day and the one before."""
    year = SchoolYear.of(day)
    return Span(SchoolYear(year.begins - 1).span.first, year.span.last)


def _signed(office: Office, lines: list[TimelineLine]) -> list[TimelineLine]:
    """Return lines with who wrote them, asked for all of them at once."""
    acts = {line.line.act for line in lines if line.line.act != NEVER_WRITTEN}
    names = {act: f"{by.name}, {by.post}" for act, by in signatures(office, acts).items()}
    return [replace(line, who=line.who or names.get(line.line.act, "")) for line in lines]


def _late(office: Office, pupil: Pupil, span: Span) -> Iterator[TimelineLine]:
    """Yield the late book, then the sessions late in the register that it does not have."""
    entered = set()
    for one in office.front_desk.late.of(pupil.id, span):
        entered.add((one.day, one.session))
        yield TimelineLine(one.day, one.at, Strand.DESK, "Late", _late_said(one), line=one.line)
    for year in {SchoolYear.of(span.first), SchoolYear.of(min(span.last, office.today()))}:
        symbols = office.codes.symbols_where(late=True)
        for slot, symbol in enumerate(office.register.line(pupil.id, year)):
            if symbol not in symbols:
                continue
            place = year.session(slot)
            if place not in entered and place[0] in span:
                mark = office.register.standing(pupil.id, *place)
                minutes = f", {mark.minutes} minutes" if mark and mark.minutes else ""
                words = f"{office.codes.code(symbol)} in the register, {place[1].word}{minutes}"
                line = mark.line if mark else UNWRITTEN
                yield TimelineLine(place[0], None, Strand.DESK, "Late", words, line=line)


def _late_said(one: LateArrival) -> str:
    said = [f"{one.minutes} minutes" if one.minutes != 1 else "1 minute", one.reason]
    words = ", ".join(part for part in said if part)
    return f"{words}; after the register closed" if one.code == "U" else words


def _out(office: Office, pupil: Pupil, span: Span) -> Iterator[TimelineLine]:
    for one in office.front_desk.out.of(pupil.id, span):
        with_whom = _contact(office, one.collector, one.collected_by)
        back = f"; back {one.back_at:%H:%M}" if one.back_at else ""
        words = f"{one.reason}{with_whom and f', with {with_whom}'}{back}"
        yield TimelineLine(one.day, one.left_at, Strand.DESK, "Left", words, line=one.line)


def _appointments(office: Office, pupil: Pupil, span: Span) -> Iterator[TimelineLine]:
    for one in office.front_desk.appointments.of(pupil.id, span):
        seen = f"; seen: {one.evidence}" if one.evidence else "; no proof seen yet"
        words = f"{one.what}{seen}"
        yield TimelineLine(one.day, one.at, Strand.DESK, "Appointment", words, line=one.line)


def _messages(office: Office, pupil: Pupil, span: Span) -> Iterator[TimelineLine]:
    for one in office.front_desk.messages.of(pupil.id, span):
        words = _message_said(office, one)
        yield TimelineLine(one.taken, one.at, Strand.CALLS, "Message", words, line=one.line)


def _message_said(office: Office, one: Message) -> str:
    caller = _contact(office, one.caller, one.called) or "somebody"
    until = f" until {one.last:%a} {one.last.day} {one.last:%b}" if one.last != one.day else ""
    said = f": {one.words}" if one.words else ""
    return f"{caller}, {one.channel}: {one.kind}{until}{said}"


def _attempts(office: Office, pupil: Pupil, span: Span) -> Iterator[TimelineLine]:
    for one in office.front_desk.attempts.of(pupil.id, span):
        whom = _contact(office, one.contact, "")
        parts = [whom, one.outcome, one.words]
        words = ", ".join(part for part in parts if part)
        kind = str(one.step).capitalize()
        yield TimelineLine(one.day, one.at, Strand.CALLS, kind, words, line=one.line)


def _contact(office: Office, number: ContactId, said: str) -> str:
    """Return who somebody is, from the card or as it was typed; empty for nobody."""
    card = office.contacts.contacts().get(number) if number != NOBODY else None
    return card.called if card else said


#: What the timeline is put together from, each with the right it needs beside that to the case.
SOURCES: tuple[tuple[Right, Source], ...] = (
    (Right.READ_DESK, _late),
    (Right.READ_DESK, _out),
    (Right.READ_DESK, _appointments),
    (Right.READ_DESK, _messages),
    (Right.READ_DESK, _attempts),
    (Right.READ_CASES, case_lines),
    (Right.READ_LETTERS, letter_lines),
    (Right.READ_LEAVE, leave_lines),
)
