"""Signing in: choose your name, type your PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.office import NotInPostError
from officeapp.domain.pins import LOCKED_AFTER, LONGEST_WAIT, STRONG, wait_after
from officeapp.errors import NotAllowedError

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.pins import Strength
    from officeapp.domain.school import Person


class WrongPinError(NotAllowedError):
    """The PIN is not this person's."""

    def __init__(self, person: Person) -> None:
        super().__init__(f"This is not the PIN of {person.name}; type it again.")


class WaitError(NotAllowedError):
    """Too many wrong PINs: none is taken for a while."""

    def __init__(self, person: Person, until: dt.datetime) -> None:
        super().__init__(
            f"Too many wrong PINs for {person.name}; try again after {until:%H:%M:%S}."
        )


class NoPinYetError(NotAllowedError):
    """The person has not chosen a PIN."""

    def __init__(self, person: Person) -> None:
        super().__init__(f"{person.name} has no PIN yet; choose one in the window first.")


def needs_pin(office: Office) -> bool:
    """Say whether people sign in with a PIN; in a sample school they do not."""
    return not office.school.card().sample


def has_pin(office: Office, person: Person) -> bool:
    """Say whether a person has chosen a PIN."""
    return office.pins.state(person.id) is not None


def sign_in(office: Office, person: Person, pin: str = "") -> None:
    """Sign a person in after checking the PIN; wrong ones are counted in the file.

    Args:
        office: The office at which the person sits.
        person: Who it is.
        pin: What was typed; not asked for in a sample school.

    Raises:
        NotInPostError: The person's time in post has not begun or is over.
        NoPinYetError: The person has not chosen a PIN.
        WaitError: Too many wrong PINs; this one was not even looked at.
        WrongPinError: The PIN is wrong.
    """
    if not person.in_post(office.today()):
        raise NotInPostError(person)
    if needs_pin(office):
        check_pin(office, person, pin)
    office.sign_in(person)


def check_pin(office: Office, person: Person, pin: str) -> None:
    """Refuse a wrong PIN and count it; a right one clears the count.

    Raises:
        NoPinYetError: The person has not chosen a PIN.
        WaitError: Too many wrong PINs; this one was not even looked at.
        WrongPinError: The PIN is wrong.
    """
    state = office.pins.state(person.id)
    if state is None:
        raise NoPinYetError(person)
    now = office.now()
    if state.until and now < state.until <= now + LONGEST_WAIT:  # else the clock was set back
        raise WaitError(person, state.until)
    if not fits(state.hash, pin):
        wrong = state.wrong + 1
        wait = wait_after(wrong)
        office.pins.keep(
            person.id,
            state._replace(
                wrong=wrong,
                until=now + wait if wait else None,
                locked=now if wrong >= LOCKED_AFTER else state.locked,
            ),
        )
        raise WrongPinError(person)
    if state.wrong:
        office.pins.keep(person.id, state._replace(wrong=0, until=None))


def takes_at_once(office: Office, person: Person) -> int:
    """Return after how many characters a PIN is taken without Enter; 0 where Enter is needed."""
    state = office.pins.state(person.id)
    return state.length if state else 0


def fits(kept: str, typed: str) -> bool:
    """Say whether what was typed is what a hash was made of."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    try:
        return PasswordHasher().verify(kept, typed)
    except VerifyMismatchError:
        return False


def hashed(secret: str, strength: Strength | None = None) -> str:
    """Return the Argon2id hash of a PIN or a code."""
    from argon2 import PasswordHasher

    work = strength or STRONG
    return PasswordHasher(time_cost=work.passes, memory_cost=work.memory_kib, parallelism=1).hash(
        secret
    )
