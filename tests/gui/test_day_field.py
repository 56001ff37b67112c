from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from officeapp.gui.widgets.day_field import (
    DayField,
    NotADayError,
    NotATimeError,
    TimeField,
    day_said,
)

NOVEMBER = dt.date(2026, 11, 18)


@pytest.fixture
def field(qtbot):
    field = DayField()
    field.setAccessibleName("First day")
    qtbot.addWidget(field)
    return field


@pytest.mark.parametrize(
    "typed",
    ["18/11/26", "18.11.2026", "2026-11-18", "18 nov 2026", "Wed 18 Nov 2026", "18th November 26"],
)
def test_a_day_is_understood_as_people_write_it(field, qtbot, typed):
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.day(), field.text()) == (NOVEMBER, "Wed 18 Nov 2026")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("14 dec", "Mon 14 Dec 2026"),
        ("5/1", "Tue 5 Jan 2027"),
        ("30 Oct", "Fri 30 Oct 2026"),
        ("mon", "Mon 23 Nov 2026"),
        ("tomorrow", "Thu 19 Nov 2026"),
        ("fri 20 nov", "Fri 20 Nov 2026"),
    ],
)
def test_a_field_that_knows_the_day_does_without_the_year(qtbot, typed, said):
    field = DayField(today=lambda: NOVEMBER)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == said


def test_a_field_that_does_not_know_the_day_asks_for_the_year(field, qtbot):
    qtbot.keyClicks(field, "14 dec")
    with pytest.raises(NotADayError):
        field.day()


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_what_the_field_shows_it_understands(qapp, day):
    field = DayField()
    field.setText(day_said(day))
    assert field.day() == day


@pytest.mark.parametrize("typed", ["31/2/26", "soon", "18/11"])
def test_what_is_no_day_is_refused_with_its_name_and_an_example(field, qtbot, typed):
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    with pytest.raises(NotADayError, match=f"First day: '{typed}' is no day; write it as 18 Nov"):
        field.day()
    assert field.text() == typed


def test_a_blank_is_no_day_or_none_at_all(field):
    assert field.day_or_none() is None
    with pytest.raises(NotADayError, match="The day is missing"):
        field.day()


def test_the_arrow_keys_go_a_day_on_and_back(field, qtbot):
    field.show_day(NOVEMBER)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "Thu 19 Nov 2026"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.day() == NOVEMBER


@pytest.mark.parametrize("typed", ["8:55", "0855", "08.55", "08:55"])
def test_a_time_is_understood_with_and_without_a_colon(qtbot, typed):
    field = TimeField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.time(), field.text()) == (dt.time(8, 55), "08:55")


@pytest.mark.parametrize("typed", ["24:00", "9", "8:60", ""])
def test_what_is_no_time_is_refused(qtbot, typed):
    field = TimeField()
    qtbot.addWidget(field)
    field.setText(typed)
    with pytest.raises(NotATimeError):
        field.time()
