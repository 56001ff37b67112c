"""What printed books say, as plain values between the school file and the paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from officeapp.domain.school_year import Session


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """One cell of a printed register.

    Attributes:
        code: What stands; empty for no mark.
        before: The original, where it was corrected; None where it was not.
        number: The number of the last correction in the list of the class.
        shut: Whether there is no school for the pupil, or the pupil is not in the class.
    """

    code: str = ""
    before: str | None = None
    number: int = 0
    shut: bool = False


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """One page of a class's register.

    Attributes:
        heading: The days on it, in words.
        sessions: The sessions across, in order.
        closed: Why a day is closed to everybody on it.
        pupils: The names down the side, each with its marks.
        key: What the codes on the page mean.
    """

    heading: str
    sessions: Sequence[tuple[dt.date, Session]]
    closed: dict[dt.date, str]
    pupils: Sequence[tuple[str, Sequence[PrintedMark]]]
    key: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One corrected entry.

    Attributes:
        number: Its number in the list of the class.
        pupil: The pupil.
        session: The session, in words.
        before: What stood; empty for no mark.
        after: What was written instead.
        reason: Why.
        name: Who did it.
        post: Their post that day.
        at: When, in words.
    """

    number: int
    pupil: str
    session: str
    before: str
    after: str
    reason: str
    name: str
    post: str
    at: str


@dataclass(frozen=True, slots=True)
class FirstEntries:
    """Who wrote the original entries of a session.

    Attributes:
        session: The session, in words.
        entries: How many.
        name: Who wrote them.
        post: Their post that day.
        at: When, in words.
        way: How: 'register', 'import' and so on.
    """

    session: str
    entries: int
    name: str
    post: str
    at: str
    way: str


@dataclass(frozen=True, slots=True)
class ClassRegister:
    """A class's register of a span.

    Attributes:
        name: The class.
        teacher: Who takes it; empty if not known.
        sheets: Its pages.
        corrections: Every corrected entry, oldest session first.
        first_entries: Who wrote the original entries; none where that was not asked for.
        left_out: Weeks without a school day, which have no page.
    """

    name: str
    teacher: str
    sheets: Sequence[PrintedSheet]
    corrections: Sequence[Correction] = ()
    first_entries: Sequence[FirstEntries] = ()
    left_out: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RegisterBook:
    """The register of some classes and a span.

    Attributes:
        title: What it is: 'Attendance register', 'Extract of the attendance register'.
        school: The school's name.
        span: The span, in words.
        printed: When it was printed, and by whom.
        classes: The classes.
        entries: How many marks stand in it.
    """

    title: str
    school: str
    span: str
    printed: str
    classes: Sequence[ClassRegister]
    entries: int = 0

    @property
    def text(self) -> str:
        """Return every name and reason in it, to be looked through for letters that are missing."""
        names = [name for one in self.classes for sheet in one.sheets for name, _ in sheet.pupils]
        reasons = [each.reason for one in self.classes for each in one.corrections]
        return "".join((self.school, self.title, *dict.fromkeys(names), *dict.fromkeys(reasons)))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a pupil's record.

    Attributes:
        title: Its heading.
        headings: The headings of its table.
        rows: Its rows.
        widths: How wide each column is, in parts of the page.
        words: What stands above the table, a paragraph each.
    """

    title: str
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[float] = ()
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PupilRecord:
    """What the school holds of a pupil, to be given out.

    Attributes:
        name: The pupil's name.
        school: The school's name.
        recipient: To whom it is given.
        printed: When it was printed, and by whom.
        left_out: What is left out, each with why.
        sections: The parts of the record.
        first: The first day it is about.
        last: The last day.
        entries: How many marks are in it.
    """

    name: str
    school: str
    recipient: str
    printed: str
    left_out: Sequence[str]
    sections: Sequence[Section]
    first: dt.date
    last: dt.date
    entries: int = 0

    @property
    def text(self) -> str:
        """Return every word of it, to be looked through for letters that cannot be printed."""
        cells = [cell for one in self.sections for row in one.rows for cell in row]
        return "".join((self.name, self.school, self.recipient, *cells))
