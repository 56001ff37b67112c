"""The key of this machine's desk: kept in this person's own folder, never in the school file.

A key is Ed25519. What it signed can be checked by every desk, for the school file has the public
half; what it signs can be made on this machine only. It is kept beside the desk's note with the
rights of this person alone, and found again by the school where the file was moved.
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".key"
ONLY_MINE = 0o600


class DeskKey(NamedTuple):
    """The key of a desk on this machine.

    Attributes:
        school: The identity of the school's file.
        desk: The card it is the key of.
        private: The private half, 32 bytes.
        invitation: The private half of the joining file's key, for the entry with which the desk
            joins; empty for a desk that joined nothing.
    """

    school: int
    desk: int
    private: bytes
    invitation: bytes = b""

    @property
    def public(self) -> str:
        """Return the public half as hex."""
        return public_half(self.private)

    def sign(self, text: bytes) -> bytes:
        """Return the signature of a text, 64 bytes."""
        return signed(self.private, text)

    def accept(self, text: bytes) -> bytes:
        """Return the signature of a text by the key of the joining file."""
        return signed(self.invitation, text)


def public_half(private: bytes) -> str:
    """Return the public half of a private key, as hex."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(private)
    return key.public_key().public_bytes_raw().hex()


def signed(private: bytes, text: bytes) -> bytes:
    """Return the signature of a text, 64 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).sign(text)


def verify(key: str, signature: str, text: bytes) -> bool:
    """Say whether a signature over a text was made with the private half of a key; both are hex."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), text
        )
    except (InvalidSignature, ValueError):
        return False
    return True


class KeyFile:
    """Where this machine keeps the key of its desk for one school file."""

    def __init__(self, note: Path) -> None:
        self._path = note.with_suffix(ENDING)

    def read(self, school: int) -> DeskKey | None:
        """Return the key for a school; None where this machine has none.

        The file's own key, or that of a file of the same school that was moved here from another
        place: where there are several of those, none, for it is not said which desk it would be.
        """
        own = _read(self._path, school)
        if own is not None:
            return own
        with contextlib.suppress(OSError):
            found = {_read(path, school) for path in self._path.parent.glob(f"*{ENDING}")} - {None}
            return found.pop() if len(found) == 1 else None
        return None

    def keep(self, key: DeskKey) -> None:
        """Keep a key, readable by this person alone, before anything says that it is there.

        Raises:
            OSError: This person's own folder does not take it.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        secret = {"private": key.private.hex(), "invitation": key.invitation.hex()}
        text = json.dumps({**key._asdict(), **secret})
        part = self._path.with_suffix(".key-part")
        part.unlink(missing_ok=True)
        made = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_MINE)
        with os.fdopen(made, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)


def _read(path: Path, school: int) -> DeskKey | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        private, invitation = (bytes.fromhex(kept[name]) for name in ("private", "invitation"))
        key = DeskKey(int(kept["school"]), int(kept["desk"]), private, invitation)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return key if key.school == school else None
