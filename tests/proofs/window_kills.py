"""The real window, killed while somebody types a register into it."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from officeapp.gui.main_window import MainWindow
from officeapp.gui.places import Entry
from officeapp.gui.register.screen import RegisterScreen
from officeapp.gui.screen import Place, Target
from officeapp.gui.theme import Theme
from officeapp.procedures.sign_in import sign_in
from tests.proofs.kills import OPEN, Tooth, say
from tests.proofs.small_school import drafts_of, opened, sheets

if TYPE_CHECKING:
    from pathlib import Path

    from officeapp.domain.register import Sheet

REGISTER = Entry(Place.REGISTER, "Register", "register", 2, RegisterScreen)


def type_registers(path: Path, pipe: int, first: int, tooth: Tooth) -> None:
    """Type registers into the window, saying each mark that it shows as saved."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    settings = QSettings(str(path.with_suffix(".ini")), QSettings.Format.IniFormat)
    office = opened(path)
    person = office.staff.first()
    window = MainWindow(office, Theme(app, settings), settings, [REGISTER])
    sign_in(office, person)
    window.let_in()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    screen = window.screen_in_view()
    assert isinstance(screen, RegisterScreen)
    os.write(pipe, OPEN)
    for number, sheet in enumerate(itertools.islice(sheets(office), first, None), first):
        screen.open_on(Target(day=sheet.day, session=sheet.session))
        pupils = list(drafts_of(office, sheet))
        for pupil in pupils if tooth is Tooth.EARLY else ():
            say(pipe, "pencil", number, pupil)
        for row, pupil in enumerate(pupils):
            _type_mark(window, screen, sheet, row)
            say(pipe, "pencil", number, pupil)
        QTest.keyClick(screen.sheet.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert sheet in office.register.handed_in(sheet.day, sheet.day)
        say(pipe, "ink", number)


def _type_mark(window: MainWindow, screen: RegisterScreen, sheet: Sheet, row: int) -> None:
    """Type a pupil's mark; return once the window shows it as saved."""
    view = screen.sheet.view
    draft = list(drafts_of(screen.office, sheet).values())[row]
    cell = (row, view.currentIndex().column())
    view.put_cursor(cell)
    QTest.keyClicks(view, draft.code.replace("\\", "/"))  # one key for either half of the day
    saved = window.findChild(QLabel, "status.saved")
    assert saved is not None
    assert saved.text().startswith("Saved")
    assert screen.sheet.grid.code(cell) == draft.code
