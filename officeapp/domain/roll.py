"""The roll: pupils, when they are on it, their classes, and their contacts."""

from __future__ import annotations

import datetime as dt
import functools
import unicodedata
from dataclasses import dataclass

from officeapp.domain.record import (
    UNWRITTEN,
    ClassId,
    ContactId,
    LineId,
    PupilId,
    SiteId,
)
from officeapp.domain.school_year import Span

YEAR_GROUPS = ("N1", "N2", "R", "1", "2", "3", "4", "5", "6")
FOR_EVER = dt.date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Pupil:
    """What the roll says of a pupil that does not change with the class.

    Attributes:
        id: The pupil's number.
        upn: The unique pupil number in force, permanent or temporary; empty if not known.
        former_upns: Earlier ones, oldest first.
        admission_no: The school's own number, as written.
        legal_surname: The surname in law.
        legal_forename: The first name in law; empty for a person of one name.
        middle_names: Further forenames.
        preferred_surname: The surname used in school; empty if the legal one.
        preferred_forename: The first name used in school; empty if the legal one.
        dob: Date of birth.
        sex: 'F', 'M', or empty where not stated.
        family: The number brothers and sisters share; 0 if none is known.
        address: The pupil's own address, lines joined by newlines.
        pupil_premium: Whether the school receives pupil premium for the pupil.
        sen: 'K' for SEN support, 'E' for an education, health and care plan, empty for none.
        eal: Whether English is an additional language.
        fsm: Whether free school meals are claimed.
        looked_after: Whether the pupil is looked after by an authority.
        medical: The medical alert line; empty for none.
        line: The line that says so.
    """

    id: PupilId
    upn: str
    former_upns: tuple[str, ...]
    admission_no: str
    legal_surname: str
    legal_forename: str
    dob: dt.date
    middle_names: str = ""
    preferred_surname: str = ""
    preferred_forename: str = ""
    sex: str = ""
    family: int = 0
    address: str = ""
    pupil_premium: bool = False
    sen: str = ""
    eal: bool = False
    fsm: bool = False
    looked_after: bool = False
    medical: str = ""
    line: LineId = UNWRITTEN

    @property
    def surname(self) -> str:
        """Return the surname used in school."""
        return self.preferred_surname or self.legal_surname

    @property
    def forename(self) -> str:
        """Return the first name used in school."""
        return self.preferred_forename or self.legal_forename

    @property
    def listed(self) -> str:
        """Return the name as lists write it: 'Abbasi, Zara'."""
        return f"{self.surname}, {self.forename}" if self.forename else self.surname

    @property
    def called(self) -> str:
        """Return the name as speech has it: 'Zara Abbasi'."""
        return f"{self.forename} {self.surname}".strip()

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups figures are given for: 'PP', 'SEN K', 'EHCP', 'EAL', 'FSM', 'LAC'."""
        named = (
            (self.pupil_premium, "PP"),
            (self.sen == "K", "SEN K"),
            (self.sen == "E", "EHCP"),
            (self.eal, "EAL"),
            (self.fsm, "FSM"),
            (self.looked_after, "LAC"),
        )
        return tuple(name for holds, name in named if holds)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A time on the roll.

    Attributes:
        id: The number of the enrolment.
        pupil: The pupil.
        first: The starting day, included.
        last: The last day on roll, included; None while on roll.
        ground: Why the name was removed; empty while on roll.
        destination: The school the pupil went to, where known.
        gone: Whether the entry was a mistake and counts no more.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    first: dt.date
    last: dt.date | None = None
    ground: str = ""
    destination: str = ""
    gone: bool = False
    line: LineId = UNWRITTEN

    @property
    def span(self) -> Span:
        """Return the days on roll, both included, with no end while on roll."""
        return Span(self.first, self.last or FOR_EVER)


@dataclass(frozen=True, slots=True)
class Placement:
    """From which day a pupil is in a class and year group, until the next placement.

    Attributes:
        id: The number of the placement.
        pupil: The pupil.
        first: The first day in the class.
        school_class: The class.
        year_group: The national year group: N1, N2, R, 1 to 6.
        gone: Whether the entry was a mistake and counts no more.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    first: dt.date
    school_class: ClassId
    year_group: str
    gone: bool = False
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class.

    Attributes:
        id: The number of the class.
        name: What the school calls it: '3 Oak'.
        site: The site it meets on.
        teacher: Who takes it, as the school writes it.
        gone: Whether the class is no longer used.
        line: The line that says so.
    """

    id: ClassId
    name: str
    site: SiteId
    teacher: str = ""
    gone: bool = False
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class Contact:
    """A parent, carer or other adult.

    Attributes:
        id: The contact's number.
        title: Mr, Ms, Dr and so on.
        surname: Surname.
        forename: First name.
        phones: Telephone numbers as given, the first to be called first.
        email: E-mail address.
        address: Address, lines joined by newlines.
        address_withheld: Whether the address must not be shown or used without leave.
        do_not_contact: Whether nothing is to be sent to this person.
        external: The number another system gave the person.
        line: The line that says so.
    """

    id: ContactId
    title: str
    surname: str
    forename: str
    phones: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    address_withheld: bool = False
    do_not_contact: bool = False
    external: str = ""
    line: LineId = UNWRITTEN

    @property
    def called(self) -> str:
        """Return the name as a letter has it: 'Ms Aneta Święcicka'."""
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)


@dataclass(frozen=True, slots=True)
class Tie:
    """What a contact is to a pupil.

    Attributes:
        id: The number of the tie.
        pupil: The pupil.
        contact: The contact.
        relationship: Mother, father, carer and so on, in words.
        priority: The order in which to call, from 1; 0 if not said.
        parental_responsibility: Whether the person has it.
        lives_with: Whether the pupil normally lives with the person.
        may_collect: Whether the person may take the pupil from school.
        not_released: Whether the pupil must never be released to the person.
        gone: Whether the tie was ended.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    contact: ContactId
    relationship: str
    priority: int = 0
    parental_responsibility: bool = False
    lives_with: bool = False
    may_collect: bool = False
    not_released: bool = False
    gone: bool = False
    line: LineId = UNWRITTEN


_UNFOLDED = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
        "ı": "i", "ħ": "h", "ŋ": "n", "ə": "e", "’": None, "'": None, "ʼ": None, "`": None,
        "-": " ", "‐": " ", "‑": " ", ".": " ",
    }
)  # fmt: skip


@functools.lru_cache(maxsize=16384)  # lists and searches fold the same names again and again
def folded(text: str) -> str:
    """Return a text for searching: small letters, no accents, apostrophes or hyphens.

    'Święcicka', 'O’Neill' and 'Smith-Jones' become 'swiecicka', 'oneill' and 'smith jones'.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(bare.translate(_UNFOLDED).split())


def list_order(pupil: Pupil) -> tuple[str, str, int]:
    """Return the key by which lists of names are sorted: surname, then first name, folded."""
    return folded(pupil.surname), folded(pupil.forename), pupil.id


def year_group_order(year_group: str) -> int:
    """Return a year group's place from nursery to Year 6; unknown ones come last."""
    return YEAR_GROUPS.index(year_group) if year_group in YEAR_GROUPS else len(YEAR_GROUPS)


def year_group_name(year_group: str) -> str:
    """Return a year group as a person says it: 'Year 3', 'Reception', 'Nursery'."""
    named = {"N1": "Nursery 1", "N2": "Nursery 2", "R": "Reception"}
    return named.get(year_group) or (f"Year {year_group}" if year_group else "no year group")


def on_roll(enrolments: list[Enrolment], day: dt.date) -> bool:
    """Say whether one of a pupil's enrolments covers a day."""
    return any(day in enrolment.span for enrolment in enrolments if not enrolment.gone)


def placed_on(placements: list[Placement], day: dt.date) -> Placement | None:
    """Return the placement that holds on a day: the latest that has begun.

    A day before the first placement belongs to the first, so that a pupil on roll always has a
    class.
    """
    standing = [placement for placement in placements if not placement.gone]
    begun = [placement for placement in standing if placement.first <= day]
    return max(begun, key=_by_first) if begun else min(standing, key=_by_first, default=None)


def _by_first(placement: Placement) -> tuple[dt.date, int]:
    return placement.first, placement.id
