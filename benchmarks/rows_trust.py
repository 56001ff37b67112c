"""R6: what safety costs on six years: the look at opening, the full check, a backup, a restore."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import Amount, times_once
from benchmarks.schools import Schools, afternoon
from officeapp.books import database
from officeapp.books.backup import back_up, restore
from officeapp.books.check import check

Row = Callable[[Schools], Iterator[object]]


def safety(schools: Schools) -> Iterator[object]:
    """R6: seconds of each, beside what is allowed."""
    path = schools.path("six")
    with tempfile.TemporaryDirectory() as folder, schools.open("six") as office:
        place = Path(folder)
        with contextlib.closing(database.connect(path, read_only=True)) as connection:
            yield _row("look at every page", lambda: database.require_whole(connection, path), 2)
        yield _row("full check", lambda: check(office), 15)
        yield _row("backup, verified", lambda: back_up(office, place / "backup.db"), 5)

        def put_back() -> object:
            return restore(
                place / "backup.db", place / "back.db", clock=afternoon, own_folder=place
            )

        yield _row("restore until it is open", put_back, 60)


def _row(what: str, work: Callable[[], object], allowed: float) -> Amount:
    (taken,) = times_once(work)
    return Amount(f"{what}, six years", taken / 1000, allowed, "s", f"{allowed:g} s")


ROWS: dict[str, Row] = {"R6": safety}
