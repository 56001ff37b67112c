"""Acts with confidential lines: how they go from desk to desk, and stand where they are withheld.

Such an act leaves every desk sealed. Its header goes openly, so that the chain of its desk proves
everywhere and what came after it can be taken; its salt and its lines go in `SentAct.sealed`. A
desk that may not read them keeps that as it came and hands it on. Whoever looks into such a desk's
file with another tool still sees that there are sealed entries, when and by whom they were made;
not about whom, not what, and not whether something was raised or read.
"""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from officeapp.books.act import SALT_BYTES, body_digest, body_of, canonical
from officeapp.books.sealing import (
    CONFIDENTIAL,
    SEALED_KIND,
    Sealed,
    private_half,
    seal,
    spoil_proof,
    unseal,
)

if TYPE_CHECKING:
    from officeapp.books.database import Connection
    from officeapp.domain.exchange import SentAct


class SealedBodies:
    """The sealed bodies of a file, for the check."""

    def __init__(self, connection: Connection) -> None:
        self._private = private_half(connection)
        rows = connection.execute("SELECT act, sealed, digest FROM sealed_body")
        self._rows = {row[0]: (bytes(row[1]), bytes(row[2])) for row in rows}

    def __contains__(self, act: int) -> bool:
        """Say whether an act's body is sealed."""
        return act in self._rows

    def is_sound(self, row: Any) -> bool:
        """Say whether the sealed body of an act is as it came.

        Without the key that is as much as can be seen from outside: that it did not spoil. With the
        key, that it is what the act's header says.

        Args:
            row: The act's row.
        """
        sealed, proof = self._rows[row["id"]]
        if row["kind"] != SEALED_KIND or row["salt"] or spoil_proof(sealed) != proof:
            return False
        if self._private is None:
            return True
        plain = unseal(self._private, sealed, SALT_BYTES)
        return plain is not None and body_digest(*plain) == row["body"]


def withheld(act: SentAct, public: bytes) -> SentAct:
    """Return an act with its lines sealed, as it leaves a desk that has them."""
    sealed = seal(public, Sealed(act.salt, body_of(act.lines)))
    return dataclasses.replace(act, salt=b"", lines=(), sealed=sealed)


def opened(act: SentAct, private: bytes) -> SentAct | None:
    """Return a sealed act with its lines; None where they are no confidential lines.

    That they are those which the header names is for its digest to prove.
    """
    plain = unseal(private, act.sealed, SALT_BYTES)
    if plain is None:
        return None
    try:
        lines: list[dict[str, Any]] = json.loads(plain.body)
        if not all(line["book"] in CONFIDENTIAL for line in lines):
            return None
        texts = tuple(canonical(line) for line in lines)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return dataclasses.replace(act, salt=plain.salt, lines=texts, sealed=b"")
