"""Figures of attendance, asked of the file: lines are read once and added up in one pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.domain.attendance import NO_SESSIONS, Figures, add_tallies, figures, tally
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
    from collections.abc import Callable, Iterable, Iterator

    from officeapp.books.office import Office
    from officeapp.domain.codes import Category
    from officeapp.domain.school_calendar import SchoolCalendar

DAY_BEGINS = {Session.AM: dt.time(9, 0), Session.PM: dt.time(13, 0)}  # where no times are entered
WINDOW_WEEKS = 10


@dataclass(frozen=True, slots=True)
class Part:
    """What a pupil did in one run of days in one class, as a tally of open sessions.

    Attributes:
        pupil: The pupil.
        placement: The class and year group of those days; None without any.
        year: The school year of those days.
        tally: How often each symbol stands.
    """

    pupil: Pupil
    placement: Placement | None
    year: SchoolYear
    tally: Mapping[str, int]


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
        self._runs: dict[tuple[SiteId, str, int, int, int], list[tuple[int, int]]] = {}
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
        self, placement: Placement | None, year: SchoolYear, span: Span
    ) -> list[tuple[int, int]]:
        """Return the open runs of slots of a span that have begun."""
        low, high = year.slots_of(span)
        high = min(high, self.begun(placement) - year.origin)
        site, group = self.place_of(placement)
        key = (site, group, year.begins, low, high)
        if key not in self._runs:
            self._runs[key] = self.calendar(placement).open_runs(year, low, high)
        return self._runs[key]


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
                days = held.overlap(shared)
                if days is None:
                    continue
                line = lines.get(pupil.id) or office.register.line(pupil.id, year)
                runs = known.runs(placement, year, days)
                yield Part(pupil, placement, year, tally("".join([line[a:b] for a, b in runs])))


def totals(office: Office, span: Span, wanted: Callable[[Part], bool] | None = None) -> Totals:
    """Return the figures of a span for pupils, classes, year groups, groups and the school.

    Args:
        office: The office.
        span: First and last day; figures stop at the last session that has begun.
        wanted: Says which parts count, as for one class; all if not given.
    """
    answer = Totals()
    late = office.codes.symbols_where(late=True)
    meanings: dict[SchoolYear, dict[str, Category]] = {}
    tallies: list[Mapping[str, int]] = []
    for part in parts(office, span):
        if wanted is not None and not wanted(part):
            continue
        if part.year not in meanings:
            meanings[part.year] = office.codes.categories(_middle(part.year))
        found = figures(part.tally, meanings[part.year], late)
        tallies.append(part.tally)
        _add(answer, part, found)
    for symbol, number in add_tallies(tallies).items():
        if symbol not in (UNMARKED, NOT_ON_ROLL):
            code = office.codes.code(symbol)
            answer.by_code[code] = answer.by_code.get(code, 0) + number
    return answer


def _add(answer: Totals, part: Part, found: Figures) -> None:
    pupil = part.pupil
    answer.by_pupil[pupil.id] = answer.by_pupil.get(pupil.id, NO_SESSIONS) + found
    answer.school = answer.school + found
    if part.placement:
        in_class = part.placement.school_class
        group = part.placement.year_group
        answer.by_class[in_class] = answer.by_class.get(in_class, NO_SESSIONS) + found
        answer.by_year_group[group] = answer.by_year_group.get(group, NO_SESSIONS) + found
    for name in pupil.groups:
        answer.by_group[name] = answer.by_group.get(name, NO_SESSIONS) + found


def of_pupil(office: Office, pupil: Pupil, span: Span) -> Figures:
    """Return one pupil's figures of a span."""
    late = office.codes.symbols_where(late=True)
    answer = NO_SESSIONS
    for part in parts(office, span, [pupil]):
        answer += figures(part.tally, office.codes.categories(_middle(part.year)), late)
    return answer


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
    spans: dict[object, tuple[Span, Span]] = {}
    year = SchoolYear.of(day)
    answer: dict[PupilId, Beside] = {}
    lates = office.codes.symbols_where(late=True)
    threshold = office.codes.symbols_where(threshold=True)
    categories = office.codes.categories(_middle(year))
    so_far = _tallies(office, reckoner, pupils, Span(year.span.first, day))
    for pupil in pupils:
        placement = office.roll.placed(pupil.id, day)
        place = reckoner.place_of(placement)
        if place not in spans:
            calendar = reckoner.calendar(placement)
            window = Span(calendar.window_from(day, WINDOW_WEEKS), day)
            spans[place] = (window, Span(min(calendar.half_term_of(day).first, day), day))
    windows = _by_place(office, reckoner, pupils, day, {k: v[0] for k, v in spans.items()})
    halves = _by_place(office, reckoner, pupils, day, {k: v[1] for k, v in spans.items()})
    for pupil in pupils:
        answer[pupil.id] = Beside(
            year=figures(so_far.get(pupil.id, {}), categories, lates),
            window=_count(windows.get(pupil.id, {}), threshold),
            late=_count(halves.get(pupil.id, {}), lates),
        )
    return answer


def _by_place(
    office: Office,
    reckoner: Reckoner,
    pupils: list[Pupil],
    day: dt.date,
    spans: Mapping[object, Span],
) -> dict[PupilId, dict[str, int]]:
    """Return tallies over spans that differ by site and year group."""
    grouped: dict[Span, list[Pupil]] = {}
    for pupil in pupils:
        place = reckoner.place_of(office.roll.placed(pupil.id, day))
        grouped.setdefault(spans[place], []).append(pupil)
    answer: dict[PupilId, dict[str, int]] = {}
    for span, members in grouped.items():
        answer.update(_tallies(office, reckoner, members, span))
    return answer


def _tallies(
    office: Office, reckoner: Reckoner, pupils: list[Pupil], span: Span
) -> dict[PupilId, dict[str, int]]:
    found: dict[PupilId, list[Mapping[str, int]]] = {}
    for part in parts(office, span, pupils, reckoner):
        found.setdefault(part.pupil.id, []).append(part.tally)
    return {pupil: add_tallies(several) for pupil, several in found.items()}


def _count(counts: Mapping[str, int], symbols: str) -> int:
    return sum(counts.get(symbol, 0) for symbol in symbols)


def _middle(year: SchoolYear) -> dt.date:
    """Return the day by whose codes a school year is counted: 1 September, when terms begin."""
    return dt.date(year.begins, 9, 1)


def counts_for_rules(pupil: Pupil, day: dt.date) -> bool:
    """Say whether persistent and severe absence apply: compulsory school age on the day."""
    return is_compulsory(pupil.dob, day)
