"""The window asks in place for a PIN once more, or for a second person, and then does the act."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton

from officeapp.books.confirmations import ConfirmFirstError
from officeapp.domain.rights import Care, Right
from officeapp.domain.school import Role
from officeapp.gui.confirming import ConfirmPanel, ask_first
from officeapp.gui.main_window import MainWindow
from officeapp.gui.printing.preview import print_pdf
from officeapp.gui.screen import Place, Target
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.note_export import note_export
from officeapp.procedures.pupil_record import note_record_given, pupil_record
from tests.builders import PIN, a_class, with_pin
from tests.gui.conftest import TODAY
from tests.gui.test_idle import settled, texts
from tests.gui.test_printing import a_paper

CTRL = Qt.KeyboardModifier.ControlModifier
SECOND_PIN = "630517"


@pytest.fixture
def office(tmp_path, clock):
    """Return a school with PINs: its head, who is signed in, and a receptionist."""
    made = NewSchool("Oak Primary", "Ruth Ade")
    with new_school(tmp_path / "oak.db", made, clock=clock, own_folder=tmp_path) as office:
        a_class(office, pupils=1)
        sam = add_person(office, "Sam Osei", "Receptionist", Role.RECEPTION, TODAY)
        with_pin(office, office.staff.first())
        with_pin(office, sam, SECOND_PIN)
        yield office


@pytest.fixture
def window(qtbot, office, theme, settings):
    head = office.person
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    office.sign_in(head)
    window.let_in()
    return window


def keys(qtbot, typed):
    for one in typed:
        qtbot.keyClicks(QApplication.focusWidget(), one)


def panel(window):
    return window.findChild(ConfirmPanel)


def said(window, name):
    return window.findChild(QLabel, f"confirm.{name}").text()


def a_new_person(window, qtbot):
    """Fill in a new member of staff and press Save."""
    window.go_to(Place.SCHOOL, Target(section="school.staff"))
    section = window.screen_in_view().section()
    section._on_add()
    section.findChild(QLineEdit, "school.staff.name").setText("Mia Park")
    section.findChild(QLineEdit, "school.staff.post").setText("Clerk")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return, CTRL)


def test_an_act_that_takes_the_pin_once_more_is_done_when_it_is_typed(window, office, qtbot):
    """Seven keys more, and no button. Seen red with an act that was not done again."""
    a_new_person(window, qtbot)
    assert len(office.staff.people()) == 2
    assert "type your PIN once more" in said(window, "what")
    keys(qtbot, PIN)
    assert "Mia Park" in [one.name for one in office.staff.people()]
    assert not panel(window).isVisible()
    assert office.confirmations._again is None


def test_a_wrong_pin_is_refused_there_and_the_form_stays(window, office, qtbot):
    a_new_person(window, qtbot)
    keys(qtbot, "111113")
    assert "This is not the PIN of Ruth Ade" in said(window, "refused")
    assert window.findChild(QLineEdit, "school.staff.name").text() == "Mia Park"
    keys(qtbot, PIN)
    assert len(office.staff.people()) == 3


def test_esc_goes_back_to_where_one_was_and_nothing_is_done(window, office, qtbot):
    a_new_person(window, qtbot)
    before = window.findChild(QLineEdit, "school.staff.name")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not panel(window).isVisible()
    assert before.isVisible()
    assert window.focusWidget() is not window.findChild(QLineEdit, "confirm.pin")
    assert len(office.staff.people()) == 2


def export(window, office):
    """Take all books out, as a screen would."""
    try:
        note_export(office, "A folder", 25)
    except ConfirmFirstError as refusal:
        ask_first(window.screen_in_view(), refusal, partial(export, window, office))


def test_two_people_type_their_pins_by_keys_alone(window, office, qtbot):
    export(window, office)
    keys(qtbot, PIN)
    who = window.findChild(QComboBox, "confirm.who")
    assert window.focusWidget() is who
    qtbot.keyClick(who, Qt.Key.Key_Down)
    qtbot.keyClick(who, Qt.Key.Key_Return)
    keys(qtbot, SECOND_PIN)
    assert len(office.given_out.exports()) == 1
    assert not panel(window).isVisible()


def test_what_only_one_typed_is_worth_nothing_once_it_is_given_up(window, office, qtbot):
    """Seen red with a panel that forgets nothing as it closes."""
    export(window, office)
    keys(qtbot, PIN)
    window.findChild(QPushButton, "confirm.back").click()
    with pytest.raises(ConfirmFirstError) as refusal:
        office.require_confirmed(Right.EXPORT)
    assert refusal.value.lacks == Care.PIN_AGAIN | Care.SECOND


def test_a_locked_window_keeps_nothing_of_it(window, office, qtbot, qapp):
    export(window, office)
    keys(qtbot, "27491")
    window.lock()
    settled(qapp)
    assert "27491" not in texts()
    assert window.findChild(ConfirmPanel) is None


@pytest.fixture
def preview(window, office, tmp_path):
    """Return a paper shown, which is noted as given out when it leaves, and its printer."""
    (pupil,) = office.roll.pupils()
    record = pupil_record(office, pupil, "Ms Surname")
    note = partial(note_record_given, office, pupil, record, "")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    screen = window.screen_in_view()
    return print_pdf(
        screen, a_paper(), "Record", screen.services, before=note, ask=lambda *_: printer
    )


def test_a_paper_leaves_its_preview_after_the_pin(window, office, qtbot, preview, tmp_path):
    """Seen red with a preview that only says that a PIN is wanted."""
    preview.findChild(QPushButton, "preview.print").click()
    assert office.given_out.all() == []
    field = preview.findChild(QLineEdit, "confirm.pin")
    assert field.isVisible()
    qtbot.keyClicks(field, PIN)
    qtbot.waitUntil((tmp_path / "printed.pdf").is_file)
    assert len(office.given_out.all()) == 1


def test_esc_puts_the_panel_away_and_leaves_the_paper_in_view(window, office, qtbot, preview):
    """Seen red with an Esc that the dialog took for itself."""
    preview.findChild(QPushButton, "preview.print").click()
    qtbot.keyClick(preview.findChild(QLineEdit, "confirm.pin"), Qt.Key.Key_Escape)
    assert preview.isVisible()
    assert not preview.findChild(ConfirmPanel).isVisible()
    assert office.given_out.all() == []


def test_a_desk_is_asked_in_with_a_pin_and_its_place_is_chosen_once(
    window, office, qtbot, monkeypatch, tmp_path, qapp
):
    """The code goes with the lock. Seen red with the place asked for again after the PIN."""
    asked = []

    def choose(*_):
        asked.append(1)
        return str(tmp_path / "reception.joining"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.go_to(Place.SCHOOL, Target(section="school.desks"))
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_N, CTRL)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert "type your PIN once more" in said(window, "what")
    assert office.desks.all() == []
    keys(qtbot, PIN)
    code = window.findChild(QLabel, "school.desks.code")
    qtbot.waitUntil(lambda: code.text() != "", timeout=20_000)
    assert [desk.card.name for desk in office.desks.all()] == ["Office", "Reception"]
    assert len(asked) == 1
    spoken = code.text()
    window.lock()
    settled(qapp)
    assert spoken not in texts()
