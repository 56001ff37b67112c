"""Pupils proposed for admission: nowhere on the roll before the head confirms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from officeapp.domain.leaving import State
from officeapp.domain.record import UNWRITTEN, ClassId, LineId, PupilId
from officeapp.domain.roll import Pupil


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
    state: State = State.PROPOSED
    why: str = ""
    line: LineId = UNWRITTEN

    @classmethod
    def of(cls, pupil: Pupil, first: dt.date, school_class: ClassId, year_group: str) -> Arrival:
        """Return the arrival of a pupil who has no number yet."""
        said = {name: getattr(pupil, name) for name in _ON_THE_CARD}
        return cls(0, first, school_class, year_group, **said)

    def card(self) -> Pupil:
        """Return the pupil's card, without a number."""
        said = {name: getattr(self, name) for name in _ON_THE_CARD}
        return Pupil(PupilId(0), former_upns=(), **said)


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
)
