from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QPushButton

from officeapp import app as a
from officeapp import paths
from officeapp.books.office import open_office
from officeapp.domain.school import Role
from officeapp.gui.messages import MessageBar
from officeapp.procedures.join_desk import make_joining_file
from officeapp.procedures.new_school import NewSchool, new_school
from tests.gui.conftest import NOW


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """Keep what this machine remembers inside the test's own folder."""
    monkeypatch.setattr(paths, "own_folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def program(qapp, settings, own_folder):
    program = a.Program(qapp, settings, lambda: NOW)  # midnight does not pass in a test
    yield program
    if program.start:
        program.start.close()
    program._close()
    qapp.setStyleSheet("")


@pytest.fixture
def file(own_folder):
    path = own_folder / "oak.db"
    new_school(path, NewSchool("Oak Primary", "Ruth Ade"), own_folder=own_folder).close()
    return path


def test_the_first_start_offers_a_choice(program):
    program.begin(None)
    assert program.start.isVisible()
    assert program.window is None


def test_the_school_last_used_is_opened_again(program, file):
    program.open(file)
    program.show_start()
    program.begin(None)
    assert program.window.isVisible()
    assert program.start is None


def test_a_file_that_cannot_be_opened_says_why_and_offers_the_choice(program, own_folder):
    (own_folder / "note.db").write_text("a shopping list")
    program.begin(own_folder / "note.db")
    assert "note.db" in program.start.findChild(MessageBar).text()


def test_a_new_school_is_made_and_asks_who_sits_here(program, own_folder):
    program.make(own_folder / "elm.db", NewSchool("Elm Primary", "Ruth Ade"))
    assert (own_folder / "elm.db").is_file()
    assert program.window.place is None


def test_a_school_in_the_place_of_another_file_is_refused(program, file):
    program.make(file, NewSchool("Elm Primary", "Ruth Ade"))
    assert "is there already" in program.start.findChild(MessageBar).text()


def test_a_backup_is_restored_and_opened(program, file, own_folder, qtbot):
    program.restore(file, own_folder / "again.db")
    qtbot.waitUntil(lambda: program.window is not None)
    assert (own_folder / "again.db").is_file()


def imported_with_the_window() -> set[str]:
    """Return every module that is there once the window's own module is."""
    command = [sys.executable, "-c", "import sys, officeapp.app; print(*sys.modules)"]
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # own code
    return set(said.stdout.split())


def test_the_window_imports_nothing_heavy_before_the_first_paint():
    heavy = {"sqlite_utils", "reportlab", "icalendar", "argon2", "rapidfuzz", "openpyxl", "lxml"}
    assert not (heavy | {"cryptography"}) & imported_with_the_window()


def test_before_somebody_signed_in_only_what_signing_in_takes_is_imported():
    """Each book that came in beside these cost its share of a second start. Seen red so."""
    prefix = "officeapp.books."
    books = {one.removeprefix(prefix) for one in imported_with_the_window() if prefix in one}
    for_the_file = {
        "act",
        "database",
        "desk",
        "desk_keys",
        "drive",
        "held",
        "office",
        "opened",
        "places",
        "sealing",
        "shelf",
        "versions",
    }
    assert books - for_the_file == {"confirmations", "pins", "school"}


def test_without_a_screen_only_the_sample_can_be_pictured(monkeypatch, capsys):
    monkeypatch.setattr(a, "has_screen", lambda: False)
    assert a.open_window() == a.NO_SCREEN
    assert "There is no screen here" in capsys.readouterr().out


@pytest.mark.slow
def test_the_sample_is_made_once_a_day_and_opened(program, own_folder, qtbot):
    program.begin(None, demo=True)
    assert not program.start.findChild(QPushButton, "start.open").isEnabled()
    qtbot.waitUntil(lambda: program.window is not None, timeout=120_000)
    (made,) = (own_folder / "sample").glob("sample-*.db")
    written = made.stat().st_mtime_ns
    program.show_sample()
    assert program.window.isVisible()
    assert made.stat().st_mtime_ns == written


@pytest.mark.slow
def test_the_demo_without_a_screen_says_where_the_pictures_are(monkeypatch, capsys, tmp_path, qapp):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(a, "has_screen", lambda: False)
    assert a.open_window(demo=True) == 0
    said = capsys.readouterr().out
    assert f"The pictures are in {tmp_path / 'pictures'}." in said
    assert len(list((tmp_path / "pictures").glob("*.png"))) == said.count(".png")
    qapp.setStyleSheet("")


@pytest.mark.parametrize(
    ("variables", "there_is_one"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)],
)
def test_a_screen_is_known_by_the_variables_of_the_session(monkeypatch, variables, there_is_one):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    assert a.has_screen() is there_is_one


def test_a_computer_joins_with_the_code_and_not_with_another(program, file, own_folder, qtbot):
    with open_office(file, own_folder=own_folder) as office:
        office.sign_in(office.staff.first())
        joining = own_folder / "reception.joining"
        code = make_joining_file(office, "Reception", [Role.RECEPTION], joining)
    program.begin(None)
    copy = own_folder / "copy.db"
    program.join(joining, "AAAA AAAA AAAA AAAA", copy)
    qtbot.waitUntil(lambda: not program.start.tasks.running, timeout=20_000)
    assert "does not open" in program.start.findChild(MessageBar).text()
    assert not copy.exists()
    program.join(joining, code.lower(), copy)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert program.window.isVisible()
    assert copy.exists()
