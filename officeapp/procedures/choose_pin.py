"""Choosing a PIN, the first or another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.pins import PinDone, PinState
from officeapp.domain.pins import FEWEST, STRONG, Strength, require_strong
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.procedures.give_code import check_code, needs_code
from officeapp.procedures.sign_in import check_pin, has_pin, hashed

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.school import Person


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
    code: str = "",
    strength: Strength = STRONG,
) -> None:
    """Keep a person's new PIN and sign the person in with it.

    Args:
        office: The office at which the person sits.
        person: Who it is.
        pin: The new PIN.
        again: The new PIN as typed the second time.
        earlier: The PIN so far; not asked for where there is none, or with a code.
        code: A one-use code, where the PIN is lost or none was chosen yet.
        strength: How much work one guess should cost.

    Raises:
        PinsDifferError: The two are not the same.
        WeakPinError: It would be guessed.
        NotAllowedError: The earlier PIN or the code is wrong, or the person is not in post.
    """
    if pin != again:
        raise PinsDifferError
    require_strong(pin)
    with_code = bool(code) or needs_code(office, person)
    if with_code:
        check_code(office, person, code)
    elif has_pin(office, person):
        check_pin(office, person, earlier)
    before = office.person
    office.sign_in(person)
    try:
        with office.writing("choose-pin", Right.OWN_PIN, Book.STAFF) as act:
            office.pins.keep(person.id, PinState(hashed(pin, strength), 0, None, _told_length(pin)))
            office.pins.forget_code(person.id)
            done = PinDone.CHOSEN_WITH_CODE if with_code else PinDone.CHOSEN
            office.pins.note(act, person, done)
    except OfficeError:
        office.sign_in(before)
        raise


def _told_length(pin: str) -> int:
    """Return the length of the shortest PINs, which are taken without Enter; 0 for longer ones."""
    return FEWEST if len(pin) == FEWEST else 0
