from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QPushButton

from officeapp.books.office import open_office
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.school.import_kinds import Kind
from officeapp.procedures.keep_roll import change_pupil
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, class_of, pupil_of, take
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
        ending = {Kind.CALENDAR: ".ics", Kind.TRANSFER: ".xml"}.get(kind, ".csv")
        path = tmp_path / f"list{ending}"
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


def tile(window, name, preview="school.import"):
    return window.find(QPushButton, f"{preview}.{name}-tile").accessibleName()


def test_a_pupil_list_is_shown_before_anything_is_written(window, office, bring):
    bring(Kind.PUPILS, PUPILS)
    assert (tile(window, "changes"), tile(window, "differences")) == (
        "1 would be written",
        "1 differ",
    )
    assert tile(window, "refused") == "1 left out"
    assert window.rows("school.import.refused")[0][:2] == ["4", "DOB"]
    window.find(QPushButton, "school.import.changes-tile").click()
    assert ["2", "Zofia Nowak", "new pupil", "–", "3 Oak"] in window.rows("school.import.changes")
    assert len(office.roll.pupils()) == 7


def test_a_field_of_a_list_that_differs_is_taken_with_space(window, office, bring, write):
    """Seen red with the differences of a list written without being ticked."""
    bring(Kind.PUPILS, PUPILS)
    window.find(QPushButton, "school.import.differences-tile").click()
    assert window.rows("school.import.differences")[0][1:] == [
        "Zara Abbasi", "class", "3 Oak", "R Ash",
    ]  # fmt: skip
    window.section.focus_first()
    window.press(Key.Key_A, CTRL)
    window.press(Key.Key_Space)
    assert tile(window, "changes") == "2 would be written"
    assert window.find(QPushButton, "school.import.columns").isVisible()
    write()
    zara = pupil_of(office, "Abbasi")
    assert office.roll.placed(zara.id, TODAY).school_class == class_of(office, "R Ash").id


def test_a_list_without_cards_has_nothing_to_tick(window, bring):
    bring(Kind.MARKS, MARKS)
    assert not window.find(QPushButton, "school.import.differences-tile").isVisible()


def test_one_key_writes_it_as_one_act_and_the_screens_hear(window, office, bring, write, tmp_path):
    bring(Kind.PUPILS, PUPILS)
    acts = _acts(office)
    write()
    assert pupil_of(office, "Nowak").forename == "Zofia"
    assert _acts(office) == acts + 1
    assert window.text("school.import.saved").endswith("1 added, 0 changed from list.csv")
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


def test_who_may_not_import_can_only_read_the_section(qtbot, office, services):
    since = dt.date(2026, 9, 1)
    office.sign_in(add_person(office, "Sam Osei", "Receptionist", Role.RECEPTION, since))
    window = SchoolWindow(qtbot, office, services, "school.import")
    window.press(Key.Key_O, CTRL)
    assert not window.find(QPushButton, "school.import.file").isEnabled()
    assert "For reading" in window.text("school.import.who-can")


def _acts(office):
    with open_office(Path(office.path), read_only=True) as looking:
        return looking.connection.execute("SELECT count(*) FROM act").fetchone()[0]


EVA = "F816299926105"
TRANSFER = f"""<CTfile><Header><CTFversion>26.0</CTFversion></Header><CTFpupilData>
<Pupil><UPN>Q816200126001</UPN><Surname>Abbasi</Surname><Forename>Zarah</Forename>
<DOB>2018-10-03</DOB><Sex>F</Sex>
<Address><AddressLine1>1 High St</AddressLine1><AddressLine2>York</AddressLine2></Address>
<Attendance><YearData><Year>2025</Year><SessionsPossible>380</SessionsPossible></YearData>
</Attendance></Pupil>
<Pupil><UPN>{EVA}</UPN><Surname>Novák</Surname><Forename>Eva</Forename><DOB>2018-02-01</DOB>
<Sex>F</Sex><BasicDetails><NCyearActual>4</NCyearActual></BasicDetails></Pupil>
</CTFpupilData></CTfile>"""


@pytest.fixture
def zara(office):
    """Return Zara Abbasi, whose number and middle names are known."""
    card = replace(pupil_of(office, "Abbasi"), upn="Q816200126001", sex="F")
    return change_pupil(office, card)


def test_a_transfer_file_fills_gaps_and_leaves_what_differs(window, office, bring, write, zara):
    bring(Kind.TRANSFER, TRANSFER)
    assert window.text("school.import.state").startswith("Transfer file, list.xml: nothing is")
    assert window.rows("school.transfer.differences") == [
        ["", "Zara Abbasi", "legal forename", "Zara", "Zarah"]
    ]
    assert any("380 possible" in row[-1] for row in window.rows("school.transfer.changes"))
    acts = _acts(office)
    write()
    assert (office.roll.pupil(zara.id).address, pupil_of(office, "Novák").upn) == (
        "1 High St\nYork", EVA,
    )  # fmt: skip
    assert (office.roll.pupil(zara.id).forename, _acts(office)) == ("Zara", acts + 1)


def test_space_takes_what_the_file_says_and_space_again_leaves_it(
    window, office, bring, write, zara
):
    bring(Kind.TRANSFER, TRANSFER)
    assert tile(window, "differences", "school.transfer") == "1 differ"
    before = len(window.rows("school.transfer.changes"))
    for ticked in (1, 0, 1):
        window.press(Key.Key_Space)
        assert len(window.rows("school.transfer.changes")) == before + ticked
    write()
    assert office.roll.pupil(zara.id).forename == "Zarah"


def test_new_pupils_start_on_the_day_and_in_the_class_the_office_says(window, office, bring, write):
    choice = window.find(QComboBox, "school.import.kind")
    choice.setCurrentIndex(choice.findData(Kind.TRANSFER))
    window.type("school.import.starting", "1/12/26")
    into = window.find(QComboBox, "school.import.class")
    into.setCurrentIndex(into.findText("3 Oak"))
    bring(Kind.TRANSFER, TRANSFER)
    write()
    eva = pupil_of(office, "Novák")
    assert office.roll.enrolments(eva.id)[0].first == dt.date(2026, 12, 1)
    assert office.roll.placed(eva.id, TODAY).school_class == class_of(office, "3 Oak").id


def test_a_starting_day_that_is_none_is_said_and_nothing_read(window, tmp_path):
    path = tmp_path / "list.xml"
    path.write_text(TRANSFER, encoding="utf-8")
    choice = window.find(QComboBox, "school.import.kind")
    choice.setCurrentIndex(choice.findData(Kind.TRANSFER))
    window.type("school.import.starting", "soon")
    window.section.read(path)
    assert "'soon' is no day" in window.section.refused.text()
    assert not window.find(QPushButton, "school.import.write").isVisible()


ODD = """Kid,Family,Birthday,House
Zofia,Nowak,2018-05-06,Red
"""


def choose_column(window, key, field):
    choice = window.find(QComboBox, f"school.columns.{key}")
    choice.setCurrentIndex(choice.findData(field))


def read_so(window, services, qtbot):
    with qtbot.waitSignal(services.tasks.ended):
        window.press(Key.Key_Return, CTRL)


def test_a_list_nobody_knows_is_named_column_by_column_and_known_the_next_time(
    window, office, bring, services, qtbot
):
    bring(Kind.PUPILS, ODD)
    assert "needs a column for 'UPN' or" in window.text("school.columns.refused")
    for key, field in (("kid", "legal_forename"), ("family", "legal_surname"), ("birthday", "dob")):
        choose_column(window, key, field)
    window.type("school.columns.name", "Kitchen list")
    read_so(window, services, qtbot)
    assert tile(window, "changes") == "1 would be written"
    window.esc()
    chosen = window.find(QComboBox, "school.import.map")
    assert chosen.currentText() == "Kitchen list (your own)"
    bring(Kind.PUPILS, ODD)
    assert tile(window, "changes") == "1 would be written"
    fields = {row[1] for row in window.rows("school.import.warnings")}
    assert fields == {"Class", "Date of admission", "Year group"}


def test_columns_that_are_known_may_be_named_otherwise(window, bring, services, qtbot):
    bring(Kind.PUPILS, "Surname,Forename,DOB,Known to us as\nAbbasi,Zara,2018-10-03,Zaz\n")
    assert tile(window, "changes") == "0 would be written"
    window.press(Key.Key_M, CTRL)
    choose_column(window, "knowntousas", "preferred_forename")
    read_so(window, services, qtbot)
    assert window.rows("school.import.changes")[0][2:] == ["preferred forename", "–", "Zaz"]


def test_a_name_that_is_taken_is_refused_in_place_and_esc_goes_back(window, office, bring):
    bring(Kind.PUPILS, ODD)
    window.type("school.columns.name", "SIMS")
    window.press(Key.Key_Return, CTRL)
    assert "comes with the program" in window.text("school.columns.refused")
    assert office.school.maps("pupils") == []
    assert window.esc()
    assert window.focus().objectName() == "school.import.file"


def test_the_office_finishes_a_transfer_file_and_the_head_admits_with_one_key(
    qtbot, window, office, services, bring, write, zara
):
    """Seen red with the write refused to who may not admit: the office could not finish."""
    head = office.person
    office.sign_in(replace(head, role=Role.OFFICE))
    bring(Kind.TRANSFER, TRANSFER)
    assert ["Eva Novák", "new pupil, for the head to confirm"] in [
        row[:2] for row in window.rows("school.transfer.changes")
    ]
    write()
    assert [one.card().called for one in office.roll.arrivals()] == ["Eva Novák"]
    assert office.roll.by_upn(EVA) is None
    office.sign_in(head)
    leavers = SchoolWindow(qtbot, office, services, "school.leaving")
    leavers.press(Key.Key_Return)
    leavers.press(Key.Key_Return, CTRL)
    assert office.roll.by_upn(EVA) is not None
