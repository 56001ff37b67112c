"""What the written answer to a request for leave must say, as facts; the wording is the letter's.

The four points are the date of return, whom to tell of a delay, what follows if the child does not
return, and further contact details; a refusal says what follows if the leave is taken anyway.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from officeapp.domain.leave import Moment
from officeapp.domain.leave_facts import Threshold
from officeapp.domain.roll import Contact, Pupil
from officeapp.domain.school_year import Session, short_day


@dataclass(frozen=True, slots=True)
class ChildAnswer:
    """What was decided for one child, as the letter has it.

    Attributes:
        pupil: The child.
        granted: Sessions with leave.
        refused: Sessions without.
        codes: The codes of granted sessions.
        taken: The code of a refused session in which the child is away.
        reason: Why.
        conditions: What is asked in return.
        back: When the child is expected back; None where nothing is known.
        enquire_on: The school day on which the school asks where a child is who is not back.
        refer_on: The school day on which it refers the child.
        threshold: What unauthorised sessions would become; None where nothing is refused.
    """

    pupil: Pupil
    granted: tuple[Moment, ...]
    refused: tuple[Moment, ...]
    codes: tuple[str, ...]
    taken: str
    reason: str
    conditions: str
    back: tuple[dt.date, Session] | None
    enquire_on: dt.date | None
    refer_on: dt.date | None
    threshold: Threshold | None = None

    @property
    def said(self) -> str:
        """Return what will follow for this child, in words."""
        parts = []
        if self.granted:
            parts.append(
                f"{_sessions(len(self.granted))} {' and '.join(self.codes)} "
                f"{'is' if len(self.granted) == 1 else 'are'} pre-marked"
            )
        if self.refused:
            when = "on the others" if self.granted else "then"
            parts.append(
                f"if {self.pupil.forename or self.pupil.surname} is away {when}, "
                f"{_sessions(len(self.refused))} {self.taken}, and the letter says what follows"
            )
        if self.back:
            parts.append(f"return check {short_day(self.back[0])}")
        found = "; ".join(parts)
        if self.refused and self.threshold and self.threshold.met_on:
            found += f". Unauthorised sessions {self.threshold.said}"
        return f"{found[:1].upper()}{found[1:]}." if found else "Nothing counts on these days."


@dataclass(frozen=True, slots=True)
class LeaveLetter:
    """The facts of the answer to one parent.

    Attributes:
        parent: To whom.
        relationship: What they are to the children, in words.
        answers: What was decided, child by child.
        school_phone: Where to tell of a delay; empty where the school has entered none.
        contact_there: How the family says it can be reached while away.
        numbers_known: How many telephone numbers and e-mail addresses of this parent are known.
    """

    parent: Contact
    relationship: str
    answers: tuple[ChildAnswer, ...]
    school_phone: str
    contact_there: str
    numbers_known: int


def _sessions(number: int) -> str:
    return "1 session" if number == 1 else f"{number} sessions"
