"""What is said of a pupil: the line under the name, the four figures, and what each rests on."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.figures import (
    WINDOW_WEEKS,
    Reckoner,
    beside,
    counts_for_rules,
    rests_on,
)
from officeapp.domain.attendance import Figures, shown_percent
from officeapp.domain.codes import UNMARKED
from officeapp.domain.law import age_on, compulsory_from
from officeapp.domain.reviews import FEW_SESSIONS, said
from officeapp.domain.roll import year_group_name
from officeapp.domain.school_year import SchoolYear, Session, Span, short_day
from officeapp.gui.pupil.year_page import half_days
from officeapp.procedures.keep_family import brothers_and_sisters

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil


class Which(enum.Enum):
    """One of the four figures, by the name of its tile."""

    YEAR = "attendance"
    WINDOW = "unauthorised"
    LATES = "lates"
    UNMARKED = "unmarked"


COUNTS = {
    Which.YEAR: "attendance this year",
    Which.WINDOW: "unauthorised, last ten school weeks",
    Which.LATES: "late this half term",
    Which.UNMARKED: "sessions not marked",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as its tile shows it.

    Attributes:
        shown: The figure.
        note: What it rests on, in a few words.
        tone: The family of colours; empty for none.
        span: The days it is for.
    """

    shown: str
    note: str
    tone: str
    span: Span


@dataclass(frozen=True, slots=True)
class Counted:
    """A session a figure rests on.

    Attributes:
        day: The day.
        session: The half of the day.
        code: The code that stands; empty where none does.
        said: What the code is and how it counts.
    """

    day: dt.date
    session: Session
    code: str
    said: str


@dataclass(frozen=True, slots=True)
class Sum:
    """What a figure rests on.

    Attributes:
        title: What the figure is.
        words: The sum in words.
        sessions: The sessions, newest first.
    """

    title: str
    words: str
    sessions: tuple[Counted, ...]


def figures_of(office: Office, pupil: Pupil) -> dict[Which, Figure]:
    """Return the four figures of a pupil as of now."""
    today = office.today()
    found = beside(office, [pupil], today)[pupil.id]
    spans = _spans(office, pupil, today)
    year = found.year
    wrong = year.is_persistent and counts_for_rules(pupil, today)
    shown = {
        Which.YEAR: (said(year), _possible(year), "unauthorised" if wrong else ""),
        Which.WINDOW: (str(found.window), "", "unauthorised" if found.window else ""),
        Which.LATES: (str(found.late), "", "late" if found.late else ""),
        Which.UNMARKED: (str(year.unmarked), "count nowhere", "late" if year.unmarked else ""),
    }
    return {
        which: Figure(figure, note or f"since {short_day(spans[which].first)}", tone, spans[which])
        for which, (figure, note, tone) in shown.items()
    }


def sum_of(office: Office, pupil: Pupil, which: Which, span: Span, *, missed: bool = False) -> Sum:
    """Return the sessions that a figure of some days rests on, and the sum in words.

    Args:
        office: The office.
        pupil: The pupil.
        which: The figure.
        span: The days it is for.
        missed: Whether only absences and lates of the year are wanted, not all its sessions.
    """
    year = SchoolYear.of(span.last)
    counts = {half.code: half.said for half in half_days(office.codes, year).values()}
    symbols = _symbols(office, which, span.last, missed=missed)
    sessions = tuple(
        Counted(day, session, "", "not marked: counts nowhere")
        if code == UNMARKED
        else Counted(day, session, code, counts[code].partition(", ")[2])
        for day, session, code in reversed(rests_on(office, pupil, span, symbols))
    )
    title = COUNTS[which][0].upper() + COUNTS[which][1:]
    return Sum(title, _words(which, len(sessions), span), sessions)


def year_said(found: Figures) -> str:
    """Return a year's figures as a sum that a person can follow."""
    if not found.possible:
        return "No session was possible."
    words = (
        f"{found.attended} of {found.possible} possible sessions is {shown_percent(found)}. "
        f"Missed: {found.authorised} authorised + {found.unauthorised} unauthorised "
        f"= {found.absent}."
    )
    return words + (f" {found.unmarked} not marked count nowhere." if found.unmarked else "")


def about(office: Office, pupil: Pupil) -> str:
    """Return the line under a pupil's name: class, year group, age, groups, family."""
    today = office.today()
    parts = [_class_or_left(office, pupil), f"age {age_on(pupil.dob, today)}"]
    if compulsory_from(pupil.dob) > today:
        parts.append(f"of school age from {short_day(compulsory_from(pupil.dob))}")
    parts += pupil.groups
    parts += [_relative(office, one) for one in brothers_and_sisters(office, pupil)]
    return "  ·  ".join(part for part in parts if part)


def initials(pupil: Pupil) -> str:
    """Return the first letters of a pupil's names, in the order in which they are spoken."""
    return "".join(name[0].upper() for name in (pupil.forename, pupil.surname) if name)


def class_name(office: Office, pupil: Pupil, day: dt.date) -> str:
    """Return the class a pupil is placed in on a day; empty for none."""
    placed = office.roll.placed(pupil.id, day)
    return office.roll.school_class(placed.school_class).name if placed else ""


def left_or_coming(office: Office, pupil: Pupil, day: dt.date) -> str:
    """Return when a pupil who is not on the roll left or is to come; empty for one who is here."""
    if office.roll.is_on_roll(pupil.id, day):
        return ""
    spans = office.roll.spans(pupil.id)
    coming = [span.first for span in spans if span.first > day]
    if coming:
        return f"from {coming[0].day} {coming[0]:%b %Y}"
    return f"left {spans[-1].last.day} {spans[-1].last:%b %Y}" if spans else "not on the roll"


def _class_or_left(office: Office, pupil: Pupil) -> str:
    today = office.today()
    placed = office.roll.placed(pupil.id, today)
    parts = [left_or_coming(office, pupil, today), class_name(office, pupil, today)]
    if placed is not None:
        parts.append(year_group_name(placed.year_group))
    return "  ·  ".join(part for part in parts if part)


def _relative(office: Office, other: Pupil) -> str:
    today = office.today()
    word = {"F": "sister", "M": "brother"}.get(other.sex, "brother or sister")
    where = left_or_coming(office, other, today) or f"in {class_name(office, other, today)}"
    return f"{word} {other.forename or other.surname} {where}"


def _possible(found: Figures) -> str:
    if not found.possible:
        return "no session was possible"
    if found.possible < FEW_SESSIONS:
        return "too few sessions for a share"
    return f"{found.attended} of {found.possible} possible sessions"


def _spans(office: Office, pupil: Pupil, today: dt.date) -> dict[Which, Span]:
    calendar = Reckoner(office).calendar(office.roll.placed(pupil.id, today))
    year = Span(SchoolYear.of(today).span.first, today)
    half_term = min(calendar.half_term_of(today).first, today)
    return {
        Which.YEAR: year,
        Which.WINDOW: Span(calendar.window_from(today, WINDOW_WEEKS), today),
        Which.LATES: Span(half_term, today),
        Which.UNMARKED: year,
    }


def _symbols(office: Office, which: Which, day: dt.date, *, missed: bool) -> str:
    codes = office.codes
    if which is Which.WINDOW:
        return codes.symbols_where(threshold=True)
    if which is Which.LATES:
        return codes.symbols_where(late=True)
    if which is Which.UNMARKED:
        return UNMARKED
    categories = codes.categories(dt.date(SchoolYear.of(day).begins, 9, 1))
    if missed:
        away = [s for s, category in categories.items() if category.authorised is not None]
        return "".join(away)
    return "".join(symbol for symbol, category in categories.items() if category.possible)


def _words(which: Which, number: int, span: Span) -> str:
    days = f"{short_day(span.first)} to {short_day(span.last)} {span.last.year}"
    what = {
        Which.YEAR: "sessions",
        Which.WINDOW: "sessions with G, N, O or U, ten school weeks:",
        Which.LATES: "sessions with L or U, this half term:",
        Which.UNMARKED: "sessions that have begun and have no mark,",
    }[which]
    return f"{number} {what} {days}."
