"""The three figures beside each name, and the sessions each rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.figures import Beside, in_dispute, of_pupil, rests_on
from officeapp.domain.attendance import shown_percent
from officeapp.domain.clashes import counted_though_disputed
from officeapp.domain.codes import UNMARKED, Category
from officeapp.domain.school_year import SchoolYear, Session, Span

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.attendance import Figures
    from officeapp.domain.roll import Pupil

TEN_WEEKS = 10
NONE_SHOWN = "–"
YEAR, WINDOW, LATES = range(3)
HEADINGS = (
    ("Year", "Attendance this school year"),
    ("10 wks", "Unauthorised sessions in the last ten school weeks"),
    ("Late", "Late sessions this half term"),
)
_AWAY = (Category.AUTHORISED, Category.UNAUTHORISED)


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure with what it rests on.

    Attributes:
        title: What the figure is.
        span: The days it covers.
        said: The sum in words.
        sessions: The sessions it rests on, with their codes; those not marked ('.') come last.
    """

    title: str
    span: Span
    said: str
    sessions: list[tuple[dt.date, Session, str]]


def shown(figures: Beside) -> tuple[str, str, str]:
    """Return the figures of a pupil as the page shows them."""
    year = figures.year
    return (
        shown_percent(year) if year.possible else NONE_SHOWN,
        str(figures.window or NONE_SHOWN),
        str(figures.late or NONE_SHOWN),
    )


def sum_of(office: Office, pupil: Pupil, which: int, day: dt.date) -> Sum:
    """Return one of a pupil's figures as of a day with the sessions it rests on."""
    span = _span(office, pupil, which, day)
    found = of_pupil(office, pupil, span)
    sessions = rests_on(office, pupil, span, _symbols(office, which, day))
    sessions.sort(key=lambda session: session[2] == UNMARKED)
    said = _said(which, found, len(sessions))
    disputed = counted_though_disputed(in_dispute(office, span, {pupil.id}))
    return Sum(HEADINGS[which][1], span, f"{said} {disputed}".rstrip(), sessions)


def _span(office: Office, pupil: Pupil, which: int, day: dt.date) -> Span:
    year = SchoolYear.of(day)
    placed = office.roll.placed(pupil.id, day)
    if which == YEAR or placed is None:
        return Span(year.span.first, day)
    site = office.roll.school_class(placed.school_class).site
    calendar = office.calendar.of(site, placed.year_group)
    if which == WINDOW:
        return Span(calendar.window_from(day, TEN_WEEKS), day)
    return Span(min(calendar.half_term_of(day).first, day), day)


def _symbols(office: Office, which: int, day: dt.date) -> str:
    if which == WINDOW:
        return office.codes.symbols_where(threshold=True)
    if which == LATES:
        return office.codes.symbols_where(late=True)
    away = [s for s, category in office.codes.categories(day).items() if category in _AWAY]
    return "".join([*away, UNMARKED])


def _said(which: int, found: Figures, sessions: int) -> str:
    if which == YEAR:
        return (
            f"{found.attended} of {found.possible} possible sessions attended: "
            f"{found.authorised} authorised and {found.unauthorised} unauthorised absences. "
            f"{found.unmarked} not marked count as nothing."
        )
    what = "unauthorised" if which == WINDOW else "late"
    return f"{sessions} {what} of {found.possible} possible sessions."
