"""Returns due to the local authority, worked out from the roll and the register.

What is due, until when and on whose word is data (``db/seed/returns.toml``). A count that the
sources leave open is shown in sessions and in days, and a person decides.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.codes import UNMARKED
from officeapp.domain.record import UNWRITTEN, LineId, PupilId
from officeapp.domain.school_year import short_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from officeapp.domain.leaving import DayMarks


class ReturnKind(enum.StrEnum):
    """What a return is about."""

    NEW_PUPIL = "new-pupil"
    DELETION = "deletion"
    SICKNESS = "sickness"
    ABSENCE = "absence"


@dataclass(frozen=True, slots=True)
class ReturnRule:
    """One return as it stands from a date.

    Attributes:
        kind: What it is about.
        words: Its name in lists.
        first: The first day it is due from.
        source: Where it stands, with the deadline in words.
        sure: What of it was read, and what is from memory.
        days: The number in the rule: calendar days for a new pupil, else school days.
        codes: The codes that count.
        not_on_first_day: The year groups whose first day of the year needs none.
    """

    kind: ReturnKind
    words: str
    first: dt.date
    source: str
    sure: str
    days: int = 0
    codes: tuple[str, ...] = ()
    not_on_first_day: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeReturn:
    """A return that was made.

    Attributes:
        id: Its number.
        kind: What it was about.
        pupil: The pupil.
        since: The day it fell due from; with kind and pupil it says which return it was.
        made: The day it was made.
        how: How, in words.
        gone: Whether the entry was a mistake.
        line: The line that says so.
    """

    id: int
    kind: ReturnKind
    pupil: PupilId
    since: dt.date
    made: dt.date
    how: str = ""
    gone: bool = False
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class Due:
    """A return that is due.

    Attributes:
        rule: Which.
        pupil: The pupil.
        since: The day from which it is due.
        by: The last day for it; None where no source names one.
        facts: What it rests on, in words.
    """

    rule: ReturnRule
    pupil: PupilId
    since: dt.date
    by: dt.date | None
    facts: str

    @property
    def key(self) -> tuple[ReturnKind, PupilId, dt.date]:
        """Return what says which return it is."""
        return self.rule.kind, self.pupil, self.since


@dataclass(frozen=True, slots=True)
class Counted:
    """Days on which a code was met.

    Attributes:
        met: The day on which the number was reached.
        days: School days with the code in a session.
        sessions: Sessions with it.
        unmarked: Sessions between them without a mark, which count as nothing.
    """

    met: dt.date
    days: int
    sessions: int
    unmarked: int = 0

    @property
    def said(self) -> str:
        """Return the counts in words."""
        left = f", {self.unmarked} unmarked between" if self.unmarked else ""
        return f"{self.sessions} sessions on {self.days} school days{left}"


def new_pupil_due(
    rule: ReturnRule,
    pupil: PupilId,
    entered: dt.date,
    year_group: str,
    first_day: dt.date,
    *,
    asked: bool = False,
) -> Due | None:
    """Return the return for a name that was entered, or None where none is due.

    Args:
        rule: The rule.
        pupil: The pupil.
        entered: The starting day.
        year_group: The year group on it.
        first_day: The first school day of that school year.
        asked: Whether the authority asks for the youngest of the first day too.
    """
    if entered < rule.first:
        return None
    if year_group in rule.not_on_first_day and entered <= first_day and not asked:
        return None
    by = entered + dt.timedelta(days=rule.days)
    return Due(rule, pupil, entered, by, f"on the roll from {short_day(entered)} {entered.year}")


def deletion_due(rule: ReturnRule, pupil: PupilId, last: dt.date, words: str) -> Due | None:
    """Return the return for a name that is removed: no later than the removal."""
    return Due(rule, pupil, last, last, words) if last >= rule.first else None


def sickness_due(
    rule: ReturnRule, pupil: PupilId, days: Sequence[DayMarks], symbols: str, neutral: str
) -> list[Due]:
    """Return the returns for sickness in one school year.

    One is due when the days together reach the number, one more for each later illness that
    reaches it in a row. A half day counts as a day here, so that nothing is missed.
    """
    total = reached(days, symbols, rule.days)
    if total is None:
        return []
    runs = [run for run in in_a_row(days, symbols, neutral, rule.days) if run.met > total.met]
    due = [Due(rule, pupil, total.met, None, f"I in {total.said} of the year")]
    return due + [Due(rule, pupil, run.met, None, f"I in {run.said} in a row") for run in runs]


def absence_due(
    rule: ReturnRule, pupil: PupilId, days: Sequence[DayMarks], symbols: str, neutral: str
) -> list[Due]:
    """Return the returns for unauthorised absence in a row: within the calendar month."""
    return [
        Due(rule, pupil, run.met, month_end(run.met), f"unauthorised in {run.said} in a row")
        for run in in_a_row(days, symbols, neutral, rule.days)
    ]


def reached(days: Iterable[DayMarks], symbols: str, number: int) -> Counted | None:
    """Return when the days with a symbol in any session reached a number, or None."""
    met: dt.date | None = None
    count = sessions = 0
    for day in days:
        found = sum(day.symbols.count(symbol) for symbol in symbols)
        count, sessions = count + bool(found), sessions + found
        if found and count == number:
            met = day.day
    return Counted(met, count, sessions) if met else None


def in_a_row(
    days: Iterable[DayMarks], symbols: str, neutral: str, number: int
) -> Iterator[Counted]:
    """Yield the runs of school days that have nothing but a symbol and reach a number.

    A session without a mark, or with a neutral symbol such as those of closed sessions, neither
    counts nor breaks; a day of nothing else neither.
    """
    run = _Run(number)
    for day in days:
        counted = [symbol for symbol in day.symbols if symbol in symbols]
        passed = [symbol for symbol in day.symbols if symbol == UNMARKED or symbol in neutral]
        if len(counted) + len(passed) < len(day.symbols):
            yield from run.ended()
            run = _Run(number)
        else:
            run.add(day.day, len(counted), passed.count(UNMARKED))
    yield from run.ended()


class _Run:
    """A run of days being counted."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._days = self._sessions = self._unmarked = self._waiting = 0
        self._met: dt.date | None = None

    def add(self, day: dt.date, counted: int, unmarked: int) -> None:
        """Take a day; blanks after the last counted one are left out."""
        self._waiting += unmarked if self._days or counted else 0
        if not counted:
            return
        self._unmarked, self._waiting = self._unmarked + self._waiting, 0
        self._days, self._sessions = self._days + 1, self._sessions + counted
        if self._days == self._number:
            self._met = day

    def ended(self) -> Iterator[Counted]:
        """Yield the run where it reached the number."""
        if self._met:
            yield Counted(self._met, self._days, self._sessions, self._unmarked)


def month_end(day: dt.date) -> dt.date:
    """Return the last day of a day's calendar month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
