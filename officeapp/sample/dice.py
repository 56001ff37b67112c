"""Chance that can be repeated: every part of the sample school has dice of its own."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Thing = TypeVar("Thing")


def dice(seed: int, *what: object) -> random.Random:
    """Return dice for one purpose, so that a change in one part moves no other."""
    return random.Random("/".join(map(str, (seed, *what))))  # noqa: S311  # a sample, not a secret


def weighted(rng: random.Random, things: Sequence[Thing], weights: Sequence[float]) -> Thing:
    """Return one of several things, the likelier the heavier."""
    return rng.choices(things, weights)[0]


def spread_out(total: float, weights: Sequence[float]) -> list[int]:
    """Divide a whole number over weights by largest remainder; the parts add up to the total."""
    whole = sum(weights) or 1.0
    shares = [total * weight / whole for weight in weights]
    parts = [int(share) for share in shares]
    order = sorted(range(len(shares)), key=lambda n: (parts[n] - shares[n], n))
    for n in order[: round(total) - sum(parts)]:
        parts[n] += 1
    return parts
