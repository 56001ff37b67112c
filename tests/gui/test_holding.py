from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QWidget

from officeapp.errors import OfficeError
from officeapp.gui.main_window import MainWindow
from officeapp.gui.messages import MessageBar
from officeapp.gui.screen import Place
from officeapp.gui.tasks import TaskRunner


class FullDriveError(OfficeError):
    """The drive of a test is full."""

    def __init__(self):
        super().__init__("The drive is full; make room.")


@pytest.fixture
def window(qtbot, office, theme, settings):
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.keyClicks(window.findChild(QLineEdit, "sign-in.name"), "pet")
    qtbot.keyClick(window.findChild(QLineEdit, "sign-in.name"), Qt.Key.Key_Return)
    return window


@pytest.fixture
def tasks(window):
    return window.findChild(TaskRunner)


def places(window):
    return window.findChild(QStackedWidget, "window.places")


def test_the_window_takes_no_entry_while_work_writes_in_the_file(window, tasks, qtbot):
    window.go_to(Place.SCHOOL)
    written, done = threading.Event(), list[bool]()
    tasks.run(window, "Writing", lambda _: written.wait(5), done.append, after_writing=list)
    assert not places(window).isEnabled()
    assert window.findChild(QPushButton, "status.cancel").isEnabled()
    with qtbot.waitSignal(tasks.ended):
        written.set()
    assert done == [True]
    assert places(window).isEnabled()


def test_work_that_only_reads_holds_nothing(window, tasks, qtbot):
    read = threading.Event()
    tasks.run(window, "Reading", lambda _: read.wait(5), lambda _: None)
    assert places(window).isEnabled()
    with qtbot.waitSignal(tasks.ended):
        read.set()


def test_what_was_written_is_read_anew_though_nobody_waits_for_the_answer(qtbot):
    tasks, owner, heard = TaskRunner(), QWidget(), []
    with qtbot.waitSignal(tasks.ended):
        tasks.run(owner, "W", lambda _: 1, heard.append, after_writing=lambda: heard.append("read"))
        owner.deleteLater()
        qtbot.waitUntil(lambda: bool(heard))
    tasks.close()
    assert "read" in heard


def test_the_window_is_given_free_where_the_work_is_refused(window, tasks, qtbot):
    def refuse(_report):
        raise FullDriveError

    with qtbot.waitSignal(tasks.ended):
        tasks.run(window, "Writing", refuse, lambda _: None, after_writing=list)
    assert places(window).isEnabled()
    assert window.findChild(MessageBar).text() == "The drive is full; make room."
