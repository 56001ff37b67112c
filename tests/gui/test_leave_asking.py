"""A request written down from paper through real keys.

Seen red: the sessions of every child counted by one calendar; what was typed gone after Esc.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from officeapp.domain.leave import SOMEBODY_ELSE
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.gui.leave.ask_fields import AskFields
from officeapp.gui.leave.screen import LeaveScreen
from officeapp.gui.main_window import MainWindow
from officeapp.gui.screen import Place
from officeapp.procedures.close_days import close_days
from officeapp.procedures.keep_family import join_family
from officeapp.procedures.keep_roll import add_contact, add_tie
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, pupil_of
from tests.gui.leave_at_work import CTRL, Key, LeaveAtWork, a_request, by_the_head

MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def family(office):
    """Make Zara and Ada in another year brother and sister, with a mother both live with."""
    by_the_head(office)
    zara, ada = pupil_of(office, "Abbasi"), pupil_of(office, "Young")
    join_family(office, zara.id, ada.id)
    tie = Tie(0, zara.id, ContactId(0), "mother", 1, lives_with=True)
    mother = add_contact(office, Contact(ContactId(0), "Ms", "Abbasi", "Noor"), tie)
    add_tie(office, Tie(0, ada.id, mother.id, "mother", 1, lives_with=True))
    return zara, ada, mother


@pytest.fixture
def desk(qtbot, office, services, family):
    desk = LeaveAtWork(qtbot, office, services)
    desk.press(Key.Key_N, CTRL)
    return desk


def from_paper(desk):
    """Type what the paper says of two children, a holiday of two days."""
    desk.play("zara↵")  # finds Zara, and goes to the boxes of the family
    desk.play("⇥_⇥⇥3⇥")  # Ada too; who asks is the mother; a holiday
    for text in ("23/11/26", "", "24/11/26", ""):
        desk.type(text)
        desk.play("⇥")
    desk.type("a week in Spain")


def test_a_request_for_two_children_is_written_from_paper_by_keys(desk, office, family):
    zara, ada, mother = family
    from_paper(desk)
    desk.play("⏎")
    assert desk.text("leave.ask.refused") == ""
    [request] = office.leave.waiting()
    assert request.children == (zara.id, ada.id)
    assert (request.kind, request.applicant) == ("holiday", mother.id)
    assert (request.first, request.last) == (MONDAY, dt.date(2026, 11, 24))
    assert desk.focus().objectName() == "leave.requests"
    assert desk.listed()[0].startswith("Zara Abbasi and Ada Young")


def test_sessions_are_counted_as_it_is_typed_by_each_childs_calendar(qtbot, desk, office):
    """Seen red with the first child's calendar for both."""
    first, why = MONDAY, "Reception visit"
    close_days(office, Closure(0, first, first, why, year_groups=frozenset("R")), confirmed=True)
    from_paper(desk)
    qtbot.waitUntil(lambda: "in all" in desk.text("leave.ask.counted"))
    said = desk.text("leave.ask.counted")
    assert said.startswith("6 sessions in all. Zara Abbasi: 4 sessions; Ada Young: 2 sessions ")
    assert "Mon 23 Nov closed: Reception visit" in said
    assert "The request is not signed." in said


def test_half_days_and_somebody_else_are_typed(desk, office):
    desk.play("kai↵")
    combo = desk.focus()
    assert combo.objectName() == "leave.ask.who"
    assert [combo.itemText(row) for row in range(combo.count())] == [
        "Ms Dana Berisha (mother), not known to live with them",
        "Somebody else …",
    ]
    desk.play("↓⇥")
    desk.type("Gran")
    desk.play("⇥⇥⇥")
    desk.type("24 Nov 2026")
    desk.play("⇥f⇥⇥⇥")
    desk.type("a funeral")
    desk.play("⏎")
    [request] = office.leave.waiting()
    assert (request.applicant, request.applicant_name) == (SOMEBODY_ELSE, "Gran")
    assert (request.first, request.last) == (dt.date(2026, 11, 24),) * 2
    assert request.from_session is Session.PM


def test_what_lacks_is_said_in_place_and_nothing_is_lost(desk, office):
    desk.play("zara↵⏎")
    assert "The day is missing" in desk.text("leave.ask.refused")
    assert office.leave.waiting() == []
    assert desk.screen.step_back()
    desk.press(Key.Key_N, CTRL)
    boxes = desk.find(QWidget, "leave.ask.form").findChildren(QCheckBox)
    assert [one.text() for one in boxes if one.isChecked()] == ["Zara Abbasi  3 Oak"]


def asked_in(window, office, head):
    """Let the head in, at a new request; return the fields."""
    office.sign_in(head)
    window.let_in()
    window.go_to(Place.LEAVE)
    screen = window.screen_in_view()
    assert isinstance(screen, LeaveScreen)
    screen.ask()
    return screen.findChild(AskFields)


def test_a_half_typed_request_survives_a_lock(qtbot, office, theme, settings, family):
    """Seen red with nothing kept when the window closes."""
    head = office.person
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    window.show()
    asked_in(window, office, head).put({"children": (family[0].id,), "purpose": "Spain"})
    window.lock()
    again = asked_in(window, office, head).values()
    assert (again["children"], again["purpose"]) == ((family[0].id,), "Spain")


def test_a_request_that_waits_is_changed_with_a_reason(qtbot, office, services):
    by_the_head(office)
    request = a_request(office, "Abbasi")
    desk = LeaveAtWork(qtbot, office, services)
    assert desk.text("leave.change").endswith("F4")
    desk.press(Key.Key_F4)
    field = desk.find(QLineEdit, "leave.ask.evidence")
    field.setFocus()
    desk.type("booking")
    desk.play("⏎")
    assert "Say why" in desk.text("leave.ask.refused")
    desk.find(QLineEdit, "leave.ask.why").setFocus()
    desk.type("booking brought")
    desk.play("⏎")
    changed = office.leave.request(request.id)
    assert (changed.evidence, changed.why) == ("booking", "booking brought")


def test_the_hatch_writes_requests_down_and_reads_none(qtbot, office, services):
    by_the_head(office)
    a_request(office, "Kaur", purpose="a court hearing")
    office.sign_in(add_person(office, "Jo Hart", "Receptionist", Role.RECEPTION, TODAY))
    desk = LeaveAtWork(qtbot, office, services)
    assert desk.focus().objectName() == "leave.ask.child"
    assert (
        not desk.find(QLineEdit, "leave.ask.child").window().findChild(QLineEdit, "leave.requests")
    )
    assert desk.listed() == []
    assert "court" not in desk.shown()
