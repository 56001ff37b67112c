"""Compare a list of marks with the register: what is new, what stands already, what is refused.

A year of a school is 160,000 marks, so that everything which many of them share (a pupil's line, a
day's calendar, a code on a date) is worked out once. The codes of a date are those of that date:
an old code is kept as it is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from officeapp.bulk import many_records
from officeapp.domain.codes import AFTERNOON, MORNING, NOT_ON_ROLL, UNMARKED
from officeapp.domain.law import compulsory_from
from officeapp.domain.record import UNWRITTEN, PupilId
from officeapp.domain.register import Mark
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import SchoolYear, Session, is_weekday, long_day
from officeapp.errors import NotFoundError, OfficeError
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.find_pupil import PupilFinder
from officeapp.procedures.preview import Change, Preview

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.books.office import Office
    from officeapp.domain.lists import MarkRow, Named, Reading
    from officeapp.domain.record import SiteId
    from officeapp.domain.roll import Placement
    from officeapp.domain.school_year import Span

Key = TypeVar("Key")
Answer = TypeVar("Answer")

CLOSED_CODE = "#"


@dataclass(slots=True)
class MarkPlan:
    """What an import of marks would write.

    Attributes:
        preview: What a person is shown.
        marks: Marks where none stands.
        drawn: By year and pupil the standing line as it is, and with these marks.
        pairs: Marks that stand, each with what should stand instead.
    """

    preview: Preview
    marks: list[Mark] = field(default_factory=list)
    drawn: dict[tuple[int, PupilId], tuple[str, str]] = field(default_factory=dict)
    pairs: list[tuple[Mark, Mark]] = field(default_factory=list)


class Slot(NamedTuple):
    """Where a session stands in the line of its year; why it cannot be marked, if it cannot."""

    begins: int
    place: int
    refusal: str = ""


class Checked(NamedTuple):
    """A code for a session: what is written and its symbol, or why it is refused."""

    code: str
    symbol: str
    refusal: str = ""


@dataclass(slots=True)
class Page:
    """A pupil's part of the register while a list is compared.

    Attributes:
        pupil: The pupil.
        compulsory: The first day of compulsory school age.
        closed: Why a day is closed to the pupil; empty where it is open.
        lines: The standing lines by the year they begin in, as lists of symbols.
    """

    pupil: Pupil
    compulsory: dt.date
    closed: dict[dt.date, str]
    lines: dict[int, list[str]]


class Once(dict[Key, Answer], Generic[Key, Answer]):
    """What a question answers for each key, asked when it is first needed."""

    def __init__(self, ask: Callable[[Key], Answer]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: Key) -> Answer:
        answer = self[key] = self._ask(key)
        return answer


@many_records()
def plan_marks(office: Office, reading: Reading[MarkRow], reason: str | None = None) -> MarkPlan:
    """Return what an import of marks would do; nothing is written.

    Args:
        office: The office whose register it is.
        reading: The list.
        reason: Why marks that stand are to be amended; None to leave them.

    Raises:
        NoReasonError: The reason is blank.
    """
    if reason is not None and not reason.strip():
        raise NoReasonError
    planner = MarkPlanner(office, reading, reason)
    for row in reading.rows:
        planner.take(row)
    preview = planner.plan.preview
    preview.added, preview.changed = len(planner.plan.marks), len(planner.plan.pairs)
    preview.unchanged = len(reading.rows) - preview.added - preview.changed - planner.refused
    preview.in_order()
    planner.draw()
    return planner.plan


class MarkPlanner:
    """Takes the rows of a list one after the other.

    Attributes:
        plan: What was noted so far.
        refused: How many rows were refused.
    """

    def __init__(self, office: Office, reading: Reading[MarkRow], reason: str | None) -> None:
        self.plan = MarkPlan(
            Preview(reading.read, refused=list(reading.refused), warnings=list(reading.warnings))
        )
        self.refused = 0
        self._before: dict[tuple[int, PupilId], str] = {}
        self._office = office
        self._reason = reason
        self._today = office.today()
        self._finder = PupilFinder(office)
        self._pages: Once[Named, Page | str] = Once(self._page)
        self._by_pupil: Once[PupilId, Page] = Once(self._page_of)
        self._slots: Once[tuple[dt.date, Session], Slot] = Once(self._slot)
        self._years: Once[int, dict[PupilId, str]] = Once(self._year)
        self._codes: Once[tuple[str, dt.date, Session, bool], Checked] = Once(self._checked)
        self._calendars: Once[tuple[SiteId, str], Once[dt.date, str]] = Once(self._calendar)

    def take(self, row: MarkRow) -> None:
        """Note what one row would write, or why it is refused."""
        page = self._pages[row.pupil]
        if isinstance(page, str):
            self._refuse(row, "pupil", row.pupil.said, page)
            return
        day, session = row.day, row.session
        slot = self._slots[day, session]
        checked = self._codes[row.code, day, session, day >= page.compulsory]
        refusal = slot.refusal or page.closed[day] or checked.refusal
        if refusal:
            self._refuse_mark(row, page, refusal)
            return
        line = page.lines.get(slot.begins) or self._line(page, slot.begins)
        stands = line[slot.place]
        if stands == UNMARKED:
            line[slot.place] = checked.symbol
            self.plan.marks.append(
                Mark(page.pupil.id, day, session, checked.code, row.minutes, row.note)
            )
        elif stands != checked.symbol:
            self._differ(row, page, slot, checked)

    def draw(self) -> None:
        """Put the lines with the new marks into the plan; corrections are drawn when written."""
        lines = {
            (year, number): line
            for number, page in self._by_pupil.items()
            for year, line in page.lines.items()
        }
        for earlier, _ in self.plan.pairs:
            year = SchoolYear.of(earlier.day)
            slot = year.slot(earlier.day, earlier.session)
            lines[year.begins, earlier.pupil][slot] = self._office.codes.symbol(earlier.code)
        for key, line in lines.items():
            with_marks = "".join(line)
            if with_marks != self._before[key]:
                self.plan.drawn[key] = self._before[key], with_marks

    def _refuse(self, row: MarkRow, what: str, found: str, reason: str) -> None:
        self.refused += 1
        self.plan.preview.refuse(row.where, what, found, reason)

    def _refuse_mark(self, row: MarkRow, page: Page, refusal: str) -> None:
        """Refuse a mark; 'closed' on a day that the calendar closes says what is known."""
        if row.code != CLOSED_CODE or refusal != page.closed[row.day]:
            known = self._codes[row.code, row.day, row.session, row.day >= page.compulsory]
            about_code = known.refusal == refusal
            found = row.code if about_code else row.day.isoformat()
            self._refuse(row, "Code" if about_code else "Date", found, refusal)

    def _differ(self, row: MarkRow, page: Page, slot: Slot, checked: Checked) -> None:
        """Refuse a mark where another stands, or amend it if a reason was given."""
        line = page.lines[slot.begins]
        if line[slot.place] == NOT_ON_ROLL:
            reason = f"{page.pupil.called} is not on the roll on {long_day(row.day)}."
            self._refuse(row, "Date", row.day.isoformat(), reason)
            return
        stands = self._office.codes.code(line[slot.place])
        earlier = self._office.register.standing(page.pupil.id, row.day, row.session)
        if earlier is None or earlier.code != stands:
            reason = f"Another line of this list marks the session {stands}; leave one of them out."
            self._refuse(row, "Code", row.code, reason)
        elif self._reason is None:
            reason = f"The session is marked {stands}; give a reason (--amend) to change it."
            self._refuse(row, "Code", row.code, reason)
        else:
            line[slot.place] = checked.symbol
            later = replace(earlier, code=checked.code, minutes=row.minutes, note=row.note)
            later = replace(later, reason=self._reason.strip(), line=UNWRITTEN)
            self.plan.pairs.append((earlier, later))
            name = f"{page.pupil.called}, {long_day(row.day)} {row.session.word}"
            change = Change(str(row.where), name, "code", stands, checked.code)
            self.plan.preview.changes.append(change)

    def _page(self, named: Named) -> Page | str:
        try:
            pupil = self._finder.require(named)
        except NotFoundError as error:
            return str(error)
        return self._by_pupil[pupil.id]

    def _page_of(self, number: PupilId) -> Page:
        """Return the one page of a pupil, whatever a list calls them."""
        pupil = self._office.roll.pupil(number)
        segments = self._office.roll.segments(pupil.id)
        calendars = {self._of(placement): placement for placement, _ in segments}
        one = next(iter(calendars), None) if len(calendars) == 1 else None
        closed = self._calendars[one] if one else Once(self._closed_by(segments))
        return Page(pupil, compulsory_from(pupil.dob), closed, {})

    def _of(self, placement: Placement | None) -> tuple[SiteId, str]:
        if placement is None:
            return self._office.school.sites()[0].id, ""
        school_class = self._office.roll.school_class(placement.school_class)
        return school_class.site, placement.year_group

    def _calendar(self, key: tuple[SiteId, str]) -> Once[dt.date, str]:
        calendar = self._office.calendar.of(*key)

        def why(day: dt.date) -> str:
            found = calendar.why_closed(day)
            return "" if found is None else f"{long_day(day)} is not a school day ({found})."

        return Once(why)

    def _closed_by(self, segments: list[tuple[Placement | None, Span]]) -> Callable[[dt.date], str]:
        """Return why a day is closed to a pupil who changed class or site, or came back."""

        def why(day: dt.date) -> str:
            found = [placement for placement, span in segments if day in span]
            return self._calendars[self._of(found[0])][day] if found else ""

        return why

    def _slot(self, session: tuple[dt.date, Session]) -> Slot:
        day, half = session
        year = SchoolYear.of(day)
        if not is_weekday(day):
            return Slot(year.begins, 0, f"{long_day(day)} is not a school day (weekend).")
        if day > self._today:
            return Slot(year.begins, 0, f"{long_day(day)} has not come yet.")
        return Slot(year.begins, year.slot(day, half))

    def _year(self, begins: int) -> dict[PupilId, str]:
        return self._office.register.all_lines(SchoolYear(begins))

    def _line(self, page: Page, begins: int) -> list[str]:
        kept = self._years[begins].get(page.pupil.id)
        line = kept or self._office.register.line(page.pupil.id, SchoolYear(begins))
        self._before[begins, page.pupil.id] = line
        page.lines[begins] = list(line)
        return page.lines[begins]

    def _checked(self, key: tuple[str, dt.date, Session, bool]) -> Checked:
        """Return a code as it is written; a '/' in an afternoon is the afternoon's mark."""
        code, day, session, compulsory = key
        if code == MORNING and session is Session.PM:
            code = AFTERNOON
        try:
            self._office.codes.check(code, day, session, compulsory=compulsory)
        except OfficeError as error:
            return Checked(code, "", str(error))
        return Checked(code, self._office.codes.symbol(code))
