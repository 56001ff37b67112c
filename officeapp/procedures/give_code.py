"""Give somebody who lost their PIN, or has none yet, a code that lets them choose one, once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.office import NotInPostError
from officeapp.books.pins import CodeState, PinDone
from officeapp.domain.pins import CODE_DIGITS, CODE_HOLDS, CODE_TRIES
from officeapp.domain.rights import Right
from officeapp.errors import NotAllowedError
from officeapp.procedures.sign_in import fits, has_pin, hashed, needs_pin

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.pins import Strength
    from officeapp.domain.school import Person


class NoCodeError(NotAllowedError):
    """There is no one-use code for the person, or none that still holds."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            f"There is no code for {person.name} that still holds; "
            "ask the headteacher for one under School, Staff."
        )


class WrongCodeError(NotAllowedError):
    """The one-use code is not this person's."""

    def __init__(self, person: Person, left: int) -> None:
        tries = "1 more try" if left == 1 else f"{left} more tries"
        what = f"it allows {tries}" if left else "ask the headteacher for another"
        super().__init__(f"This is not the code given to {person.name}; {what}.")


def give_code(office: Office, person: Person, *, strength: Strength | None = None) -> str:
    """Return a new one-use code for somebody; only its hash is kept, and any before is void.

    Whoever gives it never learns the PIN that is chosen with it; both names are in the book.

    Args:
        office: The office.
        person: Whom it is for.
        strength: How much work one guess at it should cost.

    Raises:
        NotAllowedError: The person signed in may not change people.
        NotInPostError: The person it is for is not in post.
    """
    if not person.in_post(office.today()):
        raise NotInPostError(person)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    with office.writing("give-code", Right.CHANGE_STAFF, Book.STAFF) as act:
        office.pins.keep_code(
            person.id, CodeState(hashed(code, strength), office.now() + CODE_HOLDS)
        )
        office.pins.note(act, person, PinDone.GIVEN_CODE)
    return f"{code[:4]} {code[4:]}"


def has_code(office: Office, person: Person) -> bool:
    """Say whether a one-use code of a person still holds."""
    code = office.pins.code(person.id)
    return code is not None and office.now() < code.until <= office.now() + CODE_HOLDS


def needs_code(office: Office, person: Person) -> bool:
    """Say whether a person must have a code before choosing a first PIN: all but the first one."""
    first = office.staff.first().id
    return needs_pin(office) and not has_pin(office, person) and person.id != first


def check_code(office: Office, person: Person, code: str) -> None:
    """Refuse a wrong one-use code and count it; after a few it is void.

    Raises:
        NoCodeError: There is none that still holds.
        WrongCodeError: It is another.
    """
    kept = office.pins.code(person.id)
    if kept is None or not has_code(office, person):
        raise NoCodeError(person)
    if fits(kept.hash, "".join(code.split())):
        return
    wrong = kept.wrong + 1
    if wrong < CODE_TRIES:
        office.pins.keep_code(person.id, kept._replace(wrong=wrong))
    else:
        office.pins.forget_code(person.id)
    raise WrongCodeError(person, CODE_TRIES - wrong)
