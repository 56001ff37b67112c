"""Who is on the telephone, about which child, and what is said of it so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officeapp.books.reasons import reasons
from officeapp.domain.late import NOBODY
from officeapp.domain.messages import Channel, HalfDay, Message, MessageKind
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.roll import Pupil
from officeapp.domain.said_days import SaidDays, said_days
from officeapp.domain.school_year import Session, Span, short_day
from officeapp.gui.frontdesk.hatch import contacts_at_hatch
from officeapp.procedures.ask_leave import family_of
from officeapp.procedures.desk_entries import calendar_of
from officeapp.procedures.plan_message import Heard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.register import Mark
    from officeapp.procedures.plan_message import MessagePlan

NO_KIND_YET = MessageKind("", "")
MOST = 9  # contacts with a digit
LOOKS_BACK = dt.timedelta(days=7)


@dataclass(slots=True)
class AtPhone:
    """What is being written of a message; nothing of it is on the disk yet.

    Attributes:
        pupil: The child.
        today: The day on which it is taken.
        contacts: The child's contacts, each with the words the desk shows.
        kind: The kind of reason; None while none is chosen.
        days: The days as they were typed; empty for today.
        channel: How the message reached the office.
        caller: The contact who gives it; 0 for nobody chosen.
        called: Who else does, as typed.
        words: What was said.
        evidence: What was seen.
        going_on: The child's newest message that is not long over; None for none.
        updates: The message that is being updated; None for a new one.
        family: Brothers and sisters on roll, whom the message may be about too.
        added: Those of them it is about.
    """

    pupil: Pupil
    today: dt.date
    contacts: list[tuple[ContactId, str]] = field(default_factory=list)
    kind: MessageKind | None = None
    days: str = ""
    channel: Channel = Channel.TELEPHONE
    caller: ContactId = NOBODY
    called: str = ""
    words: str = ""
    evidence: str = ""
    going_on: Message | None = None
    updates: Message | None = None
    family: list[Pupil] = field(default_factory=list)
    added: list[PupilId] = field(default_factory=list)

    @property
    def is_begun(self) -> bool:
        """Say whether anything was said of a new message beyond whom it is about."""
        chosen = (self.kind, self.caller, self.evidence, self.added)
        typed = (self.days, self.called, self.words)
        return self.updates is None and (any(chosen) or any(typed))

    def go_on_from(self, before: AtPhone) -> None:
        """Take over what was said before the window was locked, as far as it still holds.

        Days are typed as seen from one day, so that another day does not take them over.
        """
        self.kind, self.channel, self.evidence = before.kind, before.channel, before.evidence
        self.called, self.words = before.called, before.words
        self.days = before.days if before.today == self.today else ""
        self.caller = before.caller if before.caller in dict(self.contacts) else NOBODY
        family = {one.id for one in self.family}
        self.added = [one for one in before.added if one in family]

    def add_next(self) -> None:
        """Add the next of the family; once all are added, leave them all out again."""
        left = [one.id for one in self.family if one.id not in self.added]
        self.added = [*self.added, left[0]] if left else []

    def heards(self, office: Office) -> list[Heard]:
        """Return the message of each child it is about, the child's own first."""
        own = self.heard(office)
        others = [one.id for one in self.family if one.id in self.added]
        return [own, *(replace(own, pupil=number) for number in others)]

    def heard(self, office: Office) -> Heard:
        """Return the message as it stands.

        Raises:
            NotDaysError: What was typed names no days.
        """
        said = self.said(office)
        expected = said.back
        calendar = calendar_of(office, self.pupil.id, self.today)
        if expected is None and self.days.strip():
            expected = calendar.school_days_after(said.span.last, 1)
        return Heard(
            self.pupil.id,
            said.span,
            self.kind or NO_KIND_YET,
            self.channel,
            said.halves,
            self.words,
            expected,
            self.caller,
            "" if self.caller else self.called,
            self.evidence if self.kind is not None and self.kind.needs_evidence else "",
        )

    def said(self, office: Office) -> SaidDays:
        """Return the days that were typed; those of the message updated while none were."""
        before = self.updates
        if before is not None and not self.days.strip():
            return SaidDays(before.span, before.sessions, before.expected)
        calendar = calendar_of(office, self.pupil.id, self.today)
        found = said_days(self.days, self.today, calendar.is_open)
        if before is None or found.span.first < before.day or _says_start(self.days):
            return found
        return SaidDays(
            Span(min(before.day, found.span.last), found.span.last), found.halves, found.back
        )

    def take_up(self, message: Message) -> None:
        """Go on from a message that is to be updated."""
        kinds = [one for one in reasons().messages if one.words == message.kind]
        self.updates = message
        self.kind = kinds[0] if kinds else None
        self.channel, self.caller, self.called = message.channel, message.caller, message.called
        self.words = message.words


def at_phone(office: Office, pupil: Pupil) -> AtPhone:
    """Return a child whose parent is on the telephone."""
    today = office.today()
    known = contacts_at_hatch(office, pupil.id)[:MOST]
    recent = office.front_desk.messages.of(pupil.id, Span(today - LOOKS_BACK, today))
    recent = [one for one in recent if one.last >= today or one.expected == today]
    going_on = recent[-1] if recent else None
    return AtPhone(pupil, today, known, going_on=going_on, family=family_of(office, pupil))


def going_on_said(message: Message) -> str:
    """Return a message that goes on, for the line under the name."""
    return f"{message.kind} until {short_day(message.last)}, {message.channel}: U updates it"


def days_said(said: SaidDays) -> str:
    """Return days as the desk reads them back: 'Wed 18 to Fri 20 Nov, mornings only'."""
    first, last = said.span.first, said.span.last
    days = short_day(first) if first == last else f"{short_day(first)} to {short_day(last)}"
    halves = {HalfDay.AM: ", mornings only", HalfDay.PM: ", afternoons only"}
    if first == last:
        halves = {HalfDay.AM: " morning", HalfDay.PM: " afternoon"}
    return f"{days}{halves.get(said.halves, '')}"


def plan_said(plan: MessagePlan) -> str:
    """Return in sentences what a message would do, before it is filed."""
    code, parts = plan.message.code, []
    if plan.resolves:
        parts.append(f"Settles {_marks(plan.resolves)} as {code}.")
    if plan.to_come:
        coming = _counted(plan.to_come, "session")
        parts.append(f"Marks {coming} to come {code}, unless the child is there.")
    if plan.decides:
        parts.append(f"Fills nothing: the {plan.decides} decides.")
    elif not code and not parts:
        parts.append("Marks nothing by itself.")
    if plan.waits:
        due = min(one.due for one in plan.waits)
        words = _counted(len(plan.waits), "mark")
        parts.append(f"{words} N to be settled by {short_day(due)}.")
    if plan.otherwise:
        parts.append(f"Left as marked: {_marks(plan.otherwise)}.")
    return " ".join(parts)


def left_said(marks: Sequence[Mark]) -> str:
    """Return marks in ink that a message speaks for no more, for a person to look at."""
    return f" In ink and to be looked at: {_marks(marks)}." if marks else ""


def _marks(marks: Sequence[Mark]) -> str:
    """Return marks by their sessions, the first three of them."""
    said = [
        f"{short_day(mark.day)} {'am' if mark.session is Session.AM else 'pm'}" for mark in marks
    ]
    more = f" and {len(said) - 3} more" if len(said) > 3 else ""
    return f"{', '.join(said[:3])}{more}"


def _counted(number: int, of: str) -> str:
    return f"{number} {of}" if number == 1 else f"{number} {of}s"


def _says_start(typed: str) -> bool:
    """Say whether an update says itself when the absence begins."""
    return any(word in typed.lower().split() for word in ("since", "from", "on"))
