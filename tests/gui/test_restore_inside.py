"""A backup put back from inside the open school: three clicks, and what is newer said first."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from officeapp import app as a
from officeapp import paths
from officeapp.books.copies import Copies
from officeapp.domain.keeping import Rule
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.screen import Place, Target
from officeapp.procedures.keep_backups import choose_places, keep_backups
from officeapp.procedures.keep_roll import add_class, admit
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from tests.gui.conftest import NAMES, SINCE, TODAY, admission, class_of, pupil_of, take

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path, clock):
    """Return a school of one class that is no sample: a sample is not backed up."""
    made = NewSchool("Moorside Primary", "Petra Lindqvist", "Headteacher")
    with new_school(tmp_path / "school.db", made, clock=clock, own_folder=tmp_path) as office:
        oak = add_class(office, "3 Oak", office.school.sites()[0].id)
        admit(office, [admission(*name, oak.id, "3", 2018) for name in NAMES])
        yield office


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
    add_person(office, "Tim Ray", "Technician", Role.TECHNICIAN, SINCE)
    add_person(office, "Ola Nowak", "Receptionist", Role.RECEPTION, SINCE)
    office.close()
    return office.path


@pytest.fixture
def program(qapp, settings, school, qtbot):
    """Return the program with the school open and its backups in view."""
    program = a.Program(qapp, settings)
    program.open(school)
    show_backups(program, qtbot, "Petra Lindqvist")
    yield program
    if program.start:
        program.start.close()
    program._close()
    qapp.setStyleSheet("")


def show_backups(program, qtbot, name):
    office, window = program.window._office, program.window
    window.lock()
    office.sign_in(next(one for one in office.staff.people() if one.name == name))
    window.let_in()
    window.go_to(Place.SCHOOL, Target(section="school.backups"))
    qtbot.waitUntil(lambda: bool(window._backups.all))


def part(program, kind, name):
    return program.window.findChild(kind, f"school.backups.{name}")


def ask(program, qtbot):
    """Press Restore… and wait for what the newest backup lacks."""
    part(program, QPushButton, "restore").click()
    lacks = part(program, QLabel, "restore.lacks")
    qtbot.waitUntil(lambda: lacks.text().startswith("This copy ends"))
    return lacks.text()


def test_what_is_newer_in_the_school_itself_is_said_before_anything_is_closed(program, qtbot):
    assert "the file there has 9 entries after it." in ask(program, qtbot)
    assert program.window.isVisible()


def test_the_third_click_puts_it_back_and_opens_it(program, qtbot, school):
    ask(program, qtbot)
    part(program, QPushButton, "restore.do").click()
    qtbot.waitUntil(lambda: school.with_name("school-before-restore.db").is_file())
    qtbot.waitUntil(lambda: program.window is not None)
    assert len(Copies(school, school.parent).backups) == 3  # what was put aside is backed up too
    office = program.window._office
    zara = pupil_of(office, "Abbasi").id
    assert office.register.standing(zara, TODAY, Session.AM) is None
    assert class_of(office, "3 Oak")


def test_one_that_does_not_pass_leaves_the_school_open_as_it_was(
    program, qtbot, school, tmp_path, monkeypatch
):
    """Seen red with the start page left standing there."""
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    newest = Copies(school, tmp_path).backups[0].file
    ask(program, qtbot)
    newest.write_bytes(b"no school at all")
    part(program, QPushButton, "restore.do").click()
    qtbot.waitUntil(lambda: bool(told))
    assert "choose another" in told[0]
    zara = pupil_of(program.window._office, "Abbasi").id
    assert program.window._office.register.standing(zara, TODAY, Session.AM).code == "/"


def test_esc_goes_back_and_nothing_happened(program, qtbot, school):
    ask(program, qtbot)
    assert program.window.screen_in_view().step_back()
    assert not part(program, QPushButton, "restore.do").isVisible()
    assert not list(school.parent.glob("*before-restore*"))


@pytest.mark.parametrize(("name", "may"), [("Tim Ray", True), ("Ola Nowak", False)])
def test_who_may_is_asked(program, qtbot, name, may):
    show_backups(program, qtbot, name)
    button = part(program, QPushButton, "restore")
    assert (button is not None and button.isEnabled()) is may
