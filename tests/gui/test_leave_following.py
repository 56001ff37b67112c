"""Leave followed to the return through real keys.

Seen red: sessions marked when the key is pressed and not when it is confirmed; a return noted for
every child of the request.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QLineEdit

from officeapp.books.leave_watch import return_checks
from officeapp.domain.leave import LeaveState, NoteKind
from officeapp.domain.school_year import Session
from officeapp.procedures.decide_leave import decide_leave, for_all
from tests.gui.conftest import pupil_of, take
from tests.gui.leave_at_work import ALT, Key, LeaveAtWork, a_request, by_the_head
from tests.leave_builders import NO, YES

MONDAY, TUESDAY, WEDNESDAY = (dt.date(2026, 11, day) for day in (23, 24, 25))


def decided(office, *surnames, ruling, **changes):
    """Write a request for the Monday down and decide it."""
    by_the_head(office)
    request = a_request(office, *surnames, **{"last": MONDAY, **changes})
    decide_leave(office, request, for_all(request, ruling))
    return request


@pytest.fixture
def on_wednesday(clock):
    """Let it be Wednesday 25 November, when leave of the Monday is over."""

    def later():
        clock.now = dt.datetime(2026, 11, 25, 9, 40, tzinfo=dt.UTC)

    return later


def at_returning(qtbot, office, services):
    desk = LeaveAtWork(qtbot, office, services)
    desk.press(Key.Key_2, ALT)
    return desk


def stands(office, surname, session, day=MONDAY):
    mark = office.register.standing(pupil_of(office, surname).id, day, session)
    return mark.code if mark else ""


def test_refused_leave_that_was_taken_is_marked_in_one_confirmed_act(
    qtbot, office, services, on_wednesday
):
    """Seen red with the marks written by U alone."""
    decided(office, "Kaur", ruling=NO)
    on_wednesday()
    take(office, "3 Oak", MONDAY, Session.AM, "///N//")
    take(office, "3 Oak", MONDAY, Session.PM, "\\\\\\N\\\\")
    desk = at_returning(qtbot, office, services)
    desk.play("u")
    assert "2 sessions, Mon 23 Nov will be marked G" in desk.text("leave.act.question")
    assert stands(office, "Kaur", Session.AM) == "N"
    desk.play("⏎")
    assert [stands(office, "Kaur", half) for half in Session] == ["G", "G"]


def test_a_child_who_came_is_not_marked(qtbot, office, services, on_wednesday):
    decided(office, "Kaur", ruling=NO)
    on_wednesday()
    for half in Session:
        mark = "/" if half is Session.AM else "\\"
        take(office, "3 Oak", MONDAY, half, mark * 6)
    desk = at_returning(qtbot, office, services)
    desk.play("u⏎")
    assert [stands(office, "Kaur", half) for half in Session] == ["/", "\\"]


def test_a_child_is_noted_back_on_a_day(qtbot, office, services, on_wednesday):
    request = decided(office, "Kaur", "Abbasi", ruling=YES)
    on_wednesday()
    desk = at_returning(qtbot, office, services)
    assert desk.text("leave.act.back." + str(pupil_of(office, "Kaur").id)) == (
        "Simran Kaur is back   B"
    )
    desk.play("b⏎")
    [note] = office.leave.notes(request.id)
    assert (note.kind, note.day, note.pupil) == (
        NoteKind.BACK, WEDNESDAY, pupil_of(office, "Kaur").id,
    )  # fmt: skip
    assert [one.pupil.surname for one in return_checks(office, WEDNESDAY)] == ["Abbasi"]


def test_an_enquiry_says_what_was_found(qtbot, office, services, on_wednesday):
    request = decided(office, "Kaur", ruling=YES)
    on_wednesday()
    desk = at_returning(qtbot, office, services)
    desk.play("e⏎")
    assert "Write what was asked or found" in desk.text("leave.act.refused")
    desk.type("flight cancelled")
    desk.play("⏎")
    [note] = office.leave.notes(request.id)
    assert (note.kind, note.text) == (NoteKind.ENQUIRY, "flight cancelled")
    assert "flight cancelled" in desk.shown()


def test_an_unauthorised_leave_is_followed_up(qtbot, office, services, on_wednesday):
    request = decided(office, "Kaur", ruling=NO)
    on_wednesday()
    take(office, "3 Oak", MONDAY, Session.AM, "///G//")
    take(office, "3 Oak", TUESDAY, Session.AM, "//////")
    desk = at_returning(qtbot, office, services)
    desk.play("f")
    desk.type("letter and notice")
    desk.play("⏎")
    assert [one.kind for one in office.leave.notes(request.id)] == [NoteKind.FOLLOW_UP]


def test_leave_is_taken_back_with_a_reason_and_is_kept(qtbot, office, services):
    request = decided(office, "Kaur", ruling=YES)
    desk = at_returning(qtbot, office, services)
    desk.play("x⏎")
    assert "Say why" in desk.text("leave.act.refused")
    desk.type("not going")
    desk.play("⏎")
    assert office.leave.state(office.leave.request(request.id)) is LeaveState.WITHDRAWN
    desk.press(Key.Key_3, ALT)
    assert desk.listed()[0].endswith("withdrawn: not going")
    assert "withdrawn by" in desk.shown()


def test_a_decision_is_changed_with_why_and_the_first_one_is_shown(qtbot, office, services):
    request = decided(office, "Kaur", ruling=NO)
    desk = at_returning(qtbot, office, services)
    desk.play("ag1⏎")
    assert "Say why" in desk.text("leave.decide.refused")
    desk.play("y")
    desk.type("evidence came")
    desk.play("⏎")
    assert office.leave.state(office.leave.request(request.id)) is LeaveState.GRANTED
    assert "decided before for Simran Kaur: no exceptional circumstances" in desk.shown()


def test_a_decision_changed_once_is_begun_afresh_when_it_is_changed_again(qtbot, office, services):
    """Seen red with what was in mind the first time kept."""
    decided(office, "Kaur", ruling=NO)
    desk = at_returning(qtbot, office, services)
    desk.play("ag1y")
    desk.type("evidence came")
    desk.play("⏎a")
    assert desk.find(QLineEdit, "leave.decide.why").text() == ""
    assert desk.text("leave.decide.follows").startswith("G grants all of it")


def test_the_family_is_asked_for_more_while_it_waits(qtbot, office, services):
    by_the_head(office)
    request = a_request(office, "Kaur")
    desk = LeaveAtWork(qtbot, office, services)
    desk.play("m")
    desk.type("the invitation")
    desk.play("⏎")
    [note] = office.leave.notes(request.id)
    assert (note.kind, note.text) == (NoteKind.QUESTION, "the invitation")
    assert office.leave.state(request) is LeaveState.WAITING


def test_a_note_that_was_a_mistake_is_taken_back_with_why_and_still_read(
    qtbot, office, services, on_wednesday
):
    """Seen red with the note left to count, and with no word of it on the page."""
    request = decided(office, "Kaur", ruling=YES)
    on_wednesday()
    desk = at_returning(qtbot, office, services)
    desk.play("b⏎")
    desk.press(Key.Key_3, ALT)
    desk.play("z⏎")
    assert "reason" in desk.text("leave.act.refused")
    desk.type("it was her sister")
    desk.play("⏎")
    assert office.leave.notes(request.id) == []
    assert "'back in school' of Wed 25 Nov taken back by Petra Lindqvist: it was her sister" in (
        desk.shown()
    )
    assert [one.pupil.surname for one in return_checks(office, WEDNESDAY)] == ["Kaur"]
