"""The drive fills up under the window: it is said, nothing typed is lost, and work goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from officeapp.books.office import open_office
from officeapp.domain.register import Sheet
from officeapp.domain.school_year import Session
from officeapp.gui.register.screen import RegisterScreen
from officeapp.gui.screen import Target
from tests.gui.conftest import TODAY, class_of
from tests.proofs.failing_disk import Fault, failing_disk, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can be done here")

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def disk():
    """Return a disk that fails when it is told to."""
    with failing_disk() as disk:
        yield disk


@pytest.fixture
def window(disk, office, services, qtbot, tmp_path):
    """Return the register of 3 Oak on the disk that can fail."""
    office.close()
    with open_office(office.path, clock=office.now, own_folder=tmp_path) as opened:
        opened.sign_in(opened.staff.first())
        screen = RegisterScreen(opened, services)
        opened.on_change(screen.books_changed)
        qtbot.addWidget(screen)
        screen.resize(1150, 740)
        with qtbot.waitActive(screen):
            screen.show()
        screen.open_on(
            Target(school_class=class_of(opened, "3 Oak").id, day=TODAY, session=Session.AM)
        )
        screen.sheet.view.setFocus()
        yield screen


def told(window, said):
    """Return what was said of it: beside the cell, or in the status line."""
    return f"{window.findChild(QLabel, 'register.refusal').text()} {said[-1:]}"


def in_ink(office):
    sheet = Sheet(class_of(office, "3 Oak").id, TODAY, Session.AM)
    return sheet in office.register.handed_in(TODAY, TODAY)


def test_a_register_that_could_not_be_handed_in_stays_and_is_handed_in_later(
    window, disk, qtbot, said
):
    view = window.sheet.view
    qtbot.keyClicks(view, "//L///")
    disk.fail_at(1, Fault.FULL, for_ever=True)
    qtbot.keyClick(view, Qt.Key.Key_Return, CTRL)
    assert "MB are free, 20 MB are needed" in told(window, said)
    assert not in_ink(window.office)
    assert [row.marks[4] for row in window.sheet.grid.rows] == list("//L///")
    disk.mend()
    qtbot.keyClick(view, Qt.Key.Key_Return, CTRL)
    assert in_ink(window.office)


def test_a_key_that_could_not_be_saved_shows_no_mark(window, disk, qtbot, said):
    view = window.sheet.view
    disk.fail_at(1, Fault.FULL, for_ever=True)
    qtbot.keyClicks(view, "L")
    assert "is full" in told(window, said)
    assert window.sheet.grid.rows[0].marks[4] == "."
    disk.mend()
    qtbot.keyClicks(view, "L")
    assert window.sheet.grid.rows[0].marks[4] == "L"
