"""The sample school's roll: pupils, their time on it, and their classes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.domain.record import PupilId
from officeapp.domain.roll import Enrolment, Placement, Pupil
from officeapp.domain.school_year import SchoolYear
from officeapp.domain.upn import LETTERS, right_letter
from officeapp.sample.facts import facts
from officeapp.sample.place import FULL_CLASS
from officeapp.sample.seats import TAUGHT, sizes, year_group_in
from officeapp.sample.terms import DAY, planned_year

if TYPE_CHECKING:
    import datetime as dt
    import random

    from officeapp.sample.families import Child, Family
    from officeapp.sample.names import NamePool
    from officeapp.sample.place import Teaching

ELSEWHERE = ("8152", "3832", "3712", "8302", "9332")  # authorities that other pupils came from
CHANGES_CLASS = 0.015
ONE_NAME = 0.4  # of children whose family's custom it is
SHORT_NAMES = {"Oluwaseun": "Seun", "Oluwadamilola": "Dami", "Beatrice": "Bea", "Matilda": "Tilly"}


@dataclass(frozen=True)
class Roll:
    """The roll of the plan, by the plan's own numbers.

    Attributes:
        pupils: The pupils, in the order of the plan.
        enrolments: One a pupil, in the same order.
        placements: Classes by date, in order of pupil and date.
    """

    pupils: tuple[Pupil, ...]
    enrolments: tuple[Enrolment, ...]
    placements: tuple[Placement, ...]


def the_roll(
    families: list[Family],
    taught: list[Teaching],
    years: list[SchoolYear],
    pupils: int,
    names: NamePool,
    rng: random.Random,
) -> Roll:
    """Turn the children of all families into pupils with a class for each year."""
    cards = _with_needs(_cards(families, names, rng), rng)
    children = [child for family in families for child in family.children]
    enrolments = [_enrolment(child, rng) for child in children]
    placements = _Placing(taught, years, sizes(pupils), rng).all(children)
    numbered = [replace(placement, id=n) for n, placement in enumerate(placements, 1)]
    return Roll(tuple(cards), tuple(enrolments), tuple(numbered))


def _cards(families: list[Family], names: NamePool, rng: random.Random) -> list[Pupil]:
    serials: dict[str, int] = {}
    cards = []
    for family in families:
        used: set[str] = set()
        for child in family.children:
            card = _card(child, family, names, used, rng)
            upn, former = _upns(child, serials, rng)
            cards.append(replace(card, upn=upn, former_upns=former))
    return cards


def _card(
    child: Child, family: Family, names: NamePool, used: set[str], rng: random.Random
) -> Pupil:
    """Return a pupil's card; now and then a person of one name."""
    origin = family.origin
    surname, forename = child.surname, ""
    whole = [name for name in origin.whole if name not in used]
    if whole and rng.random() < ONE_NAME:
        surname = rng.choice(whole)
        used.add(surname)
    else:
        forename = names.forename(rng, origin, child.sex, surname, besides=used)
        used.add(forename)
    middle = ""
    if forename and origin.name == "Punjabi" and surname not in ("Kaur", "Singh"):
        middle = "Kaur" if child.sex == "F" else "Singh"
    elif forename and rng.random() < 0.3:
        middle = names.forename(rng, origin, child.sex, surname)
    return Pupil(
        id=PupilId(child.number),
        upn="",
        former_upns=(),
        admission_no=f"{1000 + child.number:06}",
        legal_surname=surname,
        legal_forename=forename,
        dob=child.born,
        middle_names="" if middle in used else middle,
        preferred_forename=SHORT_NAMES.get(forename, ""),
        sex=child.sex,
        family=family.number,
        address=family.street,
        eal=family.additional,
        fsm=family.meals,
    )


def _upns(child: Child, serials: dict[str, int], rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """Return a pupil's number and former ones; a few are temporary or from elsewhere."""
    ours = facts("school")["dfe"].replace("/", "")
    issued = SchoolYear.of(child.stay.first)
    year = f"{issued.begins % 100:02}"
    school = ours
    if child.stay.moved_in or rng.random() < 0.04:
        school = f"{rng.choice(ELSEWHERE)}{rng.randrange(100, 999)}"
    upn = _numbered(school + year, serials)
    draw = rng.random()
    if draw < 0.012:
        return _temporary(ours + year, serials), ()
    if draw < 0.03:
        return upn, (_temporary(ours + year, serials),)
    return upn, ()


def _numbered(start: str, serials: dict[str, int]) -> str:
    serials[start] = serials.get(start, 0) + 1
    rest = f"{start}{serials[start] % 1000:03}"
    return right_letter(f"?{rest}") + rest


def _temporary(start: str, serials: dict[str, int]) -> str:
    key = f"{start} temporary"
    serials[key] = serials.get(key, -1) + 1
    number, letter = divmod(serials[key], len(LETTERS))
    rest = f"{start}{number % 100:02}{LETTERS[letter]}"
    return right_letter(f"?{rest}") + rest


def _with_needs(cards: list[Pupil], rng: random.Random) -> list[Pupil]:
    """Give the groups that pupils belong to, at the national shares."""
    share = facts("rates")["groups"]
    alerts = facts("school")["medical"]["alerts"]
    order = list(range(len(cards)))
    rng.shuffle(order)
    plans = round(share["plan"] * len(cards))
    support = plans + round(share["sen_support"] * len(cards))
    for place, n in enumerate(order):
        card = cards[n]
        sen = "E" if place < plans else "K" if place < support else ""
        premium = card.fsm or rng.random() < share["premium_without_meals"]
        alert = rng.choice(alerts) if rng.random() < 0.06 else ""
        cards[n] = replace(card, sen=sen, pupil_premium=premium, medical=alert)
    for n in rng.sample(order, round(share["looked_after"] * len(cards))):
        cards[n] = replace(cards[n], looked_after=True, pupil_premium=True)
    return cards


def _enrolment(child: Child, rng: random.Random) -> Enrolment:
    known = facts("school")["leaving"]
    stay = child.stay
    number = child.number
    if stay.last is None:
        return Enrolment(number, PupilId(number), stay.first)
    ground = known["last"] if stay.finished else known["ground"]
    school = "" if stay.finished else rng.choice(known["schools"])
    return Enrolment(number, PupilId(number), stay.first, stay.last, ground, school)


class _Placing:
    """Puts children in the classes of their seats, and now and then in a neighbouring one."""

    def __init__(
        self,
        taught: list[Teaching],
        years: list[SchoolYear],
        room: dict[str, int],
        rng: random.Random,
    ) -> None:
        self._taught = taught
        self._years = years
        self._room = room
        self._rng = rng
        self._left = {
            (year, place): FULL_CLASS - teaching.size(room)
            for year in years
            for place, teaching in enumerate(taught)
        }

    def all(self, children: list[Child]) -> list[Placement]:
        """Return each child's class for each sample year."""
        return [
            placement
            for child in children
            for year in self._years
            for placement in self._in_year(child, year)
        ]

    def _in_year(self, child: Child, year: SchoolYear) -> list[Placement]:
        stay = child.stay
        group = year_group_in(stay.cohort, year)
        days = planned_year(year).days
        ended = stay.last is not None and stay.last < days[0]
        if group is None or ended or stay.first > days[-1] or stay.seat >= self._room[group]:
            return []
        room = self._room[group]
        place = next(n for n, t in enumerate(self._taught) if t.seats(stay.seat, room, group))
        first = max(days[0], stay.first)
        card = self._taught[place].school_class
        found = Placement(0, PupilId(child.number), first, card.id, group)
        if self._rng.random() < CHANGES_CLASS and group in TAUGHT[2:]:
            return [found, *self._other_class(found, place, year, stay.last)]
        return [found]

    def _other_class(
        self, now: Placement, place: int, year: SchoolYear, leaves: dt.date | None
    ) -> list[Placement]:
        """Return a move to a neighbouring class of the site that is not full, in mid-year."""
        site = self._taught[place].school_class.site
        near = [
            other
            for other in (place - 1, place + 1)
            if 0 < other < len(self._taught)
            and self._taught[other].school_class.site == site
            and self._left[year, other] > 0
        ]
        days = planned_year(year).days[30:150]
        mondays = [day for day in days if day.weekday() == 0 and day > now.first + 7 * DAY]
        if not near or not mondays:
            return []
        first, other = self._rng.choice(mondays), self._rng.choice(near)
        if leaves is not None and first > leaves:
            return []
        self._left[year, other] -= 1
        return [replace(now, first=first, school_class=self._taught[other].school_class.id)]
