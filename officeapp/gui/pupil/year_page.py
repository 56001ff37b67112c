"""A pupil's school year as half-days: what stands in each, ready to paint and to say."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.figures import Reckoner
from officeapp.domain.codes import AFTERNOON, MORNING, NOTHING, Category
from officeapp.domain.school_year import (
    SESSIONS_A_WEEK,
    SchoolYear,
    Session,
    first_session_from,
    long_day,
    monday_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officeapp.books.office import Office
    from officeapp.domain.codes import CodeTable
    from officeapp.domain.roll import Pupil
    from officeapp.domain.school_calendar import SchoolCalendar

WEEK = dt.timedelta(weeks=1)
NO_REASON_YET = "N"


class Look(enum.StrEnum):
    """How a half-day looks, and the word for it."""

    ATTENDED = "attended"
    LATE = "late"
    AUTHORISED = "authorised"
    UNEXPLAINED = "unauthorised so far"
    UNAUTHORISED = "unauthorised"
    NOT_REQUIRED = "not possible"
    UNMARKED = "counts nowhere"
    CLOSED = "closed"
    TO_COME = "still to come"
    ELSEWHERE = "not on the roll"


@dataclass(frozen=True, slots=True)
class HalfDay:
    """What stands in one half-day.

    Attributes:
        look: How it looks.
        code: The code that stands; empty for none.
        said: What it is, in words, without its date.
    """

    look: Look
    code: str
    said: str

    @property
    def letter(self) -> str:
        """Return the code where it is worth a letter; presence is quiet."""
        return NOTHING if self.code in (MORNING, AFTERNOON) else self.code


ELSEWHERE = HalfDay(Look.ELSEWHERE, NOTHING, "not on the roll")
TO_COME = HalfDay(Look.TO_COME, NOTHING, "still to come")
NOT_MARKED = HalfDay(Look.UNMARKED, NOTHING, "not marked: counts nowhere")


@dataclass(frozen=True, slots=True)
class YearPage:
    """The weeks of a school year, each with ten half-days from Monday morning on.

    Attributes:
        year: The school year.
        mondays: The Monday of each week shown.
        weeks: The half-days of each week; a day outside the school year has none.
    """

    year: SchoolYear
    mondays: tuple[dt.date, ...]
    weeks: tuple[tuple[HalfDay | None, ...], ...]

    def place_of(self, day: dt.date, session: Session) -> tuple[int, int] | None:
        """Return the week and the half-day in it of a session, or None where it is not shown."""
        week = (monday_of(day) - self.mondays[0]).days // 7 if self.mondays else -1
        slot = 2 * day.weekday() + (session is Session.PM)
        inside = 0 <= week < len(self.weeks) and slot < SESSIONS_A_WEEK
        return (week, slot) if inside and self.weeks[week][slot] is not None else None

    def session(self, week: int, slot: int) -> tuple[dt.date, Session]:
        """Return the day and session of a place."""
        day = self.mondays[week] + dt.timedelta(days=slot // 2)
        return day, Session.PM if slot % 2 else Session.AM

    def spoken(self, week: int, slot: int) -> str:
        """Return a half-day as a person says it: 'Monday 2 March 2026, morning: I, ill'."""
        half = self.weeks[week][slot]
        day, session = self.session(week, slot)
        return f"{long_day(day)}, {session.word}: {half.said if half else 'not in this year'}"


def read_year(office: Office, pupil: Pupil, year: SchoolYear) -> YearPage:
    """Return a pupil's year, the days before admission and after leaving left empty."""
    reckoner = Reckoner(office)
    line = office.register.line(pupil.id, year)
    written = half_days(office.codes, year)
    slots = [ELSEWHERE] * year.slots
    calendar: SchoolCalendar | None = None
    for placement, held in office.roll.segments(pupil.id):
        days = held.overlap(year.span)
        if days is None:
            continue
        calendar = reckoner.calendar(placement)
        shut = _shut(calendar, year)
        begun = reckoner.begun(placement) - year.origin
        for slot in range(*year.slots_of(days)):
            stands = written.get(line[slot])
            why = shut.get(slot - slot % 2)
            if why is not None:
                slots[slot] = _closed(why, stands)
            elif stands is not None:
                slots[slot] = stands
            else:
                slots[slot] = NOT_MARKED if slot < begun else TO_COME
    return _in_weeks(year, slots, _shown(year, line, calendar, written))


def half_days(codes: CodeTable, year: SchoolYear) -> dict[str, HalfDay]:
    """Return what each symbol of a standing line looks like in a school year."""
    categories = codes.categories(dt.date(year.begins, 9, 1))
    words = {code.symbol: code.word for code in codes.all()}
    found: dict[str, HalfDay] = {}
    for symbol, category in categories.items():
        code = codes.code(symbol)
        look = Look.UNEXPLAINED if code == NO_REASON_YET else _LOOKS[category]
        plain = look is Look.UNEXPLAINED or words[symbol] == look
        counted = words[symbol] if plain else f"{words[symbol]}: {look}"
        found[symbol] = HalfDay(look, code, f"{code}, {counted}")
    return found


_LOOKS = {
    Category.PRESENT: Look.ATTENDED,
    Category.EDUCATIONAL: Look.ATTENDED,
    Category.LATE: Look.LATE,
    Category.AUTHORISED: Look.AUTHORISED,
    Category.UNAUTHORISED: Look.UNAUTHORISED,
    Category.NOT_POSSIBLE: Look.NOT_REQUIRED,
    Category.ADMINISTRATIVE: Look.NOT_REQUIRED,
}


def _closed(why: str, stands: HalfDay | None) -> HalfDay:
    """Return a half-day of a closed day; a mark made before the day was closed is kept."""
    if stands is None:
        return HalfDay(Look.CLOSED, NOTHING, f"closed, {why}")
    return HalfDay(Look.CLOSED, stands.code, f"closed, {why}; {stands.code} was marked and is kept")


def _shut(calendar: SchoolCalendar, year: SchoolYear) -> dict[int, str]:
    """Return the morning slots of the closed days, each with its reason."""
    closed = calendar.closed(year).items()
    return {first_session_from(day) - year.origin: why for day, why in closed}


def _shown(
    year: SchoolYear,
    line: str,
    calendar: SchoolCalendar | None,
    written: Mapping[str, HalfDay],
) -> tuple[dt.date, dt.date]:
    """Return the first and last day worth showing: the school's year, and every mark."""
    open_days = calendar.days(year) if calendar else []
    first, last = (open_days[0], open_days[-1]) if open_days else (year.span.first, year.span.last)
    bare = line.translate({ord(symbol): "x" for symbol in written})
    if "x" in bare:
        first = min(first, year.session(bare.index("x"))[0])
        last = max(last, year.session(bare.rindex("x"))[0])
    return first, last


def _in_weeks(year: SchoolYear, slots: list[HalfDay], shown: tuple[dt.date, dt.date]) -> YearPage:
    monday, last = monday_of(shown[0]), shown[1]
    mondays: list[dt.date] = []
    weeks: list[tuple[HalfDay | None, ...]] = []
    while monday <= last:
        low = first_session_from(monday) - year.origin
        mondays.append(monday)
        weeks.append(
            tuple(
                slots[slot] if 0 <= slot < len(slots) else None
                for slot in range(low, low + SESSIONS_A_WEEK)
            )
        )
        monday += WEEK
    return YearPage(year, tuple(mondays), tuple(weeks))
