"""Families: brothers and sisters across the year groups, with what they have in common."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.sample.dice import weighted
from officeapp.sample.facts import facts
from officeapp.sample.names import NamePool, Origin, Surname
from officeapp.sample.seats import AGE_AT_START, Stay

if TYPE_CHECKING:
    import random


CHILDREN = (1, 2, 3, 4)
CHILDREN_WEIGHTS = (38, 40, 16, 6)
TWINS = 0.05
BETWEEN_BIRTHS = dt.timedelta(days=310)
ADDITIONAL = 0.75  # brings the school to the national share
COUSIN_ORIGIN = 0.12  # families whose parents' names are of different origins


class Home(enum.Enum):
    """Whom a family's children live with, and how often that is so in a hundred."""

    BOTH = "both parents"
    MOTHER = "mother"
    FATHER = "father"
    TWO_HOMES = "each parent in turn"
    STEP = "mother and stepfather"
    TWO_MOTHERS = "two mothers"
    GRANDMOTHER = "grandmother"
    FOSTER = "foster carers"


HOME_WEIGHTS = {
    Home.BOTH: 60, Home.MOTHER: 17, Home.FATHER: 2, Home.TWO_HOMES: 10,
    Home.STEP: 7, Home.TWO_MOTHERS: 2, Home.GRANDMOTHER: 2,
}  # fmt: skip


@dataclass(slots=True)
class Child:
    """A child of the plan, before it is on the roll.

    Attributes:
        number: The child's number in the plan, from 1.
        stay: When the child is in the school.
        born: Date of birth.
        sex: 'F' or 'M'.
        surname: The legal surname.
    """

    number: int
    stay: Stay
    born: dt.date
    sex: str
    surname: str


@dataclass(slots=True)
class Family:
    """A family.

    Attributes:
        number: Its number in the plan, from 1.
        origin: Where its names come from.
        other_origin: Where the mother's names come from.
        name: The father's family name.
        maiden: The mother's own.
        home: Whom the children live with.
        street: The first line of the address, made once.
        children: The children, eldest first.
        meals: Whether the children have free school meals.
        additional: Whether English is an additional language.
    """

    number: int
    origin: Origin
    other_origin: Origin
    name: Surname
    maiden: Surname
    home: Home
    street: str
    children: list[Child]
    meals: bool = False
    additional: bool = False


def families(stays: list[Stay], names: NamePool, rng: random.Random) -> list[Family]:
    """Gather the children of all stays into families."""
    free: dict[int, list[Stay]] = {}
    mixed = list(stays)
    rng.shuffle(mixed)
    for stay in mixed:
        free.setdefault(stay.cohort, []).append(stay)
    found: list[Family] = []
    taken: set[Stay] = set()
    for stay in mixed:
        if stay not in taken:
            group = [stay, *_siblings(stay, free, taken, rng)]
            taken.update(group)
            found.append(_family(len(found) + 1, group, names, rng))
    _number_children(found)
    _give_meals(found, rng)
    return found


def address(rng: random.Random) -> str:
    """Return an invented address."""
    known = facts("school")["addresses"]
    postcode = f"{known['postcode']} {rng.randrange(1, 10)}{rng.choice('ABDEFGHJLN')}Z"
    house = rng.randrange(1, 140)
    flat = f"Flat {rng.randrange(1, 12)}\n" if rng.random() < 0.12 else ""
    street, place = rng.choice(known["streets"]), rng.choice(known["places"])
    return f"{flat}{house} {street}\n{place}\n{postcode}"


def _siblings(
    stay: Stay, free: dict[int, list[Stay]], taken: set[Stay], rng: random.Random
) -> list[Stay]:
    """Choose brothers and sisters from other cohorts, or now and then a twin."""
    if stay.moved_in:
        return []
    group: list[Stay] = []
    cohorts = {stay.cohort}
    if rng.random() < TWINS:
        group += _one(free, stay.cohort, {*taken, stay})
    for _ in range(weighted(rng, CHILDREN, CHILDREN_WEIGHTS) - 1 - len(group)):
        near = [c for c in free if c not in cohorts and min(abs(c - k) for k in cohorts) <= 4]
        if not near:
            break
        cohort = rng.choice(sorted(near))
        cohorts.add(cohort)
        group += _one(free, cohort, taken)
    return group


def _one(free: dict[int, list[Stay]], cohort: int, taken: set[Stay]) -> list[Stay]:
    """Return one child of a cohort that has no family yet, in a list, or none."""
    left = [stay for stay in free[cohort] if stay not in taken]
    free[cohort] = left
    return next(([stay] for stay in left if not stay.moved_in), [])


def _family(number: int, group: list[Stay], names: NamePool, rng: random.Random) -> Family:
    origin = names.origin(rng)
    other = names.origin(rng) if rng.random() < COUSIN_ORIGIN else origin
    home = weighted(rng, list(HOME_WEIGHTS), list(HOME_WEIGHTS.values()))
    family = Family(
        number=number,
        origin=origin,
        other_origin=other,
        name=names.surname(rng, origin),
        maiden=names.surname(rng, other),
        home=home,
        street=address(rng),
        children=[],
        additional=rng.random() < ADDITIONAL * origin.additional,
    )
    custom = weighted(rng, ("father", "mother", "both", "each"), (80, 9, 6, 5))
    earlier: Child | None = None
    for stay in sorted(group, key=lambda stay: (stay.cohort, stay.seat)):
        sex = rng.choice("FM")
        earlier = Child(0, stay, _born(stay, earlier, rng), sex, _surname(family, custom, sex, rng))
        family.children.append(earlier)
    return family


def _born(stay: Stay, elder: Child | None, rng: random.Random) -> dt.date:
    """Return a date of birth within the cohort's year, well after the elder child's."""
    first = dt.date(stay.cohort - AGE_AT_START - 1, 9, 1)
    last = dt.date(stay.cohort - AGE_AT_START, 8, 31)
    if elder and elder.stay.cohort == stay.cohort:
        return elder.born
    if elder:
        first = max(first, elder.born + BETWEEN_BIRTHS)
    return dt.date.fromordinal(rng.randint(first.toordinal(), last.toordinal()))


def _surname(family: Family, custom: str, sex: str, rng: random.Random) -> str:
    father, mother = family.name.of(sex), family.maiden.of(sex)
    if custom == "each":
        custom = rng.choice(("father", "mother"))
    short = len(father) + len(mother) < 20 and not any(c in father + mother for c in "- ")
    if custom == "both" and short and father != mother:
        return f"{mother}-{father}"
    return mother if custom == "mother" else father


def _number_children(found: list[Family]) -> None:
    number = 0
    for family in found:
        for child in family.children:
            number += 1
            child.number = number


def _give_meals(found: list[Family], rng: random.Random) -> None:
    """Give free meals to families until the national share of children has them."""
    wanted = facts("rates")["groups"]["free_meals"] * sum(len(f.children) for f in found)
    mixed = sorted(found, key=lambda f: (f.home is Home.BOTH) * 0.6 + rng.random())
    for family in mixed:
        if wanted < len(family.children) / 2:
            break
        family.meals = True
        wanted -= len(family.children)
