"""Row S5: a late child at the front desk, from Enter to the act on disk and the screens painted."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.measure import Measured, measured
from benchmarks.rows_window import NEXT_SCHOOL_DAY
from officeapp.books.office import Office, open_office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from benchmarks.schools import Schools
    from officeapp.domain.record import PupilId

ROUNDS = 60


def sign_in_late(schools: Schools) -> Iterator[object]:
    """S5: Enter, the act durable, register and book painted; floor: one durable commit."""
    for size in ("small", "large"):
        with _copy(schools, size) as office:
            yield _timed_desk(office, f"a late child filed and painted, {size}")
        with _copy(schools, size) as office:
            yield _timed_desk(
                office, f"the same with the class's register in view, {size}", with_register=True
            )


def _timed_desk(office: Office, what: str, *, with_register: bool = False) -> Measured:
    from PySide6.QtWidgets import QApplication

    from benchmarks.bench_register import window
    from officeapp.gui.screen import Target

    register = window(office) if with_register else None
    desk = _desk(office)
    mine, floor = [], []
    for pupil in office.roll.on_roll(office.today())[:ROUNDS]:
        if register is not None:
            placed = office.roll.placed(pupil.id, office.today())
            register.open_on(Target(school_class=placed.school_class if placed else None))
        field = _ready(desk, pupil.id)
        QApplication.processEvents()
        mine.append(_took(partial(_enter, field)))
        floor.append(_took(partial(_commit, office)))
    written = len(office.front_desk.late.on(office.today()))
    assert written == ROUNDS, f"{written} entries in the book"  # noqa: S101  # a row that filed nothing is no row
    return measured(what, mine, floor, "the commit + 10 ms")


def _desk(office: Office) -> QWidget:
    """Return the front desk in a window of its own, painted."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from benchmarks.bench_register import HEIGHT, WIDTH, _go_to, _say
    from officeapp.gui.frontdesk.screen import FrontDeskScreen
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import TaskRunner
    from officeapp.gui.theme import Theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101  # a script
    theme = Theme(app, QSettings())
    theme.apply()
    desk = FrontDeskScreen(office, WindowServices(_say, _go_to, TaskRunner(app), theme))
    office.on_change(desk.books_changed)
    desk.resize(WIDTH, HEIGHT)
    desk.show()
    app.processEvents()
    return desk


def _ready(desk: QWidget, pupil: PupilId) -> QWidget:
    """Put a child in hand, with a reason, so that Enter files."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit

    from officeapp.gui.screen import Screen, Target

    assert isinstance(desk, Screen)  # noqa: S101  # for the types
    desk.open_on(Target(pupil=pupil))
    field = next(f for f in desk.findChildren(QLineEdit) if f.objectName() == "frontdesk.search")
    QTest.keyClicks(field, "2")
    return field


def _enter(field: QWidget) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def _commit(office: Office) -> None:
    """Commit one bare row in the same file."""
    file = office.connection
    file.execute("CREATE TABLE IF NOT EXISTS floor (a INTEGER, b TEXT, c TEXT, d TEXT)")
    file.execute("BEGIN IMMEDIATE")
    file.execute("INSERT INTO floor VALUES (1, '2026-11-18', 'AM', 'L')")
    file.execute("COMMIT")


def _took(act: Callable[[], object]) -> float:
    """Return how many milliseconds an act took."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def _copy(schools: Schools, size: str) -> Office:
    """Open a copy of a school on a morning not yet registered, at a time that is late anywhere."""
    path = schools.folder / f"desk-{size}.db"
    path.unlink(missing_ok=True)
    shutil.copy(schools.path(size), path)
    at = dt.datetime.combine(NEXT_SCHOOL_DAY, dt.time(9, 12), tzinfo=dt.UTC)
    office = open_office(path, clock=lambda: at, own_folder=schools.folder)
    office.sign_in(office.staff.first())
    return office


ROWS: dict[str, Callable[[Schools], Iterator[object]]] = {"S5": sign_in_late}
