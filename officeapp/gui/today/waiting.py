"""What waits today: registers, children away without a reason, late, out, marks to settle."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.chasing import ChaseLine, chase
from officeapp.books.figures import Reckoner, first_not_begun
from officeapp.books.roll_call import DayBooks
from officeapp.books.sheets import SheetState
from officeapp.domain.codes import UNMARKED
from officeapp.domain.late import LateArrival
from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.register import Sheet
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import SchoolYear, Session, Span, is_weekday, session_number
from officeapp.domain.sign_out import SignOut
from officeapp.domain.unknown import Unknown
from officeapp.procedures.settle_unknown import unknown_queue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officeapp.books.office import Office


class Progress(enum.IntEnum):
    """How far a register is, the most urgent first."""

    OVERDUE = 0
    EXPECTED = 1
    INCOMPLETE = 2
    IN_PENCIL = 3
    HANDED_IN = 4


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A class's register of a session that has begun.

    Attributes:
        state: What the books say of it.
        name: The class's name.
        progress: How far it is by now.
    """

    state: SheetState
    name: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Gap:
    """A session before today that pupils of a class have no mark for.

    Attributes:
        school_class: The class, or None without one.
        day: The day.
        session: The half of the day.
        pupils: Who is not marked.
    """

    school_class: ClassId | None
    day: dt.date
    session: Session
    pupils: tuple[PupilId, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits.

    Attributes:
        registers: Today's registers so far, the most urgent first.
        away: Who is away without a reason, then those who were and are not any more.
        late: Who came late today, the latest first.
        out: Who is out now, those expected first, and first those overdue.
        unsettled: Marks N, the first due first.
        gaps: Sessions of this school year before today without a mark, the latest first.
        on_roll: How many pupils are on roll.
        classes: The name of each class there has been.
        in_use: How many classes there are.
        places: In which class who came late or is out is today.
    """

    registers: list[RegisterLine]
    away: list[ChaseLine]
    late: list[tuple[LateArrival, Pupil]]
    out: list[tuple[SignOut, Pupil]]
    unsettled: list[Unknown]
    gaps: list[Gap]
    on_roll: int
    classes: dict[ClassId | None, str]
    in_use: int
    places: dict[PupilId, ClassId]

    def class_of(self, pupil: PupilId) -> str:
        """Return the name of the class a child is in today."""
        return self.classes.get(self.places.get(pupil), "")


NOTHING = Waiting([], [], [], [], [], [], 0, {}, 0, {})


def waiting(office: Office) -> Waiting:
    """Return what waits today."""
    today = office.today()
    pupils = office.roll.on_roll(today)
    books = DayBooks(office, today, pupils, until=office.now().time())
    known = {pupil.id: pupil for pupil in pupils}
    cards = {one.id: one for one in office.roll.class_cards.standing().values()}
    late = [(entry, known[entry.pupil]) for entry in books.entries_late if entry.pupil in known]
    out = [
        (entry, known[entry.pupil])
        for entry in books.entries_out
        if entry.is_out and entry.pupil in known
    ]
    return Waiting(
        registers=registers(office, books),
        away=chase(office, books, professionals(office)),
        late=sorted(late, key=lambda one: (one[0].at, one[0].line), reverse=True),
        out=sorted(out, key=lambda one: (one[0].expected or dt.time.max, one[0].left_at)),
        unsettled=unknown_queue(office, today),
        gaps=gaps(office, pupils, books.lines),
        on_roll=len(pupils),
        classes={number: one.name for number, one in cards.items()},
        in_use=sum(not one.gone for one in cards.values()),
        places={
            pupil.id: placed
            for _, pupil in (*late, *out)
            if (placed := books.place(pupil).school_class) is not None
        },
    )


def professionals(office: Office) -> dict[PupilId, str]:
    """Return whom else to tell of an absence, for who may read cases (row D13); else nobody."""
    if not office.may(Right.READ_CASES):
        return {}
    cards = office.cases.cards.standing().values()
    named = {card.id: card.social_worker or card.lead for card in cards}
    return {pupil: name for pupil, name in named.items() if name}


def registers(office: Office, books: DayBooks | None = None) -> list[RegisterLine]:
    """Return today's registers of the sessions that have begun, the most urgent first."""
    today = office.today()
    if not is_weekday(today):
        return []
    clock = office.now().time().replace(tzinfo=None)
    known = books or DayBooks(office, today, office.roll.on_roll(today), until=clock)
    pencilled = {one.sheet: one.name for one in office.pencil.open_sheets()}
    lines = [
        RegisterLine(state, name, progress(state, clock))
        for state, name in _sheets(office, known, pencilled)
    ]
    return sorted(lines, key=lambda line: (line.progress, line.state.session))


def progress(state: SheetState, clock: dt.time) -> Progress:
    """Say how far a register is at a time of the day."""
    if state.handed_in:
        return Progress.INCOMPLETE if state.unmarked else Progress.HANDED_IN
    if state.deadline is not None and clock > state.deadline:
        return Progress.OVERDUE
    return Progress.IN_PENCIL if state.by else Progress.EXPECTED


def gaps(office: Office, pupils: list[Pupil], lines: Mapping[PupilId, str]) -> list[Gap]:
    """Return the sessions of this school year before today that lack a mark, the latest first.

    The pupils' lines of the year are read here where none are given, as at a weekend.
    """
    today = office.today()
    year = SchoolYear.of(today)
    yesterday = today - dt.timedelta(days=1)
    if yesterday < year.span.first:
        return []
    known = lines or office.register.lines([pupil.id for pupil in pupils], year)
    found: dict[tuple[int, ClassId | None], list[PupilId]] = {}
    for pupil, school_class, slot in _open_ends(office, year, yesterday, known):
        found.setdefault((slot, school_class), []).append(pupil)
    return [
        Gap(school_class, *year.session(slot), tuple(missing))
        for (slot, school_class), missing in sorted(
            found.items(), key=lambda one: one[0][0], reverse=True
        )
    ]


def _sheets(
    office: Office, books: DayBooks, pencilled: dict[Sheet, str]
) -> Iterator[tuple[SheetState, str]]:
    """Yield every open class's registers of the sessions that have begun."""
    members: dict[ClassId, list[Pupil]] = {}
    for pupil in books.pupils:
        place = books.place(pupil)
        if place.is_open and place.school_class is not None:
            members.setdefault(place.school_class, []).append(pupil)
    for one in office.roll.classes():
        expected = members.get(one.id)
        if not expected:
            continue
        place = books.place(expected[0])
        begun = first_not_begun(office, one.site, place.year_group)
        for session in Session:
            if session_number(books.day, session) >= begun:
                continue
            sheet = Sheet(one.id, books.day, session)
            bell = place.bells[session]
            state = SheetState(
                school_class=one.id,
                session=session,
                pupils=len(expected),
                unmarked=sum(books.is_to_mark(pupil, sheet) for pupil in expected),
                handed_in=sheet in books.handed,
                deadline=bell.deadline if bell else None,
                by=pencilled.get(sheet, ""),
            )
            yield state, one.name


def _open_ends(
    office: Office, year: SchoolYear, last: dt.date, lines: Mapping[PupilId, str]
) -> Iterator[tuple[PupilId, ClassId | None, int]]:
    """Yield every session of a school year up to a day that has no mark, with whose it is."""
    reckoner = Reckoner(office)
    first = year.span.first
    known: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for number, line in lines.items():
        for placement, held in office.roll.segments(number):
            low, high = max(held.first, first), min(held.last, last)
            if low > high:
                continue
            in_class = placement.school_class if placement else None
            key = (in_class, placement.year_group if placement else "", low, high)
            runs = known.get(key)
            if runs is None:
                runs = known[key] = reckoner.runs(placement, year, Span(low, high))
            if UNMARKED not in "".join([line[begin:end] for begin, end in runs]):
                continue
            for begin, end in runs:
                slot = line.find(UNMARKED, begin, end)
                while slot >= 0:
                    yield number, in_class, slot
                    slot = line.find(UNMARKED, slot + 1, end)
