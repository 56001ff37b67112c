"""The desk's books in Reports: any days, one class, on paper and as a list.

Seen red with the button shown to who may not read the desk's books, and with the list saved as it
was sorted on the screen.
"""

from __future__ import annotations

import csv
import datetime as dt

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QPushButton

from officeapp.books.reasons import reasons
from officeapp.domain.school import Role
from officeapp.gui.reports import desk_books
from officeapp.gui.reports.desk_books import DeskBooksCard
from officeapp.gui.reports.screen import ReportsScreen
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import RecordView
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, pupil_of

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
CAME = (("Johnson", 5), ("Abbasi", 12), ("Kaur", 29))


@pytest.fixture
def late(office):
    """Let three children of 3 Oak come late this morning."""
    for surname, minute in CAME:
        pupil = pupil_of(office, surname).id
        arrive_late(office, [Coming(pupil, dt.time(9, minute), reasons().late[0])])
    return office


@pytest.fixture
def reports(qtbot, late, services):
    screen = ReportsScreen(late, services)
    late.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1160, 740)
    with qtbot.waitActive(screen):
        screen.show()
    qtbot.keyClick(screen, Qt.Key.Key_7, ALT)
    return screen


def rows(screen, book="late"):
    table = screen.findChild(RecordView, f"reports.desk.{book}").table
    return [line.cells for line in table.records]


def choose(screen, name, text):
    field = screen.findChild(QComboBox, name)
    field.setCurrentIndex(field.findText(text))
    field.activated.emit(field.currentIndex())


def test_one_key_shows_the_late_book_and_its_list_has_the_focus(reports):
    assert [(row[1], row[2], row[4], row[5]) for row in rows(reports)] == [
        ("09:05", "Johnson, Kai", "L", "10"),
        ("09:12", "Abbasi, Zara", "L", "17"),
        ("09:29", "Kaur, Simran", "U", "34"),
    ]
    assert reports.focusWidget().objectName() == "reports.desk.late"


def test_minutes_lost_are_added_up_by_child_and_by_class(reports):
    choose(reports, "reports.desk.book", "Minutes lost by class")
    assert rows(reports, "minutes-lost-by-class") == [("3 Oak", "3", "3", "1", "61")]
    choose(reports, "reports.desk.book", "Minutes lost by child")
    assert [row[-1] for row in rows(reports, "minutes-lost")] == ["34", "17", "10"]


def test_days_and_class_are_those_of_the_page(reports):
    choose(reports, "reports.class", "R Ash")
    assert rows(reports) == []
    assert not reports.findChild(QPushButton, "reports.desk.print").isEnabled()
    choose(reports, "reports.class", "3 Oak")
    assert len(rows(reports)) == 3
    before = TODAY - dt.timedelta(days=1)
    reports.findChild(QDateEdit, "reports.last").setDate(
        QDate(before.year, before.month, before.day)
    )
    assert rows(reports) == []


def test_a_new_arrival_is_in_it_at_once(reports, late):
    came = Coming(pupil_of(late, "O'Neill").id, dt.time(9, 30), reasons().late[1])
    arrive_late(late, [came])
    assert rows(reports)[-1][2] == "O'Neill, Siân"


def test_enter_opens_the_pupil(reports, late, qtbot, gone_to):
    qtbot.keyClick(reports.focusWidget(), Qt.Key.Key_Return)
    kai = pupil_of(late, "Johnson").id
    assert gone_to == [(Place.PUPILS, Target(pupil=kai))]


def test_ctrl_s_saves_the_rows_in_the_order_of_the_book(
    reports, qtbot, tmp_path, monkeypatch, said
):
    path = tmp_path / "late.csv"
    monkeypatch.setattr(desk_books, "ask_place", lambda *_: path)
    reports.findChild(RecordView, "reports.desk.late").sort_by(2)
    qtbot.keyClick(reports.focusWidget(), Qt.Key.Key_S, CTRL)
    found = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert found[0][:3] == ["Day", "Time", "Pupil"]
    assert [row[2] for row in found[1:]] == ["Johnson, Kai", "Abbasi, Zara", "Kaur, Simran"]
    assert said[-1] == "Late book: 3 rows are in late.csv."


def test_ctrl_p_draws_it_and_shows_it_to_be_printed(reports, qtbot, monkeypatch):
    monkeypatch.setattr(QDialog, "open", QDialog.show)
    qtbot.keyClick(reports.focusWidget(), Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(
        lambda: any(one.objectName() == "preview" for one in reports.findChildren(QDialog))
    )
    (preview,) = (one for one in reports.findChildren(QDialog) if one.objectName() == "preview")
    assert preview.pages == 1
    preview.close()


def test_the_figures_come_back_with_their_key(reports, qtbot):
    qtbot.keyClick(reports, Qt.Key.Key_1, ALT)
    assert not reports.findChild(RecordView, "reports.desk.late").isVisible()
    assert reports.findChild(RecordView, "reports.rows").isVisible()


def test_who_may_not_read_the_desks_books_has_no_key_for_them(qtbot, late, services):
    late.sign_in(add_person(late, "Gil Ross", "Governor", Role.GOVERNOR, TODAY))
    screen = ReportsScreen(late, services)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.keyClick(screen, Qt.Key.Key_7, ALT)
    assert screen.findChild(QPushButton, "reports.by.desk-books") is None
    assert all(not one.isVisible() for one in screen.findChildren(DeskBooksCard))
