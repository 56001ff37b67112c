"""Backups: written once, opened and verified before they count, never written over."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from officeapp import paths
from officeapp.books import database
from officeapp.books.act import heads
from officeapp.books.check import check
from officeapp.books.desk import DeskRecord, Owner
from officeapp.books.held import HeldError, patiently
from officeapp.books.newer import ends_of, ends_of_file
from officeapp.books.office import Office, open_office, system_clock
from officeapp.books.places import require_own_drive
from officeapp.errors import OfficeError, UnreadableFileError

if TYPE_CHECKING:
    from officeapp.books.act import Head
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


class RestoreFailedError(UnreadableFileError):
    """A backup could not be put in its place."""

    def __init__(self, backup: Path, path: Path, detail: str) -> None:
        super().__init__(
            f"{backup.name} was not put in the place of {path.name} ({detail}). A file that was "
            "there is there still, or beside it under 'before-restore'; make room, then try again."
        )


class OtherSchoolError(UnreadableFileError):
    """A backup of one school was to be put in the place of another."""

    def __init__(self, backup: Path, name: str, there: str) -> None:
        super().__init__(
            f"{backup.name} is a backup of {name}, and the file there is {there}; nothing was "
            "changed. Choose another backup, or another place for it."
        )


def back_up(office: Office, place: Path) -> Path:
    """Write a verified copy of the school.

    Args:
        office: The school; it may be open for reading only, and go on being written elsewhere.
        place: A folder, where the copy gets a name of its own, or the name of a file to be made.

    Returns:
        The file that was made.

    Raises:
        FileExistsAlreadyError: A file of that name is there.
        BackupFailedError: It could not be written, or does not hold what the school has.
        HeldError: Another program holds the copy.
    """
    target = _target(office, place)
    if target.exists():
        raise database.FileExistsAlreadyError(target)
    part = target.with_name(target.name + ".part")
    try:
        _unlink(part)
        known = heads(office.connection)
        office.connection.execute("VACUUM INTO ?", [str(part)])
        _sync(part)
        _verify(part, office, known)
        patiently(lambda: part.replace(target), part)
        _sync_folder(target.parent)
    except (OSError, database.driver.DatabaseError) as error:
        with contextlib.suppress(OSError, HeldError):
            _unlink(part)
        raise BackupFailedError(str(error)) from error
    except OfficeError:
        with contextlib.suppress(OSError, HeldError):
            _unlink(part)
        raise
    return target


def restore(
    backup: Path, path: Path, *, clock: Clock = system_clock, own_folder: Path | None = None
) -> Path | None:
    """Put a backup in the place of a school file; the file that was there is put aside.

    The backup is only read: it is copied beside the place, and the copy brought up to date and
    checked. The desk takes a new number, so that what it wrote before the restore is never
    mistaken for what it writes after.

    Returns:
        Where the earlier file was put; None where there was none.

    Raises:
        SharedPlaceError: The place is not on a drive of this computer.
        SomebodyHasItError: The school is open.
        OtherSchoolError: Another school is there; nothing was changed.
        UnsoundBackupError: The backup does not pass the check; nothing was changed.
        UnreadableFileError: It cannot be read; nothing was changed.
        RestoreFailedError: The drive failed; the file that was there is there, or put aside.
        HeldError: Another program holds a file; what was there is there, or put aside.
    """
    if not backup.is_file():
        raise database.MissingFileError(backup)
    require_own_drive(path)
    owner = Owner(path)
    owner.take()
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / "restored.db"
            patiently(lambda: shutil.copyfile(backup, copy), backup)
            _require_sound(copy, backup, path, clock)
            _sync(copy)
            aside = _put_aside(path)
            patiently(lambda: copy.replace(path), copy)
        _sync_folder(path.parent)
    except (OSError, database.driver.DatabaseError) as error:
        raise RestoreFailedError(backup, path, str(error)) from error
    finally:
        owner.release()
    DeskRecord(own_folder or paths.own_folder(), path).forget()
    with open_office(path, clock=clock, own_folder=own_folder):
        return aside


def _require_sound(copy: Path, backup: Path, path: Path, clock: Clock) -> None:
    """Bring the copy of a backup up to date and check it.

    Raises:
        UnsoundBackupError: It does not pass.
        OtherSchoolError: It is of another school than the one at its place.
        UnreadableFileError: It cannot be read.
    """
    try:
        with contextlib.closing(database.connect(copy)) as connection:
            database.refuse_newer(connection, backup)
            database.bring_up_to_date(connection, copy)
            held = Office(copy, connection, clock=clock, owner=None, record=None)
            faults = check(held)
            ends = ends_of(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except database.driver.DatabaseError as error:
        raise UnsoundBackupError(backup, str(error)) from error
    except database.DamagedFileError as error:
        raise UnsoundBackupError(backup, "it is damaged") from error
    except database.NotASchoolFileError as error:
        raise database.NotASchoolFileError(backup) from error
    if faults:
        raise UnsoundBackupError(backup, faults[0].what)
    try:
        there = ends_of_file(path)
    except UnreadableFileError:  # missing, or damaged: then it is put aside
        return
    if there.acts and there.school != ends.school:
        raise OtherSchoolError(backup, ends.name, there.name)


def _target(office: Office, place: Path) -> Path:
    if not place.is_dir():
        return place
    name = f"{office.path.stem}-{office.now():%Y-%m-%d-%H%M%S}{office.path.suffix or '.db'}"
    return paths.fresh_name(place / name, "again") if (place / name).exists() else place / name


def _sync(path: Path) -> None:
    """Have the whole copy on the disk before it counts."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _verify(path: Path, office: Office, known: dict[int, Head]) -> None:
    """Refuse a copy that lacks an act the school had before, has one it has not, or is unsound."""
    with contextlib.closing(database.connect(path, read_only=True)) as connection:
        found = heads(connection)
        lacks = any(desk not in found or found[desk].act < head.act for desk, head in known.items())
        if lacks or not all(_has(office, head) for head in found.values()):
            msg = "the copy does not end where the school does"
            raise BackupFailedError(msg)
        copy = Office(path, connection, clock=office.now, owner=None, record=None)
        faults = check(copy)
        if faults:
            raise BackupFailedError(faults[0].what)


def _has(office: Office, head: Head) -> bool:
    """Say whether the school has an act with its digest; it may have gone on since."""
    found = office.connection.execute("SELECT digest FROM act WHERE id = ?", [head.act]).fetchone()
    return bool(found and found[0] == head.digest)


def _unlink(path: Path) -> None:
    patiently(lambda: path.unlink(missing_ok=True), path)


def _put_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    aside = paths.fresh_name(path, "before-restore")
    with (
        contextlib.suppress(UnreadableFileError, database.driver.DatabaseError),
        contextlib.closing(database.connect(path)) as connection,
    ):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # else its log goes with it
    patiently(lambda: path.replace(aside), path)
    for ending in ("-wal", "-shm"):
        side = path.with_name(path.name + ending)
        if side.exists():
            _move(side, aside.with_name(aside.name + ending))
    return aside


def _move(file: Path, to: Path) -> None:
    patiently(lambda: file.replace(to), file)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
