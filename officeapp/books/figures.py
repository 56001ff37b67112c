"""Figures of attendance, asked of the file: lines are read once and added up in one pass."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.domain.attendance import NO_SESSIONS, Counting, Figures, tally, total
from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.law import is_compulsory
from officeapp.domain.record import ClassId, PupilId, SiteId
from officeapp.domain.roll import Placement, Pupil
from officeapp.domain.school_year import (
    SchoolYear,
    Session,
    Span,
    first_session_from,
    is_weekday,
    session_at,
    years_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from officeapp.books.office import Office
    from officeapp.domain.school_calendar import SchoolCalendar

DAY_BEGINS = {Session.AM: dt.time(9, 0), Session.PM: dt.time(13, 0)}  # where no times are entered
WINDOW_WEEKS = 10


@dataclass(frozen=True, slots=True)
class Part:
    """What a pupil did in one run of days in one class.

    Attributes:
        pupil: The pupil.
        placement: The class and year group of those days; None without any.
        year: The school year of those days.
        sessions: The open sessions in order, one symbol each.
    """

    pupil: Pupil
    placement: Placement | None
    year: SchoolYear
    sessions: str


@dataclass
class Totals:
    """Figures of a span, added up in every way the office asks for.

    Attributes:
        by_pupil: Figures of each pupil who was on roll.
        by_class: Figures of each class.
        by_year_group: Figures of each year group.
        by_group: Figures of each group, such as 'PP'.
        by_code: How often each code stands.
        school: Figures of the whole school.
    """

    by_pupil: dict[PupilId, Figures] = field(default_factory=dict)
    by_class: dict[ClassId, Figures] = field(default_factory=dict)
    by_year_group: dict[str, Figures] = field(default_factory=dict)
    by_group: dict[str, Figures] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)
    school: Figures = NO_SESSIONS


def first_not_begun(office: Office, site: SiteId, year_group: str) -> int:
    """Return the number of the first session that has not begun for a site and year group."""
    now = office.now()
    today = now.date()
    if not is_weekday(today):
        return first_session_from(today)
    number = first_session_from(today)
    clock = now.time().replace(tzinfo=None)
    for session in Session:
        bell = office.school.bells().bell(site, year_group, today, session)
        begins = bell.begins if bell else DAY_BEGINS[session]
        number += clock >= begins
    return number


class Reckoner:
    """Works out open runs once for each calendar, then cuts pupils' lines by them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._begun: dict[tuple[SiteId, str], int] = {}
        self._runs: dict[tuple[int, str, int, dt.date, dt.date], list[tuple[int, int]]] = {}
        self._counting: dict[SchoolYear, Counting] = {}
        self._sites = {one.id: one.site for one in office.roll.class_cards.standing().values()}

    def place_of(self, placement: Placement | None) -> tuple[SiteId, str]:
        """Return the site and year group of a placement."""
        if placement is None:
            return SiteId(0), ""
        return self._sites.get(placement.school_class, SiteId(0)), placement.year_group

    def calendar(self, placement: Placement | None) -> SchoolCalendar:
        """Return the calendar of a placement."""
        return self._office.calendar.of(*self.place_of(placement))

    def begun(self, placement: Placement | None) -> int:
        """Return the number of the first session that has not begun for a placement."""
        place = self.place_of(placement)
        if place not in self._begun:
            self._begun[place] = first_not_begun(self._office, *place)
        return self._begun[place]

    def runs(
        self, placement: Placement | None, year: SchoolYear, days: Span
    ) -> list[tuple[int, int]]:
        """Return the open runs of slots of some days that have begun."""
        school_class = placement.school_class if placement else 0
        group = placement.year_group if placement else ""
        key = (school_class, group, year.begins, days.first, days.last)
        if key not in self._runs:
            low, high = year.slots_of(days)
            high = min(high, self.begun(placement) - year.origin)
            self._runs[key] = self.calendar(placement).open_runs(year, low, high)
        return self._runs[key]

    def counting(self, year: SchoolYear) -> Counting:
        """Return what counts the figures of a school year."""
        if year not in self._counting:
            codes = self._office.codes
            categories = codes.categories(_middle(year))
            self._counting[year] = Counting(categories, codes.symbols_where(late=True))
        return self._counting[year]


def parts(
    office: Office,
    span: Span,
    pupils: Iterable[Pupil] | None = None,
    reckoner: Reckoner | None = None,
) -> Iterator[Part]:
    """Yield what each pupil did in a span, cut where the class or the school year changes.

    Args:
        office: The office.
        span: First and last day.
        pupils: The pupils asked about; all that were ever on roll if not given.
        reckoner: Keeps what is worked out, where several questions are asked together.
    """
    chosen = list(office.roll.pupils().values()) if pupils is None else list(pupils)
    known = reckoner or Reckoner(office)
    for year in years_of(span):
        shared = span.overlap(year.span)
        if shared is None:
            continue
        lines = (
            office.register.all_lines(year)
            if pupils is None
            else office.register.lines([pupil.id for pupil in chosen], year)
        )
        for pupil in chosen:
            for placement, held in office.roll.segments(pupil.id):
                days = _within(held, shared)
                if days is None:
                    continue
                line = lines.get(pupil.id) or office.register.line(pupil.id, year)
                runs = known.runs(placement, year, days)
                yield Part(pupil, placement, year, "".join([line[a:b] for a, b in runs]))


def _within(held: Span, asked: Span) -> Span | None:
    """Return the days both spans have; the usual case, all that was asked, without a new span."""
    if held.first <= asked.first and asked.last <= held.last:
        return asked
    return held.overlap(asked)


def totals(office: Office, span: Span, wanted: Callable[[Part], bool] | None = None) -> Totals:
    """Return the figures of a span for pupils, classes, year groups, groups and the school.

    Args:
        office: The office.
        span: First and last day; figures stop at the last session that has begun.
        wanted: Says which parts count, as for one class; all if not given.
    """
    reckoner = Reckoner(office)
    gathered = _Gathered()
    for part in parts(office, span, reckoner=reckoner):
        if wanted is None or wanted(part):
            gathered.add(part, reckoner.counting(part.year).of(part.sessions))
    return gathered.totals(office)


class _Gathered:
    """Figures as they come, by everything they are asked for by; added up at the end."""

    def __init__(self) -> None:
        self._pupils: dict[PupilId, list[Figures]] = {}
        self._classes: dict[ClassId, list[Figures]] = {}
        self._year_groups: dict[str, list[Figures]] = {}
        self._groups: dict[str, list[Figures]] = {}
        self._sessions: list[str] = []

    def add(self, part: Part, found: Figures) -> None:
        """Take the figures of a part."""
        self._sessions.append(part.sessions)
        self._pupils.setdefault(part.pupil.id, []).append(found)
        if part.placement:
            self._classes.setdefault(part.placement.school_class, []).append(found)
            self._year_groups.setdefault(part.placement.year_group, []).append(found)
        for name in part.pupil.groups:
            self._groups.setdefault(name, []).append(found)

    def totals(self, office: Office) -> Totals:
        """Return the sums."""
        by_pupil = {
            pupil: found[0] if len(found) == 1 else total(found)
            for pupil, found in self._pupils.items()
        }
        return Totals(
            by_pupil=by_pupil,
            by_class={one: total(found) for one, found in self._classes.items()},
            by_year_group={group: total(found) for group, found in self._year_groups.items()},
            by_group={name: total(found) for name, found in self._groups.items()},
            by_code=_by_code(office, "".join(self._sessions)),
            school=total(by_pupil.values()),
        )


def _by_code(office: Office, sessions: str) -> dict[str, int]:
    """Return how often each code stands."""
    counts = tally(sessions)
    return {
        office.codes.code(symbol): number
        for symbol, number in counts.items()
        if symbol not in (UNMARKED, NOT_ON_ROLL)
    }


def of_pupil(office: Office, pupil: Pupil, span: Span) -> Figures:
    """Return one pupil's figures of a span."""
    reckoner = Reckoner(office)
    return total(
        reckoner.counting(part.year).of(part.sessions)
        for part in parts(office, span, [pupil], reckoner)
    )


def in_dispute(office: Office, span: Span, pupils: Container[int]) -> int:
    """Return how many sessions of a span two desks disagree on, of some pupils.

    Figures count what is shown until somebody decides: the later entry.
    """
    return sum(day in span and pupil in pupils for pupil, day, _ in office.clashes.marks())


def rests_on(
    office: Office, pupil: Pupil, span: Span, symbols: str
) -> list[tuple[dt.date, Session, str]]:
    """Return the sessions of a span that have one of some symbols: what a figure rests on."""
    reckoner = Reckoner(office)
    found: list[tuple[dt.date, Session, str]] = []
    for year in years_of(span):
        shared = span.overlap(year.span)
        line = office.register.line(pupil.id, year)
        for placement, held in office.roll.segments(pupil.id):
            days = held.overlap(shared) if shared else None
            for low, high in reckoner.runs(placement, year, days) if days else ():
                found.extend(
                    (*session_at(year.origin + slot), office.codes.code(line[slot]) or UNMARKED)
                    for slot in range(low, high)
                    if line[slot] in symbols
                )
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """The figures that stand beside a name in the register.

    Attributes:
        year: The school year so far.
        window: Unauthorised sessions (G, N, O, U) in the last ten school weeks.
        late: Late sessions (L, U) this half term.
    """

    year: Figures
    window: int
    late: int


def beside(office: Office, pupils: list[Pupil], day: dt.date) -> dict[PupilId, Beside]:
    """Return the figures beside the names of some pupils, as of a day."""
    reckoner = Reckoner(office)
    year = SchoolYear.of(day)
    so_far = _sessions(office, reckoner, pupils, Span(year.span.first, day))
    windows: dict[PupilId, str] = {}
    halves: dict[PupilId, str] = {}
    for placement, members in _by_place(office, reckoner, pupils, day).values():
        calendar = reckoner.calendar(placement)
        window = Span(calendar.window_from(day, WINDOW_WEEKS), day)
        half = Span(min(calendar.half_term_of(day).first, day), day)
        windows |= _sessions(office, reckoner, members, window)
        halves |= _sessions(office, reckoner, members, half)
    late = office.codes.symbols_where(late=True)
    threshold = office.codes.symbols_where(threshold=True)
    return {
        pupil.id: Beside(
            year=reckoner.counting(year).of(so_far.get(pupil.id, "")),
            window=_count(windows.get(pupil.id, ""), threshold),
            late=_count(halves.get(pupil.id, ""), late),
        )
        for pupil in pupils
    }


def _by_place(
    office: Office, reckoner: Reckoner, pupils: list[Pupil], day: dt.date
) -> dict[tuple[SiteId, str], tuple[Placement | None, list[Pupil]]]:
    """Return pupils by site and year group, whose calendars may differ."""
    grouped: dict[tuple[SiteId, str], tuple[Placement | None, list[Pupil]]] = {}
    for pupil in pupils:
        placement = office.roll.placed(pupil.id, day)
        place = reckoner.place_of(placement)
        grouped.setdefault(place, (placement, []))[1].append(pupil)
    return grouped


def _sessions(
    office: Office, reckoner: Reckoner, pupils: list[Pupil], span: Span
) -> dict[PupilId, str]:
    """Return the open sessions of a span by pupil, one symbol each."""
    found: dict[PupilId, str] = {}
    for part in parts(office, span, pupils, reckoner):
        found[part.pupil.id] = found.get(part.pupil.id, "") + part.sessions
    return found


def _count(sessions: str, symbols: str) -> int:
    return sum(map(sessions.count, symbols))


def _middle(year: SchoolYear) -> dt.date:
    """Return the day by whose codes a school year is counted: 1 September, when terms begin."""
    return dt.date(year.begins, 9, 1)


def counts_for_rules(pupil: Pupil, day: dt.date) -> bool:
    """Say whether persistent and severe absence apply: compulsory school age on the day."""
    return is_compulsory(pupil.dob, day)
