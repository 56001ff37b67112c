"""Another person sits down at the desk, with a PIN, with a code, or after wrong ones."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from officeapp.books.office import open_office
from officeapp.domain.school import Role
from officeapp.domain.sitting_down import NUMBERED, fitting
from officeapp.gui.main_window import MainWindow
from officeapp.gui.screen import Place
from officeapp.procedures.choose_pin import choose_pin
from officeapp.procedures.confirm import confirm
from officeapp.procedures.give_code import give_code
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.sign_in import sign_in
from tests.builders import PIN, with_pin
from tests.gui.conftest import TODAY

FIRST = "Amina Bea Carys Dewi Ewa Femi Gwen Hana Idris Jo Kofi Lena Mina".split()  # noqa: SIM905
LAST = "Abbot Bell Cole Dunn Eze Flint Gray Hope Ives Jain Kaur Lowe Moss Nash Orr".split()  # noqa: SIM905
FORTY = ["Ruth Ade", *(f"{FIRST[n % 13]} {LAST[n % 15]}" for n in range(39))]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot, theme, settings, tmp_path, clock):
    """Return a window at which a head sits and a receptionist waits, with PINs as in a school."""
    made = NewSchool("Oak Primary", "Ruth Ade")
    with new_school(tmp_path / "oak.db", made, clock=clock, own_folder=tmp_path) as office:
        ruth = office.staff.first()
        sam = add_person(office, "Sam Osei", "Receptionist", Role.RECEPTION, TODAY)
        choose_pin(office, ruth, "274915", "274915")
        confirm(office, "274915")
        choose_pin(office, sam, "630517", "630517", code=give_code(office, sam))
        sign_in(office, ruth, "274915")
        window = MainWindow(office, theme, settings)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        office.sign_in(ruth)
        window.let_in()
        qtbot.waitUntil(window.isActiveWindow)
        yield office, window


def switch(qtbot, typed):
    """Press Ctrl+L and then these keys, each where the focus is; return how many were pressed."""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, CTRL)
    for one in typed:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key(ord(one)))
    return 1 + len(typed)


def test_another_person_sits_down_in_eight_keys_and_three_seconds(desk, qtbot):
    """R18. Planted: a PIN that waits for Enter: red."""
    office, window = desk
    began = time.monotonic()
    pressed = switch(qtbot, "2630517")
    assert (office.person.name, window.place) == ("Sam Osei", Place.TODAY)
    assert time.monotonic() - began < 3
    assert pressed == 8
    assert window.findChild(QLabel, "rail.name").text() == "Sam Osei, Receptionist"


@pytest.fixture
def large_desk(qtbot, theme, settings, tmp_path, clock):
    """Return a window in a school of forty people with PINs, nobody signed in."""
    made = NewSchool("Oak Primary", "Ruth Ade")
    with new_school(tmp_path / "oak.db", made, clock=clock, own_folder=tmp_path) as office:
        head = office.staff.first()
        for name in FORTY[1:]:
            office.sign_in(head)
            with_pin(office, add_person(office, name, "Teacher", Role.PASTORAL, TODAY))
        with_pin(office, head)
        window = MainWindow(office, theme, settings)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
        yield office, window


def test_any_of_forty_people_sits_down_in_eight_keys_and_three_seconds(large_desk, qtbot):
    """A letter and a number, then the PIN. Seen red with numbers for the first nine only."""
    office, _ = large_desk
    slowest = 0.0
    for person in office.staff.people():
        keys = (*keys_for(office.staff.people(), person), *PIN)
        assert len(keys) <= 8
        began = time.monotonic()
        for one in keys:
            qtbot.keyClicks(QApplication.focusWidget(), one)
        slowest = max(slowest, time.monotonic() - began)
        assert office.person == person
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, CTRL)
    assert slowest < 3


def keys_for(people, person):
    """Return the fewest keys that choose a person, as one reads them off the tiles."""
    if people.index(person) < NUMBERED:
        return (str(people.index(person) + 1),)
    letter = person.name[0].lower()
    return (letter, str(fitting(people, letter).index(person) + 1))


def test_an_enter_too_much_after_the_pin_reaches_nothing(desk, qtbot):
    """Planted: the Enter passed on to the list in view: red."""
    _, window = desk
    switch(qtbot, "2630517")
    heard = []
    field = QLineEdit(window.screen_in_view())
    field.returnPressed.connect(lambda: heard.append("enter"))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == []


def test_a_lost_pin_is_replaced_at_the_desk_with_a_code(desk, qtbot):
    office, window = desk
    confirm(office, "274915")
    code = give_code(office, office.staff.named("Sam Osei", TODAY))
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    qtbot.keyClicks(window.focusWidget(), "2")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F2)
    for typed in (code, "851307", "851307"):
        qtbot.keyClicks(window.focusWidget(), typed)
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert office.person.name == "Sam Osei"
    sign_in(office, office.person, "851307")


def test_the_wait_after_wrong_pins_is_there_after_the_program_was_closed(desk, qtbot, clock):
    office, window = desk
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    qtbot.keyClicks(window.focusWidget(), "2")
    for _ in range(5):
        qtbot.keyClicks(window.focusWidget(), "111113")
    assert "This is not the PIN" in refused(window)
    office.close()
    with open_office(office.path, clock=clock, own_folder=office.path.parent) as again:
        page = MainWindow(again, window._theme, QSettings())
        qtbot.addWidget(page)
        page.show()
        qtbot.keyClicks(page.findChild(QLineEdit, "sign-in.name"), "2")
        qtbot.keyClicks(page.findChild(QLineEdit, "sign-in.pin"), "630517")
        assert "Too many wrong PINs" in refused(page)


def refused(window):
    """Return what the sign-in page says below the PIN."""
    return window.findChild(QLabel, "sign-in.refused").text()
