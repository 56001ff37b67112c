"""What the register says of a pupil in a case: ten school weeks, patterns, forecast, the family."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.figures import WINDOW_WEEKS, Reckoner, of_pupil, rests_on
from officeapp.domain.absence_patterns import DayMissed, patterns
from officeapp.domain.attendance import Figures
from officeapp.domain.forecast import Forecast, forecast
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import SchoolYear, Session, Span, monday_of, session_at
from officeapp.domain.threshold_pages import ABSENT, ATTENDED
from officeapp.procedures.keep_family import brothers_and_sisters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.office import Office
    from officeapp.books.thresholds import Watch
    from officeapp.domain.school_calendar import SchoolCalendar
    from officeapp.domain.threshold_pages import Page

    Counted = tuple[dt.date, Session, str]

WEEK = dt.timedelta(weeks=1)
KNOWN = (ABSENT, ATTENDED)
LOOKED_AHEAD = 20  # weeks; a longer break has no next Monday worth saying


@dataclass(frozen=True, slots=True)
class WeekCount:
    """A school week of the ten.

    Attributes:
        monday: Its Monday.
        counted: Its sessions of G, N, O or U, in order.
    """

    monday: dt.date
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class TenWeeks:
    """The ten school weeks that end with this one.

    Attributes:
        weeks: The weeks, oldest first.
        next_monday: The Monday of the next school week; None where none is near.
        drops: The sessions that count no more from then on.
    """

    weeks: tuple[WeekCount, ...]
    next_monday: dt.date | None
    drops: tuple[Counted, ...]

    @property
    def number(self) -> int:
        """Return how many sessions count now."""
        return sum(len(week.counted) for week in self.weeks)


@dataclass(frozen=True, slots=True)
class Relative:
    """A brother or sister beside the pupil.

    Attributes:
        pupil: The brother or sister.
        figures: Their figures of the year.
        weeks: Their sessions of G, N, O and U in ten school weeks.
        away: School days of the year on which they missed a session.
        away_together: Those of them on which the pupil missed one as well.
    """

    pupil: Pupil
    figures: Figures
    weeks: int
    away: frozenset[dt.date]
    away_together: int


def ten_weeks(office: Office, pupil: Pupil) -> TenWeeks:
    """Return the sessions of G, N, O and U of the last ten school weeks, week by week."""
    today = office.today()
    calendar = calendar_of(office, pupil)
    first = calendar.window_from(today, WINDOW_WEEKS)
    symbols = office.codes.symbols_where(threshold=True)
    counted = rests_on(office, pupil, Span(first, today), symbols)
    weeks = []
    monday = first
    while monday <= today:
        if calendar.is_school_week(monday):
            mine = tuple(one for one in counted if monday_of(one[0]) == monday)
            weeks.append(WeekCount(monday, mine))
        monday += WEEK
    coming = _next_school_week(calendar, today)
    drops: tuple[Counted, ...] = ()
    if coming is not None:
        kept = calendar.window_from(coming, WINDOW_WEEKS)
        drops = tuple(one for one in counted if one[0] < kept)
    return TenWeeks(tuple(weeks), coming, drops)


def forecast_of(office: Office, pupil: Pupil, now: Figures) -> Forecast:
    """Return the best a pupil's school year can still come to."""
    year = SchoolYear.of(office.today())
    reckoner = Reckoner(office)
    left = 0
    for placement, held in office.roll.segments(pupil.id):
        days = held.overlap(year.span)
        if days is not None:
            low, high = year.slots_of(days)
            low = max(low, reckoner.begun(placement) - year.origin)
            runs = reckoner.calendar(placement).open_runs(year, low, high) if low < high else ()
            left += sum(after - first for first, after in runs)
    return forecast(now, left)


def pattern_sentences(
    office: Office, watch: Watch, pupil: Pupil, relatives: Iterable[Relative]
) -> list[str]:
    """Return the patterns of a pupil's absences this year that chance alone would seldom make."""
    halves = calendar_of(office, pupil).half_terms(SchoolYear.of(office.today()))
    edges = {day for half in halves for day in (half.span.first, half.span.last)}
    beside = {one.pupil.forename or one.pupil.surname: one.away for one in relatives}
    return [one.sentence for one in patterns(days_of(watch.page(pupil)), edges, beside)]


def family(office: Office, watch: Watch, pupil: Pupil) -> list[Relative]:
    """Return brothers and sisters on the roll, with their figures and the days away together."""
    today = office.today()
    year = Span(SchoolYear.of(today).span.first, today)
    away = _away(watch, pupil)
    found = []
    for other in brothers_and_sisters(office, pupil):
        if office.roll.is_on_roll(other.id, today):
            theirs = _away(watch, other)
            figures, weeks = of_pupil(office, other, year), ten_weeks(office, other).number
            found.append(Relative(other, figures, weeks, theirs, len(away & theirs)))
    return found


def _away(watch: Watch, pupil: Pupil) -> frozenset[dt.date]:
    return frozenset(one.day for one in days_of(watch.page(pupil)) if one.missed)


def days_of(page: Page) -> list[DayMissed]:
    """Return the days of the school year on which a session at least was possible."""
    halves: dict[int, list[bool | None]] = {}
    for place in range(page.strip.year_from, len(page.kinds)):
        kind = page.kinds[place]
        if kind in KNOWN:
            number = page.strip.numbers[place]
            halves.setdefault(number // 2, [None, None])[number % 2] = kind == ABSENT
    return [DayMissed(session_at(2 * day)[0], *both) for day, both in halves.items()]


def calendar_of(office: Office, pupil: Pupil) -> SchoolCalendar:
    """Return the calendar of a pupil today; of one who left, that of the last class."""
    segments = office.roll.segments(pupil.id)
    placed = office.roll.placed(pupil.id, office.today())
    return Reckoner(office).calendar(placed or (segments[-1][0] if segments else None))


def _next_school_week(calendar: SchoolCalendar, today: dt.date) -> dt.date | None:
    """Return the Monday of the next week with a session."""
    coming = (monday_of(today) + number * WEEK for number in range(1, LOOKED_AHEAD))
    return next((monday for monday in coming if calendar.is_school_week(monday)), None)
