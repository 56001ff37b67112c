"""Asked of the file: which sessions of a leave count for a child, and how they add up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.derived import from_patterns
from officeapp.books.figures import first_not_begun
from officeapp.books.leave import granted_symbols
from officeapp.domain.codes import NOT_ON_ROLL, NOTHING, UNMARKED
from officeapp.domain.leave import (
    UNDECIDED,
    Decision,
    Moment,
)
from officeapp.domain.record import PupilId, SiteId
from officeapp.domain.school_year import SchoolYear, session_at, session_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.domain.school_calendar import SchoolCalendar

LOOK_AHEAD = 2 * 366  # days within which a school meets again


@dataclass(frozen=True, slots=True)
class Counted:
    """What the sessions of a leave are for one child, by the calendar as it is now.

    Attributes:
        possible: The sessions that take place for the child: what is asked for.
        closed: The weekdays on which the child's site is closed, each with its reason.
        off_roll: The weekdays on which the child is not on the roll.
        not_expected: Sessions in which the child is not expected, by a timetable of their own.
    """

    possible: tuple[Moment, ...]
    closed: tuple[tuple[dt.date, str], ...] = ()
    off_roll: tuple[dt.date, ...] = ()
    not_expected: tuple[Moment, ...] = ()

    @property
    def by_year(self) -> dict[SchoolYear, int]:
        """Return how many sessions lie in each school year."""
        found: dict[SchoolYear, int] = {}
        for day, _ in self.possible:
            year = SchoolYear.of(day)
            found[year] = found.get(year, 0) + 1
        return found


@dataclass(frozen=True, slots=True)
class Summed:
    """Sessions of a decision that count now.

    Attributes:
        granted: Sessions with leave.
        refused: Sessions without.
        undecided: Sessions nothing was decided of, because the school was closed then.
    """

    granted: int
    refused: int
    undecided: int = 0

    @property
    def counted(self) -> int:
        """Return how many sessions count."""
        return self.granted + self.refused + self.undecided


def calendar_of(office: Office, pupil: int, day: dt.date) -> SchoolCalendar:
    """Return the calendar of the site and year group a pupil belongs to on a day."""
    placed = office.roll.placed(pupil, day)
    if placed is None:
        return office.calendar.of(SiteId(0), "")
    site = office.roll.school_class(placed.school_class).site
    return office.calendar.of(site, placed.year_group)


def counted(office: Office, pupil: Pupil, moments: Iterable[Moment]) -> Counted:
    """Return which of some weekday sessions take place for a pupil, and why others do not."""
    says = from_patterns(office, pupil)
    possible: list[Moment] = []
    closed: dict[dt.date, str] = {}
    off_roll: dict[dt.date, None] = {}
    elsewhere: list[Moment] = []
    for day, session in moments:
        why = calendar_of(office, pupil.id, day).why_closed(day)
        if not office.roll.is_on_roll(pupil.id, day):
            off_roll[day] = None
        elif why is not None:
            closed[day] = why
        elif says is not None and day in says.span and says.answer(day, session) is not None:
            elsewhere.append((day, session))
        else:
            possible.append((day, session))
    return Counted(tuple(possible), tuple(closed.items()), tuple(off_roll), tuple(elsewhere))


def summed(office: Office, decision: Decision) -> Summed:
    """Return how many sessions of a decision count now, granted and refused."""
    decided = dict(decision.moments())
    pupil = office.roll.pupil(decision.pupil)
    symbols = [decided[moment] for moment in counted(office, pupil, decided).possible]
    granted = sum(symbol in granted_symbols() for symbol in symbols)
    undecided = symbols.count(UNDECIDED)
    return Summed(granted, len(symbols) - granted - undecided, undecided)


def recounted(office: Office, decision: Decision) -> Summed | None:
    """Return how a decision counts now where the calendar or the roll has changed since."""
    now = summed(office, decision)
    return now if now.undecided or now.counted != decision.counted else None


def stands(office: Office, pupil: PupilId, moment: Moment) -> str:
    """Return the code that stands for a session; '' for no mark or not on roll."""
    day, session = moment
    year = SchoolYear.of(day)
    symbol = office.register.line(pupil, year)[year.slot(day, session)]
    return NOTHING if symbol in (UNMARKED, NOT_ON_ROLL) else office.codes.code(symbol)


def has_begun(office: Office, pupil: int, moment: Moment) -> bool:
    """Say whether a session has begun for a pupil."""
    day, session = moment
    if day != office.today():
        return day < office.today()
    placed = office.roll.placed(pupil, day)
    site = office.roll.school_class(placed.school_class).site if placed else SiteId(0)
    group = placed.year_group if placed else ""
    return session_number(day, session) < first_not_begun(office, site, group)


def next_session(office: Office, pupil: int, after: Moment) -> Moment | None:
    """Return the next session that takes place for a pupil after one; None within two years."""
    card = office.roll.pupil(pupil)
    number = session_number(*after) + 1
    for later in range(number, number + 2 * LOOK_AHEAD):
        moment = session_at(later)
        if counted(office, card, [moment]).possible:
            return moment
    return None
