"""A pupil's case: opened whole, with its year, figures, timeline and ladder, and painted."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.measure import in_turn, measured
from benchmarks.schools import Schools
from officeapp.domain.school_year import SchoolYear

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.gui.main_window import MainWindow

Row = Callable[[Schools], Iterator[object]]
PUPILS = 60


def case_view(schools: Schools) -> Iterator[object]:
    """S7: one pupil's case after another opened and painted; floor: their lines, read bare."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from officeapp.gui.main_window import MainWindow
    from officeapp.gui.theme import Theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101  # a script
    for size in ("small", "large"):
        with schools.open(size) as office:
            settings = QSettings(str(schools.folder / "bench.ini"), QSettings.Format.IniFormat)
            theme = Theme(app, settings)
            theme.apply()
            window = MainWindow(office, theme, settings)
            office.sign_in(office.staff.first())
            window.let_in()
            window.show()
            pupils = itertools.cycle(office.roll.on_roll(office.today())[:PUPILS])
            others = itertools.cycle(office.roll.on_roll(office.today())[:PUPILS])
            opened = partial(_opened, window, app, pupils)
            mine, floor = in_turn(opened, partial(_bare, office, others), 40)
            window.close()
            yield measured(f"a case opened and painted, {size}", mine, floor, "under 50 ms whole")


def _opened(window: MainWindow, app: QApplication, pupils: Iterator[Pupil]) -> None:
    from officeapp.gui.screen import Place, Target

    window.go_to(Place.PUPILS, Target(pupil=next(pupils).id, section="case"))
    app.processEvents()
    window.repaint()


def _bare(office: Office, pupils: Iterator[Pupil]) -> None:
    """Read what stands of a pupil in the tables, as rows."""
    pupil, year = next(pupils), SchoolYear.of(office.today())
    lines = "SELECT marks FROM standing_line WHERE pupil = ? AND year IN (?, ?)"
    office.connection.execute(lines, [pupil.id, year.begins, year.begins - 1]).fetchall()
    for question in QUESTIONS:
        office.connection.execute(question, [pupil.id]).fetchall()


QUESTIONS = (
    "SELECT * FROM late_arrival WHERE pupil = ?",
    "SELECT * FROM sign_out WHERE pupil = ?",
    "SELECT * FROM message WHERE pupil = ?",
    "SELECT * FROM appointment WHERE pupil = ?",
    "SELECT * FROM attempt WHERE pupil = ?",
    "SELECT * FROM meeting WHERE pupil = ?",
    "SELECT * FROM plan WHERE pupil = ?",
    "SELECT * FROM target WHERE pupil = ?",
    "SELECT * FROM case_note WHERE pupil = ?",
    "SELECT * FROM referral WHERE pupil = ?",
    "SELECT * FROM step_taken WHERE pupil = ?",
)

ROWS: dict[str, Row] = {"S7": case_view}
