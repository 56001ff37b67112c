"""Who is on site: what the registers and the books of the desk say of each child of a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol, TypeVar

from officeapp.books.act import Book
from officeapp.books.derived import derived
from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED, Category
from officeapp.domain.record import PupilId, SiteId
from officeapp.domain.register import Sheet
from officeapp.domain.roll_call import Called, Seen, Where, where_now
from officeapp.domain.school_year import SchoolYear, Session, is_weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.record import ClassId, LineId
    from officeapp.domain.roll import Placement, Pupil

BEGINS = {Session.AM: dt.time(9, 0), Session.PM: dt.time(13, 0)}  # where no times are entered


class _OfPupil(Protocol):
    @property
    def pupil(self) -> PupilId: ...


OfPupil = TypeVar("OfPupil", bound=_OfPupil)
CALENDAR, PENCIL = "calendar", "register being taken"


def who_is_where(
    office: Office, at: dt.time, day: dt.date | None = None, pupils: Iterable[Pupil] | None = None
) -> list[Called]:
    """Return where every child on roll is at a time of a day, in the order of lists.

    Args:
        office: The office.
        at: The time.
        day: The day; today if not given.
        pupils: The children asked about; all on roll if not given.
    """
    day = day or office.today()
    asked = office.roll.on_roll(day) if pupils is None else list(pupils)
    minute = at.replace(second=0, microsecond=0, tzinfo=None)
    books = DayBooks(office, day, asked, until=minute)
    return [
        Called(pupil.id, pupil.listed, books.place(pupil).name, books.where(pupil, minute))
        for pupil in asked
    ]


class DayPlace:
    """What holds for every child of a class and year group on a day."""

    def __init__(self, office: Office, day: dt.date, placement: Placement | None) -> None:
        one = office.roll.school_class(placement.school_class) if placement else None
        site, group = (one.site if one else SiteId(0)), (placement.year_group if placement else "")
        times = office.school.bells()
        self.school_class = one.id if one else None
        self.year_group = group
        self.name = one.name if one else ""
        #: The slots of the sessions that have begun by the time that is asked about.
        self.begun: tuple[int, ...] = ()
        self.is_open = is_weekday(day) and office.calendar.of(site, group).is_open(day)
        self.bells = {half: times.bell(site, group, day, half) for half in Session}

    def begins(self, session: Session) -> dt.time:
        """Return when a session begins."""
        bell = self.bells[session]
        return bell.begins if bell else BEGINS[session]

    @property
    def ends(self) -> dt.time | None:
        """Return when the last session ends; None where no times are entered."""
        return max((bell.ends for bell in self.bells.values() if bell), default=None)


class DayBooks:
    """The books of one day, read once."""

    def __init__(
        self, office: Office, day: dt.date, pupils: list[Pupil], *, until: dt.time | None = None
    ) -> None:
        """Read the books of a day.

        Args:
            office: The office.
            day: The day.
            pupils: The children that will be asked about.
            until: The time that will be asked about; what is pre-marked later is not read.
        """
        self.office, self.day, self.pupils = office, day, pupils
        self._until = until
        self._places: dict[tuple[ClassId, str] | None, DayPlace] = {}
        self._place_of: dict[PupilId, DayPlace] = {}
        desk, year = office.front_desk, SchoolYear.of(day)
        weekday = is_weekday(day)
        self.slots = [year.slot(day, half) for half in Session] if weekday else []
        self.lines = office.register.lines([one.id for one in self.pupils], year) if weekday else {}
        self.handed = set(office.register.handed_in(day, day))
        self.drafts = {
            (pupil, sheet.sheet.session): draft.code
            for sheet in office.pencil.open_sheets()
            if sheet.sheet.day == day
            for pupil, draft in sheet.drafts.items()
        }
        self.entries_late, self.entries_out = desk.late.on(day), desk.out.on(day)
        self.late, self.out = by_pupil(self.entries_late), by_pupil(self.entries_out)
        self.said = derived(office, self._to_be_marked(), [day]) if weekday else {}
        self.sources = self._sources()
        self.categories = office.codes.categories(day)
        self.late_symbols = office.codes.symbols_where(late=True)
        self._minutes: dict[Place, int] | None = None

    def where(self, pupil: Pupil, at: dt.time) -> Seen:
        """Return where a child is at a time."""
        place = self.place(pupil)
        if not place.is_open:
            return Seen(Where.AWAY, None, CALENDAR)
        return where_now(self._words(pupil, place), at, place.ends)

    def place(self, pupil: Pupil) -> DayPlace:
        """Return what holds for a child's class and year group that day."""
        if pupil.id not in self._place_of:
            placement = self.office.roll.placed(pupil.id, self.day)
            key = (placement.school_class, placement.year_group) if placement else None
            if key not in self._places:
                made = DayPlace(self.office, self.day, placement)
                made.begun = self._begun(made)
                self._places[key] = made
            self._place_of[pupil.id] = self._places[key]
        return self._place_of[pupil.id]

    def _begun(self, place: DayPlace) -> tuple[int, ...]:
        """Return the slots of the sessions that are open and have begun."""
        if not place.is_open:
            return ()
        return tuple(
            slot
            for session, slot in zip(Session, self.slots, strict=True)
            if self._until is None or place.begins(session) <= self._until
        )

    def symbol(self, pupil: Pupil, session: Session) -> str:
        """Return what stands in the register of a session; '.' for nothing."""
        return self.lines[pupil.id][self.slots[session is Session.PM]]

    def is_to_mark(self, pupil: Pupil, sheet: Sheet) -> bool:
        """Say whether a child of a register is still to be marked: not in ink, nor pre-marked."""
        if self.symbol(pupil, sheet.session) != UNMARKED:
            return False
        return sheet in self.handed or (pupil.id, self.day, sheet.session) not in self.said

    def is_present(self, symbol: str) -> bool:
        """Say whether who has a mark is on the site: present or late, after the close too."""
        return symbol in self.late_symbols or self.categories[symbol] is Category.PRESENT

    def is_handed_in(self, pupil: Pupil, session: Session) -> bool:
        """Say whether the register that a child is in was handed in."""
        in_class = self.place(pupil).school_class
        return in_class is not None and Sheet(in_class, self.day, session) in self.handed

    def _words(self, pupil: Pupil, place: DayPlace) -> Iterator[Seen]:
        """Yield what each book says of a child, the more trusted first."""
        for gone in self.out.get(pupil.id, ()):
            yield Seen(Where.OUT, gone.left_at, Book.OUT.value)
            if gone.back_at is not None:
                yield Seen(Where.IN, gone.back_at, Book.OUT.value)
        for came in self.late.get(pupil.id, ()):
            yield Seen(Where.IN, came.at, Book.LATE.value)
        for session in Session:
            symbol = self.symbol(pupil, session)
            if symbol not in (UNMARKED, NOT_ON_ROLL):
                yield self._marked(pupil, session, symbol, place)
            else:
                yield from self._unmarked(pupil, session, place)

    def _marked(self, pupil: Pupil, session: Session, symbol: str, place: DayPlace) -> Seen:
        since = place.begins(session)
        if symbol in self.late_symbols:
            return Seen(Where.IN, self._came(pupil, session, place), Book.REGISTER.value)
        where = Where.IN if self.is_present(symbol) else Where.AWAY
        return Seen(where, since, Book.REGISTER.value)

    def _unmarked(self, pupil: Pupil, session: Session, place: DayPlace) -> Iterator[Seen]:
        since = place.begins(session)
        draft = self.drafts.get((pupil.id, session))
        if draft is not None:
            symbol = self.office.codes.symbol(draft)
            yield Seen(Where.IN if self.is_present(symbol) else Where.AWAY, since, PENCIL)
        elif self.is_handed_in(pupil, session):
            yield Seen(Where.UNKNOWN, since, Book.REGISTER.value)
        else:
            said = self.said.get((pupil.id, self.day, session))
            if said is not None:
                book = self.sources.get(said.source, Book.LEAVE)
                yield from self._expected_away(pupil, session, book, since)

    def _expected_away(
        self, pupil: Pupil, session: Session, book: Book, since: dt.time
    ) -> Iterator[Seen]:
        """Yield what a pre-marked session says.

        A timetable sends a child home at noon. Anything else that is only expected, of a child who
        was in this morning, is not so before the child is signed out.
        """
        if book is Book.PATTERNS or session is Session.AM:
            yield Seen(Where.AWAY, since, book.value)
            return
        symbol = self.symbol(pupil, Session.AM)
        was_in = symbol not in (UNMARKED, NOT_ON_ROLL) and self.is_present(symbol)
        if not was_in and pupil.id not in self.late:
            yield Seen(Where.AWAY, since, book.value)

    def _came(self, pupil: Pupil, session: Session, place: DayPlace) -> dt.time:
        """Return when a child came whose mark says late."""
        if self._minutes is None:
            self._minutes = {
                (mark.pupil, mark.day, mark.session): mark.minutes
                for mark in self.office.register.marks_of_day(self.day)
                if mark.minutes is not None
            }
        bell = place.bells[session]
        minutes = self._minutes.get((pupil.id, self.day, session))
        if bell is None or minutes is None:
            return place.begins(session)
        came = dt.datetime.combine(self.day, bell.late_from) + dt.timedelta(minutes=minutes)
        return came.time() if came.date() == self.day else bell.ends

    def _to_be_marked(self) -> list[Pupil]:
        """Return the children with a session that has begun and has no mark."""
        found = []
        for pupil in self.pupils:
            line = self.lines[pupil.id]
            for slot in self.place(pupil).begun:
                if line[slot] == UNMARKED:
                    found.append(pupil)
                    break
        return found

    def _sources(self) -> dict[LineId, Book]:
        """Return which book each pre-marked session of the day follows from."""
        desk = self.office.front_desk
        found = {one.line: Book.MESSAGES for one in desk.messages.on(self.day)}
        found |= {one.line: Book.APPOINTMENTS for one in desk.appointments.on(self.day)}
        found |= {one.line: Book.OUT for one in desk.out.on(self.day)}
        for pupil, _, _ in self.said:
            found |= {one.line: Book.PATTERNS for one in self.office.patterns.of(pupil)}
        return found


def by_pupil(entries: Iterable[OfPupil]) -> dict[PupilId, list[OfPupil]]:
    """Return entries by the pupil they are of, each in the order given."""
    found: dict[PupilId, list[OfPupil]] = {}
    for one in entries:
        found.setdefault(one.pupil, []).append(one)
    return found
