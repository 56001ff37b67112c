"""The schools of the benchmark: small, large and six, made once with a fixed seed."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from typing import TYPE_CHECKING

from officeapp.books.office import Office, open_office
from officeapp.sample.write import write_sample_school

if TYPE_CHECKING:
    from pathlib import Path

UNTIL = dt.date(2026, 7, 17)  # near the end of a school year
SIZES = {"small": (420, 1), "large": (1500, 3), "six": (420, 6)}
SEED = 1


class Schools:
    """The benchmark's schools, made when first asked for and kept for the next run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """Return the file of a school."""
        pupils, years = SIZES[name]
        path = self.folder / f"{name}-{pupils}-{years}-{SEED}.db"
        if not path.exists():
            begun = time.perf_counter()
            part = path.with_suffix(f".part{os.getpid()}")
            write_sample_school(
                part, pupils=pupils, years=years, seed=SEED, until=UNTIL, own_folder=self.folder
            )
            part.rename(path)
            print(f"made {path.name} in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        return path

    def open(self, name: str, *, read_only: bool = False) -> Office:
        """Open a school as on the last afternoon of its marks, its first person signed in."""
        office = open_office(
            self.path(name), read_only=read_only, clock=afternoon, own_folder=self.folder
        )
        if not read_only:
            office.sign_in(office.staff.first())
        return office


def afternoon() -> dt.datetime:
    """Return four o'clock on the last day of the benchmark's marks."""
    return dt.datetime.combine(UNTIL, dt.time(16), tzinfo=dt.UTC)
