"""Bundle files: one unit of acts in one file, sealed with the school's key and never changed.

Every desk that takes part has the key, so that it can read what another wrote and nobody else can;
the school has a new one from each retirement on. Which desk left a file its signature says, made
with a key that is in no school file: what a machine leaves that was retired is taken by nobody.
A desk that takes part is trusted with what it brings of others: single entries are not signed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import zlib
from typing import TYPE_CHECKING, NamedTuple, Protocol

from officeapp.domain.unit_text import text_of, unit_of
from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from officeapp.domain.exchange import Unit

MAGIC = b"OFFICEAPP-ACTS\x02"  # the last byte is the version of the form
ENDING = ".bundle"
NONCE_BYTES = 12
KEY_BYTES, SIGNATURE_BYTES = 32, 64
MOST_BYTES = 128 * 1024**2  # of a file
MOST_UNPACKED = 512 * 1024**2

_NAME = re.compile(r"([0-9a-f]{1,8})-(\d{1,10})-(\d{1,10})-([0-9a-f]{16})-([0-9a-f]{32})\.bundle")


class BadBundleError(UnreadableFileError):
    """A file is no bundle of this school, or not the whole of one."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is not a whole bundle of this school and was passed over; leave it, and what "
            "is missing is sent again."
        )


class Signer(Protocol):
    """The key of a desk."""

    @property
    def public(self) -> str:
        """Return the public half as hex."""

    def sign(self, text: bytes) -> bytes:
        """Return the signature of a text."""


class Keys(Protocol):
    """The keys of the school that a desk has."""

    @property
    def to_open(self) -> Sequence[bytes]:
        """Return the keys to try on what others left, the likeliest first."""

    def to_seal(self, unit: Unit) -> Iterable[tuple[Unit, bytes]]:
        """Return a unit in parts, each with the key it is to be sealed with."""


class Label(NamedTuple):
    """What the name of a bundle says.

    Attributes:
        desk: Whose acts are in it.
        first: The first act.
        last: The last act.
        digest: The beginning of the last act's digest, as hex.
        whole: The beginning of the digest of all this and the file, as hex.
    """

    desk: int
    first: int
    last: int
    digest: str
    whole: str

    @property
    def name(self) -> str:
        """Return the file's name."""
        low = (1 << 32) - 1
        return (
            f"{self.desk:08x}-{self.first & low}-{self.last & low}-{self.digest}-{self.whole}"
            f"{ENDING}"
        )


def labelled(name: str) -> Label | None:
    """Return what a name says; None where it is not the name of a bundle."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    desk, first, last = int(found[1], 16), int(found[2]), int(found[3])
    return Label(desk, desk << 32 | first, desk << 32 | last, found[4], found[5])


def is_whole(label: Label, sealed: bytes) -> bool:
    """Say whether a file is what its name says."""
    return _whole(label, sealed) == label.whole


def signer_of(label: Label, sealed: bytes) -> str:
    """Return the public key of the desk that left a file, as hex; empty where it did not sign it.

    The signature is over the name and all that follows it, so that it fits no other file.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if sealed[: len(MAGIC)] != MAGIC:
        return ""
    public = sealed[len(MAGIC) :][:KEY_BYTES]
    signature = sealed[len(MAGIC) + KEY_BYTES :][:SIGNATURE_BYTES]
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            signature, _signed(label, sealed[_START:])
        )
    except (InvalidSignature, ValueError):
        return ""
    return public.hex()


def seal(
    unit: Unit, key: bytes, signer: Signer, chance: Callable[[int], bytes] = os.urandom
) -> tuple[str, bytes]:
    """Return the name and the contents of a unit's file.

    Args:
        unit: The unit.
        key: The school's key, 32 bytes.
        signer: The key of the desk that leaves it.
        chance: Gives random bytes.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    packed = zlib.compress(text_of(unit).encode(), 6)
    nonce = chance(NONCE_BYTES)
    closed = nonce + AESGCM(key).encrypt(nonce, packed, MAGIC)
    digest = unit.acts[-1].digest.hex()[:16]
    label = Label(unit.desk, unit.first, unit.last, digest, "")
    signature = signer.sign(_signed(label, closed))
    sealed = MAGIC + bytes.fromhex(signer.public) + signature + closed
    return label._replace(whole=_whole(label, sealed)).name, sealed


def unseal(name: str, sealed: bytes, keys: Iterable[bytes]) -> Unit:
    """Return the unit in a file.

    Args:
        name: The file's name.
        sealed: What is in it.
        keys: The keys of the school that this desk has.

    Raises:
        BadBundleError: It is no bundle of this school, or not the whole of one, or too large, or
            sealed with a key that this desk has not been given yet.
    """
    label = labelled(name)
    if label is None or len(sealed) > MOST_BYTES or not signer_of(label, sealed):
        raise BadBundleError(name)
    packed = _opened(sealed[_START:], keys)
    if packed is None:
        raise BadBundleError(name)
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(packed, MOST_UNPACKED)
        if not unpacker.eof:
            raise BadBundleError(name)
        return unit_of(text.decode())
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise BadBundleError(name) from error


def _opened(closed: bytes, keys: Iterable[bytes]) -> bytes | None:
    """Return what is in a bundle; None where no key of some opens it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for key in keys:
        with contextlib.suppress(InvalidTag, ValueError):
            return AESGCM(key).decrypt(closed[:NONCE_BYTES], closed[NONCE_BYTES:], MAGIC)
    return None


_START = len(MAGIC) + KEY_BYTES + SIGNATURE_BYTES


def _signed(label: Label, closed: bytes) -> bytes:
    """Return what a signature is over."""
    return MAGIC + label._replace(whole="").name.encode() + closed


def _whole(label: Label, sealed: bytes) -> str:
    named = label._replace(whole="").name.encode()
    return hashlib.sha256(named + sealed).hexdigest()[:32]
