"""Whether this file takes part in sharing, and what a desk says for itself.

An entry of one kind a desk makes without anybody who sits there: that its number is its own, and
what it must say so that all desks can go on. It says nothing of pupils, and names the desk as who
wrote it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.desk_keyring import give, is_known_to, keyring, lacking, renew
from officeapp.books.office import ReadOnlyError
from officeapp.domain.desks import Desk, Standing, claimed
from officeapp.domain.record import StaffId
from officeapp.domain.rights import Right
from officeapp.domain.school import Person, Role
from officeapp.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from officeapp.books.act import Act
    from officeapp.books.desk_keys import DeskKey
    from officeapp.books.office import Office


class NotSharingError(NotAllowedError):
    """This file takes no part in sharing."""

    _SAID = {  # noqa: RUF012  # never changed
        Standing.ALONE: (
            "No other desk has been joined to this school yet, so there is nothing to exchange; "
            "make a joining file for one under School, Desks."
        ),
        Standing.NOT_JOINED: (
            "This computer has not been joined, and nothing was exchanged; ask the headteacher for "
            "a joining file. Work goes on in this file meanwhile."
        ),
        Standing.RETIRED: (
            "This desk was retired, and nothing of it is shared; ask the headteacher to admit it "
            "again. What is written here stays in this file only."
        ),
        Standing.PUT_BACK: (
            "This file is a copy or was put back, and nothing was exchanged; look at what the "
            "other desks hold that it has not, then confirm."
        ),
    }

    def __init__(self, standing: Standing) -> None:
        super().__init__(self._SAID[standing])
        #: How the file stands.
        self.standing = standing


def own_key(office: Office) -> DeskKey | None:
    """Return the key that this machine has for the school; None where it has none."""
    return office.key_file.read(office.school_number) if office.key_file else None


def own_desk(office: Office) -> Desk | None:
    """Return the desk that this file is, or was before it was put back; None where it is none."""
    found = office.desks.of_number(office.desk)
    key = own_key(office)
    if found is None and key is not None:
        known = office.desks.by_card().get(key.desk)
        return known if known and known.key in ("", key.public) else None
    return found


def standing_of(office: Office) -> Standing:
    """Return whether this file takes part in sharing, and why not."""
    if not office.desks.by_card():
        return Standing.ALONE
    key, desk = own_key(office), own_desk(office)
    if desk is not None and desk.card.retired is not None:
        return Standing.RETIRED
    if office.desks.of_number(office.desk) is None:
        card_lost = key is not None and key.desk not in office.desks.by_card()
        return Standing.PUT_BACK if key and (desk or card_lost) else Standing.NOT_JOINED
    if key is None or desk is None or key.public != desk.key:
        return Standing.NOT_JOINED
    return Standing.TAKES_PART


def require_part(office: Office, *also: Standing) -> Standing:
    """Return how a file stands that takes part in sharing; refuse any other.

    Args:
        office: The office.
        also: How else it may stand.

    Raises:
        ReadOnlyError: The file was opened for reading only.
        NotSharingError: It takes no part.
    """
    if not office.can_write:
        raise ReadOnlyError
    stands = standing_of(office)
    if stands not in (Standing.TAKES_PART, *also):
        raise NotSharingError(stands)
    return stands


def speak_for_desk(office: Office) -> None:
    """Let this desk write what it must say for itself, if anything.

    That its number is its own, the first time it shares under it; that it holds entries of a desk
    that takes no part, which others take only when somebody says to have them; and the school's
    keys for a desk that was asked in while another was being retired elsewhere.

    Raises:
        NotSavedError: The file could not be written; nothing was changed.
    """
    key, desk = own_key(office), own_desk(office)
    if key is None or desk is None or desk.card.retired is not None:
        return
    ring = keyring(office.connection, key)
    unclaimed = office.desks.of_number(office.desk) is None
    seen = office.desks.unwitnessed(office.desk)
    known = is_known_to(office.connection, ring, office.desks.retired())
    if unclaimed or seen or known or lacking(office.connection, ring, at_work(office)):
        _write(office, desk, key, unclaimed=unclaimed, seen=seen, known=known)


def at_work(office: Office) -> list[Desk]:
    """Return the desks that were not retired, those that were asked in among them."""
    return [desk for desk in office.desks.all() if desk.card.retired is None]


def give_keys(office: Office, act: Act, desks: Iterable[Desk]) -> None:
    """Write for some desks the school's keys that they were not given, as the act's next lines."""
    key = own_key(office)
    if key is not None:
        ring = keyring(office.connection, key)
        for desk, keys in lacking(office.connection, ring, desks):
            give(act, desk, keys)


def _write(
    office: Office,
    desk: Desk,
    key: DeskKey,
    *,
    unclaimed: bool,
    seen: Sequence[int],
    known: bool,
) -> None:
    with (
        _spoken_by(office, desk),
        office.writing("speak-for-desk", Right.SPEAK_FOR_DESK, Book.DESKS) as act,
    ):
        if unclaimed:
            office.desks.claim(act, desk.card.id, key.public, _proof(office, desk, key))
        for last in seen:
            office.desks.witness(act, last)
        give_keys(office, act, at_work(office))
        if known:
            renew(act, at_work(office))


def _proof(office: Office, desk: Desk, key: DeskKey) -> str:
    """Return the proof of this desk's number: by the joining file's key, once, then by its own."""
    text = claimed(office.school_number, desk.card.id, office.desk, key.public)
    first = desk.joined is None and key.invitation
    return (key.accept(text) if first else key.sign(text)).hex()


@contextlib.contextmanager
def _spoken_by(office: Office, desk: Desk) -> Iterator[None]:
    """Let the desk itself be who writes, whoever sits there."""
    sits = office.person
    office.person = Person(
        StaffId(0), desk.card.name, "the desk itself", Role.TECHNICIAN, office.today()
    )
    try:
        yield
    finally:
        office.person = sits
