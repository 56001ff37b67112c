"""A referral pack is issued in a school with PINs: the PIN first, then the pack; else nothing.

Seen red with: a pack that is drawn before the PIN is asked; a referral that takes no PIN at all.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from officeapp.domain.school import Role
from officeapp.gui.confirming import ConfirmPanel
from officeapp.gui.main_window import MainWindow
from officeapp.gui.screen import Place, Target
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from tests.builders import PIN, with_pin
from tests.pack_builders import a_referral

NOW = dt.datetime(2026, 11, 20, 16, 0, tzinfo=dt.UTC)
CTRL = Qt.KeyboardModifier.ControlModifier
DRAWN = 30_000  # milliseconds, on a machine that is busy with other tests


@pytest.fixture
def office(tmp_path, clock):
    """Return a school with PINs and a family whose pack asks only to be looked at."""
    clock.now = NOW
    made = NewSchool("Oak Primary", "Ruth Ade")
    with new_school(tmp_path / "oak.db", made, clock=clock, own_folder=tmp_path) as office:
        a_referral(office)
        officer = add_person(
            office, "Ola Reed", "Attendance officer", Role.ATTENDANCE_OFFICER, NOW.date()
        )
        with_pin(office, officer)
        yield office


@pytest.fixture
def window(qtbot, office, theme, settings):
    """Return the window with the pack of that family open, a reason typed, the officer there."""
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    office.sign_in(office.staff.named("Ola Reed", NOW.date()))
    window.let_in()
    (number,) = office.roll.pupils()
    window.go_to(Place.PUPILS, Target(pupil=number, section="case"))
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_G)
    why = window.findChild(QLineEdit, "pupils.case.pack.why")
    assert why is not None
    why.setText("the authority agreed")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return, CTRL)
    return window


def issued(office):
    return [one.number for one in office.letters.sent.on(NOW.date()) if one.prefix == "R"]


def test_the_pin_comes_before_the_pack_is_drawn_and_kept(qtbot, office, window):
    panel = window.findChild(ConfirmPanel)
    assert panel.findChild(QLabel, "confirm.what").text().startswith("To refer a family")
    assert issued(office) == []
    qtbot.keyClicks(panel.findChild(QLineEdit, "confirm.pin"), PIN)
    qtbot.waitUntil(lambda: issued(office) == ["R26-0001"], timeout=DRAWN)
    [letter] = [one for one in office.letters.sent.on(NOW.date()) if one.prefix == "R"]
    [(_, by)] = office.letters.sent.versions(letter.id)
    assert by.name == "Ola Reed"


def test_who_goes_back_from_the_pin_issues_nothing(qtbot, office, window):
    pin = window.findChild(ConfirmPanel).findChild(QLineEdit, "confirm.pin")
    qtbot.keyClick(pin, Qt.Key.Key_Escape)
    assert window.findChild(ConfirmPanel).isHidden()
    assert issued(office) == []
