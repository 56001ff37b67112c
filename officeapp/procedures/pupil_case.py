"""The attendance case of one pupil: the policy's ladder, what is in the way, and what is due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.figures import of_pupil
from officeapp.books.known import known_of
from officeapp.books.thresholds import Watch
from officeapp.domain.attendance import Figures
from officeapp.domain.evidence import evidence_for
from officeapp.domain.forecast import Forecast, one_more
from officeapp.domain.improvement import better_since
from officeapp.domain.ladder import (
    LadderLine,
    Sight,
    Standing,
    climbed,
    ladder_of_rules,
    ladder_of_stages,
)
from officeapp.domain.patterns import PatternKind
from officeapp.domain.policies import Band, Need, Policy
from officeapp.domain.readiness import MENDS, NEED_WORDS, Mend
from officeapp.domain.reviews import FEW_SESSIONS
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import SchoolYear, Session, Span, session_at, short_day
from officeapp.domain.timeline import TimelineLine
from officeapp.procedures.case_due import DueEntry, due_of
from officeapp.procedures.case_year import (
    Relative,
    TenWeeks,
    calendar_of,
    family,
    forecast_of,
    pattern_sentences,
    ten_weeks,
)
from officeapp.procedures.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.office import Office
    from officeapp.books.thresholds import Finding
    from officeapp.domain.policies import Step
    from officeapp.domain.readiness import Known
    from officeapp.domain.thresholds import Reached

SHORT_DAYS = 42  # so few days on the roll that a share says little


@dataclass(frozen=True, slots=True)
class Blocker:
    """What is in the way of a step, and where it is mended.

    Attributes:
        need: What it is.
        words: The same, as a clause.
        mend: Where it is mended.
        day: The session to look at, where it is one of the register.
        session: The half of that day.
    """

    need: Need
    words: str
    mend: Mend
    day: dt.date | None = None
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class PupilCase:
    """Everything the case view shows of one pupil.

    Attributes:
        pupil: The pupil.
        policy: The policy of the day.
        year: The figures of the school year so far.
        late_minutes: Whole minutes late this half term, as the late book has them.
        weeks: The last ten school weeks.
        ladders: Every step, ladder by ladder.
        blockers: What is in the way of each step that is held up, by the step's name.
        due: What comes up, by day.
        timeline: What happened, the latest first.
        patterns: Patterns worth a sentence.
        family: Brothers and sisters.
        forecast: The best the year can still come to.
        one_more: What one session more would meet.
        careful: Why letters are adapted: a medical plan, a part-time timetable and so on.
    """

    pupil: Pupil
    policy: Policy
    year: Figures
    late_minutes: int
    weeks: TenWeeks
    ladders: tuple[LadderLine, ...]
    blockers: dict[str, tuple[Blocker, ...]]
    due: tuple[DueEntry, ...]
    timeline: tuple[TimelineLine, ...]
    patterns: tuple[str, ...]
    family: tuple[Relative, ...]
    forecast: Forecast
    one_more: tuple[str, ...]
    careful: tuple[str, ...]

    @property
    def asked_now(self) -> tuple[LadderLine, ...]:
        """Return what was done and what is open, with the next step that each ladder waits for."""
        shown, waiting = [], set()
        for line in self.ladders:
            if line.standing is not Standing.NOT_YET:
                shown.append(line)
            elif line.ladder not in waiting and line.reached is not None and line.reached.count:
                waiting.add(line.ladder)
                shown.append(line)
        return tuple(shown)

    @property
    def stage(self) -> LadderLine | None:
        """Return the stage a family is in: the last that was taken, or the first once it is due."""
        ids = {stage.id for stage in self.policy.stages}
        stages = [line for line in self.ladders if line.step.id in ids]
        done = [line for line in stages if line.standing is Standing.DONE]
        due = [line for line in stages if line.is_open]
        return done[-1] if done else due[0] if due else None

    @property
    def band(self) -> Band | None:
        """Return the band of the year's figure; None without bands, or while sessions are few."""
        return self.policy.band(self.year) if self.year.possible >= FEW_SESSIONS else None

    def evidence(self, line: LadderLine) -> str:
        """Return what in the timeline shows that a step was taken; empty for nothing."""
        since = line.reached.day if line.reached is not None else None
        return evidence_for(line.step, self.timeline, since)

    def letter(self, line: LadderLine) -> str:
        """Return the kind of letter a step uses, the supportive one where letters are adapted."""
        kind = self.policy.letter(line.step.letter) if line.step.letter else None
        if kind is None:
            return line.step.letter
        return kind.supportive if self.careful and kind.supportive else kind.id


def pupil_case(office: Office, pupil: Pupil, watch: Watch | None = None) -> PupilCase:
    """Return a pupil's case as of today.

    Args:
        office: The office.
        pupil: The pupil.
        watch: Asks the rules of today; made anew if not given.

    Raises:
        NotAllowedError: The person signed in may not read attendance cases.
    """
    office.require(Right.READ_CASES)
    today = office.today()
    asked = watch or Watch(office, today)
    found = asked.of(pupil)
    ladders, blockers = ladders_of(office, pupil, found)
    year = of_pupil(office, pupil, Span(SchoolYear.of(today).span.first, today))
    relatives = family(office, asked, pupil)
    return PupilCase(
        pupil=pupil,
        policy=office.policy.on(today),
        year=year,
        late_minutes=_late_minutes(office, pupil),
        weeks=ten_weeks(office, pupil),
        ladders=tuple(ladders),
        blockers=blockers,
        due=tuple(due_of(office, pupil.id)),
        timeline=tuple(timeline(office, pupil)),
        patterns=tuple(pattern_sentences(office, asked, pupil, relatives)),
        family=tuple(relatives),
        forecast=forecast_of(office, pupil, year),
        one_more=tuple(one_more((one.reached for one in found), year)),
        careful=tuple(careful(office, pupil)),
    )


def ladders_of(
    office: Office, pupil: Pupil, found: Iterable[Finding]
) -> tuple[list[LadderLine], dict[str, tuple[Blocker, ...]]]:
    """Return every step of the policy for a pupil, and what is in the way of those held up.

    Args:
        office: The office.
        pupil: The pupil.
        found: Every rule of today for that pupil.
    """
    by_rule = {one.rule.id: one for one in found}
    reached = {name: one.reached for name, one in by_rule.items()}
    today, known = office.today(), known_of(office, pupil, office.today())

    def blocked(step: Step) -> tuple[Need, ...]:
        found = by_rule[step.rule].blocked(step.needs, known)
        return tuple(need for need in found if not (step.warns and need is Need.WARNED))

    def better(step: Step, since: dt.date) -> str:
        found = by_rule[step.rule]
        return better_since(found.reached, found.page, since)

    policy = office.policy.on(today)
    year = Span(SchoolYear.of(today).span.first, today)
    after = calendar_of(office, pupil).school_days_after
    taken = office.cases.steps.of(pupil.id, year)
    sight = Sight(today, reached, taken, blocked, after, better)
    stages = ladder_of_stages(policy.stages)
    ladders = [*([stages] if stages else []), *policy.ladders]
    ladders.append(ladder_of_rules((one.rule for one in by_rule.values()), ladders))
    lines = [line for ladder in ladders for line in climbed(ladder, sight)]
    return lines, {
        line.step.id: tuple(_blocker(by_rule[line.step.rule], need, known) for need in line.blocked)
        for line in lines
        if line.blocked
    }


def careful(office: Office, pupil: Pupil) -> list[str]:
    """Return why a person looks before a letter goes out, and why a share says little."""
    today, card = office.today(), office.cases.card(pupil.id)
    found = []
    if card.medical_plan:
        found.append("medical plan")
    if card.bereaved_until is not None and today <= card.bereaved_until:
        found.append(f"bereavement, until {short_day(card.bereaved_until)}")
    part_time = (
        one
        for one in office.patterns.of(pupil.id)
        if one.kind is PatternKind.PART_TIME and today in one.span
    )
    found += [one.kind.words for one in part_time]
    begun = [span.first for span in office.roll.spans(pupil.id) if today in span]
    if begun and (today - begun[0]).days < SHORT_DAYS:
        found.append(f"on the roll since {short_day(begun[0])}")
    return found


def _blocker(found: Finding, need: Need, known: Known) -> Blocker:
    """Return what is in the way with the session to look at, where it is one."""
    words, mend = NEED_WORDS[need], MENDS[need]
    number = _session_of(found.reached, need, known, found)
    if number is None:
        return Blocker(need, words, mend)
    day, session = session_at(number)
    return Blocker(need, f"{words}: {short_day(day)} {session.word}", mend, day, session)


def _session_of(reached: Reached, need: Need, known: Known, found: Finding) -> int | None:
    """Return the first session that is to be mended in the register."""
    at = {
        Need.EXPLAINED: (one for one in reached.rests_on if found.page.symbol(one) == "N"),
        Need.MARKED: iter(reached.unmarked),
        Need.SETTLED: (one for one in reached.rests_on if one in known.clashes),
    }
    return next(at.get(need, iter(())), None)


def _late_minutes(office: Office, pupil: Pupil) -> int:
    today = office.today()
    half = min(calendar_of(office, pupil).half_term_of(today).first, today)
    entries = office.front_desk.late.of(pupil.id, Span(half, today))
    return sum(one.minutes for one in entries)
