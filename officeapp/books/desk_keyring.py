"""The keys with which what goes between the desks is sealed: the first, and one a retirement.

The first is in every copy of the file. A later one is made in the act that retires a desk, sealed
to each desk that stays, so that the machine that was retired cannot open what others leave once
they know of it. What is left under a key can be opened by everybody who has read the act that made
it: an entry goes under the newest key of which its desk knew when it was written.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from officeapp.books.sealing import Sealed, seal, unseal
from officeapp.books.sending import key_of
from officeapp.domain.record import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officeapp.books.act import Act
    from officeapp.books.database import Connection
    from officeapp.books.desk_keys import DeskKey
    from officeapp.domain.desks import Desk
    from officeapp.domain.exchange import SentAct, Unit

KEY_BYTES = 32
FIRST = 0  # the act since which the first key holds
_FIELD = 2**255 - 19  # of the curve on which both kinds of key lie


class SchoolKey(NamedTuple):
    """A key of the school.

    Attributes:
        since: The act with which it was made.
        key: The key, 32 bytes.
    """

    since: int
    key: bytes


class Keyring:
    """The keys of the school that a desk has."""

    def __init__(self, keys: Iterable[SchoolKey]) -> None:
        #: The keys, the oldest first.
        self.keys = tuple(keys)

    @property
    def to_open(self) -> tuple[bytes, ...]:
        """Return the keys to try on what others left, the newest first."""
        return tuple(one.key for one in reversed(self.keys))

    def to_seal(self, unit: Unit) -> Iterator[tuple[Unit, bytes]]:
        """Yield a unit in parts, each with its key: the newest of which its acts knew."""
        for key, acts in itertools.groupby(unit.acts, self._newest_known):
            yield unit.part(tuple(acts)), key

    def _newest_known(self, act: SentAct) -> bytes:
        """Return the newest key of which an act knew, and which it gives to nobody itself."""
        given = {said["since"] for said in _said(act)}
        known = (one for one in reversed(self.keys) if _knows(act, one.since))
        return next(one.key for one in known if one.since not in given)


def keyring(connection: Connection, own: DeskKey, waiting: Iterable[Unit] = ()) -> Keyring:
    """Return the keys of the school that a machine has, by its own key.

    Args:
        connection: The file.
        own: The machine's key.
        waiting: What came and cannot be taken yet: what comes before it may be under a key that
            it gives to this machine.
    """
    rows = connection.execute(
        "SELECT k.since, k.sealed FROM desk_key k LEFT JOIN act a ON a.id = k.since "
        "WHERE k.desk = ? ORDER BY a.clock, a.id",
        [own.desk],
    )
    found = [tuple(row) for row in rows]
    said = (said for unit in waiting for act in unit.acts for said in _said(act))
    found += [(one["since"], one["sealed"]) for one in said if one["desk"] == own.desk]
    keys = {FIRST: key_of(connection)}
    for since, sealed in found:
        opened = _opened(own, sealed)
        if opened is not None:
            keys.setdefault(since, opened)
    return Keyring(SchoolKey(since, key) for since, key in keys.items())


def lacking(
    connection: Connection, ring: Keyring, desks: Iterable[Desk]
) -> list[tuple[Desk, list[SchoolKey]]]:
    """Return the desks of some that were not given every key that this one has, with those."""
    given = _given(connection)
    found = [
        (desk, [one for one in ring.keys if (desk.card.id, one.since) not in given])
        for desk in desks
    ]
    return [(desk, keys) for desk, keys in found if any(one.since != FIRST for one in keys)]


def is_known_to(connection: Connection, ring: Keyring, retired: Iterable[Desk]) -> bool:
    """Say whether a desk that was retired has the newest key, as where two were retired at once."""
    newest = ring.keys[-1].since
    return newest != FIRST and not _given(connection).isdisjoint(
        (desk.card.id, newest) for desk in retired
    )


def renew(act: Act, desks: Iterable[Desk]) -> None:
    """Make a new key of the school, and write it for the desks that may have it."""
    key = SchoolKey(act.id, os.urandom(KEY_BYTES))
    for desk in desks:
        give(act, desk, [key])


def give(act: Act, desk: Desk, keys: Iterable[SchoolKey]) -> None:
    """Write keys of the school for a desk; the first of all is in its copy of the file."""
    for one in keys:
        if one.since != FIRST:
            public = _agreed(desk.key or desk.card.invited)
            sealed = seal(public, Sealed(b"", one.key)).hex()
            row = {"desk": desk.card.id, "since": one.since, "sealed": sealed}
            act.write("desk_key", row)


def _said(act: SentAct) -> Iterator[dict[str, Any]]:
    """Yield the lines of an act that give a key to a desk."""
    for text in act.lines:
        if '"book":"desk_key"' in text:
            yield json.loads(text)  # in what a line says a quotation mark is escaped


def _opened(own: DeskKey, sealed: str) -> bytes | None:
    """Return a key that was sealed to a machine; None where it was not."""
    for private in (own.private, own.invitation):
        try:
            opened = unseal(_agreeing(private), bytes.fromhex(sealed), 0) if private else None
        except ValueError:
            return None
        if opened is not None and len(opened.body) == KEY_BYTES:
            return opened.body
    return None


def _given(connection: Connection) -> set[tuple[int, int]]:
    return {tuple(row) for row in connection.execute("SELECT desk, since FROM desk_key")}


def _knows(act: SentAct, since: int) -> bool:
    """Say whether whoever wrote an act had read another, or wrote it before."""
    if since == FIRST:
        return True
    if desk_of(act.id) == desk_of(since):
        return act.id > since
    seen = act.seen().get(desk_of(since))
    return seen is not None and seen.act >= since


def _agreeing(private: bytes) -> bytes:
    """Return the private key for sealing that goes with one for signing (RFC 8032, 5.1.5)."""
    return hashlib.sha512(private).digest()[:KEY_BYTES]


def _agreed(public: str) -> bytes:
    """Return the public key for sealing that goes with one for signing (RFC 7748, 4.1)."""
    y = int.from_bytes(bytes.fromhex(public), "little") & ((1 << 255) - 1)
    u = (1 + y) * pow(1 - y, -1, _FIELD) % _FIELD
    return u.to_bytes(KEY_BYTES, "little")
