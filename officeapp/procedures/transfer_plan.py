"""What a transfer file would write, and what the office says of it first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from officeapp.domain.earlier_years import EarlierYear
from officeapp.domain.record import PupilId
from officeapp.domain.roll import Contact, Pupil, Tie
from officeapp.errors import Problem
from officeapp.procedures.import_plan import NOTHING, Cards, Difference, ImportPlan, taking

NO_CLASS = "No class yet"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the office says of a transfer file before it is compared.

    Attributes:
        starting: The starting day of new pupils; None for today.
        school_class: The class of new pupils; empty for none yet.
        for_another: Whether to go on though the file is meant for another school.
        overwrite: The fields whose differences are taken, by name; `ALL` for every one.
    """

    starting: dt.date | None = None
    school_class: str = ""
    for_another: bool = False
    overwrite: frozenset[str] = NOTHING

    def takes(self, one: Difference) -> bool:
        """Say whether a difference is taken because of its field's name."""
        return taking(self.overwrite)(one)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A pupil to be admitted.

    Attributes:
        pupil: The card, with a number below zero.
        year_group: The year group.
    """

    pupil: Pupil
    year_group: str


@dataclass(slots=True)
class TransferPlan(ImportPlan):
    """What an import of a transfer file would write.

    New pupils and contacts have numbers below zero until they are written.

    Attributes:
        starting: The starting day of new pupils.
        class_name: The class of new pupils.
        arrivals: The pupils to be admitted.
        pupils: The cards of known pupils.
        contacts: The cards of contacts, by number.
        ties: What contacts are to pupils, by the numbers of both.
        years: What earlier schools counted, by pupil, year and school.
        proposes: Whether who is new is proposed to the head, and not admitted.
        families: The family of pupils who get one or change it, by pupil; below zero for a new one.
        told: What the file says beside that, shown and not kept.
    """

    starting: dt.date
    class_name: str
    arrivals: list[Arrival] = field(default_factory=list)
    pupils: Cards[Pupil] = field(default_factory=Cards)
    contacts: Cards[Contact] = field(default_factory=Cards)
    ties: Cards[Tie] = field(default_factory=Cards)
    years: Cards[EarlierYear] = field(default_factory=Cards)
    proposes: bool = False
    families: dict[PupilId, int] = field(default_factory=dict)
    told: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would be written."""
        cards = (self.pupils, self.contacts, self.ties, self.years)
        taken = self.in_order
        return not (self.arrivals or self.families or any(one.settled(taken) for one in cards))
