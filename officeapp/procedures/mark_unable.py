"""Mark many pupils unable to attend at once: snow, a boiler, a road under water."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.register import Mark
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId, SiteId
    from officeapp.domain.school_year import Session

#: Codes that can be given to many pupils at once: travel, part of the premises, whole school.
WHOLE_SCHOOL_CODES = ("Y4", "Y3", "Y2")


class NotForManyError(OfficeError):
    """A code was to be given to many pupils that is for one at a time."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"{code} is not written for a whole site at once; "
            f"choose one of {', '.join(WHOLE_SCHOOL_CODES)}."
        )


class NobodyToMarkError(OfficeError):
    """There is nobody without a mark in what was chosen."""

    def __init__(self) -> None:
        super().__init__("Nobody there is without a mark; nothing was written.")


@dataclass(frozen=True, slots=True)
class Unable:
    """Who would be marked, and who has a mark already.

    Attributes:
        marks: The marks to be written.
        standing: The marks that stand and are left as they are.
    """

    marks: tuple[Mark, ...]
    standing: tuple[Mark, ...]


def plan_unable(
    office: Office,
    code: str,
    day: dt.date,
    sessions: Sequence[Session],
    *,
    sites: Collection[SiteId],
    year_groups: Collection[str] = (),
    note: str = "",
) -> Unable:
    """Return who would be marked unable to attend; nothing is written.

    Args:
        office: The office.
        code: Y4 whole school closed, Y3 part of the premises closed, Y2 travel disrupted.
        day: The day.
        sessions: Which halves of it.
        sites: The sites it is for.
        year_groups: The year groups it is for; none for all.
        note: What happened.

    Raises:
        NotForManyError: The code is not one of these.
        OfficeError: The code is not in force on that day.
    """
    if code not in WHOLE_SCHOOL_CODES:
        raise NotForManyError(code)
    office.codes.find(code, day)
    marks: list[Mark] = []
    standing: list[Mark] = []
    for number in _expected(office, day, sites, year_groups):
        for session in sessions:
            stands = office.register.standing(number, day, session)
            if stands:
                standing.append(stands)
            else:
                marks.append(Mark(number, day, session, code, note=note))
    return Unable(tuple(marks), tuple(standing))


def mark_unable(office: Office, plan: Unable) -> None:
    """Write a plan of `plan_unable` as one act; marks that stand are left as they are.

    Raises:
        NobodyToMarkError: There is nothing to write.
        AlreadyMarkedError: Somebody was marked meanwhile; nothing was written.
    """
    if not plan.marks:
        raise NobodyToMarkError
    with office.writing("unable-to-attend", Right.MARK_WIDELY, Book.REGISTER) as act:
        office.register.enter_many(act, plan.marks)


def _expected(
    office: Office, day: dt.date, sites: Collection[SiteId], year_groups: Collection[str]
) -> list[PupilId]:
    """Return the pupils of some sites and year groups who are expected on a day."""
    found: list[PupilId] = []
    for pupil in office.roll.on_roll(day):
        placement = office.roll.placed(pupil.id, day)
        if placement is None:
            continue
        site = office.roll.school_class(placement.school_class).site
        if site not in sites or (year_groups and placement.year_group not in year_groups):
            continue
        if office.calendar.of(site, placement.year_group).is_open(day):
            found.append(pupil.id)
    return found
