from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from officeapp.domain.record import UNWRITTEN
from officeapp.domain.school_year import Session
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_school import set_times
from tests.gui.conftest import TODAY
from tests.gui.school_window import CTRL, SHIFT, Key, SchoolWindow

AM, PM = Session.AM, Session.PM


@pytest.fixture
def window(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.times")


def bell(office, session=AM, year_group="", day=TODAY):
    site = office.school.sites()[0].id
    return office.school.bells().bell(site, year_group, day, session)


def test_new_times_hold_from_a_day_and_leave_the_days_before_alone(window, office):
    window.press(Key.Key_N, CTRL)
    window.type("school.times.first", "23/11/26")
    window.type("school.times.late-from", "0900")
    window.press(Key.Key_Return, CTRL)
    assert bell(office, day=dt.date(2026, 11, 22)).late_from == dt.time(8, 55)
    assert bell(office, day=dt.date(2026, 11, 23)).late_from == dt.time(9, 0)
    assert window.text("school.times.saved").startswith("Saved 09:31 · Main site morning")
    assert [row[-1] for row in window.rows("school.times.list")] == ["", "to come", ""]


def test_the_same_first_day_corrects_the_times(window, office):
    before = bell(office)
    window.press(Key.Key_Return)
    window.type("school.times.closes", "9:15")
    window.press(Key.Key_Return)
    assert bell(office).closes == dt.time(9, 15)
    assert bell(office).id == before.id


def test_afternoons_differ_by_year_group_with_a_warning_and_no_refusal(window, office):
    window.press(Key.Key_N, CTRL)
    choice = window.find(QComboBox, "school.times.session")
    choice.setCurrentIndex(1)
    for name, time in (("begins", "12:15"), ("late-from", "12:15"), ("closes", "12:25")):
        window.type(f"school.times.{name}", time)
    window.type("school.times.ends", "15:20")
    window.find(QCheckBox, "school.times.year-group.1").click()
    window.press(Key.Key_Return, CTRL)
    assert bell(office, PM, "1").begins == dt.time(12, 15)
    assert bell(office, PM, "2").begins == dt.time(13, 0)
    assert "registers are at different times" in window.text("school.times.doubts")


def test_a_register_that_stays_open_long_is_pointed_out(window):
    window.press(Key.Key_Return)
    window.type("school.times.closes", "9:31")
    window.press(Key.Key_Return)
    assert "open for 41 minutes" in window.text("school.times.doubts")
    assert "not law" in window.text("school.times.doubts")


def test_times_out_of_order_are_refused_and_nothing_typed_is_lost(window, office):
    window.press(Key.Key_Return)
    window.type("school.times.closes", "8:00")
    window.press(Key.Key_Return)
    assert window.text("school.times.form.refused").startswith("The times must follow")
    assert window.esc()
    window.press(Key.Key_Return)
    assert window.find(QLineEdit, "school.times.closes").text() == "08:00"
    assert bell(office).closes == dt.time(9, 20)


def test_a_time_that_is_none_says_which(window):
    window.press(Key.Key_Return)
    window.type("school.times.ends", "25:00")
    window.press(Key.Key_Return)
    assert window.text("school.times.form.refused").startswith("Session ends: '25:00' is no time")


def test_times_are_taken_back_and_put_back(window, office):
    coming = dt.date(2026, 11, 23)
    set_times(office, [replace(bell(office), first=coming, begins=dt.time(8, 0), line=UNWRITTEN)])
    window.press(Key.Key_Down)
    window.press(Key.Key_Delete)
    assert bell(office, day=coming).begins == dt.time(8, 50)
    _, undo = window.said[-1]
    undo()
    assert bell(office, day=coming).begins == dt.time(8, 0)


def test_the_last_times_of_a_session_stay(window, office):
    window.press(Key.Key_Delete)
    assert window.text("school.times.refused").startswith("The site would have no times")
    assert bell(office) is not None
    assert window.esc()


def test_a_site_is_added_with_times_and_renamed(window, office):
    window.press(Key.Key_N, CTRL | SHIFT)
    window.type("school.sites.name", "Hill Top")
    window.press(Key.Key_Return)
    assert [row[0] for row in window.rows("school.sites.list")] == ["Main site", "Hill Top"]
    assert len(window.rows("school.times.list")) == 4
    window.find(RecordView, "school.sites.list").setFocus()
    window.press(Key.Key_Return)
    window.type("school.sites.name", "Valley")
    window.press(Key.Key_Return)
    assert [site.name for site in office.school.sites()] == ["Valley", "Hill Top"]


def test_two_sites_of_one_name_are_refused(window):
    window.press(Key.Key_N, CTRL | SHIFT)
    window.type("school.sites.name", "main SITE")
    window.press(Key.Key_Return)
    assert window.text("school.sites.form.refused").startswith("There is a site Main site")
