"""A disk held in memory whose power can be cut at any operation.

SQLite writes to it through a file layer of Python. Every operation goes into a log, so that one
run can be cut at as many moments as wanted: what was synced stays, each write since then stays,
tears, garbles or is lost by the dice, and so does each name that was made or removed. What a
name stands for is a numbered file: a name removed and made again never mixes old and new content.
"""

# ruff: noqa: N802  # the methods carry the names that SQLite gives them

from __future__ import annotations

import contextlib
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import apsw
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SECTOR = 512  # bytes that a disk writes whole
LOST, TORN, GARBLED = 0.5, 0.3, 0.05  # chances of a write that was not yet synced
POWERSAFE_OVERWRITE = 0x1000  # what SQLite's own layers claim of today's disks
BLOCK = 4096


class Write(NamedTuple):
    """Bytes put at a place of a file."""

    file: int
    offset: int
    content: bytes

    def on(self, kept: bytearray, dice: random.Random | None = None) -> None:
        """Change a file's bytes: wholly, or with dice as a failing disk might."""
        content = self.content
        torn = dice is not None and dice.random() < TORN
        garbled = dice is not None and dice.random() < GARBLED
        for start in range(0, len(content), SECTOR) if torn or garbled else ():
            sector = content[start : start + SECTOR]
            if dice and garbled and dice.random() < LOST:
                sector = dice.randbytes(len(sector))
            if dice and not (torn and dice.random() < LOST):
                _put(kept, self.offset + start, sector)
        if not (torn or garbled):
            _put(kept, self.offset, content)


class Truncate(NamedTuple):
    """A file cut to a size."""

    file: int
    size: int

    def on(self, kept: bytearray, dice: random.Random | None = None) -> None:
        """Change a file's bytes."""
        del kept[self.size :]


class Sync(NamedTuple):
    """A file and its name made durable; with the folder, every name as it is now."""

    file: int
    folder: bool = False


class Create(NamedTuple):
    """A new file under a name."""

    name: str


class Delete(NamedTuple):
    """A name removed; with the folder synced, durably."""

    name: str
    folder: bool


Operation = Write | Truncate | Sync | Create | Delete


@dataclass(slots=True)
class StoredFile:
    """One file's content.

    Attributes:
        live: What a running program reads.
        durable: What the disk surely holds.
        unsynced: What was done to it since the last sync.
    """

    live: bytearray = field(default_factory=bytearray)
    durable: bytes = b""
    unsynced: list[Write | Truncate] = field(default_factory=list)

    def after_cut(self, dice: random.Random) -> bytes:
        """Return what is found of it when the power comes back."""
        found = bytearray(self.durable)
        for change in self.unsynced:
            if dice.random() >= LOST:
                change.on(found, dice)
        return bytes(found)


@dataclass(slots=True)
class Disk:
    """Numbered files and their names, as the program sees them and as they are durable.

    Attributes:
        files: Every file by its number, also those whose name is gone.
        names: The names that a running program sees.
        durable_names: The names that surely survive.
        log: Every operation done since the disk was made.
    """

    files: list[StoredFile] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    durable_names: dict[str, int] = field(default_factory=dict)
    log: list[Operation] = field(default_factory=list)

    @classmethod
    def holding(cls, contents: dict[str, bytes]) -> Disk:
        """Return a disk with durable files of these names."""
        names = {name: number for number, name in enumerate(contents)}
        files = [StoredFile(bytearray(kept), kept) for kept in contents.values()]
        return cls(files, names, dict(names))

    def contents(self) -> dict[str, bytes]:
        """Return what a running program reads under each name."""
        return {name: bytes(self.files[number].live) for name, number in self.names.items()}

    def do(self, operation: Operation) -> None:
        """Carry out an operation and log it."""
        self.log.append(operation)
        match operation:
            case Write() | Truncate():
                operation.on(self.files[operation.file].live)
                self.files[operation.file].unsynced.append(operation)
            case Sync():
                self._sync(operation)
            case Create():
                self.names[operation.name] = len(self.files)
                self.files.append(StoredFile())
            case Delete():
                self.names.pop(operation.name, None)
                if operation.folder:
                    self.durable_names = dict(self.names)

    def after_cut(self, dice: random.Random) -> Disk:
        """Return the disk that the next start finds if the power goes now."""
        found: dict[str, bytes] = {}
        for name in sorted(self.names.keys() | self.durable_names.keys()):
            number = dice.choice((self.names, self.durable_names)).get(name)
            if number is not None:
                found[name] = self.files[number].after_cut(dice)
        return Disk.holding(found)

    def _sync(self, sync: Sync) -> None:
        file = self.files[sync.file]
        if file.unsynced:
            file.durable = bytes(file.live)
            file.unsynced.clear()
        for name, number in self.names.items():
            if number == sync.file:
                self.durable_names[name] = number
        if sync.folder:
            self.durable_names = dict(self.names)


class MemoryLayer(apsw.VFS):
    """SQLite's way to a disk in memory: one connection at a time, so WAL needs exclusive mode."""

    def __init__(self, disk: Disk, name: str = "memory-disk") -> None:
        super().__init__(name, base="")
        self.name = name
        self.disk = disk

    @override
    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> OpenFile:  # type: ignore[override]
        """Open a file by its name, or a passing one without."""
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        flags[1] = flags[0]
        if path is None:
            self.disk.files.append(StoredFile())
            return OpenFile(Disk(files=[self.disk.files.pop()]), 0)
        if path not in self.disk.names:
            if not flags[0] & apsw.SQLITE_OPEN_CREATE:
                raise apsw.CantOpenError(path)
            self.disk.do(Create(path))
            made = flags[0] & (apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL) != 0
            return OpenFile(self.disk, self.disk.names[path], folder=made)
        return OpenFile(self.disk, self.disk.names[path])

    @override
    def xDelete(self, filename: str, syncdir: bool) -> None:
        """Remove a name."""
        self.disk.do(Delete(filename, folder=syncdir))

    @override
    def xAccess(self, pathname: str, flags: int) -> bool:
        """Say whether a name is there."""
        return pathname in self.disk.names

    @override
    def xFullPathname(self, name: str) -> str:
        """Return the name: there are no folders here."""
        return name


class OpenFile:
    """A file of a disk as SQLite reads and writes it.

    The first sync of a new journal also syncs the folder, as SQLite's own layer for Unix does.
    """

    def __init__(self, disk: Disk, number: int, *, folder: bool = False) -> None:
        self._disk = disk
        self._number = number
        self._folder = folder
        self._file = disk.files[number]

    def xRead(self, amount: int, offset: int) -> bytes:
        """Return bytes, fewer at the end of the file."""
        return bytes(self._file.live[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        """Put bytes at a place."""
        self._disk.do(Write(self._number, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        """Cut the file to a size."""
        self._disk.do(Truncate(self._number, newsize))

    def xSync(self, flags: int) -> None:
        """Make the file and its name durable."""
        self._disk.do(Sync(self._number, self._folder))
        self._folder = False

    def xFileSize(self) -> int:
        """Return the size in bytes."""
        return len(self._file.live)

    def xSectorSize(self) -> int:
        """Return what SQLite's own layers return."""
        return BLOCK

    def xDeviceCharacteristics(self) -> int:
        """Claim what SQLite's own layers claim."""
        return POWERSAFE_OVERWRITE

    def xFileControl(self, op: int, ptr: int) -> bool:
        """Know no special requests."""
        return False

    def xCheckReservedLock(self) -> bool:
        """Say that nobody else writes: there is one connection."""
        return False

    def xLock(self, level: int) -> None:
        """Grant every lock: there is one connection."""

    def xUnlock(self, level: int) -> None:
        """Let go of a lock."""

    def xClose(self) -> None:
        """Let go of the file; nothing becomes durable by it."""


@contextlib.contextmanager
def running_on(disk: Disk) -> Iterator[str]:
    """Give the name of a file layer over this disk, for as long as it is needed."""
    layer = MemoryLayer(disk)
    try:
        yield layer.name
    finally:
        layer.unregister()


def cuts(
    start: Disk, log: list[Operation], moments: Iterable[int], dice: random.Random
) -> Iterator[tuple[int, Disk]]:
    """Give the disk found after a cut at each moment: when so many operations had been done."""
    disk = Disk.holding(start.contents())
    done = 0
    for moment in sorted(moments):
        for operation in log[done:moment]:
            disk.do(operation)
        done = moment
        yield moment, disk.after_cut(dice)


def dice_of(seed: int) -> random.Random:
    """Return dice that fall the same way in every run."""
    return random.Random(seed)  # noqa: S311  # chance for a test, not a secret


def _put(kept: bytearray, offset: int, content: bytes) -> None:
    if len(kept) < offset:
        kept.extend(bytes(offset - len(kept)))
    kept[offset : offset + len(content)] = content
