"""What can be brought in: how each kind is read and compared, and what writes it as one act.

Reading and comparing run off the window's thread, on an office of their own; what they give back
holds no connection.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officeapp.books.act import Book
from officeapp.books.office import Office
from officeapp.domain.lists import years_near
from officeapp.domain.record import SiteId
from officeapp.domain.school_calendar import EVERY_SITE, Closure, Term
from officeapp.domain.school_year import short_day
from officeapp.errors import Problem
from officeapp.exchange.headings import SeenColumn
from officeapp.gui.school.calendar_lines import span_said
from officeapp.procedures.import_plan import NOTHING, Difference
from officeapp.procedures.preview import Change, Preview
from officeapp.procedures.transfer_plan import Choice

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.domain.register import Mark
    from officeapp.exchange.tables import Table
    from officeapp.gui.tasks import Report
    from officeapp.procedures.import_plan import ImportPlan

    Write = Callable[[Office], None]

DAYS_SHOWN = 4
NO_CHOICE = Choice()
STEPS = 2  # the file is read; it is compared with the books
MOST_LISTED = 5_000  # new marks shown one by one


class Kind(enum.Enum):
    """A kind of import: its words, what is chosen in the dialog, and what a file of it holds."""

    PUPILS = "Pupils", "Lists (*.csv *.txt *.tsv)", "one row for each pupil"
    CONTACTS = "Contacts", "Lists (*.csv *.txt *.tsv)", "one row for each contact of each pupil"
    MARKS = "Marks", "Lists (*.csv *.txt *.tsv)", "one row for each session of each pupil"
    TRANSFER = "Transfer file", "Transfer files (*.xml)", "pupils another school sent, as XML (CTF)"
    CALENDAR = "Calendar", "Calendars (*.ics *.json)", "term dates, or the bank holidays of GOV.UK"

    @property
    def words(self) -> str:
        """Return what the kind is called."""
        return self.value[0]

    @property
    def list_name(self) -> str:
        """Return what a list of the kind is called where headings are kept: 'pupils'."""
        return self.name.lower()

    @property
    def is_list(self) -> bool:
        """Say whether it is a list with headings."""
        return self in (Kind.PUPILS, Kind.CONTACTS, Kind.MARKS)

    @property
    def files(self) -> str:
        """Return which files the dialog shows."""
        return self.value[1]

    @property
    def holds(self) -> str:
        """Return what a file of the kind holds."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be brought in, and how.

    Attributes:
        kind: The kind.
        path: The file.
        map_name: Whose headings the list has.
        reason: Why marks that stand are to be amended; None to leave them.
        as_terms: Whether a calendar lists terms, and not closures.
        site: The site a calendar is for.
        year_groups: The year groups a calendar is for; none for all.
        choice: What the office says of a transfer file.
        own: What the school says that headings of a list hold, asked before any system.
    """

    kind: Kind
    path: Path
    map_name: str = "any"
    reason: str | None = None
    as_terms: bool = False
    site: SiteId = EVERY_SITE
    year_groups: frozenset[str] = frozenset()
    choice: Choice = NO_CHOICE
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """What an import would do, and how it is written.

    Attributes:
        source: What was read.
        preview: What a person is shown.
        lines: What would be written, line by line, as far as it is listed.
        days: Which days a calendar closes and opens, in words.
        write: Writes it as one act.
        books: The books it touches.
        differences: Where the file and the cards differ.
        taken: Which of these are taken.
        told: What a transfer file says that is shown and not kept.
        columns: The columns of a list, and what each is taken to hold.
        retaken: Returns the same with other differences taken; None where nothing is ticked.
    """

    source: Source
    preview: Preview
    lines: Sequence[Change]
    days: str
    write: Callable[[Office], None]
    books: frozenset[Book]
    differences: Sequence[Difference] = ()
    taken: frozenset[Difference] = frozenset()
    told: Sequence[Problem] = ()
    columns: Sequence[SeenColumn] = ()
    retaken: Callable[[frozenset[Difference]], Planned] | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would be written."""
        return not (self.preview.added or self.preview.changed)


def plan(office: Office, source: Source, report: Report) -> Planned:
    """Read a file and compare it with the books; nothing is written.

    Args:
        office: An office of the thread that calls.
        source: What is to be read, and how.
        report: Hears when the file is read and when it is compared; may stop the work.

    Raises:
        UnreadableFileError: The file as a whole cannot be read.
        OfficeError: It cannot be brought in that way.
    """
    report(0, STEPS)
    planned = _PLANS[source.kind](office, source, report)
    report(STEPS, STEPS)
    return planned


def _with_columns(planned: Planned, table: Table) -> Planned:
    """Return a plan with the columns of its list, so that a person may name them otherwise."""
    from officeapp.exchange.headings import layout_of

    source = planned.source
    layout = layout_of(table, source.kind.list_name, source.map_name, source.own)
    return replace(planned, columns=layout.seen)


def _pupils(office: Office, source: Source, report: Report) -> Planned:
    from officeapp.exchange.pupil_lists import read_pupils
    from officeapp.procedures.import_pupils import BOOKS, import_pupils
    from officeapp.procedures.plan_pupils import plan_pupils

    table = _table(source)
    reading = read_pupils(table, source.map_name, source.own)
    report(1, STEPS)
    made = plan_pupils(office, reading, NOTHING)
    write: Write = partial(_written_by, import_pupils, made)
    return _with_columns(_with_ticks(source, made, write, frozenset(BOOKS)), table)


def _contacts(office: Office, source: Source, report: Report) -> Planned:
    from officeapp.exchange.contact_lists import read_contacts
    from officeapp.procedures.import_contacts import import_contacts
    from officeapp.procedures.plan_contacts import plan_contacts

    table = _table(source)
    reading = read_contacts(table, source.map_name, source.own)
    report(1, STEPS)
    made = plan_contacts(office, reading, NOTHING)
    write: Write = partial(_written_by, import_contacts, made)
    books = frozenset({Book.CONTACTS, Book.ROLL})
    return _with_columns(_with_ticks(source, made, write, books), table)


def _with_ticks(source: Source, made: ImportPlan, write: Write, books: frozenset[Book]) -> Planned:
    """Return what a list or a transfer file would do, with what is taken of the differences."""

    def retaken(taken: frozenset[Difference]) -> Planned:
        made.taken = set(taken)
        return _with_ticks(source, made, write, books)

    preview = made.preview
    return Planned(
        source,
        preview,
        preview.changes,
        "",
        write,
        books,
        made.differences,
        frozenset(made.taken),
        retaken=retaken,
    )


def _written_by(write: Callable[[Office, Any], None], made: ImportPlan, side: Office) -> None:
    write(side, made)


def _marks(office: Office, source: Source, report: Report) -> Planned:
    from officeapp.exchange.mark_lists import read_marks
    from officeapp.procedures.import_marks import import_marks
    from officeapp.procedures.plan_marks import plan_marks

    table = _table(source)
    reading = read_marks(table, source.map_name, source.own)
    report(1, STEPS)
    made = plan_marks(office, reading, source.reason)
    books = frozenset({Book.REGISTER})
    listed = made.marks[:MOST_LISTED]
    names = {mark.pupil: office.roll.pupil(mark.pupil).called for mark in listed}
    lines = [*made.preview.changes, *(_mark_line(mark, names[mark.pupil]) for mark in listed)]
    planned = Planned(source, made.preview, lines, "", lambda side: import_marks(side, made), books)
    return _with_columns(planned, table)


def _transfer(office: Office, source: Source, report: Report) -> Planned:
    from officeapp.exchange.ctf import read_transfer
    from officeapp.procedures.import_transfer import BOOKS, import_transfer
    from officeapp.procedures.plan_transfer import plan_transfer

    transfer = read_transfer(source.path)
    report(1, STEPS)
    made = plan_transfer(office, transfer, source.choice)
    write: Write = partial(_written_by, import_transfer, made)
    return replace(_with_ticks(source, made, write, BOOKS), told=made.told)


def _calendar(office: Office, source: Source, report: Report) -> Planned:
    from officeapp.exchange.calendars import read_calendar
    from officeapp.procedures.import_calendar import import_calendar
    from officeapp.procedures.plan_calendar import Aim
    from officeapp.procedures.plan_days import plan_calendar

    reading = read_calendar(source.path, years_near(office.today()))
    report(1, STEPS)
    aim = Aim(source.as_terms, source.site, source.year_groups)
    made = plan_calendar(office, reading, aim)
    days = " ".join(filter(None, (_days("Closes", made.closed), _days("Opens", made.opened))))
    books = frozenset({Book.CALENDAR})
    where = {entry.uid: str(entry.where) for entry in reading.rows}
    cards: list[Closure | Term] = [*made.closures.new, *made.terms.new]
    cards += [one for one in made.closures.amended if one.gone]
    cards += [one for one in made.terms.amended if one.gone]
    lines = [*made.preview.changes, *(_calendar_line(card, where) for card in cards)]
    return Planned(
        source, made.preview, lines, days, lambda side: import_calendar(side, made), books
    )


def _mark_line(mark: Mark, name: str) -> Change:
    session = f"{short_day(mark.day)} {mark.day.year} {mark.session}"
    return Change("", name, session, "", mark.code)


def _calendar_line(card: Closure | Term, where: Mapping[str, str]) -> Change:
    """Return a card that is new, or is taken back, as a line of the preview."""
    from officeapp.procedures.plan_calendar import source_of

    source = source_of(card.source)
    line = where.get(source.uid, "") if source else ""
    name = card.name if isinstance(card, Term) else card.why
    days = span_said(card.span)
    if card.gone:
        return Change(line, name, "taken back", days, "")
    return Change(line, name, "term" if isinstance(card, Term) else str(card.kind), "", days)


def _table(source: Source) -> Table:
    from officeapp.exchange.tables import read_table

    return read_table(source.path)


def _days(verb: str, days: Sequence[dt.date]) -> str:
    if not days:
        return ""
    number = "1 school day" if len(days) == 1 else f"{len(days)} school days"
    shown = ", ".join(f"{short_day(day)} {day.year}" for day in days[:DAYS_SHOWN])
    more = f" and {len(days) - DAYS_SHOWN} more" if len(days) > DAYS_SHOWN else ""
    return f"{verb} {number}: {shown}{more}."


_PLANS: dict[Kind, Callable[[Any, Source, Report], Planned]] = {
    Kind.PUPILS: _pupils,
    Kind.CONTACTS: _contacts,
    Kind.MARKS: _marks,
    Kind.TRANSFER: _transfer,
    Kind.CALENDAR: _calendar,
}
