"""What a letter may say: the facts there are, and the sheet of those known of one child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from officeapp.domain.attendance import NO_SESSIONS, Figures, shown_percent
from officeapp.domain.record import LineId, PupilId
from officeapp.domain.school_year import Session, long_day, short_day

#: Facts the program knows by itself, each with what it is in words.
KNOWN: dict[str, str] = {
    "child": "The child's whole name",
    "children": "The names of all children the letter is about",
    "forename": "The child's first name",
    "born": "The child's date of birth",
    "class_name": "The class",
    "school": "The school's name",
    "school_phone": "The school's telephone",
    "authority": "The local authority, as School says who it is",
    "school_year": "The school year",
    "today": "The date of the letter",
    "since": "The first day of the figures",
    "figures_to": "The last day of the figures",
    "possible": "Sessions possible",
    "attended": "Sessions attended",
    "absent": "Sessions missed",
    "absent_words": "Sessions missed, in words",
    "authorised": "Sessions missed with a reason that is accepted",
    "unauthorised": "Sessions missed without",
    "late": "Sessions late",
    "late_times": "How often late, in words",
    "percent": "Attendance",
    "percent_colour": "Attendance, with the colour of its band",
    "percent_good": "Attendance, where it is as good as the school aims at",
    "percent_better": "Attendance, where it is better than in the year so far",
    "missed_half": "'half or more', where so much was missed",
    "year_percent": "Attendance this school year",
    "missed_words": "What was missed, and how often late, in a sentence",
    "days_missed": "Sessions missed, as days",
    "over_time": "How much of it was unauthorised, in a sentence",
    "late_minutes_words": "Minutes missed by lateness, in a sentence",
    "colour_words": "The band of the policy, in a sentence",
    "target_words": "The figure the school aims at, in a sentence",
    "sessions_late": "The sessions late",
    "sessions_unauthorised": "The sessions missed without a reason that is accepted",
    "sessions_unexplained": "The sessions whose reason is not known yet",
    "unexplained_if_any": "The same; 'none' where there is none",
    "window_count": "Unauthorised sessions in the school weeks the law looks at",
    "window_words": "The same, in words",
    "window_were": "'was' for one session, 'were' for more",
    "window_said": "How many and which these are, in a sentence",
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
    "leave_ahead": "The first day asked for, while it is still to come",
    "leave_when": "The days asked for, in words",
    "leave_granted": "Sessions granted",
    "leave_granted_words": "Sessions granted, in words",
    "leave_granted_days": "Which these are",
    "leave_refused": "Sessions not granted",
    "leave_refused_words": "Sessions not granted, in words",
    "leave_refused_are": "'is' for one session, 'are' for more",
    "leave_refused_days": "Which these are",
    "leave_taken": "Sessions away without leave",
    "leave_taken_words": "Sessions away without leave, in words",
    "leave_taken_are": "'is' for one session, 'are' for more",
    "leave_taken_days": "Which these are",
    "leave_reason": "Why, as the headteacher wrote it",
    "leave_conditions": "What is asked in return",
    "leave_back": "When the child is expected back",
    "leave_enquire": "When the school asks where the child is",
    "leave_refer": "When the authority is told",
    "leave_refer_ahead": "The same, while it is still to come",
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

#: An invented child, so that a wording can be read as a letter while it is typed.
SAMPLE: dict[str, str] = {
    "child": "Kai Example",
    "children": "Kai Example and Mia Example",
    "forename": "Kai",
    "born": "3 March 2018",
    "class_name": "3 Oak",
    "school": "Moorside Primary School",
    "school_phone": "01632 960000",
    "authority": "the local authority",
    "school_year": "2026/27",
    "today": "Friday 20 November 2026",
    "since": "Monday 2 November 2026",
    "figures_to": "Thursday 19 November 2026",
    "possible": "98",
    "attended": "85",
    "absent": "13",
    "absent_words": "13 sessions",
    "authorised": "4",
    "unauthorised": "9",
    "late": "7",
    "late_times": "7 times",
    "percent": "86.7%",
    "percent_colour": "86.7% (red, under 90%)",
    "percent_good": "98.2%",
    "percent_better": "91.4%",
    "missed_half": "half or more",
    "year_percent": "86.7%",
    "missed_words": "Missed 13 sessions: 4 authorised, 9 unauthorised. Late 7 times.",
    "days_missed": "6½ days",
    "over_time": "Of these, 9 sessions were unauthorised.",
    "late_minutes_words": "Together that is 84 minutes.",
    "colour_words": "In our bands that is red, under 90%.",
    "target_words": "We aim for 96% or more.",
    "sessions_late": "Mon 2 Nov morning, Tue 3 Nov morning",
    "sessions_unauthorised": "Fri 6 Nov all day, Mon 9 Nov morning",
    "sessions_unexplained": "Mon 16 Nov afternoon",
    "unexplained_if_any": "none",
    "window_count": "9",
    "window_words": "9 sessions",
    "window_were": "were",
    "window_said": "In the last 10 school weeks 9 sessions were unauthorised: Fri 6 Nov all day.",
    "window_sessions": "Fri 6 Nov all day, Mon 9 Nov morning",
    "threshold": "10",
    "threshold_weeks": "10",
    "notice_early": "80",
    "notice_early_days": "21",
    "notice_late": "160",
    "notice_late_days": "28",
    "notice_second": "160",
    "notice_years": "3",
    "leave_asked": "Monday 2 November 2026",
    "leave_first": "Monday 7 December 2026",
    "leave_last": "Friday 11 December 2026",
    "leave_ahead": "Monday 7 December 2026",
    "leave_when": "from Monday 7 to Friday 11 December 2026",
    "leave_granted": "2",
    "leave_granted_words": "2 sessions",
    "leave_granted_days": "Mon 7 Dec all day",
    "leave_refused": "8",
    "leave_refused_words": "8 sessions",
    "leave_refused_are": "are",
    "leave_refused_days": "Tue 8 Dec all day, Wed 9 Dec all day",
    "leave_taken": "8",
    "leave_taken_words": "8 sessions",
    "leave_taken_are": "are",
    "leave_taken_days": "Tue 8 Dec all day, Wed 9 Dec all day",
    "leave_reason": "A holiday is not normally exceptional.",
    "leave_conditions": "There are no other conditions.",
    "leave_back": "Monday 14 December 2026",
    "leave_enquire": "Tuesday 15 December 2026",
    "leave_refer": "Monday 11 January 2027",
    "leave_refer_ahead": "Monday 11 January 2027",
    "leave_contact": "+44 7700 900123",
    "plan_day": "Friday 6 November 2026",
    "plan_lead": "A. Example, pastoral manager",
    "plan_support": "a quiet start with the learning mentor",
    "plan_targets": "in school by 8.40 each day",
    "plan_review": "Friday 4 December 2026",
    "support_given": "meeting on Friday 6 November 2026",
    "social_worker": "S. Example, 01632 960001",
    "improve_weeks": "6",
    "improve_first": "Monday 23 November 2026",
    "improve_last": "Monday 18 January 2027",
    "mends_number": "A26-0017",
    "mends_day": "18 November 2026",
    "mends_changes": "Mon 9 Nov morning: O, now I",
    "meeting_day": "Thursday 26 November",
    "meeting_at": "3.30 pm",
    "meeting_place": "in the library",
    "outcome": "attendance is better, and the plan goes on",
    "next_steps": "we look again on Friday 18 December",
    "support_offered": "A place at breakfast club.",
    "enough": "No more than one session missed in any week.",
    "early_grounds": "two sessions are missed without a reason.",
    "referral_why": "the plan was not kept and no reason was given",
    "part_why": "the return after a long illness is to be gentle",
    "part_when": "mornings only",
    "part_first": "Monday 23 November 2026",
    "part_last": "Friday 18 December 2026",
    "part_review": "Friday 4 December 2026",
}
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


def counted(number: int, word: str = "session", words: str = "") -> str:
    """Return a number of things in words: '1 session', '8 sessions', '2 entries'."""
    return f"1 {word}" if number == 1 else f"{number} {words or f'{word}s'}"


def times_words(number: int) -> str:
    """Return how often something was in words: 'once', 'twice', '7 times'; empty for never."""
    return {0: "", 1: "once", 2: "twice"}.get(number, f"{number} times")


def span_words(first: dt.date, begins: Session, last: dt.date, ends: Session) -> str:
    """Return days asked for in words: one day is one day, and one half of it is said as it is.

    'on Thursday 14 January 2027', 'on the morning of Thursday 14 January 2027', 'from Thursday 14
    to Friday 15 January 2027', 'from the afternoon of … to the morning of …'.
    """
    if first == last:
        half = f"the {begins.word} of " if begins is ends else ""
        return f"on {half}{long_day(first)}"
    from_half = f"the {begins.word} of " if begins is Session.PM else ""
    to_half = f"the {ends.word} of " if ends is Session.AM else ""
    return f"from {from_half}{_begun(first, last)} to {to_half}{long_day(last)}"


def _begun(first: dt.date, last: dt.date) -> str:
    """Return the first day of a span, its month and year left out where the last day says them."""
    words = long_day(first).split()
    same = 2 if (first.year, first.month) == (last.year, last.month) else 3
    return " ".join(words[: 4 if first.year != last.year else same])


def sessions_words(sat: Iterable[tuple[dt.date, Session]], whole: str = "all day") -> str:
    """Return sessions in words: 'Mon 2 Nov all day, Tue 3 Nov morning'; 'none' for none.

    Args:
        sat: The sessions.
        whole: What is said of a day with both.
    """
    halves: dict[dt.date, list[Session]] = {}
    for day, session in sat:
        halves.setdefault(day, []).append(session)
    said = [
        f"{short_day(day)} {whole if len(both) == 2 else both[0].word}"
        for day, both in sorted(halves.items())
    ]
    return ", ".join(said) or NONE


def and_listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them: 'Kai, Mia and Zoë'."""
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last


def listed(words: Sequence[str]) -> str:
    """Return several words as a sentence has them; 'none' for none."""
    return "; ".join(word for word in words if word.strip()) or NONE
