"""What a family is referred for, and the days within which that can be done."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.penalties import begin_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.domain.policy_law import ThresholdLaw


class Purpose(enum.StrEnum):
    """What is asked of the authority; the evidence is that of the same case."""

    NOTICE = "notice"
    PROSECUTION = "prosecution"
    CONTRACT = "contract"
    SUPERVISION = "supervision"

    @property
    def words(self) -> str:
        """Return what the office calls it."""
        return _WORDS[self]

    @property
    def is_offence(self) -> bool:
        """Say whether it rests on an offence, so that its sessions are not relied on again."""
        return self in (Purpose.NOTICE, Purpose.PROSECUTION)


_WORDS = {
    Purpose.NOTICE: "a penalty notice",
    Purpose.PROSECUTION: "legal intervention",
    Purpose.CONTRACT: "a parenting contract",
    Purpose.SUPERVISION: "an education supervision order",
}


@dataclass(frozen=True, slots=True)
class Times:
    """The days a referral has to keep to.

    Attributes:
        refer_by: The last day on which the authority takes it; None for no deadline.
        refer_said: That deadline in words: 'within 10 school days of the return from leave'.
        too_late: The days relied on for which a prosecution can begin no more.
        begin_by: The last day to begin a prosecution for the first of the others; None for none.
        pay_by: If a notice came today, the last day to pay it; None where no amounts are known.
    """

    refer_by: dt.date | None = None
    refer_said: str = ""
    too_late: tuple[dt.date, ...] = ()
    begin_by: dt.date | None = None
    pay_by: dt.date | None = None


def times_of(
    relied: Iterable[dt.date],
    today: dt.date,
    law: ThresholdLaw,
    deadline: tuple[dt.date | None, str],
) -> Times:
    """Return the days a referral has to keep to.

    Args:
        relied: The days of the sessions relied on.
        today: The day of the referral.
        law: The law by date.
        deadline: Until when the authority takes it, and that in words.
    """
    days = sorted(set(relied))
    ends = {day: begin_by(day, law) for day in days}
    late = tuple(day for day, end in ends.items() if end is not None and end < today)
    left = [end for end in ends.values() if end is not None and end >= today]
    amounts = law.amounts_on(days[-1]) if days else None
    pay_by = today + dt.timedelta(days=amounts.late_days - 1) if amounts else None
    return Times(*deadline, late, min(left, default=None), pay_by)
