from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from officeapp.books.check import check
from officeapp.books.office import open_office
from officeapp.domain.school_year import Session
from officeapp.gui.backups import Backups
from tests.gui.conftest import TODAY, take
from tests.gui.school_window import CTRL, Key, SchoolWindow


@pytest.fixture
def window(qtbot, office, services, qapp):
    backups = Backups(office, qapp)
    return SchoolWindow(qtbot, office, replace(services, backups=backups), "school.backups")


def test_a_backup_is_made_checked_and_remembered(window, qtbot, services, monkeypatch, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    assert window.text("school.backups.last") == "No backup has been made from this computer yet."
    with qtbot.waitSignal(services.tasks.ended):
        window.find(QPushButton, "school.backups.now").click()
    (made,) = folder.iterdir()
    assert window.text("school.backups.last") == "Wed 18 Nov 2026, 09:31"
    assert window.text("school.backups.file") == str(made)
    assert window.text("school.backups.folder") == f"The next one goes to {folder}."
    with open_office(made, read_only=True) as copy:
        assert check(copy) == []


def test_another_folder_is_chosen(window, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    window.find(QPushButton, "school.backups.choose").click()
    assert window.text("school.backups.folder") == f"The next one goes to {tmp_path}."


def test_a_second_place_is_chosen_and_taken_away_again(window, monkeypatch, tmp_path):
    for name, button in (("one", "choose"), ("two", "second")):
        (tmp_path / name).mkdir()
        folder = str(tmp_path / name)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, at=folder: at)
        window.find(QPushButton, f"school.backups.{button}").click()
    both = f"The next one goes to {tmp_path / 'one'} and {tmp_path / 'two'}."
    assert window.text("school.backups.folder") == both
    window.find(QPushButton, "school.backups.second").click()
    assert window.text("school.backups.folder") == f"The next one goes to {tmp_path / 'one'}."


def test_a_spoilt_backup_is_listed_until_somebody_has_looked_into_it(
    window, qtbot, services, monkeypatch, tmp_path
):
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    now = window.find(QPushButton, "school.backups.now")
    with qtbot.waitSignal(services.tasks.ended):
        now.click()
    (made,) = folder.iterdir()
    made.write_bytes(b"something else")
    with qtbot.waitSignal(services.tasks.ended):
        now.click()
    assert [row[-1] for row in window.rows("school.backups.list")] == ["sound", "changed"]
    settle = window.find(QPushButton, "school.backups.settle")
    settle.click()
    qtbot.waitUntil(lambda: len(window.rows("school.backups.list")) == 1)
    assert window.rows("school.backups.list")[0][-1] == "sound"
    assert not settle.isVisible()


def test_a_sound_file_is_said_to_be_sound(window, qtbot, services):
    with qtbot.waitSignal(services.tasks.ended):
        window.press(Key.Key_E, CTRL)
    assert window.text("school.backups.answer") == "The file is sound, 09:31."


def test_a_line_that_is_not_what_the_ink_says_is_found_and_drawn_anew(
    window, office, qtbot, services
):
    take(office, "3 Oak", TODAY, Session.AM, "//////")
    office.connection.execute("UPDATE standing_line SET marks = replace(marks, '/', 'I')")
    with qtbot.waitSignal(services.tasks.ended):
        window.press(Key.Key_E, CTRL)
    assert len(window.rows("school.backups.faults")) == 6
    with qtbot.waitSignal(services.tasks.ended):
        window.find(QPushButton, "school.backups.mend").click()
    assert window.text("school.backups.answer") == "The file is sound, 09:31."
    assert check(office) == []
