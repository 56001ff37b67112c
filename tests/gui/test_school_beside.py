"""The School screen's section for work beside the record system, worked with keys."""

from __future__ import annotations

import csv
import hashlib

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton

from officeapp.domain.import_map import ImportMap
from officeapp.domain.school_year import Session
from officeapp.gui.giving import marks_out
from officeapp.gui.giving.marks_in import MarksInPage
from officeapp.gui.printing.preview import PrintPreview
from officeapp.gui.tables import RecordView
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_maps import keep_map
from tests.gui.conftest import TODAY, pupil_of, take
from tests.gui.school_window import CTRL, Key, SchoolWindow

HEADS = "Surname,Forename,DOB,Date,Session,Code,Minutes late"


@pytest.fixture
def window(qtbot, office, services):
    """Return the section of a school with one class marked this morning."""
    take(office, "3 Oak", TODAY, Session.AM, "/LI///")
    return SchoolWindow(qtbot, office, services, "school.beside")


def listed(window, name="list"):
    view = window.find(RecordView, f"school.beside.{name}")
    return [[column.text(one) for column in view.table.columns] for one in view.table.records]


def press(window, name):
    window.find(QPushButton, f"school.beside.{name}").click()


def test_a_days_marks_are_listed_saved_and_noted(window, office, monkeypatch, tmp_path):
    assert [row[1:5:3] for row in listed(window)][:2] == [
        ["Abbasi, Zara", "/"],
        ["Dąbrowski, Jan", "L"],
    ]
    monkeypatch.setattr(marks_out, "ask_place", lambda *_: tmp_path / "out.csv")
    press(window, "file")
    assert [line.entries for line, _ in office.given_out.all()] == [6]
    rows = list(csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows == [["UPN", "Date", "Session", "Code", "Minutes late", "Comment"]]
    assert "no UPN" in window.find(QLabel, "school.beside.problems").text()


def test_then_only_what_changed_is_listed(window, office, monkeypatch, tmp_path):
    monkeypatch.setattr(marks_out, "ask_place", lambda *_: tmp_path / "out.csv")
    press(window, "file")
    zara = pupil_of(office, "Abbasi").id
    amend_mark(office, office.register.standing(zara, TODAY, Session.AM), "M", "a card seen")
    assert [row[1:6] for row in listed(window)] == [
        ["Abbasi, Zara", "", "Wed 18 Nov am", "M", "/"],
    ]
    assert (
        "1 mark to give, last given out Wed 18 Nov 09:31"
        in window.find(QLabel, "school.beside.state").text()
    )


def test_the_list_and_the_file_of_the_same_marks_are_one_act(window, office, monkeypatch, tmp_path):
    monkeypatch.setattr(marks_out, "ask_place", lambda *_: tmp_path / "out.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (f"{tmp_path}/list", ""))
    press(window, "file")
    press(window, "paper")
    window.find(QPushButton, "preview.save").click()
    ((line, _),) = office.given_out.all()
    assert line.digest == hashlib.sha256((tmp_path / "out.csv").read_bytes()).hexdigest()


def test_a_list_that_is_only_looked_at_was_not_given_out(window, office, monkeypatch, tmp_path):
    """Seen red with the list noted as it is shown."""
    press(window, "paper")
    assert window.screen.findChild(PrintPreview).pages == 1
    assert office.given_out.all() == []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (f"{tmp_path}/list", ""))
    window.find(QPushButton, "preview.save").click()
    paper = (tmp_path / "list.pdf").read_bytes()
    given = [line.digest for line, _ in office.given_out.all()]
    assert given == [hashlib.sha256(paper).hexdigest()]


@pytest.fixture
def differing(qtbot, window, office, tmp_path):
    """Return the section with the other system's list read: two marks differ."""
    path = tmp_path / "theirs.csv"
    rows = [
        f"{one.legal_surname},{one.legal_forename},{one.dob},{TODAY},AM,{code},"
        for one, code in zip(office.roll.on_roll(TODAY)[:6], "/UN///", strict=True)
    ]
    path.write_text("\n".join([HEADS, *rows]), encoding="utf-8")
    window.press(Key.Key_F8)
    window.screen.findChild(MarksInPage).read(path)
    qtbot.waitUntil(lambda: bool(listed(window, "differences")))
    return window


def test_differences_are_settled_with_keys_and_a_reason(qtbot, differing, office):
    window = differing
    assert [row[1:] for row in listed(window, "differences")] == [
        ["Dąbrowski, Jan", "Wed 18 Nov am", "L", "U", "not decided"],
        ["Johnson, Kai", "Wed 18 Nov am", "I", "N", "not decided"],
    ]
    window.press(Key.Key_F3)
    window.press(Key.Key_F2)
    assert [row[-1] for row in listed(window, "differences")] == ["U", "I"]
    window.press(Key.Key_Return, CTRL)
    refused = window.find(QLabel, "school.beside.in.refused")
    assert "needs a reason" in refused.text()
    qtbot.keyClicks(window.find(QLineEdit, "school.beside.reason"), "asked in class")
    window.press(Key.Key_Return, CTRL)
    assert listed(window, "differences") == []
    standing = [
        office.register.standing(pupil_of(office, name).id, TODAY, Session.AM).code
        for name in ("Dąbrowski", "Johnson")
    ]
    assert standing == ["U", "I"]


def test_a_list_whose_columns_the_school_named_is_read_by_its_own_map(
    qtbot, window, office, tmp_path
):
    """Seen red with the map left out: the list was refused for its headings."""
    columns = {"nachname": "surname", "rufname": "forename", "geboren": "dob", "tag": "day"}
    columns |= {"halbtag": "session", "zeichen": "code"}
    keep_map(office, ImportMap(0, "Ours", "marks", "any", tuple(columns), tuple(columns.values())))
    kai = pupil_of(office, "Johnson")
    path = tmp_path / "theirs.csv"
    path.write_text(f"{','.join(columns)}\nJohnson,Kai,{kai.dob},{TODAY},AM,N\n", encoding="utf-8")
    window.press(Key.Key_F8)
    page = window.screen.findChild(MarksInPage)
    page.read(path)
    refused = window.find(QLabel, "school.beside.in.refused")
    qtbot.waitUntil(lambda: "under Import" in refused.text())
    box = window.find(QComboBox, "school.beside.map")
    page.show_maps()
    box.setCurrentIndex(box.findData("Ours"))
    page.read(path)
    qtbot.waitUntil(lambda: bool(listed(window, "differences")))


def test_another_mark_is_typed(qtbot, differing, office):
    qtbot.keyClicks(differing.find(QLineEdit, "school.beside.code"), "u 25")
    press(differing, "other")
    assert listed(differing, "differences")[0][-1] == "U 25"
    assert office.given_out.settled() == {}


def test_settling_nothing_says_what_to_do(differing):
    press(differing, "settle")
    assert "what is to stand" in differing.find(QLabel, "school.beside.in.refused").text()
