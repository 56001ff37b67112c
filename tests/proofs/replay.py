"""The program's own SQL, recorded as it is sent, and sent again to a disk whose power is cut.

After each cut the file must read exactly as it did after the last act that was acknowledged, or
after the one that was being written: an act is wholly there or not at all, and none is lost.

What a replay does not prove: another build of SQLite (apsw's, on a disk in memory, with the file
to itself) writes what the program's own would write, so a fault of that build alone is not seen;
and a real disk that says it has synced when it has not loses what no program can keep.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import apsw

from officeapp.books import database
from tests.proofs.power_cut import Disk, Operation, cuts, running_on

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    import pytest

    Session = list[str]  # what one connection was sent, from its opening to its closing

SCHOOL = "school.db"
#: SQLite keeps WAL's index in shared memory, which this disk has not; an owner alone needs none.
ALONE = "PRAGMA locking_mode = EXCLUSIVE"
OPENS_OR_ENDS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@contextlib.contextmanager
def recording(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Session]]:
    """Yield what each connection for writing is sent, with the values filled in."""
    sessions: list[Session] = []
    connect = database.driver.connect

    def listened(address: str, **options: Any) -> Any:
        connection = connect(address, **options)
        if "mode=ro" not in address:
            sent: Session = []
            sessions.append(sent)
            connection.set_trace_callback(sent.append)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(database.driver, "connect", listened)
        yield sessions


class Way(NamedTuple):
    """How a recording is sent again: as the program does, or with a tooth.

    Attributes:
        synchronous: The setting of that name.
        whole_acts: Whether an act is one transaction.
        checkpoint: After how many pages the log is carried over; SQLite's own number if None.
    """

    synchronous: str = "FULL"
    whole_acts: bool = True
    checkpoint: int | None = None

    def of(self, session: Session) -> Iterator[str]:
        """Yield the statements to send."""
        yield ALONE
        # what a trigger does by itself is reported as the statement that set it off, once more
        for statement, _ in itertools.groupby(session):
            if statement.startswith("PRAGMA synchronous ="):
                yield f"PRAGMA synchronous = {self.synchronous}"
                if self.checkpoint:
                    yield f"PRAGMA wal_autocheckpoint = {self.checkpoint}"
            elif statement.startswith("PRAGMA foreign_keys =") and not self.whole_acts:
                yield "PRAGMA foreign_keys = OFF"  # an act's header is its last line
            elif self.whole_acts or not statement.upper().startswith(OPENS_OR_ENDS):
                yield statement


class State(NamedTuple):
    """What the file holds after a commit.

    Attributes:
        moment: How many operations the disk had done when the commit returned.
        pages: A digest of the file's pages, quick to take.
        rows: A digest of its schema and rows.
    """

    moment: int
    pages: bytes
    rows: bytes


@dataclass(slots=True)
class Replay:
    """A recording sent to a disk.

    Attributes:
        start: The disk before.
        log: Every operation the disk did.
        states: What the file held before the first statement and after each commit.
    """

    start: Disk
    log: list[Operation] = field(default_factory=list)
    states: list[State] = field(default_factory=list)

    @property
    def rows(self) -> set[bytes]:
        """Return what the file may read as after a cut."""
        return {state.rows for state in self.states}


@dataclass(slots=True)
class Verdict:
    """What some cuts cost.

    Attributes:
        cuts: How many there were.
        lost: After how many an acknowledged act was gone.
        half: After how many an act was partly there.
        broken: After how many the file could not be read.
    """

    cuts: int = 0
    lost: int = 0
    half: int = 0
    broken: int = 0

    @property
    def clean(self) -> bool:
        """Say whether no cut cost anything."""
        return self.cuts > 0 and (self.lost, self.half, self.broken) == (0, 0, 0)


def replayed(start: Disk, sessions: list[Session], way: Way = Way()) -> Replay:  # noqa: B008  # frozen
    """Send a recording to a copy of a disk, noting what the file holds at each commit."""
    disk = Disk.holding(start.contents())
    replay = Replay(start, disk.log)
    with _reading(Disk.holding(start.contents())) as connection:
        replay.states.append(_state(connection, 0))
    with running_on(disk) as layer:
        for session in sessions:
            connection = apsw.Connection(SCHOOL, vfs=layer)
            for statement in way.of(session):
                before = len(disk.log)
                connection.execute(statement).fetchall()
                if len(disk.log) > before and not connection.in_transaction:
                    replay.states.append(_state(connection, len(disk.log)))
            connection.close()
    return replay


def judged(
    replay: Replay, moments: list[int], dice: random.Random, whole: Replay | None = None
) -> Verdict:
    """Cut a replay at some moments and say what was lost.

    Args:
        replay: What the disk did.
        moments: When to cut: after how many operations.
        dice: What falls where.
        whole: The replay that knows the states between whole acts, where that is another one.
    """
    verdict = Verdict()
    for moment, found in cuts(replay.start, replay.log, moments, dice):
        _judge(verdict, replay, moment, found, (whole or replay).rows)
    return verdict


def judged_twice(replay: Replay, moments: list[int], dice: random.Random) -> Verdict:
    """Cut a replay at some moments, and cut again while the file is being put right."""
    verdict = Verdict()
    for moment, found in cuts(replay.start, replay.log, moments, dice):
        recovery = Disk.holding(found.contents())
        with contextlib.suppress(apsw.Error), _reading(recovery) as connection:
            connection.pragma("synchronous", "full")
            connection.pragma("wal_checkpoint", "truncate")
        again = [dice.randint(0, len(recovery.log))]
        for _, after in cuts(found, recovery.log, again, dice):
            _judge(verdict, replay, moment, after, replay.rows)
    return verdict


def reads_as(disk: Disk) -> bytes:
    """Return a digest of the schema and rows of a disk's school file."""
    with _reading(Disk.holding(disk.contents())) as connection:
        return _rows(connection)


def _judge(verdict: Verdict, replay: Replay, moment: int, found: Disk, whole: set[bytes]) -> None:
    """Add to a verdict what was found after a cut."""
    verdict.cuts += 1
    known = sum(state.moment <= moment for state in replay.states)
    allowed = replay.states[known - 1 : known + 1]
    try:
        with _reading(found) as connection:
            if _pages(connection) in {one.pages for one in allowed if one.rows in whole}:
                return
            rows = _rows(connection)
    except (apsw.Error, UnicodeDecodeError):
        verdict.broken += 1
        return
    if rows not in whole:
        verdict.half += 1
    elif rows not in {state.rows for state in allowed}:
        verdict.lost += 1


@contextlib.contextmanager
def _reading(disk: Disk) -> Iterator[apsw.Connection]:
    """Open the school file of a disk that is thrown away after."""
    with running_on(disk) as layer:
        connection = apsw.Connection(SCHOOL, vfs=layer)
        connection.pragma("locking_mode", "exclusive")
        try:
            yield connection
        finally:
            connection.close()


def _state(connection: apsw.Connection, moment: int) -> State:
    return State(moment, _pages(connection), _rows(connection))


def _pages(connection: apsw.Connection) -> bytes:
    return hashlib.blake2b(connection.serialize("main") or b"").digest()


def _rows(connection: apsw.Connection) -> bytes:
    schema = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2"
    ).fetchall()
    digest = hashlib.blake2b(repr(schema).encode())
    for name in [name for kind, name, _ in schema if kind == "table"]:
        rows = connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608  # names of the schema
        digest.update(repr(rows).encode())
    return digest.digest()
