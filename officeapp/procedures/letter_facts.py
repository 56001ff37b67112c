"""Gather what a letter says of a child on a date: figures with their sums, and what they rest on.

Figures count from the first day of their span to the last school day before the letter's date, as
`officeapp attendance` counts them to that day. Only what a letter asks for is worked out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.books.figures import Reckoner, parts
from officeapp.books.leave_days import calendar_of
from officeapp.books.office import Office
from officeapp.domain.attendance import shown_percent, total
from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED, Category
from officeapp.domain.letter_book import Letter
from officeapp.domain.letter_facts import (
    NONE,
    FactSheet,
    Sat,
    counted,
    days_words,
    sessions_words,
    times_words,
)
from officeapp.domain.letters import About
from officeapp.domain.school_year import (
    SchoolYear,
    Span,
    first_session_after,
    first_session_from,
    long_day,
    session_at,
    years_of,
)
from officeapp.procedures.letter_facts_beside import beside_facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officeapp.domain.attendance import Figures
    from officeapp.domain.letters import Template
    from officeapp.domain.policies import Band
    from officeapp.domain.record import LineId, PupilId
    from officeapp.domain.roll import Pupil

LOOK_BACK = 80
GOOD = 96  # per cent, where the policy aims at nothing
IF_ANY = "sessions_unauthorised"  # said as 'none' where there are none
CALLED = {
    About.YEAR: "this year",
    About.TERM: "this term",
    About.HALF_TERM: "this half term",
}


@dataclass
class Gathering:
    """What is worked out once for a batch of letters.

    Attributes:
        office: The office.
        day: The date of the letters.
        until: The last day figures count; the last school day before the date if not given.
        leave: The request for leave that is answered; the latest of the child if nought.
        mends: The letter that is put right.
        changes: What changed under it, in words.
    """

    office: Office
    day: dt.date
    until: dt.date | None = None
    leave: int = 0
    mends: Letter | None = None
    changes: str = ""
    reckoner: Reckoner = field(init=False)

    def __post_init__(self) -> None:
        self.reckoner = Reckoner(self.office)


def facts_for(
    given: Gathering, template: Template, pupil: Pupil, typed: Mapping[str, str] | None = None
) -> FactSheet:
    """Return what is known of a child for a kind of letter.

    Args:
        given: The office, the date, and what a batch shares.
        template: The kind of letter.
        pupil: The child.
        typed: What a person typed for this letter; it stands before what is known.
    """
    until = last_school_day(given, pupil)
    span = Span(_first(given, template.about, pupil, until), until)
    sat = sessions_of(given, pupil, span)
    figures = figures_of(given, pupil, span)
    asked = set(template.asks_for)
    facts = _of_child(given, pupil) | _of_figures(given, pupil, span, template.about)
    facts |= _of_sessions(given, pupil, sat, asked)
    facts |= beside_facts(given, pupil, until, asked)
    facts |= {name: words for name, words in (typed or {}).items() if words.strip()}
    rests = [one for one in sat if one.symbol in _not_plain(given, span)]
    return FactSheet(
        pupil.id,
        until,
        facts,
        figures,
        CALLED[template.about],
        tuple(_lines(given.office, pupil.id, rests)),
        (span.first, symbols(given.office, pupil.id, span.first, _weekday_sessions(span))),
    )


def last_school_day(given: Gathering, pupil: Pupil) -> dt.date:
    """Return the last day figures count: what was asked, or the last school day before."""
    if given.until is not None:
        return given.until
    calendar = calendar_of(given.office, pupil.id, given.day)
    days = (given.day - dt.timedelta(days=n) for n in range(1, LOOK_BACK))
    return next((day for day in days if calendar.is_open(day)), given.day - dt.timedelta(days=1))


def figures_of(given: Gathering, pupil: Pupil, span: Span) -> Figures:
    """Return a child's figures of a span."""
    reckoner = given.reckoner
    return total(
        reckoner.counting(part.year).of(part.sessions)
        for part in parts(given.office, span, [pupil], reckoner)
    )


def sessions_of(given: Gathering, pupil: Pupil, span: Span) -> list[Sat]:
    """Return every open session of a span that has begun, with the symbol that stands."""
    office, found = given.office, []
    for year in years_of(span):
        shared = span.overlap(year.span)
        line = office.register.line(pupil.id, year)
        for placement, held in office.roll.segments(pupil.id):
            days = held.overlap(shared) if shared else None
            for low, high in given.reckoner.runs(placement, year, days) if days else ():
                found += [
                    Sat(*session_at(year.origin + slot), line[slot]) for slot in range(low, high)
                ]
    return found


def symbols(office: Office, pupil: PupilId, first: dt.date, many: int) -> str:
    """Return the symbols that stand for a child from a day on, closed days too."""
    begins = first_session_from(first)
    found = ""
    year = SchoolYear.of(first)
    while len(found) < many:
        low = max(0, begins - year.origin)
        found += office.register.line(pupil, year)[low:]
        year = year.next()
    return found[:many]


def _weekday_sessions(span: Span) -> int:
    return max(0, first_session_after(span.last) - first_session_from(span.first))


def _first(given: Gathering, about: About, pupil: Pupil, until: dt.date) -> dt.date:
    """Return the first day of a letter's figures."""
    year = SchoolYear.of(until)
    if about is About.YEAR:
        return year.span.first
    calendar = calendar_of(given.office, pupil.id, until)
    if about is About.HALF_TERM:
        return min(calendar.half_term_of(until).first, until)
    halves = [half.span for half in calendar.half_terms(year) if half.span.first <= until]
    return halves[(len(halves) - 1) // 2 * 2].first if halves else year.span.first


def _of_child(given: Gathering, pupil: Pupil) -> dict[str, str]:
    office, day = given.office, given.day
    placed = office.roll.placed(pupil.id, day)
    card = office.school.card()
    return {
        "child": pupil.called,
        "children": pupil.called,
        "forename": pupil.forename or pupil.surname,
        "born": long_day(pupil.dob).partition(" ")[2],
        "class_name": office.roll.school_class(placed.school_class).name if placed else "",
        "school": card.name,
        "school_phone": card.phone or "the number you have for us",
        "authority": office.policy.authority(day).in_a_sentence,
        "school_year": SchoolYear.of(day).name,
        "today": long_day(day),
    }


def _of_figures(given: Gathering, pupil: Pupil, span: Span, about: About) -> dict[str, str]:
    found = figures_of(given, pupil, span)
    year = Span(SchoolYear.of(span.last).span.first, span.last)
    whole = found if about is About.YEAR else figures_of(given, pupil, year)
    policy = given.office.policy.on(given.day)
    band = policy.band(found)
    of_these = _how_many(found.unauthorised)
    return {
        "since": long_day(span.first),
        "figures_to": long_day(span.last),
        **{name: str(number) for name, number in found.as_dict().items() if name != "unmarked"},
        "absent": str(found.absent),
        "absent_words": counted(found.absent),
        "late_times": times_words(found.late),
        "percent": shown_percent(found),
        "percent_colour": _coloured(shown_percent(found), band),
        "percent_good": shown_percent(found) if _reaches(found, policy.target or GOOD) else "",
        "percent_better": shown_percent(found) if _is_better(found, whole) else "",
        "missed_half": "half or more"
        if found.absent and 2 * found.absent >= found.possible
        else "",
        "year_percent": shown_percent(whole),
        "missed_words": _missed(found),
        "days_missed": days_words(found.absent),
        "over_time": f"{of_these} unauthorised." if found.unauthorised else "All were authorised.",
        "colour_words": f"In our bands that is {band.colour}, {_closed_up(band.words)}."
        if band and band.colour
        else "A session is half a school day.",
        "target_words": f"We aim for {policy.target}% or more."
        if policy.target
        else "We hope for every child to be here whenever they can.",
    }


def _coloured(percent: str, band: Band | None) -> str:
    return (
        f"{percent} ({band.colour}, {_closed_up(band.words)})" if band and band.colour else percent
    )


def _closed_up(words: str) -> str:
    """Return words with their per cent as letters write it: '96%'."""
    return words.replace(" %", "%")


def _reaches(found: Figures, percent: int) -> bool:
    return bool(found.possible) and 100 * found.attended >= percent * found.possible


def _is_better(found: Figures, whole: Figures) -> bool:
    return found.attended * whole.possible > whole.attended * found.possible


def _missed(found: Figures) -> str:
    """Return what was missed in a sentence, and how often the child was late in another."""
    late = f" Late {times_words(found.late)}." if found.late else ""
    if not found.absent:
        return f"Nothing missed.{late}"
    both = f": {found.authorised} authorised, {found.unauthorised} unauthorised"
    one = "" if found.absent == 1 else "all "
    if not found.unauthorised or not found.authorised:
        both = f", {one}{'un' if found.unauthorised else ''}authorised"
    return f"Missed {counted(found.absent)}{both}.{late}"


def _how_many(number: int) -> str:
    return "Of these, 1 session was" if number == 1 else f"Of these, {number} sessions were"


def _of_sessions(given: Gathering, pupil: Pupil, sat: list[Sat], asked: set[str]) -> dict[str, str]:
    """Return the facts that list sessions, where they are asked for."""
    codes = given.office.codes
    categories = codes.categories(given.day)
    chosen = {
        "sessions_late": codes.symbols_where(late=True),
        "sessions_unauthorised": "".join(
            symbol for symbol, kind in categories.items() if kind is Category.UNAUTHORISED
        ),
        "sessions_unexplained": codes.symbol("N"),
    }
    said = {
        name: sessions_words(
            ((one.day, one.session) for one in sat if one.symbol in wanted),
            "morning and afternoon" if name == "sessions_late" else "all day",
        )
        for name, wanted in chosen.items()
    }
    # A letter that is about some sessions is not written where there are none.
    found = {name: words for name, words in said.items() if name == IF_ANY or words != NONE}
    found["unexplained_if_any"] = said["sessions_unexplained"]
    if "late_minutes_words" in asked:
        late = [one for one in sat if one.symbol in chosen["sessions_late"]]
        marks = given.office.register.standing_of(pupil.id, sorted({one.day for one in late}))
        minutes = sum(mark.minutes or 0 for mark in marks)
        found["late_minutes_words"] = (
            f"Together that is {minutes} minutes." if minutes else "It adds up over a year."
        )
    return found


def _not_plain(given: Gathering, span: Span) -> str:
    """Return the symbols whose marks a letter names as what it rests on: all but presence."""
    categories = given.office.codes.categories(span.last)
    plain = {symbol for symbol, kind in categories.items() if kind is Category.PRESENT}
    return "".join(symbol for symbol in categories if symbol not in plain | {UNMARKED, NOT_ON_ROLL})


def _lines(office: Office, pupil: PupilId, sat: list[Sat]) -> list[LineId]:
    wanted = {(one.day, one.session) for one in sat}
    marks = office.register.standing_of(pupil, sorted({day for day, _ in wanted}))
    return [mark.line for mark in marks if (mark.day, mark.session) in wanted and mark.code]
