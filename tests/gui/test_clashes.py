"""The tray of clashes: a number on every screen, and one key for each decision.

Seen red with: a count that is taken once only; the other value kept for the left; a decision
written for the clash that comes next; a key that is held deciding all; a clash that came in taking
the place of the one in hand; a withheld address decided unseen.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit

from officeapp.books.office import open_office
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.clashes.page import AS_KEPT
from officeapp.gui.main_window import MainWindow
from officeapp.gui.places import PLACES
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_roll import change_contact
from officeapp.procedures.keep_school import add_person
from tests.desks import make_clash, share
from tests.gui.conftest import TODAY, pupil_of, take

YESTERDAY = TODAY - dt.timedelta(days=1)
AM, PM = Session.AM, Session.PM


def standing(office, surname, session=AM):
    return office.register.standing(pupil_of(office, surname).id, YESTERDAY, session)


@pytest.fixture
def window(qtbot, office, theme, settings):
    """Return a window on Today; the mornings of Kaur and Johnson clash: I here, M there."""
    take(office, "3 Oak", YESTERDAY, AM, "//////")
    for surname in ("Johnson", "Kaur"):
        make_clash(office, standing(office, surname))
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    office.sign_in(office.staff.first())
    window.let_in()
    with qtbot.waitActive(window):
        window.show()
    return window


@pytest.fixture
def press(qtbot, window):
    """Return what presses a key where the focus is."""

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(window.focusWidget(), key, modifier)

    return press


def text(window, name):
    return window.findChild(QLabel, name).text()


def counted(window):
    return window.findChild(QAbstractButton, "rail.clashes").count


def change_apart(office, ours, theirs):
    """Let two desks write differently into the card of the one contact, each by a head."""
    who, (tie,) = office.person, office.contacts.ties()
    office.sign_in(add_person(office, "Hana Okafor", "Headteacher", Role.HEAD, TODAY))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "school.db"
        office.connection.execute("VACUUM INTO ?", [str(path)])
        with open_office(path, clock=office.now, own_folder=Path(folder)) as other:
            other.sign_in(office.person)
            change_contact(other, replace(contact_of(other), **theirs), tie)
            change_contact(office, replace(contact_of(office), **ours), tie)
            share(other, office)
    office.sign_in(who)


def go_to_last(window):
    """Stand on the last clash."""
    view = window.screen_in_view().findChild(RecordView)
    view.selectRow(len(view.table.records) - 1)


def contact_of(office):
    (found,) = office.contacts.contacts().values()
    return found


def open_clashes(qtbot, window):
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert window.place is Place.CLASHES


def test_the_number_is_in_the_rail_of_every_screen(qtbot, window):
    qtbot.waitUntil(lambda: counted(window) == 2)
    for entry in PLACES:
        window.go_to(entry.place)
        assert window.findChild(QAbstractButton, "rail.clashes").isVisible()
    button = window.findChild(QAbstractButton, "rail.clashes")
    assert button.accessibleName() == "Clashes, 2 to decide"


def test_one_key_keeps_the_left_and_the_next_comes_at_once(qtbot, office, window, press):
    open_clashes(qtbot, window)
    assert text(window, "clashes.about") == "Kai Johnson"
    left = window.screen_in_view().findChild(QAbstractButton, "clashes.keep.1")
    value = left.accessibleName().partition(": ")[2][0]
    press(Qt.Key.Key_1)
    assert standing(office, "Johnson").code == value
    assert standing(office, "Kaur").code in ("I", "M")
    assert text(window, "clashes.about") == "Simran Kaur"
    qtbot.waitUntil(lambda: counted(window) == 1)


def test_two_keys_and_all_is_decided_and_nothing_of_it_is_lost(qtbot, office, window, press):
    open_clashes(qtbot, window)
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_2)
    assert text(window, "clashes.said") == ""
    qtbot.waitUntil(lambda: counted(window) == 0)
    history = office.register.history(pupil_of(office, "Kaur").id, YESTERDAY, AM)
    assert history[0].mark.code == "/"
    assert {"I", "M"} == {one.mark.code for one in history[1:]}
    assert len(history) == 4


def test_another_value_is_typed_and_refused_where_the_law_refuses(qtbot, office, window, press):
    open_clashes(qtbot, window)
    press(Qt.Key.Key_3)
    field = window.focusWidget()
    assert field.objectName() == "clashes.value"
    qtbot.keyClicks(field, "QQ")
    press(Qt.Key.Key_Return)
    assert "QQ" in text(window, "clashes.refused")
    assert field.hasFocus()
    field.clear()
    qtbot.keyClicks(field, "L")
    press(Qt.Key.Key_Return)
    assert standing(office, "Johnson").code == "L"
    assert text(window, "clashes.refused") == ""


def test_the_reason_chosen_is_the_reason_written(qtbot, office, window, press):
    open_clashes(qtbot, window)
    why = window.screen_in_view().findChild(QComboBox, "clashes.why")
    why.setFocus()
    press(Qt.Key.Key_Down)
    chosen = why.currentText()
    window.screen_in_view().first_field().setFocus()
    press(Qt.Key.Key_1)
    assert standing(office, "Johnson").reason == chosen
    press(Qt.Key.Key_1)
    assert standing(office, "Kaur").reason == AS_KEPT


def test_esc_leaves_the_other_value_and_a_digit_in_it_decides_nothing(qtbot, window, press):
    open_clashes(qtbot, window)
    press(Qt.Key.Key_3)
    press(Qt.Key.Key_1)
    assert window.focusWidget().text() == "1"
    press(Qt.Key.Key_Escape)
    assert window.screen_in_view().findChild(QLineEdit, "clashes.value").isHidden()
    assert counted(window) in (0, 2)
    assert text(window, "clashes.said") == "2 entries differ between desks"


def test_who_may_not_amend_sees_the_clash_and_cannot_decide_it(
    qtbot, office, theme, settings, window
):
    ana = add_person(office, "Ana Clerk", "Receptionist", Role.RECEPTION, TODAY)
    window.lock()
    office.sign_in(ana)
    window.let_in()
    open_clashes(qtbot, window)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_1)
    assert text(window, "clashes.said") == "2 entries differ between desks"
    assert window.findChild(QLabel, "clashes.who-decides").isVisible()


def test_a_key_that_is_held_decides_one_clash_only(qtbot, window, press):
    open_clashes(qtbot, window)
    press(Qt.Key.Key_1)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", autorep=True
    )
    QApplication.sendEvent(window.focusWidget(), held)
    assert text(window, "clashes.said") == "1 entry differs between desks"


def test_the_clash_in_hand_stays_when_another_comes_in_before_it(qtbot, office, window):
    open_clashes(qtbot, window)
    assert text(window, "clashes.about") == "Kai Johnson"
    make_clash(office, standing(office, "Abbasi"))
    assert text(window, "clashes.said") == "3 entries differ between desks"
    assert text(window, "clashes.about") == "Kai Johnson"
    assert window.screen_in_view().findChild(RecordView).current().about == "Kai Johnson"


def test_a_card_field_is_decided_without_a_reason(qtbot, office, window, press):
    change_apart(office, {"email": "here@example.org"}, {"email": "there@example.org"})
    open_clashes(qtbot, window)
    go_to_last(window)
    assert text(window, "clashes.what") == "contact: e-mail"
    assert not window.screen_in_view().findChild(QComboBox, "clashes.why").isVisible()
    press(Qt.Key.Key_2)
    (contact,) = office.contacts.contacts().values()
    assert contact.email.endswith("@example.org")
    assert text(window, "clashes.said") == "2 entries differ between desks"
    assert "example.org" not in text(window, "status.message")


def test_a_withheld_address_is_shown_for_a_pin_and_not_decided_unseen(qtbot, office, window, press):
    lead = add_person(office, "Ann Lowe", "Safeguarding lead", Role.SAFEGUARDING, TODAY)
    withheld = {"address": "1 High Street", "address_withheld": True}
    change_apart(office, withheld, {"address": "2 Mill Lane"})
    window.lock()
    office.sign_in(lead)
    window.let_in()
    open_clashes(qtbot, window)
    go_to_last(window)
    shown = [one.text() for one in window.findChildren(QLabel)]
    assert not any("High Street" in one for one in shown)
    press(Qt.Key.Key_1)
    assert "Look at the values first" in text(window, "clashes.refused")
    press(Qt.Key.Key_F2)
    shown = [one.text() for one in window.findChildren(QLabel)]
    assert any("High Street" in one for one in shown)


def test_nothing_in_the_status_line_names_a_pupil(qtbot, window, press):
    open_clashes(qtbot, window)
    press(Qt.Key.Key_1)
    said = text(window, "status.message")
    assert said == "Decided: Tue 17 Nov morning."


def test_agreement_looks_like_a_good_thing(qtbot, office, theme, settings):
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    office.sign_in(office.staff.first())
    window.let_in()
    window.show()
    window.go_to(Place.CLASHES)
    assert any("agree" in one.text() and one.isVisible() for one in window.findChildren(QLabel))


def test_a_case_opens_the_tray_on_its_own_child(window, office):
    window.go_to(Place.CLASHES, Target(pupil=pupil_of(office, "Kaur").id))
    about = window.findChild(RecordView, "clashes.list").current().about
    window.go_to(Place.CLASHES, Target(pupil=pupil_of(office, "Johnson").id))
    assert (about, window.findChild(RecordView, "clashes.list").current().about) == (
        "Simran Kaur",
        "Kai Johnson",
    )
