"""Letters for many: kept over a lock, joined for a family, decided together, warned of, taken back.

Seen red with letters that are not taken up again, and with a batch that prints without the warning.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from officeapp.domain.cases import CaseCard
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session
from officeapp.domain.stationery import Stationery
from officeapp.gui.letters.lines import state_of
from officeapp.gui.letters.texts_panel import LadderTextsPanel
from officeapp.gui.printing.preview import PrintPreview
from officeapp.gui.tables import RecordView
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.draft_letters import Wanted
from officeapp.procedures.keep_case import change_card
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_roll import add_contact, add_tie
from officeapp.procedures.keep_stationery import keep_stationery
from officeapp.procedures.keep_wording import Speech, keep_wording
from tests.gui.conftest import TODAY, pupil_of, take
from tests.gui.test_letters import CTRL, MONDAY, find, look, rows, shown, write

SHIFT = Qt.KeyboardModifier.ShiftModifier


def a_tie(pupil, contact=0, what="mother"):
    return Tie(0, pupil.id, ContactId(contact), what, parental_responsibility=True)


@pytest.fixture
def screen(qtbot, office, services):
    """Return the screen of a school where Zara and Kai, one family, were in school three weeks."""
    for day in range(18, 0, -1):
        when = TODAY - dt.timedelta(days=day)
        if when.weekday() < 5:
            take(office, "3 Oak", when, Session.AM, "O/////")
            take(office, "3 Oak", when, Session.PM, "\\\\\\\\\\\\")
    card = Contact(ContactId(0), "Ms", "Abbasi", "Dana", address="1 Mill Lane\nKearsley")
    zara, kai = pupil_of(office, "Abbasi"), pupil_of(office, "Johnson")
    mother = add_contact(office, card, a_tie(zara))
    add_tie(office, a_tie(kai, mother.id))
    return shown(qtbot, office, services)


def issue(qtbot, screen, kind="term", whom="Abbasi, Zara"):
    """Write, look at and issue one letter; return its line in the list of those issued."""
    write(qtbot, screen, kind, whom)
    if rows(screen, "writing")[0].doubts:
        look(qtbot, screen, "send")
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
    return rows(screen, "issued")[0]


def test_what_is_being_written_is_there_after_the_window_was_locked(
    qtbot, screen, office, services
):
    """Planted: `refresh` without `take_up`: red."""
    write(qtbot, screen, "concern", "Abbasi, Zara")
    find(screen, QPlainTextEdit, "body").setPlainText("We know, {forename}.")
    look(qtbot, screen, "send")
    screen.close()
    again = shown(qtbot, office, services)
    qtbot.waitUntil(lambda: len(rows(again, "writing")) == 1)
    [draft] = rows(again, "writing")
    assert draft.text.body == "We know, Zara."
    assert draft.looked.why == "spoken with the family"


def test_brothers_and_sisters_stand_on_one_letter_where_the_school_chose_it(qtbot, screen, office):
    write(qtbot, screen, "half-term", "Class 3 Oak")
    qtbot.waitUntil(lambda: len(rows(screen, "writing")) == 6)
    keep_stationery(office, Stationery(siblings=True))
    write(qtbot, screen, "term", "Class 3 Oak")
    qtbot.waitUntil(lambda: any(one.others for one in rows(screen, "writing")))
    [shared] = [one for one in rows(screen, "writing") if one.others]
    assert {one.pupil.forename for one in shared.children} == {"Zara", "Kai"}


def test_one_decision_with_its_reason_holds_for_every_row_chosen(qtbot, screen, office):
    for name, whom in (("Abbasi", "Abbasi, Zara"), ("Johnson", "Johnson, Kai")):
        change_card(office, CaseCard(pupil_of(office, name).id, medical_plan="Inhaler"))
        write(qtbot, screen, "term", whom)
    assert not any(one.is_ready for one in rows(screen, "writing"))
    find(screen, RecordView, "writing").selectAll()
    look(qtbot, screen, "send")
    assert [one.looked.why for one in rows(screen, "writing")] == ["spoken with the family"] * 2


def test_a_mark_that_changed_since_stops_the_letter_until_it_is_looked_at(qtbot, screen, office):
    """Planted: `ready` that does not ask whether a draft is stale: red."""
    write(qtbot, screen, "concern", "Abbasi, Zara")
    look(qtbot, screen, "send")
    zara = pupil_of(office, "Abbasi")
    amend_mark(office, office.register.standing(zara.id, MONDAY, Session.AM), "I", "called")
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
    assert rows(screen, "issued") == []
    assert "The register changed" in find(screen, QLabel, "refused").text()
    assert rows(screen, "writing")[0].looked is None


def test_names_that_print_in_latin_letters_are_said_before_a_batch_prints(qtbot, screen, office):
    """Planted: `_on_print` without its warning: red."""
    card = Contact(ContactId(0), "Ms", "李明", "", address="9 Far Lane")
    add_contact(office, card, a_tie(pupil_of(office, "Abbasi")))
    issue(qtbot, screen)
    screen.choose_tab(2)
    qtbot.keyClick(screen, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: "李明 as LiMing" in find(screen, QLabel, "refused").text())
    assert screen.findChild(PrintPreview) is None
    qtbot.keyClick(screen, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: screen.findChild(PrintPreview) is not None)
    screen.findChild(PrintPreview).close()


def test_a_batch_for_both_sides_begins_each_letter_on_the_front_of_a_sheet(qtbot, screen, office):
    """Planted: `print_letters` without the school's choice: red."""
    keep_stationery(office, Stationery(duplex=True))
    for whom in ("Abbasi, Zara", "Johnson, Kai"):
        issue(qtbot, screen, whom=whom)
    screen.choose_tab(2)
    qtbot.keyClick(screen, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: screen.findChild(PrintPreview) is not None)
    preview = screen.findChild(PrintPreview)
    assert preview.pages == 4
    preview.close()


def test_only_the_rows_chosen_are_printed_where_that_is_asked(qtbot, screen):
    for whom in ("Abbasi, Zara", "Johnson, Kai"):
        issue(qtbot, screen, whom=whom)
    screen.choose_tab(2)
    view = find(screen, RecordView, "to-print")
    view.clearSelection()
    view.selectRow(1)
    qtbot.keyClick(screen, Qt.Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: screen.findChild(PrintPreview) is not None)
    preview = screen.findChild(PrintPreview)
    assert preview.pages == 1
    preview.close()


def test_one_copy_for_a_household_is_offered_where_the_school_chose_it(qtbot, screen, office):
    assert not find(screen, QCheckBox, "new.household").isChecked()
    keep_stationery(office, Stationery(household=True))
    qtbot.keyClick(screen, Qt.Key.Key_N, CTRL)
    assert find(screen, QCheckBox, "new.household").isChecked()


def test_the_draft_says_beside_its_page_what_prints_in_latin_letters(qtbot, screen, office):
    card = Contact(ContactId(0), "Ms", "李明", "", address="9 Far Lane")
    add_contact(office, card, a_tie(pupil_of(office, "Abbasi")))
    write(qtbot, screen, "term", "Abbasi, Zara")
    assert "李明 as LiMing" in find(screen, QLabel, "latin").text()


def test_how_a_letter_was_sent_is_taken_back_with_a_reason_and_no_sooner(qtbot, screen, office):
    """Planted: a note taken back without a reason: red."""
    issue(qtbot, screen)
    screen.choose_tab(3)
    for key in (Qt.Key.Key_F5, Qt.Key.Key_F6):
        find(screen, RecordView, "issued").selectRow(0)
        qtbot.keyClick(screen, Qt.Key.Key_F2)
        qtbot.keyClick(screen.focusWidget(), key)
    assert "Say in the line above why" in find(screen, QLabel, "sent.refused").text()
    qtbot.keyClicks(find(screen, QLineEdit, "sent.beside"), "it is still here")
    qtbot.mouseClick(find(screen, QPushButton, "sent.take-back"), Qt.MouseButton.LeftButton)
    assert office.letters.notes.on(TODAY) == []
    assert state_of(rows(screen, "issued")[0]) == "to print"


def test_a_family_is_written_to_in_its_language_or_at_a_key_in_english(qtbot, screen, office):
    zara = pupil_of(office, "Abbasi")
    change_card(office, CaseCard(zara.id, language="polish"))
    speech = Speech("Polish", "Szanowna Pani", "Z poważaniem")
    keep_wording(office, "concern", "{child}: obecność", "Piszemy o {forename}.", speech=speech)
    write(qtbot, screen, "concern", "Abbasi, Zara")
    assert rows(screen, "writing")[0].text.body == "Piszemy o Zara."
    qtbot.mouseClick(find(screen, QPushButton, "speech"), Qt.MouseButton.LeftButton)
    assert rows(screen, "writing")[0].text.subject == "Zara Abbasi: attendance this school year"
    qtbot.mouseClick(find(screen, QPushButton, "speech"), Qt.MouseButton.LeftButton)
    look(qtbot, screen, "send")
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
    sent = rows(screen, "issued")[0].letter
    assert (sent.language, sent.greeting, sent.closing) == (
        "Polish", "Szanowna Pani", "Z poważaniem",
    )  # fmt: skip


def test_ctrl_t_writes_the_texts_that_the_policy_asks_for_to_a_file(
    qtbot, screen, office, tmp_path, monkeypatch
):
    """Seen red with Ctrl+Enter a key of the panel and of the screen, so that neither had it."""
    choose_profile(office, "dunkirk", TODAY - dt.timedelta(days=40))
    zara = pupil_of(office, "Abbasi")
    card = Contact(ContactId(0), "Ms", "Abbasi", "Kim", ("07700 900123",))
    add_contact(office, card, a_tie(zara))
    screen.choose_tab(0)
    qtbot.keyClick(screen, Qt.Key.Key_T, CTRL)
    panel = screen.findChild(LadderTextsPanel)
    place = str(tmp_path / "texts.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (place, ""))
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert "Zara" in (tmp_path / "texts.csv").read_text(encoding="utf-8-sig")
    assert panel.isHidden()
    [step, *_] = office.cases.steps.on(TODAY)
    assert step.evidence == "text in the file texts.csv"


def test_a_letter_begun_while_others_are_written_comes_after_them(qtbot, screen, office):
    """Planted: a second batch that ends the first: red."""
    pupils = list(office.roll.on_roll(TODAY))
    screen._work.want(Wanted("half-term"), pupils * 8)
    assert screen._work.running
    screen._work.want(Wanted("concern"), pupils[:1])
    many = len(pupils) + 1
    qtbot.waitUntil(lambda: len(rows(screen, "writing")) == many, timeout=20_000)


def test_esc_stops_a_batch_and_keeps_nothing_of_it(qtbot, screen, office):
    pupils = list(office.roll.on_roll(TODAY)) * 40
    screen._work.want(Wanted("half-term"), pupils)
    assert screen._work.running
    assert screen.step_back()
    assert rows(screen, "writing") == []
