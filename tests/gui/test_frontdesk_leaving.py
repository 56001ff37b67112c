"""Leaving and coming back through real keys.

Seen red: a child let go with a barred father by a digit and Enter; the story of a bar on the
screen; a digit for who collects taken as another reason; who is overdue not first in the list.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from officeapp.domain.appointments import Appointment
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school import Role
from officeapp.gui.confirming import ConfirmPanel
from officeapp.gui.frontdesk.at_door import at_door
from officeapp.procedures.keep_appointments import add_appointment
from officeapp.procedures.keep_roll import add_contact, change_contact
from officeapp.procedures.keep_school import add_person, change_school
from tests.builders import PIN, with_pin
from tests.gui.conftest import TODAY, pupil_of
from tests.gui.desk_at_work import DeskAtWork, Key, at

BARRED = "Marek"


@pytest.fixture
def office(office, clock):
    """Return the small school at 10:05; Kai's mother may collect him, and Marek must not."""
    kai = pupil_of(office, "Johnson")
    for place, (name, may) in enumerate((("Ada", True), (BARRED, False)), 2):
        tie = Tie(0, kai.id, ContactId(0), "parent", place, may_collect=may, not_released=not may)
        add_contact(office, Contact(ContactId(0), "", "Berisha", name), tie)
    add_person(office, "Ben Okoro", "Clerk", Role.OFFICE, TODAY)
    clock.now = at(10, 5)
    return office


@pytest.fixture
def desk(qtbot, office, services):
    """Return a desk at work, ready for who leaves."""
    desk = DeskAtWork(qtbot, office, services)
    desk.press(Key.Key_F3)
    return desk


@pytest.fixture
def asks(desk, office, services):
    """Return the panel that asks for a second person."""
    return ConfirmPanel(office, services.theme, desk.screen)


def out(office):
    return office.front_desk.out.on(TODAY)


def shown(desk):
    """Return every text on the screen, and what a screen reader would say of it."""
    parts = [*desk.screen.findChildren(QLabel), *desk.screen.findChildren(QAbstractButton)]
    texts = [part.text() for part in parts if part.isVisible()]
    names = [part.accessibleName() for part in desk.screen.findChildren(QWidget)]
    names += [part.accessibleDescription() for part in desk.screen.findChildren(QWidget)]
    return " ".join([*texts, *names])


def test_two_digits_and_enter_sign_a_child_out(desk, office):
    desk.play("joh ↵")
    desk.count()
    desk.play("11↵")
    [entry] = out(office)
    assert desk.count() == 3
    assert (entry.reason, entry.left_at, entry.code) == ("Unwell", dt.time(10, 5), "I")
    assert office.contacts.contacts()[entry.collector].forename == "Ada"
    assert desk.shown_in_book()[0].startswith("10:05  Kai Johnson 3 Oak  Out · unwell")


def test_what_leaving_marks_is_said_before_enter(desk):
    desk.play("joh ↵1")
    assert "afternoon: I, unless the child is back" in desk.text("frontdesk.leaving.child.said")


def test_who_is_out_already_is_said_when_the_child_is_chosen(desk, clock):
    """Seen red with a refusal that came only after the reason and who collects were said."""
    desk.play("joh ↵11↵")
    clock.now = clock.now.replace(hour=10, minute=30)
    desk.play("joh ↵")
    said = desk.text("frontdesk.leaving.child.said")
    assert said.startswith("Kai Johnson is signed out already, since 10:05; sign the child back in")


def test_a_barred_parent_stops_the_desk_without_the_story(desk, office):
    """Planted: Enter files at once, as for anybody listed: red."""
    desk.play("joh ↵12↵")
    assert out(office) == []
    assert "STOP: ask a second person" in desk.text("frontdesk.leaving.child.said")
    assert "why" in desk.text("frontdesk.leaving.refused")
    for word in ("released to", "order", "court", "barred", "parent"):
        assert word not in desk.text("frontdesk.leaving.child.said")


def test_with_a_reason_and_a_second_person_the_child_may_go(desk, office, asks):
    desk.play("joh ↵12")
    desk.type("mother agrees")
    desk.play("↵")
    assert asks.isVisible()
    assert out(office) == []
    desk.find(QComboBox, "confirm.who").setCurrentIndex(1)
    desk.find(QAbstractButton, "confirm.go").click()
    [entry] = out(office)
    assert (entry.why_other, office.countersigned.of(entry.line.act).name) == (
        "mother agrees",
        "Ben Okoro",
    )


def test_in_a_real_school_a_wrong_pin_lets_nobody_go(desk, office, asks):
    """Planted: the PIN of the second person not checked: red."""
    change_school(office, replace(office.school.card(), sample=False))
    ben = with_pin(office, office.staff.named("Ben Okoro", TODAY))
    ivy = add_person(office, "Ivy Chen", "Receptionist", Role.RECEPTION, TODAY)
    office.sign_in(with_pin(office, ivy))
    desk.play("joh ↵12")
    desk.type("mother agrees")
    desk.play("↵")
    who = desk.find(QComboBox, "confirm.who")
    who.setCurrentIndex(who.findData(ben))
    for pin in ("111119", PIN):
        assert out(office) == []
        desk.find(QLineEdit, "confirm.second-pin").setText(pin)
        desk.find(QAbstractButton, "confirm.go").click()
    assert out(office)[0].second == ben.id


def test_somebody_typed_needs_a_reason_and_a_second_person_too(desk, office, asks):
    desk.play("joh ↵1o")
    desk.type("Ruth Bell, neighbour")
    desk.play("↵↵")
    assert "Say why" in desk.text("frontdesk.leaving.refused")
    desk.type("mother rang")
    desk.play("↵")
    assert asks.isVisible()
    assert out(office) == []


def test_esc_goes_back_a_step_at_a_time(desk, office):
    desk.play("joh ↵11")
    assert desk.esc()
    desk.play("2")
    assert desk.text("frontdesk.leaving.child.said").startswith("STOP")
    for _ in range(4):
        assert desk.esc()
    assert desk.find(QLineEdit, "frontdesk.search").text() == "joh"
    assert out(office) == []


def test_the_appointment_of_today_is_offered_with_its_return(desk, office):
    kai = pupil_of(office, "Johnson")
    eleven = dt.time(11)
    planned = Appointment(0, kai.id, TODAY, eleven, "dentist", away_until=dt.time(12, 30))
    add_appointment(office, planned)
    desk.play("joh ↵")
    assert "Appointment 11:00 (no proof seen yet)" in shown(desk)
    desk.play("21c↵")
    [entry] = out(office)
    [kept] = office.front_desk.appointments.on(TODAY)
    assert (entry.code, entry.expected, entry.appointment) == ("M", dt.time(12, 30), kept.id)
    assert (kept.evidence, kept.seen_by) == ("card", "Petra Lindqvist, Office manager")


def test_without_proof_the_desk_says_that_nothing_is_marked(desk):
    desk.play("joh ↵2")
    assert "M needs the card, letter or message seen" in desk.text("frontdesk.leaving.child.said")


def test_the_time_of_return_is_typed_and_changed_with_a_reason(desk, office):
    desk.play("joh ↵11e")
    desk.type("11.30")
    desk.play("↵↵")
    assert out(office)[0].expected == dt.time(11, 30)
    desk.press(Key.Key_F7, Key.Key_Return)
    desk.type("e")
    desk.type("12:15")
    desk.play("↵")
    desk.find(QLineEdit, "frontdesk.leaving.why").setFocus()
    desk.type("dentist is late")
    desk.play("↵")
    assert [one.expected for one in out(office)] == [dt.time(12, 15)]


def test_one_key_undoes_within_the_minute(desk, office):
    desk.play("joh ↵11↵⌫")
    assert out(office) == []


def test_who_is_out_is_listed_the_overdue_first_and_a_digit_takes_one(desk, office, clock):
    for surname, back in (("Kaur", "12.00"), ("Abbasi", "11.00")):
        kid = pupil_of(office, surname)
        tie = Tie(0, kid.id, ContactId(0), "mother", 1, may_collect=True)
        add_contact(office, Contact(ContactId(0), "", surname, "Ivy"), tie)
        desk.play(f"{surname} ↵11e")
        desk.type(back)
        desk.play("↵↵")
    clock.now = at(11, 30)
    desk.press(Key.Key_F4)
    found = desk.find(QWidget, "frontdesk.found").model()
    rows = [found.index(row, 0).data() for row in range(found.rowCount())]
    assert rows == ["1   Abbasi, Zara", "2   Kaur, Simran"]
    assert "OVERDUE, due 11:00" in found.index(0, 2).data()
    desk.play("2↵↵")
    assert {one.pupil: one.is_out for one in out(office)} == {
        pupil_of(office, "Abbasi").id: True,
        pupil_of(office, "Kaur").id: False,
    }
    assert "Simran Kaur is back at 11:30" in desk.text("frontdesk.done")


def test_letters_and_two_enters_sign_back_in_and_undo_signs_out_again(desk, office, clock):
    desk.play("joh ↵11↵")
    clock.now = at(11, 0)
    desk.press(Key.Key_F4)
    desk.play("kai ↵↵")
    assert out(office)[0].back_at == dt.time(11)
    assert [line.split("  ")[2] for line in desk.shown_in_book()] == [
        "Back · out from 10:05",
        "Left · unwell",
    ]
    desk.play("⌫")
    assert out(office)[0].is_out


def test_coming_back_late_says_what_the_register_will_have(desk, office, clock):
    desk.play("joh ↵41↵")
    clock.now = at(13, 45)
    desk.press(Key.Key_F4)
    desk.play("↵")
    said = desk.text("frontdesk.back.child.said")
    assert said.startswith("Marks the afternoon U: the register closed at 13:30")
    assert "unauthorised" in said


def test_nothing_of_a_child_stays_when_the_next_is_wanted(desk):
    desk.play("joh ↵12")
    desk.type("because of the order")
    for _ in range(4):
        desk.esc()
    desk.press(Key.Key_Backspace)
    assert "because of the order" not in shown(desk)
    assert "Berisha" not in shown(desk)


def test_who_was_barred_while_the_window_was_locked_stops_the_desk(office):
    """Seen red with a half-said leaving that came back with who might collect before."""
    kai = pupil_of(office, "Johnson")
    before = at_door(office, kai, dt.time(10, 5))
    before.collector = before.offered[0].contact
    assert not before.stops
    tie, ada = next(one for one in office.contacts.of(kai.id) if one[1].id == before.collector)
    change_contact(office, ada, replace(tie, may_collect=False, not_released=True))
    after = at_door(office, kai, dt.time(10, 20))
    after.go_on_from(before)
    assert after.stops


def test_who_is_listed_no_more_is_not_taken_over_from_before_a_lock(office):
    kai = pupil_of(office, "Johnson")
    before = at_door(office, kai, dt.time(10, 5))
    before.collector = before.offered[0].contact
    tie, ada = next(one for one in office.contacts.of(kai.id) if one[1].id == before.collector)
    change_contact(office, ada, replace(tie, may_collect=False))
    after = at_door(office, kai, dt.time(10, 20))
    after.go_on_from(before)
    assert not after.collector
    assert not after.collects
