"""A card beside what a file says of it: gaps are filled, differences are left to a person."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any

from officeapp.domain.roll import folded
from officeapp.procedures.import_plan import Difference, ImportPlan
from officeapp.procedures.preview import Change, said
from officeapp.procedures.withheld import NOT_SHOWN


@dataclass(slots=True)
class Compared:
    """A card beside the file.

    Attributes:
        card: The card with its gaps filled.
        where: The line of the file, or its pupil.
        name: Whose card it is.
        key: The card, as the plan knows it.
        changes: The gaps that are filled.
        differences: What differs.
        doubts: What a person should look at: field, found, reason.
        kept: The fields in which the file is not followed: field, reason.
        hides: Says whether an address is not to be shown; None where all may be.
    """

    card: Any
    where: str
    name: str
    key: Hashable
    changes: list[Change] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    doubts: list[tuple[str, str, str]] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    hides: Callable[[str], bool] | None = None

    def fill(self, name: str, value: Any) -> None:
        """Fill a gap."""
        old, new = self._said(name, getattr(self.card, name)), self._said(name, value)
        self.card = replace(self.card, **{name: value})
        self.changes.append(Change(self.where, self.name, words_of(name), old, new))

    def differ(self, name: str, **values: Any) -> None:
        """Note a field that differs; the card keeps what it has."""
        old, new = self._said(name, getattr(self.card, name)), self._said(name, values[name])
        found = tuple(sorted(values.items()))
        one = Difference(self.where, self.name, words_of(name), old, new, self.key, found)
        self.differences.append(one)

    def say_difference(self, field: str, old: str, new: str, **values: Any) -> None:
        """Note a field that differs, in words of the caller's own."""
        found = tuple(sorted(values.items()))
        self.differences.append(Difference(self.where, self.name, field, old, new, self.key, found))

    def meet(self, name: str, value: Any, *, is_gap: bool) -> None:
        """Fill a gap or note a difference; what says the same says nothing."""
        old = getattr(self.card, name)
        if value is None or value == old or same_words(old, value):
            return
        if is_gap:
            self.fill(name, value)
        else:
            self.differ(name, **{name: value})

    def noted_in(self, plan: ImportPlan) -> None:
        """Say in a plan what a person should look at, and in what the file is not followed."""
        for what, found, reason in self.doubts:
            plan.warn(self.where, what, found, reason)
        for what, reason in self.kept:
            plan.refuse(self.where, what, self.name, reason)

    def _said(self, name: str, value: Any) -> str:
        text = said(value)
        hidden = text and name == "address" and self.hides is not None and self.hides(text)
        return NOT_SHOWN if hidden else text


def same_words(old: Any, new: Any) -> bool:
    """Say whether a text is another in capitals or small letters only, accents or not.

    Some systems write every name in capitals, with or without accents.
    """
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    return new in (new.upper(), new.lower()) and folded(old) == folded(new)


def words_of(name: str) -> str:
    """Return the name of a field in words."""
    return "UPN" if name == "upn" else name.replace("_", " ").replace("upns", "UPNs")
