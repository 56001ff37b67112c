"""What a transfer file says: who sent it to whom, and what it tells of each pupil."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from officeapp.domain.lists import ContactRow, PupilRow
from officeapp.domain.record import UNWRITTEN, LineId, PupilId
from officeapp.errors import Problem

FIRST_MONTH = 9  # version 26 is for use from September 2026


@dataclass(frozen=True, slots=True)
class SchoolNamed:
    """A school as a transfer file names it.

    Attributes:
        authority: The number of the authority: '816'; 'XXX' where it is not known.
        establishment: The number of the school in it: '2999'.
        name: What the school is called; empty if not said.
    """

    authority: str = ""
    establishment: str = ""
    name: str = ""

    @property
    def number(self) -> str:
        """Return the number as schools write it: '816/2999'; empty where none is given."""
        if not (self.authority or self.establishment):
            return ""
        return f"{self.authority}/{self.establishment}"

    @property
    def is_known(self) -> bool:
        """Say whether the number is one, and not a filler such as XXXXXXX or MMMMMMM."""
        return self.authority.isdecimal() and self.establishment.isdecimal()

    @property
    def said(self) -> str:
        """Return the school for a message: 'Whitby Infants (816/2999)'."""
        number = self.number or "no number"
        return f"{self.name} ({number})" if self.name else number


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """What an earlier school counted of a pupil's attendance; never added to our figures.

    Attributes:
        id: The entry's number.
        pupil: The pupil.
        year: The school year as the file writes it.
        number: The school's number: '816/2999'; empty if not said.
        school: What the school is called.
        possible: Possible sessions; None if not said.
        attended: Sessions attended.
        authorised: Sessions missed with leave.
        unauthorised: Sessions missed without.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    year: str
    number: str = ""
    school: str = ""
    possible: int | None = None
    attended: int | None = None
    authorised: int | None = None
    unauthorised: int | None = None
    line: LineId = UNWRITTEN

    @property
    def key(self) -> tuple[int, str, str]:
        """Return what says which pupil, year and school it is about."""
        return self.pupil, self.year, self.number or self.school

    @property
    def adds_up(self) -> bool:
        """Say whether attended and missed are the possible sessions, as far as all are said."""
        parts = (self.attended, self.authorised, self.unauthorised)
        if self.possible is None or None in parts:
            return True
        return self.possible == sum(one or 0 for one in parts)

    @property
    def said(self) -> str:
        """Return the figures in words."""
        named = ("possible", "attended", "authorised", "unauthorised")
        found = ((getattr(self, name), name) for name in named)
        text = ", ".join(f"{'?' if one is None else one} {name}" for one, name in found)
        where = self.school or self.number
        return f"{text} at {where}" if where else text


@dataclass(frozen=True, slots=True)
class TransferHeader:
    """What a transfer file says of itself.

    Attributes:
        version: The version as written: '26.0'; empty if not said.
        written: The day it was written; None if not said.
        partial: Whether it says that it holds only part of what is known.
        source: The school that sent it.
        destination: The school it is meant for.
    """

    version: str = ""
    written: dt.date | None = None
    partial: bool = False
    source: SchoolNamed = SchoolNamed()
    destination: SchoolNamed = SchoolNamed()

    @property
    def release(self) -> int | None:
        """Return the version as a number: 26 of '26.0'; None where there is none."""
        whole = self.version.partition(".")[0].strip()
        return int(whole) if whole.isdecimal() and len(whole) <= 4 else None


@dataclass(frozen=True, slots=True)
class TransferredContact:
    """One contact of a pupil of a transfer file.

    Attributes:
        row: What the file says, as of a contact list.
        same_address: Whether the file says that the address is the pupil's.
    """

    row: ContactRow
    same_address: bool = False


@dataclass(frozen=True, slots=True)
class TransferredPupil:
    """One pupil of a transfer file.

    Attributes:
        place: The pupil's place in the file, from 1.
        row: What goes on the card, as of a pupil list.
        former_upns: Earlier unique pupil numbers.
        contacts: The contacts, in the order in which to call them.
        told: What the file says beside that; shown, and not kept.
        years: Attendance at earlier schools, without numbers.
    """

    place: int
    row: PupilRow
    former_upns: tuple[str, ...] = ()
    contacts: tuple[TransferredContact, ...] = ()
    told: tuple[Problem, ...] = ()
    years: tuple[EarlierYear, ...] = ()

    @property
    def where(self) -> str:
        """Return the pupil for a message; the place in the file for one without a name."""
        return self.row.named.said or f"pupil {self.place} of the file"


@dataclass(slots=True)
class Transfer:
    """A transfer file as it was read.

    Attributes:
        header: What it says of itself.
        pupils: The pupils that make sense by themselves.
        read: How many pupils it has, refused ones included.
        refused: What of it does not make sense.
        warnings: What a person should look at.
    """

    header: TransferHeader
    pupils: list[TransferredPupil] = field(default_factory=list)
    read: int = 0
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def current_release(day: dt.date) -> int:
    """Return the version in use on a day: each is for use from the September of its year."""
    return day.year % 100 - (day.month < FIRST_MONTH)
