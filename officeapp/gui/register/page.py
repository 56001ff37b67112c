"""What a page of the register shows: read from the books, ready to be painted.

A page is a class, or every class, over a day, a week, a half term or a year. Weeks in which nobody
has school are left out of the longer ones.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.books.derived import Derived, derived
from officeapp.books.figures import beside, first_not_begun
from officeapp.books.register import Place
from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.record import ClassId, PupilId, SiteId
from officeapp.domain.register import HandedIn, Pencilled, Sheet
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import (
    SchoolYear,
    Session,
    Span,
    first_session_from,
    is_weekday,
    long_day,
    monday_of,
    session_number,
    short_day,
)
from officeapp.gui.register.figures import shown
from officeapp.gui.register.grid_model import AMENDED, CLOSED, PLAIN, Cell, Column, Row
from officeapp.gui.register.not_in_ink import show_pencil, show_pre_marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.office import Office
    from officeapp.domain.school_calendar import SchoolCalendar

WEEK = dt.timedelta(weeks=1)
Kind = tuple[SiteId, str]  # site and year group, which decide the calendar


class Scope(enum.StrEnum):
    """How much of the year is in view."""

    DAY = "Day"
    WEEK = "Week"
    HALF_TERM = "Half term"
    YEAR = "Year"


@dataclass(frozen=True, slots=True)
class View:
    """Which page is open.

    Attributes:
        school_class: The class; None for every class.
        day: A day of it.
        scope: How much of the year around that day.
    """

    school_class: ClassId | None
    day: dt.date
    scope: Scope = Scope.WEEK


@dataclass(slots=True)
class Page:
    """One page of the register, as read.

    Attributes:
        view: Which page it is.
        columns: Its sessions.
        rows: Its pupils, as the grid shows them.
        pupils: The same pupils' cards.
        kinds: Site and year group of each row.
        handed_in: The registers of it that were handed in.
        pencils: The registers of it that are in pencil.
        pre_marked: Its sessions that follow from a pattern until their register is handed in.
    """

    view: View
    columns: list[Column]
    rows: list[Row]
    pupils: list[Pupil]
    kinds: list[Kind]
    handed_in: dict[Sheet, HandedIn] = field(default_factory=dict)
    pencils: dict[Sheet, Pencilled] = field(default_factory=dict)
    pre_marked: dict[Place, Derived] = field(default_factory=dict)


def read_page(office: Office, view: View) -> Page:
    """Read a page of the register from the books."""
    outer = _outer_span(office, view)
    pupils = _pupils(office, view, outer)
    kinds = [_kind(office, pupil.id, view.day) for pupil in pupils]
    calendars = {kind: office.calendar.of(*kind) for kind in set(kinds)}
    columns = _columns(view, outer, list(calendars.values()))
    page = Page(view, columns, [], pupils, kinds)
    _read_registers(office, page, outer)
    page.rows = _rows(office, page, calendars)
    page.pre_marked = derived(office, pupils, _days_with_blanks(page))
    show_pre_marked(office, page)
    show_pencil(office, page)
    return page


def figures_day(office: Office, view: View) -> dt.date:
    """Return the day figures are for: today, or the last of an earlier school year in view."""
    return min(office.today(), SchoolYear.of(view.day).span.last)


def first_place(office: Office, page: Page, place: tuple[dt.date, Session] | None) -> Cell:
    """Return where the cursor goes: the first pupil without a mark in a session.

    Without a wish it is the session of now, or the first of the page.
    """
    sessions = [(column.day, column.session) for column in page.columns]
    wanted = place or (office.today(), _session_now(office, page))
    column = sessions.index(wanted) if wanted in sessions else 0
    unmarked = [at for at, row in enumerate(page.rows) if row.marks[column] == UNMARKED]
    return (unmarked[0] if unmarked else 0, column)


def titles(view: View, columns: list[Column]) -> tuple[str, str]:
    """Return what the page is called: 'Week of Monday 16 November 2026', and in short."""
    if view.scope is Scope.DAY:
        return long_day(view.day), _dated(view.day)
    if view.scope is Scope.WEEK:
        monday = monday_of(view.day)
        return f"Week of {long_day(monday)}", f"Week of {_dated(monday)}"
    if view.scope is Scope.YEAR or not columns:
        name = SchoolYear.of(view.day).name
        return f"School year {name}", name
    first, last = columns[0].day, columns[-1].day
    span = f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
    return f"Half term, {span}", f"{first.day} {first:%b} to {last.day} {last:%b %Y}"


def _dated(day: dt.date) -> str:
    return f"{short_day(day)} {day.year}"


def stepped(view: View, columns: list[Column], step: int) -> dt.date:
    """Return the day to show one page earlier (-1) or later (1)."""
    if view.scope is Scope.DAY:
        day = view.day + dt.timedelta(days=step)
        while not is_weekday(day):
            day += dt.timedelta(days=step)
        return day
    if view.scope is Scope.WEEK or not columns:
        return view.day + step * WEEK
    edge = columns[-1].day if step > 0 else columns[0].day
    if view.scope is Scope.YEAR:
        span = SchoolYear.of(view.day).span
        edge = span.last if step > 0 else span.first
        return edge + dt.timedelta(days=35) if step > 0 else edge - dt.timedelta(days=35)
    return edge + step * WEEK


def _session_now(office: Office, page: Page) -> Session:
    """Return the half of today that has begun last."""
    kind = page.kinds[0] if page.kinds else (SiteId(0), "")
    begun = first_not_begun(office, *kind) - first_session_from(office.today())
    return Session.PM if begun > 1 else Session.AM


def _outer_span(office: Office, view: View) -> Span:
    """Return the days to look at before weeks without school are left out."""
    if view.scope is Scope.DAY:
        return Span(view.day, view.day)
    monday = monday_of(view.day)
    if view.scope is Scope.WEEK:
        return Span(monday, monday + dt.timedelta(days=4))
    if view.scope is Scope.YEAR:
        return SchoolYear.of(view.day).span
    found = _half_term(office, view)
    return Span(monday_of(found.first), monday_of(found.last) + dt.timedelta(days=4))


def _half_term(office: Office, view: View) -> Span:
    members = _pupils(office, view, Span(view.day, view.day)) or _pupils(
        office, view, SchoolYear.of(view.day).span
    )
    if not members:
        return Span(view.day, view.day)
    kind = _kind(office, members[0].id, view.day)
    return _half_term_near(office.calendar.of(*kind), view.day)


def _half_term_near(calendar: SchoolCalendar, day: dt.date) -> Span:
    """Return the half term of a day; a day in a break belongs to the half term after it."""
    halves = calendar.half_terms(SchoolYear.of(day))
    later = [half.span for half in halves if half.span.last >= day]
    if later:
        return later[0]
    return halves[-1].span if halves else Span(day, day)


def _pupils(office: Office, view: View, span: Span) -> list[Pupil]:
    if view.school_class is not None:
        return office.roll.members_within(view.school_class, span)
    found: dict[PupilId, Pupil] = {}
    for one in office.roll.classes():
        found.update((pupil.id, pupil) for pupil in office.roll.members_within(one.id, span))
    return list(found.values())


def _kind(office: Office, pupil: PupilId, day: dt.date) -> Kind:
    placed = office.roll.placed(pupil, day)
    if placed is None:
        return (SiteId(0), "")
    return (office.roll.school_class(placed.school_class).site, placed.year_group)


def _columns(view: View, outer: Span, calendars: list[SchoolCalendar]) -> list[Column]:
    days = [day for day in outer.days() if is_weekday(day)]
    if view.scope in (Scope.HALF_TERM, Scope.YEAR) and calendars:
        years = {SchoolYear.of(day) for day in (outer.first, outer.last)}
        met = {
            monday_of(day)
            for calendar in calendars
            for year in years
            for day in calendar.days(year)
        }
        days = [day for day in days if monday_of(day) in met]
    return [Column(day, session) for day in days for session in Session]


def _read_registers(office: Office, page: Page, outer: Span) -> None:
    wanted = page.view.school_class
    page.handed_in = {
        sheet: one
        for sheet, one in office.register.handed_in(outer.first, outer.last).items()
        if wanted in (None, sheet.school_class)
    }
    page.pencils = {
        one.sheet: one
        for one in office.pencil.open_sheets()
        if one.sheet.day in outer and wanted in (None, one.sheet.school_class)
    }


def _rows(office: Office, page: Page, calendars: dict[Kind, SchoolCalendar]) -> list[Row]:
    runs = _runs(page.columns)
    years = {year for year, _, _ in runs}
    ids = [pupil.id for pupil in page.pupils]
    lines = {year: office.register.lines(ids, year) for year in years}
    closed = {kind: _closed(page.columns, calendar) for kind, calendar in calendars.items()}
    corrected = _corrected(office, page, ids)
    figures = beside(office, page.pupils, figures_day(office, page.view))
    may_read = office.may(Right.READ_MEDICAL, office.where(page.view.school_class))
    rows = []
    for pupil, kind in zip(page.pupils, page.kinds, strict=True):
        marks = "".join([lines[year][pupil.id][low:high] for year, low, high in runs])
        marks = _hatched(_in_class(office, page, pupil, marks), closed[kind])
        signs = _signed(len(marks), corrected.get(pupil.id, ()))
        beside_name = shown(figures[pupil.id])
        tags = "  ".join(
            filter(
                None,
                [_class_name(office, page, pupil), *pupil.groups, pupil.medical * may_read],
            )
        )
        rows.append(Row(pupil.id, pupil.listed, tags, marks, signs, closed[kind], beside_name))
    return rows


def _class_name(office: Office, page: Page, pupil: Pupil) -> str:
    """Return a pupil's class where the page has several."""
    placed = office.roll.placed(pupil.id, page.view.day)
    if page.view.school_class is not None or placed is None:
        return ""
    return office.roll.school_class(placed.school_class).name


def _runs(columns: list[Column]) -> list[tuple[SchoolYear, int, int]]:
    """Return the columns as runs of slots within school years."""
    runs: list[tuple[SchoolYear, int, int]] = []
    for column in columns:
        year = SchoolYear.of(column.day)
        slot = session_number(column.day, column.session) - year.origin
        if runs and runs[-1][0] == year and runs[-1][2] == slot:
            runs[-1] = (year, runs[-1][1], slot + 1)
        else:
            runs.append((year, slot, slot + 1))
    return runs


def _closed(columns: list[Column], calendar: SchoolCalendar) -> dict[int, str]:
    closed = {}
    for at, column in enumerate(columns):
        why = calendar.why_closed(column.day)
        if why is not None:
            closed[at] = why
    return closed


def _days_with_blanks(page: Page) -> list[dt.date]:
    """Return the days on which somebody has no mark, which are all that can be pre-marked."""
    marks = [row.marks for row in page.rows]
    blank = {at for line in marks for at, symbol in enumerate(line) if symbol == UNMARKED}
    return sorted({page.columns[at].day for at in blank})


def _hatched(marks: str, closed: dict[int, str]) -> str:
    if not closed:
        return marks
    cells = list(marks)
    for at in closed:
        if cells[at] in (UNMARKED, NOT_ON_ROLL):
            cells[at] = CLOSED
    return "".join(cells)


def _in_class(office: Office, page: Page, pupil: Pupil, marks: str) -> str:
    """Blank the sessions in which a pupil who changes class belongs to another page."""
    if page.view.school_class is None or len(office.roll.placements(pupil.id)) < 2:
        return marks
    spans = office.roll.times_in(page.view.school_class, pupil.id)
    return "".join(
        mark if any(column.day in span for span in spans) else NOT_ON_ROLL
        for mark, column in zip(marks, page.columns, strict=True)
    )


def _corrected(office: Office, page: Page, ids: Iterable[PupilId]) -> dict[PupilId, list[int]]:
    if not page.columns:
        return {}
    place = {(column.day, column.session): at for at, column in enumerate(page.columns)}
    span = Span(page.columns[0].day, page.columns[-1].day)
    found: dict[PupilId, list[int]] = {}
    for pupil, day, session in office.register.amended(span, ids):
        if (day, session) in place:
            found.setdefault(pupil, []).append(place[day, session])
    return found


def _signed(length: int, corrected: Iterable[int]) -> str:
    signs = [PLAIN] * length
    for at in corrected:
        signs[at] = AMENDED
    return "".join(signs)
