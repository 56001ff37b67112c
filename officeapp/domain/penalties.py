"""Penalty notices: what one costs on a date, and how many a parent may have for a child.

Only the authority knows notices of other issuers; what is counted here is what this school knows,
and the authority is asked before one is issued. Amounts and limits are data with dates.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.record import ContactId, PupilId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.domain.policy_law import Amounts, ThresholdLaw


@dataclass(frozen=True, slots=True)
class Notice:
    """A penalty notice this school knows of.

    Attributes:
        parent: To whom it was issued.
        pupil: For which child.
        issued: The day of issue.
        absence: The first day of absence it is for.
        withdrawn: Whether it was withdrawn, and so counts no more. One that was paid, not paid or
            prosecuted counts.
    """

    parent: ContactId
    pupil: PupilId
    issued: dt.date
    absence: dt.date
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a notice asks for.

    Attributes:
        early: Pounds, if it is paid early; None where no early amount is offered.
        early_by: The last day for that; None as above.
        late: Pounds after that.
        late_by: The last day to pay.
    """

    early: int | None
    early_by: dt.date | None
    late: int
    late_by: dt.date


def counted(
    notices: Iterable[Notice], parent: ContactId, pupil: PupilId, day: dt.date, law: ThresholdLaw
) -> list[Notice]:
    """Return the notices to a parent for a child that count towards the limit on a day.

    Those of the years before the day, from the issue, not withdrawn, and for absence since the
    national framework: earlier ones do not count (Education (Penalty Notices) (England)
    Regulations 2007 as amended by SI 2024/210).
    """
    amounts = law.amounts_on(day)
    if amounts is None or not amounts.limit:
        return []
    since = _years_before(day, amounts.limit_years)
    mine = (one for one in notices if (one.parent, one.pupil) == (parent, pupil))
    return [
        one
        for one in mine
        if not one.withdrawn and since < one.issued <= day and one.absence >= amounts.first
    ]


def may_have_another(
    notices: Iterable[Notice], parent: ContactId, pupil: PupilId, day: dt.date, law: ThresholdLaw
) -> bool:
    """Say whether a parent may have another notice for a child, as far as this school knows."""
    amounts = law.amounts_on(day)
    found = counted(notices, parent, pupil, day, law)
    return amounts is None or not amounts.limit or len(found) < amounts.limit


def asked(amounts: Amounts, earlier: int, received: dt.date) -> Asked:
    """Return what a notice asks for; days are counted beginning with the day of receipt.

    Args:
        amounts: The amounts of the date of the absence.
        earlier: How many earlier notices count.
        received: The day on which it is received.
    """
    late_by = received + dt.timedelta(days=amounts.late_days - 1)
    if earlier and amounts.limit:
        return Asked(None, None, amounts.second, late_by)
    early_by = received + dt.timedelta(days=amounts.early_days - 1)
    return Asked(amounts.early, early_by, amounts.late, late_by)


def begin_by(day: dt.date, law: ThresholdLaw) -> dt.date | None:
    """Return the last day on which a prosecution for absence on a day can begin.

    None on a day for which no such law is known.
    """
    rule = law.prosecution_on(day)
    if rule is None:
        return None
    months = day.year * 12 + day.month - 1 + rule.months
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return dt.date(day.year - years, 2, 28)
