"""Sharing as a whole window shows it: words on every screen, bars, keys, and no pupil's name.

Seen red with: the words not looked at after an act; what came in by itself said over the Undo of
what the person did; a clock that is off not said.
"""

from __future__ import annotations

import datetime as dt
import shutil

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from officeapp.gui.main_window import MainWindow
from officeapp.gui.places import PLACES
from officeapp.gui.screen import Place
from officeapp.gui.standing_bar import StandingBar
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.exchange_desks import carrier_of, exchange_desks
from tests.desks import joined_desks, mark, pupils

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(tmp_path):
    """Return a folder that every desk can reach."""
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


@pytest.fixture
def two(tmp_path):
    """Return two desks that were joined."""
    with joined_desks(tmp_path / "desks") as offices:
        yield offices


@pytest.fixture
def opened(qtbot, theme, tmp_path, folder):
    """Return what opens the window of an office that shares through the folder."""
    made = []

    def open_(office):
        settings = QSettings(str(office.path.with_suffix(".ini")), QSettings.Format.IniFormat)
        window = MainWindow(office, theme, settings)
        qtbot.addWidget(window)
        made.append(window)
        office.sign_in(office.staff.first())
        window.let_in()
        with qtbot.waitActive(window):
            window.show()
        sharing_of(window).memory.choose_folder(folder)
        return window

    yield open_
    for window in made:
        window.close()
        sharing_of(window).wait()


def sharing_of(window):
    return window.exchanger


def share(qtbot, window):
    """Press the key that shares, and wait until that is done."""
    with qtbot.waitSignal(window.exchanger.changed, timeout=10_000):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_E, CTRL_SHIFT)
    qtbot.waitUntil(lambda: not window.exchanger.is_busy)


def words(window):
    return window.findChild(QLabel, "status.shared").text()


def bar(window):
    return next(
        one for one in window.findChildren(StandingBar) if one.objectName() == "sharing-bar"
    )


def test_where_the_books_are_is_on_every_screen(qtbot, two, opened):
    window = opened(two[0])
    share(qtbot, window)
    assert words(window) == "Shared 16:00"
    amend_mark(two[0], mark(two[0], 0), "M", "the parent rang")
    qtbot.waitUntil(lambda: words(window) == "Shared 16:00, 1 waiting")
    for entry in PLACES:
        window.go_to(entry.place)
        assert window.findChild(QLabel, "status.shared").isVisible()
    share(qtbot, window)
    assert words(window) == "Shared 16:00"


def test_a_clash_that_comes_in_is_counted_without_a_key(qtbot, two, opened, folder):
    here, there = two
    window = opened(here)
    share(qtbot, window)
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    amend_mark(there, mark(there, 0), "I", "the parent wrote")
    exchange_desks(there, carrier_of(there, folder))
    window.exchanger.share()
    count = window.findChild(QAbstractButton, "rail.clashes")
    qtbot.waitUntil(lambda: count.count == 1)
    qtbot.waitUntil(lambda: words(window).endswith("added 0, changed 1, to decide 1"))
    assert window.findChild(QAbstractButton, "status.clashes").text().startswith("1 to decide")


def test_what_comes_in_by_itself_leaves_undo_where_it_is(qtbot, two, opened, folder):
    here, there = two
    window = opened(here)
    window._frame._status.say("Zara was signed in.", lambda: None)
    amend_mark(there, mark(there, 0), "I", "the parent wrote")
    exchange_desks(there, carrier_of(there, folder))
    with qtbot.waitSignal(window.exchanger.changed):
        window.exchanger.share()
    assert mark(here, 0).code == "I"
    assert window.findChild(QAbstractButton, "status.undo").isVisible()
    assert window.findChild(QLabel, "status.message").text() == "Zara was signed in."


def test_no_pupil_is_named_in_the_words(qtbot, two, opened, folder):
    here, there = two
    window = opened(here)
    amend_mark(there, mark(there, 0), "I", "the parent wrote")
    exchange_desks(there, carrier_of(there, folder))
    share(qtbot, window)
    said = " ".join(
        one.text() + one.toolTip() for one in window.findChildren(QLabel, "status.shared")
    )
    said += window.findChild(QLabel, "status.message").text()
    assert "changed 1" in said
    assert not any(pupil.surname in said or pupil.called in said for pupil in pupils(here))


def test_a_folder_out_of_reach_is_a_calm_line_and_work_goes_on(qtbot, two, opened, folder):
    window = opened(two[0])
    shutil.rmtree(folder)
    with qtbot.waitSignal(window.exchanger.changed):
        window.exchanger.share()
    assert words(window).startswith("The folder cannot be reached; work goes on")
    assert not bar(window).isVisible()
    amend_mark(two[0], mark(two[0], 0), "M", "the parent rang")
    assert mark(two[0], 0).code == "M"


def test_a_desk_that_is_silent_is_named_with_its_day(two, opened):
    here, _ = two
    window = opened(here)
    here._clock.now += dt.timedelta(days=5)  # from a Friday to a Wednesday
    window._frame._sharing.look()
    assert "Desk 1 has not been heard of since Friday" in words(window)


def test_a_clock_that_is_off_is_said_in_a_bar_until_it_fits(qtbot, two, opened, folder):
    here, there = two
    window = opened(here)
    there._clock.now += dt.timedelta(minutes=12)
    amend_mark(there, mark(there, 0), "I", "the parent wrote")
    exchange_desks(there, carrier_of(there, folder))
    share(qtbot, window)
    amend_mark(here, mark(here, 1), "M", "the parent rang")
    qtbot.waitUntil(lambda: bar(window).isVisible())
    assert "The clock of Desk 1 is 12 minutes ahead" in bar(window).text()
    here._clock.now += dt.timedelta(minutes=13)
    there._clock.now += dt.timedelta(minutes=1)
    amend_mark(here, mark(here, 1), "I", "the parent wrote")
    share(qtbot, window)
    exchange_desks(there, carrier_of(there, folder))
    amend_mark(there, mark(there, 0), "M", "the parent rang")
    exchange_desks(there, carrier_of(there, folder))
    share(qtbot, window)
    qtbot.waitUntil(lambda: not bar(window).isVisible())


def test_a_clock_set_back_is_said_until_it_is_right(qtbot, two, opened):
    here, _ = two
    window = opened(here)
    here._clock.now -= dt.timedelta(hours=1)
    window._frame._sharing.look()
    assert "stands 60 minutes before the last entry" in bar(window).text()
    here._clock.now += dt.timedelta(hours=1)
    window._frame._sharing.look()
    assert not bar(window).isVisible()


def test_a_file_that_was_put_back_is_said_in_a_bar_with_the_way_to_the_desks(
    qtbot, two, opened, folder
):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    exchange_desks(here, carrier_of(here, folder))
    there.become_another_desk()
    window = opened(there)
    with qtbot.waitSignal(window.exchanger.changed):
        window.exchanger.share()
    assert "one entry that is not here" in bar(window).text()
    assert mark(there, 0).code == "/"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_D, CTRL_SHIFT)
    assert window.place is Place.SCHOOL
    assert window.screen_in_view().section().name == "school.desks"
    assert window.focusWidget().objectName() == "school.desks.confirm"


def test_a_school_of_one_desk_says_nothing_of_sharing(qtbot, office, theme, settings):
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    office.sign_in(office.staff.first())
    window.let_in()
    window.show()
    window.go_to(Place.TODAY)
    shown = [one.objectName() for one in window.findChildren(QWidget) if one.isVisible()]
    assert "status.saved" in shown
    assert not {"status.shared", "status.share", "status.clashes", "sharing-bar"} & set(shown)
