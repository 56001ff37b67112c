"""Rows S2, S3, S4 and S16: the register, window and paint included, each beside its floor.

The office must be open for writing on a copy that may be written in, signed in, and its clock must
stand on a school day whose registers were not handed in.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Measured, measured
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.gui.register.page import Scope, View
from officeapp.gui.register.screen import RegisterScreen
from officeapp.gui.screen import NOWHERE, Place, Target, WindowServices
from officeapp.gui.tasks import TaskRunner
from officeapp.gui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.books.office import Office
    from officeapp.domain.record import ClassId

WIDTH, HEIGHT = 1366, 768


def open_week(office: Office, rounds: int = 3) -> Measured:
    """Time S2: a class chosen, its week read, laid out and painted; floor: its one query."""
    screen = window(office)
    classes = [one.id for one in office.roll.classes()] * rounds
    found = [_timed(partial(_shown, screen, one)) for one in classes]
    members = [pupil.id for pupil in office.roll.members(classes[0], office.today())]
    year = SchoolYear.of(office.today())
    floor = [_timed(partial(office.register.lines, members, year)) for _ in range(50)]
    return measured("open a class's week", found, floor, "33 ms whole")


def type_codes(office: Office) -> Measured:
    """Time S3: a key until its mark is on disk and painted; floor: one durable commit."""
    screen = window(office)
    one = office.roll.classes()[0].id
    _shown(screen, one)
    members = office.roll.members(one, office.today())
    found = [_timed(partial(_press, screen, Qt.Key.Key_Slash)) for _ in members]
    sheet = Sheet(one, office.today(), Session.PM)
    floor = [
        _timed(partial(office.pencil.write, sheet, "floor", {members[0].id: Draft("L", n)}))
        for n in range(50)
    ]
    office.pencil.wipe(sheet)
    return measured("a code typed, on disk, painted", found, floor, "the commit + 3 ms")


def paint(office: Office) -> Measured:
    """Time the paint of a whole week's cells; floor: none."""
    screen = window(office)
    port = screen.sheet.view.viewport()
    found = [_timed(port.repaint) for _ in range(100)]
    return measured("the paint of a week itself", found, [], "2 ms")


def hand_in(office: Office) -> Measured:
    """Time S4: a full class handed in and shown as ink; floor: thirty rows committed."""
    screen = window(office)
    found = []
    for one in office.roll.classes():
        _shown(screen, one.id)
        screen.entering.fill_rest()
        QApplication.processEvents()
        found.append(_timed(screen.entering.hand_in))
    floor = [_thirty_rows(office) for _ in range(30)]
    return measured("hand in a register", found, floor, "the commit + 10 ms")


def scroll_year(office: Office) -> Measured:
    """Time S16: a frame of the whole school's year, scrolled; floor: the same page blank."""
    screen = window(office)
    screen.show_view(View(None, office.today(), Scope.YEAR))
    QApplication.processEvents()
    found = _frames(screen)
    for row in screen.sheet.grid.rows:
        row.marks, row.signs = "-" * len(row.marks), " " * len(row.signs)
    return measured("scroll the whole school's year", found, _frames(screen), "1.5x")


def window(office: Office) -> RegisterScreen:
    """Return the register in a window of its own, painted, on the office's day."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101
    theme = Theme(app, QSettings())
    theme.apply()
    services = WindowServices(_say, _go_to, TaskRunner(app), theme)
    for earlier in app.topLevelWidgets():
        earlier.close()
    screen = RegisterScreen(office, services)
    office.on_change(screen.books_changed)
    screen.resize(WIDTH, HEIGHT)
    screen.show()
    screen.open_on(Target(day=office.today(), session=Session.AM))
    screen.sheet.view.setFocus()
    QApplication.processEvents()
    return screen


def _shown(screen: RegisterScreen, one: ClassId) -> None:
    screen.open_on(Target(school_class=one, session=Session.AM))
    screen.repaint()


def _press(screen: RegisterScreen, key: Qt.Key) -> None:
    QTest.keyClick(screen.sheet.view, key)


def _frames(screen: RegisterScreen) -> list[float]:
    view = screen.sheet.view
    down, across = view.verticalScrollBar(), view.horizontalScrollBar()
    found = [_timed(partial(down.setValue, n * 60 % down.maximum())) for n in range(200)]
    found += [_timed(partial(across.setValue, n * 60 % across.maximum())) for n in range(100)]
    down.setValue(0)
    across.setValue(0)
    return found


def _thirty_rows(office: Office) -> float:
    """Return how long a bare commit of thirty rows takes in the same file."""
    file = office.connection
    file.execute("CREATE TABLE IF NOT EXISTS floor (a INTEGER, b TEXT, c TEXT, d TEXT)")

    def commit() -> None:
        file.execute("BEGIN IMMEDIATE")
        rows = [(n, "2026-11-18", "AM", "/") for n in range(30)]
        file.executemany("INSERT INTO floor VALUES (?, ?, ?, ?)", rows)
        file.execute("COMMIT")

    return _timed(commit)


def _timed(act: Callable[[], object]) -> float:
    """Return how many milliseconds an act takes, what it paints included."""
    begun = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - begun) * 1000


def _say(message: str, undo: Callable[[], None] | None = None) -> None:
    """Say nothing: there is no status line."""


def _go_to(place: Place, target: Target = NOWHERE) -> None:
    """Go nowhere: there is one screen."""


ROWS = (open_week, type_codes, paint, hand_in, scroll_year)
