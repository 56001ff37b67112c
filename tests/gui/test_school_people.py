from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from officeapp.domain.rights import Right
from officeapp.domain.school import Role
from officeapp.gui.school.staff import ROLE_WORDS, rights_said
from officeapp.procedures.keep_school import add_person, add_site
from tests.gui.conftest import class_of
from tests.gui.school_window import CTRL, Key, SchoolWindow


@pytest.fixture
def classes(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.classes")


@pytest.fixture
def staff(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.staff")


def test_classes_are_listed_with_their_pupils(classes):
    assert classes.rows("school.classes.list") == [
        ["R Ash", "Main site", "–", "Reception", "1"],
        ["3 Oak", "Main site", "–", "Year 3", "6"],
    ]


def test_a_class_is_added_at_a_site(classes, office):
    hill = add_site(office, "Hill Top")
    classes.press(Key.Key_N, CTRL)
    classes.type("school.classes.name", "4 Elm")
    classes.type("school.classes.teacher", "Ms Okafor")
    choice = classes.find(QComboBox, "school.classes.site")
    choice.setCurrentIndex(choice.findData(hill.id))
    classes.press(Key.Key_Return)
    made = class_of(office, "4 Elm")
    assert (made.site, made.teacher) == (hill.id, "Ms Okafor")
    assert classes.text("school.classes.saved") == "Saved 09:31 · Class 4 Elm added"


def test_a_class_is_renamed(classes, office):
    classes.press(Key.Key_Return)
    classes.type("school.classes.name", "R Elm")
    classes.press(Key.Key_Return)
    assert [row[0] for row in classes.rows("school.classes.list")] == ["R Elm", "3 Oak"]


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(classes):
    classes.press(Key.Key_Return)
    classes.type("school.classes.name", "3 Oak")
    classes.press(Key.Key_Return)
    assert classes.text("school.classes.form.refused").startswith("There is a class 3 Oak")
    classes.esc()
    classes.press(Key.Key_Return)
    assert classes.find(QLineEdit, "school.classes.name").text() == "3 Oak"


def test_a_class_with_pupils_stays_in_use(classes, office):
    classes.press(Key.Key_Return)
    classes.find(QCheckBox, "school.classes.gone").click()
    classes.press(Key.Key_Return, CTRL)
    assert classes.text("school.classes.form.refused").startswith("1 pupil is in R Ash")
    assert not class_of(office, "R Ash").gone


def test_an_empty_class_is_used_no_longer_and_comes_back(classes, office):
    classes.press(Key.Key_N, CTRL)
    classes.type("school.classes.name", "Spare")
    classes.press(Key.Key_Return)
    classes.press(Key.Key_Down)
    classes.press(Key.Key_Down)
    classes.press(Key.Key_Return)
    classes.find(QCheckBox, "school.classes.gone").click()
    classes.press(Key.Key_Return, CTRL)
    assert [one.name for one in office.roll.classes()] == ["R Ash", "3 Oak"]
    classes.find(QCheckBox, "school.classes.gone-too").click()
    assert classes.rows("school.classes.list")[-1][-1] == "no longer used"


def test_a_person_is_added_with_a_role_and_a_first_day(staff, office):
    staff.press(Key.Key_N, CTRL)
    staff.type("school.staff.name", "Sam Osei")
    staff.type("school.staff.post", "Class teacher, 3 Oak")
    role = staff.find(QComboBox, "school.staff.role")
    role.setCurrentIndex(role.findData(Role.TEACHER))
    assert "chosen with a one-use code" in staff.text("school.staff.form.effect")
    staff.type("school.staff.first", "1 Dec 2026")
    staff.press(Key.Key_Return)
    sam = office.staff.named("Sam Osei", dt.date(2026, 12, 1))
    assert (sam.role, sam.first) == (Role.TEACHER, dt.date(2026, 12, 1))
    assert staff.rows("school.staff.list")[-1][-1] == "to come"


def test_the_last_person_with_the_heads_rights_stays(staff, office):
    staff.press(Key.Key_Return)
    staff.type("school.staff.last", "18/11/26")
    staff.press(Key.Key_Return)
    assert staff.text("school.staff.form.refused").startswith("Nobody would be left")
    assert staff.find(QLineEdit, "school.staff.last").text() == "Wed 18 Nov 2026"
    assert office.staff.first().last is None


def test_a_person_leaves_and_is_shown_when_asked_for(staff, office):
    first = dt.date(2026, 9, 1)
    add_person(office, "Ana Silva", "Receptionist", Role.RECEPTION, first)
    staff.press(Key.Key_Home, CTRL)
    staff.press(Key.Key_Return)
    staff.type("school.staff.last", "17/11/26")
    staff.press(Key.Key_Return)
    assert [row[0] for row in staff.rows("school.staff.list")] == ["Petra Lindqvist"]
    staff.find(QCheckBox, "school.staff.left-too").click()
    assert staff.rows("school.staff.list")[0][-1] == "left"


def test_every_role_is_offered_and_says_what_it_may(staff):
    assert set(ROLE_WORDS) == set(Role)
    assert Right.CHANGE_STAFF.value in rights_said(Role.HEAD)
    assert rights_said(Role.TECHNICIAN) == "May put a backup back."
