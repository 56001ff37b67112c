"""What a transfer file would write: gaps filled, and differences that a person ticks or leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from officeapp.domain.record import PupilId
from officeapp.domain.roll import Contact, Pupil, Tie
from officeapp.errors import Problem
from officeapp.procedures.preview import Change, Preview

R = TypeVar("R", Pupil, Contact, Tie)
ALL = "all"
NO_CLASS = "No class yet"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a card and the file differ; what stands stays unless it is taken.

    Attributes:
        where: The pupil of the file.
        name: Whose card it is.
        field: The field, in words.
        old: What stands.
        new: What the file says.
        card: The card, as the plan knows it.
        values: The fields of the card as they would be written.
    """

    where: str
    name: str
    field: str
    old: str
    new: str
    card: Hashable
    values: tuple[tuple[str, Any], ...]

    @property
    def about(self) -> tuple[Hashable, str]:
        """Return the field of the card: two pupils of a file may say two things of one contact."""
        return self.card, self.field


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
    overwrite: frozenset[str] = frozenset()

    def takes(self, one: Difference) -> bool:
        """Say whether a difference is taken because of its field's name."""
        return ALL in self.overwrite or one.field.casefold() in self.overwrite


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
class Outcome:
    """What the file does to one of its pupils.

    Attributes:
        where: The pupil of the file.
        is_new: Whether the pupil is to be admitted.
        changes: What is written without being asked: what is new, and gaps that are filled.
        differences: What is written only if it is taken.
    """

    where: str
    is_new: bool = False
    changes: list[Change] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


@dataclass(slots=True)
class Cards(Generic[R]):
    """Cards of one kind that a plan has looked at.

    Attributes:
        stands: The card as it stands, for those that do.
        filled: The card with its gaps filled, or as it is new.
    """

    stands: dict[Hashable, R] = field(default_factory=dict)
    filled: dict[Hashable, R] = field(default_factory=dict)

    def settled(self, taken: Iterable[Difference]) -> dict[Hashable, R]:
        """Return the cards that would be written, with what is taken of the differences."""
        cards = dict(self.filled)
        for one in taken:
            if one.card in cards:
                cards[one.card] = replace(cards[one.card], **dict(one.values))
        return {key: card for key, card in cards.items() if card != self.stands.get(key)}


@dataclass(slots=True)
class TransferPlan:
    """What an import of a transfer file would write.

    New pupils and contacts have numbers below zero until they are written.

    Attributes:
        read: How many pupils the file has.
        starting: The starting day of new pupils.
        class_name: The class of new pupils.
        arrivals: The pupils to be admitted.
        pupils: The cards of known pupils.
        contacts: The cards of contacts, by number.
        ties: What contacts are to pupils, by the numbers of both.
        families: The family of pupils who get one or change it, by pupil; below zero for a new one.
        outcomes: What happens to each pupil that is taken.
        refused: What is left out, and why.
        warnings: What a person should look at.
        told: What the file says beside that, shown and not kept.
        taken: The differences that are written.
    """

    read: int
    starting: dt.date
    class_name: str
    arrivals: list[Arrival] = field(default_factory=list)
    pupils: Cards[Pupil] = field(default_factory=Cards)
    contacts: Cards[Contact] = field(default_factory=Cards)
    ties: Cards[Tie] = field(default_factory=Cards)
    families: dict[PupilId, int] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)
    taken: set[Difference] = field(default_factory=set)

    @property
    def differences(self) -> list[Difference]:
        """Return every field in which the file and a card differ, in the order of the file."""
        return [one for outcome in self.outcomes for one in outcome.differences]

    @property
    def in_order(self) -> list[Difference]:
        """Return the differences that are taken, in the order of the file."""
        return [one for one in self.differences if one in self.taken]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would be written."""
        cards = (self.pupils, self.contacts, self.ties)
        taken = self.in_order
        return not (self.arrivals or self.families or any(one.settled(taken) for one in cards))

    def take(self, wanted: Callable[[Difference], bool]) -> None:
        """Take the differences that are wanted; of two words on one field, the file's first."""
        said: dict[object, Difference] = {}
        for one in filter(wanted, self.differences):
            said.setdefault(one.about, one)
        self.taken = set(said.values())

    @property
    def preview(self) -> Preview:
        """Return what a person is shown, with what is taken of the differences."""
        preview = Preview(self.read, refused=list(self.refused), warnings=list(self.warnings))
        for outcome in self.outcomes:
            taken = [one for one in outcome.differences if one in self.taken]
            changes = [*outcome.changes, *(_change(one) for one in taken)]
            preview.changes += changes
            preview.added += outcome.is_new
            preview.changed += not outcome.is_new and bool(changes)
            preview.unchanged += not outcome.is_new and not changes
        return preview


def _change(one: Difference) -> Change:
    return Change(one.where, one.name, one.field, one.old, one.new)
