"""The adults of the sample school's families, and what they are to each child."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.roll import Contact, Tie, folded
from officeapp.sample.families import Home, address

if TYPE_CHECKING:
    import random

    from officeapp.domain.roll import Pupil
    from officeapp.sample.families import Family
    from officeapp.sample.names import NamePool, Origin, Surname

NUMBERS = 1000  # in each of the two ranges kept free for fiction
OTHER_ADULTS = ("grandmother", "grandfather", "aunt", "uncle", "childminder", "neighbour")
MEN = ("father", "grandfather", "uncle", "stepfather", "foster father")
MOST = 4  # contacts a pupil


class Adult(NamedTuple):
    """An adult of a family and what they are to its children.

    Attributes:
        card: The contact.
        tie: A tie to no pupil yet.
    """

    card: Contact
    tie: Tie


class ContactMaker:
    """Makes contacts with telephone numbers and addresses that belong to nobody."""

    def __init__(self, names: NamePool, rng: random.Random) -> None:
        self._names = names
        self._rng = rng
        self._made = 0
        self._emails: dict[str, int] = {}
        self._order = list(range(NUMBERS))
        rng.shuffle(self._order)

    def adults(self, family: Family, *, looked_after: bool) -> list[Adult]:
        """Return a family's adults, the first to be called first, at most four."""
        home = Home.FOSTER if looked_after else family.home
        found = self._parents(family, home)
        while len(found) < MOST and self._rng.random() < 0.38:
            found.append(self._other(family))
        return [
            Adult(adult.card, replace(adult.tie, priority=n)) for n, adult in enumerate(found, 1)
        ]

    def _parents(self, family: Family, home: Home) -> list[Adult]:
        here = family.street
        if home is Home.FOSTER:
            return [
                self._adult(family.origin, "foster mother", here, lives=True),
                self._adult(family.origin, "social worker", "", collects=False),
            ]
        if home is Home.GRANDMOTHER:
            kin = self._adult(family.origin, "grandmother", here, lives=True, responsible=True)
            return [kin, *self._parent_elsewhere(family, "mother")]
        mother = self._adult(
            family.other_origin, "mother", here, family=family, lives=True, responsible=True
        )
        father = self._adult(
            family.origin, "father", here, family=family, lives=True, responsible=True
        )
        there = Adult(replace(father.card, address=address(self._rng)), father.tie)
        partner = [self._adult(family.origin, "stepfather", here, lives=True)]
        other = [self._adult(family.origin, "mother", here, lives=True, responsible=True)]
        return {
            Home.BOTH: [mother, father] if self._rng.random() < 0.8 else [father, mother],
            Home.FATHER: [father, *self._parent_elsewhere(family, "mother")],
            Home.TWO_MOTHERS: [mother, *other],
            Home.TWO_HOMES: [mother, there],
            Home.STEP: [mother, *partner, *self._parent_elsewhere(family, "father")],
        }.get(home, [mother, *self._parent_elsewhere(family, "father")])

    def _parent_elsewhere(self, family: Family, what: str) -> list[Adult]:
        """Return the parent the children do not live with, if the school knows of one."""
        draw = self._rng.random()
        if draw < 0.35:
            return []
        adult = self._adult(
            family.origin, what, address(self._rng), family=family, responsible=True
        )
        if draw < 0.42:
            tie = replace(adult.tie, may_collect=False, not_released=True)
            return [Adult(replace(adult.card, do_not_contact=True), tie)]
        if draw < 0.50:
            return [Adult(replace(adult.card, address_withheld=True), adult.tie)]
        return [adult]

    def _other(self, family: Family) -> Adult:
        what = self._rng.choice(OTHER_ADULTS)
        return self._adult(family.origin, what, address(self._rng) if what != "aunt" else "")

    def _adult(
        self,
        origin: Origin,
        what: str,
        where: str,
        *,
        family: Family | None = None,
        lives: bool = False,
        responsible: bool = False,
        collects: bool = True,
    ) -> Adult:
        sex = "M" if what in MEN else "F"
        surname = self._names.surname(self._rng, origin).of(sex)
        if family is not None:
            surname = self._parents_name(family, what).of(sex)
        forename = self._names.forename(self._rng, origin, sex, surname, grown=True)
        self._made += 1
        card = Contact(
            ContactId(self._made),
            self._title(sex),
            surname,
            forename,
            phones=self._phones(),
            email=self._email(forename, surname),
            address=where,
        )
        tie = Tie(0, PupilId(0), card.id, what, 0, responsible, lives, collects)
        return Adult(card, tie)

    def _parents_name(self, family: Family, what: str) -> Surname:
        takes = what == "father" or family.number % 3
        return family.name if takes else family.maiden

    def _title(self, sex: str) -> str:
        if self._rng.random() < 0.03:
            return "Dr"
        return "Mr" if sex == "M" else self._rng.choice(("Mrs", "Ms", "Miss", "Mrs"))

    def _phones(self) -> tuple[str, ...]:
        ending = f"{self._order[self._made % NUMBERS]:03}"
        home = f"{self._order[-self._made % NUMBERS]:03}"
        mobile, house = f"07700 900{ending}", f"01632 960{home}"
        draw = self._rng.random()
        return (mobile, house) if draw < 0.3 else (house,) if draw < 0.36 else (mobile,)

    def _email(self, forename: str, surname: str) -> str:
        if self._rng.random() < 0.12:
            return ""
        local = folded(f"{forename}.{surname}").replace(" ", ".")
        local = "".join(c for c in local if c.isascii() and (c.isalnum() or c == "."))
        self._emails[local] = self._emails.get(local, 0) + 1
        count = self._emails[local]
        return f"{local}{count if count > 1 else ''}@example.org"


def contacts_of(
    families: list[Family], pupils: tuple[Pupil, ...], names: NamePool, rng: random.Random
) -> tuple[tuple[Contact, ...], tuple[Tie, ...]]:
    """Return all contacts and their ties; brothers and sisters share the same people."""
    maker = ContactMaker(names, rng)
    by_family: dict[tuple[int, bool], list[Pupil]] = {}
    for pupil in pupils:
        by_family.setdefault((pupil.family, pupil.looked_after), []).append(pupil)
    cards: list[Contact] = []
    ties: list[Tie] = []
    known = {family.number: family for family in families}
    for (number, looked_after), children in sorted(by_family.items()):
        for adult in maker.adults(known[number], looked_after=looked_after):
            contact = ContactId(len(cards) + 1)
            cards.append(replace(adult.card, id=contact))
            ties += [replace(adult.tie, pupil=child.id, contact=contact) for child in children]
    ties = [replace(tie, id=n) for n, tie in enumerate(ties, 1)]
    return tuple(cards), tuple(ties)
