"""The Timetable section of a pupil: written down, changed, ended and taken back by keyboard."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton

from officeapp.domain.patterns import Pattern, PatternKind
from officeapp.domain.record import ContactId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.pupil.changes import history_of
from officeapp.gui.pupil.page import Part
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Target
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_patterns import add_pattern, end_pattern
from officeapp.procedures.keep_roll import add_contact
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.take_register import hand_in, pencil_mark
from tests.gui.conftest import TODAY, class_of, pupil_of

CTRL = Qt.KeyboardModifier.ControlModifier
FORM = "pupils.timetable.form"
MORNINGS = "/-/-/-/-/-"


@pytest.fixture
def kai(office):
    """A pupil who lives with Ms Dana Berisha's sister, Ms Vera Berisha."""
    pupil = pupil_of(office, "Johnson")
    vera = Contact(ContactId(0), "Ms", "Berisha", "Vera")
    add_contact(office, vera, Tie(0, pupil.id, ContactId(0), "aunt", 2, lives_with=True))
    return pupil


@pytest.fixture
def screen(qtbot, office, services, kai):
    """Kai's timetable, in view."""
    screen = PupilsScreen(office, services)
    office.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=kai.id))
    screen.page.show_part(Part.TIMETABLE)
    screen.page.first_part().setFocus()
    return screen


@pytest.fixture
def press(qtbot, screen):
    """Press a key where the focus is."""

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(QApplication.focusWidget() or screen, key, modifier)

    return press


def fill(screen, **texts):
    for name, text in texts.items():
        screen.findChild(QLineEdit, f"{FORM}.{name}").setText(text)


def said(screen):
    return screen.findChild(QLabel, f"{FORM}.said").text()


def rows(screen):
    table = screen.findChild(RecordView, "pupils.timetable.list").table
    return [tuple(column.text(one) for column in table.columns) for one in table.records]


def agree(screen, place=1):
    screen.findChild(QComboBox, f"{FORM}.agreed-with").setCurrentIndex(place)


def test_a_part_time_timetable_is_written_down(screen, press, office, kai):
    press(Qt.Key.Key_F3)
    agree(screen)
    fill(screen, first="18/11/2026", last="18/12/2026", review="2/12/2026")
    press(Qt.Key.Key_Return, CTRL)
    assert rows(screen) == [
        ("18 Nov 2026", "18 Dec 2026", "Part time", "mornings only",
         "Ms Vera Berisha", "2 Dec 2026"),
    ]  # fmt: skip
    [pattern] = office.patterns.of(kai.id)
    assert (pattern.week, pattern.first) == (MORNINGS, TODAY)


def test_the_boxes_are_the_week(screen, press, office, kai):
    press(Qt.Key.Key_F4)
    fill(screen, first="18/11/2026", nature="Ash Lane")
    for name in ("mon-am", "tue-pm"):
        screen.findChild(QCheckBox, f"pupils.timetable.week.{name}").click()
    press(Qt.Key.Key_Return, CTRL)
    assert [one.week for one in office.patterns.of(kai.id)] == ["--///-/-/-"]


def test_what_is_missing_is_said_in_place_and_what_was_typed_stays(screen, press, office, kai):
    press(Qt.Key.Key_F3)
    fill(screen, last="18/12/2026")
    press(Qt.Key.Key_Return, CTRL)
    assert "agreed with a parent Kai Johnson lives with" in said(screen)
    assert office.patterns.of(kai.id) == []
    assert screen.findChild(QLineEdit, f"{FORM}.last").text() == "18/12/2026"


def test_a_form_that_was_closed_comes_back_as_it_was(screen, press):
    press(Qt.Key.Key_F4)
    fill(screen, nature="Ash Lane")
    screen.findChild(QPushButton, "pupils.timetable.week.afternoons").click()
    assert screen.step_back()
    press(Qt.Key.Key_F4)
    assert screen.findChild(QLineEdit, f"{FORM}.nature").text() == "Ash Lane"
    assert screen.page.section(Part.TIMETABLE).week.week() == "-/-/-/-/-/"


@pytest.fixture
def at_ash_lane(office, kai):
    """A pattern of Kai's: afternoons at another school since Monday."""
    monday = TODAY - dt.timedelta(days=2)
    school = Pattern(0, kai.id, PatternKind.DUAL, MORNINGS, monday, nature="Ash Lane")
    return add_pattern(office, school)


def open_first(screen, press):
    screen.findChild(RecordView, "pupils.timetable.list").selectRow(0)
    press(Qt.Key.Key_Return)


def test_an_earlier_last_day_says_what_stays_in_ink(at_ash_lane, screen, press, office, kai, said):
    oak = class_of(office, "3 Oak").id
    for day in (TODAY - dt.timedelta(days=1), TODAY):
        sheet = Sheet(oak, day, Session.PM)
        pencil_mark(office, sheet, pupil_of(office, "Abbasi").id, Draft("\\"))
        hand_in(office, sheet)
    open_first(screen, press)
    fill(screen, last="17/11/2026")
    press(Qt.Key.Key_Return, CTRL)
    assert "1 session is in ink and stays, to be corrected in the register." in said[-1]
    assert office.patterns.of(kai.id)[0].last == dt.date(2026, 11, 17)


def test_a_pattern_is_taken_back_whole(at_ash_lane, screen, press, office, kai):
    open_first(screen, press)
    screen.findChild(QPushButton, f"{FORM}.also").click()
    assert rows(screen) == []
    assert office.patterns.of(kai.id) == []
    assert screen.page.section(Part.TIMETABLE).form.isHidden()


def test_who_may_not_change_timetables_sees_them_only(at_ash_lane, screen, press, office):
    teacher = add_person(office, "Tom Reed", "Teacher", Role.TEACHER, TODAY)
    office.sign_in(teacher)
    screen.refresh()
    assert screen.findChild(QPushButton, "pupils.timetable.part-time").isHidden()
    open_first(screen, press)
    assert screen.page.section(Part.TIMETABLE).form.isHidden()
    assert len(rows(screen)) == 1


def test_an_attendance_officer_may_though_cards_are_not_theirs(screen, press, office, kai):
    officer = add_person(office, "Ada Frost", "Attendance", Role.ATTENDANCE_OFFICER, TODAY)
    office.sign_in(officer)
    screen.page.section(Part.TIMETABLE).set_read_only(read_only=True)
    press(Qt.Key.Key_F4)
    fill(screen, nature="Ash Lane")
    press(Qt.Key.Key_Return, CTRL)
    assert [one.nature for one in office.patterns.of(kai.id)] == ["Ash Lane"]


def test_every_version_is_in_the_history(at_ash_lane, office, kai):
    end_pattern(office, at_ash_lane, TODAY)
    found = [one.what for one in history_of(office, kai) if one.card == "Timetable"]
    assert sorted(found) == [
        "Last day: 18 Nov 2026, before nothing",
        "dual registration: Ash Lane, from 16 Nov 2026, mornings only",
    ]
