"""Confirm by PIN what takes more than being signed in: once more, or with a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.confirmations import Confirmed, Countersigned
from officeapp.books.office import NobodySignedInError, NotInPostError
from officeapp.domain.rights import AGREES, SECONDS, Right, may
from officeapp.errors import NotAllowedError
from officeapp.procedures.sign_in import check_pin, has_pin, needs_pin, sign_in

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.school import Person


class NotTheSecondError(NotAllowedError):
    """Somebody cannot be the second person."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            f"{person.name} ({person.post}) cannot countersign this; "
            "ask another member of staff to stand by."
        )


def sign_in_to_act(office: Office, person: Person, pin: str = "") -> None:
    """Sign a person in for one act, as at a terminal: the PIN is typed for this act and no other.

    Raises:
        NotAllowedError: The PIN is wrong or was never chosen, or the person is not in post.
    """
    sign_in(office, person, pin)
    office.confirmations.keep(Confirmed(person, office.now()))


def confirm(office: Office, pin: str = "") -> Confirmed:
    """Confirm that it is the person signed in who sits here; good for one act and two minutes.

    Args:
        office: The office.
        pin: What was typed; not looked at in a sample school.

    Raises:
        NotAllowedError: Nobody is signed in, or the PIN is wrong, or none is taken for a while.
    """
    if office.person is None:
        raise NobodySignedInError
    if needs_pin(office):
        check_pin(office, office.person, pin)
    confirmed = Confirmed(office.person, office.now())
    office.confirmations.keep(confirmed)
    return confirmed


def countersign(office: Office, person: Person, pin: str = "") -> Countersigned:
    """Let a second member of staff stand by an act; good for one act and two minutes.

    Their name, post and role become the act's last line when it is written.

    Args:
        office: The office.
        person: Who stands by.
        pin: What they typed; not looked at in a sample school.

    Raises:
        NotTheSecondError: It is the person signed in, or somebody who may not countersign.
        NotAllowedError: Nobody is signed in, they are not in post, or the PIN is wrong, or none
            is taken for a while.
    """
    if office.person is None:
        raise NobodySignedInError
    if person.id == office.person.id or person.role not in SECONDS:
        raise NotTheSecondError(person)
    if not person.in_post(office.today()):
        raise NotInPostError(person)
    if needs_pin(office):
        check_pin(office, person, pin)
    countersigned = Countersigned(person, office.now())
    office.confirmations.keep(countersigned)
    return countersigned


def seconds(office: Office, right: Right | None = None) -> list[Person]:
    """Return who may countersign now: staff in post with a PIN, but for whoever is signed in.

    Args:
        office: The office.
        right: What is to be done; where one of two people must be able to agree to it and whoever
            is signed in cannot, only those who can are returned.
    """
    mine = office.person.id if office.person else None
    agrees = AGREES.get(right) if right else None
    needed = agrees if agrees is not None and not office.may(agrees) else None
    return [
        person
        for person in office.staff.in_post(office.today())
        if person.id != mine
        and person.role in SECONDS
        and (needed is None or may(person.role, needed))
        and (has_pin(office, person) or not needs_pin(office))
    ]
