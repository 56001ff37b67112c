"""Finding one's own name with few keys, among all who work in a school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.roll import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.domain.school import Person

NUMBERED = 9  # names that a digit chooses


def fitting(people: Sequence[Person], letters: str) -> list[Person]:
    """Return those whose name fits typed letters, the likeliest first.

    First come those whose name begins so; then those of whom a later name begins so, or whose
    initials are these ('sk' for Simran Kaur); then those with two letters or more anywhere.

    Args:
        people: Everybody, in the order in which they are shown.
        letters: What was typed; nothing fits everybody.
    """
    typed = folded(letters)
    if not typed:
        return list(people)
    ranked = [(_rank(folded(person.name), typed), person) for person in people]
    return [person for rank in (0, 1, 2) for found, person in ranked if found == rank]


def chosen(people: Sequence[Person], typed: str) -> Person | None:
    """Return who is chosen by letters and then a digit, or by a digit alone; None for nobody yet.

    Args:
        people: Everybody, in the order in which they are shown.
        typed: What was typed: '3' is the third of all, 'm2' the second of those that fit 'm'.
    """
    letters, digit = typed[:-1], typed[-1:]
    if not digit.isdecimal() or digit == "0":
        return None
    found = fitting(people, letters)[:NUMBERED]
    return found[int(digit) - 1] if int(digit) <= len(found) else None


def _rank(name: str, typed: str) -> int | None:
    """Return how well a folded name fits folded letters, 0 for best; None where it does not."""
    words = name.split()
    if name.startswith(typed):
        return 0
    if any(word.startswith(typed) for word in words[1:]) or _initials(words).startswith(typed):
        return 1
    within = len(typed) > 1 and all(part in name for part in typed.split())
    return 2 if within else None


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)
