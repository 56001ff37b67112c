"""Backups: written once, opened and verified before they count, never written over."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from officeapp import paths
from officeapp.books import database
from officeapp.books.act import heads
from officeapp.books.check import check
from officeapp.books.desk import DeskRecord, Owner
from officeapp.books.office import Office, open_office, system_clock
from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

    from officeapp.books.office import Clock


class BackupFailedError(UnreadableFileError):
    """A backup could not be made or does not hold what the school has."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"The backup was not made ({detail}); the school is as it was. Try another place."
        )


class UnsoundBackupError(UnreadableFileError):
    """A backup does not pass the check."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path.name} does not pass the check ({what}) and was not restored; "
            "choose another backup."
        )


def back_up(office: Office, place: Path) -> Path:
    """Write a verified copy of the school.

    Args:
        office: The school; it may be open for reading only.
        place: A folder, where the copy gets a name of its own, or the name of a file to be made.

    Returns:
        The file that was made.

    Raises:
        FileExistsAlreadyError: A file of that name is there.
        BackupFailedError: It could not be written, or does not hold what the school has.
    """
    target = _target(office, place)
    if target.exists():
        raise database.FileExistsAlreadyError(target)
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        office.connection.execute("VACUUM INTO ?", [str(part)])
        _sync(part)
        _verify(part, office)
        part.replace(target)
        _sync_folder(target.parent)
    except (OSError, *database.FAILED_TO_WRITE) as error:
        part.unlink(missing_ok=True)
        raise BackupFailedError(str(error)) from error
    return target


def restore(
    backup: Path, path: Path, *, clock: Clock = system_clock, own_folder: Path | None = None
) -> Path | None:
    """Put a backup in the place of a school file; the file that was there is put aside.

    The desk takes a new number, so that what it wrote before the restore is never mistaken for
    what it writes after.

    Returns:
        Where the earlier file was put; None where there was none.

    Raises:
        SomebodyHasItError: The school is open.
        UnsoundBackupError: The backup does not pass the check; nothing was changed.
        UnreadableFileError: It cannot be read; nothing was changed.
    """
    with open_office(backup, read_only=True, clock=clock) as held:
        faults = check(held)
        if faults:
            raise UnsoundBackupError(backup, faults[0].what)
        owner = Owner(path)
        owner.take()
        try:
            aside = _put_aside(path)
            held.connection.execute("VACUUM INTO ?", [str(path)])
            _sync_folder(path.parent)
        except (OSError, *database.FAILED_TO_WRITE) as error:
            raise BackupFailedError(str(error)) from error
        finally:
            owner.release()
    DeskRecord(own_folder or paths.own_folder(), path).forget()
    with open_office(path, clock=clock, own_folder=own_folder):
        return aside


def _target(office: Office, place: Path) -> Path:
    if not place.is_dir():
        return place
    name = f"{office.path.stem}-{office.now():%Y-%m-%d-%H%M%S}{office.path.suffix or '.db'}"
    return paths.fresh_name(place / name, "again") if (place / name).exists() else place / name


def _sync(path: Path) -> None:
    """Have the whole copy on the disk before it counts."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _verify(path: Path, office: Office) -> None:
    with contextlib.closing(database.connect(path, read_only=True)) as connection:
        if heads(connection) != heads(office.connection):
            msg = "the copy does not end where the school does"
            raise BackupFailedError(msg)
        copy = Office(path, connection, clock=office.now, owner=None, record=None)
        faults = check(copy)
        if faults:
            raise BackupFailedError(faults[0].what)


def _put_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    aside = paths.fresh_name(path, "before-restore")
    with contextlib.suppress(UnreadableFileError):
        connection = database.connect(path)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    path.replace(aside)
    for ending in ("-wal", "-shm"):
        side = path.with_name(path.name + ending)
        if side.exists():
            side.replace(aside.with_name(aside.name + ending))
    return aside


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
