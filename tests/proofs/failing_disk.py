"""A disk that fails, under the program's own SQLite.

SQLite reaches its files through a table of functions. Here that table is copied, three of its
functions are put before the real ones, and the copy becomes the one in use: so the program runs
as it is, with its own connections, and the n-th write, sync or truncation fails, once or from then
on. A write that fails has put half of its bytes on the disk, as a full disk or a pulled stick does.

It needs a build of SQLite that shows its C functions, as the wheels for Linux and macOS do.
"""

from __future__ import annotations

import contextlib
import ctypes
import enum
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp.books.database import driver

if TYPE_CHECKING:
    from collections.abc import Iterator

OK, IOERR, FULL = 0, 10, 13
WRITE, SYNC, TRUNCATE = (IOERR | number << 8 for number in (3, 4, 6))  # SQLITE_IOERR_WRITE …
METHODS = 18  # functions of an open file, after its version
OPENS, WRITES, TRUNCATES, SYNCS = 0, 2, 3, 4

_Open = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p, c_int, c_void_p)
_Open_by = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(ctypes.Structure):
    """SQLite's table of functions for a kind of disk: `sqlite3_vfs`."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_name", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("others", c_void_p * 17),
    )


class _Methods(ctypes.Structure):
    """SQLite's table of functions for an open file: `sqlite3_io_methods`."""

    _fields_ = (("version", c_int), ("functions", c_void_p * METHODS))


class Fault(enum.Enum):
    """What the disk says when it fails."""

    FULL = "no space left"
    BROKEN = "input/output error"


@dataclass(slots=True)
class FailingDisk:
    """When the disk fails, and how.

    Attributes:
        at: Which operation fails, counted from 1; 0 for none.
        fault: What the failure is.
        for_ever: Whether all fail from then on.
        done: How many operations were asked for.
        failures: How many of them failed.
    """

    at: int = 0
    fault: Fault = Fault.BROKEN
    for_ever: bool = False
    done: int = 0
    failures: int = 0

    def fail_at(self, number: int, fault: Fault, *, for_ever: bool) -> None:
        """Let an operation fail, counted from now."""
        self.at, self.fault, self.for_ever = number, fault, for_ever
        self.done = self.failures = 0

    def mend(self) -> None:
        """Let nothing fail any more."""
        self.at = 0

    def fails(self) -> bool:
        """Count an operation, and say whether it fails."""
        self.done += 1
        failing = bool(self.at) and (
            self.done == self.at or (self.for_ever and self.done > self.at)
        )
        self.failures += failing
        return failing

    def code(self, operation: int) -> int:
        """Return what SQLite is told of a failure."""
        return FULL if self.fault is Fault.FULL and operation != SYNC else operation


def why_not() -> str:
    """Return why a failing disk cannot be put under SQLite here; empty where it can."""
    try:
        _library().sqlite3_vfs_find  # noqa: B018  # looks for it
    except (AttributeError, OSError):
        return "this build of SQLite does not show its C functions, so its disk cannot be replaced"
    return ""


@contextlib.contextmanager
def failing_disk() -> Iterator[FailingDisk]:
    """Put a disk that can fail under every file opened from now on, for the time being."""
    library, disk = _library(), FailingDisk()
    real = ctypes.cast(library.sqlite3_vfs_find(None), POINTER(_Vfs)).contents
    layer = _Vfs.from_buffer_copy(real)
    layer.name = b"failing"
    kept = _Kept(disk, real)
    layer.open = ctypes.cast(kept.opened, c_void_p)
    library.sqlite3_vfs_register(ctypes.byref(layer), 1)
    try:
        yield disk
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(layer))
        library.sqlite3_vfs_register(ctypes.byref(real), 1)
        _OUTLIVING.append((layer, kept))  # a file that is still open calls into them


_OUTLIVING: list[Any] = []


class _Kept:
    """The functions put before the real ones; they must live as long as a file is open."""

    def __init__(self, disk: FailingDisk, real: _Vfs) -> None:
        self._disk = disk
        self._open = ctypes.cast(real.open, _Open_by)
        self._tables: dict[int, _Methods] = {}
        self._functions: list[Any] = []
        self.opened = _Open_by(self._opened)

    def _opened(self, vfs: int, name: int, file: int, flags: int, out: int) -> int:
        code = int(self._open(vfs, name, file, flags, out))
        if code == OK and file:
            place = ctypes.cast(file, POINTER(c_void_p))
            table = self._table(int(place[0] or 0))
            place[0] = ctypes.addressof(table)
        return code

    def _table(self, address: int) -> _Methods:
        """Return the table of an open file with the three functions replaced."""
        if address not in self._tables:
            real = _Methods.from_address(address)
            table = _Methods.from_buffer_copy(real)
            for number, function in (
                (WRITES, self._write(_Write(real.functions[WRITES]))),
                (TRUNCATES, self._truncate(_Truncate(real.functions[TRUNCATES]))),
                (SYNCS, self._sync(_Sync(real.functions[SYNCS]))),
            ):
                self._functions.append(function)
                table.functions[number] = ctypes.cast(function, c_void_p).value
            self._tables[address] = table
        return self._tables[address]

    def _write(self, real: Any) -> Any:
        def write(file: int, content: int, size: int, offset: int) -> int:
            if not self._disk.fails():
                return int(real(file, content, size, offset))
            real(file, content, size // 2, offset)
            return self._disk.code(WRITE)

        return _Write(write)

    def _truncate(self, real: Any) -> Any:
        def truncate(file: int, size: int) -> int:
            return self._disk.code(TRUNCATE) if self._disk.fails() else int(real(file, size))

        return _Truncate(truncate)

    def _sync(self, real: Any) -> Any:
        def sync(file: int, flags: int) -> int:
            return self._disk.code(SYNC) if self._disk.fails() else int(real(file, flags))

        return _Sync(sync)


def _library() -> Any:
    import sqlcipher3._sqlite3 as extension

    library = ctypes.CDLL(extension.__file__)
    library.sqlite3_vfs_find.restype = c_void_p
    library.sqlite3_vfs_find.argtypes = [c_char_p]
    assert driver.sqlite_version
    return library
