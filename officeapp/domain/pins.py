"""PINs: which are too easily guessed, and how long to wait after wrong ones."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass

from officeapp.errors import OfficeError

FEWEST = 6
FREE_TRIES = 5  # wrong ones before there is a wait
FIRST_WAIT = dt.timedelta(seconds=5)
LONGEST_WAIT = dt.timedelta(minutes=5)
LOCKED_AFTER = 10  # wrong ones in a row lock the person out for the longest wait
CODE_HOLDS = dt.timedelta(minutes=15)
CODE_DIGITS = 8
CODE_TRIES = 5  # wrong ones after which a one-use code is worth nothing


@dataclass(frozen=True, slots=True)
class Strength:
    """How much work one guess at a PIN costs.

    Attributes:
        memory_kib: Memory for one guess, in KiB.
        passes: Passes over it.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3


STRONG = Strength()


class WeakPinError(OfficeError):
    """A PIN is too short, or one that everybody tries first."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This PIN {why}; choose another of {FEWEST} digits or more.")


def require_strong(pin: str) -> None:
    """Refuse a PIN that would be guessed: short, one run, or one thing repeated.

    Raises:
        WeakPinError: It would be.
    """
    if len(pin) < FEWEST:
        msg = "is too short"
        raise WeakPinError(msg)
    if _is_run(pin):
        msg = "is a run of neighbouring digits, which is tried first"
        raise WeakPinError(msg)
    if _is_repeated(pin):
        msg = "repeats the same digits, which is tried first"
        raise WeakPinError(msg)


def wait_after(wrong: int) -> dt.timedelta:
    """Return how long no PIN is taken after so many wrong ones: nothing at first, then doubling."""
    if wrong < FREE_TRIES:
        return dt.timedelta()
    if wrong >= LOCKED_AFTER:
        return LONGEST_WAIT
    return FIRST_WAIT * (1 << (wrong - FREE_TRIES))


def _is_run(pin: str) -> bool:
    """Say whether each digit is one more, or one less, than the one before; 0 follows 9."""
    if not pin.isdecimal():
        return False
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(pin)}
    return steps in ({1}, {9})


def _is_repeated(pin: str) -> bool:
    """Say whether the whole is one shorter piece over and over: 111111, 121212, 123123."""
    return pin in (pin + pin)[1:-1]
