"""A process that is killed while it takes registers, again and again, and what was lost by it.

A worker that never shared a connection opens the school, pencils marks, hands registers in and
says over a pipe what has returned. It is killed at a moment that dice choose. The file is opened
anew: all that was said must be there, and every register is wholly in ink or wholly not.
"""

from __future__ import annotations

import concurrent.futures
import enum
import itertools
import multiprocessing
import os
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officeapp.books.check import check
from officeapp.domain.record import PupilId
from officeapp.procedures.take_register import hand_in, pencil_mark, pencil_marks
from tests.proofs.power_cut import dice_of
from tests.proofs.small_school import PUPILS, drafts_of, make, opened, sheets

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from officeapp.books.office import Office
    from officeapp.domain.register import Sheet

LATEST = 0.020  # seconds after the file is open
IN_OPENING = 0.2  # chance that the kill comes before it is
LIFE = 20  # kills that one file lives through
KEYS = 5  # marks that are typed one by one in each register
OPEN = b"open\n"
MEMORY = Path("/dev/shm")  # noqa: S108  # a kill is not about the disk; what it loses is


class Tooth(enum.Enum):
    """A fault planted in the worker, which the proof must find."""

    NONE = "as the program does it"
    EARLY = "says that it is saved before it is"
    HALVES = "hands a register in as two acts"


Worker = Callable[[Path, int, int, Tooth], None]  # file, pipe, first register; never returns
Said = set[tuple[str, int, int]]  # what had returned: 'pencil' or 'ink', which register, whose


@dataclass(frozen=True, slots=True)
class Way:
    """How workers are killed.

    Attributes:
        work: What a worker does.
        latest: How many seconds after the file is open the kill comes at the latest.
        tooth: What is wrong with the worker.
        folder: Where the files are; in memory if None.
    """

    work: Worker
    latest: float = LATEST
    tooth: Tooth = Tooth.NONE
    folder: Path | None = None


@dataclass(slots=True)
class Kills:
    """What some kills cost.

    Attributes:
        cycles: How many there were.
        pencilled: How many marks in pencil had been acknowledged.
        handed_in: How many registers had been acknowledged.
        lost: How many of either were gone.
        half: How many registers were partly in ink.
        unsound: How many checks of the whole file found a fault.
        seconds: How long it took.
    """

    cycles: int = 0
    pencilled: int = 0
    handed_in: int = 0
    lost: int = 0
    half: int = 0
    unsound: int = 0
    seconds: float = 0.0


def in_a_fresh_process(work: Callable[..., Any], *given: Any) -> Any:
    """Do something in a new process with one thread, from which forking is safe."""
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(work, *given).result()


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """Yield a folder for the time being, held in memory where the system has such a place."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def kill_many(cycles: int, seed: int, way: Way) -> Kills:
    """Kill workers and count what was lost; to be run in a process with one thread."""
    if way.folder is None:
        with folder_in_memory() as held:
            return kill_many(cycles, seed, replace(way, folder=held))
    kills, dice, began = Kills(), dice_of(seed), time.perf_counter()
    make(way.folder / "new.db")
    while kills.cycles < cycles:
        life = way.folder / f"life-{kills.cycles}"
        life.mkdir()
        shutil.copy(way.folder / "new.db", life / "school.db")
        _live(kills, life / "school.db", min(LIFE, cycles - kills.cycles), dice, way)
        shutil.rmtree(life)
    kills.seconds = time.perf_counter() - began
    return kills


def say(pipe: int, kind: str, number: int, pupil: int = 0) -> None:
    """Say to whoever kills this worker that something has returned."""
    os.write(pipe, f"{kind} {number} {pupil}\n".encode())


def _live(kills: Kills, path: Path, cycles: int, dice: random.Random, way: Way) -> None:
    """Kill as many workers on one file, looking at it after each."""
    first = 0
    said: Said = set()
    for cycle in range(cycles):
        new = _killed(path, first, dice, way)
        kills.cycles += 1
        kills.pencilled += sum(kind == "pencil" for kind, *_ in new)
        kills.handed_in += sum(kind == "ink" for kind, *_ in new)
        said |= new
        with opened(path) as office:  # which the owner that died must have left free
            last_of_all = cycle == cycles - 1
            first = _look(kills, office, said, 0 if last_of_all else first)
            kills.unsound += (last_of_all or cycle % 5 == 4) and bool(check(office))


def _killed(path: Path, first: int, dice: random.Random, way: Way) -> Said:
    """Run one worker until it is killed, and return what it said had returned."""
    end, start = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(end)
        _run(way, path, start, first)
    os.close(start)
    with os.fdopen(end, "rb") as pipe:
        heard = b"" if dice.random() < IN_OPENING else os.read(end, len(OPEN))
        time.sleep(dice.uniform(0, way.latest))
        os.kill(worker, signal.SIGKILL)
        heard += pipe.read()
    os.waitpid(worker, 0)
    if b"Traceback" in heard:
        raise AssertionError(heard.decode())
    *lines, _ = heard.decode().split("\n")  # what comes after the last newline was not said whole
    words = [line.split() for line in lines if line != OPEN.decode().strip()]
    return {(kind, int(number), int(pupil)) for kind, number, pupil in words}


def _run(way: Way, path: Path, pipe: int, first: int) -> None:
    """Be a worker, and say so if it stops by itself."""
    try:
        way.work(path, pipe, first, way.tooth)
    except BaseException:
        os.write(pipe, traceback.format_exc().encode())
        raise
    finally:
        os._exit(1)


def take_registers(path: Path, pipe: int, first: int, tooth: Tooth) -> None:
    """Take registers until the end, saying what has returned."""
    office = opened(path)
    os.write(pipe, OPEN)
    for number, sheet in enumerate(itertools.islice(sheets(office), first, None), first):
        _take(office, sheet, number, pipe, tooth)


def _take(office: Office, sheet: Sheet, number: int, pipe: int, tooth: Tooth) -> None:
    """Take one register: some marks one by one, the rest at once, then into ink."""
    drafts = drafts_of(office, sheet)

    def do(kind: str, pupil: int, act: Callable[..., Any], *given: Any) -> None:
        if tooth is Tooth.EARLY:
            say(pipe, kind, number, pupil)
        act(office, sheet, *given)
        if tooth is not Tooth.EARLY:
            say(pipe, kind, number, pupil)

    for pupil, draft in itertools.islice(drafts.items(), KEYS):
        do("pencil", pupil, pencil_mark, pupil, draft)
    if tooth is Tooth.HALVES:
        hand_in(office, sheet)
        drafts = dict(itertools.islice(drafts.items(), KEYS, None))
    pencil_marks(office, sheet, drafts)
    do("ink", 0, hand_in)


def _look(kills: Kills, office: Office, said: Said, first: int) -> int:
    """Count what is missing or half there from one register on; return the first not in ink."""
    for number, sheet in enumerate(itertools.islice(sheets(office), first, None), first):
        drafts = drafts_of(office, sheet)
        marks = {
            mark.pupil: mark.code
            for mark in office.register.marks_of_day(sheet.day)
            if mark.session is sheet.session
        }
        handed = sheet in office.register.handed_in(sheet.day, sheet.day)
        whole = marks == {pupil: draft.code for pupil, draft in drafts.items()}
        kills.lost += ("ink", number, 0) in said and not (handed and whole)
        kills.half += len(marks) not in (0, PUPILS) or handed != bool(marks)
        if not handed:
            pencilled = office.pencil.read(sheet)
            kept = pencilled.drafts if pencilled else {}
            typed = {PupilId(one) for kind, of, one in said if (kind, of) == ("pencil", number)}
            kills.lost += sum(kept.get(pupil) != drafts[pupil] for pupil in typed)
            return number
    raise AssertionError
