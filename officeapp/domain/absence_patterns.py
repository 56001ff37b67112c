"""Patterns of absence said in a sentence, with how likely chance alone would make them.

A pattern is only said where it would be rare by chance: for each kind of day the question is how
often as many of a pupil's missed days would fall on it if the same number of missed days were
shuffled over the days on which the school expected the pupil (the hypergeometric tail). The chance
is multiplied by the number of questions asked, and a sentence is made from one in a hundred on, so
that of a hundred pupils whose days are shuffled at most one gets a sentence. A sentence is a reason
to look, never a finding.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

#: From which chance on a pattern is said: one pupil in a hundred.
SAID_FROM: Final = 0.01
#: Fewer missed days than this are no pattern.
FEWEST: Final = 4
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays")
_ROUND = (10, 20, 50, 100, 200, 300, 500, 1_000, 2_000, 5_000, 10_000)


@dataclass(frozen=True, slots=True)
class DayMissed:
    """One day on which a pupil was expected.

    Attributes:
        day: The day.
        morning: Whether the morning was missed; None where it was no possible session.
        afternoon: The same of the afternoon.
    """

    day: dt.date
    morning: bool | None
    afternoon: bool | None

    @property
    def missed(self) -> bool:
        """Say whether any of the day was missed."""
        return bool(self.morning or self.afternoon)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern with what it rests on.

    Attributes:
        words: What kind of days: 'Mondays', 'days next to a holiday', 'mornings'.
        missed: How many of them were missed.
        among: How many of them there were.
        chance: How often chance alone would make as much of it, the number of questions counted.
        days: The missed ones.
    """

    words: str
    missed: int
    among: int
    chance: float
    days: tuple[dt.date, ...]

    @property
    def sentence(self) -> str:
        """Return it as a person reads it: 'away 5 of 7 Mondays; by chance about 1 in 300 here'."""
        return f"away {self.missed} of {self.among} {self.words}; by chance about {self.odds} here"

    @property
    def odds(self) -> str:
        """Return the chance in round numbers, never rarer than it is: '1 in 300'."""
        exact = 1 / self.chance if self.chance else math.inf
        fitting = [number for number in _ROUND if number <= exact]
        return f"1 in {fitting[-1]:,}" if fitting else "1 in 10"


def tail(among: int, special: int, missed: int, hit: int) -> float:
    """Return how likely at least some number of hits is when days are shuffled.

    Args:
        among: How many days there were.
        special: How many of them were of the kind.
        missed: How many were missed.
        hit: How many of those were of the kind.
    """
    whole = math.comb(among, missed)
    ways = sum(
        math.comb(special, hits) * math.comb(among - special, missed - hits)
        for hits in range(hit, min(special, missed) + 1)
        if missed - hits <= among - special
    )
    return ways / whole


def patterns(
    days: Sequence[DayMissed],
    edges: Collection[dt.date] = (),
    beside: Mapping[str, Collection[dt.date]] | None = None,
) -> list[Pattern]:
    """Return the patterns of a pupil's absences that are worth a sentence, the rarest first.

    Args:
        days: The days on which the pupil was expected, each once.
        edges: The school days next to a holiday: the last before it and the first after.
        beside: The days on which each brother and sister was away, by what they are called; each
            is one question more, so that a large family is not sooner spoken of.
    """
    missed = [one for one in days if one.missed]
    if len(missed) < FEWEST:
        return []
    kinds: list[tuple[str, list[DayMissed]]] = [
        (name, [one for one in days if one.day.weekday() == number])
        for number, name in enumerate(_WEEKDAYS)
    ]
    kinds.append(("days next to a holiday", [one for one in days if one.day in edges]))
    kinds += [
        (f"days on which {name} was away", [one for one in days if one.day in away])
        for name, away in (beside or {}).items()
    ]
    found = [_pattern(name, of_kind, len(days), len(missed)) for name, of_kind in kinds]
    found += _halves(days)
    asked = len(found)
    fair = [
        Pattern(one.words, one.missed, one.among, min(1.0, one.chance * asked), one.days)
        for one in found
    ]
    return sorted(
        (one for one in fair if one.chance <= SAID_FROM and one.missed >= FEWEST - 1),
        key=lambda one: (one.chance, one.words),
    )


def _pattern(name: str, of_kind: Sequence[DayMissed], among: int, missed: int) -> Pattern:
    hit = tuple(one.day for one in of_kind if one.missed)
    return Pattern(name, len(hit), len(of_kind), tail(among, len(of_kind), missed, len(hit)), hit)


def _halves(days: Sequence[DayMissed]) -> list[Pattern]:
    """Return the mornings and the afternoons as patterns over all possible sessions."""
    mornings = [one for one in days if one.morning is not None]
    afternoons = [one for one in days if one.afternoon is not None]
    away_mornings = tuple(one.day for one in mornings if one.morning)
    away_afternoons = tuple(one.day for one in afternoons if one.afternoon)
    among = len(mornings) + len(afternoons)
    missed = len(away_mornings) + len(away_afternoons)
    return [
        Pattern(name, len(hit), len(of_kind), tail(among, len(of_kind), missed, len(hit)), hit)
        for name, of_kind, hit in (
            ("mornings", mornings, away_mornings),
            ("afternoons", afternoons, away_afternoons),
        )
    ]
