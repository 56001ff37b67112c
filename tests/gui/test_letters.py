"""The Letters screen worked by keys: drafts, what must be looked at, issue, copies, flags.

Seen red with an unseen draft that counts as ready.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from officeapp.domain.cases import CaseCard
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school import Role
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.gui.letters.lines import state_of
from officeapp.gui.letters.screen import LetterScreen
from officeapp.gui.tables import RecordView
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_case import change_card
from officeapp.procedures.keep_roll import add_contact
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, class_of, pupil_of, take

MONDAY = TODAY - dt.timedelta(days=2)
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def screen(qtbot, office, services):
    """Return the screen of a school where Zara and Kai were away and have a parent each."""
    for day in range(14, 0, -1):
        when = TODAY - dt.timedelta(days=day)
        if when.weekday() < 5:
            take(office, "3 Oak", when, Session.AM, "O/O///")
            take(office, "3 Oak", when, Session.PM, "\\\\O\\\\\\")
    for name in ("Abbasi", "Johnson"):
        card = Contact(ContactId(0), "Ms", name, "Dana", address="1 Mill Lane\nKearsley")
        tie = Tie(
            0, pupil_of(office, name).id, ContactId(0), "mother", parental_responsibility=True
        )
        add_contact(office, card, tie)
    return shown(qtbot, office, services)


def shown(qtbot, office, services):
    made = LetterScreen(office, services)
    office.on_change(made.books_changed)
    qtbot.addWidget(made)
    made.resize(1160, 740)
    with qtbot.waitActive(made):
        made.show()
    return made


def find(screen, kind, name) -> Any:
    return screen.findChild(kind, f"letters.{name}")


def rows(screen, name):
    return list(find(screen, RecordView, name).table.records)


def write(qtbot, screen, kind, whom):
    """Write new letters by keys."""
    qtbot.keyClick(screen, Qt.Key.Key_N, CTRL)
    kinds = find(screen, QComboBox, "new.kind")
    kinds.setCurrentIndex(kinds.findData(kind))
    whose = find(screen, QComboBox, "new.whom")
    whose.setCurrentText(whom)
    qtbot.keyClick(whose.lineEdit(), Qt.Key.Key_Return)


def look(qtbot, screen, key, why="spoken with the family"):
    """Say why, then press the key of a choice."""
    field = find(screen, QLineEdit, "why")
    field.setText(why)
    qtbot.mouseClick(find(screen, QPushButton, key), Qt.MouseButton.LeftButton)


def test_what_must_be_looked_at_is_issued_after_a_reason_and_no_sooner(qtbot, screen, office):
    """Planted: `Draft.is_ready` without its doubts: red."""
    change_card(office, CaseCard(pupil_of(office, "Abbasi").id, medical_plan="Inhaler"))
    write(qtbot, screen, "concern", "abbasi, zara")
    [draft] = rows(screen, "writing")
    assert "there is a medical plan" in find(screen, QLabel, "doubt").text()
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
    assert rows(screen, "issued") == []
    assert "No draft is ready" in find(screen, QLabel, "refused").text()
    look(qtbot, screen, "send")
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
    [line] = rows(screen, "issued")
    assert (line.letter.number, line.letter.why) == ("A26-0001", "spoken with the family")
    assert rows(screen, "writing") == []
    assert draft.pupil.id == line.letter.pupil


def test_a_letter_held_back_is_gone_from_the_drafts_with_its_reason_kept(qtbot, screen, office):
    write(qtbot, screen, "concern", "Johnson, Kai")
    look(qtbot, screen, "hold", "funeral")
    assert rows(screen, "writing") == []
    [note] = office.letters.notes.on(TODAY)
    assert note.words == "funeral"


def test_a_choice_without_a_reason_is_not_taken(qtbot, screen, office):
    """Planted: a choice taken without a reason: red."""
    change_card(office, CaseCard(pupil_of(office, "Johnson").id, medical_plan="Inhaler"))
    write(qtbot, screen, "concern", "Johnson, Kai")
    look(qtbot, screen, "send", why="")
    [draft] = rows(screen, "writing")
    assert draft.doubts
    assert draft.looked is None


def test_a_fact_that_is_not_known_is_typed_beside_the_page(qtbot, screen):
    write(qtbot, screen, "meeting", "Johnson, Kai")
    look(qtbot, screen, "send")
    for name in ("meeting_day", "meeting_at", "meeting_place"):
        qtbot.keyClicks(find(screen, QLineEdit, f"fact.{name}"), "soon")
    qtbot.waitUntil(lambda: rows(screen, "writing")[0].missing == [])
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
    assert "a meeting about attendance on soon at soon" in rows(screen, "issued")[0].letter.subject


def test_a_corrected_mark_flags_the_letter_and_f4_puts_it_right(qtbot, screen, office):
    write(qtbot, screen, "concern", "Johnson, Kai")
    look(qtbot, screen, "send")
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
    kai = pupil_of(office, "Johnson")
    amend_mark(office, office.register.standing(kai.id, MONDAY, Session.AM), "I", "called")
    screen.choose_tab(3)
    [line] = rows(screen, "issued")
    assert line.changed.startswith("Mon 16 Nov morning: O (")
    find(screen, RecordView, "issued").selectRow(0)
    qtbot.keyClick(screen, Qt.Key.Key_F4)
    assert [one.template.kind for one in rows(screen, "writing")] == ["correction"]


def test_a_class_is_written_to_in_one_go_and_each_waits_for_what_it_lacks(qtbot, screen, office):
    write(qtbot, screen, "half-term", "Class 3 Oak")
    many = len(office.roll.members(class_of(office, "3 Oak").id, TODAY))
    qtbot.waitUntil(lambda: len(rows(screen, "writing")) == many)
    assert sum(bool(one.to.to) for one in rows(screen, "writing")) == 2


def test_a_certificate_with_gaps_is_refused_in_place_by_name(qtbot, screen):
    """Planted: `require_whole` that asks for nothing: red."""
    qtbot.keyClick(screen, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    find(screen, QComboBox, "certify.whom").setCurrentText("Johnson, Kai")
    qtbot.mouseClick(find(screen, QPushButton, "certify.draft"), Qt.MouseButton.LeftButton)
    said = find(screen, QLabel, "refused").text()
    assert "No certificate for Kai Johnson yet" in said
    assert "without a mark" in said


def test_reception_writes_one_letter_and_sees_no_lists_of_others(qtbot, screen, office, services):
    add_person(office, "Rae Cole", "Receptionist", Role.RECEPTION, TODAY)
    office.sign_in(office.staff.named("Rae Cole", TODAY))
    mine = shown(qtbot, office, services)
    for tab, seen in (("tab.0", False), ("tab.1", True), ("tab.2", False), ("tab.3", False)):
        assert find(mine, QPushButton, tab).isVisible() is seen
    write(qtbot, mine, "concern", "Johnson, Kai")
    look(qtbot, mine, "send")
    qtbot.keyClick(mine, Qt.Key.Key_Return, CTRL)
    span = Span(SchoolYear.of(TODAY).span.first, TODAY)
    assert [one.number for one in office.letters.sent.between(span)] == ["A26-0001"]


@pytest.mark.parametrize(
    ("key", "what"),
    [(Qt.Key.Key_F5, "posted"), (Qt.Key.Key_F8, "handed"), (Qt.Key.Key_F9, "emailed")],
)
def test_f2_and_one_key_note_how_an_issued_letter_was_sent(qtbot, screen, office, key, what):
    write(qtbot, screen, "concern", "Johnson, Kai")
    look(qtbot, screen, "send")
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
    screen.choose_tab(3)
    find(screen, RecordView, "issued").selectRow(0)
    qtbot.keyClick(screen, Qt.Key.Key_F2)
    qtbot.keyClicks(screen.focusWidget(), "at the gate")
    qtbot.keyClick(screen.focusWidget(), key)
    [note] = office.letters.notes.on(TODAY)
    assert (note.what, note.words) == (what, "at the gate")
    assert state_of(rows(screen, "issued")[0]) == note.what.words


def test_esc_at_how_it_was_sent_notes_nothing_and_goes_back_to_the_list(qtbot, screen, office):
    write(qtbot, screen, "concern", "Johnson, Kai")
    look(qtbot, screen, "send")
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
    screen.choose_tab(3)
    find(screen, RecordView, "issued").selectRow(0)
    qtbot.keyClick(screen, Qt.Key.Key_F2)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Escape)
    assert office.letters.notes.on(TODAY) == []
    assert screen.focusWidget() is find(screen, RecordView, "issued")
