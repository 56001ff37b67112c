"""Deciding on leave through real keys.

Seen red: the decision written by R alone, without Ctrl+Enter; the keys of the decision shown to the
office; what is chosen for one child taken for all.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from officeapp.domain.leave import LeaveState
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.main_window import MainWindow
from officeapp.gui.screen import Place
from officeapp.procedures.decide_leave import decide_leave, for_all
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.name_delegate import name_delegate
from tests.gui.conftest import TODAY, pupil_of
from tests.gui.leave_at_work import ALT, NEXT_MONDAY, Key, LeaveAtWork, a_request, by_the_head
from tests.leave_builders import NO

SURNAMES = ("Abbasi", "Dąbrowski", "Johnson", "Kaur", "O'Neill")


@pytest.fixture
def asked(office):
    """Return a request for a holiday, the head signed in."""
    by_the_head(office)
    return a_request(office, "Abbasi")


@pytest.fixture
def desk(qtbot, asked, office, services):
    return LeaveAtWork(qtbot, office, services)


def state(office, request):
    return office.leave.state(office.leave.request(request.id))


def strip(office, request, surname="Abbasi"):
    return office.leave.decisions(request.id)[pupil_of(office, surname).id].strip


def test_a_tray_of_ten_is_decided_without_the_mouse(qtbot, office, services, said):
    by_the_head(office)
    days = [NEXT_MONDAY + dt.timedelta(days=7 * week) for week in (0, 1)]
    for day in days:
        for surname in SURNAMES:
            a_request(office, surname, first=day, last=day)
    desk = LeaveAtWork(qtbot, office, services)
    for script in ("r1⏎", "g⏎", "p_↵1⏎", "rtsee me↵⏎", "g1o back by Friday↵⏎") * 2:
        desk.play(script)
    assert office.leave.waiting() == []
    states = sorted(office.leave.state(one) for one in office.leave.requests())
    assert states == ["granted"] * 4 + ["part"] * 2 + ["refused"] * 4
    assert len(said) == 10


def test_what_will_follow_is_said_before_the_key_and_nothing_is_written(desk, office, asked):
    desk.play("r1")
    assert "If Zara is away then, 10 sessions G" in desk.text("leave.decide.follows")
    assert "would reach 10 on Fri 27 Nov" in desk.shown()
    assert state(office, asked) is LeaveState.WAITING
    desk.play("⏎")
    assert state(office, asked) is LeaveState.REFUSED


def test_a_refusal_without_a_reason_is_refused_in_place(desk, office, asked):
    desk.play("r⏎")
    assert "A refusal needs a reason" in desk.text("leave.decide.refused")
    assert state(office, asked) is LeaveState.WAITING


def test_half_days_are_picked_with_arrows_and_space(desk, office, asked):
    desk.play("p→_→d↵1⏎")
    assert strip(office, asked) == "GCCCGGGGGG"


def test_children_are_decided_one_by_one(qtbot, office, services):
    by_the_head(office)
    request = a_request(office, "Abbasi", "Kaur", last=NEXT_MONDAY)
    desk = LeaveAtWork(qtbot, office, services)
    desk.play("cr1")
    assert "Choose all, part or refuse for Simran Kaur" in desk.text("leave.decide.follows")
    desk.play("cg⏎")
    assert (strip(office, request), strip(office, request, "Kaur")) == ("GG", "CC")


def test_overlapping_requests_are_shown_side_by_side(qtbot, office, services, asked):
    other = a_request(office, "Abbasi", kind="family", purpose="a wedding", last=NEXT_MONDAY)
    desk = LeaveAtWork(qtbot, office, services)
    desk.screen.open_request(other.id)
    this, that = (desk.find(QWidget, f"leave.facts.clash.{place}") for place in (1, 2))
    assert "a wedding" in this.accessibleName()
    assert "a week in Spain" in that.accessibleName()


def test_who_may_not_decide_sees_the_request_and_no_keys_of_a_decision(
    qtbot, office, services, asked
):
    clerk = add_person(office, "Sam Reed", "Attendance officer", Role.ATTENDANCE_OFFICER, TODAY)
    office.sign_in(clerk)
    desk = LeaveAtWork(qtbot, office, services)
    assert "a week in Spain" in desk.shown()
    assert desk.screen.findChild(QPushButton, "leave.decide.go") is None
    desk.play("r1⏎g⏎")
    assert state(office, asked) is LeaveState.WAITING


def test_whom_the_head_has_named_decides(qtbot, office, services, asked):
    deputy = add_person(office, "Ann Lowe", "Deputy head", Role.PASTORAL, TODAY)
    name_delegate(office, deputy, TODAY)
    office.sign_in(deputy)
    desk = LeaveAtWork(qtbot, office, services)
    desk.play("g1⏎")
    assert state(office, asked) is LeaveState.GRANTED


def test_the_place_is_open_to_whom_the_head_has_named(qtbot, office, theme, settings, asked):
    """Seen red with the places chosen by the role alone."""
    deputy = add_person(office, "Ann Lowe", "Deputy head", Role.PASTORAL, TODAY)
    name_delegate(office, deputy, TODAY)
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    window.show()
    office.sign_in(deputy)
    window.let_in()
    window.go_to(Place.LEAVE)
    assert window.place is Place.LEAVE


def test_esc_goes_back_a_step_at_a_time_and_keeps_what_was_typed(desk):
    desk.play("rtnot now")
    assert desk.screen.step_back()
    assert desk.focus().objectName() == "leave.requests"
    assert desk.screen.step_back()
    assert not desk.screen.step_back()
    assert "Nothing is written before Ctrl+Enter" in desk.text("leave.decide.follows")


def test_what_was_in_mind_for_a_request_waits_while_another_is_looked_at(desk, office, asked):
    a_request(office, "Kaur", first=NEXT_MONDAY + dt.timedelta(days=7),
              last=NEXT_MONDAY + dt.timedelta(days=7))  # fmt: skip
    desk.play("r1↓")
    desk.press(Key.Key_Up)
    desk.play("⏎")
    assert state(office, asked) is LeaveState.REFUSED


def test_the_lists_change_with_a_decision(desk, office, asked):
    assert desk.text("leave.tab.waiting") == "Waiting 1"
    decide_leave(office, asked, for_all(asked, NO))
    assert desk.text("leave.tab.waiting") == "Waiting 0"
    desk.press(Key.Key_2, ALT)
    [line] = desk.listed()
    assert line.startswith("Zara Abbasi, 3 Oak, 23 to 27 November 2026 · family holiday, ")
    assert line.endswith("Watch the register from Mon 23 Nov.")


def test_the_day_set_apart_stays_acknowledged_when_the_rest_is_refused(qtbot, office, services):
    by_the_head(office)
    days = {"set_apart": ("2026-11-24",), "last": NEXT_MONDAY + dt.timedelta(days=2)}
    request = a_request(office, "Abbasi", kind="religious", purpose="a festival", **days)
    desk = LeaveAtWork(qtbot, office, services)
    desk.play("r1⏎")
    assert strip(office, request) == "OORROO"
    assert office.leave.standing(pupil_of(office, "Abbasi").id)[dt.date(2026, 11, 24), Session.AM][
        0
    ] == office.codes.symbol("R")


def test_a_partner_schools_answer_is_asked_for_by_its_policy_and_shown_to_the_head(
    qtbot, office, services
):
    """Seen red with the doubt left standing once it was answered."""
    by_the_head(office)
    choose_profile(office, "upton-partnership", dt.date(2026, 9, 1))
    request = a_request(office, "Kaur", received=dt.date(2026, 11, 2))
    desk = LeaveAtWork(qtbot, office, services)
    asked = "No partner school's decision for brothers and sisters is noted yet."
    assert asked in desk.shown()
    desk.play("s")
    desk.type("Manor refused it on 10 Nov.")
    desk.play("⏎")
    assert asked not in desk.shown()
    assert "A partner school: Manor refused it on 10 Nov." in desk.shown()
    assert state(office, request) is LeaveState.WAITING
