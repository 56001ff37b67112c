"""The timeline of a pupil: what happened, from every book, as lines of one list."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.cases import CaseNote, Meeting, Plan, PlanTarget, Referral, StepTaken
from officeapp.domain.record import UNWRITTEN, LineId

if TYPE_CHECKING:
    from collections.abc import Iterable


#: An entry of a case.
Kept = Meeting | Plan | PlanTarget | CaseNote | Referral | StepTaken


class Strand(enum.StrEnum):
    """What a list of the timeline is narrowed to, by the word on its button."""

    ALL = "All"
    DESK = "Desk"
    CALLS = "Calls"
    LETTERS = "Letters"
    CASE = "Case"
    LEAVE = "Leave"


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One thing that happened, or is to happen.

    Attributes:
        day: The day it belongs to.
        at: When, to the minute; None where only the day is known.
        strand: Where it belongs.
        kind: What it was, in a word: 'Late', 'Call', 'Meeting'.
        words: What is to be said of it.
        who: Who wrote it: 'J. Okafor, receptionist'; empty where nobody is known.
        line: The line that says so.
        entry: The entry of the case it is, which can be changed; None for one of another book.
    """

    day: dt.date
    at: dt.time | None
    strand: Strand
    kind: str
    words: str
    who: str = ""
    line: LineId = UNWRITTEN
    entry: Kept | None = None


def newest_first(lines: Iterable[TimelineLine]) -> list[TimelineLine]:
    """Return lines with the latest day first, and the latest time of a day first.

    What has a day alone stands before what has a time, as it may have come after all of it.
    """
    return sorted(lines, key=lambda one: (one.day, one.at or dt.time.max, one.line), reverse=True)


def of_strand(lines: Iterable[TimelineLine], strand: Strand) -> list[TimelineLine]:
    """Return the lines of a strand, in the order in which they came."""
    return [one for one in lines if strand in (Strand.ALL, one.strand)]
