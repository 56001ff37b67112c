"""What an import would write: gaps filled, and differences that a person ticks or leaves.

Lists and transfer files are planned in the same way: what is new and what fills a gap is written,
and where a card says otherwise it stays as it stands unless the file's word is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from officeapp.errors import OfficeError, Problem
from officeapp.procedures.preview import Change, Preview

R = TypeVar("R", bound=Any)
ALL = "all"
NOTHING: frozenset[str] = frozenset()
EVERYTHING = frozenset({ALL})


class RowError(OfficeError):
    """A row or a pupil of a file cannot be taken into the roll.

    Attributes:
        field: The heading it is about.
        found: What stands there.
    """

    def __init__(self, reason: str, field: str, found: str) -> None:
        super().__init__(reason)
        self.field = field
        self.found = found


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a card and the file differ; what stands stays unless it is taken.

    Attributes:
        where: The line of the file, or its pupil.
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
        """Return the field of the card: two rows of a file may say two things of one contact."""
        return self.card, self.field


@dataclass(slots=True)
class Outcome:
    """What the file does with one of its rows or pupils.

    Attributes:
        where: The line of the file, or its pupil.
        is_new: Whether somebody new is written.
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

    def note(self, key: Hashable, stands: R | None, filled: R) -> None:
        """Note a card that was looked at, as it stands and with its gaps filled."""
        if stands is not None:
            self.stands[key] = stands
        self.filled[key] = filled

    def settled(self, taken: Iterable[Difference]) -> dict[Hashable, R]:
        """Return the cards that would be written, with what is taken of the differences."""
        cards = dict(self.filled)
        for one in taken:
            if one.card in cards:
                cards[one.card] = replace(cards[one.card], **dict(one.values))
        return {key: card for key, card in cards.items() if card != self.stands.get(key)}


@dataclass(slots=True, kw_only=True)
class ImportPlan:
    """What an import would write, whatever its file is.

    Attributes:
        read: How many rows or pupils the file has.
        outcomes: What happens to each that is taken.
        refused: What is left out, and why.
        warnings: What a person should look at.
        taken: The differences that are written.
    """

    read: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    taken: set[Difference] = field(default_factory=set)

    def refuse(self, where: object, what: str, found: str, reason: str) -> None:
        """Note what is left out."""
        self.refused.append(Problem(str(where), what, found[:80], reason))

    def warn(self, where: object, what: str, found: str, reason: str) -> None:
        """Note what a person should look at."""
        self.warnings.append(Problem(str(where), what, found[:80], reason))

    @property
    def differences(self) -> list[Difference]:
        """Return every field in which the file and a card differ, in the order of the file."""
        return [one for outcome in self.outcomes for one in outcome.differences]

    @property
    def in_order(self) -> list[Difference]:
        """Return the differences that are taken, in the order of the file."""
        return [one for one in self.differences if one in self.taken]

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
        preview.in_order()
        return preview


def taking(overwrite: frozenset[str]) -> Callable[[Difference], bool]:
    """Return what says whether a difference is taken because of its field's name.

    Args:
        overwrite: The names of fields, in small letters; `ALL` for every one.
    """
    return lambda one: ALL in overwrite or one.field.casefold() in overwrite


def _change(one: Difference) -> Change:
    return Change(one.where, one.name, one.field, one.old, one.new)
