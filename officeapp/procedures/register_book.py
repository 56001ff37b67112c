"""Read the register of some classes and a span, to be printed as a book or given out as an extract.

Two weeks stand on a page. A week in which nobody of the class is expected, and nobody is marked,
has no page and is named at the end.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.histories import corrected_histories, originals
from officeapp.domain.codes import AFTERNOON, MORNING, NOT_ON_ROLL, UNMARKED
from officeapp.domain.given_out import GivenOut, What
from officeapp.domain.printed import (
    ClassRegister,
    Correction,
    FirstEntries,
    PrintedMark,
    PrintedSheet,
    RegisterBook,
)
from officeapp.domain.record import ClassId
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil
from officeapp.domain.school_calendar import SchoolCalendar
from officeapp.domain.school_year import (
    SchoolYear,
    Session,
    Span,
    is_weekday,
    monday_of,
    short_day,
    years_of,
)
from officeapp.errors import OfficeError
from officeapp.procedures.printing import printed_line, span_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.record import Signature
    from officeapp.domain.register import Written

    Report = Callable[[int, int], None]

PUPILS_ON_A_PAGE = 36
WEEKS_ON_A_PAGE = 2
LONGEST = 3 * 366
CORRECTED = "bold with a number: corrected, the original under it, see the list of the class"
WAYS = {"hand-in": "register", "import-marks": "import", "settle-marks": "settled difference"}


class NoRegisterError(OfficeError):
    """A register was to be printed where there is none."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody was in these classes on these days; choose another class or other days."
        )


class SpanTooLongError(OfficeError):
    """More was to be printed than one book holds."""

    def __init__(self) -> None:
        super().__init__("A book holds at most three years; print the years one by one.")


class BackwardsSpanError(OfficeError):
    """A span would end before it begins."""

    def __init__(self) -> None:
        super().__init__("The last day is before the first; change one of them.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed.

    Attributes:
        span: The days.
        classes: The classes; none for all.
        extract: Whether it is an extract with all history, as an inspector may ask for.
        recipient: To whom an extract is given.
    """

    span: Span
    classes: tuple[ClassId, ...] = ()
    extract: bool = False
    recipient: str = ""


def _unreported(_done: int, _total: int) -> None:
    """Say nothing."""


def register_book(office: Office, wanted: Wanted, report: Report = _unreported) -> RegisterBook:
    """Return the register of some classes and days, ready to be drawn.

    Args:
        office: The office whose register it is.
        wanted: Which classes and days.
        report: Called for each class that is read; raises where the person cancelled.

    Raises:
        NoRegisterError: Nobody was in these classes then.
        SpanTooLongError: It would be more than three years.
        BackwardsSpanError: The last day is before the first.
        NotAllowedError: The person signed in may not read the register of one of the classes.
    """
    if wanted.span.last < wanted.span.first:
        raise BackwardsSpanError
    if (wanted.span.last - wanted.span.first).days > LONGEST:
        raise SpanTooLongError
    chosen = wanted.classes or tuple(one.id for one in office.roll.classes())
    if office.person is not None:  # a terminal that only reads has nobody signed in
        for number in chosen:
            office.require(Right.READ_REGISTER, office.where(number))
    found: list[ClassRegister] = []
    for done, number in enumerate(chosen):
        report(done, len(chosen))
        if office.roll.members_within(number, wanted.span):
            found.append(_Reader(office, number, wanted).read())
    if not found:
        raise NoRegisterError
    kind = "Extract of the attendance register" if wanted.extract else "Attendance register"
    marks = sum(
        bool(mark.code)
        for one in found
        for sheet in one.sheets
        for _, marks in sheet.pupils
        for mark in marks
    )
    return RegisterBook(
        title=f"{kind}, for {wanted.recipient}" if wanted.recipient else kind,
        school=office.school.card().name,
        span=span_words(wanted.span),
        printed=printed_line(office),
        classes=found,
        entries=marks,
    )


def note_extract_given(office: Office, wanted: Wanted, book: RegisterBook, digest: str) -> None:
    """Note in an act that an extract of the register was given out.

    Raises:
        NotAllowedError: The person signed in may not give out extracts.
        NotSavedError: The file could not be written.
    """
    with office.writing("give-extract", Right.GIVE_OUT, Book.GIVEN_OUT) as act:
        line = GivenOut(
            What.EXTRACT,
            wanted.span.first,
            wanted.span.last,
            classes=wanted.classes,
            recipient=wanted.recipient,
            entries=book.entries,
            digest=digest,
        )
        office.given_out.enter(act, line)


@dataclass(slots=True)
class _Pupil:
    """A pupil of the class while it is read."""

    card: Pupil
    times: list[Span]
    calendars: list[tuple[Span, SchoolCalendar]]
    lines: dict[int, str] = field(default_factory=dict)

    def is_in(self, day: dt.date) -> bool:
        """Say whether the pupil is in the class on a day."""
        return any(day in span for span in self.times)

    def why_closed(self, day: dt.date) -> str | None:
        """Return why a day is closed to the pupil; None where it is open."""
        for span, calendar in self.calendars:
            if day in span:
                return calendar.why_closed(day)
        return None

    def symbol(self, day: dt.date, session: Session) -> str:
        """Return the symbol of a session."""
        year = SchoolYear.of(day)
        return self.lines[year.begins][year.slot(day, session)]


class _Reader:
    """Reads the register of one class."""

    def __init__(self, office: Office, number: ClassId, wanted: Wanted) -> None:
        self._office = office
        self._class = office.roll.school_class(number)
        self._wanted = wanted
        self._pupils = self._members()
        self._histories = corrected_histories(
            office, wanted.span, [p.card.id for p in self._pupils]
        )
        self._numbers: dict[Place, int] = {}
        self._corrections = self._numbered()
        self._left_out: list[str] = []

    def read(self) -> ClassRegister:
        """Return the class's register."""
        weeks = [week for week in self._weeks() if self._takes_place(week)]
        sheets: list[PrintedSheet] = []
        for first in range(0, len(weeks), WEEKS_ON_A_PAGE):
            days = list(itertools.chain(*weeks[first : first + WEEKS_ON_A_PAGE]))
            there = [one for one in self._pupils if any(one.is_in(day) for day in days)]
            sheets += [
                self._sheet(days, there[place : place + PUPILS_ON_A_PAGE])
                for place in range(0, len(there), PUPILS_ON_A_PAGE)
            ]
        return ClassRegister(
            self._class.name,
            self._teacher(),
            sheets,
            self._corrections,
            self._first_entries() if self._wanted.extract else (),
            self._left_out,
        )

    def _members(self) -> list[_Pupil]:
        roll, span = self._office.roll, self._wanted.span
        cards = roll.members_within(self._class.id, span)
        lines = {
            year.begins: self._office.register.lines([card.id for card in cards], year)
            for year in years_of(span)
        }
        found = []
        for card in cards:
            calendars = [
                (when, self._office.calendar.of(self._class.site, placement.year_group))
                for placement, when in roll.segments(card.id)
                if placement is not None and placement.school_class == self._class.id
            ]
            of_years = {begins: by_pupil[card.id] for begins, by_pupil in lines.items()}
            found.append(_Pupil(card, roll.times_in(self._class.id, card.id), calendars, of_years))
        return found

    def _teacher(self) -> str:
        """Return who takes the class, for this school year; who took it before is not known."""
        this_year = SchoolYear.of(self._office.today())
        return self._class.teacher if years_of(self._wanted.span) == [this_year] else ""

    def _weeks(self) -> list[list[dt.date]]:
        span = self._wanted.span
        days = [day for day in span.days() if is_weekday(day)]
        return [list(week) for _, week in itertools.groupby(days, key=monday_of)]

    def _takes_place(self, week: list[dt.date]) -> bool:
        """Say whether a week has a page; one that has none is noted."""
        for day in week:
            for one in self._pupils:
                if one.is_in(day) and (one.why_closed(day) is None or self._is_marked(one, day)):
                    return True
        why = {one.why_closed(day) for day in week for one in self._pupils if one.is_in(day)} - {
            None
        }
        reasons = ", ".join(sorted(str(reason) for reason in why)) or "nobody in the class"
        self._left_out.append(f"{short_day(week[0])} {week[0]:%Y}: {reasons}")
        return False

    @staticmethod
    def _is_marked(one: _Pupil, day: dt.date) -> bool:
        blank = (UNMARKED, NOT_ON_ROLL)
        return any(one.symbol(day, session) not in blank for session in Session)

    def _sheet(self, days: list[dt.date], pupils: list[_Pupil]) -> PrintedSheet:
        sessions = [(day, session) for day in days for session in Session]
        rows = [(one.card.listed, [self._mark(one, *when) for when in sessions]) for one in pupils]
        closed = {}
        for day in days:
            there = [one for one in pupils if one.is_in(day)]
            reasons = {one.why_closed(day) for one in there}
            if there and None not in reasons:
                closed[day] = ", ".join(sorted(str(reason) for reason in reasons))
        used = {code for _, marks in rows for mark in marks for code in (mark.code, mark.before)}
        heading = span_words(Span(days[0], days[-1]))
        key = self._key(used, days[0])
        if any(mark.number for _, marks in rows for mark in marks):
            key = f"{key} · {CORRECTED}"
        return PrintedSheet(heading, sessions, closed, rows, key)

    def _mark(self, one: _Pupil, day: dt.date, session: Session) -> PrintedMark:
        if not one.is_in(day):
            return PrintedMark(shut=True)
        symbol = one.symbol(day, session)
        code = self._office.codes.code(symbol)
        shut = symbol == NOT_ON_ROLL or one.why_closed(day) is not None
        place = one.card.id, day, session
        written = self._histories.get(place)
        if written is None:
            return PrintedMark(code, shut=shut)
        return PrintedMark(code, written[0].mark.code, self._numbers[place], shut=shut)

    def _key(self, used: set[str | None], day: dt.date) -> str:
        words = {
            code.code: code.word
            for code in (*self._office.codes.all(), *self._office.codes.on(day))
        }
        said = [f"{MORNING} {AFTERNOON} present"] if used & {MORNING, AFTERNOON} else []
        letters = sorted(one for one in used if one and one not in (MORNING, AFTERNOON))
        said += [f"{one} {words[one]}" for one in letters]
        return " · ".join(said)

    def _numbered(self) -> list[Correction]:
        names = {one.card.id: one.card.listed for one in self._pupils}
        order = {number: place for place, number in enumerate(names)}
        found: list[Correction] = []
        for place in sorted(self._histories, key=lambda at: (at[1], at[2], order[at[0]])):
            pupil, day, _ = place
            if next(one for one in self._pupils if one.card.id == pupil).is_in(day):
                found += self._corrections_of(place, names[pupil], len(found))
        return found

    def _corrections_of(self, place: Place, name: str, before: int) -> list[Correction]:
        found = [
            _correction(before + at, name, earlier, later)
            for at, (earlier, later) in enumerate(itertools.pairwise(self._histories[place]), 1)
        ]
        self._numbers[place] = before + len(found)
        return found

    def _first_entries(self) -> list[FirstEntries]:
        pupils = [one.card.id for one in self._pupils]
        return [
            FirstEntries(
                f"{short_day(one.day)} {one.day:%Y} {one.session.lower()}",
                one.entries,
                one.by.name,
                one.by.post,
                _at(one.by),
                WAYS.get(one.kind, one.kind.replace("-", " ")),
            )
            for one in originals(self._office, self._wanted.span, pupils)
        ]


def _correction(number: int, name: str, earlier: Written, later: Written) -> Correction:
    mark = later.mark
    return Correction(
        number,
        name,
        f"{short_day(mark.day)} {mark.day:%Y} {mark.session.lower()}",
        earlier.mark.code,
        mark.code,
        mark.reason,
        later.by.name,
        later.by.post,
        _at(later.by),
    )


def _at(by: Signature) -> str:
    return f"{short_day(by.at.date())} {by.at:%Y, %H:%M}"
