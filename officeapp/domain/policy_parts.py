"""The parts of a policy that belong to the day: times, first-day contact, leave and return."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

ANY_LEAVE = "leave"


class Way(enum.StrEnum):
    """How the office reaches a family, or what it does, at a step."""

    TEXT = "text"
    CALL = "call"
    LETTER = "letter"
    EMAIL = "email"
    VISIT = "home visit"
    TALK = "conversation"
    MEETING = "meeting"
    PLAN = "plan"
    CONTRACT = "contract"
    REVIEW = "review"
    EVIDENCE = "evidence asked for"
    SUPPORT = "support offered"
    TELL_HEAD = "tell the headteacher"
    REFERRAL = "referral"


class Whom(enum.StrEnum):
    """Whom a first-day step is for."""

    FIRST = "first contact"
    EACH = "each contact, by priority"
    NOBODY = ""


@dataclass(frozen=True, slots=True)
class Registers:
    """Times that belong to the registers.

    Attributes:
        marks_by: When marks and notes must have reached the office; None where not said.
        lunch_orders: When lunch orders close; None where not said.
        late_lunch: What is left to choose after that.
        keep_years: For how many years entries are kept.
    """

    marks_by: dt.time | None = None
    lunch_orders: dt.time | None = None
    late_lunch: str = ""
    keep_years: int = 6


@dataclass(frozen=True, slots=True)
class PolicyTimes:
    """The times of a session as a policy's text has them; the school's own stand under School.

    Attributes:
        id: What names them in the profile.
        site: The site; empty for every site.
        session: 'AM' or 'PM'.
        begins: When the session begins.
        late_from: From when a child is late; None where not said.
        closes: When the register closes.
        year_group: The year group they are for; empty for all.
    """

    id: str
    session: str
    begins: dt.time
    closes: dt.time
    site: str = ""
    late_from: dt.time | None = None
    year_group: str = ""


@dataclass(frozen=True, slots=True)
class FirstDayStep:
    """One step to a family that said nothing.

    Attributes:
        id: What names it in the profile.
        words: What is done.
        way: How.
        whom: Whom it is for.
        after_minutes: Minutes after the first-day list begins.
    """

    id: str
    words: str
    way: Way
    whom: Whom = Whom.NOBODY
    after_minutes: int = 0


@dataclass(frozen=True, slots=True)
class FirstDay:
    """First-day contact with the families of the absent who gave no reason.

    Attributes:
        from_time: When the list begins; None where it begins with the close of the register.
        within_minutes: Minutes after the close in which the first contact is made.
        steps: What is done, in order.
    """

    from_time: dt.time | None = None
    within_minutes: int = 0
    steps: tuple[FirstDayStep, ...] = ()

    def begins(self, closes: dt.time) -> dt.time:
        """Return when the list begins, for a register that closes at a time."""
        return self.from_time or closes

    def due(self, step: FirstDayStep, closes: dt.time) -> dt.time:
        """Return when a step is due, at the latest one minute before midnight."""
        begins = self.begins(closes)
        minutes = begins.hour * 60 + begins.minute + step.after_minutes
        hour, minute = divmod(min(minutes, 24 * 60 - 1), 60)
        return dt.time(hour, minute)


@dataclass(frozen=True, slots=True)
class LeaveNotice:
    """How long before its first day leave is to be asked for.

    Attributes:
        id: The kind of leave: 'leave', 'holiday', 'religious', or one of the school's own.
        weeks: Whole weeks; 0 for any time before.
    """

    id: str
    weeks: int


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave in term time and the return from it.

    Attributes:
        notices: How long before it is asked for, by kind.
        religious_days: Days a festival that are R; more are leave.
        enquire_after_days: School days after the expected return on which the school asks.
        refer_after_days: School days after the expected return on which it refers.
        ask_partners: Whether partner schools are asked what they decided for brothers and sisters.
    """

    notices: tuple[LeaveNotice, ...] = ()
    religious_days: int = 1
    enquire_after_days: int = 1
    refer_after_days: int = 10
    ask_partners: bool = False

    def weeks(self, kind: str) -> int | None:
        """Return the weeks of notice for a kind, those of leave where it has none of its own."""
        known = {notice.id: notice.weeks for notice in self.notices}
        return known.get(kind, known.get(ANY_LEAVE))


@dataclass(frozen=True, slots=True)
class Said:
    """What the policy's text says of what the law fixes; kept only to be compared with it.

    Attributes:
        penalty_early: The lower amount of a penalty notice, in pounds; 0 where it says none.
        penalty_late: The higher amount, in pounds.
        holiday_days: Days of holiday it says a head may grant; 0 where it says none.
        penalty_count: Sessions it says lead to a notice, where it has a number of its own.
    """

    penalty_early: int = 0
    penalty_late: int = 0
    holiday_days: int = 0
    penalty_count: int = 0
