"""What a letter may say: the facts there are, and the sheet of those known of one child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from officeapp.domain.attendance import NO_SESSIONS, Figures, shown_percent
from officeapp.domain.record import LineId, PupilId
from officeapp.domain.school_year import Session, short_day

#: Facts the program knows by itself, each with what it is in words.
KNOWN: dict[str, str] = {
    "child": "The child's whole name",
    "forename": "The child's first name",
    "born": "The child's date of birth",
    "class_name": "The class",
    "school": "The school's name",
    "school_phone": "The school's telephone",
    "school_year": "The school year",
    "today": "The date of the letter",
    "since": "The first day of the figures",
    "figures_to": "The last day of the figures",
    "possible": "Sessions possible",
    "attended": "Sessions attended",
    "absent": "Sessions missed",
    "authorised": "Sessions missed with a reason that is accepted",
    "unauthorised": "Sessions missed without",
    "late": "Sessions late",
    "percent": "Attendance",
    "year_percent": "Attendance this school year",
    "days_missed": "Sessions missed, as days",
    "over_time": "How much of it was unauthorised, in a sentence",
    "late_minutes_words": "Minutes missed by lateness, in a sentence",
    "colour_words": "The band of the policy, in a sentence",
    "target_words": "The figure the school aims at, in a sentence",
    "sessions_late": "The sessions late",
    "sessions_unauthorised": "The sessions missed without a reason that is accepted",
    "sessions_unexplained": "The sessions whose reason is not known yet",
    "window_count": "Unauthorised sessions in the school weeks the law looks at",
    "window_sessions": "Which these are",
    "threshold": "How many of them have a notice considered",
    "threshold_weeks": "The school weeks the law looks at",
    "notice_early": "A penalty notice paid early, in pounds",
    "notice_early_days": "Days for that",
    "notice_late": "A penalty notice, in pounds",
    "notice_late_days": "Days to pay it",
    "notice_second": "A second penalty notice, in pounds",
    "notice_years": "The years in which it is a second one",
    "leave_asked": "When leave was asked for",
    "leave_first": "The first day asked for",
    "leave_last": "The last day asked for",
    "leave_granted": "Sessions granted",
    "leave_granted_days": "Which these are",
    "leave_refused": "Sessions not granted",
    "leave_refused_days": "Which these are",
    "leave_taken": "Sessions away without leave",
    "leave_taken_days": "Which these are",
    "leave_reason": "Why, as the headteacher wrote it",
    "leave_conditions": "What is asked in return",
    "leave_back": "When the child is expected back",
    "leave_enquire": "When the school asks where the child is",
    "leave_refer": "When the authority is told",
    "leave_contact": "How the family is reached while away",
    "plan_day": "When the plan was agreed",
    "plan_lead": "Who looks after the plan",
    "plan_support": "What school does",
    "plan_targets": "What the plan aims for",
    "plan_review": "When the plan is looked at again",
    "support_given": "Support on record",
    "social_worker": "The social worker",
    "improve_weeks": "Weeks for improvement",
    "improve_first": "The first day of that period",
    "improve_last": "Its last day",
    "mends_number": "The number of the letter that is put right",
    "mends_day": "Its date",
    "mends_changes": "What changed in the register",
}

#: Facts a person types for one letter.
TYPED: dict[str, str] = {
    "meeting_day": "The day of the meeting",
    "meeting_at": "The time of the meeting",
    "meeting_place": "Where it is",
    "outcome": "What came of the review",
    "next_steps": "What happens next",
    "support_offered": "What support is offered now",
    "enough": "What counts as enough improvement",
    "early_grounds": "On what grounds the school may act before",
    "referral_why": "Why the authority was asked",
    "part_why": "Why the timetable is part-time",
    "part_when": "When the child is expected in school",
    "part_first": "Its first day",
    "part_last": "Its last day",
    "part_review": "When it is looked at",
}

FACTS = {**KNOWN, **TYPED}
NONE = "none"


class Sat(NamedTuple):
    """One open session of a child and the symbol that stands there."""

    day: dt.date
    session: Session
    symbol: str


@dataclass(frozen=True, slots=True)
class FactSheet:
    """What is known of a child for a letter.

    Attributes:
        pupil: The child.
        until: The last day its figures count.
        facts: Name and value of each fact.
        figures: The figures.
        called: What the figures are of: 'this year'.
        rests_on: The lines of the register it rests on.
        page: The first day, and the symbols of every weekday session to the last.
    """

    pupil: PupilId
    until: dt.date
    facts: Mapping[str, str]
    figures: Figures = NO_SESSIONS
    called: str = "this year"
    rests_on: tuple[LineId, ...] = ()
    page: tuple[dt.date, str] | None = None

    @property
    def sum(self) -> tuple[tuple[str, str], ...]:
        """Return the sum of the figure as a letter shows it."""
        found = self.figures
        return (
            (f"Sessions {self.called}", str(found.possible)),
            ("Attended", str(found.attended)),
            ("Late", str(found.late)),
            ("Authorised", str(found.authorised)),
            ("Unauthorised", str(found.unauthorised)),
            ("Attendance", shown_percent(found)),
        )


def days_words(sessions: int) -> str:
    """Return sessions as days: 'three and a half days' is written '3½ days'."""
    whole, half = divmod(sessions, 2)
    number = f"{whole or ''}{'½' if half else ''}" or "0"
    return "1 day" if sessions == 2 else "half a day" if sessions == 1 else f"{number} days"


def sessions_words(sat: Iterable[tuple[dt.date, Session]]) -> str:
    """Return sessions in words: 'Mon 2 Nov all day, Tue 3 Nov morning'; 'none' for none."""
    halves: dict[dt.date, list[Session]] = {}
    for day, session in sat:
        halves.setdefault(day, []).append(session)
    said = [
        f"{short_day(day)} {'all day' if len(both) == 2 else both[0].word}"
        for day, both in sorted(halves.items())
    ]
    return ", ".join(said) or NONE


def listed(words: Sequence[str]) -> str:
    """Return several words as a sentence has them; 'none' for none."""
    return "; ".join(word for word in words if word.strip()) or NONE
