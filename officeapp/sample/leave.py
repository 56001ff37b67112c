"""Leave of absence of the sample school: requests in every state, from the marks that are there.

Past requests are read off the current year's page: whoever is away with G had asked and been
refused, whoever has C or R was granted it. Requests for days to come wait for the head, or were
decided, withdrawn or taken back. No mark is changed by any of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.assessments import Assessment
from officeapp.domain.leave import RELIGIOUS, SOMEBODY_ELSE, LeaveRequest, Moment, Outcome
from officeapp.domain.school_year import Session
from officeapp.procedures.decide_leave import Ruling
from officeapp.sample.dice import dice

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator

    from officeapp.domain.record import ContactId, PupilId
    from officeapp.sample.page import YearPage
    from officeapp.sample.plan import SamplePlan

EARLY, LATE_ASKED = 30, 6  # school days between asking and going
DECIDED_AFTER = 2  # school days
MOST_PAST = 5  # of each kind
ASKED_AT, DECIDED_AT, FOLLOWED_AT = dt.time(10, 15), dt.time(12, 35), dt.time(15, 5)
REFUSED = "A family holiday is no exceptional circumstance"
PRACTICE_TESTS = "Year 6 practice tests"


class Went(NamedTuple):
    """A run of sessions in which the children of a family were away together."""

    family: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class SampleLeave:
    """A request with what became of it, by the plan's numbers.

    Attributes:
        request: The request; its children and its applicant are the plan's.
        asked_at: When it was written down.
        ruling: What was decided; None while it waits, or where it was withdrawn before.
        decided_at: When.
        ends: 'withdrawn', 'taken back', 'followed up', or empty.
        ends_at: When that was.
    """

    request: LeaveRequest
    asked_at: dt.datetime
    ruling: Ruling | None = None
    decided_at: dt.datetime | None = None
    ends: str = ""
    ends_at: dt.datetime | None = None


class LeavePlan:
    """Makes up the leave of a sample school's current year."""

    def __init__(
        self, plan: SamplePlan, page: YearPage, amended: Iterable[tuple[PupilId, Moment]]
    ) -> None:
        self._plan = plan
        self._page = page
        self._amended = set(amended)
        self._rng: random.Random = dice(plan.seed, "leave", *plan.last)
        self._families: dict[int, list[PupilId]] = {}
        for number, member in page.members.items():
            self._families.setdefault(member.pupil.family, []).append(number)
        self._last = min(page.limit - 1, page.size - 1) // 2  # the last day marked, by its place

    def all(self) -> list[SampleLeave]:
        """Return every request, past ones first."""
        return [*self._past(), *self._to_come()]

    def tests(self) -> Assessment | None:
        """Return tests in the weeks to come; None where the year has too few days left."""
        first = self._last + EARLY - 5
        if first + 3 >= len(self._page.days):
            return None
        days = self._page.days[first], self._page.days[first + 3]
        return Assessment(0, PRACTICE_TESTS, *days, frozenset({"6"}))

    def _past(self) -> Iterator[SampleLeave]:
        for code, kind, purpose in (
            ("G", "holiday", "a week abroad; flights are cheaper in term"),
            ("C", "family", "a wedding in the family"),
            ("R", RELIGIOUS, "Eid"),
        ):
            runs = [run for run in self._runs(code) if self._day_before(run, EARLY) is not None]
            for run in self._rng.sample(runs, min(MOST_PAST, len(runs))):
                found = self._of_run(run, code, kind, purpose)
                if found is not None:
                    yield found

    def _of_run(self, run: Went, code: str, kind: str, purpose: str) -> SampleLeave | None:
        """Return the request that a run of sessions away goes back to."""
        children = self._together(run, code)
        received = self._day_before(run, EARLY)
        if received is None or not self._were_here(children, received):
            return None
        first, last = self._page.session(run.low), self._page.session(run.high - 1)
        days = sorted({self._page.session(place)[0] for place in range(run.low, run.high)})
        apart = tuple(day.isoformat() for day in days) if code == "R" else ()
        request = self._request(children, kind, purpose, first, last, received, set_apart=apart)
        if code == "G":
            ruling = Ruling(Outcome.REFUSE, REFUSED)
            back = self._place(min(run.high // 2 + 1, self._last), FOLLOWED_AT)
            after = last[0] < self._page.days[self._last]
            return self._decided(request, ruling, "followed up" if after else "", back)
        reason = "The day is set apart" if code == "R" else "A close family occasion, once only"
        return self._decided(request, Ruling(Outcome.GRANT, reason))

    def _to_come(self) -> Iterator[SampleLeave]:
        """Yield requests for days to come, as far as the year has days left."""
        numbers = sorted(self._families)
        self._rng.shuffle(numbers)
        chosen = iter(numbers)
        for ahead, length, kind, purpose, ruling, ends in _TO_COME:
            first, last = self._last + ahead, self._last + ahead + length - 1
            received = self._last - (LATE_ASKED if ahead < LATE_ASKED else EARLY // 3)
            if last >= len(self._page.days) or received < 0:
                continue
            children = self._next_family(chosen, self._page.days[received])
            if not children:
                return
            days = self._page.days[first], self._page.days[last]
            apart = (days[0].isoformat(),) if kind == RELIGIOUS else ()
            request = self._request(
                children,
                kind,
                purpose,
                (days[0], Session.AM),
                (days[1], Session.PM),
                self._page.days[received],
                set_apart=apart,
            )
            yield self._waiting_or_decided(request, ruling, ends, days)

    def _next_family(self, numbers: Iterator[int], received: dt.date) -> list[PupilId]:
        """Return the children of the next family that was here when it asked; none at the end."""
        for number in numbers:
            if self._were_here(self._families[number], received):
                return self._families[number]
        return []

    def _waiting_or_decided(
        self,
        request: LeaveRequest,
        outcome: Outcome | None,
        ends: str,
        days: tuple[dt.date, dt.date],
    ) -> SampleLeave:
        ended = self._place(self._last, ASKED_AT)
        if outcome is None:
            at = dt.datetime.combine(request.received, ASKED_AT)
            return SampleLeave(request, at, ends=ends, ends_at=ended if ends else None)
        sessions = frozenset((days[0], half) for half in Session)
        reason = REFUSED if outcome is Outcome.REFUSE else "Only the day of the occasion itself"
        ruling = Ruling(outcome, reason, "Back in school the next day", sessions=sessions)
        return self._decided(request, ruling, ends, ended if ends else None)

    def _decided(
        self,
        request: LeaveRequest,
        ruling: Ruling,
        ends: str = "",
        ends_at: dt.datetime | None = None,
    ) -> SampleLeave:
        at = dt.datetime.combine(request.received, ASKED_AT)
        place = self._page.days.index(request.received) + DECIDED_AFTER
        decided = self._place(min(place, self._last), DECIDED_AT)
        return SampleLeave(request, at, ruling, decided, ends, ends_at if ends else None)

    def _request(
        self,
        children: list[PupilId],
        kind: str,
        purpose: str,
        first: Moment,
        last: Moment,
        received: dt.date,
        *,
        set_apart: tuple[str, ...] = (),
    ) -> LeaveRequest:
        applicant = self._parent(children)
        return LeaveRequest(
            0,
            tuple(children),
            kind,
            purpose,
            first[0],
            last[0],
            received,
            first[1],
            last[1],
            set_apart,
            applicant,
            applicant_name="" if applicant else "Joan Whitfield",
            applicant_is="" if applicant else "grandmother",
            destination="with family" if kind != RELIGIOUS else "",
            evidence="booking seen" if kind == "holiday" else "",
            signed=bool(applicant),
        )

    def _parent(self, children: list[PupilId]) -> ContactId:
        """Return a parent the first child lives with."""
        ties = [tie for tie in self._plan.ties if tie.pupil == children[0] and tie.lives_with]
        found = min(ties, key=lambda tie: (tie.priority or 99, tie.id), default=None)
        return found.contact if found else SOMEBODY_ELSE

    def _runs(self, code: str) -> list[Went]:
        """Return the runs of sessions in which somebody has a code, each family's once."""
        found: dict[Went, None] = {}
        for number, entries in self._page.codes.items():
            family = self._page.members[number].pupil.family
            places = sorted(place for place, one in entries.items() if one == code)
            for place in places:
                if place - 1 not in entries or entries[place - 1] != code:
                    high = place
                    while entries.get(high) == code:
                        high += 1
                    if not self._is_amended(number, place, high):
                        found[Went(family, place, high)] = None
        return list(found)

    def _is_amended(self, number: PupilId, low: int, high: int) -> bool:
        return any((number, self._page.session(one)) in self._amended for one in range(low, high))

    def _together(self, run: Went, code: str) -> list[PupilId]:
        """Return the children of a family who were away for the whole of a run."""
        return [
            number
            for number in self._families[run.family]
            if all(
                self._page.codes[number].get(place) == code for place in range(run.low, run.high)
            )
            and not self._is_amended(number, run.low, run.high)
        ]

    def _day_before(self, run: Went, days: int) -> dt.date | None:
        """Return the school day a number of days before a run; None before the year began."""
        place = run.low // 2 - days
        return self._page.days[place] if place >= 0 else None

    def _were_here(self, children: list[PupilId], received: dt.date) -> bool:
        """Say whether all children were on roll when it was asked, and are to the end."""
        place = self._page.position(received)
        runs = [self._page.members[child].run for child in children]
        return all(run.low <= place and run.high >= self._page.size for run in runs)

    def _place(self, day: int, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(self._page.days[day], time)


#: School days ahead, days long, for what, in the family's words, what was decided, how it ended.
_TO_COME: tuple[tuple[int, int, str, str, Outcome | None, str], ...] = (
    (EARLY, 5, "holiday", "a week abroad with the grandparents", None, ""),
    (3, 1, "family", "a christening in Leeds", None, ""),
    (9, 2, RELIGIOUS, "a festival and the journey to it", None, ""),
    (4, 1, "bereavement", "a funeral", None, ""),
    (12, 3, "family", "a wedding abroad", Outcome.PART, ""),
    (14, 5, "holiday", "a week in the sun", Outcome.REFUSE, ""),
    (7, 1, "performance", "a part in a play", Outcome.GRANT, ""),
    (16, 2, "exceptional", "the father's posting ends", None, "withdrawn"),
    (18, 2, "family", "an anniversary", Outcome.GRANT, "taken back"),
)
