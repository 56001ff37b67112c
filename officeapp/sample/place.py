"""The sample school itself: two sites, their bells, classes and staff."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp.domain.record import ClassId, SiteId, StaffId
from officeapp.domain.roll import SchoolClass, folded
from officeapp.domain.school import THE_SCHOOL, Person, Role, School, Site
from officeapp.domain.school_year import Session
from officeapp.domain.times import EVERY_YEAR_GROUP, Bell
from officeapp.sample.facts import facts
from officeapp.sample.names import NamePool
from officeapp.sample.seats import sizes

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

FULL_CLASS = 30
OPEN_MINUTES = 10  # an afternoon register
INFANTS, JUNIORS = ("R", "1", "2"), ("3", "4", "5", "6")


@dataclass(frozen=True)
class Teaching:
    """A class and which seats of which year groups sit in it.

    Attributes:
        school_class: The class.
        year_groups: The year groups taught together.
        part: Which of the parallel classes it is, from 0.
        parts: How many parallel classes there are.
    """

    school_class: SchoolClass
    year_groups: tuple[str, ...]
    part: int
    parts: int

    def seats(self, seat: int, room: int, year_group: str) -> bool:
        """Say whether a seat of a year group with that much room is in this class."""
        return year_group in self.year_groups and seat * self.parts // room == self.part

    def size(self, room: dict[str, int]) -> int:
        """Return how many seats are in this class."""
        return sum(
            self.seats(seat, room[group], group)
            for group in self.year_groups
            for seat in range(room[group])
        )


def the_school() -> School:
    """Return the school's card, flagged as a sample."""
    known = facts("school")
    return School(
        THE_SCHOOL,
        known["name"],
        dfe=known["dfe"],
        urn=known["urn"],
        address="\n".join(known["address"]),
        phone=known["phone"],
        sample=True,
    )


def sites() -> list[Site]:
    """Return the two sites, numbered from 1."""
    return [Site(SiteId(n), entry["name"]) for n, entry in enumerate(facts("school")["site"], 1)]


def site_of(year_group: str) -> SiteId:
    """Return the site a year group is taught at."""
    for number, entry in enumerate(facts("school")["site"], 1):
        if year_group in entry["year_groups"]:
            return SiteId(number)
    return SiteId(1)


def bells(first: dt.date) -> list[Bell]:
    """Return both sites' times from a day on; afternoons by year group."""
    found: list[Bell] = []
    for number, entry in enumerate(facts("school")["site"], 1):
        site = SiteId(number)
        found.append(_morning(len(found) + 1, site, entry, first))
        earliest = min(entry["afternoon"].values())
        every = {EVERY_YEAR_GROUP: earliest, **entry["afternoon"]}
        for group, at in every.items():
            found.append(_afternoon(len(found) + 1, site, group, at, entry, first))
    return found


def classes(pupils: int, rng: random.Random) -> list[Teaching]:
    """Return the classes, nursery first; small year groups are taught together."""
    room = sizes(pupils)
    known = facts("school")["classes"]
    found: list[Teaching] = []
    adults = _Adults(rng)
    for groups in _taught_together(room):
        trees = [*(known["nursery"] if groups == ("N2",) else ()), *known["trees"]]
        parts = -(-max(room[group] for group in groups) // FULL_CLASS)
        for part in range(parts):
            title = "Nursery" if groups == ("N2",) else "/".join(groups)
            tree = trees[(len(found) - 1) % len(trees) if parts == 1 and title != "Nursery"
                         else part % len(trees)]  # fmt: skip
            card = SchoolClass(
                ClassId(len(found) + 1), f"{title} {tree}", site_of(groups[0]), adults.name()
            )
            found.append(Teaching(card, groups, part, parts))
    return found


def staff(taught: list[Teaching], first: dt.date, rng: random.Random) -> list[Person]:
    """Return the staff: those of the office, then a teacher for each class."""
    adults = _Adults(rng, [teaching.school_class.teacher for teaching in taught])
    office = [
        Person(StaffId(n), adults.name(), entry["post"], Role(entry["role"]), first)
        for n, entry in enumerate(facts("school")["post"], 1)
    ]
    teachers = [
        Person(
            StaffId(len(office) + n),
            teaching.school_class.teacher,
            f"Class teacher, {teaching.school_class.name}",
            Role.TEACHER,
            first,
        )
        for n, teaching in enumerate(taught, 1)
    ]
    return [*office, *teachers]


def _taught_together(room: dict[str, int]) -> list[tuple[str, ...]]:
    """Return year groups by class: alone, unless several fit into one class."""
    found: list[tuple[str, ...]] = [("N2",)] if room["N2"] else []
    for stage in (INFANTS, JUNIORS):
        open_group: list[str] = []
        for group in stage:
            if open_group and sum(room[g] for g in [*open_group, group]) > FULL_CLASS:
                found.append(tuple(open_group))
                open_group = []
            if room[group]:
                open_group.append(group)
        if open_group:
            found.append(tuple(open_group))
    return found


class _Adults:
    """Names of staff, no two alike."""

    def __init__(self, rng: random.Random, taken: Iterable[str] = ()) -> None:
        self._names = NamePool()
        self._rng = rng
        self._taken = {folded(name) for name in taken}

    def name(self) -> str:
        """Return a name nobody else has."""
        while True:
            origin = self._names.origin(self._rng)
            sex = self._rng.choice("FFFM")
            surname = self._names.surname(self._rng, origin).of(sex)
            forename = self._names.forename(self._rng, origin, sex, surname, grown=True)
            whole = f"{forename} {surname}"
            if folded(whole) not in self._taken:
                self._taken.add(folded(whole))
                return whole


def _morning(number: int, site: SiteId, entry: dict[str, Any], first: dt.date) -> Bell:
    return Bell(
        number,
        site,
        Session.AM,
        EVERY_YEAR_GROUP,
        first,
        begins=entry["gate"],
        late_from=entry["late_from"],
        closes=entry["closes"],
        ends=entry["morning_ends"],
        deadline=entry["deadline"],
    )


def _afternoon(
    number: int, site: SiteId, group: str, at: dt.time, entry: dict[str, Any], first: dt.date
) -> Bell:
    closes = (dt.datetime.combine(first, at) + dt.timedelta(minutes=OPEN_MINUTES)).time()
    return Bell(
        number,
        site,
        Session.PM,
        group,
        first,
        begins=at,
        late_from=at,
        closes=closes,
        ends=entry["afternoon_ends"],
        deadline=closes,
    )
