"""Pupils proposed for admission: nowhere on the roll before the head confirms.

The number of an arrival becomes the pupil's, and so does that of a contact who is new.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from officeapp.domain.leaving import State
from officeapp.domain.record import UNWRITTEN, ClassId, ContactId, LineId, PupilId
from officeapp.domain.roll import Contact, Pupil, Tie


@dataclass(frozen=True, slots=True)
class Arrival:
    """A pupil to be admitted.

    Attributes:
        id: The arrival's number.
        first: The starting day.
        school_class: The class from that day.
        year_group: The year group.
        legal_surname: The surname in law.
        legal_forename: The first name in law.
        dob: Date of birth.
        middle_names: Further forenames.
        preferred_surname: The surname used in school; empty if the legal one.
        preferred_forename: The first name used in school; empty if the legal one.
        upn: The unique pupil number, if known.
        admission_no: The school's own number.
        sex: 'F', 'M', or empty where not stated.
        address: The pupil's address.
        former_upns: Earlier unique pupil numbers, oldest first.
        sen: 'K', 'E', or empty for none.
        medical: The medical alert line.
        flags: The names of the flags of the card that are set.
        family: The number brothers and sisters share; None if none is known.
        state: Proposed, confirmed or declined.
        why: Why it was declined.
        line: The line that says so.
    """

    id: int
    first: dt.date
    school_class: ClassId
    year_group: str
    legal_surname: str
    legal_forename: str
    dob: dt.date
    middle_names: str = ""
    preferred_surname: str = ""
    preferred_forename: str = ""
    upn: str = ""
    admission_no: str = ""
    sex: str = ""
    address: str = ""
    former_upns: tuple[str, ...] = ()
    sen: str = ""
    medical: str = ""
    flags: frozenset[str] = frozenset()
    family: int | None = None
    state: State = State.PROPOSED
    why: str = ""
    line: LineId = UNWRITTEN

    @classmethod
    def of(cls, pupil: Pupil, first: dt.date, school_class: ClassId, year_group: str) -> Arrival:
        """Return the arrival of a pupil who has no number yet."""
        said = {name: getattr(pupil, name) for name in _ON_THE_CARD}
        flags = frozenset(name for name in _FLAGS if getattr(pupil, name))
        family = pupil.family or None
        return cls(0, first, school_class, year_group, **said, flags=flags, family=family)

    def card(self) -> Pupil:
        """Return the pupil's card, with the number the pupil is to have."""
        said: dict[str, Any] = {name: getattr(self, name) for name in _ON_THE_CARD}
        said.update({name: name in self.flags for name in _FLAGS})
        return Pupil(PupilId(self.id), **said, family=self.family or 0)


@dataclass(frozen=True, slots=True)
class ArrivalContact:
    """A contact of a pupil to be admitted.

    Attributes:
        id: The entry's number.
        arrival: The pupil's number, before and after the head confirms.
        contact: The contact's number: of one who is known, or the one to be given.
        title: Mr, Ms, Dr and so on.
        surname: Surname.
        forename: First name.
        phones: Telephone numbers as given, the first to be called first.
        email: E-mail address.
        address: Address, lines joined by newlines.
        address_withheld: Whether the address must not be shown or used without leave.
        relationship: What the contact is to the pupil, in words.
        priority: The order in which to call, from 1; 0 if not said.
        parental_responsibility: Whether the person has it.
        lives_with: Whether the pupil normally lives with the person.
        line: The line that says so.
    """

    id: int
    arrival: int
    contact: ContactId
    title: str
    surname: str
    forename: str
    phones: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    address_withheld: bool = False
    relationship: str = ""
    priority: int = 0
    parental_responsibility: bool = False
    lives_with: bool = False
    line: LineId = UNWRITTEN

    @classmethod
    def of(cls, arrival: int, contact: Contact, tie: Tie) -> ArrivalContact:
        """Return the entry for a contact of an arrival."""
        card = {name: getattr(contact, name) for name in _CONTACT}
        said = {name: getattr(tie, name) for name in _TIE}
        return cls(0, arrival, contact.id, **card, **said)

    def card(self) -> Contact:
        """Return the contact's card."""
        return Contact(self.contact, **{name: getattr(self, name) for name in _CONTACT})

    def tie(self) -> Tie:
        """Return what the contact is to the pupil, without a number of its own."""
        said = {name: getattr(self, name) for name in _TIE}
        return Tie(0, PupilId(self.arrival), self.contact, **said)


_ON_THE_CARD = (
    "legal_surname",
    "legal_forename",
    "dob",
    "middle_names",
    "preferred_surname",
    "preferred_forename",
    "upn",
    "admission_no",
    "sex",
    "address",
    "former_upns",
    "sen",
    "medical",
)
_FLAGS = ("pupil_premium", "eal", "fsm", "looked_after")
_CONTACT = ("title", "surname", "forename", "phones", "email", "address", "address_withheld")
_TIE = ("relationship", "priority", "parental_responsibility", "lives_with")
