"""Finding a pupil by whatever the person in front of the desk says.

A pupil is found by any part of any name, by class, UPN, or a contact's name or telephone; accents,
hyphens and apostrophes do not matter. All of it is folded once, when the roll changes, so that an
answer is a scan of ready-made texts.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.record import PupilId
from officeapp.domain.roll import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_DIGITS = 4  # shorter runs of digits would match half the telephone numbers


@dataclass(frozen=True, slots=True)
class Reached:
    """A contact through whom a pupil can be found.

    Attributes:
        relationship: What the contact is to the pupil: 'mother'.
        name: The contact's name.
        phones: Telephone numbers as given.
    """

    relationship: str
    name: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A pupil as the finder lists one.

    Attributes:
        pupil: The pupil's number.
        name: The name as lists write it.
        names: Every name the pupil has or had, the name in use first, surname before first name.
        school_class: The class of the day, or 'left' with the date.
        upns: The UPN in force and former ones.
        on_roll: Whether the pupil is on roll today.
        contacts: Through whom the pupil can be found.
    """

    pupil: PupilId
    name: str
    names: tuple[str, ...]
    school_class: str
    upns: tuple[str, ...] = ()
    on_roll: bool = True
    contacts: tuple[Reached, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A pupil who fits what was typed.

    Attributes:
        listed: The pupil.
        through: Why, where it is not the name: 'UPN …', 'mother Dana Johnson'.
    """

    listed: Listed
    through: str = ""


@dataclass(frozen=True, slots=True)
class _Folded:
    """A pupil's texts made ready; each begins every word with a space."""

    listed: Listed
    order: tuple[bool, str]
    names: str
    numbers: str
    contacts: str
    phones: str
    everything: str


class PupilIndex:
    """Every pupil of the school, folded for searching."""

    def __init__(self, pupils: Iterable[Listed]) -> None:
        self._pupils = sorted((_fold(listed) for listed in pupils), key=lambda made: made.order)

    def __len__(self) -> int:
        return len(self._pupils)

    def find(self, typed: str, limit: int = 12) -> list[Found]:
        """Return the pupils who fit every word typed, the nearest first."""
        words = folded(typed).split()
        if not words:
            return []
        number = dialled(typed)
        if len(number) >= FEWEST_DIGITS:
            called = [made for made in self._pupils if number in made.phones]
            if called:
                return [
                    Found(made.listed, _by_phone(made.listed, number)) for made in called[:limit]
                ]
        fits = self._fits(words)
        best = heapq.nsmallest(limit, ((_rank(made, words), made.order, n) for n, made in fits))
        return [_found(self._pupils[n], words) for _, _, n in best]

    def spellings(self) -> list[tuple[str, Listed]]:
        """Return each pupil's folded names, for comparing with a slip of the pen."""
        return [(made.names.strip(), made.listed) for made in self._pupils]

    def _fits(self, words: list[str]) -> list[tuple[int, _Folded]]:
        first, rest = words[0], words[1:]
        fits = [(n, made) for n, made in enumerate(self._pupils) if first in made.everything]
        for word in rest:
            fits = [(n, made) for n, made in fits if word in made.everything]
        return fits


def dialled(typed: str) -> str:
    """Return a telephone number as dialled within the country; empty if it is none.

    '+44 7700 900 123' and '07700 900123' are the same number.
    """
    plain = "".join(c for c in typed if c not in " ()-+.")
    if not plain.isdigit():
        return ""
    return "0" + plain[2:].removeprefix("0") if typed.strip().startswith("+44") else plain


def _fold(listed: Listed) -> _Folded:
    names = _words(listed.names)
    school_class = (listed.school_class,) if listed.on_roll else ()
    numbers = _words((*school_class, *listed.upns))
    contacts = _words(contact.name for contact in listed.contacts)
    phones = " ".join(dialled(phone) for contact in listed.contacts for phone in contact.phones)
    return _Folded(
        listed,
        (not listed.on_roll, folded(listed.name)),
        names,
        numbers,
        contacts,
        phones,
        f"{names}\n{numbers}\n{contacts}",
    )


def _words(texts: Iterable[str]) -> str:
    """Return texts folded, each word after a space, names of several words also written as one."""
    found: list[str] = []
    for text in texts:
        plain = folded(text)
        found.append(plain)
        if " " in plain:
            found.append(plain.replace(" ", ""))
    return " " + " ".join(dict.fromkeys(found))


def _rank(made: _Folded, words: list[str]) -> int:
    """Return how far a pupil is from what was typed: 0 is nearest."""
    if made.names.startswith(" " + words[0]) and all(f" {word}" in made.names for word in words):
        return 0
    if all(f" {word}" in made.names for word in words):
        return 1
    if all(word in made.names for word in words):
        return 2
    if all(word in made.names or word in made.numbers for word in words):
        return 3
    return 4


def _found(made: _Folded, words: list[str]) -> Found:
    other = [word for word in words if word not in made.names]
    if not other:
        return Found(made.listed)
    for contact in made.listed.contacts:
        if all(word in _words((contact.name,)) for word in other):
            return Found(made.listed, f"{contact.relationship} {contact.name}".strip())
    upns = [upn for upn in made.listed.upns if any(word in folded(upn) for word in other)]
    return Found(made.listed, f"UPN {upns[0]}" if upns else "")


def _by_phone(listed: Listed, number: str) -> str:
    for contact in listed.contacts:
        for phone in contact.phones:
            if number in dialled(phone):
                return f"{contact.relationship} {contact.name}, {phone}".strip()
    return ""
