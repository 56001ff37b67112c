"""What the department's guidance says of a school's times; a warning and never a refusal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.record import SiteId
from officeapp.domain.roll import year_group_name, year_group_order
from officeapp.domain.school_year import Session
from officeapp.domain.times import EVERY_YEAR_GROUP, Bell

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_OPEN_MINUTES = 30  # a register, in 'Working together to improve school attendance'


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a site's times that the guidance would have otherwise.

    Attributes:
        site: The site.
        session: The half of the day.
        what: What it is, as a sentence without the site and session.
    """

    site: SiteId
    session: Session
    what: str


def doubts(bells: Iterable[Bell]) -> list[Doubt]:
    """Return what the guidance would have otherwise in times that hold together."""
    by_session: dict[tuple[SiteId, Session], list[Bell]] = {}
    for bell in bells:
        by_session.setdefault((bell.site, bell.session), []).append(bell)
    return [
        Doubt(site, session, what)
        for (site, session), together in sorted(by_session.items())
        for what in (*_open_long(together), *_apart(session, together))
    ]


def minutes_open(bell: Bell) -> int:
    """Return how many minutes a register stays open, from the beginning of its session."""
    day = dt.date.min
    length = dt.datetime.combine(day, bell.closes) - dt.datetime.combine(day, bell.begins)
    return length // dt.timedelta(minutes=1)


def for_whom(bell: Bell) -> str:
    """Return whom times are for: 'all year groups' or 'Year 1'."""
    return year_group_name(bell.year_group) if bell.year_group else "all year groups"


def _open_long(bells: list[Bell]) -> list[str]:
    long = [bell for bell in bells if minutes_open(bell) > LONGEST_OPEN_MINUTES]
    return [
        f"the register of {for_whom(bell)} is open for {minutes_open(bell)} minutes; "
        f"guidance says no more than {LONGEST_OPEN_MINUTES}."
        for bell in sorted(long, key=lambda bell: year_group_order(bell.year_group))
    ]


def _apart(session: Session, bells: list[Bell]) -> list[str]:
    """Say where afternoon registers are at different times (the same guidance, paragraph 32)."""
    own = [bell for bell in bells if bell.year_group != EVERY_YEAR_GROUP]
    if session is not Session.PM or len({bell.begins for bell in bells}) < 2 or not own:
        return []
    return ["registers are at different times; guidance asks for the same time for all pupils."]
