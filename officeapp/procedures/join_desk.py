"""Join another machine to the school: a joining file with the books, and a code said aloud.

The machine that opens the file draws a number and a key of its own, so that nobody else ever has
them; the file only proves that it was asked in. A desk that joins has read what is in the file
before it is heard of here, so that its first entry says that it has joined.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from officeapp.books import database
from officeapp.books.act import Book
from officeapp.books.desk_keys import DeskKey, public_half
from officeapp.books.office import open_office, system_clock
from officeapp.books.places import require_own_drive
from officeapp.books.sealing import NotKeptHereError, opens
from officeapp.books.working_copy import needs_confidential, working_copy
from officeapp.domain.desks import Desk, DeskCard, Standing, claimed
from officeapp.domain.rights import Right
from officeapp.domain.roll import folded
from officeapp.domain.school import Role
from officeapp.errors import OfficeError, UnreadableFileError
from officeapp.exchange.joining import Invitation, new_code, sealed_books, unsealed_books
from officeapp.procedures.desk_standing import (
    NotSharingError,
    give_keys,
    require_part,
    speak_for_desk,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from officeapp.books.act import Act
    from officeapp.books.office import Office

    Clock = Callable[[], dt.datetime]

KEY_BYTES = 32
FIRST_NAME = "Office"


class NameTakenError(OfficeError):
    """Another desk is called so."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is a desk {name} already; choose another name, or retire it first."
        )


class NoNameError(OfficeError):
    """A desk was given no name."""

    def __init__(self) -> None:
        super().__init__("Give the desk a name, such as Reception or Head's laptop.")


class NotWrittenError(UnreadableFileError):
    """The joining file could not be written."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"The joining file {path} was not made ({detail}); make room there or choose another "
            "folder, then make it again."
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What a joining file is made of, beside the books."""

    card: DeskCard
    invitation: bytes


def make_joining_file(
    office: Office,
    name: str,
    posts: Sequence[Role],
    path: Path,
    *,
    own_name: str = FIRST_NAME,
) -> str:
    """Make a joining file for another machine; return the code that opens it.

    The first time this desk gets a card as well, and a key that stays on this machine. A file that
    was made for the same name and never used is good no longer.

    Args:
        office: The office.
        name: What the desk is to be called.
        posts: The roles that will sit there; they decide what the copy holds.
        path: Where the file is to be.
        own_name: What this desk is to be called, where it has no card yet.

    Raises:
        NotAllowedError: The person signed in may not, or a PIN is still to be typed, or this file
            is not a desk itself.
        NameTakenError: Another desk is called so.
        FileExistsAlreadyError: A file of that name is there.
        UnreadableFileError: The file could not be written.
    """
    require_free(path)
    return write_joining_file(office, invite_desk(office, name, posts, own_name), path)


def require_free(path: Path) -> None:
    """Refuse a place where no joining file can be written.

    Raises:
        FileExistsAlreadyError: A file of that name is there.
        NotWrittenError: There is no such folder.
    """
    if path.exists():
        raise database.FileExistsAlreadyError(path)
    if not path.parent.is_dir():
        raise NotWrittenError(path, "there is no such folder")


def write_joining_file(office: Office, asked: Asked, path: Path) -> str:
    """Write the joining file of a desk that was asked in; return the code that opens it.

    It takes as long as copying the books does; a window does it aside.

    Raises:
        UnreadableFileError: The file could not be written; the desk can be asked in again.
    """
    code, card = new_code(), asked.card
    with tempfile.TemporaryDirectory(dir=office.path.parent) as folder:
        copy = Path(folder) / "copy.db"
        working_copy(office, copy, card.posts)
        invitation = Invitation(
            office.school_number, card.id, card.name, office.now(), asked.invitation
        )
        sealed = sealed_books(invitation, copy.read_bytes(), code)
    _write(path, sealed)
    return code


def invite_desk(
    office: Office, name: str, posts: Sequence[Role], own_name: str = FIRST_NAME
) -> Asked:
    """Write the card of a desk that is to join, and this desk's own where it has none.

    Args:
        office: The office.
        name: What the desk is to be called.
        posts: The roles that will sit there.
        own_name: What this desk is to be called, where it has no card yet.

    Raises:
        NotAllowedError: The person signed in may not, or a PIN is still to be typed, or this file
            is not a desk itself.
        NameTakenError: Another desk is called so.
        NoNameError: It has no name.
    """
    office.require(Right.KEEP_DESKS)
    name = name.strip()
    stands = require_part(office, Standing.ALONE)
    if not name:
        raise NoNameError
    waiting = _waiting_under(office, name)
    if stands is Standing.ALONE and folded(name) == folded(own_name):
        raise NameTakenError(name)
    if needs_confidential(str(post) for post in posts) and not opens(office.connection):
        raise NotKeptHereError
    private = os.urandom(KEY_BYTES)
    with office.writing("invite-desk", Right.KEEP_DESKS, Book.DESKS) as act:
        if stands is Standing.ALONE:
            _register(office, act, own_name)
        card = DeskCard(
            waiting.id if waiting else office.new_number(),
            name,
            tuple(str(post) for post in posts),
            public_half(private),
            office.today(),
        )
        if waiting:
            card = office.desks.cards.amend(act, replace(card, line=waiting.line))
        else:
            card = office.desks.cards.enter(act, card)
        give_keys(office, act, [Desk(card)])
    return Asked(card, private)


def open_joining_file(
    path: Path,
    code: str,
    into: Path,
    *,
    own_folder: Path | None = None,
    clock: Clock = system_clock,
) -> str:
    """Become a desk: write the books of a joining file as a school file; return the desk's name.

    Args:
        path: The joining file.
        code: What was said aloud.
        into: Where the school file of this machine is to be.
        own_folder: Where this machine remembers its desks; this person's own folder if not given.
        clock: Says what time it is.

    Raises:
        FileExistsAlreadyError: A file of that name is there.
        UnreadableFileError: The code is wrong, the file is not whole or too old, or its books
            cannot be written or opened here; nothing was kept.
    """
    if into.exists():
        raise database.FileExistsAlreadyError(into)
    if not into.parent.is_dir():
        raise NoPlaceError(into, "there is no such folder")
    require_own_drive(into)
    invitation, books = unsealed_books(path, code, clock())
    try:
        _begin(invitation, books, into, own_folder, clock)
    except OSError as error:
        database.discard(into)
        raise NoPlaceError(into, error.strerror or str(error)) from error
    except BaseException:
        database.discard(into)
        raise
    return invitation.name


class NoPlaceError(UnreadableFileError):
    """The books of a joining file could not be written."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"The books could not be written to {path} ({detail}); choose another folder. The "
            "joining file was not used."
        )


def _begin(
    invitation: Invitation, books: bytes, into: Path, own_folder: Path | None, clock: Clock
) -> None:
    """Write the books and the key of a new desk, and let it say that it has joined."""
    with into.open("xb") as file:
        file.write(books)
        file.flush()
        os.fsync(file.fileno())
    with open_office(into, clock=clock, own_folder=own_folder) as office:
        if office.key_file is None or office.school_number != invitation.school:
            raise NoPlaceError(into, "the books are not those that were sealed")
        key = DeskKey(invitation.school, invitation.desk, os.urandom(KEY_BYTES), invitation.private)
        office.key_file.keep(key)
        speak_for_desk(office)


def _waiting_under(office: Office, name: str) -> DeskCard | None:
    """Return the card of a name that nobody has joined with; refuse a name of a desk at work."""
    for desk in office.desks.all():
        if folded(desk.card.name) == folded(name) and desk.card.retired is None:
            if desk.joined is not None:
                raise NameTakenError(name)
            return desk.card
    return None


def _register(office: Office, act: Act, name: str) -> None:
    """Write this desk's own card, and the claim of its number with a key of its own."""
    if office.key_file is None:
        raise NotSharingError(Standing.NOT_JOINED)
    number = office.new_number()
    key = DeskKey(office.school_number, number, os.urandom(KEY_BYTES))
    try:
        office.key_file.keep(key)
    except OSError as error:
        raise KeyNotKeptError(error.strerror or str(error)) from error
    public = key.public
    posts = tuple(str(role) for role in Role)
    office.desks.cards.enter(act, DeskCard(number, name, posts, public, office.today()))
    text = claimed(office.school_number, number, office.desk, public)
    office.desks.claim(act, number, public, key.sign(text).hex())


class KeyNotKeptError(OfficeError):
    """This person's own folder does not take the desk's key."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"The key of this desk could not be kept in your own folder ({detail}); make room on "
            "its drive, then try again. Nothing was changed."
        )


def _write(path: Path, sealed: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise NotWrittenError(path, error.strerror or str(error)) from error
