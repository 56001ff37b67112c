"""A pupil's card: each field kept when it is left, refused in place, with its history."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school import Role
from officeapp.gui.main_window import MainWindow
from officeapp.gui.pupil.page import Part
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_family import brothers_and_sisters
from officeapp.procedures.keep_roll import add_contact, change_pupil
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, pupil_of

RIGHT_UPN, WRONG_LETTER = "M816299926001", "A816299926001"


@pytest.fixture
def screen(qtbot, office, services):
    """Return the screen on Kai's card."""
    return opened(qtbot, office, services)


@pytest.fixture
def type_in(screen, qtbot):
    """Return what types a text into a field of the card and leaves it with Enter."""

    def type_in(name, text, key=Qt.Key.Key_Return):
        field = screen.findChild(QLineEdit, f"pupils.card.{name}")
        field.setFocus()
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, key)
        return field

    return type_in


def opened(qtbot, office, services):
    screen = PupilsScreen(office, services)
    office.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=pupil_of(office, "Johnson").id))
    screen.page.show_part(Part.CARD)
    return screen


def kai(office):
    return next(one for one in office.roll.pupils().values() if one.legal_forename == "Kai")


def said(screen, name):
    return screen.findChild(QLabel, f"pupils.card.{name}.said").text()


def saved(screen, name):
    return screen.findChild(QLabel, f"pupils.card.{name}.saved").text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_field_is_saved_when_it_is_left_and_says_when(screen, office, type_in, key):
    type_in("legal-surname", "Johnston", key)
    assert kai(office).legal_surname == "Johnston"
    assert saved(screen, "legal-surname") == "Saved 09:31"
    assert screen.findChild(QLabel, "pupils.name").text() == "Kai Johnston"


def test_leaving_a_field_as_it_was_writes_nothing(screen, office, type_in):
    type_in("legal-surname", "Johnson")
    assert len(office.roll.pupil_cards.versions(kai(office).id)) == 1


@pytest.mark.parametrize("typed", ["3/10/2018", "2018-10-03", "3 Oct 2018", "03.10.18"])
def test_a_date_is_typed_day_first_or_iso(screen, office, type_in, typed):
    change_pupil(office, replace(kai(office), dob=dt.date(2018, 3, 10)))
    field = type_in("dob", typed)
    assert kai(office).dob == dt.date(2018, 10, 3)
    assert field.text() == "3 Oct 2018"


def test_what_is_no_date_is_refused_in_place_and_stays_typed(screen, office, type_in):
    field = type_in("dob", "31/2/2018")
    assert said(screen, "dob") == "“31/2/2018” is not a date; type it as 3/10/2018 or 2018-10-03."
    assert (field.text(), kai(office).dob) == ("31/2/2018", dt.date(2018, 10, 3))
    type_in("dob", "3/11/2018")
    assert (said(screen, "dob"), kai(office).dob) == ("", dt.date(2018, 11, 3))


def test_what_was_refused_is_there_again_after_another_pupil(screen, office, type_in):
    field = type_in("dob", "31/2/2018")
    screen.show_pupil(pupil_of(office, "Kaur").id)
    assert (field.text(), said(screen, "dob")) == ("3 Oct 2018", "")
    screen.show_pupil(kai(office).id)
    assert field.text() == "31/2/2018"
    assert "is not a date" in said(screen, "dob")


def test_a_birth_to_come_is_refused_in_the_rolls_own_words(screen, office, type_in):
    type_in("dob", "1/1/2027")
    assert "cannot be the date of birth" in said(screen, "dob")
    assert kai(office).dob == dt.date(2018, 10, 3)


def test_a_upn_with_a_wrong_letter_is_kept_and_the_right_one_named(screen, office, type_in):
    type_in("upn", WRONG_LETTER.lower())
    assert kai(office).upn == WRONG_LETTER
    assert said(screen, "upn") == (f"The check letter of this UPN should be M, as in {RIGHT_UPN}.")
    type_in("upn", RIGHT_UPN)
    assert (kai(office).upn, kai(office).former_upns) == (RIGHT_UPN, (WRONG_LETTER,))
    assert said(screen, "upn") == ""


def test_a_upn_of_another_shape_is_refused_and_one_of_another_pupil_too(screen, office, type_in):
    change_pupil(office, replace(pupil_of(office, "Kaur"), upn=RIGHT_UPN))
    type_in("upn", "12345")
    assert "A UPN is a letter and 12 digits" in said(screen, "upn")
    type_in("upn", RIGHT_UPN)
    assert "belongs to Simran Kaur" in said(screen, "upn")
    assert kai(office).upn == ""


def test_a_tick_is_saved_at_once(screen, office, qtbot):
    tick = screen.findChild(QCheckBox, "pupils.card.pupil-premium")
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert kai(office).groups == ("PP",)


def test_a_choice_is_saved_when_the_arrows_rest(screen, office, qtbot):
    choice = screen.findChild(QComboBox, "pupils.card.sen")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: kai(office).sen == "E")
    assert len(office.roll.pupil_cards.versions(kai(office).id)) == 2


def test_an_address_is_kept_line_by_line_when_it_is_left(screen, office, qtbot):
    lines = screen.findChild(QPlainTextEdit, "pupils.card.address")
    lines.setFocus()
    lines.setPlainText("  1 Mill Lane \n\nMoorside")
    qtbot.keyClick(lines, Qt.Key.Key_Tab)
    assert kai(office).address == "1 Mill Lane\nMoorside"


def test_leaving_the_screen_keeps_what_is_being_typed(screen, office, qtbot):
    field = screen.findChild(QLineEdit, "pupils.card.middle-names")
    field.setFocus()
    qtbot.keyClicks(field, "Andrei")
    screen.left()
    assert kai(office).middle_names == "Andrei"


def test_esc_keeps_what_is_being_typed_and_goes_to_the_list(screen, office, qtbot):
    field = screen.findChild(QLineEdit, "pupils.card.middle-names")
    field.setFocus()
    qtbot.keyClicks(field, "Andrei")
    assert screen.step_back()
    assert (kai(office).middle_names, screen.focusWidget().objectName()) == (
        "Andrei",
        "pupils.list",
    )


def test_a_change_of_another_field_leaves_what_is_being_typed(screen, office, qtbot):
    field = screen.findChild(QLineEdit, "pupils.card.middle-names")
    field.setFocus()
    qtbot.keyClicks(field, "And")
    change_pupil(office, replace(kai(office), medical="Asthma"))
    qtbot.keyClicks(field, "rei")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (kai(office).middle_names, kai(office).medical) == ("Andrei", "Asthma")


def test_a_change_can_be_taken_back(screen, office, services, type_in):
    undo = []
    screen.services = replace(services, say=lambda _, again=None: undo.append(again))
    screen.page.section(Part.CARD)._services = screen.services
    type_in("legal-surname", "Johnston")
    undo[-1]()
    assert kai(office).legal_surname == "Johnson"
    assert len(office.roll.pupil_cards.versions(kai(office).id)) == 3


def test_brothers_and_sisters_are_joined_by_name_and_open_each_other(screen, office, qtbot):
    picker = screen.findChild(QLineEdit, "pupils.card.family")
    qtbot.keyClicks(picker, "young")
    assert picker.offered() == ["Young, Ada,  R Ash,  born 3 Oct 2022"]
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    ada = pupil_of(office, "Young")
    assert brothers_and_sisters(office, kai(office)) == [ada]
    assert "brother or sister Ada in R Ash" in screen.findChild(QLabel, "pupils.about").text()


def test_tab_follows_the_reading_order(screen, qtbot):
    screen.findChild(QLineEdit, "pupils.card.legal-surname").setFocus()
    names = []
    for _ in range(18):
        names.append(screen.focusWidget().objectName().removeprefix("pupils.card."))
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
    assert " ".join(names) == (
        "legal-surname legal-forename middle-names preferred-surname preferred-forename "
        "dob sex upn former-upns admission-no address family "
        "sen pupil-premium fsm eal looked-after medical"
    )


def test_what_an_editor_cannot_show_is_no_change(screen, office):
    change_pupil(office, replace(kai(office), address="1\u00a0Mill Lane"))
    screen.page.settle()
    assert kai(office).address == "1\u00a0Mill Lane"


def test_what_is_typed_is_saved_before_the_window_is_locked(qtbot, office, theme, settings):
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    office.sign_in(office.staff.first())
    window.let_in()
    window.go_to(Place.PUPILS, Target(pupil=kai(office).id))
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(window.focusWidget(), "Mac")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert (window.place, kai(office).legal_surname) == (None, "MacJohnson")


def test_who_only_reads_moves_over_ticks_and_choices_without_changing_them(qtbot, office, services):
    change_pupil(office, replace(kai(office), sen="K", pupil_premium=True))
    add_person(office, "Sam Osei", "Receptionist", Role.RECEPTION, TODAY)
    office.sign_in(office.staff.named("Sam Osei", TODAY))
    screen = opened(qtbot, office, services)
    choice = screen.findChild(QComboBox, "pupils.card.sen")
    tick = screen.findChild(QCheckBox, "pupils.card.pupil-premium")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.keyClick(choice, Qt.Key.Key_Tab)
    assert screen.focusWidget() is tick
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert (choice.currentData(), tick.isChecked(), tick.isEnabled()) == ("K", True, True)


def history(screen):
    screen.page.show_part(Part.HISTORY)
    table = screen.findChild(RecordView, "pupils.history").table
    return [(one.card, one.what, one.by) for one in table.records]


def test_the_history_has_every_version_and_who_wrote_it(screen, office, clock, type_in):
    clock.now += dt.timedelta(hours=1)
    type_in("legal-surname", "Johnston")
    who = "Petra Lindqvist, Office manager"
    lines = history(screen)
    assert lines[0] == ("Card", "Legal surname: Johnston, before Johnson", who)
    assert ("Card", "Kai Johnson, born 3 Oct 2018", who) in lines
    assert ("On the roll", "from 1 Sep 2026", who) in lines
    assert ("Class", "3 Oak, Year 3, from 1 Sep 2026", who) in lines
    assert ("Contact Ms Dana Berisha", "added, mother", who) in lines


def test_a_withheld_address_is_read_by_nobody_else(qtbot, office, services):
    hidden = Contact(
        ContactId(0), "Ms", "Quiet", "Ann", address="7 Hidden Way", address_withheld=True
    )
    add_contact(office, hidden, Tie(0, kai(office).id, ContactId(0), "mother", 2, lives_with=True))
    change_pupil(office, replace(kai(office), address="7 Hidden Way"))
    add_person(office, "Sam Osei", "Receptionist", Role.RECEPTION, TODAY)
    office.sign_in(office.staff.named("Sam Osei", TODAY))
    screen = PupilsScreen(office, services)
    qtbot.addWidget(screen)
    screen.open_on(Target(pupil=kai(office).id))
    for part in Part:
        screen.page.show_part(part)
        if part is Part.CONTACTS:
            screen.findChild(RecordView, "pupils.contacts").selectRow(1)  # type: ignore[union-attr]  # it is there
    shown = [field.toPlainText() for field in screen.findChildren(QPlainTextEdit)]
    assert shown.count("withheld: ask the office") == 2
    told = [*shown, *(what for _, what, _ in history(screen))]
    assert not any("Hidden" in text for text in told)
