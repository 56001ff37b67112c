"""Choosing a PIN, the first or another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.pencil import PinState
from officeapp.domain.pins import require_strong
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.procedures.sign_in import check_pin

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.school import Person


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


class PinsDifferError(OfficeError):
    """The PIN was typed two ways."""

    def __init__(self) -> None:
        super().__init__("The two PINs are not the same; type the new one twice again.")


def choose_pin(
    office: Office,
    person: Person,
    pin: str,
    again: str,
    *,
    earlier: str = "",
    strength: Strength = STRONG,
) -> None:
    """Keep a person's new PIN and sign the person in with it.

    Args:
        office: The office at which the person sits.
        person: Who it is.
        pin: The new PIN.
        again: The new PIN as typed the second time.
        earlier: The PIN so far; not asked for where there is none.
        strength: How much work one guess should cost.

    Raises:
        PinsDifferError: The two are not the same.
        WeakPinError: It would be guessed.
        NotAllowedError: The earlier PIN is wrong, or the person is not in post.
    """
    if pin != again:
        raise PinsDifferError
    require_strong(pin)
    if office.pins.state(person.id) is not None:
        check_pin(office, person, earlier)
    before = office.person
    office.sign_in(person)
    try:
        with office.writing("choose-pin", Right.OWN_PIN, Book.STAFF):
            office.pins.keep(person.id, PinState(_hashed(pin, strength), 0, None))
    except OfficeError:
        office.sign_in(before)
        raise


def _hashed(pin: str, strength: Strength) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher(
        time_cost=strength.passes, memory_cost=strength.memory_kib, parallelism=1
    ).hash(pin)
