"""Taking times: medians, 95th percentiles, and the ratio to a floor."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one row came to, in milliseconds, beside its floor.

    Attributes:
        what: What was timed.
        median: The median.
        worst: The 95th percentile.
        floor: The floor's median in the same run.
        aim: What is aimed at, in words.
    """

    what: str
    median: float
    worst: float
    floor: float
    aim: str

    def __str__(self) -> str:
        ratio = self.median / self.floor if self.floor else float("nan")
        return (
            f"{self.what:58} median {self.median:9.3f} ms   p95 {self.worst:9.3f} ms   "
            f"floor {self.floor:9.3f} ms   ratio {ratio:6.2f}   aim: {self.aim}"
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """A row that is no time: bytes or megabytes beside their floor."""

    what: str
    found: float
    floor: float
    unit: str
    aim: str

    def __str__(self) -> str:
        ratio = self.found / self.floor if self.floor else float("nan")
        return (
            f"{self.what:58} {self.found:9.1f} {self.unit}   floor {self.floor:9.1f} {self.unit}   "
            f"ratio {ratio:6.2f}   aim: {self.aim}"
        )


def times(work: Work, rounds: int) -> list[float]:
    """Return how long a piece of work took each time, in milliseconds, after one warm-up."""
    work()
    taken: list[float] = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begun))
    return taken


def in_turn(work: Work, floor: Work, rounds: int) -> tuple[list[float], list[float]]:
    """Time two pieces of work in turn, so that a slow moment of the machine hits both."""
    work()
    floor()
    mine: list[float] = []
    other: list[float] = []
    for _ in range(rounds):
        mine += times_once(work)
        other += times_once(floor)
    return mine, other


def times_once(work: Work) -> list[float]:
    """Return how long a piece of work took, in milliseconds."""
    begun = time.perf_counter()
    work()
    return [1000 * (time.perf_counter() - begun)]


def measured(what: str, taken: list[float], floor: list[float], aim: str) -> Measured:
    """Return a row from the times of the work and of its floor."""
    return Measured(
        what,
        statistics.median(taken),
        sorted(taken)[max(0, round(len(taken) * 0.95) - 1)],
        statistics.median(floor) if floor else 0.0,
        aim,
    )
