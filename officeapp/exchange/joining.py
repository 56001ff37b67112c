"""Joining files: the books for a new desk, sealed under a code that is said aloud.

The file and the code go different ways: the file on a stick or by post, the code by mouth. The key
is made of the code by scrypt, which takes memory and a moment, so that a lost file is not opened
by trying codes. A file is good for a week.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import secrets
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAGIC = b"OFFICEAPP-JOINING\x01"
ENDING = ".joining"
GOOD_FOR = dt.timedelta(days=7)
AHEAD = dt.timedelta(days=1)  # how far the clock of the machine that made it may be ahead
LETTERS = "ABCDEFGHJKMNPQRTUVWXY346789"  # none that is taken for another when read or said
GROUPS, IN_GROUP = 4, 4
SALT_BYTES, NONCE_BYTES, DIGEST_BYTES, KEY_BYTES = 16, 12, 32, 32
SCRYPT = {"n": 1 << 16, "r": 8, "p": 1}  # 64 MB, a quarter of a second
MOST_BYTES = 1 << 30
MOST_UNPACKED = 4 << 30


class NotAJoiningFileError(UnreadableFileError):
    """A file is no joining file, or not the whole of one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is not a whole joining file; copy it again from where it was made. "
            "Nothing was changed."
        )


class WrongCodeError(UnreadableFileError):
    """The code does not open the file."""

    def __init__(self) -> None:
        super().__init__(
            "This code does not open the joining file; ask for it once more, letter by letter. "
            "Nothing was changed."
        )


class TooOldError(UnreadableFileError):
    """The file was made too long ago, or its date cannot be."""

    def __init__(self, made: dt.datetime) -> None:
        super().__init__(
            f"This joining file was made on {made:%A %d %B %Y} and is good for a week only; ask "
            "for a new one, and see that the date of this computer is right."
        )


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a joining file says beside the books.

    Attributes:
        school: The identity of the school's file.
        desk: The number of the desk's card.
        name: What the desk is called.
        made: When the file was made.
        private: The private half of the file's key, which lets one machine in.
    """

    school: int
    desk: int
    name: str
    made: dt.datetime
    private: bytes


def new_code() -> str:
    """Return a code to be said aloud: 'KM7X 9RTA 4WQH EJ8C'."""
    letters = [secrets.choice(LETTERS) for _ in range(GROUPS * IN_GROUP)]
    groups = [letters[at : at + IN_GROUP] for at in range(0, len(letters), IN_GROUP)]
    return " ".join("".join(group) for group in groups)


def sealed_books(
    invitation: Invitation,
    books: bytes,
    code: str,
    chance: Callable[[int], bytes] = os.urandom,
) -> bytes:
    """Return a joining file.

    Args:
        invitation: What it says.
        books: The school file for the new desk.
        code: What opens it.
        chance: Gives random bytes.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    said = {
        "school": invitation.school,
        "desk": invitation.desk,
        "name": invitation.name,
        "made": invitation.made.isoformat(),
        "private": invitation.private.hex(),
    }
    packed = json.dumps(said).encode() + b"\n" + zlib.compress(books, 1)
    salt, nonce = chance(SALT_BYTES), chance(NONCE_BYTES)
    closed = salt + nonce + AESGCM(_key(code, salt)).encrypt(nonce, packed, MAGIC)
    return MAGIC + hashlib.sha256(closed).digest() + closed


def unsealed_books(path: Path, code: str, now: dt.datetime) -> tuple[Invitation, bytes]:
    """Return what a joining file says, and the school file in it.

    Args:
        path: The file.
        code: What opens it; spaces and small letters do not matter.
        now: What time it is.

    Raises:
        NotAJoiningFileError: It is none, or not the whole of one, or too large.
        WrongCodeError: The code does not open it.
        TooOldError: It was made more than a week ago.
    """
    closed = _closed(path)
    invitation, packed = _opened(path, closed, code)
    if not -AHEAD <= now - invitation.made <= GOOD_FOR:
        raise TooOldError(invitation.made)
    try:
        unpacker = zlib.decompressobj()
        books = unpacker.decompress(packed, MOST_UNPACKED)
    except zlib.error as error:
        raise NotAJoiningFileError(path) from error
    if not unpacker.eof:
        raise NotAJoiningFileError(path)
    return invitation, books


def _closed(path: Path) -> bytes:
    """Return what is sealed in a file, once it is whole."""
    try:
        held = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError as error:
        raise NotAJoiningFileError(path) from error
    start = len(MAGIC) + DIGEST_BYTES
    closed = held[start:]
    if held[: len(MAGIC)] != MAGIC or hashlib.sha256(closed).digest() != held[len(MAGIC) : start]:
        raise NotAJoiningFileError(path)
    return closed


def _opened(path: Path, closed: bytes, code: str) -> tuple[Invitation, bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, start = closed[:SALT_BYTES], SALT_BYTES + NONCE_BYTES
    try:
        packed = AESGCM(_key(code, salt)).decrypt(closed[SALT_BYTES:start], closed[start:], MAGIC)
    except InvalidTag as error:
        raise WrongCodeError from error
    except ValueError as error:
        raise NotAJoiningFileError(path) from error
    head, _, books = packed.partition(b"\n")
    try:
        return _invitation(json.loads(head)), books
    except (ValueError, KeyError, TypeError) as error:
        raise NotAJoiningFileError(path) from error


def _invitation(said: dict[str, Any]) -> Invitation:
    made = dt.datetime.fromisoformat(said["made"])
    if made.tzinfo is None:
        raise ValueError(made)
    desk, name = int(said["desk"]), str(said["name"])
    return Invitation(int(said["school"]), desk, name, made, bytes.fromhex(said["private"]))


def _key(code: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    said = "".join(one for one in code.upper() if one in LETTERS)
    return Scrypt(salt, KEY_BYTES, **SCRYPT).derive(said.encode())
