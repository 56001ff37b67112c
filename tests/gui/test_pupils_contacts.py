"""A pupil's contacts: the order of calling, adding, changing, ending."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.gui.pupil.page import Part
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Target
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_roll import add_contact
from tests.gui.conftest import pupil_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(qtbot, office, services):
    """Return the screen on Kai's two contacts, the mother first."""
    tie = Tie(0, pupil_of(office, "Johnson").id, ContactId(0), "father", 2)
    add_contact(office, Contact(ContactId(0), "Mr", "Johnson", "Lee", ("07700 900456",)), tie)
    screen = PupilsScreen(office, services)
    office.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=pupil_of(office, "Johnson").id))
    screen.page.show_part(Part.CONTACTS)
    screen.page.first_part().setFocus()
    return screen


def called(office, surname="Johnson"):
    return [contact.surname for _, contact in office.contacts.of(pupil_of(office, surname).id)]


def tie_of(office, place):
    return office.contacts.of(pupil_of(office, "Johnson").id)[place][0]


def part(screen, kind, name):
    return screen.findChild(kind, f"pupils.{name}")


def test_contacts_stand_in_the_order_in_which_they_are_called(screen):
    table = part(screen, RecordView, "contacts").table
    assert [[column.text(one) for column in table.columns][:3] for one in table.records] == [
        ["Ms Dana Berisha", "mother", "07700 900123"],
        ["Mr Lee Johnson", "father", "07700 900456"],
    ]


def test_ctrl_up_calls_a_contact_earlier(screen, office, qtbot, said):
    view = part(screen, RecordView, "contacts")
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Up, CTRL)
    assert called(office) == ["Johnson", "Berisha"]
    assert said[-1] == "Mr Lee Johnson is called as number 1."
    assert view.current()[1].surname == "Johnson"


@pytest.mark.parametrize(
    "flag", ["parental-responsibility", "lives-with", "may-collect", "not-released"]
)
def test_what_a_contact_may_is_ticked_for_this_pupil(screen, office, qtbot, flag):
    qtbot.keyClick(part(screen, QCheckBox, f"contact.{flag}"), Qt.Key.Key_Space)
    assert getattr(tie_of(office, 0), flag.replace("-", "_"))
    assert not getattr(tie_of(office, 1), flag.replace("-", "_"))
    assert part(screen, QLabel, f"contact.{flag}.saved").text() == "Saved 09:31"


def test_a_warning_stands_beside_who_must_not_be_called(screen, qtbot):
    qtbot.keyClick(part(screen, QCheckBox, "contact.do-not-contact"), Qt.Key.Key_Space)
    table = part(screen, RecordView, "contacts").table
    mind = table.columns[4]
    assert [mind.text(one) for one in table.records] == ["do not contact", ""]
    assert mind.badge(table.records[0]) == "unauthorised"


def test_telephones_are_kept_in_the_order_of_their_lines(screen, office, qtbot):
    lines = part(screen, QPlainTextEdit, "contact.phones")
    lines.setFocus()
    lines.setPlainText("07700 900999\n07700 900123")
    qtbot.keyClick(lines, Qt.Key.Key_Tab)
    (_, mother), _ = office.contacts.of(pupil_of(office, "Johnson").id)
    assert mother.phones == ("07700 900999", "07700 900123")


def test_a_contact_without_any_name_is_refused_in_place(screen, office, qtbot):
    for name in ("forename", "surname"):
        field = part(screen, QLineEdit, f"contact.{name}")
        field.setFocus()
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "needs a surname" in part(screen, QLabel, "contact.surname.said").text()
    assert called(office)[0] == "Berisha"


def test_a_new_contact_comes_last_and_is_open(screen, office, qtbot, said):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F2)
    for text in ("carer", "Mrs", "Ola", "Quinn"):
        qtbot.keyClicks(screen.focusWidget(), text)
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert called(office) == ["Berisha", "Johnson", "Quinn"]
    assert tie_of(office, 2).relationship == "carer"
    assert said[-1] == "Mrs Ola Quinn added."
    assert part(screen, QLineEdit, "contact.surname").text() == "Quinn"


def test_a_refused_contact_keeps_what_was_typed(screen, office, qtbot):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F2)
    qtbot.keyClicks(screen.focusWidget(), "carer")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert "needs a surname" in part(screen, QLabel, "contact.new.said").text()
    assert screen.step_back()
    assert not part(screen, QLineEdit, "contact.new.relationship").isVisible()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F2)
    assert part(screen, QLineEdit, "contact.new.relationship").text() == "carer"


def test_a_contact_of_another_pupil_is_taken_over_not_typed_again(screen, office, qtbot):
    screen.show_pupil(pupil_of(office, "Young").id)
    qtbot.keyClick(part(screen, QPushButton, "contacts.add"), Qt.Key.Key_F2)
    qtbot.keyClicks(screen.focusWidget(), "aunt")
    known = part(screen, QLineEdit, "contact.known")
    qtbot.keyClicks(known, "beri")
    assert known.offered() == ["Ms Dana Berisha,  mother of Kai Johnson"]
    qtbot.keyClick(known, Qt.Key.Key_Return)
    assert called(office, "Young") == ["Berisha"]
    assert len(office.contacts.contacts()) == 2
    assert [tie.relationship for tie in office.contacts.ties() if tie.relationship == "aunt"]


def test_an_ended_contact_goes_and_can_be_taken_back(screen, office, services):
    undo = []
    section = screen.page.section(Part.CONTACTS)
    section._services = type(services)(
        lambda _, again=None: undo.append(again), services.go_to, services.tasks, services.theme
    )
    part(screen, QPushButton, "contacts.end").click()
    assert called(office) == ["Johnson"]
    undo[-1]()
    assert called(office) == ["Berisha", "Johnson"]


def test_a_contact_of_the_first_page_opens_here(screen, qtbot):
    screen.page.show_part(Part.ATTENDANCE)
    view = part(screen, RecordView, "called")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert screen.page.part is Part.CONTACTS
    assert part(screen, QLineEdit, "contact.surname").text() == "Johnson"
