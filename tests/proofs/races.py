"""Many starts on one school file at the same moment, and who got it."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.books.desk import SomebodyHasItError
from tests.proofs.kills import folder_in_memory
from tests.proofs.small_school import make, opened

if TYPE_CHECKING:
    from pathlib import Path

STARTS = 20


@dataclass(slots=True)
class Races:
    """What came of some races.

    Attributes:
        owners: How many got the file, in each race.
        refusals: What the others were told.
        slowest: How long the last answer of a race took, in seconds.
        freed: How often the next start succeeded after the owner was killed.
    """

    owners: list[int] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    slowest: float = 0.0
    freed: int = 0


def race_many(number: int, *, check_then_create: bool = False) -> Races:
    """Let processes race for a file; to be run in a process with one thread.

    Args:
        number: How many races.
        check_then_create: Plant a lock that looks for a file and then makes it.
    """
    races = Races()
    with folder_in_memory() as folder:
        path = folder / "school.db"
        make(path)
        for _ in range(number):
            owner = _race(races, path, check_then_create=check_then_create)
            for process in owner:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
            path.with_suffix(".naive").unlink(missing_ok=True)
            with opened(path):
                races.freed += 1
    return races


def _race(races: Races, path: Path, *, check_then_create: bool) -> list[int]:
    """Start them all at once; return the processes that own the file, still running."""
    gate, opener = os.pipe()
    end, start = os.pipe()
    processes = []
    for _ in range(STARTS):
        process = os.fork()
        if process == 0:
            os.close(opener)
            _start(path, gate, start, check_then_create=check_then_create)
        processes.append(process)
    os.close(gate)
    os.close(start)
    began = time.perf_counter()
    os.close(opener)
    owners = []
    with os.fdopen(end) as answers:
        for _ in processes:
            number, answer = answers.readline().rstrip("\n").split(" ", 1)
            if answer == "owner":
                owners.append(int(number))
            else:
                races.refusals.append(answer)
    races.slowest = max(races.slowest, time.perf_counter() - began)
    races.owners.append(len(owners))
    for process in set(processes) - set(owners):
        os.waitpid(process, 0)
    return owners


def _start(path: Path, gate: int, answers: int, *, check_then_create: bool) -> None:
    """Try to open the school when the gate opens; say how it went, and keep it."""
    held: object = None
    take = _naively_taken if check_then_create else opened
    try:
        os.read(gate, 1)
        held = take(path)  # a lock that nobody holds on to is let go
        answer = "owner"
    except SomebodyHasItError as refusal:
        answer = str(refusal)
    except BaseException as error:  # noqa: BLE001  # told to the parent, which fails
        answer = repr(error)
    finally:
        os.write(answers, f"{os.getpid()} {answer}\n".encode())
        if held is not None:
            signal.pause()
        os._exit(0)


def _naively_taken(path: Path) -> Path:
    lock = path.with_suffix(".naive")
    if lock.exists():
        raise SomebodyHasItError("by a file")
    os.sched_yield()
    lock.touch()
    return lock
