from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import RecordView
from officeapp.gui.today.screen import TodayScreen
from officeapp.gui.today.waiting import Progress, registers, waiting
from officeapp.gui.widgets.cards import Calm, FigureTile
from officeapp.procedures.keep_school import set_calendar
from officeapp.procedures.take_register import pencil_mark
from tests.gui.conftest import TODAY, class_of, pupil_of, take

MONDAY = TODAY - dt.timedelta(days=2)
AM, PM = Session


@pytest.fixture
def since_monday(office):
    """Close every day before this week, so that a test marks only what it is about."""
    set_calendar(office, [Closure(0, dt.date(2026, 8, 1), dt.date(2026, 11, 13), "before")])
    return office


@pytest.fixture
def all_marked(since_monday):
    for day in (MONDAY, MONDAY + dt.timedelta(days=1)):
        for session, code in ((AM, "/"), (PM, "\\")):
            take(since_monday, "3 Oak", day, session, code * 6)
            take(since_monday, "R Ash", day, session, code)
    return since_monday


@pytest.fixture
def today(qtbot, office, services):
    screen = TodayScreen(office, services)
    qtbot.addWidget(screen)
    screen.resize(1160, 740)
    screen.show()
    return screen


def listed(screen, name):
    return screen.findChild(RecordView, name).table.records


def test_a_register_not_handed_in_by_its_deadline_comes_first(all_marked):
    take(all_marked, "R Ash", TODAY, AM, "/")
    found = [(line.name, line.progress) for line in registers(all_marked)]
    assert found == [("3 Oak", Progress.OVERDUE), ("R Ash", Progress.HANDED_IN)]


def test_a_register_is_expected_until_its_deadline(all_marked, clock):
    clock.now = clock.now.replace(hour=9, minute=15)
    assert {line.progress for line in registers(all_marked)} == {Progress.EXPECTED}


def test_a_register_being_taken_says_so(all_marked, clock):
    clock.now = clock.now.replace(hour=9, minute=0)
    sheet = Sheet(class_of(all_marked, "3 Oak").id, TODAY, AM)
    pencil_mark(all_marked, sheet, pupil_of(all_marked, "Kaur").id, Draft("/"))
    found = {line.name: line for line in registers(all_marked)}
    assert found["3 Oak"].progress is Progress.IN_PENCIL
    assert found["3 Oak"].state.by == "Petra Lindqvist"


def test_a_register_with_blanks_is_incomplete(all_marked):
    take(all_marked, "3 Oak", TODAY, AM, "//////"[:5] + ".")
    assert Progress.INCOMPLETE in {line.progress for line in registers(all_marked)}


def test_the_afternoon_is_not_missing_before_it_has_begun(all_marked, clock):
    assert {line.state.session for line in registers(all_marked)} == {AM}
    clock.now = clock.now.replace(hour=13, minute=1)
    assert {line.state.session for line in registers(all_marked)} == {AM, PM}


def test_an_n_is_to_be_settled_within_five_school_days(since_monday):
    take(since_monday, "3 Oak", MONDAY, AM, "/N////")
    (found,) = waiting(since_monday).unsettled
    assert (found.name, found.due) == ("Dąbrowski, Jan", dt.date(2026, 11, 23))


def test_closed_days_do_not_count_towards_the_five(since_monday):
    inset = dt.date(2026, 11, 20)
    set_calendar(since_monday, [Closure(0, inset, inset, "INSET")])
    take(since_monday, "3 Oak", MONDAY, AM, "/N////")
    assert waiting(since_monday).unsettled[0].due == dt.date(2026, 11, 24)


def test_a_session_without_a_mark_is_listed_with_its_class(since_monday):
    take(since_monday, "3 Oak", MONDAY, AM, "/././/")
    gaps = [
        gap
        for gap in waiting(since_monday).gaps
        if (gap.day, gap.session) == (MONDAY, AM) and len(gap.pupils) == 2
    ]
    assert [gap.school_class for gap in gaps] == [class_of(since_monday, "3 Oak").id]


def test_nothing_waits_when_all_is_marked(all_marked, today):
    take(all_marked, "3 Oak", TODAY, AM, "//////")
    take(all_marked, "R Ash", TODAY, AM, "/")
    today.books_changed(today.shows)
    assert listed(today, "today.to-settle") == ()
    assert today._nothing.isVisible()
    assert today.findChild(FigureTile, "today.handed-in").accessibleName() == (
        "2 of 2 registers handed in"
    )


def test_enter_on_a_register_opens_it_at_its_session(all_marked, today, qtbot, gone_to, office):
    view = today.findChild(RecordView, "today.registers")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    oak_or_ash = {one.id for one in office.roll.classes()}
    ((place, target),) = gone_to
    assert place is Place.REGISTER
    assert (target.day, target.session) == (TODAY, AM)
    assert target.school_class in oak_or_ash


def test_enter_on_an_n_opens_the_register_on_that_pupil(since_monday, today, qtbot, gone_to):
    take(since_monday, "3 Oak", MONDAY, AM, "/N////")
    today.books_changed(today.shows)
    view = today.findChild(RecordView, "today.to-settle")
    view.selectRow(0)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    jan, oak = pupil_of(since_monday, "Dąbrowski"), class_of(since_monday, "3 Oak")
    assert gone_to == [(Place.REGISTER, Target(jan.id, oak.id, MONDAY, AM))]


def test_a_number_is_a_filter_and_esc_shows_all_again(since_monday, today, qtbot):
    take(since_monday, "3 Oak", MONDAY, AM, "/N////")
    today.books_changed(today.shows)
    everything = len(listed(today, "today.to-settle"))
    today.findChild(FigureTile, "today.no-reason").click()
    assert [line.who for line in listed(today, "today.to-settle")] == ["Dąbrowski, Jan"]
    assert today.step_back()
    assert len(listed(today, "today.to-settle")) == everything
    assert not today.step_back()


def test_a_closed_day_says_why_there_is_no_register(all_marked, today):
    set_calendar(all_marked, [Closure(0, TODAY, TODAY, "boiler")])
    today.books_changed(today.shows)
    said = [calm.said.text() for calm in today.findChildren(Calm) if calm.isVisible()]
    assert "No registers today: boiler." in said


def test_a_screen_out_of_sight_waits_to_reload(all_marked, today):
    today.hide()
    take(all_marked, "3 Oak", TODAY, AM, "//////")
    today.books_changed(today.shows)
    assert today.findChild(FigureTile, "today.handed-in").accessibleName().startswith("0 of 2")
    today.show()
    assert today.findChild(FigureTile, "today.handed-in").accessibleName().startswith("1 of 2")


def test_the_times_at_which_registers_close_are_said(all_marked, today):
    assert any(
        "registers closed at Main site 09:20" in label.text()
        for label in today.findChildren(QLabel)
    )
