"""Messages from parents: why a child is away, for how long, who said so and how."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from officeapp.domain.late import NOBODY
from officeapp.domain.record import UNWRITTEN, ContactId, LineId, PupilId
from officeapp.domain.school_year import Session, Span, short_day


class Channel(enum.StrEnum):
    """How a message reached the office."""

    TELEPHONE = "telephone"
    ANSWERPHONE = "answerphone"
    IN_PERSON = "in person"
    EMAIL = "e-mail"
    TEXT = "text"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A kind of reason that the desk chooses with one digit.

    Attributes:
        key: The digit.
        words: What the button and the book say.
        code: What the sessions are marked with; empty where somebody else must decide.
        decides: Who decides where the office does not: 'headteacher' (leave), 'office'.
        needs_evidence: Whether the code holds only where evidence was seen.
    """

    key: str
    words: str
    code: str = ""
    decides: str = ""
    needs_evidence: bool = False


class HalfDay(enum.StrEnum):
    """Which halves of its days a message is about."""

    BOTH = ""
    AM = "AM"
    PM = "PM"

    def covers(self, session: Session) -> bool:
        """Say whether a session is one of them."""
        return self is HalfDay.BOTH or self.value == session.value


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        id: The entry's number.
        pupil: Whom it is about.
        day: The first day it is about.
        last: The last, included.
        sessions: Which halves of those days.
        kind: The kind of reason, in the words of the list.
        code: What it fills; empty where somebody else must decide.
        words: What was said.
        expected: The day the child is expected back; None where not said.
        caller: The contact who gave it; 0 for nobody on the card.
        called: Who did, where it was nobody on the card.
        channel: How it reached the office.
        taken: The day it was taken.
        at: When it was taken, to the minute.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected; an update says what changed.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    last: dt.date
    kind: str
    channel: Channel
    taken: dt.date
    at: dt.time
    sessions: HalfDay = HalfDay.BOTH
    code: str = ""
    words: str = ""
    expected: dt.date | None = None
    caller: ContactId = NOBODY
    called: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN

    @property
    def span(self) -> Span:
        """Return the days it is about, both included."""
        return Span(self.day, self.last)

    def covers(self, day: dt.date, session: Session) -> bool:
        """Say whether it is about a session."""
        return not self.gone and day in self.span and self.sessions.covers(session)


def what_changed(before: Message, after: Message) -> str:
    """Return what an update says otherwise than the message before it; empty where nothing."""
    parts = []
    if after.kind != before.kind:
        parts.append(f"{after.kind} instead of {before.kind}")
    if after.day != before.day:
        parts.append(f"from {short_day(after.day)} instead of {short_day(before.day)}")
    if after.last != before.last:
        parts.append(f"until {short_day(after.last)} instead of {short_day(before.last)}")
    if after.sessions != before.sessions:
        parts.append(f"{halves_said(after.sessions)} instead of {halves_said(before.sessions)}")
    if after.expected != before.expected:
        parts.append(f"back {short_day(after.expected)}" if after.expected else "return not known")
    if after.words != before.words:
        parts.append("what was said")
    if after.code != before.code and not parts:
        parts.append(f"{after.code or 'no code'} instead of {before.code or 'no code'}")
    return "; ".join(parts)


def halves_said(halves: HalfDay) -> str:
    """Return which halves of its days a message is about, in words."""
    said = {HalfDay.AM: "mornings only", HalfDay.PM: "afternoons only"}
    return said.get(halves, "whole days")
