"""Today: the morning of a school read and painted, and the roll call of who is where."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from benchmarks.measure import in_turn, measured
from benchmarks.schools import UNTIL, Schools
from officeapp.books.office import Office, open_office
from officeapp.books.roll_call import who_is_where
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.procedures.take_register import hand_in, pencil_marks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from officeapp.gui.screen import Screen

Row = Callable[[Schools], Iterator[object]]
MONDAY = UNTIL + dt.timedelta(days=3)  # registers not handed in yet
ONE_IN = 25  # one child in so many is away without a reason


def today(schools: Schools) -> Iterator[object]:
    """S10: Today read and painted at 09:46; floor: the rows it needs, read bare."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from officeapp.gui.main_window import MainWindow
    from officeapp.gui.theme import Theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101  # a script
    for size in ("small", "large"):
        with _morning(schools, size) as office:
            settings = QSettings(str(schools.folder / "bench.ini"), QSettings.Format.IniFormat)
            theme = Theme(app, settings)
            theme.apply()
            window = MainWindow(office, theme, settings)
            office.sign_in(office.staff.first())
            window.let_in()
            window.show()
            app.processEvents()
            screen = window.screen_in_view()
            assert screen is not None  # noqa: S101  # a script
            mine, floor = in_turn(partial(_shown, screen, app), partial(_bare, office), 15)
            window.close()
            yield measured(f"Today read and painted, {size}", mine, floor, "under 50 ms whole")
            asked = partial(who_is_where, office, dt.time(9, 46))
            mine, floor = in_turn(asked, partial(_bare, office), 15)
            yield measured(f"who is where, {size}", mine, floor, "under 1 s")


def _shown(screen: Screen, app: QApplication) -> None:
    screen.refresh()
    screen.repaint()
    app.processEvents()


def _bare(office: Office) -> int:
    """Read the rows of a morning without making anything of them."""
    asked: dict[str, object] = {"day": MONDAY.isoformat(), "year": SchoolYear.of(MONDAY).begins}
    rows = 0
    for question in (
        "SELECT pupil, marks FROM standing_line WHERE year = :year",
        "SELECT * FROM handed_in WHERE day = :day",
        "SELECT * FROM late_arrival WHERE day = :day",
        "SELECT * FROM sign_out WHERE day = :day",
        "SELECT * FROM message WHERE day = :day",
        "SELECT * FROM attempt WHERE day = :day",
    ):
        rows += len(office.connection.execute(question, asked).fetchall())
    return rows


def _morning(schools: Schools, size: str) -> Office:
    """Open a copy of a school whose Monday morning registers are handed in, some children away."""
    path = schools.folder / f"morning-{size}.db"
    path.unlink(missing_ok=True)
    shutil.copy(schools.path(size), path)
    at = dt.datetime.combine(MONDAY, dt.time(9, 46), tzinfo=dt.UTC)
    office = open_office(path, clock=lambda: at, own_folder=schools.folder)
    office.sign_in(office.staff.first())
    number = count(1)
    for one in office.roll.classes():
        sheet = Sheet(one.id, MONDAY, Session.AM)
        drafts = {
            pupil.id: Draft("/" if next(number) % ONE_IN else "N")
            for pupil in office.roll.members(one.id, MONDAY)
        }
        if drafts:
            pencil_marks(office, sheet, drafts)
            hand_in(office, sheet)
    return office


ROWS: dict[str, Row] = {"S10": today}
