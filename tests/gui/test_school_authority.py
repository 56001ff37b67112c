"""What the authority asks for, entered with keys; a pack of that day asks for it.

Seen red with: an entry that is written over; a number that is no number taken for none.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from officeapp.domain.authority import Sender, Since
from tests.gui.conftest import TODAY
from tests.gui.school_window import CTRL, Key, SchoolWindow


@pytest.fixture
def window(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.authority")


def choose(window, name, value):
    field = window.find(QComboBox, name)
    field.setCurrentIndex(field.findData(value))


def fill(window, weeks="12"):
    window.press(Key.Key_N, CTRL)
    window.type("school.authority.name", "Kearsley Council")
    window.type("school.authority.team", "Attendance Team")
    window.type("school.authority.weeks", weeks)
    window.type("school.authority.days", "10")
    choose(window, "school.authority.since", Since.LEAVE)
    choose(window, "school.authority.sender", Sender.AUTHORITY)
    window.find(QPlainTextEdit, "school.authority.fields").setPlainText("School nurse?\nCAMHS?")


def test_what_is_typed_holds_from_its_day(window, office):
    fill(window)
    window.press(Key.Key_Return, CTRL)
    card = office.policy.authority(TODAY)
    assert card.called == "Attendance Team, Kearsley Council"
    assert card.deadline_said == "within 10 school days of the return from leave"
    assert (card.weeks, card.improve_by) == (12, Sender.AUTHORITY)
    assert card.fields == ("School nurse?", "CAMHS?")
    assert office.policy.authority(TODAY - dt.timedelta(days=1)).weeks == 0


def test_from_another_day_begins_with_what_holds_and_writes_over_nothing(window, office):
    fill(window)
    window.press(Key.Key_Return, CTRL)
    window.press(Key.Key_N, CTRL)
    window.type("school.authority.first", "4.1.2027")
    window.type("school.authority.weeks", "20")
    window.press(Key.Key_Return, CTRL)
    found = [(one.weeks, one.called) for one in office.school.authorities()]
    assert found == [(n, "Attendance Team, Kearsley Council") for n in (12, 20)]


def test_a_number_that_is_none_is_refused_in_the_form_and_nothing_is_kept(window, office):
    fill(window, weeks="ten")
    window.press(Key.Key_Return, CTRL)
    said = window.text("school.authority.form.refused")
    assert said == "School weeks of the register: write a whole number from 0 to 60."
    assert office.school.authorities() == []


def test_enter_changes_an_entry_or_takes_it_back(window, office):
    fill(window)
    window.press(Key.Key_Return, CTRL)
    window.section.focus_first()
    window.press(Key.Key_Return)
    choose(window, "school.authority.gone", True)  # noqa: FBT003  # what the choice holds
    window.press(Key.Key_Return, CTRL)
    assert office.school.authorities() == []
    assert len(office.school.authority_cards.versions(first_id(office))) == 2


def first_id(office):
    row = office.connection.execute("SELECT min(id) FROM authority").fetchone()
    return row[0]
