from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from officeapp.domain.pins import Strength
from officeapp.gui.sign_in import SignInPage
from officeapp.procedures import choose_pin as c
from officeapp.procedures.new_school import NewSchool, new_school

LIGHT_WORK = Strength(memory_kib=64, passes=1)
PIN = "274915"


@pytest.fixture
def office(tmp_path, clock):
    """Return a real school, whose first person has chosen no PIN yet."""
    school = NewSchool("Oak Primary", "Ruth Ade")
    with new_school(tmp_path / "oak.db", school, clock=clock, own_folder=tmp_path) as office:
        office.sign_in(None)
        yield office


@pytest.fixture
def with_pin(office):
    c.choose_pin(office, office.staff.first(), PIN, PIN, strength=LIGHT_WORK)
    office.sign_in(None)
    return office


@pytest.fixture
def page(qtbot, office, theme):
    page = SignInPage(office, theme)
    qtbot.addWidget(page)
    page.show()
    page.step_back()
    return page


def enter(qtbot, page, name, text):
    field = page.findChild(QLineEdit, name)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_first_person_of_a_new_school_chooses_a_pin(page, qtbot, office):
    enter(qtbot, page, "sign-in.name", "ruth")
    enter(qtbot, page, "sign-in.pin", PIN)
    with qtbot.waitSignal(page.signed_in):
        enter(qtbot, page, "sign-in.again", PIN)
    assert office.person.name == "Ruth Ade"
    assert office.pins.state(office.person.id).hash.startswith("$argon2id$v=19$m=65536,t=3")


def test_a_pin_that_is_tried_first_is_refused_where_it_is_typed(page, qtbot, office):
    enter(qtbot, page, "sign-in.name", "ruth")
    enter(qtbot, page, "sign-in.pin", "123456")
    enter(qtbot, page, "sign-in.again", "123456")
    assert "neighbouring digits" in page.findChild(QLabel, "sign-in.refused").text()
    assert office.person is None


def test_a_pin_signs_in(page, qtbot, with_pin):
    enter(qtbot, page, "sign-in.name", "ade")
    with qtbot.waitSignal(page.signed_in):
        enter(qtbot, page, "sign-in.pin", PIN)
    assert with_pin.person.name == "Ruth Ade"


def test_a_wrong_pin_says_so_and_leaves_the_field_empty(page, qtbot, with_pin):
    enter(qtbot, page, "sign-in.name", "ade")
    enter(qtbot, page, "sign-in.pin", "274916")
    assert page.findChild(QLabel, "sign-in.refused").text().startswith("This is not the PIN")
    assert not page.findChild(QLineEdit, "sign-in.pin").text()
    assert with_pin.person is None


def test_esc_goes_back_to_the_names(page, qtbot, with_pin):
    enter(qtbot, page, "sign-in.name", "ade")
    qtbot.keyClick(page.findChild(QLineEdit, "sign-in.pin"), Qt.Key.Key_Escape)
    assert page.findChild(QLineEdit, "sign-in.name").hasFocus()


def test_letters_narrow_the_names(page, qtbot, with_pin):
    qtbot.keyClicks(page.findChild(QLineEdit, "sign-in.name"), "nobody")
    qtbot.waitUntil(
        lambda: not [t for t in page.findChildren(QPushButton) if "person" in t.objectName()]
    )


def test_somebody_whose_time_has_ended_is_not_among_the_names(qtbot, theme, with_pin, clock):
    clock.now -= dt.timedelta(days=365 * 30)
    page = SignInPage(with_pin, theme)
    qtbot.addWidget(page)
    assert not [t for t in page.findChildren(QPushButton) if "person" in t.objectName()]
