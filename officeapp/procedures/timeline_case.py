"""What the attendance case brings to a pupil's timeline: meetings, plans, notes, steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.thresholds import rules_on
from officeapp.domain.cases import MeetingState, StepState
from officeapp.domain.notice_ledger import AS_FAR, notice_said
from officeapp.domain.school_year import short_day
from officeapp.domain.timeline import Strand, TimelineLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office
    from officeapp.domain.cases import CaseNote, Meeting, Plan, PlanTarget, Referral, StepTaken
    from officeapp.domain.roll import Pupil
    from officeapp.domain.school_year import Span

#: Notes that say that somebody was spoken to; they stand among the calls.
SPOKEN = frozenset({"call", "text", "visit"})
NOTICE = "Notice"


def case_lines(office: Office, pupil: Pupil, span: Span) -> Iterator[TimelineLine]:
    """Yield every entry of a pupil's case; confidential notes are no part of it."""
    cases = office.cases
    targets = cases.targets.of(pupil.id, span)
    for meeting in cases.meetings.of(pupil.id, span):
        yield _line(meeting, "Meeting", meeting_said(meeting))
    for plan in cases.plans.of(pupil.id, span):
        yield _line(plan, "Plan", plan_said(plan, [one for one in targets if one.plan == plan.id]))
    for note in cases.notes.of(pupil.id, span):
        strand = Strand.CALLS if note.kind in SPOKEN else Strand.CASE
        yield _line(note, note.kind.capitalize(), note_said(note), strand)
    for referral in cases.referrals.of(pupil.id, span):
        yield _line(referral, "Referral", referral_said(referral))
    yield from _steps(office, pupil, span)
    yield from _notices(office, pupil, span)


def meeting_said(one: Meeting) -> str:
    """Return a meeting in a line: 'clinic held, came: Ms Roe; the bus has moved'."""
    held = {MeetingState.PLANNED: "arranged", MeetingState.MISSED: "nobody came"}
    said = f"{one.kind} {held.get(one.state, str(one.state))}"
    if one.came:
        said += f", came: {', '.join(one.came)}"
    elif one.invited:
        said += f", invited: {', '.join(one.invited)}"
    return f"{said}; {one.notes}" if one.notes else said


def plan_said(one: Plan, targets: list[PlanTarget]) -> str:
    """Return a plan in a line, with what it asks for and when it is looked at again."""
    parts = [one.kind]
    if one.support:
        parts.append(f"support: {one.support}{one.taken and f' ({one.taken})'}")
    if targets:
        parts.append("targets: " + ", ".join(target.words for target in targets))
    if one.is_signed_by_both:
        parts.append("signed by both")
    if one.outcome:
        parts.append(one.outcome)
    elif one.review:
        parts.append(f"review {short_day(one.review)}")
    return "; ".join(parts)


def note_said(one: CaseNote) -> str:
    """Return a note in a line, with when it comes up again."""
    if one.remind is None or one.done:
        return one.words
    return f"{one.words}; comes up {short_day(one.remind)}"


def referral_said(one: Referral) -> str:
    """Return a referral in a line, with what came of it."""
    said = f"{one.whom}: {one.why}" if one.why else one.whom
    return f"{said}; {one.outcome}" if one.outcome else f"{said}; no answer yet"


def _steps(office: Office, pupil: Pupil, span: Span) -> Iterator[TimelineLine]:
    for one in office.cases.steps.of(pupil.id, span):
        policy = office.policy.on(one.day)
        words = {step.id: step.words for ladder in policy.ladders for step in ladder.steps}
        words |= {stage.id: stage.words for stage in policy.stages}
        words |= {rule.id: rule.words for rule in rules_on(office, one.day, policy)}
        name = words.get(one.step, one.step)
        said = one.evidence if one.state is StepState.DONE else f"put aside: {one.why}"
        yield _line(one, "Step", f"{name}; {said}")


def _notices(office: Office, pupil: Pupil, span: Span) -> Iterator[TimelineLine]:
    """Yield penalty notices; they are changed in their ledger, not in the timeline."""
    known = office.contacts.contacts()
    for one in office.cases.notices.of(pupil.id, span):
        parent = known[one.parent].called if one.parent in known else "a parent"
        words = f"{notice_said(one, parent)}; {AS_FAR}"
        yield TimelineLine(one.day, None, Strand.CASE, NOTICE, words, line=one.line)


def _line(
    entry: Meeting | Plan | CaseNote | Referral | StepTaken,
    kind: str,
    words: str,
    strand: Strand = Strand.CASE,
) -> TimelineLine:
    at = getattr(entry, "at", None)
    return TimelineLine(entry.day, at, strand, kind, words, line=entry.line, entry=entry)
