"""Three windows on three files and one folder: a morning apart, brought together, to the byte.

Reception signs children in late, the office takes a register and amends it, and the head decides
leave while the folder is out of reach. Each joined with a file and a code. Seen red with an
exchange that takes in and leaves nothing.
"""

from __future__ import annotations

import contextlib

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from officeapp.books.check import check
from officeapp.books.office import open_office
from officeapp.domain.leave import LeaveState
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.main_window import MainWindow
from officeapp.gui.screen import Place
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.join_desk import make_joining_file, open_joining_file
from officeapp.procedures.keep_school import add_person
from tests.desks import books_of
from tests.gui.conftest import TODAY, pupil_of, take
from tests.gui.leave_at_work import a_request

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
PEOPLE = (
    ("Ana Clerk", "Receptionist", Role.RECEPTION),
    ("Petra Lindqvist", "Office manager", None),
    ("Hana Okafor", "Headteacher", Role.HEAD),
)


@pytest.fixture
def folder(tmp_path):
    """Return a folder that every desk can reach."""
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


@pytest.fixture
def asked(office):
    """Return a request for leave that the head has not decided; everybody is in post."""
    for name, post, role in PEOPLE:
        if role is not None:
            add_person(office, name, post, role, TODAY)
    return a_request(office, "Abbasi")


@pytest.fixture
def three(office, asked, clock, tmp_path):
    """Return the files of reception, the office and the head's laptop."""
    with contextlib.ExitStack() as stack:

        def joined(name, role):
            file, own = tmp_path / f"{name}.joining", tmp_path / name
            own.mkdir()
            code = make_joining_file(office, name, [role], file)
            open_joining_file(file, code, own / "school.db", own_folder=own, clock=clock)
            return stack.enter_context(open_office(own / "school.db", clock=clock, own_folder=own))

        yield [joined("Reception", Role.RECEPTION), office, joined("Head's laptop", Role.HEAD)]


@pytest.fixture
def windows(three, qtbot, theme, folder, tmp_path):
    """Return a window for each, somebody of the post signed in."""
    made = []
    for office, (name, _, _) in zip(three, PEOPLE, strict=True):
        settings = QSettings(str(tmp_path / f"{name}.ini"), QSettings.Format.IniFormat)
        window = MainWindow(office, theme, settings)
        qtbot.addWidget(window)
        made.append(window)
        office.sign_in(office.staff.named(name, TODAY))
        window.let_in()
        window.show()
        sharing_of(window).use_folder(folder)
        qtbot.waitUntil(lambda window=window: not sharing_of(window).is_busy)
    yield made
    for window in made:
        window.close()
        sharing_of(window).wait()


def sharing_of(window):
    return window.exchanger


def turn_to(qtbot, window):
    """Sit down at a desk."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def type_in(window, text):
    QTest.keyClicks(QApplication.focusWidget() or window, text)


def share(qtbot, *windows):
    """Press the key that shares, at one desk after another."""
    for window in windows:
        turn_to(qtbot, window)
        with qtbot.waitSignal(sharing_of(window).came, timeout=10_000):
            press(window, Qt.Key.Key_E, CTRL_SHIFT)
        qtbot.waitUntil(lambda window=window: not sharing_of(window).is_busy)


def words(window):
    return window.findChild(QLabel, "status.shared").text()


def morning(office, surname):
    return office.register.standing(pupil_of(office, surname).id, TODAY, Session.AM)


def test_a_morning_apart_is_brought_together_to_the_byte(qtbot, three, windows, folder, asked):
    reception, office, head = three
    at_reception, in_office, on_train = windows
    turn_to(qtbot, at_reception)
    press(at_reception, Qt.Key.Key_3, CTRL)
    for typed in ("kau", "john"):
        type_in(at_reception, typed)
        press(at_reception, Qt.Key.Key_Return)
        type_in(at_reception, "1")
        press(at_reception, Qt.Key.Key_Return)
    assert morning(reception, "Kaur") is not None
    take(office, "3 Oak", TODAY, Session.AM, "//NN//")
    amend_mark(office, morning(office, "Abbasi"), "M", "the parent rang")
    folder.rename(folder.with_name("away"))
    turn_to(qtbot, on_train)
    press(on_train, Qt.Key.Key_4, CTRL)
    type_in(on_train, "g")
    press(on_train, Qt.Key.Key_Return, CTRL)
    with qtbot.waitSignal(sharing_of(on_train).changed):
        sharing_of(on_train).share()
    assert words(on_train).startswith("The folder cannot be reached; work goes on")
    assert head.leave.state(head.leave.request(asked.id)) is LeaveState.GRANTED

    folder.with_name("away").rename(folder)
    share(qtbot, *windows, *windows)
    assert office.leave.state(office.leave.request(asked.id)) is LeaveState.GRANTED
    for window in (at_reception, in_office, on_train):
        counted = window.findChild(QAbstractButton, "rail.clashes")
        qtbot.waitUntil(lambda counted=counted: counted.count == 2)
    turn_to(qtbot, in_office)
    press(in_office, Qt.Key.Key_9, CTRL)
    assert in_office.place is Place.CLASHES
    press(in_office, Qt.Key.Key_1)
    press(in_office, Qt.Key.Key_2)
    share(qtbot, in_office, at_reception, on_train, in_office)
    assert [books_of(one) for one in three] == [books_of(office)] * 3
    assert [check(one) for one in three] == [[], [], []]
    assert [words(one).split(" ·")[0] for one in windows] == ["Shared 09:31"] * 3
    assert not any(one.findChild(QAbstractButton, "status.clashes").isVisible() for one in windows)
