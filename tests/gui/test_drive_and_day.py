"""The drive fails, and the day changes, under an open window."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from officeapp.books import database
from officeapp.domain.school_year import Session
from officeapp.gui.main_window import MainWindow
from officeapp.gui.messages import MessageBar
from officeapp.gui.new_day import NewDay
from officeapp.gui.screen import Place, Target
from officeapp.gui.standing_bar import StandingBar
from tests.gui.conftest import TODAY, class_of, pupil_of

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot, office, theme, settings):
    """Return the window on the Register, its first person signed in."""
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    office.sign_in(office.staff.first())
    with qtbot.waitActive(window):
        window.show()
    window.let_in()
    window.go_to(Place.REGISTER, Target(school_class=class_of(office, "3 Oak").id))
    return window


def bar(window, name) -> StandingBar:
    found: StandingBar = window.findChild(StandingBar, f"{name}-bar")
    return found


def fail(office) -> None:
    """Have a save fail as it does on a drive that was pulled out."""
    error: Exception = database.driver.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"  # type: ignore[attr-defined]  # the driver's own
    office.drive.refusal(error)


def midnight(window, clock) -> NewDay:
    """Let it be the next morning, and the window look at the day."""
    clock.now += dt.timedelta(days=1)
    day: NewDay = window.findChild(NewDay)
    day.look()
    return day


def pencilled(office, day=TODAY) -> dict[str, str]:
    """Return what is in pencil for a day, by surname."""
    roll = office.roll.pupils()
    return {
        roll[pupil].surname: draft.code
        for kept in office.pencil.open_sheets()
        for pupil, draft in kept.drafts.items()
        if kept.sheet.day == day
    }


def type_a_mark(qtbot, window, key) -> None:
    qtbot.keyClick(window.screen_in_view().sheet.view, key)


def test_a_failed_drive_is_said_until_it_takes_saves_again(qtbot, window, office):
    fail(office)
    qtbot.waitUntil(bar(window, "drive").isVisible)
    assert "the school can only be read" in bar(window, "drive").text()
    assert window.findChild(QLabel, "status.saved").text() == "Nothing is saved now"
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL_SHIFT)
    qtbot.waitUntil(lambda: not bar(window, "drive").isVisible())
    assert window.findChild(QLabel, "status.saved").text() == "Everything is saved"


def test_a_drive_that_still_fails_keeps_its_bar(qtbot, window, office):
    fail(office)
    office.path.rename(office.path.with_name("pulled-out.db"))
    qtbot.waitUntil(bar(window, "drive").isVisible)
    window.findChild(QPushButton, "drive-bar.try").click()
    assert "There is no file" in window.findChild(MessageBar).text()
    assert bar(window, "drive").isVisible()


def test_a_mark_typed_on_a_failed_drive_is_refused_where_it_was_typed(qtbot, window, office):
    """Seen red with the pencil not asking the drive: it would have been written unsaid."""
    type_a_mark(qtbot, window, Qt.Key.Key_Slash)
    fail(office)
    type_a_mark(qtbot, window, Qt.Key.Key_Slash)
    assert list(pencilled(office)) == ["Abbasi"]
    said = [part.text() for part in window.screen_in_view().findChildren(QLabel)]
    assert any("Nothing was changed, and what you typed is still here" in one for one in said)


def test_a_window_that_was_locked_says_so_again(qtbot, window, office):
    fail(office)
    window.lock()
    office.sign_in(office.staff.first())
    window.let_in()
    assert bar(window, "drive").isVisible()


def test_overnight_the_day_is_asked_before_the_next_mark(qtbot, window, office, clock):
    """Seen red with the screens left open to keys."""
    type_a_mark(qtbot, window, Qt.Key.Key_Slash)
    midnight(window, clock)
    assert "It is now Thursday 19 November 2026;" in bar(window, "day").text()
    assert "A register of Wednesday 18 November 2026 was begun" in bar(window, "day").text()
    view = window.screen_in_view().sheet.view
    qtbot.keyClick(view, Qt.Key.Key_Slash)
    window.go_to(Place.TODAY)
    assert window.place is Place.REGISTER
    assert list(pencilled(office)) == ["Abbasi"]


def test_going_on_shows_the_new_day_and_yesterdays_pencil_stays_yesterdays(
    qtbot, window, office, clock
):
    """Seen red with the screens kept: the mark went to the day before."""
    type_a_mark(qtbot, window, Qt.Key.Key_Slash)
    midnight(window, clock)
    qtbot.keyClick(window, Qt.Key.Key_T, CTRL_SHIFT)
    assert bar(window, "day").text().startswith("A register of Wednesday 18 November 2026")
    type_a_mark(qtbot, window, Qt.Key.Key_N)
    tomorrow = TODAY + dt.timedelta(days=1)
    assert (pencilled(office), pencilled(office, tomorrow)) == ({"Abbasi": "/"}, {"Young": "N"})
    assert office.register.standing(pupil_of(office, "Abbasi").id, TODAY, Session.AM) is None


def test_yesterdays_register_is_offered_to_whoever_signs_in_next_morning(
    qtbot, window, office, clock
):
    type_a_mark(qtbot, window, Qt.Key.Key_Slash)
    window.lock()
    clock.now += dt.timedelta(days=1)
    office.sign_in(office.staff.first())
    window.let_in()
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL_SHIFT)
    assert window.findChild(QLabel, "register.title").text().startswith("Week of Monday 16")
    qtbot.keyClick(window.screen_in_view().sheet.view, Qt.Key.Key_Return, CTRL)
    assert office.register.standing(pupil_of(office, "Abbasi").id, TODAY, Session.AM).code == "/"
    assert bar(window, "day").text() == ""


def test_staying_goes_on_where_it_was_and_keeps_saying_so(qtbot, window, office, clock):
    type_a_mark(qtbot, window, Qt.Key.Key_Slash)
    day = midnight(window, clock)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not day.is_asking
    assert "You are still on Wednesday 18 November 2026" in bar(window, "day").text()
    type_a_mark(qtbot, window, Qt.Key.Key_Slash)
    assert list(pencilled(office)) == ["Abbasi", "Dąbrowski"]


def test_long_work_that_ends_does_not_answer_the_question(window, clock):
    midnight(window, clock)
    for held in (True, False):
        window._tasks.holding.emit(held)
    assert not window.screen_in_view().isEnabled()


def test_a_clock_set_back_again_asks_nothing(window, office, clock):
    day = midnight(window, clock)
    clock.now -= dt.timedelta(days=1)
    day.look()
    assert not day.is_asking
    assert bar(window, "day").text() == ""


@pytest.mark.parametrize("hours", [-24, 23, 24 * 365])
def test_any_change_of_the_day_is_asked(window, clock, hours):
    clock.now += dt.timedelta(hours=hours)
    day = window.findChild(NewDay)
    day.look()
    assert day.is_asking
