"""Bundle files: one unit of acts in one file, sealed with the school's key and never changed.

Whoever has the school file has the key, so that every desk can read what another wrote and nobody
else can read it or put something in. What the key does not say is which desk sealed a file: a desk
that left the school keeps what its copy can do until the school has a new key.
"""

from __future__ import annotations

import base64
import dataclasses
import functools
import hashlib
import json
import os
import re
import typing
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from officeapp.domain.exchange import SentAct, Unit
from officeapp.domain.record import desk_of
from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable

MAGIC = b"OFFICEAPP-ACTS\x01"  # the last byte is the version of the form
ENDING = ".bundle"
NONCE_BYTES = 12
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


def seal(unit: Unit, key: bytes, chance: Callable[[int], bytes] = os.urandom) -> tuple[str, bytes]:
    """Return the name and the contents of a unit's file.

    Args:
        unit: The unit.
        key: The school's key, 32 bytes.
        chance: Gives random bytes.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    papers = [base64.b64encode(paper).decode() for paper in unit.papers]
    lines = [json.dumps({"school": unit.school, "acts": len(unit.acts), "papers": papers})]
    lines += [_written(act) for act in unit.acts]
    packed = zlib.compress("\n".join(lines).encode(), 6)
    nonce = chance(NONCE_BYTES)
    sealed = MAGIC + nonce + AESGCM(key).encrypt(nonce, packed, MAGIC)
    digest = unit.acts[-1].digest.hex()[:16]
    label = Label(unit.desk, unit.first, unit.last, digest, "")
    return label._replace(whole=_whole(label, sealed)).name, sealed


def unseal(name: str, sealed: bytes, key: bytes) -> Unit:
    """Return the unit in a file.

    Raises:
        BadBundleError: It is no bundle of this school, or not the whole of one, or too large.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    start = len(MAGIC) + NONCE_BYTES
    if len(sealed) > MOST_BYTES or sealed[: len(MAGIC)] != MAGIC:
        raise BadBundleError(name)
    try:
        packed = AESGCM(key).decrypt(sealed[len(MAGIC) : start], sealed[start:], MAGIC)
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(packed, MOST_UNPACKED)
        if not unpacker.eof:
            raise BadBundleError(name)
        return _unit(text.decode())
    except (InvalidTag, zlib.error, ValueError, KeyError, TypeError) as error:
        raise BadBundleError(name) from error


def _whole(label: Label, sealed: bytes) -> str:
    named = label._replace(whole="").name.encode()
    return hashlib.sha256(named + sealed).hexdigest()[:32]


def _written(act: SentAct) -> str:
    fields = {field.name: getattr(act, field.name) for field in dataclasses.fields(act)}
    return json.dumps(
        {name: one.hex() if isinstance(one, bytes) else one for name, one in fields.items()},
        ensure_ascii=False,
    )


def _unit(text: str) -> Unit:
    head, *written = text.split("\n")
    manifest = json.loads(head)
    acts = tuple(_act(json.loads(line)) for line in written)
    if len(acts) != manifest["acts"] or len({desk_of(act.id) for act in acts}) != 1:
        raise ValueError(manifest)
    papers = tuple(base64.b64decode(one, validate=True) for one in manifest["papers"])
    return Unit(_of_type(manifest["school"], int), acts, papers)


def _act(said: dict[str, Any]) -> SentAct:
    """Return an act from its fields, each of the type it must be."""
    fields: dict[str, Any] = {}
    for name, hint in _hints().items():
        if hint is bytes:
            fields[name] = bytes.fromhex(_of_type(said[name], str))
        elif name == "lines":
            fields[name] = tuple(_of_type(line, str) for line in _of_type(said[name], list))
        else:
            fields[name] = _of_type(said[name], getattr(hint, "__supertype__", hint))
    return SentAct(**fields)


@functools.cache
def _hints() -> dict[str, Any]:
    return typing.get_type_hints(SentAct)


def _of_type(value: Any, kind: type[Any]) -> Any:
    if type(value) is not kind:
        raise TypeError(kind)
    return value
