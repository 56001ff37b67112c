"""What a message from a parent would do to the register, worked out before anything is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.domain.codes import NOTHING
from officeapp.domain.late import NOBODY
from officeapp.domain.messages import Channel, HalfDay, Message, MessageKind
from officeapp.domain.record import UNWRITTEN, ContactId, PupilId
from officeapp.domain.register import Mark, Sheet
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Session, Span, long_day
from officeapp.domain.unknown import UNKNOWN, Unknown, due_by
from officeapp.errors import OfficeError
from officeapp.procedures.arrive_late import OffRollError, check_register
from officeapp.procedures.desk_entries import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil

#: What the register may have where a message agrees with it, whatever the message's own code.
_NO_QUESTION = frozenset({NOTHING, UNKNOWN})


class WrongOrderError(OfficeError):
    """A message ends before it begins."""

    def __init__(self, span: Span) -> None:
        super().__init__(
            f"{long_day(span.last)} is before {long_day(span.first)}; "
            "type the last day the child is away."
        )


class NoSchoolThenError(OfficeError):
    """A message is about days on which the child has no school."""

    def __init__(self, pupil: Pupil, span: Span) -> None:
        super().__init__(
            f"{pupil.called} has no school from {long_day(span.first)} to {long_day(span.last)}; "
            "look at the days again."
        )


class NobodySaidItError(OfficeError):
    """A message was to be taken without saying whose it is."""

    def __init__(self) -> None:
        super().__init__("Say who gave the message: press a digit for a contact, or type the name.")


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as the desk hears it.

    Attributes:
        pupil: Whom it is about.
        span: The days it is about, both included.
        kind: The kind of reason.
        channel: How it reached the office.
        sessions: Which halves of those days.
        words: What was said.
        expected: The day the child is expected back; None where not said.
        caller: The contact who gave it; 0 for nobody on the card.
        called: Who did, where it was nobody on the card.
        evidence: What was seen for it; empty for nothing.
    """

    pupil: PupilId
    span: Span
    kind: MessageKind
    channel: Channel = Channel.TELEPHONE
    sessions: HalfDay = HalfDay.BOTH
    words: str = ""
    expected: dt.date | None = None
    caller: ContactId = NOBODY
    called: str = ""
    evidence: str = ""

    @property
    def code(self) -> str:
        """Return the code the office may fill; empty where somebody else decides, or no proof."""
        if self.kind.decides or (self.kind.needs_evidence and not self.evidence.strip()):
            return NOTHING
        return self.kind.code


@dataclass(frozen=True, slots=True)
class MessagePlan:
    """What a message does.

    Attributes:
        message: The message as it would be written, without a number.
        resolves: Marks N and blanks of registers handed in that it would settle, as they would be.
        earlier: The marks that stand there now, in the same order; None for a blank.
        waits: Marks N it is about and does not settle: another must, by the day each is due.
        otherwise: Marks in ink that say something else; nothing here touches them.
        to_come: How many sessions it pre-marks until their register is handed in.
        decides: Who decides; empty where the office does, or nothing is to be decided.
    """

    message: Message
    resolves: tuple[Mark, ...] = ()
    earlier: tuple[Mark | None, ...] = ()
    waits: tuple[Unknown, ...] = ()
    otherwise: tuple[Mark, ...] = ()
    to_come: int = 0
    decides: str = ""


def message_of(office: Office, heard: Heard, number: int = 0) -> Message:
    """Return the message that would be written, taken now; nothing is written.

    Raises:
        WrongOrderError: It ends before it begins.
        NobodySaidItError: It was not said who gave it.
    """
    if heard.span.last < heard.span.first:
        raise WrongOrderError(heard.span)
    if not heard.caller and not heard.called.strip():
        raise NobodySaidItError
    seen = f" (seen: {heard.evidence.strip()})" if heard.evidence.strip() else ""
    now = office.now()
    return Message(
        id=number,
        pupil=heard.pupil,
        day=heard.span.first,
        last=heard.span.last,
        kind=heard.kind.words,
        channel=heard.channel,
        taken=now.date(),
        at=now.time().replace(second=0, microsecond=0, tzinfo=None),
        sessions=heard.sessions,
        code=heard.code,
        words=f"{heard.words.strip()}{seen}".strip(),
        expected=heard.expected,
        caller=heard.caller,
        called=heard.called.strip(),
    )


def plan_message(office: Office, heard: Heard) -> MessagePlan:
    """Return what a message would do; nothing is written.

    Raises:
        OffRollError: The child is not on the roll on any of the days.
        NoSchoolThenError: The child has no school on any of them.
        OfficeError: The message is not complete, or its code may not be written.
    """
    message = message_of(office, heard)
    sessions = list(sessions_of(office, message))
    if not sessions:
        pupil = office.roll.pupil(heard.pupil)
        if not any(office.roll.is_on_roll(pupil.id, day) for day in heard.span.days()):
            raise OffRollError(pupil, heard.span.first)
        raise NoSchoolThenError(pupil, heard.span)
    return _planned(office, message, sessions, heard.kind.decides)


def sessions_of(office: Office, message: Message) -> Iterator[tuple[dt.date, Session]]:
    """Yield the sessions a message is about that take place for the child, in order."""
    for day in message.span.days():
        if not office.roll.is_on_roll(message.pupil, day):
            continue
        if calendar_of(office, message.pupil, day).is_open(day):
            for session in Session:
                if message.sessions.covers(session):
                    yield day, session


def _planned(
    office: Office, message: Message, sessions: list[tuple[dt.date, Session]], decides: str
) -> MessagePlan:
    """Return what a message does to each of its sessions."""
    leave = office.leave.standing(message.pupil)
    may_earlier = office.may(Right.SETTLE_EARLIER)
    resolves: list[tuple[Mark | None, Mark]] = []
    waits: list[Unknown] = []
    otherwise: list[Mark] = []
    to_come = 0
    for day, session in sessions:
        stands = office.register.standing(message.pupil, day, session)
        code = NOTHING if (day, session) in leave else message.code
        has = stands.code if stands else NOTHING
        if has == NOTHING and not _handed_in(office, message.pupil, day, session):
            to_come += bool(code)
        elif has in _NO_QUESTION and code and (day == office.today() or may_earlier):
            resolves.append((stands, _mark(office, message, day, session, code)))
        elif has == UNKNOWN:
            waits.append(unknown_of(office, message.pupil, day, session, message))
        elif stands is not None and code not in ("", has):
            otherwise.append(stands)
    return MessagePlan(
        message,
        tuple(mark for _, mark in resolves),
        tuple(earlier for earlier, _ in resolves),
        tuple(waits),
        tuple(otherwise),
        to_come,
        decides,
    )


def unknown_of(
    office: Office,
    pupil: PupilId,
    day: dt.date,
    session: Session,
    message: Message | None = None,
) -> Unknown:
    """Return a session whose reason is unknown, with the day by which it must be settled."""
    placed = office.roll.placed(pupil, day)
    return Unknown(
        pupil,
        office.roll.pupil(pupil).listed,
        placed.school_class if placed else None,
        day,
        session,
        due_by(calendar_of(office, pupil, day), day),
        message,
    )


def _handed_in(office: Office, pupil: PupilId, day: dt.date, session: Session) -> bool:
    placed = office.roll.placed(pupil, day)
    if placed is None or day > office.today():
        return False
    return Sheet(placed.school_class, day, session) in office.register.handed_in(day, day)


def _mark(office: Office, message: Message, day: dt.date, session: Session, code: str) -> Mark:
    """Return the mark a message makes, having asked whether it may be written."""
    mark = Mark(message.pupil, day, session, code)
    check_register(office, mark)
    return replace(mark, reason=reason_of(message), line=UNWRITTEN)


def reason_of(message: Message) -> str:
    """Return why a mark was corrected from a message, as the register's history says it."""
    return f"message: {message.kind.lower()} ({message.channel})"
