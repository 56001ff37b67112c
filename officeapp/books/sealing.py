"""The key of confidential lines: everybody can seal with it, few files can open.

The lines are sealed as letters are put into a post-box: with the public half of the key, which is
in every file of the school. The private half is only in the files of desks at which somebody may
read confidential notes. What is sealed is as long for a word as for half a page, so that its length
says nothing.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from officeapp.errors import NotAllowedError

if TYPE_CHECKING:
    from officeapp.books.database import Connection

#: The ink tables whose lines are read by the posts that may read confidential notes alone; no
#: export and no search has them.
CONFIDENTIAL = frozenset({"confidential_note", "note_opened"})

#: The kind of every act that has such lines, and of no other: raising a concern and reading what
#: was raised are alike from outside, and no other act can pass itself off as one that is sealed.
SEALED_KIND = "sealed-entry"

FORM = b"\x01"  # of what is sealed
KEY_BYTES = 32
PAD_TO = 1024  # bytes
_COUNT_BYTES = 4
_INFO = b"OFFICEAPP-CONFIDENTIAL"


class NotKeptHereError(NotAllowedError):
    """Confidential notes were asked for at a desk whose file does not have them."""

    def __init__(self) -> None:
        super().__init__(
            "Confidential notes are not kept on this computer; "
            "open them at the headteacher's or the safeguarding lead's."
        )


class Sealed(NamedTuple):
    """What was sealed, once it is open.

    Attributes:
        salt: What the digest of the body is salted with.
        body: The act's lines as JSON.
    """

    salt: bytes
    body: bytes


def private_half(connection: Connection) -> bytes | None:
    """Return the key that opens confidential lines; None where this file does not hold them."""
    private = connection.execute("SELECT private FROM confidential_key").fetchone()[0]
    return bytes(private) if private is not None else None


def public_half(connection: Connection) -> bytes:
    """Return the key that seals confidential lines."""
    private, public = connection.execute("SELECT private, public FROM confidential_key").fetchone()
    return bytes(public) if public is not None else _public(bytes(private))


def opens(connection: Connection) -> bool:
    """Say whether a file holds confidential lines."""
    return private_half(connection) is not None


def seal(public: bytes, plain: Sealed) -> bytes:
    """Return salt and body sealed, so that only who has the private half opens them."""
    from cryptography.hazmat.primitives.asymmetric import x25519
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    once = x25519.X25519PrivateKey.generate()
    own = once.public_key().public_bytes_raw()
    shared = once.exchange(x25519.X25519PublicKey.from_public_bytes(public))
    text = len(plain.body).to_bytes(_COUNT_BYTES, "big") + plain.salt + plain.body
    padded = text + bytes(-len(text) % PAD_TO)
    return FORM + own + AESGCM(_derived(shared, own, public)).encrypt(_NONCE, padded, FORM)


def unseal(private: bytes, sealed: bytes, salt_bytes: int) -> Sealed | None:
    """Return the salt and body of what was sealed; None where it is not whole, or not for this key.

    Args:
        private: The private half of the key.
        sealed: What `seal` made.
        salt_bytes: How many bytes the salt has.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric import x25519
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    own = sealed[1 : 1 + KEY_BYTES]
    if sealed[:1] != FORM or len(own) != KEY_BYTES:
        return None
    try:
        shared = x25519.X25519PrivateKey.from_private_bytes(private).exchange(
            x25519.X25519PublicKey.from_public_bytes(own)
        )
        key = _derived(shared, own, _public(private))
        text = AESGCM(key).decrypt(_NONCE, sealed[1 + KEY_BYTES :], FORM)
    except (InvalidTag, ValueError):
        return None
    start = _COUNT_BYTES + salt_bytes
    count = int.from_bytes(text[:_COUNT_BYTES], "big")
    return Sealed(text[_COUNT_BYTES:start], text[start : start + count])


def spoil_proof(sealed: bytes) -> bytes:
    """Return SHA-256 of what is sealed, which is kept beside it."""
    return hashlib.sha256(sealed).digest()


def keep_sealed(connection: Connection, act: int, sealed: bytes) -> None:
    """Write the sealed body of an act in a file that may not have its lines."""
    connection.execute(
        "INSERT INTO sealed_body VALUES (?, ?, ?)", [act, sealed, spoil_proof(sealed)]
    )


def sealed_of(connection: Connection, act: int) -> bytes:
    """Return the sealed body of an act; empty where it has none."""
    row = connection.execute("SELECT sealed FROM sealed_body WHERE act = ?", [act]).fetchone()
    return bytes(row[0]) if row else b""


_NONCE = bytes(12)  # every key is used once


def _public(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric import x25519

    return x25519.X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _derived(shared: bytes, own: bytes, public: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt=own + public, info=_INFO).derive(shared)
