"""What an import would do: shown before anything is written, and reported after."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from officeapp.errors import Problem

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an import would set.

    Attributes:
        where: The line of the file.
        name: Whose field it is.
        field: The field, in words.
        old: What stands; empty for something new.
        new: What the file says.
    """

    where: str
    name: str
    field: str
    old: str
    new: str


@dataclass(slots=True)
class Preview:
    """What an import would do.

    Attributes:
        read: How many rows or entries the file has.
        added: How many are new.
        changed: How many change what stands.
        unchanged: How many say what stands already.
        changes: Each field that would be set, with what stands now.
        refused: What is left out, and why.
        warnings: What a person should look at.
    """

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[Change] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def refuse(self, where: int, what: str, found: str, reason: str) -> None:
        """Note a row that is left out."""
        self.refused.append(Problem(str(where), what, found[:80], reason))

    def warn(self, where: int, what: str, found: str, reason: str) -> None:
        """Note what a person should look at."""
        self.warnings.append(Problem(str(where), what, found[:80], reason))

    def in_order(self) -> None:
        """Put what is refused and warned of in the order of the file."""
        for problems in (self.refused, self.warnings):
            problems.sort(key=lambda problem: int(problem.where) if problem.where.isdigit() else 0)


def differences(
    where: int, name: str, before: DataclassInstance, after: DataclassInstance
) -> list[Change]:
    """Return the fields in which two versions of a card differ, in words."""
    return [
        Change(str(where), name, one.name.replace("_", " "), said(old), said(new))
        for one in fields(before)
        if (old := getattr(before, one.name)) != (new := getattr(after, one.name))
        and one.name != "line"
    ]


def said(value: Any) -> str:
    """Return a field's value as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | frozenset):
        return ", ".join(str(one) for one in sorted(value))
    return "" if value is None else str(value)
