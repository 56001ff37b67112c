"""Names of many origins, put together by chance and never a well-known person's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from officeapp.sample.dice import weighted
from officeapp.sample.facts import facts

if TYPE_CHECKING:
    import random
    from collections.abc import Collection


class Surname(NamedTuple):
    """A family's name as its men and its women bear it."""

    man: str
    woman: str

    def of(self, sex: str) -> str:
        """Return the form for a sex."""
        return self.woman if sex == "F" else self.man


@dataclass(frozen=True)
class Origin:
    """Where a family's names come from.

    Attributes:
        name: What it is called in the data.
        share: Its share of all families.
        additional: Its share of children with English as an additional language.
        eid: Whether the family keeps Eid.
        girls: First names of girls.
        boys: First names of boys.
        women: First names of grown women.
        men: First names of grown men.
        surnames: Family names.
        whole: Names of people who have one name only.
    """

    name: str
    share: float
    additional: float
    eid: bool
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[Surname, ...]
    whole: tuple[str, ...]


class NamePool:
    """All names there are to choose from."""

    def __init__(self) -> None:
        read = facts("names")
        self.never = frozenset(read["never"])
        self.origins = tuple(_origin(entry) for entry in read["origin"])
        self._shares = [origin.share for origin in self.origins]

    def origin(self, rng: random.Random) -> Origin:
        """Return an origin, the common ones more often."""
        return weighted(rng, self.origins, self._shares)

    def surname(self, rng: random.Random, origin: Origin) -> Surname:
        """Return a family name."""
        return rng.choice(origin.surnames)

    def forename(
        self,
        rng: random.Random,
        origin: Origin,
        sex: str,
        surname: str,
        *,
        grown: bool = False,
        besides: Collection[str] = (),
    ) -> str:
        """Return a first name that does not make a well-known person of the surname.

        Args:
            rng: The dice.
            origin: Where the name comes from.
            sex: 'F' or 'M'.
            surname: The surname it goes with.
            grown: Whether it is an adult's.
            besides: Names that brothers and sisters have, avoided while others are left.
        """
        girls, boys = (origin.women, origin.men) if grown else (origin.girls, origin.boys)
        fit = [name for name in (girls if sex == "F" else boys) if self._is_nobody(name, surname)]
        return rng.choice([name for name in fit if name not in besides] or fit)

    def _is_nobody(self, forename: str, surname: str) -> bool:
        return f"{forename} {surname}" not in self.never


def _origin(entry: dict[str, Any]) -> Origin:
    men = entry["surnames"]
    women = entry.get("feminine", men)
    return Origin(
        name=entry["name"],
        share=entry["share"],
        additional=entry["additional"],
        eid=entry.get("eid", False),
        girls=tuple(entry["girls"]),
        boys=tuple(entry["boys"]),
        women=tuple(entry.get("women", entry["girls"])),
        men=tuple(entry.get("men", entry["boys"])),
        surnames=tuple(Surname(*pair) for pair in zip(men, women, strict=True)),
        whole=tuple(entry.get("whole", ())),
    )
