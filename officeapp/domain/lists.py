"""What a list or calendar from elsewhere says, read but not yet believed.

A cell that was blank is None here: it says nothing, and so erases nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.errors import Problem

Row = TypeVar("Row")


@dataclass(frozen=True)
class Reading(Generic[Row]):
    """What was read of a file, good rows and bad.

    Attributes:
        rows: The rows that make sense by themselves, in the order of the file.
        refused: Rows that do not, and why.
        warnings: What a person should look at; the rows stand all the same.
    """

    rows: list[Row] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Return how many rows the file has; a refused row may have several problems."""
        return len(self.rows) + len({problem.where for problem in self.refused})


class Named(NamedTuple):
    """How a list names a pupil; what it does not say is empty or None.

    Attributes:
        upn: The unique pupil number, tidied.
        admission_no: The school's own number.
        surname: Surname, legal or preferred.
        forename: First name, legal or preferred.
        dob: Date of birth.
    """

    upn: str = ""
    admission_no: str = ""
    surname: str = ""
    forename: str = ""
    dob: dt.date | None = None

    @property
    def said(self) -> str:
        """Return the name for a message: 'Zoë O'Neill, M816299926001'."""
        name = f"{self.forename} {self.surname}".strip()
        return ", ".join(part for part in (name, self.upn or self.admission_no) if part)


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil of a pupil list.

    Attributes:
        where: The line of the file.
        upn: The unique pupil number, tidied.
        former_upn: An earlier one.
        admission_no: The school's own number.
        legal_surname: The surname in law.
        legal_forename: The first name in law.
        middle_names: Further forenames.
        preferred_surname: The surname used in school; empty if said to be the legal one.
        preferred_forename: The first name used in school; empty if said to be the legal one.
        dob: Date of birth.
        sex: 'F' or 'M'.
        year_group: The year group, as `roll.YEAR_GROUPS` has it.
        school_class: The name of the class.
        site: The name of the site.
        first: The date of admission.
        last: The date of leaving.
        ground: Why the pupil left.
        destination: The school the pupil went to.
        address: The address, lines joined by newlines.
        pupil_premium: Whether the school receives pupil premium for the pupil.
        sen: 'K', 'E', or empty for none.
        eal: Whether English is an additional language.
        fsm: Whether free school meals are claimed.
        looked_after: Whether an authority looks after the pupil.
        medical: The medical alert line.
    """

    where: int
    upn: str | None = None
    former_upn: str | None = None
    admission_no: str | None = None
    legal_surname: str | None = None
    legal_forename: str | None = None
    middle_names: str | None = None
    preferred_surname: str | None = None
    preferred_forename: str | None = None
    dob: dt.date | None = None
    sex: str | None = None
    year_group: str | None = None
    school_class: str | None = None
    site: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    ground: str | None = None
    destination: str | None = None
    address: str | None = None
    pupil_premium: bool | None = None
    sen: str | None = None
    eal: bool | None = None
    fsm: bool | None = None
    looked_after: bool | None = None
    medical: str | None = None

    @property
    def named(self) -> Named:
        """Return how the row names its pupil."""
        return Named(
            self.upn or "",
            self.admission_no or "",
            self.legal_surname or "",
            self.legal_forename or "",
            self.dob,
        )


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact of one pupil.

    Attributes:
        where: The line of the file.
        pupil: How the row names the pupil.
        external: The number the other system gave the contact.
        title: Mr, Ms, Dr and so on.
        surname: The contact's surname.
        forename: The contact's first name.
        relationship: What the contact is to the pupil, in words.
        priority: The order in which to call, from 1.
        parental_responsibility: Whether the contact has it.
        lives_with: Whether the pupil lives with the contact.
        may_collect: Whether the contact may take the pupil from school.
        not_released: Whether the pupil must never be released to the contact.
        do_not_contact: Whether nothing is to be sent to the contact.
        address_withheld: Whether the address must not be shown or used without leave.
        phones: Telephone numbers as given, the first to be called first; empty if none is said.
        email: E-mail address.
        address: Address, lines joined by newlines.
    """

    where: int
    pupil: Named
    external: str | None = None
    title: str | None = None
    surname: str | None = None
    forename: str | None = None
    relationship: str | None = None
    priority: int | None = None
    parental_responsibility: bool | None = None
    lives_with: bool | None = None
    may_collect: bool | None = None
    not_released: bool | None = None
    do_not_contact: bool | None = None
    address_withheld: bool | None = None
    phones: tuple[str, ...] = ()
    email: str | None = None
    address: str | None = None


class MarkRow(NamedTuple):
    """One mark of one pupil; there may be hundreds of thousands.

    Attributes:
        where: The line of the file.
        pupil: How the row names the pupil; rows of one pupil share one object.
        day: The day.
        session: The half of the day.
        code: The code as written, in capitals.
        minutes: Whole minutes late; None if not said.
        note: The comment; empty if none.
    """

    where: int
    pupil: Named
    day: dt.date
    session: Session
    code: str
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry of a calendar, or one day of a repeated one.

    Attributes:
        where: The line of the file.
        uid: The entry's identity, the same in every issue of the calendar.
        summary: What it says.
        span: Its first and last day; None where only its cancellation is said.
        sequence: The number of its issue; a higher one replaces a lower one.
        repeat: The day of the series that it is, as ISO text; empty for an entry that stands alone.
        alone: Whether it is one day of a series, changed by itself.
        cancelled: Whether it was called off.
        bank_holiday: Whether it comes from the list of bank holidays.
    """

    where: int
    uid: str
    summary: str
    span: Span | None
    sequence: int = 0
    repeat: str = ""
    alone: bool = False
    cancelled: bool = False
    bank_holiday: bool = False


def years_near(day: dt.date) -> Span:
    """Return the school years near a day: the two before its own to the three after it."""
    begins = SchoolYear.of(day).begins
    return Span(SchoolYear(begins - 2).span.first, SchoolYear(begins + 3).span.last)
