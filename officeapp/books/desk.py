"""Which desk this is, kept outside the school file, and who has the file open.

The desk's number stands in this person's own folder with the file's identity and the desk's last
act. When they do not fit what the file says (a copied or restored file), a new number is taken
before anything is written, so that two copies never give the same number to different acts.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
import logging
import os
import socket
import time
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from officeapp.books.desk_keys import KeyFile
from officeapp.books.held import HeldError, patiently
from officeapp.domain.record import DESK_BITS
from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from officeapp.books.act import Head

    Chance = Callable[[int], bytes]

NOTE_TRIES, NOTE_WAIT = 25, 0.02  # how often to look for the owner's name, and seconds between

NOTE_BYTES = 512  # one sector; a note that was cut is no note, and a new number is taken


class SomebodyHasItError(UnreadableFileError):
    """Another window or command has the school open for writing."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"The school is open already: {who}. Close it there first; nothing was changed."
        )


class DeskRecord:
    """What this machine remembers of its desk for one school file."""

    def __init__(self, own_folder: Path, path: Path) -> None:
        name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
        #: Where this machine remembers its desks.
        self.own_folder = own_folder
        self._path = own_folder / "desks" / f"{name}.json"
        #: Where the key of its desk is.
        self.keys = KeyFile(self._path)
        self._open: int | None = None

    def desk(
        self,
        school: int,
        heads: dict[int, Head],
        digest_of: Callable[[int], bytes | None],
        chance: Chance,
    ) -> int:
        """Return this desk's number for a school, a new one where the record does not fit.

        The file must hold the act the record names, with its digest. A file that has gone on from
        there is a program that was stopped between its save and its note; a file without it is
        one that was copied or put back. A record that another machine wrote came with a copy of
        its whole disk, and that machine goes on under the number.

        Args:
            school: The identity the file carries.
            heads: The newest act of every desk in the file.
            digest_of: Asks the file for the digest of an act; None where it has no such act.
            chance: Gives random bytes, for a new number.
        """
        kept = self._read()
        here = kept.get("machine", socket.gethostname()) == socket.gethostname()
        if here and kept.get("school") == school and isinstance(kept.get("desk"), int):
            found = digest_of(kept["act"]) if kept["act"] else b""
            if found is not None and found.hex() == kept["digest"]:
                return int(kept["desk"])
        return _new_desk(heads, chance)

    def keep(self, school: int, desk: int, head: Head | None) -> None:
        """Note the desk's last act; written in place, because it is done after every save.

        A note that cannot be written is no reason to say that the act was not saved: the next
        opening finds a file that has gone on from the note, or no note and takes a new number.
        """
        kept = {
            "school": school,
            "desk": desk,
            "act": head.act if head else 0,
            "digest": head.digest.hex() if head else "",
            "machine": socket.gethostname(),
        }
        try:
            patiently(lambda: self._put(json.dumps(kept).encode().ljust(NOTE_BYTES)), self._path)
        except (OSError, HeldError) as error:  # the act is in the file, and that is what was said
            logging.getLogger(__name__).warning("the desk's note was not kept: %s", error)

    def _put(self, note: bytes) -> None:
        if self._open is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._open = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0))
        os.lseek(self._open, 0, os.SEEK_SET)
        os.write(self._open, note)

    def close(self) -> None:
        """Let go of the note's file."""
        if self._open is not None:
            os.close(self._open)
            self._open = None

    def forget(self) -> None:
        """Drop the note, so that the next opening takes a new number, as after a restore."""
        self.close()
        patiently(lambda: self._path.unlink(missing_ok=True), self._path)

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) and {"act", "digest"} <= kept.keys() else {}


def _new_desk(heads: dict[int, Head], chance: Chance) -> int:
    while True:
        desk = int.from_bytes(chance(4), "big") % ((1 << DESK_BITS) - 1) + 1
        if desk not in heads:
            return desk


class Owner:
    """The one window or command that may write in a school file.

    A lock of the operating system on a file beside it, gone with the process that holds it
    however that ends; a second file says who it is.
    """

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path.with_name(path.name + ".owner-lock"))
        self._note = path.with_name(path.name + ".owner")

    def take(self) -> None:
        """Become the owner.

        Raises:
            SomebodyHasItError: Another process is.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise SomebodyHasItError(self._who()) from None
        except OSError as error:
            message = (
                f"This folder cannot be written to ({error.strerror or error}); "
                "move the school file to a folder of your own."
            )
            raise UnreadableFileError(message) from error
        self._note.write_text(f"{_user()} on {socket.gethostname()}", encoding="utf-8")

    def release(self) -> None:
        """Give the file free."""
        self._note.unlink(missing_ok=True)
        self._lock.release()

    def is_taken(self) -> bool:
        """Say whether some process has the file now."""
        if self._lock.is_locked:
            return True
        try:
            self._lock.acquire(timeout=0)
        except (Timeout, OSError):
            return True
        self._lock.release()
        return False

    def _who(self) -> str:
        """Return who has the file; one that took it this moment needs another to say so."""
        for _ in range(NOTE_TRIES):
            with contextlib.suppress(OSError):
                if who := self._note.read_text(encoding="utf-8"):
                    return who
            time.sleep(NOTE_WAIT)
        return "by another program"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
