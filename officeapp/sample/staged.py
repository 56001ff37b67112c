"""The end of the sample's register: pupils placed near thresholds, and what is not yet settled.

A school that opens the program looks for the pupil with nine or ten unauthorised sessions, the one
who is just persistently absent and the one who just is not. Chance seldom puts them there on the
day, so that a few pupils are led to each number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.law import is_compulsory
from officeapp.sample.dice import dice
from officeapp.sample.page import ABSENT, Run

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from officeapp.domain.record import PupilId
    from officeapp.sample.page import YearPage
    from officeapp.sample.plan import SamplePlan

UNAUTHORISED = ("G", "N", "O", "U")
MISSED = (*ABSENT, "C2", "R")
WINDOW_WEEKS = 10
FEWEST_PUPILS, FEWEST_SESSIONS = 60, 60  # below that nobody is placed
NEAR_THE_NOTICE = (9, 10, 12)  # unauthorised sessions in ten school weeks
STILL_OPEN = 10  # sessions within which a reason may be missing


def _just_persistent(possible: int) -> int:
    return -(-possible // 10)


def _just_not_persistent(possible: int) -> int:
    return -(-possible // 10) - 1


def _at_target(possible: int) -> int:
    return possible * 4 // 100


NEAR_A_SHARE: tuple[Callable[[int], int], ...] = (
    _just_persistent,
    _just_not_persistent,
    _at_target,
    _just_persistent,
    _just_not_persistent,
)


class Ending:
    """Brings the current year to its last session."""

    def __init__(self, plan: SamplePlan, pages: list[YearPage]) -> None:
        self._plan = plan
        self._pages = pages
        self._page = pages[-1]
        self._rng = dice(plan.seed, "ending", *plan.last)

    def enter(self) -> None:
        """Cut the page at its limit, place pupils near thresholds, leave the newest open."""
        self._page.cut()
        big = len(self._page.members) >= FEWEST_PUPILS
        if big and self._page.limit >= FEWEST_SESSIONS:
            chosen = iter(self._candidates())
            for sessions in NEAR_THE_NOTICE:
                self._lead_to_notice(next(chosen), sessions)
            for share in NEAR_A_SHARE:
                self._lead_to_share(next(chosen), share)
        self._leave_unexplained()
        self._leave_blank()

    def _candidates(self) -> list[PupilId]:
        """Return pupils of compulsory age, here all year, who miss little; one a family."""
        page = self._page
        first = page.days[0]
        found: dict[int, tuple[int, PupilId]] = {}
        for number, member in page.members.items():
            here = member.run.low == 0 and member.run.high >= page.limit
            entries = page.codes[number].values()
            if here and is_compulsory(member.pupil.dob, first) and "C2" not in entries:
                missed = sum(code in MISSED for code in entries)
                found.setdefault(member.pupil.family, (missed, number))
        return [number for _, number in sorted(found.values())]

    def _lead_to_notice(self, number: PupilId, sessions: int) -> None:
        """Bring a pupil's unauthorised sessions of ten school weeks to a number."""
        first = self._plan.calendar.window_from(self._plan.last[0], WINDOW_WEEKS)
        window = Run(self._page.position(first), self._page.limit)
        due = sessions - self._unauthorised(number, first)
        self._add(number, window, due, "O")

    def _unauthorised(self, number: PupilId, first: dt.date) -> int:
        return sum(
            code in UNAUTHORISED and position >= page.position(first)
            for page in self._pages
            for position, code in page.codes.get(number, {}).items()
        )

    def _lead_to_share(self, number: PupilId, share: Callable[[int], int]) -> None:
        """Bring the sessions a pupil misses to a share of the possible ones."""
        entries = self._page.codes[number]
        possible = self._page.limit - sum(code == "X" for code in entries.values())
        missed = [position for position, code in sorted(entries.items()) if code in MISSED]
        due = share(possible) - len(missed)
        if due < 0:
            for position in self._rng.sample(missed, -due):
                del entries[position]
                self._page.minutes.pop((number, position), None)
        self._add(number, Run(0, self._page.limit), due, "I")

    def _add(self, number: PupilId, run: Run, due: int, code: str) -> None:
        """Enter a code on days chosen by chance until so many sessions are added."""
        days = list(range(run.low - run.low % 2, run.high - 1, 2))
        self._rng.shuffle(days)
        for day in days:
            if due > 0 and self._page.is_free(number, day):
                due -= self._page.put_run(number, day, min(due, 2), code)

    def _leave_unexplained(self) -> None:
        """Make some of the newest absences N: nobody has said yet why."""
        page = self._page
        for entries in page.codes.values():
            for position, code in entries.items():
                age = page.limit - position
                likely = {"O": 0.8, "I": 0.3 if age <= 4 else 0.0}.get(code, 0.0)
                if age <= STILL_OPEN and self._rng.random() < likely:
                    entries[position] = "N"

    def _leave_blank(self) -> None:
        """Leave a few pupils without a mark in the newest registers."""
        page = self._page
        for number in self._rng.sample(sorted(page.members), len(page.members) // 60):
            position = page.limit - self._rng.randint(1, 6)
            if position >= 0 and page.is_free(number, position):
                page.blanks.add((number, position))
