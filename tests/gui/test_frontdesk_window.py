"""The front desk in the whole window: who may open it, Ctrl+3, Esc, and a lock.

Seen red: a place open to a class teacher; a child in hand lost by Esc; a name left after a lock.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from officeapp.domain.school import Role
from officeapp.gui.main_window import MainWindow
from officeapp.gui.places import PLACES
from officeapp.gui.screen import Place
from officeapp.procedures.keep_school import add_person
from tests.gui.desk_at_work import CTRL, Key, at, imported_school


@pytest.fixture
def office(tmp_path, clock):
    clock.now = at(9, 4)
    with imported_school(tmp_path, clock) as office:
        yield office


@pytest.fixture
def window(qtbot, office, theme, settings):
    """Return the window, somebody signed in."""
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    office.sign_in(office.staff.first())
    window.let_in()
    return window


def press(window, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def type_in(window, text):
    QTest.keyClicks(QApplication.focusWidget() or window, text)


@pytest.mark.parametrize(
    ("role", "may_open"),
    [
        (Role.RECEPTION, True),
        (Role.OFFICE, True),
        (Role.HEAD, True),
        (Role.TEACHER, False),
        (Role.GOVERNOR, False),
    ],
)
def test_who_keeps_the_books_of_the_desk_sees_it(role, may_open):
    (entry,) = (one for one in PLACES if one.place is Place.FRONT_DESK)
    assert (entry.key, entry.is_open_to(role)) == ("Ctrl+3", may_open)


def test_a_child_is_signed_in_from_any_place_with_ctrl_3(window, office):
    press(window, Key.Key_2, modifier=CTRL)
    press(window, Key.Key_3, modifier=CTRL)
    type_in(window, "zar")
    press(window, Key.Key_Return, Key.Key_2, Key.Key_Return)
    assert [one.reason for one in office.front_desk.late.on(office.today())] == ["Traffic"]
    said = window.findChild(QLabel, "status.message")
    assert said.text() == "Zara Abbasi signed in at 09:04: L 9 min late."


def test_esc_goes_back_to_the_letters(window):
    window.go_to(Place.FRONT_DESK)
    type_in(window, "zar")
    press(window, Key.Key_Return, Key.Key_Escape)
    field = window.findChild(QLineEdit, "frontdesk.search")
    assert (field.text(), field.hasFocus()) == ("zar", True)


def test_a_lock_leaves_no_name_in_the_window(window):
    window.go_to(Place.FRONT_DESK)
    type_in(window, "zar")
    press(window, Key.Key_Return, Key.Key_2)
    window.lock()
    assert not [one for one in window.findChildren(QLabel) if "Zara" in one.text()]
    assert window.findChild(QLineEdit, "frontdesk.search") is None


def chosen(window):
    """Return the reason that is chosen for the child in hand, and what was typed beside it."""
    choices = window.findChildren(QPushButton)
    reason = [
        one.text() for one in choices if "late.reason" in one.objectName() and one.isChecked()
    ]
    return reason, window.findChild(QLineEdit, "frontdesk.late.words").text()


@pytest.mark.parametrize(("who", "kept"), [("Petra Lindqvist", True), ("Dee Puty", False)])
def test_what_was_half_said_of_a_late_child_outlives_a_lock_for_who_said_it(
    window, office, who, kept
):
    """Seen red with an entry dropped at the lock, and with one given to whoever came next."""
    add_person(office, "Dee Puty", "Deputy head", Role.HEAD, office.today())
    window.go_to(Place.FRONT_DESK)
    type_in(window, "zar")
    press(window, Key.Key_Return, Key.Key_9)
    type_in(window, "Bike broke")
    window.lock()
    office.sign_in(office.staff.named(who, office.today()))
    window.let_in()
    window.go_to(Place.FRONT_DESK)
    type_in(window, "zar")
    press(window, Key.Key_Return)
    assert chosen(window) == ((["9   Other"], "Bike broke") if kept else ([], ""))


def test_a_school_closed_while_the_desk_stands_is_read_no_more(window, office, clock, qapp):
    """Seen red with a clock that went on reading the times of a closed file."""
    window.go_to(Place.FRONT_DESK)
    screen = window.screen_in_view()
    screen.refresh()
    office.close()
    clock.now = at(9, 5)
    screen._tick()
    screen._on_quiet()
    qapp.processEvents()
    assert window.findChild(QLabel, "frontdesk.clock").text() == "09:04"


def reopened(window, office, who, mode):
    """Lock the window, let a person in, and choose Zara in a mode of the desk."""
    window.lock()
    office.sign_in(office.staff.named(who, office.today()))
    window.let_in()
    window.go_to(Place.FRONT_DESK)
    press(window, mode)
    type_in(window, "zar")
    press(window, Key.Key_Return)


def begun(window, mode, reason):
    """Choose Zara in a mode of the desk, and a reason."""
    window.go_to(Place.FRONT_DESK)
    press(window, mode)
    type_in(window, "zar")
    press(window, Key.Key_Return, reason)


def field_of(window, name):
    return window.findChild(QLineEdit, f"frontdesk.{name}").text()


WHO = pytest.mark.parametrize(("who", "kept"), [("Petra Lindqvist", True), ("Dee Puty", False)])


@WHO
def test_a_half_said_leaving_outlives_a_lock_for_who_said_it(window, office, who, kept):
    """Seen red with an entry dropped at the lock, and with one given to whoever came next."""
    add_person(office, "Dee Puty", "Deputy head", Role.HEAD, office.today())
    begun(window, Key.Key_F3, Key.Key_1)
    press(window, Key.Key_O)
    type_in(window, "Ruth Bell")
    press(window, Key.Key_Return)
    type_in(window, "mother rang")
    reopened(window, office, who, Key.Key_F3)
    said = [field_of(window, f"leaving.{name}") for name in ("other", "why")]
    assert said == (["Ruth Bell", "mother rang"] if kept else ["", ""])
    assert not office.front_desk.out.on(office.today())


@WHO
def test_a_half_said_message_outlives_a_lock_for_who_said_it(window, office, who, kept):
    """Seen red with an entry dropped at the lock, and with one given to whoever came next."""
    add_person(office, "Dee Puty", "Deputy head", Role.HEAD, office.today())
    begun(window, Key.Key_F5, Key.Key_1)
    press(window, Key.Key_D)
    type_in(window, "till Fri")
    reopened(window, office, who, Key.Key_F5)
    assert field_of(window, "message.days") == ("till Fri" if kept else "")
    said = window.findChild(QLabel, "frontdesk.message.child.said").text()
    assert ("Fri 20 Nov" in said) is kept
    assert not office.front_desk.messages.on(office.today())
