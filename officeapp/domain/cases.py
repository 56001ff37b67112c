"""The attendance case of a pupil: its card, and the entries of which it is made."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from officeapp.domain.record import UNWRITTEN, LineId, PupilId


@dataclass(frozen=True, slots=True)
class CaseCard:
    """What a case rests on and who leads it.

    Attributes:
        id: The pupil's number: there is one card for each.
        lead: The lead professional, with how to reach them.
        social_worker: The social worker, with how to reach them; empty for none.
        youth_worker: The youth offending worker; empty for none.
        medical_plan: What the medical action plan says, in a line; empty for none.
        bereaved_until: Until when letters are adapted after a bereavement; None for none.
        early_help: Who leads the early help assessment, and since when; empty for none.
        adjustments: What was adjusted for the pupil.
        focus_year: The calendar year in which the school year begins in which the family is a
            focus; 0 for none.
        large_print: Whether the family's letters are set in large print.
        language: The language of the family's letters; empty for English.
        line: The line that says so.
    """

    id: PupilId
    lead: str = ""
    social_worker: str = ""
    youth_worker: str = ""
    medical_plan: str = ""
    bereaved_until: dt.date | None = None
    early_help: str = ""
    adjustments: str = ""
    focus_year: int = 0
    large_print: bool = False
    language: str = ""
    line: LineId = UNWRITTEN


class MeetingState(enum.StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting.

    Attributes:
        id: The entry's number.
        pupil: Whom it is about.
        day: The day of it.
        kind: A meeting, clinic, review, home visit, and so on.
        at: When, to the minute; None where not said.
        invited: Who was invited.
        came: Who came.
        state: How far it has come.
        notes: What was said.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    kind: str
    at: dt.time | None = None
    invited: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    state: MeetingState = MeetingState.PLANNED
    notes: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


class Taken(enum.StrEnum):
    """Whether the support that was offered was taken up."""

    NOT_KNOWN = ""
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Plan:
    """An attendance plan or a contract.

    Attributes:
        id: The entry's number.
        pupil: Whom it is about.
        day: The day it was agreed.
        kind: Plan, contract, medical action plan, and so on.
        lead: Who owns it in school.
        support: What was offered.
        taken: Whether that was taken up.
        review: When it is looked at again; None for never.
        school_signed: Who signed for the school.
        parent_signed: Which parent signed.
        outcome: What came of it; empty while it goes on.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    kind: str
    lead: str = ""
    support: str = ""
    taken: Taken = Taken.NOT_KNOWN
    review: dt.date | None = None
    school_signed: str = ""
    parent_signed: str = ""
    outcome: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN

    @property
    def is_signed_by_both(self) -> bool:
        """Say whether school and parent signed it."""
        return bool(self.school_signed and self.parent_signed)


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """What a plan asks for.

    Attributes:
        id: The entry's number.
        pupil: Whom it is about.
        day: The day it was set.
        plan: The plan it is of.
        words: What it is.
        owner: Who does it.
        due: Until when; None where not said.
        met: 'yes', 'partly', 'no', or empty while not known.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    plan: int
    words: str
    owner: str = ""
    due: dt.date | None = None
    met: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class CaseNote:
    """An ordinary note.

    Attributes:
        id: The entry's number.
        pupil: Whom it is about.
        day: The day.
        kind: Talk, call, adjustment, support, reminder, and so on.
        words: What it says.
        remind: When it comes up again; None for never.
        done: Whether the reminder is settled.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    kind: str
    words: str
    remind: dt.date | None = None
    done: bool = False
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class Referral:
    """What was referred to whom, and what came of it.

    Attributes:
        id: The entry's number.
        pupil: Whom it is about.
        day: The day.
        whom: To whom: school nurse, early help, the authority's attendance team, and so on.
        why: What for.
        outcome: What came of it; empty while open.
        settled: The day of the outcome; None while open.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    whom: str
    why: str
    outcome: str = ""
    settled: dt.date | None = None
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


class StepState(enum.StrEnum):
    """What a person made of a step of the ladder."""

    DONE = "done"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of the policy's ladder that a person took or put aside.

    Attributes:
        id: The entry's number.
        pupil: Whom it is about.
        day: The day.
        step: Its name in the policy.
        state: Done, or put aside.
        evidence: What shows it: 'call 6 Nov', 'letter L-0017'.
        why: Why it was put aside.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    step: str
    state: StepState
    evidence: str = ""
    why: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class ConfidentialNote:
    """A safeguarding note: read by the posts the table of rights names, and by nobody else.

    Attributes:
        id: The entry's number.
        pupil: Whom it is about.
        day: The day.
        words: What it says.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    words: str
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class NoteOpened:
    """That the confidential notes of a pupil were opened.

    Attributes:
        id: The entry's number.
        pupil: Whose notes.
        day: The day.
        why: Why, for a person who does not lead on safeguarding.
        gone: Never; the entry of an opening is not taken back.
        correction: Empty.
        line: The line that says so, and with it who opened them and when.
    """

    id: int
    pupil: PupilId
    day: dt.date
    why: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN
