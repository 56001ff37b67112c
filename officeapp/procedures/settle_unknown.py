"""Settle absences of which no reason was known, and show which are left, by legal deadline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import UNWRITTEN, PupilId
from officeapp.domain.rights import Right
from officeapp.domain.school_year import SchoolYear, Session, Span, long_day
from officeapp.domain.unknown import PROVED, SETTLES, UNKNOWN, Unknown
from officeapp.errors import NotAllowedError, OfficeError
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.arrive_late import check_register
from officeapp.procedures.plan_message import unknown_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.messages import Message
    from officeapp.domain.register import Mark


class NotUnknownError(OfficeError):
    """A session was to be settled whose reason is not unknown."""

    def __init__(self, name: str, day: dt.date, session: Session) -> None:
        super().__init__(
            f"{name} is not marked N for {long_day(day)} {session.word} any more; "
            "change the mark as an amendment if it is wrong."
        )


class NotForTheOfficeError(NotAllowedError):
    """An unknown absence was to be settled with what the office does not decide."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"The office does not settle an absence with {code}; settle it with one of "
            f"{', '.join(SETTLES)}, or let the headteacher decide."
        )


class NotProvedError(OfficeError):
    """A medical absence was to be settled without its proof having been seen."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code} needs its card, letter or message; say what was seen.")


def unknown_queue(office: Office, day: dt.date) -> list[Unknown]:
    """Return every session marked N up to a day, the first due first, of the year before too.

    Each has the day by which it must be settled, by the child's own calendar, and the last message
    about it, if one is waiting for somebody.
    """
    found = [
        unknown_of(office, pupil, when, session, _message(office, pupil, when, session))
        for pupil, when, session in _places(office, day)
    ]
    return sorted(found, key=lambda one: (one.due, one.day, one.name, one.session, one.pupil))


def settle_unknown(
    office: Office,
    sessions: Sequence[Place],
    code: str,
    reason: str,
    *,
    evidence: str = "",
) -> None:
    """Settle sessions marked N, as one act; each N stays legible under its correction.

    Nothing here authorises leave: that is for the headteacher, and never afterwards.

    Args:
        office: The office.
        sessions: Whose, which day and half.
        code: What each is to be: O where it is still unknown.
        reason: How the office knows, or that nobody could say.
        evidence: What was seen, for a code that holds only where something was.

    Raises:
        NoReasonError: The reason is blank.
        NotForTheOfficeError: The code is not one the office settles an absence with.
        NotProvedError: The code needs evidence and none was seen.
        NotUnknownError: A session is not marked N any more; nothing was written.
        OfficeError: The code may not be written there; nothing was.
        NotAllowedError: The person signed in may not settle marks, or not of earlier days.
        NotSavedError: The file could not be written; nothing was changed.
    """
    if not reason.strip():
        raise NoReasonError
    if code not in SETTLES:
        raise NotForTheOfficeError(code)
    if code in PROVED and not evidence.strip():
        raise NotProvedError(code)
    said = f"{reason.strip()} (seen: {evidence.strip()})" if evidence.strip() else reason.strip()
    pairs = [(mark, _settled(office, mark, code, said)) for mark in _standing(office, sessions)]
    today = all(day == office.today() for _, day, _ in sessions)
    right = Right.KEEP_DESK if today else Right.SETTLE_EARLIER
    with office.writing("settle-unknown", right, Book.REGISTER) as act:
        office.register.amend_many(act, pairs)


def _standing(office: Office, sessions: Sequence[Place]) -> Iterator[Mark]:
    for pupil, day, session in sessions:
        stands = office.register.standing(pupil, day, session)
        if stands is None or stands.code != UNKNOWN:
            raise NotUnknownError(office.roll.pupil(pupil).called, day, session)
        yield stands


def _settled(office: Office, mark: Mark, code: str, reason: str) -> Mark:
    later = replace(mark, code=code, minutes=None, reason=reason, line=UNWRITTEN)
    check_register(office, later)
    return later


def _places(office: Office, day: dt.date) -> Iterator[Place]:
    """Yield the sessions marked N in the school year of a day, up to it, and in the year before."""
    symbol = office.codes.symbol(UNKNOWN)
    this = SchoolYear.of(day)
    for year in (SchoolYear(this.begins - 1), this):
        last = year.slots_of(Span(year.span.first, min(day, year.span.last)))[1]
        for pupil, line in office.register.all_lines(year).items():
            slot = line.find(symbol, 0, last)
            while slot >= 0:
                yield PupilId(pupil), *year.session(slot)
                slot = line.find(symbol, slot + 1, last)


def _message(office: Office, pupil: PupilId, day: dt.date, session: Session) -> Message | None:
    found = office.front_desk.messages.of(pupil, Span(day, day))
    return next((one for one in reversed(found) if one.covers(day, session)), None)
