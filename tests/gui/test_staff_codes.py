"""The head gives codes and classes to the staff, and is told of wrong PINs and of being alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox

from officeapp.domain.idle import DeskPlace
from officeapp.domain.school import Role
from officeapp.gui.idle import rule_of
from officeapp.gui.school.staff import notices
from officeapp.procedures.choose_pin import choose_pin
from officeapp.procedures.confirm import confirm
from officeapp.procedures.keep_roll import add_class
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.sign_in import WrongPinError, sign_in
from tests.builders import LIGHT, PIN, with_pin
from tests.gui.conftest import TODAY
from tests.gui.school_window import CTRL, Key, SchoolWindow


@pytest.fixture
def office(tmp_path, clock):
    """Return a school with PINs: its head, who is signed in, and a receptionist."""
    made = NewSchool("Oak Primary", "Ruth Ade")
    with new_school(tmp_path / "oak.db", made, clock=clock, own_folder=tmp_path) as office:
        add_person(office, "Sam Osei", "Receptionist", Role.RECEPTION, TODAY)
        with_pin(office, office.staff.first())
        yield office


@pytest.fixture
def staff(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.staff")


def test_a_code_is_given_and_shown_until_something_else_is_done(staff, office):
    staff.press(Key.Key_Down)
    confirm(office, PIN)
    staff.press(Key.Key_G, CTRL)
    said = staff.text("school.staff.code")
    code = said.removeprefix("Code for Sam Osei: ")[:9]
    assert "until 09:46" in said
    assert [row[3] for row in staff.rows("school.staff.list")] == ["chosen", "code until 09:46"]
    assert not [what for what, _ in staff.said if code in what]
    staff.press(Key.Key_Return)
    assert staff.text("school.staff.code") == ""
    sam = office.staff.named("Sam Osei", TODAY)
    choose_pin(office, sam, "630517", "630517", code=code, strength=LIGHT)
    assert office.person == sam


def test_who_has_no_pin_yet_is_said_to_need_a_code(staff):
    assert [row[3] for row in staff.rows("school.staff.list")] == ["chosen", "needs a code"]


def test_a_teacher_is_given_a_class_and_nobody_else_is(staff, office):
    oak = add_class(office, "3 Oak", office.school.sites()[0].id)
    staff.press(Key.Key_Down)
    staff.press(Key.Key_Return)
    classes, role = (staff.find(QComboBox, f"school.staff.{n}") for n in ("class", "role"))
    assert not classes.isEnabled()
    role.setCurrentIndex(role.findData(Role.TEACHER))
    classes.setCurrentIndex(classes.findData(oak.id))
    assert "take a register, only in their own class today" in staff.text(
        "school.staff.form.effect"
    )
    confirm(office, PIN)
    staff.press(Key.Key_Return, CTRL)
    assert office.staff.named("Sam Osei", TODAY).school_class == oak.id


def test_the_head_is_told_of_ten_wrong_pins_for_a_week(staff, office, clock):
    """Planted: what was locked forgotten with the next right PIN: red."""
    sam = with_pin(office, office.staff.named("Sam Osei", TODAY), "630517")
    for _ in range(10):
        with pytest.raises(WrongPinError):
            sign_in(office, sam, "111113")
        clock.now = office.pins.state(sam.id).until or clock.now
    sign_in(office, sam, "630517")
    sign_in(office, office.staff.first(), PIN)
    staff.screen.refresh()
    assert "Ten wrong PINs were typed for Sam Osei on Wed 18 Nov" in staff.text(
        "school.staff.notices"
    )
    clock.now += dt.timedelta(days=7)
    assert not [said for said in notices(office) if "wrong" in said]


def test_a_head_who_is_alone_is_told_so_until_a_second_can_sign_in(staff, office):
    """Planted: heads counted who have no PIN: red."""
    assert "Only one person can change people" in staff.text("school.staff.notices")
    confirm(office, PIN)
    deputy = add_person(office, "Dee Puty", "Deputy head", Role.HEAD, TODAY)
    assert notices(office)
    with_pin(office, deputy, "496038")
    assert notices(office) == []


def test_the_head_says_when_windows_lock_and_where_this_computer_stands(
    qtbot, office, services, settings
):
    staff = SchoolWindow(qtbot, office, replace(services, settings=settings), "school.staff")
    staff.press(Key.Key_T, CTRL)
    here = staff.find(QComboBox, "school.staff.here")
    here.setCurrentIndex(here.findData(DeskPlace.RECEPTION))
    locks = staff.find(QComboBox, "school.staff.reception.locks")
    locks.setCurrentIndex(locks.findText("1 minute 30 seconds"))
    staff.press(Key.Key_Return, CTRL)
    rule = rule_of(office, settings)
    assert (rule.place, rule.hides, rule.locks) == (DeskPlace.RECEPTION, 30, 90)
    assert "Saved" in staff.text("school.staff.saved")


def test_limits_out_of_order_are_refused_where_they_are_typed(staff, office):
    staff.press(Key.Key_T, CTRL)
    hides = staff.find(QComboBox, "school.staff.office.hides")
    hides.setCurrentIndex(hides.findText("10 minutes"))
    staff.press(Key.Key_Return, CTRL)
    assert "hidden first" in staff.text("school.staff.locking.refused")
    assert office.school.lock_rule(DeskPlace.OFFICE).hides == 120
