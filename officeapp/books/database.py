"""Opening a school file: settings, schema, and who may have it.

There is one SQLite in the process, the one of `sqlcipher3`, put in the place of the standard
library's before sqlite-utils is imported; the one that ships with Python 3.11 carries a known
fault in write-ahead logging. The saved tick is true because of the settings made here: WAL with
full synchronisation loses no acknowledged save at a power cut.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import sqlcipher3
import sqlcipher3.dbapi2

from officeapp import paths
from officeapp.books.places import drive_of
from officeapp.errors import OfficeError, UnreadableFileError

driver: Any = sqlcipher3.dbapi2  # it has no types
sys.modules["sqlite3"] = sqlcipher3
sys.modules["sqlite3.dbapi2"] = driver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlite_utils import Database

    Connection = Any

OLDEST_SQLITE = (3, 51, 3)  # the first with the fix for the WAL-reset fault
APPLICATION_ID = 0x4F464649  # 'OFFI', in the file's header
ROOM_NEEDED = 20 * 10**6  # for the log of a long act; an ordinary one needs a hundredth of it
_NO_RIGHT = ("readonly database", "unable to open database file")
FAILED_TO_WRITE = (driver.OperationalError,)

_SETTINGS: tuple[tuple[str, str, str], ...] = (
    # pragma, value, what it reads back as
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("mmap_size", "0", "0"),
    ("busy_timeout", "5000", "5000"),
)


class NotASchoolFileError(UnreadableFileError):
    """The file is not one of this program's."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is not a school file of this program; choose another file.")


class DamagedFileError(UnreadableFileError):
    """The file is damaged."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path.name} is damaged and was not opened ({detail}). It was left as it is; "
            "restore the newest backup, or ask for help before anything else is tried."
        )


class NoRightToFileError(UnreadableFileError):
    """The file may not be opened by this user of the computer; that is no damage."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} was not opened: this user of the computer may not both read and write "
            "where it is. Copy it to a folder of your own and open the copy, or ask for the right "
            "to that folder."
        )


class FileTooNewError(UnreadableFileError):
    """The file was written by a newer version of the program."""

    def __init__(self, path: Path, step: str) -> None:
        super().__init__(
            f"{path.name} was written by a newer version of the program (step {step}) and was "
            "not changed; update the program on this computer to open it."
        )


class MissingFileError(UnreadableFileError):
    """There is no file of that name."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file {path}; check the name and the folder.")


class FileExistsAlreadyError(OfficeError):
    """A new file would take the place of one that is there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already and was left as it is; choose another name.")


class NotSavedError(OfficeError):
    """The file could not be written; nothing was changed."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"This could not be saved ({detail}). Nothing was changed; make room on the drive or "
            "close what holds the file, then try again."
        )


class NoRoomError(NotSavedError):
    """The drive is full; nothing was changed."""

    def __init__(self, path: Path, free: int) -> None:
        OfficeError.__init__(
            self,
            f"This could not be saved: {drive_of(path)} is full ({free // 10**6} MB are free, "
            f"{ROOM_NEEDED // 10**6} MB are needed). Nothing was changed, and what you typed is "
            "still here; make room on the drive, then save again.",
        )


def driver_says_full(error: Exception) -> bool:
    """Say whether a write failed because the drive is full."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_FULL" or "is full" in str(error)


class SettingsError(UnreadableFileError):
    """The file does not take a setting that saving safely depends on."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(
            f"The file does not keep its saves safe here ({name} is {found}); "
            "move it to a drive of this computer."
        )


class StepFailedError(UnreadableFileError):
    """The file could not be brought up to date; it stands as it did."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"The file could not be brought up to date ({detail}) and was left as it was; make "
            "room on the drive, then open it again."
        )


def connect(path: Path, *, read_only: bool = False, create: bool = False) -> Connection:
    """Open a connection to a school file with the settings that make saving safe.

    Raises:
        MissingFileError: There is no such file.
        NotASchoolFileError: It is another kind of file.
        NoRightToFileError: It may not be opened here; reading takes a log beside it.
        DamagedFileError: It cannot be read.
        SettingsError: A setting does not hold.
    """
    if not create and not path.is_file():
        raise MissingFileError(path)
    mode = "ro" if read_only else ("rwc" if create else "rw")
    try:
        connection = driver.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None
        )
        _check_header(connection, path, create=create)
        _settle(connection, read_only=read_only)
    except driver.DatabaseError as error:
        raise _unreadable(path, error) from error
    connection.row_factory = driver.Row
    return connection


def _check_header(connection: Connection, path: Path, *, create: bool) -> None:
    if create:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        return
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    if found != APPLICATION_ID:
        connection.close()
        raise NotASchoolFileError(path)


def _unreadable(path: Path, error: Exception) -> UnreadableFileError:
    text = str(error)
    if "not a database" in text:
        return NotASchoolFileError(path)
    if any(said in text for said in _NO_RIGHT):
        return NoRightToFileError(path)
    return DamagedFileError(path, text)


def _settle(connection: Connection, *, read_only: bool) -> None:
    """Make the settings and read each back from the live connection."""
    for name, value, wanted in _SETTINGS:
        if read_only and name == "journal_mode":
            continue
        connection.execute(f"PRAGMA {name} = {value}")
        found = str(connection.execute(f"PRAGMA {name}").fetchone()[0])
        if found != wanted:
            raise SettingsError(name, found)


def settings(connection: Connection) -> dict[str, str]:
    """Return the settings as the live connection has them, and the version of SQLite."""
    found = {
        name: str(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name, _, _ in _SETTINGS
    }
    return {**found, "sqlite": driver.sqlite_version}


def tables(connection: Connection) -> Database:
    """Return the file as sqlite-utils has it, for schema, exports and small tables."""
    from sqlite_utils import Database

    return Database(connection)


def steps_applied(connection: Connection) -> list[str]:
    """Return the names of the migrations a file has had."""
    known = connection.execute(
        "SELECT 1 FROM sqlite_schema WHERE name = '_sqlite_migrations'"
    ).fetchone()
    if not known:
        return []
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = 'officeapp' ORDER BY id"
    )
    return [row[0] for row in rows]


def refuse_newer(connection: Connection, path: Path) -> None:
    """Refuse a file that has had a step this program does not know.

    Raises:
        FileTooNewError: Such a step is there; the file was not changed.
        DamagedFileError: It cannot be read.
    """
    known = {script.stem for script in paths.migrations()}
    try:
        unknown = [name for name in steps_applied(connection) if name not in known]
    except driver.DatabaseError as error:
        raise DamagedFileError(path, str(error)) from error
    if unknown:
        raise FileTooNewError(path, min(unknown))


def require_whole(connection: Connection, path: Path) -> None:
    """Refuse a file whose pages do not hold together, before anything in it is believed.

    It takes a tenth of a second for six years; the check of every act is `check.check`.

    Raises:
        DamagedFileError: They do not; the file was not changed.
    """
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except driver.DatabaseError as error:
        raise DamagedFileError(path, str(error)) from error
    if found != "ok":
        raise DamagedFileError(path, str(found).splitlines()[-1])


def bring_up_to_date(connection: Connection, path: Path) -> None:
    """Apply the steps a file has not had, after putting a copy aside.

    Raises:
        StepFailedError: A step failed; the file stands as it did.
    """
    scripts = paths.migrations()
    applied = steps_applied(connection)
    if len(applied) == len(scripts):
        return
    from sqlite_utils import Migrations

    schema = Migrations("officeapp")
    for script in scripts:
        schema(name=script.stem)(_step(script.read_text(encoding="utf-8")))
    database = tables(connection)
    try:
        if applied:
            aside = paths.fresh_name(path, f"before-{scripts[len(applied)].stem[:4]}")
            connection.execute("VACUUM INTO ?", [str(aside)])
        with immediately(connection):
            schema.apply(database)
    except FAILED_TO_WRITE as error:
        raise StepFailedError(str(error)) from error


def discard(path: Path) -> None:
    """Remove a file whose making was cut short, so that it can be made again under its name."""
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _step(script: str) -> Callable[[Database], None]:
    """Return a function that runs a script statement by statement, inside a transaction."""

    def run(database: Database) -> None:
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if ";" in line and driver.complete_statement(statement):  # a comment may follow it
                database.execute(statement)
                statement = ""

    return run


@contextmanager
def immediately(connection: Connection) -> Iterator[None]:
    """Run as one transaction that takes the file for writing at its first statement.

    sqlite-utils' own transactions are deferred and can fail at their first write; every write of
    the program begins here instead.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def save_nothing(connection: Connection) -> None:
    """Write the first page of the file as it is, durably, to see whether the drive takes it."""
    with immediately(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


class OldSQLiteError(UnreadableFileError):
    """The SQLite in use is older than the first one that is safe."""

    def __init__(self) -> None:
        super().__init__(
            f"SQLite {driver.sqlite_version} is too old to keep a register safely; "
            "reinstall the program."
        )


def require_sound_sqlite() -> None:
    """Refuse to run on an SQLite that carries the WAL-reset fault.

    Raises:
        OldSQLiteError: It does.
    """
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise OldSQLiteError
