"""The turn of the year and the leavers at the School screen, by keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox

from officeapp.domain.leaving import Removal
from officeapp.domain.lists import PupilRow, Reading
from officeapp.domain.record import PupilId
from officeapp.domain.roll import Pupil
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Term
from officeapp.procedures.import_pupils import import_pupils
from officeapp.procedures.keep_roll import Admission, admit
from officeapp.procedures.keep_school import add_person, set_calendar
from officeapp.procedures.plan_pupils import plan_pupils
from officeapp.procedures.propose_pupil import propose_admission
from officeapp.procedures.remove_pupil import propose_removals
from tests.gui.conftest import SINCE, TODAY, class_of, pupil_of
from tests.gui.school_window import CTRL, Key, SchoolWindow

FIRST = dt.date(2027, 9, 1)


@pytest.fixture
def window(qtbot, office, services):
    set_calendar(office, terms=[Term(0, dt.date(2026, 9, 2), dt.date(2027, 7, 21), "Year")])
    return SchoolWindow(qtbot, office, services, "school.year-end")


@pytest.fixture
def leavers(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.leaving")


def choose(window, name, words):
    box = window.find(QComboBox, name)
    box.setCurrentIndex(box.findText(words))
    assert words in box.currentText()


def test_without_next_years_terms_it_says_what_to_do(window):
    assert "The terms of 2027/28 are not entered" in window.text("school.year-end.sum")
    window.press(Key.Key_F3)
    assert "1 term and 0 closures of 2027/28" in window.text("school.year-end.saved")
    assert window.text("school.year-end.sum").startswith(
        "Last day Wed 21 Jul 2027, first day Wed 1"
    )


def test_classes_are_given_where_they_go_and_one_key_moves_them(window, office):
    window.press(Key.Key_F3)
    assert window.rows("school.year-end.list") == [
        ["R Ash", "Reception", "1", "", "not decided"],
        ["3 Oak", "Year 3", "6", "", "not decided"],
    ]
    window.press(Key.Key_F6)
    assert "7 pupils have no class" in window.text("school.year-end.refused")
    for row, target in ((0, "3 Oak"), (1, "3 Oak")):
        window.section.focus_first()
        window.section.focusWidget().selectRow(row)
        window.press(Key.Key_Return)
        choose(window, "school.year-end.goal.to", target)
        window.press(Key.Key_Return, CTRL)
    window.press(Key.Key_F6)
    assert "7 pupils are in their new classes" in window.text("school.year-end.saved")
    oak = class_of(office, "3 Oak")
    assert len(office.roll.members(oak.id, FIRST)) == 7
    assert office.roll.placed(pupil_of(office, "Young").id, FIRST).year_group == "1"
    assert len(office.roll.members(oak.id, TODAY)) == 6


def test_one_pupil_goes_another_way(window, office):
    window.press(Key.Key_F3)
    window.press(Key.Key_N, CTRL)
    choose(window, "school.year-end.apart.pupil", "Johnson, Kai, 3 Oak")
    choose(window, "school.year-end.apart.to", "R Ash")
    window.press(Key.Key_Return, CTRL)
    assert ["3 Oak", "Johnson, Kai", "1", "R Ash, Year 4", ""] in window.rows(
        "school.year-end.list"
    )
    assert window.section.plan().goals.pupils == {
        pupil_of(office, "Johnson").id: class_of(office, "R Ash").id
    }


def test_days_that_cannot_be_are_refused_where_they_are_typed(window):
    window.press(Key.Key_F4)
    window.type("school.year-end.last", "21/7/27")
    window.type("school.year-end.first", "1/9/26")
    window.press(Key.Key_Return, CTRL)
    assert "cannot end on" in window.text("school.year-end.days.refused")


def test_the_head_takes_a_name_off_the_roll_with_its_ground(leavers, office):
    leavers.press(Key.Key_N, CTRL)
    choose(leavers, "school.leaving.pupil", "Johnson, Kai, 3 Oak")
    choose(leavers, "school.leaving.ground", "(g)  moved beyond a reasonable distance")
    assert "from memory" in leavers.text("school.leaving.removal.effect")
    leavers.press(Key.Key_Return, CTRL)
    kai = pupil_of(office, "Johnson")
    assert office.roll.enrolments(kai.id)[0].last == TODAY
    (due,) = leavers.rows("school.leaving.returns")
    assert due[0] == "Johnson, Kai"
    assert due[-1] == "by 18 Nov 2026"


def test_nobody_leaves_who_was_not_chosen(leavers, office):
    leavers.press(Key.Key_N, CTRL)
    leavers.press(Key.Key_Return, CTRL)
    said = leavers.text("school.leaving.removal.refused")
    assert said == "Choose the pupil who leaves, and the ground."
    choose(leavers, "school.leaving.ground", "(g)  moved beyond a reasonable distance")
    leavers.press(Key.Key_Return, CTRL)
    assert leavers.text("school.leaving.removal.refused") == said
    assert len(office.roll.on_roll(dt.date(2027, 7, 1))) == 7


def test_what_the_ground_asks_for_is_said_in_the_form_and_nothing_typed_is_lost(leavers, office):
    leavers.press(Key.Key_N, CTRL)
    choose(leavers, "school.leaving.pupil", "Johnson, Kai, 3 Oak")
    choose(
        leavers,
        "school.leaving.ground",
        "(i)  absent for twenty school days in a row and not found",
    )
    assert leavers.find(QCheckBox, "school.leaving.declared").isEnabled()
    leavers.press(Key.Key_Return, CTRL)
    said = leavers.text("school.leaving.removal.refused")
    assert "0 school days in a row" in said
    assert "To be declared first" in said
    assert all(office.roll.enrolments(one)[0].last is None for one in office.roll.pupils())


def test_the_office_proposes_and_cannot_confirm(qtbot, office, services):
    manager = add_person(office, "Ines Moreau", "Office", Role.OFFICE, SINCE)
    office.sign_in(manager)
    window = SchoolWindow(qtbot, office, services, "school.leaving")
    window.press(Key.Key_N, CTRL)
    choose(window, "school.leaving.pupil", "Johnson, Kai, 3 Oak")
    choose(window, "school.leaving.ground", "(k)  detained, and not expected back")
    window.press(Key.Key_Return, CTRL)
    assert "is proposed to leave" in window.text("school.leaving.saved")
    assert window.rows("school.leaving.removals")[0][-1] == "to confirm"
    window.press(Key.Key_Return)
    assert office.roll.removals()


@pytest.mark.parametrize(("decision", "on_roll"), [(0, False), (1, True)])
def test_the_head_confirms_or_declines(qtbot, office, services, decision, on_roll):
    kai = pupil_of(office, "Johnson")
    propose_removals(office, [Removal(0, kai.id, TODAY, "moved-away")])
    window = SchoolWindow(qtbot, office, services, "school.leaving")
    window.press(Key.Key_Return)
    window.find(QComboBox, "school.leaving.decision").setCurrentIndex(decision)
    window.type("school.leaving.why", "they stay till Easter")
    window.press(Key.Key_Return, CTRL)
    assert not office.roll.removals()
    assert office.roll.is_on_roll(kai.id, TODAY + dt.timedelta(1)) == on_roll


def test_the_office_proposes_a_new_pupil_and_the_head_confirms_here(qtbot, office, services):
    card = Pupil(PupilId(0), "", (), "", "Novak", "Ema", dt.date(2018, 5, 2))
    propose_admission(office, Admission(card, TODAY, class_of(office, "3 Oak").id, "3"))
    window = SchoolWindow(qtbot, office, services, "school.leaving")
    assert window.rows("school.leaving.removals")[0][:3] == [
        "Novak, Ema",
        "from 18 Nov 2026",
        "3 Oak, Year 3",
    ]
    window.press(Key.Key_Return)
    window.press(Key.Key_Return, CTRL)
    assert pupil_of(office, "Novak") in office.roll.on_roll(TODAY)


def test_a_return_is_noted_as_made_and_that_is_taken_back(leavers, office):
    from officeapp.procedures.remove_pupil import remove

    remove(office, [Removal(0, pupil_of(office, "Kaur").id, TODAY, "moved-away")])
    leavers.section.focus_first()
    leavers.press(Key.Key_Return)
    leavers.type("school.leaving.how", "portal")
    leavers.press(Key.Key_Return, CTRL)
    assert leavers.rows("school.leaving.returns") == []
    leavers.said[-1][1]()
    assert len(leavers.rows("school.leaving.returns")) == 1


def a_list_says_kai_leaves(office, ground):
    """Bring in a list that names the day on which Kai leaves."""
    kai = pupil_of(office, "Johnson")
    row = PupilRow(2, legal_surname="Johnson", legal_forename="Kai", dob=kai.dob, last=TODAY)
    import_pupils(office, plan_pupils(office, Reading([replace(row, ground=ground)])))
    return kai


def test_the_head_gives_the_ground_of_a_day_that_a_list_named(qtbot, office, services):
    kai = a_list_says_kai_leaves(office, "gone to Leeds")
    window = SchoolWindow(qtbot, office, services, "school.leaving")
    row = window.rows("school.leaving.removals")[0]
    assert row[2] == "ground to be given"
    assert row[-1] == "look again"
    window.press(Key.Key_Return)
    assert "The list says “gone to Leeds”." in window.text("school.leaving.settle.effect")
    window.press(Key.Key_Return, CTRL)
    assert "choose one of the list" in window.text("school.leaving.settle.refused")
    assert office.roll.is_on_roll(kai.id, TODAY + dt.timedelta(1))
    choose(window, "school.leaving.settle.ground", "(g)  moved beyond a reasonable distance")
    window.press(Key.Key_Return, CTRL)
    assert not office.roll.is_on_roll(kai.id, TODAY + dt.timedelta(1))


def test_all_who_wait_to_join_are_admitted_with_one_key(qtbot, office, services):
    for name in ("Novak", "Okoro"):
        card = Pupil(PupilId(0), "", (), "", name, "Ema", dt.date(2018, 5, 2))
        propose_admission(office, Admission(card, TODAY, class_of(office, "3 Oak").id, "3"))
    window = SchoolWindow(qtbot, office, services, "school.leaving")
    window.press(Key.Key_F6)
    assert "2 pupils are admitted" in window.text("school.leaving.saved")
    assert {pupil_of(office, name).surname for name in ("Novak", "Okoro")} == {"Novak", "Okoro"}
    window.press(Key.Key_F6)  # nobody waits any more


def test_whether_the_authority_asks_for_reception_is_answered_here(qtbot, office, services):
    """Seen red with the answer left out of the returns: none was due."""
    reception = class_of(office, "R Ash")
    card = Pupil(PupilId(0), "", (), "", "Okoro", "Ema", dt.date(2022, 5, 2))
    set_calendar(office, terms=[Term(0, TODAY, dt.date(2027, 7, 21), "Year")])
    admit(office, [Admission(card, TODAY, reception.id, "R")])
    window = SchoolWindow(qtbot, office, services, "school.leaving")
    before = len(window.rows("school.leaving.returns"))
    window.press(Key.Key_F7)
    assert office.school.card().asked_for_reception
    assert len(window.rows("school.leaving.returns")) == before + 1
    window.press(Key.Key_F7)
    assert len(window.rows("school.leaving.returns")) == before
