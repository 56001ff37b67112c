from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QPushButton

from officeapp.books.office import open_office
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.school.import_kinds import Kind
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, pupil_of, take
from tests.gui.school_window import CTRL, Key, SchoolWindow

PUPILS = """UPN,Legal surname,Legal forename,DOB,Year group,Class
,Nowak,Zofia,2018-05-06,3,3 Oak
,Abbasi,Zara,2018-10-03,3,R Ash
,Nobody,,,3,3 Oak
"""
CONTACTS = """Surname,Forename,DOB,Contact surname,Contact forename,Relationship,Mobile
Kaur,Simran,2018-10-03,Kaur,Harpreet,mother,07700 900456
"""
MARKS = """Surname,Forename,DOB,Date,Session,Code
Abbasi,Zara,2018-10-03,2026-11-18,AM,I
Kaur,Simran,2018-10-03,2026-11-18,AM,/
"""
CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:half-term
SUMMARY:Half term
DTSTART;VALUE=DATE:20261117
DTEND;VALUE=DATE:20261119
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def window(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.import")


@pytest.fixture
def bring(window, services, qtbot, monkeypatch, tmp_path):
    """Return what chooses a file of some content and waits for its preview."""

    def chosen(kind, content):
        path = tmp_path / f"list{'.ics' if kind is Kind.CALENDAR else '.csv'}"
        path.write_text(content, encoding="utf-8")
        answer = lambda *_: (str(path), "")  # noqa: E731  # in the place of the dialog
        monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
        choice = window.find(QComboBox, "school.import.kind")
        choice.setCurrentIndex(choice.findData(kind))
        with qtbot.waitSignal(services.tasks.ended):
            window.press(Key.Key_O, CTRL)

    return chosen


@pytest.fixture
def write(window, services, qtbot):
    """Return what presses Ctrl+Enter and waits until it is written."""

    def pressed():
        with qtbot.waitSignal(services.tasks.ended):
            window.press(Key.Key_Return, CTRL)

    return pressed


def tile(window, name):
    return window.find(QPushButton, f"school.import.{name}-tile").accessibleName()


def test_a_pupil_list_is_shown_before_anything_is_written(window, office, bring):
    bring(Kind.PUPILS, PUPILS)
    assert tile(window, "changes") == "2 would be written"
    assert tile(window, "refused") == "1 left out"
    assert window.rows("school.import.refused")[0][:2] == ["4", "DOB"]
    window.find(QPushButton, "school.import.changes-tile").click()
    assert ["3", "Zara Abbasi", "class", "3 Oak", "R Ash"] in window.rows("school.import.changes")
    assert len(office.roll.pupils()) == 7


def test_one_key_writes_it_as_one_act_and_the_screens_hear(window, office, bring, write, tmp_path):
    bring(Kind.PUPILS, PUPILS)
    acts = _acts(office)
    write()
    assert pupil_of(office, "Nowak").forename == "Zofia"
    assert _acts(office) == acts + 1
    assert window.text("school.import.saved").endswith("1 added, 1 changed from list.csv")
    assert window.rows("school.import.refused")[0][0] == "4"


def test_what_was_written_is_written_once(window, office, bring, write):
    bring(Kind.PUPILS, PUPILS)
    write()
    acts = _acts(office)
    window.press(Key.Key_Return, CTRL)
    assert _acts(office) == acts
    assert not window.find(QPushButton, "school.import.write").isEnabled()


def test_contacts_are_brought_in(window, office, bring, write):
    bring(Kind.CONTACTS, CONTACTS)
    write()
    ((tie, contact),) = office.contacts.of(pupil_of(office, "Kaur").id)
    assert (contact.called, tie.relationship) == ("Harpreet Kaur", "mother")


def test_marks_that_stand_are_left_unless_a_reason_is_given(window, office, bring, write):
    take(office, "3 Oak", TODAY, Session.AM, "/.....")
    bring(Kind.MARKS, MARKS)
    assert (tile(window, "changes"), tile(window, "refused")) == (
        "1 would be written",
        "1 left out",
    )
    window.esc()
    window.type("school.import.reason", "the paper register was right")
    bring(Kind.MARKS, MARKS)
    write()
    standing = office.register.standing(pupil_of(office, "Abbasi").id, TODAY, Session.AM)
    assert (standing.code, standing.reason) == ("I", "the paper register was right")


def test_a_calendar_says_which_days_it_closes_and_which_marks_stand_there(
    window, office, bring, write
):
    take(office, "3 Oak", TODAY, Session.AM, "/.....")
    bring(Kind.CALENDAR, CALENDAR)
    assert window.text("school.import.days") == (
        "Closes 2 school days: Tue 17 Nov 2026, Wed 18 Nov 2026."
    )
    assert "Zara Abbasi" in window.rows("school.import.warnings")[0][-1]
    write()
    assert not office.calendar.of(office.school.sites()[0].id, "3").is_open(TODAY)


def test_a_calendar_may_be_for_some_year_groups(window, office, bring, write):
    choice = window.find(QComboBox, "school.import.kind")
    choice.setCurrentIndex(choice.findData(Kind.CALENDAR))
    window.find(QCheckBox, "school.import.year-group.R").click()
    bring(Kind.CALENDAR, CALENDAR)
    write()
    (closure,) = office.calendar.closures()
    assert closure.year_groups == {"R"}


def test_a_file_that_is_no_list_is_refused_in_place(window, bring):
    bring(Kind.CALENDAR, "<!doctype html><html>Sign in</html>")
    assert "web page" in window.text("school.import.refused")
    assert window.focus().objectName() == "school.import.file"
    assert window.esc()
    assert window.text("school.import.refused") == ""


def test_esc_throws_the_preview_away_and_writes_nothing(window, office, bring):
    bring(Kind.PUPILS, PUPILS)
    assert window.esc()
    acts = _acts(office)
    window.press(Key.Key_Return, CTRL)
    assert _acts(office) == acts
    assert not window.find(QPushButton, "school.import.write").isVisible()


def test_what_changed_meanwhile_is_refused_and_stays_shown(window, office, bring, write):
    bring(Kind.MARKS, MARKS)
    take(office, "3 Oak", TODAY, Session.AM, "/.....")
    write()
    assert "meanwhile" in window.text("school.import.refused")
    assert tile(window, "changes") == "2 would be written"


def test_a_teacher_cannot_bring_anything_in(qtbot, office, services):
    office.sign_in(add_person(office, "Sam Osei", "Teacher", Role.TEACHER, dt.date(2026, 9, 1)))
    window = SchoolWindow(qtbot, office, services, "school.import")
    window.press(Key.Key_O, CTRL)
    assert not window.find(QPushButton, "school.import.file").isEnabled()
    assert "For reading" in window.text("school.import.who-can")


def _acts(office):
    with open_office(Path(office.path), read_only=True) as looking:
        return looking.connection.execute("SELECT count(*) FROM act").fetchone()[0]
