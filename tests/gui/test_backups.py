"""Backups by themselves: each half hour of use, on closing, and a red bar when they are missing."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from officeapp.domain.pins import Strength
from officeapp.gui.backups import Backups
from officeapp.gui.main_window import MainWindow
from officeapp.gui.screen import Place
from officeapp.gui.standing_bar import StandingBar
from officeapp.procedures.choose_pin import choose_pin
from officeapp.procedures.keep_roll import add_class
from officeapp.procedures.new_school import NewSchool, new_school

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def office(tmp_path, clock):
    """Return a school that is no sample, its first person signed in."""
    made = NewSchool("Oak Primary", "Petra Lindqvist")
    with new_school(tmp_path / "oak.db", made, clock=clock, own_folder=tmp_path) as office:
        choose_pin(office, office.staff.first(), "604213", "604213", strength=Strength(8, 1))
        yield office


@pytest.fixture
def stick(tmp_path):
    """Return a folder for backups."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def backups(office, qapp, qtbot, stick):
    """Return the backups of a school, which go to one place."""
    backups = Backups(office, qapp)
    with qtbot.waitSignal(backups.looked):
        backups.use_places([stick])
    yield backups
    backups.close()
    backups._pool.shutdown(wait=True)


def write(office):
    add_class(office, f"Class {len(office.roll.classes())}", office.school.sites()[0].id)


def test_a_backup_is_made_half_an_hour_after_the_last(backups, office, clock, qtbot, stick):
    with qtbot.waitSignal(backups.made):
        backups.tick()
    write(office)
    clock.now += dt.timedelta(minutes=29)
    backups.tick()
    assert len(list(stick.iterdir())) == 1
    clock.now += dt.timedelta(minutes=1)
    with qtbot.waitSignal(backups.made):
        backups.tick()
    assert len(list(stick.iterdir())) == 2
    assert backups.last == clock.now


def test_nothing_is_made_of_a_school_nobody_wrote_in(backups, clock, qtbot, stick):
    with qtbot.waitSignal(backups.made):
        backups.tick()
    clock.now += dt.timedelta(hours=3)
    backups.tick()
    assert not backups._busy
    assert len(list(stick.iterdir())) == 1


def test_a_place_that_is_gone_is_said_in_the_bar_and_mended_by_another(
    backups, qtbot, stick, tmp_path
):
    stick.rmdir()
    with qtbot.waitSignal(backups.looked):
        backups.tick()
    assert backups.trouble.startswith(f"{stick} cannot be reached, so no backup went there;")


@pytest.fixture
def window(qtbot, office, theme, settings):
    """Return the window of the school, its first person signed in by PIN."""
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    office.sign_in(office.staff.first())
    window.let_in()
    return window


def test_the_bar_is_red_when_nothing_is_elsewhere_for_eight_days(window, clock, qtbot):
    bar = window.findChild(StandingBar, "backup-bar")
    qtbot.waitUntil(lambda: not window._backups._busy)
    assert not bar.isVisible()
    clock.now += dt.timedelta(days=8)
    with qtbot.waitSignal(window._backups.looked):
        window._backups.look()
    assert bar.isVisible()
    assert bar.text().startswith("No backup has ever been made outside this computer;")


def test_a_key_opens_the_backups_under_school(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL_SHIFT)
    assert window.place is Place.SCHOOL
    assert window.screen_in_view().section().name == "school.backups"


def test_what_was_written_is_backed_up_on_closing(window, office, qtbot, stick):
    with qtbot.waitSignal(window._backups.looked):
        window._backups.use_places([stick])
    write(office)
    window.close()
    window._backups._pool.shutdown(wait=True)
    assert [file.suffix for file in stick.iterdir()] == [".db"]


def test_a_locked_window_goes_on_backing_up(window, office, clock, qtbot, stick):
    with qtbot.waitSignal(window._backups.looked):
        window._backups.use_places([stick])
    write(office)
    window.lock()
    with qtbot.waitSignal(window._backups.made):
        window._backups.tick()
    assert window.findChild(QLabel, "status.backed-up") is None
    assert window.findChild(QLineEdit, "sign-in.name")
