"""Rows with a window, paint included: start, register, finding a pupil, memory, scrolling."""

from __future__ import annotations

import datetime as dt
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import Amount, Measured, in_turn, measured
from benchmarks.schools import UNTIL, Schools
from officeapp.books.office import Office, open_office

Row = Callable[[Schools], Iterator[object]]
START = Path(__file__).with_name("start.py")
NEXT_SCHOOL_DAY = UNTIL + dt.timedelta(days=3)  # a Monday whose registers are not handed in


def cold_start(schools: Schools) -> Iterator[object]:
    """S1: from the start of the process to a painted first screen; floor: a window with a label."""
    path = schools.path("small")
    floor = partial(_run, "bare")
    for what, words in (("who sits here", "program"), ("then Today", "today")):
        mine, other = in_turn(partial(_run, words, path), floor, 9)
        aim = "2x" if words == "program" else "2x, at most 300 ms more"
        yield measured(f"start to the first screen ({what})", mine, other, aim)


def memory(schools: Schools) -> Iterator[object]:
    """S15: resident memory with Today and a register shown, on the large school."""
    mine = statistics.median(_run("register", schools.path("large")) for _ in range(3))
    floor = statistics.median(_run("bare") for _ in range(3))
    yield Amount("memory of the window, large school", mine, floor, "MB", "at most 150 MB more")


def find_pupil(schools: Schools) -> Iterator[object]:
    """S6: each key in the search field to its painted list; floor: a scan of the names."""
    from PySide6.QtCore import QSettings, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit

    from officeapp.domain.roll import folded
    from officeapp.gui.main_window import MainWindow
    from officeapp.gui.theme import Theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101  # a script
    with schools.open("large") as office:
        settings = QSettings(str(schools.folder / "bench.ini"), QSettings.Format.IniFormat)
        theme = Theme(app, settings)
        theme.apply()
        window = MainWindow(office, theme, settings)
        person = office.staff.first()
        office.sign_in(person)
        window.let_in()
        window.show()
        app.processEvents()
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        app.processEvents()
        field = next(
            edit for edit in window.findChildren(QLineEdit) if edit.objectName() == "find.text"
        )
        names = [folded(pupil.listed) for pupil in office.roll.pupils().values()]
        mine: list[float] = []
        floor: list[float] = []
        for word in ("dabro", "smith", "oneil", "krzyz", "al", "07700", "zzzz") * 4:
            field.clear()
            app.processEvents()
            for end in range(1, len(word) + 1):
                begun = time.perf_counter()
                QTest.keyClicks(field, word[end - 1])
                app.processEvents()
                mine.append(1000 * (time.perf_counter() - begun))
                begun = time.perf_counter()
                [name for name in names if word[:end] in name]
                floor.append(1000 * (time.perf_counter() - begun))
        window.close()
    yield measured("a key in the search field, 1,500 pupils", mine, floor, "8 ms at p95")


def _register(what: str, schools: Schools) -> Iterator[Measured]:
    from benchmarks import bench_register

    for size in ("small", "large") if what == "open_week" else ("small",):
        with _copy(schools, size) as office:
            row = getattr(bench_register, what)(office)
            yield Measured(f"{row.what}, {size}", row.median, row.worst, row.floor, row.aim)


def _copy(schools: Schools, size: str) -> Office:
    """Open a copy of a school that may be written in, on a morning not yet registered."""
    path = schools.folder / f"copy-{size}.db"
    path.unlink(missing_ok=True)
    shutil.copy(schools.path(size), path)
    at = dt.datetime.combine(NEXT_SCHOOL_DAY, dt.time(9, 4), tzinfo=dt.UTC)
    office = open_office(path, clock=lambda: at, own_folder=schools.folder)
    office.sign_in(office.staff.first())
    return office


def _run(*words: object) -> float:
    """Run a start in a process of its own; return the megabytes it said it took."""
    command = [sys.executable, str(START), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own script
    return float(done.stdout.split()[-1])


def _several(schools: Schools, *names: str) -> Iterator[object]:
    for name in names:
        yield from _register(name, schools)


ROWS: dict[str, Row] = {
    "S1": cold_start,
    "S2": lambda s: _several(s, "open_week"),
    "S3": lambda s: _several(s, "type_codes", "paint"),
    "S4": lambda s: _several(s, "hand_in"),
    "S6": find_pupil,
    "S15": memory,
    "S16": lambda s: _several(s, "scroll_year"),
}
