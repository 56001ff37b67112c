"""What a transfer file says: who sent it to whom, and what it tells of each pupil."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from officeapp.domain.earlier_years import EarlierYear
from officeapp.domain.lists import ContactRow, PupilRow
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
