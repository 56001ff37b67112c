"""The referral pack from the case view, by keys: what it lacks, drafts, fields, and issuing it.

Seen red with: a list that is not read anew when something is written; a jump that opens no place;
packs kept whatever became of the card; a field of the other parent on the clipboard.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from officeapp.books.act import Book
from officeapp.domain.referral import Purpose
from officeapp.domain.school import Role
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.gui.printing.preview import PrintPreview
from officeapp.gui.pupil.case_pack import PackCard
from officeapp.gui.pupil.case_pack_fields import FieldList
from officeapp.gui.pupil.page import Part
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import RecordView
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_case import take_back
from officeapp.procedures.keep_school import add_person, change_school
from tests.gui.conftest import TODAY, pupil_of
from tests.pack_builders import BEGAN, a_mother, referred

DRAWN = 30_000  # milliseconds, on a machine that is busy with other tests


@pytest.fixture
def screen(qtbot, office, services):
    """Return the Pupils screen with Kai's case open; he has two parents and no letter yet."""
    for name in ("Dana", "Ruth"):
        a_mother(office, pupil_of(office, "Johnson"), name)
    return shown(qtbot, office, services)


def shown(qtbot, office, services):
    screen = PupilsScreen(office, services)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=pupil_of(office, "Johnson").id, section="case"))
    return screen


def card(screen):
    return screen.findChild(PackCard)


def gaps(screen):
    return list(screen.findChild(RecordView, "pupils.case.pack.gaps").table.records)


def test_g_lists_what_the_pack_lacks_with_whose_it_is_and_esc_closes_it(qtbot, screen):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_G)
    said = {(one.parent, one.words) for one in gaps(screen)}
    assert ("", "there is no session to rely on") in said
    assert ("Ms Ruth Roe", "no letter that warns went to this parent") in said
    line = screen.findChild(QLabel, "pupils.case.pack.said").text()
    assert line == "There is no session to rely on: to be mended. Enter opens the register."
    assert screen.step_back()
    assert card(screen).isHidden()
    assert gaps(screen) == []


def test_without_a_parent_the_card_says_why_there_is_no_draft(qtbot, office, services):
    screen = shown(qtbot, office, services)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_G)
    assert card(screen).note.text().startswith(f"{len(gaps(screen))} things are lacking. There is")
    assert screen.findChild(QPushButton, "pupils.case.pack.draft.1") is None


def test_a_number_shows_the_draft_of_that_parent_and_keeps_nothing(qtbot, screen, office):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_G)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_2)
    qtbot.waitUntil(lambda: screen.findChild(PrintPreview) is not None, timeout=DRAWN)
    said = [one.text() for one in screen.findChild(PrintPreview).findChildren(QLabel)]
    assert "Draft referral pack Kai Johnson, Ms Ruth Roe" in said
    assert office.letters.sent.on(TODAY) == []


def test_a_pack_is_closed_before_another_child_is_in_view(qtbot, screen, office):
    """Planted: neither `settle` nor `show_pupil` closing the pack: red."""
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_G)
    assert not card(screen).isHidden()
    screen.open_on(Target(pupil=pupil_of(office, "Abbasi").id, section="case"))
    assert card(screen).isHidden()


def test_who_may_not_refer_families_has_no_such_key(qtbot, screen, office, services):
    """Planted: the pack with the right to keep cases: red."""
    add_person(office, "Lea Lead", "Safeguarding lead", Role.SAFEGUARDING, TODAY)
    office.sign_in(office.staff.named("Lea Lead", TODAY))
    mine = shown(qtbot, office, services)
    assert mine.findChild(QPushButton, "pupils.case.new.pack").isHidden()
    qtbot.keyClick(mine.focusWidget(), Qt.Key.Key_G)
    assert card(mine).isHidden()


@pytest.fixture
def whole(qtbot, office, services, clock):
    """Return the screen with a case open whose pack lacks nothing that is to be mended."""
    clock.now = dt.datetime(2026, 11, 20, 16, 0, tzinfo=dt.UTC)
    oak = next(one for one in office.roll.classes() if one.name == "3 Oak")
    card = office.school.card()
    change_school(office, replace(card, dfe="816/2999", address="Moor Lane", phone="01632 960 000"))
    pupil = referred(office, oak, BEGAN, parents=("Dana", "Robin"))
    screen = PupilsScreen(office, services)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=pupil.id, section="case"))
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_G)
    return screen


def choose(qtbot, screen, words):
    view = screen.findChild(RecordView, "pupils.case.pack.gaps")
    view.selectRow(next(n for n, one in enumerate(gaps(screen)) if words in one.words))
    qtbot.keyClick(view, Qt.Key.Key_Return)


JUMPS = {
    "no letter that warns": (Place.LETTERS, "formal"),
    "the notice to improve was not sent": (Place.LETTERS, "notice-to-improve"),
    "the school's DfE number": (Place.SCHOOL, "school.details"),
}


@pytest.mark.parametrize("words", JUMPS)
def test_enter_on_a_gap_opens_the_place_that_mends_it(qtbot, screen, gone_to, words):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_G)
    choose(qtbot, screen, words)
    [(place, target)] = gone_to
    assert (place, target.section) == JUMPS[words]


def test_a_gap_of_the_pupils_own_page_opens_there_and_the_list_is_there_again(qtbot, screen):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_G)
    before = {one.words for one in gaps(screen)}
    choose(qtbot, screen, "the child's address")
    assert screen.page.part is Part.CARD
    screen.page.show_part(Part.CASE)
    assert {one.words for one in gaps(screen)} == before


def test_a_gap_of_the_register_opens_its_session(qtbot, whole, office, gone_to):
    pupil = whole.page.pupil
    mark = office.register.standing(pupil.id, BEGAN, Session.AM)
    amend_mark(office, mark, "N", "nobody knows")
    whole.books_changed(frozenset({Book.REGISTER}))
    choose(qtbot, whole, "Mon 9 Nov 2026 morning is still N")
    [(place, target)] = gone_to
    assert (place, target.day, target.session) == (Place.REGISTER, BEGAN, Session.AM)


def test_the_list_follows_what_is_written(qtbot, screen, office):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_G)
    assert any("DfE number" in one.words for one in gaps(screen))
    change_school(office, replace(office.school.card(), dfe="816/2999"))
    screen.books_changed(frozenset({Book.SCHOOL}))
    assert not any("DfE number" in one.words for one in gaps(screen))


def test_support_is_written_in_a_form_and_the_pack_is_there_again(qtbot, whole, office):
    [note] = office.cases.notes.between(SchoolYear(2026).span)
    take_back(office, note, "it was another child")
    whole.books_changed(frozenset({Book.CASES}))
    choose(qtbot, whole, "no support is on record")
    assert card(whole).isHidden()
    field = whole.findChild(QLineEdit, "pupils.case.field.support")
    field.setText("breakfast club")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    whole.books_changed(frozenset({Book.CASES}))
    assert not card(whole).isHidden()
    assert not any("no support" in one.words for one in gaps(whole))


def test_f4_shows_each_parents_fields_and_enter_copies_one_and_goes_on(qtbot, whole):
    view = whole.findChild(FieldList)
    qtbot.keyClick(whole.focusWidget(), Qt.Key.Key_F4)
    qtbot.keyClick(whole.focusWidget(), Qt.Key.Key_F4)
    labels = [one.label for one in view.table.records]
    view.selectRow(labels.index("Full forename"))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "Robin"
    assert view.current().label == "Surname"
    qtbot.keyClick(view, Qt.Key.Key_F4)
    assert view.table.records == ()


def test_ctrl_enter_asks_why_then_issues_for_each_parent_and_prints_by_number(qtbot, whole, office):
    qtbot.keyClick(whole.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    refused = whole.findChild(QLabel, "pupils.case.pack.refused")
    assert refused.text().startswith("No referral pack for Zara Abbasi yet. To look at,")
    why = whole.findChild(QLineEdit, "pupils.case.pack.why")
    why.setText("the authority agreed")
    qtbot.keyClick(why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    today = office.today()
    qtbot.waitUntil(lambda: len(issued_on(office, today)) == 2, timeout=DRAWN)
    assert [one.number for one in issued_on(office, today)] == ["R26-0001", "R26-0002"]
    assert {one.why for one in issued_on(office, today)} == {"the authority agreed"}
    qtbot.keyClick(whole.focusWidget(), Qt.Key.Key_2)
    qtbot.waitUntil(lambda: whole.findChild(PrintPreview) is not None, timeout=DRAWN)
    said = [one.text() for one in whole.findChild(PrintPreview).findChildren(QLabel)]
    assert "R26-0002" in said


def test_a_pack_closed_while_it_is_drawn_is_not_issued(qtbot, whole, office, said):
    """Planted: packs kept whatever became of the card: red."""
    whole.findChild(QLineEdit, "pupils.case.pack.why").setText("the authority agreed")
    qtbot.keyClick(whole.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    whole.step_back()
    qtbot.waitUntil(lambda: any("nothing was issued" in one for one in said), timeout=DRAWN)
    assert issued_on(office, office.today()) == []


def issued_on(office, day):
    return [one for one in office.letters.sent.on(day) if one.kind == "referral-pack"]


def test_another_purpose_asks_for_less(qtbot, screen):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_G)
    choice = screen.findChild(QComboBox, "pupils.case.pack.purpose")
    choice.setCurrentIndex(choice.findData(Purpose.CONTRACT))
    choice.activated.emit(choice.currentIndex())
    assert {one.look for one in gaps(screen) if "notice to improve" in one.words} == {True}
