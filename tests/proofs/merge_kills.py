"""A process that is killed while it takes in what another desk wrote, and what was half there.

A worker that never shared a connection opens the school and merges unit after unit, saying over a
pipe what has returned. It is killed at a moment that dice choose. In the file that is opened anew
every unit is wholly there or wholly not, all that was said is there, and the next worker goes on.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books import database
from officeapp.books.check import check
from officeapp.books.contesting import keepers_in
from officeapp.books.merging import merge
from officeapp.books.sending import digest_of, units_after
from tests.desks import books_of
from tests.proofs.kills import OPEN, folder_in_memory
from tests.proofs.power_cut import dice_of
from tests.proofs.small_school import make, opened, sheets, take

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from officeapp.books.office import Office
    from officeapp.domain.exchange import Unit

REGISTERS, ACTS_IN_UNIT = 40, 2
LATEST = 0.08  # seconds after the file is open


@dataclass(slots=True)
class MergeKills:
    """What some kills cost.

    Attributes:
        cycles: How many there were.
        merged: How many units had been acknowledged.
        lost: How many of these were not there.
        half: How many units were partly there.
        unsound: How many checks of the whole file found a fault.
        different: How many files did not end with the same books as the desk that wrote them.
    """

    cycles: int = 0
    merged: int = 0
    lost: int = 0
    half: int = 0
    unsound: int = 0
    different: int = 0


def kill_merges(cycles: int, seed: int, *, row_by_row: bool = False) -> MergeKills:
    """Kill workers and count; to be run in a process with one thread.

    Args:
        cycles: How often.
        seed: Of the dice.
        row_by_row: Whether the worker, for once, does not merge a unit as one transaction.
    """
    kills, dice = MergeKills(), dice_of(seed)
    with folder_in_memory() as folder:
        make(folder / "new.db")
        with opened(folder / "new.db") as writer:
            shutil.copy(writer.path, folder / "start.db")
            start = writer.connection.execute("SELECT max(id) FROM act").fetchone()[0]
            for sheet in itertools.islice(sheets(writer), REGISTERS):
                take(writer, sheet)
            known = {writer.desk: start}
            units = [*units_after(writer.connection, known, acts_in_unit=ACTS_IN_UNIT)]
            books = books_of(writer)
        while kills.cycles < cycles:
            path = folder / f"life{kills.cycles}" / "school.db"
            path.parent.mkdir()
            shutil.copy(folder / "start.db", path)
            _live(kills, path, units, dice, row_by_row=row_by_row)
            if not row_by_row:
                kills.different += _finished(path, units) != books
            shutil.rmtree(path.parent)
    return kills


def _live(
    kills: MergeKills, path: Path, units: list[Unit], dice: random.Random, *, row_by_row: bool
) -> None:
    """Kill workers on one file until everything is in it."""
    there = 0
    while there < len(units):
        said = _killed(path, units[there:], dice, row_by_row=row_by_row)
        kills.cycles += 1
        kills.merged += said
        with opened(path) as office:
            found = [_acts_there(office, unit) for unit in units]
            half = sum(0 < acts < len(unit.acts) for acts, unit in zip(found, units, strict=True))
            whole = sum(acts == len(unit.acts) for acts, unit in zip(found, units, strict=True))
            kills.half += half + _with_lines_missing(office)
            kills.lost += max(0, there + said - whole)
            kills.unsound += kills.cycles % 5 == 0 and bool(check(office))
        if half or row_by_row:
            return
        there = whole


def _killed(path: Path, units: list[Unit], dice: random.Random, *, row_by_row: bool) -> int:
    """Run one worker until it is killed or done; return how many units it said were in."""
    end, start = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(end)
        _work(path, units, start, row_by_row=row_by_row)
    os.close(start)
    with os.fdopen(end, "rb") as pipe:
        heard = os.read(end, len(OPEN))
        time.sleep(dice.uniform(0, LATEST))
        os.kill(worker, signal.SIGKILL)
        heard += pipe.read()
    os.waitpid(worker, 0)
    return heard.count(b"in\n")


def _work(path: Path, units: list[Unit], pipe: int, *, row_by_row: bool) -> None:
    """Be a worker."""
    if row_by_row:
        database.immediately = contextlib.nullcontext  # type: ignore[assignment]  # the planted bug
    with contextlib.suppress(BaseException):
        office = opened(path)
        keepers_in(office)  # opens every book, which takes longer than a merge
        os.write(pipe, OPEN)
        for unit in units:
            merge(office, [unit])
            os.write(pipe, b"in\n")
    os._exit(1)


def _acts_there(office: Office, unit: Unit) -> int:
    return sum(digest_of(office.connection, act.id) == act.digest for act in unit.acts)


def _with_lines_missing(office: Office) -> int:
    """Return how many handed-in registers have no mark at all."""
    row = office.connection.execute(
        "SELECT count(*) FROM act a WHERE a.kind = 'hand-in' AND NOT EXISTS "
        "(SELECT 1 FROM register r WHERE r.act = a.id)"
    ).fetchone()
    return int(row[0])


def _finished(path: Path, units: list[Unit]) -> bytes:
    """Take in everything again and return the books."""
    with opened(path) as office:
        merge(office, units)
        return books_of(office)
