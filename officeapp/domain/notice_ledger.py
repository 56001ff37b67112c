"""The ledger of penalty notices: to which parent, for which child, and what became of each.

Notices are issued by the authority, so the ledger holds what this school knows and says so. It
counts towards the limit, and the sessions of a notice are not relied on again.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.penalties import Asked, Notice, asked, counted
from officeapp.domain.record import UNWRITTEN, ContactId, LineId, PupilId
from officeapp.domain.school_year import Session, session_number, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.domain.policy_law import ThresholdLaw

AS_FAR = "as far as this school knows"


class Outcome(enum.StrEnum):
    """What became of a notice."""

    OPEN = ""
    PAID = "paid"
    WITHDRAWN = "withdrawn"
    PROSECUTED = "prosecuted"


@dataclass(frozen=True, slots=True)
class PenaltyNotice:
    """A penalty notice as the ledger has it.

    Attributes:
        id: The entry's number.
        pupil: For which child.
        day: The day of issue.
        parent: To whom.
        absence: The first day of absence it is for.
        sessions: The sessions it rests on, each '2026-11-09 AM'; none where they are not known.
        referral: The number of the referral it followed; empty for none.
        reference: The issuer's own reference.
        issuer: Who issued it: the authority, the head, the police.
        received: The day on which the parent had it; None while not known.
        outcome: What became of it.
        settled: The day of that; None while it is open.
        words: What else is to be said of it.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    parent: ContactId
    absence: dt.date
    sessions: tuple[str, ...] = ()
    referral: str = ""
    reference: str = ""
    issuer: str = ""
    received: dt.date | None = None
    outcome: Outcome = Outcome.OPEN
    settled: dt.date | None = None
    words: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN

    @property
    def counts(self) -> Notice:
        """Return it as the law of the limit reckons with it."""
        withdrawn = self.outcome is Outcome.WITHDRAWN
        return Notice(self.parent, self.pupil, self.day, self.absence, withdrawn)

    @property
    def moments(self) -> tuple[tuple[dt.date, Session], ...]:
        """Return the sessions it rests on."""
        return tuple(moment_of(one) for one in self.sessions)

    @property
    def outcome_said(self) -> str:
        """Return what became of it, in words: 'paid Fri 4 Dec 2026', or that it is open."""
        if self.outcome is Outcome.OPEN or self.settled is None:
            return self.outcome.value or "open"
        return f"{self.outcome.value} {short_day(self.settled)} {self.settled.year}"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One notice with what the law of its date says of it.

    Attributes:
        notice: The notice.
        asks: What it asks for; counted from the day of issue while that of receipt is not known.
        place: Whether it is the first, second … to this parent for this child that counts.
    """

    notice: PenaltyNotice
    asks: Asked | None
    place: int

    @property
    def asks_said(self) -> str:
        """Return what it asks for: '£80 by 21 Dec, £160 by 28 Dec 2026'."""
        asks = self.asks
        if asks is None:
            return "not known"
        early = (
            f"£{asks.early} by {asks.early_by.day} {asks.early_by:%b}, " if asks.early_by else ""
        )
        earliest = "" if self.notice.received else " at the earliest"
        return f"{early}£{asks.late} by {asks.late_by.day} {asks.late_by:%b %Y}{earliest}"


def ledger_lines(notices: Iterable[PenaltyNotice], law: ThresholdLaw) -> list[LedgerLine]:
    """Return notices by day of issue, each with its amounts and its place among those that count.

    Args:
        notices: The notices of one child, to any parent.
        law: The law by date.
    """
    found = sorted((one for one in notices if not one.gone), key=lambda one: (one.day, one.id))
    lines = []
    for place, one in enumerate(found):
        before = [each.counts for each in found[:place]]
        earlier = len(counted(before, one.parent, one.pupil, one.day, law))
        amounts = law.amounts_on(one.absence)
        asks = asked(amounts, earlier, one.received or one.day) if amounts else None
        lines.append(LedgerLine(one, asks, earlier + 1))
    return lines


def used_by_notices(notices: Iterable[PenaltyNotice]) -> frozenset[int]:
    """Return the sessions that notices rest on, by number; those of a withdrawn one are free."""
    kept = (one for one in notices if not one.gone and one.outcome is not Outcome.WITHDRAWN)
    return frozenset(session_number(*moment) for one in kept for moment in one.moments)


def moment_of(text: str) -> tuple[dt.date, Session]:
    """Return a session as the ledger writes it: '2026-11-09 AM'.

    Raises:
        ValueError: It is none.
    """
    day, _, half = text.partition(" ")
    return dt.date.fromisoformat(day), Session(half)


def moment_text(day: dt.date, session: Session) -> str:
    """Return how the ledger writes a session."""
    return f"{day.isoformat()} {session.value}"


def notice_said(one: PenaltyNotice, parent: str) -> str:
    """Return a notice in a line: to whom, for how many sessions, and what became of it."""
    many = len(one.sessions)
    about = f"{many} session{'s' if many != 1 else ''}" if many else "sessions not noted"
    parts = [
        f"issued to {parent} for {about} from {short_day(one.absence)} {one.absence.year}",
        one.issuer and f"by {one.issuer}",
        one.reference and f"reference {one.reference}",
        one.referral and f"referral {one.referral}",
        one.outcome_said,
        one.words,
    ]
    return "; ".join(part for part in parts if part)
