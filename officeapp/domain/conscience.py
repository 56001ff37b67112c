"""Why a person must look at a letter before it is printed: a rule of kindness, not of law.

A standard letter to a family in grief, or about a child who is often at the hospital, does harm
that no apology mends. What is listed here is shown beside the facts; the letter is then sent,
adapted or held back, and the reason is kept. Nothing that is listed prints unseen.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW_SESSIONS = 20
LATELY_DAYS = 28
MOVED_DAYS = 28


class Doubt(enum.StrEnum):
    """Why to look first, said as a clause."""

    MEDICAL = "there is a medical plan"
    BEREAVED = "the family is bereaved"
    SOCIAL_WORKER = "there is a social worker"
    APPOINTMENTS = "most of the absence is appointments"
    UNDER_AGE = "the child is under compulsory school age"
    FEW = "fewer than 20 sessions were possible"
    LATELY = "the family had this letter lately"
    MOVED = "an address changed lately"
    EVIDENCE = "it asks the family for evidence"
    PAST = "the leave it answers is over"
    CLASH = "two desks disagree on something it rests on"


class Choice(enum.StrEnum):
    """What a person decides after looking."""

    SEND = "send"
    ADAPT = "adapt"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Looked:
    """That a person looked, and what they decided.

    Attributes:
        choice: Send, adapt or hold.
        why: Why.
    """

    choice: Choice
    why: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a child that a letter must not ignore.

    Attributes:
        possible: Sessions possible so far.
        absent: Sessions missed.
        appointments: Of these, medical appointments.
        compulsory: Whether the child is of compulsory school age.
        medical_plan: Whether there is a medical plan.
        bereaved_until: Until when the family is bereaved; None for not.
        social_worker: Whether there is a social worker.
        same_kind: When the family last had a letter of this kind; None for never.
        moved: When the address of somebody it goes to last changed; None for not.
        evidence: Whether the letter asks the family for evidence.
        leave_over: Whether the letter answers a request for leave that is over by now.
        clash: Whether two desks disagree on something the letter rests on; it waits for that.
    """

    possible: int
    absent: int
    appointments: int
    compulsory: bool
    medical_plan: bool = False
    bereaved_until: dt.date | None = None
    social_worker: bool = False
    same_kind: dt.date | None = None
    moved: dt.date | None = None
    evidence: bool = False
    leave_over: bool = False
    clash: bool = False


class NotLookedError(OfficeError):
    """A letter was to be sent that nobody had looked at."""

    def __init__(self, name: str, doubts: Sequence[str]) -> None:
        super().__init__(
            f"Look at the letter about {name} first: {'; '.join(doubts)}. "
            "Send it, adapt it or hold it back, and say why."
        )


def doubts_of(known: Circumstances, day: dt.date) -> tuple[Doubt, ...]:
    """Return why a person must look before a letter of a day is printed; nothing for no reason."""

    def lately(when: dt.date | None, days: int) -> bool:
        return when is not None and when <= day < when + dt.timedelta(days=days)

    holds = {
        Doubt.MEDICAL: known.medical_plan,
        Doubt.BEREAVED: known.bereaved_until is not None and day <= known.bereaved_until,
        Doubt.SOCIAL_WORKER: known.social_worker,
        Doubt.APPOINTMENTS: known.absent > 0 and 2 * known.appointments >= known.absent,
        Doubt.UNDER_AGE: not known.compulsory,
        Doubt.FEW: known.possible < FEW_SESSIONS,
        Doubt.LATELY: lately(known.same_kind, LATELY_DAYS),
        Doubt.MOVED: lately(known.moved, MOVED_DAYS),
        Doubt.EVIDENCE: known.evidence,
        Doubt.PAST: known.leave_over,
        Doubt.CLASH: known.clash,
    }
    return tuple(doubt for doubt in Doubt if holds[doubt])
