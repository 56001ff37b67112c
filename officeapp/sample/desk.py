"""The front desk of the sample school in its last half term, read off the marks that are there.

Who is late in the register has come through the late book, who is ill was reported by a parent, who
has M had an appointment, who is away and nobody knows why was looked for. A few children besides
left and came back, and some will leave in the days to come. No mark is changed by any of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.first_day import Step
from officeapp.domain.late import NOBODY
from officeapp.domain.messages import Channel
from officeapp.domain.record import ContactId, PupilId
from officeapp.sample.dice import dice, weighted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officeapp.domain.times import Bell
    from officeapp.sample.page import YearPage
    from officeapp.sample.plan import SamplePlan

LAST_DAYS = 35  # school days: a half term
BROUGHT = 0.6  # of late arrivals, by somebody who was asked
LATE_KEYS, LATE_WEIGHTS = ("1", "2", "3", "7"), (5, 4, 2, 1)
CALLED_FROM, CALLED_FOR = dt.time(8, 0), 40  # minutes in which parents ring
WORDS = ("sick in the night", "a temperature", "a cough and a cold", "a headache", "a sore throat")
LONG, LONG_WORDS = 3, ("chickenpox", "flu", "a chest infection, the doctor was seen")
CHANNELS = (Channel.TELEPHONE, Channel.TELEPHONE, Channel.ANSWERPHONE, Channel.EMAIL)
TEXT_AFTER, CALL_AFTER = 12, 28  # minutes after the register closed
LONGEST_BREAK = dt.timedelta(days=4)  # between two school days of one illness


@dataclass(frozen=True, slots=True)
class SampleArrival:
    """Children of a family who came late together.

    Attributes:
        at: When.
        children: The children, by the plan's numbers.
        key: The reason's digit.
        brought: Who brought them, by the plan's number; 0 for nobody.
    """

    at: dt.datetime
    children: tuple[PupilId, ...]
    key: str
    brought: ContactId


@dataclass(frozen=True, slots=True)
class SampleMessage:
    """What a parent said of a child who is ill.

    Attributes:
        at: When it was taken.
        child: The child.
        first: The first day.
        last: The last day.
        words: What was said.
        channel: How.
        caller: Who said it; 0 where only the family can be named.
        back: When the child is expected back; None where not said.
    """

    at: dt.datetime
    child: PupilId
    first: dt.date
    last: dt.date
    words: str
    channel: Channel
    caller: ContactId
    back: dt.date | None


@dataclass(frozen=True, slots=True)
class SampleTry:
    """An attempt to find out why a child is away.

    Attributes:
        at: When.
        child: The child.
        step: How.
        outcome: What came of it.
        contact: Whom.
    """

    at: dt.datetime
    child: PupilId
    step: Step
    outcome: str
    contact: ContactId


class DeskPages:
    """What the desk's plans ask of the plan and of the page: bells, parents, who is there."""

    def __init__(
        self,
        plan: SamplePlan,
        page: YearPage,
        amended: Mapping[tuple[PupilId, int], tuple[str, dt.datetime]],
    ) -> None:
        self.plan = plan
        self.page = page
        #: What was written first where a mark was amended, and when that was.
        self.amended = amended
        self.low = max(0, page.limit - page.limit % 2 - 2 * LAST_DAYS)
        self._bells = plan.bell_times
        self._sites = {one.school_class.id: one.school_class.site for one in plan.taught}
        self._barred = {one.id for one in plan.contacts if one.do_not_contact}
        self._home: dict[PupilId, tuple[int, ContactId]] = {}
        self._may: dict[PupilId, tuple[int, ContactId]] = {}
        for tie in plan.ties:
            known = (tie.priority or 99, tie.contact)
            if tie.lives_with and tie.contact not in self._barred:
                self._home[tie.pupil] = min(known, self._home.get(tie.pupil, known))
            if tie.may_collect and not tie.not_released:
                self._may[tie.pupil] = min(known, self._may.get(tie.pupil, known))

    @property
    def days(self) -> range:
        """Return the days of the half term by their places, those begun."""
        return range(self.low // 2, (self.page.limit + 1) // 2)

    def bell(self, child: PupilId, position: int) -> Bell | None:
        """Return the times of a child's session."""
        place = self.page.members[child].place(position)
        day, session = self.page.session(position)
        site = self._sites[place.school_class]
        return self._bells.bell(site, place.year_group, day, session)

    def closes(self, child: PupilId, position: int, after: int) -> dt.datetime:
        """Return so many minutes after a child's register closed."""
        bell = self.bell(child, position)
        return self.at(position // 2, bell.closes if bell else dt.time(9, 30), after)

    def at(self, place: int, time: dt.time, after: int = 0) -> dt.datetime:
        """Return a time of the day at a place, some minutes later."""
        return dt.datetime.combine(self.page.days[place], time) + dt.timedelta(minutes=after)

    def home(self, child: PupilId) -> ContactId:
        """Return a parent at home who may be rung; 0 for none."""
        return self._home.get(child, (0, NOBODY))[1]

    def collector(self, child: PupilId) -> ContactId:
        """Return who may take a child from school; 0 for nobody."""
        return self._may.get(child, (0, NOBODY))[1]

    def code(self, child: PupilId, position: int) -> str:
        """Return what the page has at a position; empty for present, and for what is to come."""
        return self.page.codes[child].get(position, "") if position < self.page.limit else ""

    def is_there(self, child: PupilId, place: int) -> bool:
        """Say whether a child is on roll and simply present all day, as far as it has gone."""
        low, high = self.page.members[child].run
        morning, afternoon = 2 * place, 2 * place + 1
        here = low <= morning and afternoon < high and not self.page.blanks & {
            (child, morning), (child, afternoon),
        }  # fmt: skip
        return here and not self.code(child, morning) and not self.code(child, afternoon)


def arrivals(pages: DeskPages) -> Iterator[SampleArrival]:
    """Yield who came late, family by family, in order of time."""
    rng = dice(pages.plan.seed, "late book", *pages.plan.last)
    page = pages.page
    found: dict[tuple[dt.datetime, int], list[PupilId]] = {}
    for child, entries in page.codes.items():
        for position, code in entries.items():
            bell, minutes = pages.bell(child, position), page.minutes.get((child, position))
            if code in ("L", "U") and position >= pages.low and bell and minutes:
                at = pages.at(position // 2, bell.late_from, minutes)
                found.setdefault((at, page.members[child].pupil.family), []).append(child)
    for (at, _), children in sorted(found.items()):
        key = weighted(rng, LATE_KEYS, LATE_WEIGHTS)
        brought = pages.home(children[0]) if rng.random() < BROUGHT else NOBODY
        yield SampleArrival(at, tuple(children), key, brought)


def messages(pages: DeskPages) -> Iterator[SampleMessage]:
    """Yield what parents said of children who are ill for whole days."""
    rng = dice(pages.plan.seed, "messages", *pages.plan.last)
    days = pages.page.days
    for child in pages.page.codes:
        for run in _ill(pages, child):
            first, last = run[0], run[-1]
            begins = next(n for n in (2 * first, 2 * first + 1) if pages.code(child, n) == "I")
            rings = pages.at(first, CALLED_FROM, rng.randrange(CALLED_FOR))
            words = rng.choice(LONG_WORDS if len(run) >= LONG else WORDS)
            back = days[last + 1] if last + 1 < len(days) and rng.random() < 0.5 else None
            _, at = pages.amended.get((child, begins), ("", rings))
            channel = rng.choice(CHANNELS)
            caller = pages.home(child)
            yield SampleMessage(at, child, days[first], days[last], words, channel, caller, back)


def tries(pages: DeskPages) -> Iterator[list[SampleTry]]:
    """Yield the attempts for children of whom nobody said why; texts of one minute together."""
    rng = dice(pages.plan.seed, "attempts", *pages.plan.last)
    texts: dict[dt.datetime, list[SampleTry]] = {}
    for child, entries in pages.page.codes.items():
        for position in sorted(entries):
            before = pages.code(child, position - 1) if position % 2 else ""
            if position < pages.low or not _is_unknown(pages, child, position) or before:
                continue
            at, home = pages.closes(child, position, TEXT_AFTER), pages.home(child)
            texts.setdefault(at, []).append(SampleTry(at, child, Step.TEXT, "sent", home))
            _, told = pages.amended.get((child, position), ("", None))
            answered = told is not None and told.date() == at.date()
            outcome = rng.choice(("no answer", "voicemail left"))
            rings = pages.closes(child, position, CALL_AFTER + rng.randrange(30))
            if answered and told:
                outcome, rings = "reason given", told - dt.timedelta(minutes=2)
            yield [SampleTry(rings, child, Step.CALL, outcome, home)]
    yield from texts.values()


def _is_unknown(pages: DeskPages, child: PupilId, position: int) -> bool:
    """Say whether nobody knew in the morning why a child was away; late children came."""
    code = pages.code(child, position)
    first, _ = pages.amended.get((child, position), ("", None))
    return code in ("N", "O") or (first == "N" and code in ("I", "M"))


def _ill(pages: DeskPages, child: PupilId) -> Iterator[list[int]]:
    """Yield the runs of days a child was ill for, whole days, by their places."""
    run: list[int] = []
    for place in pages.days:
        halves = {pages.code(child, 2 * place), pages.code(child, 2 * place + 1)}
        if 2 * place + 1 >= pages.page.limit:
            halves.discard("")
        away = "I" in halves and halves <= {"I", "X"}
        days = pages.page.days
        if run and (not away or days[place] - days[run[-1]] > LONGEST_BREAK):
            yield run
            run = []
        if away:
            run.append(place)
    if run:
        yield run
