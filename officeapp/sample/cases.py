"""Attendance cases of the sample school, one at every stage, of the children who miss most.

Each case is a story told in school days before the last day that is marked; what would lie before
the year began is left out.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from officeapp.domain.cases import (
    CaseCard,
    CaseNote,
    Meeting,
    MeetingState,
    Plan,
    PlanTarget,
    Referral,
    StepState,
    StepTaken,
    Taken,
)
from officeapp.domain.law import is_compulsory
from officeapp.domain.record import PupilId
from officeapp.domain.school import Role
from officeapp.procedures.confidential import raise_concern
from officeapp.procedures.keep_case import change, change_card, enter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from officeapp.books.office import Office
    from officeapp.sample.marks import SampleMarks
    from officeapp.sample.page import YearPage
    from officeapp.sample.plan import SamplePlan

    Timed = tuple[dt.datetime, Callable[[], None]]

FEWEST = 60  # pupils, below which there is no case
WRITTEN_AT = dt.time(14, 20)
APART = dt.timedelta(minutes=3)
ABSENT = ("I", "M", "C", "H", "E", "T", "G", "O", "U", "N", "C2", "R")
NOBODY_YET = PupilId(0)
CONCERN = "A change in how the child speaks of home; told to the safeguarding lead the same day."


@dataclass(frozen=True, slots=True)
class Written:
    """An entry of a story.

    Attributes:
        on: The school day it is written on, counted from the last; never after it.
        entry: The entry or the card; its child is put in later.
        targets: What a plan asks for.
        later: What it becomes: on which day, the fields that change, and why.
    """

    on: int
    entry: Any
    targets: tuple[PlanTarget, ...] = ()
    later: tuple[int, dict[str, Any], str] | None = field(default=None)


class Stories:
    """Makes up the cases of the current year."""

    def __init__(self, plan: SamplePlan, page: YearPage) -> None:
        self._page = page
        self._last = (min(page.limit, page.size) - 1) // 2
        self._lead = next(one.name for one in plan.staff if one.role is Role.PASTORAL)

    def children(self) -> list[PupilId]:
        """Return who misses most, of compulsory age and here all year, one a family."""
        page = self._page
        found: dict[int, tuple[int, PupilId]] = {}
        for number, member in page.members.items():
            here = member.run.low == 0 and member.run.high >= page.size
            if here and is_compulsory(member.pupil.dob, page.days[0]):
                missed = sum(code in ABSENT for code in page.codes[number].values())
                known = found.get(member.pupil.family, (0, number))
                found[member.pupil.family] = min(known, (-missed, number))
        return [number for _, number in sorted(found.values())]

    def all(self) -> Iterator[tuple[PupilId, list[Written]]]:
        """Yield each case: the child, and what was written, what would be too early left out."""
        told = (
            self._looked_at, self._talked_with, self._supported, self._medical, self._reviewed,
            self._contract, self._referred, self._bereaved, self._focus,
        )  # fmt: skip
        if len(self._page.members) < FEWEST:
            return
        for child, story in zip(self.children(), told, strict=False):
            yield child, [one for one in story() if self._last + one.on >= 0]

    def when(self, on: int, number: int = 0) -> dt.datetime:
        """Return when an entry of a day is written, the first of the day at 14:20."""
        return dt.datetime.combine(self._page.days[self._last + on], WRITTEN_AT) + number * APART

    def _day(self, on: int) -> dt.date:
        """Return a school day, counted from the last marked; the year's first or last beyond."""
        return self._page.days[min(max(self._last + on, 0), len(self._page.days) - 1)]

    def _note(self, on: int, kind: str, words: str, remind: int | None = None) -> Written:
        after = None if remind is None else self._day(remind)
        return Written(on, CaseNote(0, NOBODY_YET, self._day(on), kind, words, after))

    def _meeting(self, on: int, kind: str, state: MeetingState, notes: str, held: int) -> Written:
        """Return a meeting that is written down on one day and held on another."""
        came = ("mother", self._lead) if state is MeetingState.HELD else ()
        meeting = Meeting(
            0, NOBODY_YET, self._day(held), kind, dt.time(8, 50),
            ("mother", self._lead), came, state, notes,
        )  # fmt: skip
        return Written(on, meeting)

    def _plan(self, on: int, kind: str, review: int, support: str, **more: Any) -> Written:
        day = self._day(on)
        plan = Plan(
            0, NOBODY_YET, day, kind, self._lead, support, review=self._day(review), **more
        )  # fmt: skip
        targets = (
            PlanTarget(0, NOBODY_YET, day, 0, "In the yard by 08:35", "mother", self._day(review)),
            PlanTarget(0, NOBODY_YET, day, 0, "Breakfast club, three days", self._lead),
        )
        return Written(on, plan, targets)

    def _step(self, on: int, place: int, evidence: str, why: str = "") -> Written:
        """Return a step of the policy's first ladder, by its place there."""
        state = StepState.ASIDE if why else StepState.DONE
        step = StepTaken(0, NOBODY_YET, self._day(on), str(place), state, evidence, why)
        return Written(on, step)

    def _referral(self, on: int, whom: str, why: str) -> Written:
        return Written(on, Referral(0, NOBODY_YET, self._day(on), whom, why))

    def _looked_at(self) -> list[Written]:
        return [self._note(-3, "call", "Mother rang: mornings are hard since the move.", 5)]

    def _talked_with(self) -> list[Written]:
        held = self._meeting(-6, "attendance meeting", MeetingState.HELD, "Bus times changed.", -6)
        return [
            self._note(-14, "call", "Voicemail left, asked to ring back."),
            held,
            self._step(-6, 0, "meeting of that day"),
            self._note(-2, "reminder", "Ask the class teacher how mornings go.", -1),
        ]

    def _supported(self) -> list[Written]:
        return [
            self._step(-22, 0, "talk at the gate"),
            self._plan(-12, "attendance plan", 12, "Breakfast club", taken=Taken.ACCEPTED),
            self._step(-12, 1, "plan of that day"),
            self._referral(-11, "School nurse", "sleep"),
        ]

    def _medical(self) -> list[Written]:
        referral = self._referral(-30, "School nurse", "asthma")
        answered = {"outcome": "inhaler plan agreed", "settled": self._day(-18)}
        return [
            Written(-32, CaseCard(NOBODY_YET, self._lead, medical_plan="Inhaler before PE")),
            replace(referral, later=(-18, answered, "answered")),
            self._plan(-17, "medical action plan", 20, "Rest room when short of breath"),
            self._note(-16, "adjustment", "May come in by the side door."),
        ]

    def _reviewed(self) -> list[Written]:
        plan = self._plan(-40, "attendance plan", -8, "Walking bus", taken=Taken.PARTLY)
        outcome = {"outcome": "better for three weeks, then as before"}
        return [
            self._step(-44, 0, "two calls"),
            replace(plan, later=(-8, outcome, "reviewed")),
            self._step(-40, 1, "plan of that day"),
            self._meeting(-8, "review", MeetingState.HELD, "A contract is to follow.", -8),
        ]

    def _contract(self) -> list[Written]:
        signed = {"school_signed": self._lead, "parent_signed": "mother"}
        return [
            self._step(-34, 0, "meeting"),
            self._step(-28, 1, "attendance plan"),
            self._plan(-15, "attendance contract", 14, "Taxi from the bus stop", **signed),
            self._meeting(-3, "review", MeetingState.PLANNED, "", 6),
        ]

    def _referred(self) -> list[Written]:
        return [
            self._note(-38, "call", "Number not in use."),
            self._meeting(-30, "home visit", MeetingState.MISSED, "Card left at the door.", -27),
            self._step(-26, 0, "home visit tried twice"),
            self._step(-20, 2, "", why="nobody to review it with yet"),
            self._referral(-10, "The authority's attendance team", "nobody reached for four weeks"),
        ]

    def _bereaved(self) -> list[Written]:
        card = CaseCard(
            NOBODY_YET, self._lead, social_worker="Rowan Petty, children's services",
            bereaved_until=self._day(40), early_help=f"{self._lead}, since October",
        )  # fmt: skip
        return [
            Written(-20, card),
            self._note(-20, "support", "A quiet place at lunch, with a friend."),
            Written(-19, CONCERN),
        ]

    def _focus(self) -> list[Written]:
        card = CaseCard(
            NOBODY_YET, self._lead, focus_year=self._page.year.begins, large_print=True,
            adjustments="Late bus: ten minutes' grace agreed with the class",
        )  # fmt: skip
        later = (-4, {"language": "Polish"}, "")
        return [Written(-25, card, later=later), self._note(-9, "talk", "Likes the maths group.")]


class CaseScribe:
    """Turns the stories into acts; the plan's numbers become those of the file."""

    def __init__(
        self,
        office: Office,
        sign_in: Callable[[Role], None],
        pupils: Mapping[PupilId, PupilId],
    ) -> None:
        self._office = office
        self._sign_in = sign_in
        self._pupils = pupils
        self._made: dict[tuple[PupilId, int], Any] = {}

    def steps(self, made: SampleMarks) -> list[Timed]:
        """Return everything there is to do, with the time at which it is done."""
        stories = Stories(made.plan, made.pages[-1])
        found: list[Timed] = []
        for child, story in stories.all():
            for number, one in enumerate(story):
                key = child, number
                write = functools.partial(self._write, key, one)
                found.append((stories.when(one.on, number), write))
                if one.later:
                    amend = functools.partial(self._amend, key, *one.later[1:])
                    found.append((stories.when(one.later[0], number), amend))
        return found

    def _write(self, key: tuple[PupilId, int], one: Written) -> None:
        child, entry = self._pupils[key[0]], one.entry
        if entry == CONCERN:
            self._sign_in(Role.PASTORAL)
            raise_concern(self._office, child, CONCERN)
            return
        self._sign_in(Role.ATTENDANCE_OFFICER)
        if isinstance(entry, CaseCard):
            self._made[key] = change_card(self._office, replace(entry, id=child))
            return
        if isinstance(entry, StepTaken):
            steps = self._office.policy.on(entry.day).ladders[0].steps
            entry = replace(entry, step=steps[int(entry.step)].id)
        self._made[key] = enter(self._office, replace(entry, pupil=child), one.targets)

    def _amend(self, key: tuple[PupilId, int], fields: dict[str, Any], why: str) -> None:
        self._sign_in(Role.ATTENDANCE_OFFICER)
        after = replace(self._made[key], **fields)
        if isinstance(after, CaseCard):
            change_card(self._office, after)
        else:
            change(self._office, after, why)
