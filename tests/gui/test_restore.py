"""A backup is put back from the start page: two keys for the newest good one."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from officeapp import app as a
from officeapp import paths
from officeapp.books.copies import Copies
from officeapp.domain.keeping import Rule
from officeapp.domain.school_year import Session
from officeapp.gui.messages import MessageBar
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_backups import choose_places, keep_backups
from tests.gui.conftest import TODAY, take

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def school(office, clock, tmp_path, monkeypatch):
    """Return the path of a school that was backed up twice, and has a register since."""
    monkeypatch.setattr(paths, "own_folder", lambda: tmp_path)
    (tmp_path / "stick").mkdir()
    choose_places(Copies(office.path, tmp_path), [tmp_path / "stick"])
    for _ in range(2):
        clock.now += dt.timedelta(minutes=30)
        keep_backups(office.path, clock=clock, own_folder=tmp_path, rule=Rule())
    take(office, "3 Oak", TODAY, Session.AM, "//////")
    office.close()
    return office.path


@pytest.fixture
def program(qapp, settings, school, qtbot):
    program = a.Program(qapp, settings)
    with qtbot.waitActive(program.show_start()):
        pass
    yield program
    if program.start:
        program.start.close()
    program._close()
    qapp.setStyleSheet("")


@pytest.fixture
def page(program, qtbot):
    """Return the start window with its backups shown and the newest one looked at."""
    start = program.start
    qtbot.keyClick(start, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: about(start) != "")
    return start


def about(start):
    return start.findChild(QLabel, "restore.about").text()


def test_the_newest_is_chosen_and_what_it_lacks_is_said(page):
    assert about(page) == (
        "This copy ends Wednesday 18 November 2026 09:31; the file there has 7 entries after it."
    )


def test_enter_restores_it_and_opens_the_school(page, program, qtbot, school):
    qtbot.keyClick(page.findChild(RecordView, "restore.list"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window is not None)
    assert school.with_name("school-before-restore.db").is_file()


def test_a_lost_file_is_found_by_its_backups(program, qtbot, school):
    school.unlink()
    start = program.start
    qtbot.keyClick(start, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: about(start).startswith("This copy ends"))
    start.findChild(QPushButton, "restore.do").click()
    qtbot.waitUntil(lambda: program.window is not None)
    assert school.is_file()


def test_one_that_was_changed_is_not_offered(program, qtbot, school, tmp_path):
    newest = Copies(school, tmp_path).backups[0].file
    newest.write_bytes(bytes(newest.stat().st_size))
    start = program.start
    qtbot.keyClick(start, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: about(start).startswith("This copy ends"))
    rows = start.findChild(RecordView, "restore.list")
    assert rows.currentIndex().row() == 1
    rows.selectRow(0)
    assert about(start) == "This one is not as it was written; choose another."
    assert not start.findChild(QPushButton, "restore.do").isEnabled()


def test_one_that_does_not_pass_the_check_is_refused_and_the_next_chosen(
    program, page, qtbot, school, tmp_path
):
    newest = Copies(school, tmp_path).backups[0].file
    content = bytearray(newest.read_bytes())
    content[len(content) // 3 : len(content) // 3 + 9000] = bytes(9000)
    newest.write_bytes(content)
    before = school.read_bytes()
    page.findChild(QPushButton, "restore.do").click()
    qtbot.waitUntil(lambda: page.findChild(MessageBar).text() != "")
    assert "does not pass the check" in page.findChild(MessageBar).text()
    assert page.findChild(RecordView, "restore.list").currentIndex().row() == 1
    assert school.read_bytes() == before


def test_esc_goes_back_to_the_choices(page, qtbot):
    qtbot.waitUntil(lambda: not page.tasks.running)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.findChild(QPushButton, "start.open").isVisible()
