"""Who is away without a reason now, what was tried, and what comes next (row B8).

Nothing of this list is written: a child is on it while the register has N, or a blank in a register
that was handed in, and no other book knows where the child is. The late book, a message, a sign-out
or a corrected mark takes the child off it by itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from officeapp.books.figures import Reckoner
from officeapp.books.reasons import reasons
from officeapp.books.roll_call import BEGINS, DayBooks, by_pupil
from officeapp.domain.chasing import Reachable, Rung, next_rung, rungs, said_of, was_reached
from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.first_day import Attempt
from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.roll import Pupil
from officeapp.domain.roll_call import Where
from officeapp.domain.school_year import SchoolYear, Session, Span, is_weekday
from officeapp.domain.texting import barred_numbers, first_mobile, mobile_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officeapp.books.office import Office
    from officeapp.domain.messages import Message
    from officeapp.domain.roll import Contact, Tie

NO_REASON: Final = "N"
DOUBTFUL: Final = NO_REASON + UNMARKED
#: For how long 'on the way' is a reason; who said so and did not come is looked for again.
ON_THE_WAY_MINUTES: Final = 30
LOOKED_BACK_DAYS: Final = 28


@dataclass(frozen=True, slots=True)
class ChaseLine:
    """A child who is away without a reason, or was this morning.

    Attributes:
        pupil: The child.
        school_class: The class, or None without one.
        class_name: Its name.
        session: The half of the day it began with.
        since: From when the child was expected.
        attempts: What was tried, oldest first.
        ladder: Everything the policy asks for, in order.
        next: What comes next; None where all was done, or nothing is to be done.
        reached: Whether somebody was reached, so that only the reason is to be written.
        days: School days running on which the child missed every session, today's included.
        closed: How it ended, in a few words; empty while it goes on.
    """

    pupil: Pupil
    school_class: ClassId | None
    class_name: str
    session: Session
    since: dt.time
    attempts: tuple[Attempt, ...] = ()
    ladder: tuple[Rung, ...] = ()
    next: Rung | None = None
    reached: bool = False
    days: int = 1
    closed: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether the child is still away without a reason."""
        return not self.closed

    @property
    def tried(self) -> str:
        """Return what was tried, in a few words."""
        return said_of(self.attempts)


def chase(
    office: Office,
    books: DayBooks | None = None,
    professionals: Mapping[PupilId, str] | None = None,
) -> list[ChaseLine]:
    """Return who is away without a reason, those who were chased and came or were explained last.

    Args:
        office: The office.
        books: The books of today, where they were read already.
        professionals: Who else is to be told of some children, by name and post.
    """
    today = office.today()
    if not is_weekday(today):
        return []
    now = office.now().time()
    known = books or DayBooks(office, today, office.roll.on_roll(today), until=now)
    return _Chase(office, known, professionals or {}).lines()


def family_of(contacts: Sequence[tuple[Tie, Contact]], barred: frozenset[str]) -> list[Reachable]:
    """Return who may be contacted about a child, in order; nobody who is not to be contacted.

    Args:
        contacts: The child's contacts, in the order in which to call them.
        barred: The mobile numbers of everybody in the school who is not to be contacted.
    """
    return [
        Reachable(
            contact.id,
            contact.called,
            tie.relationship,
            next((phone for phone in contact.phones if mobile_of(phone) not in barred), ""),
            first_mobile(phone for phone in contact.phones if mobile_of(phone) not in barred),
        )
        for tie, contact in contacts
        if not contact.do_not_contact
    ]


class _Chase:
    """Works out today's list from the books of the day."""

    def __init__(
        self, office: Office, books: DayBooks, professionals: Mapping[PupilId, str]
    ) -> None:
        self._office, self._books, self._professionals = office, books, professionals
        self._now = office.now().time().replace(second=0, microsecond=0, tzinfo=None)
        self._reckoner = Reckoner(office)
        self._barred = barred_numbers(office.contacts.contacts().values())
        self._before: dict[tuple[ClassId, str] | None, list[int]] = {}
        desk = office.front_desk
        self._attempts = by_pupil(desk.attempts.on(books.day))
        self._messages = by_pupil(desk.messages.on(books.day))
        self._appointments = by_pupil(desk.appointments.on(books.day))
        self._on_the_way = {
            one.words for one in reasons().messages if not one.code and not one.decides
        }

    def lines(self) -> list[ChaseLine]:
        """Return the open lines, then the closed ones, each in the order of lists."""
        away: list[tuple[Pupil, list[Session]]] = []
        others: list[Pupil] = []
        for pupil in self._books.pupils:
            sessions = self._away_in(pupil)
            if sessions:
                away.append((pupil, sessions))
            elif pupil.id in self._attempts or pupil.id in self._books.late:
                others.append(pupil)
        contacts = self._office.contacts.by_pupil([pupil.id for pupil, _ in away])
        lines = [self._open(pupil, sessions[0], contacts[pupil.id]) for pupil, sessions in away]
        return lines + [line for pupil in others if (line := self._closed(pupil)) is not None]

    def _away_in(self, pupil: Pupil) -> list[Session]:
        """Return the sessions so far of which nobody knows why the child is away; none if known.

        A child who is in by now, or of whose latest session the reason is known, is not chased;
        what is left of the morning waits with the marks to settle.
        """
        place, line = self._books.place(pupil), self._books.lines[pupil.id]
        for slot in place.begun:
            if line[slot] in DOUBTFUL:
                break
        else:
            return []  # what has begun is marked and explained
        known = [
            session
            for session in Session
            if self._now >= place.begins(session)
            and (self._symbol(pupil, session) != UNMARKED or self._is_blank(pupil, session))
        ]
        unexplained = [session for session in known if self._is_unexplained(pupil, session)]
        if not unexplained or known[-1] is not unexplained[-1]:
            return []
        seen = self._books.where(pupil, self._now).where
        return [] if seen in (Where.IN, Where.OUT) else unexplained

    def _symbol(self, pupil: Pupil, session: Session) -> str:
        return self._books.symbol(pupil, session)

    def _is_blank(self, pupil: Pupil, session: Session) -> bool:
        return self._symbol(pupil, session) == UNMARKED and self._books.is_handed_in(pupil, session)

    def _is_unexplained(self, pupil: Pupil, session: Session) -> bool:
        if self._symbol(pupil, session) != NO_REASON and not self._is_blank(pupil, session):
            return False
        if (pupil.id, self._books.day, session) in self._books.said:
            return False
        bell = self._books.place(pupil).bells[session]
        planned = self._appointments.get(pupil.id, ())
        return not any(bell is not None and one.misses(bell) for one in planned) and not any(
            one.covers(self._books.day, session) and self._holds(one)
            for one in self._messages.get(pupil.id, ())
        )

    def _holds(self, message: Message) -> bool:
        """Say whether a message is a reason now; 'on the way' is one for half an hour."""
        if message.kind not in self._on_the_way or message.code:
            return True
        since = _minutes(self._now) - _minutes(message.at)
        return message.taken != self._books.day or since <= ON_THE_WAY_MINUTES

    def _open(
        self, pupil: Pupil, session: Session, contacts: Sequence[tuple[Tie, Contact]]
    ) -> ChaseLine:
        place = self._books.place(pupil)
        bell = place.bells[session]
        ladder = rungs(
            self._office.policy.on(self._books.day).first_day,
            bell.closes if bell else BEGINS[session],
            family_of(contacts, self._barred),
            self._professionals.get(pupil.id, ""),
        )
        attempts = tuple(self._attempts.get(pupil.id, ()))
        reached = was_reached(attempts)
        return ChaseLine(
            pupil=pupil,
            school_class=place.school_class,
            class_name=place.name,
            session=session,
            since=place.begins(session),
            attempts=attempts,
            ladder=tuple(ladder),
            next=None if reached else next_rung(ladder, attempts),
            reached=reached,
            days=1 + self._days_before(pupil),
        )

    def _closed(self, pupil: Pupil) -> ChaseLine | None:
        """Return how a chase ended by itself; None where there was none."""
        arrivals = self._books.late.get(pupil.id, [])
        attempts = tuple(self._attempts.get(pupil.id, ()))
        if not attempts and not any(one.stood == NO_REASON for one in arrivals):
            return None
        place = self._books.place(pupil)
        return ChaseLine(
            pupil=pupil,
            school_class=place.school_class,
            class_name=place.name,
            session=Session.AM,
            since=place.begins(Session.AM),
            attempts=attempts,
            closed=self._how(pupil),
        )

    def _how(self, pupil: Pupil) -> str:
        """Return how a chase ended, in words that say no reason."""
        arrivals = self._books.late.get(pupil.id)
        if arrivals:
            return f"arrived {arrivals[-1].at:%H:%M}"
        gone = [one for one in self._books.out.get(pupil.id, ()) if one.is_out]
        if gone:
            return f"left {gone[-1].left_at:%H:%M}"
        if self._books.where(pupil, self._now).where is Where.IN:
            return "in now"
        messages = self._messages.get(pupil.id)
        if messages and messages[-1].taken == self._books.day:
            return f"reason given {messages[-1].at:%H:%M}"
        return "reason known"

    def _days_before(self, pupil: Pupil) -> int:
        """Return the school days running before today of which every marked session was missed."""
        line, year = self._books.lines[pupil.id], SchoolYear.of(self._books.day)
        missed: set[dt.date] = set()
        for slot in self._slots_before(pupil, year):
            symbol = line[slot]
            if symbol in (UNMARKED, NOT_ON_ROLL):
                continue
            day = year.session(slot)[0]
            if self._books.is_present(symbol):
                return len(missed - {day})
            missed.add(day)
        return len(missed)

    def _slots_before(self, pupil: Pupil, year: SchoolYear) -> list[int]:
        """Return the open sessions of the weeks before today, the latest first."""
        placement = self._office.roll.placed(pupil.id, self._books.day)
        key = (placement.school_class, placement.year_group) if placement else None
        if key not in self._before:
            day = self._books.day
            span = Span(day - dt.timedelta(days=LOOKED_BACK_DAYS), day - dt.timedelta(days=1))
            runs = self._reckoner.runs(placement, year, span)
            self._before[key] = [slot for low, high in runs for slot in range(low, high)][::-1]
        return self._before[key]


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute
