from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from officeapp.books.reasons import reasons
from officeapp.domain.cases import CaseCard
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.rights import MAY, Right
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import RecordView
from officeapp.gui.today import texts_panel
from officeapp.gui.today.attempt_panel import AttemptPanel
from officeapp.gui.today.screen import TodayScreen
from officeapp.gui.today.sources import Line, Listing, listings
from officeapp.gui.today.waiting import Progress, professionals, registers, waiting
from officeapp.gui.widgets.cards import Calm, FigureTile
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.keep_case import change_card
from officeapp.procedures.keep_policy import choose_profile
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
    office.on_change(screen.books_changed)
    screen.resize(1160, 740)
    screen.show()
    return screen


@pytest.fixture
def away(all_marked):
    """Return the office on a morning on which Kai is away and nobody knows why."""
    take(all_marked, "3 Oak", TODAY, AM, "//N///")
    take(all_marked, "R Ash", TODAY, AM, "/")
    return all_marked


def tile(screen, name):
    return screen.findChild(FigureTile, f"today.{name}")


def shown(screen):
    """Return the list of the away as a person reads it."""
    table = screen.findChild(RecordView, "today.away.list").table
    return [[column.text(line) for column in table.columns] for line in table.records]


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
    assert (listed(today, "today.waiting"), listed(today, "today.away.list")) == ((), ())
    said = [calm.said.text() for calm in today.findChildren(Calm) if calm.isVisible()]
    assert said == ["Nobody is away without a reason.", "Nothing else waits."]
    assert tile(today, "registers").accessibleName() == "2 of 2 registers handed in"


def test_enter_on_a_register_opens_it_at_its_session(all_marked, today, qtbot, gone_to, office):
    tile(today, "registers").click()
    qtbot.keyClick(today.findChild(RecordView, "today.waiting"), Qt.Key.Key_Return)
    ((place, target),) = gone_to
    assert place is Place.REGISTER
    assert (target.day, target.session) == (TODAY, AM)
    assert target.school_class in {one.id for one in office.roll.classes()}


def test_enter_on_an_n_opens_the_register_on_that_pupil(since_monday, today, qtbot, gone_to):
    take(since_monday, "3 Oak", MONDAY, AM, "/N////")
    today.books_changed(today.shows)
    tile(today, "no-reason").click()
    qtbot.keyClick(today.findChild(RecordView, "today.waiting"), Qt.Key.Key_Return)
    jan, oak = pupil_of(since_monday, "Dąbrowski"), class_of(since_monday, "3 Oak")
    assert gone_to == [(Place.REGISTER, Target(jan.id, oak.id, MONDAY, AM))]


def test_a_number_is_a_filter_and_esc_shows_all_again(since_monday, today):
    take(since_monday, "3 Oak", MONDAY, AM, "/N////")
    today.books_changed(today.shows)
    everything = len(listed(today, "today.waiting"))
    tile(today, "no-reason").click()
    assert [line.who for line in listed(today, "today.waiting")] == ["Dąbrowski, Jan"]
    assert today.step_back()
    assert len(listed(today, "today.waiting")) == everything
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
    assert tile(today, "registers").accessibleName().startswith("0 of 2")
    today.show()
    assert tile(today, "registers").accessibleName().startswith("1 of 2")


def test_the_times_at_which_registers_close_are_said(all_marked, today):
    assert any(
        "registers closed at Main site 09:20" in label.text()
        for label in today.findChildren(QLabel)
    )


def test_who_is_away_is_listed_with_how_long_and_the_next_step(all_marked, today):
    take(all_marked, "3 Oak", TODAY, AM, "//N/./")
    today.books_changed(today.shows)
    assert shown(today) == [
        ["Johnson, Kai", "3 Oak", "41 min", "not started", "call 1"],
        ["O'Neill, Siân", "3 Oak", "41 min", "not started", "tell the head 11:20"],
    ]
    assert tile(today, "away").accessibleName() == "2 away without a reason"


def test_a_call_and_its_outcome_take_two_keys_and_are_undone(away, today, qtbot, said):
    """C and a digit: one act, and what comes next is shown at once."""
    view = today.findChild(RecordView, "today.away.list")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C)
    panel = today.findChild(AttemptPanel, "today.attempt")
    assert "Ms Dana Berisha, mother  ·  07700 900123" in panel.accessibleName()
    qtbot.keyClick(panel, Qt.Key.Key_2)
    [entry] = away.front_desk.attempts.on(TODAY)
    assert (entry.step, entry.outcome, entry.contact != 0) == ("call", "no answer", True)
    assert shown(today)[0][3:] == ["call: no answer 09:31", "tell the head 11:20"]
    assert said[-1] == "Kai Johnson: call, no answer."
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown(today)[0][3:] == ["not started", "call 1"]


def test_a_call_to_nobody_on_the_card_says_whom_and_is_ticked_off(away, today, qtbot, clock):
    """Seen red with the call about partner schools noted for the mother, and asked for ever."""
    choose_profile(away, "upton-partnership", TODAY)
    clock.now = clock.now.replace(hour=12)
    today.refresh()
    view = today._away.view
    whom = []
    for _ in range(2):
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_C)
        whom.append(today._away.attempt._who.text())
        qtbot.keyClick(today._away.attempt, Qt.Key.Key_2)
    assert whom[0].startswith("Ms Dana Berisha")
    assert whom[1] == "Ask the partner schools of brothers and sisters"
    assert shown(today)[0][4] == "all was tried"


def test_after_a_minute_the_undo_is_refused_in_words(away, today, qtbot, clock):
    view = today._away.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C)
    qtbot.keyClick(today._away.attempt, Qt.Key.Key_2)
    clock.now += dt.timedelta(seconds=61)
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "The minute is over" in today._away.note.text()
    assert len(away.front_desk.attempts.on(TODAY)) == 1


def test_a_reason_given_opens_the_message_on_that_child(away, today, qtbot, gone_to):
    view = today.findChild(RecordView, "today.away.list")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C)
    qtbot.keyClick(today.findChild(AttemptPanel, "today.attempt"), Qt.Key.Key_1)
    kai = pupil_of(away, "Johnson").id
    assert gone_to == [(Place.FRONT_DESK, Target(pupil=kai, section="frontdesk.message"))]
    assert shown(today)[0][4] == "write the reason"


def test_enter_opens_the_child_and_r_the_message(away, today, qtbot, gone_to):
    view = today.findChild(RecordView, "today.away.list")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_R)
    kai = pupil_of(away, "Johnson").id
    assert gone_to == [
        (Place.PUPILS, Target(pupil=kai)),
        (Place.FRONT_DESK, Target(pupil=kai, section="frontdesk.message")),
    ]


def test_the_late_book_closes_the_line_by_itself(away, today):
    came = Coming(pupil_of(away, "Johnson").id, dt.time(9, 24), reasons().late[0])
    arrive_late(away, [came])
    today.books_changed(today.shows)
    assert shown(today) == [["Johnson, Kai", "3 Oak", "", "", "arrived 09:24"]]
    assert tile(today, "away").accessibleName() == "0 away without a reason"
    tile(today, "late").click()
    assert [line.who for line in listed(today, "today.waiting")] == ["Johnson, Kai"]


def test_esc_leaves_the_panel_with_nothing_written(away, today, qtbot):
    view = today.findChild(RecordView, "today.away.list")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_T)
    assert today.step_back()
    assert not today.findChild(AttemptPanel, "today.attempt").isVisible()
    assert away.front_desk.attempts.on(TODAY) == []


def test_texts_are_shown_before_the_file_is_written_and_noted_after(
    away, today, qtbot, tmp_path, monkeypatch, said
):
    path = tmp_path / "texts.csv"
    monkeypatch.setattr(texts_panel, "ask_place", lambda *_: path)
    qtbot.keyClick(today, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    panel = today._away.texts
    panel._words.setPlainText("Where is {names}? Zoë")
    assert "Because of ë a message has 70 places" in panel._length.text()
    qtbot.keyClick(panel._words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "07700900123,Kai,Ms Dana Berisha,Where is Kai? Zoë" in path.read_text("utf-8-sig")
    assert shown(today)[0][3] == "text sent 09:31"
    assert "nothing was sent from here" in said[-1]


def test_who_may_only_look_has_no_key_that_writes(away, qtbot, services, gone_to):
    """The safeguarding lead reads Today and keeps no book of the desk. Red without it."""
    away.sign_in(replace(away.person, role=Role.SAFEGUARDING))
    today = TodayScreen(away, services)
    qtbot.addWidget(today)
    today.show()
    view = today._away.view
    view.selectRow(0)
    for key in (Qt.Key.Key_C, Qt.Key.Key_T, Qt.Key.Key_R):
        qtbot.keyClick(view, key)
    hidden = [today._away.attempt, today._away._prepare]
    assert not any(part.isVisible() for part in hidden)
    assert gone_to == []


def test_a_social_worker_is_told_first_by_who_may_read_cases_and_unseen_by_others(
    away, today, qtbot
):
    """Seen red with the card read whatever the right."""
    change_card(away, CaseCard(pupil_of(away, "Johnson").id, social_worker="Ms Okafor"))
    assert shown(today)[0][4] == "tell now"
    view = today._away.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_D)
    assert "Tell Ms Okafor" in today._away.attempt.accessibleName()
    qtbot.keyClick(today._away.attempt, Qt.Key.Key_1)
    assert shown(today)[0][4] == "call 1"
    away.sign_in(replace(away.person, role=Role.RECEPTION))
    assert professionals(away) == {}


def test_who_may_not_read_the_desk_sees_nothing_of_it(away, today, monkeypatch):
    monkeypatch.setitem(MAY, Right.READ_DESK, {})
    today.books_changed(today.shows)
    assert not today._away.isVisible()
    assert not any(tile(today, name).isVisible() for name in ("away", "late", "out"))
    assert tile(today, "registers").isVisible()


def test_what_another_part_brings_has_a_tile_and_lines_and_else_no_room(office):
    line = Line("Kai Johnson", "3 Oak", "leave from Mon 7 Dec", "decide", "late", Place.LEAVE)
    leave = Listing("leave", "1", "leave for the head", "Leave", lines=(line,))
    assert list(listings(office, (lambda _: None, lambda _: leave))) == [leave]
