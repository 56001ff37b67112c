"""Pre-marked sessions in the register: shown as such, spoken, typed over, and handed in."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from officeapp.domain.patterns import Pattern, PatternKind
from officeapp.domain.school_year import Session
from officeapp.gui.register.grid_model import PENCIL, PLAIN, PREMARKED
from officeapp.gui.register.screen import RegisterScreen
from officeapp.gui.screen import Target
from officeapp.procedures.keep_patterns import add_pattern, end_pattern
from tests.gui.conftest import TODAY, class_of, pupil_of

AFTERNOON = 5  # Wednesday's, in the week's columns
SIMRAN = 3  # her row


@pytest.fixture
def pattern(office):
    """Afternoons of Simran Kaur at another school."""
    kaur = pupil_of(office, "Kaur")
    return add_pattern(
        office, Pattern(0, kaur.id, PatternKind.DUAL, "/-/-/-/-/-", TODAY, nature="Ash Lane")
    )


@pytest.fixture
def screen(office, pattern, services, qtbot, clock):
    """The register of 3 Oak, told of changes as the window tells it."""
    clock.now = dt.datetime.combine(TODAY, dt.time(13, 20), dt.UTC)
    screen = RegisterScreen(office, services)
    qtbot.addWidget(screen)
    office.on_change(screen.books_changed)
    screen.resize(1150, 740)
    with qtbot.waitActive(screen):
        screen.show()
    oak = class_of(office, "3 Oak").id
    screen.open_on(Target(school_class=oak, day=TODAY, session=Session.PM))
    screen.sheet.view.setFocus()
    return screen


def cell_of(screen):
    row = screen.sheet.grid.rows[SIMRAN]
    return row.marks[AFTERNOON], row.signs[AFTERNOON]


def on_simran(screen):
    screen.sheet.view.put_cursor((SIMRAN, AFTERNOON))
    return screen.sheet.view


def stands(office, surname):
    mark = office.register.standing(pupil_of(office, surname).id, TODAY, Session.PM)
    return mark.code if mark else ""


def test_a_pre_marked_session_is_shown_and_spoken_as_such(screen):
    assert cell_of(screen) == ("D", PREMARKED)
    spoken = screen.sheet.grid.spoken((SIMRAN, AFTERNOON))
    assert spoken.endswith("pre-marked (dual registration: Ash Lane)")


def test_a_day_before_it_holds_is_not_pre_marked(screen):
    assert screen.sheet.grid.rows[SIMRAN].marks[AFTERNOON - 2] == "."


def test_who_is_pre_marked_is_not_left_to_mark(screen):
    assert screen.entering.taking.to_mark((0, AFTERNOON)) == 5
    assert SIMRAN not in screen.sheet.grid.unmarked(AFTERNOON)


def test_all_present_leaves_what_is_pre_marked(screen, office, qtbot):
    view = on_simran(screen)
    qtbot.keyClick(screen, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    assert cell_of(screen) == ("D", PREMARKED)
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (stands(office, "Kaur"), stands(office, "Abbasi")) == ("D", "\\")
    assert cell_of(screen) == ("D", PLAIN)


def test_what_was_pre_marked_is_said_when_it_is_handed_in(screen, said, qtbot):
    view = on_simran(screen)
    screen.entering.fill_rest()
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "6 marks, 1 of them pre-marked." in said[-1]


def test_a_typed_mark_takes_its_place_and_undo_brings_it_back(screen, office, qtbot):
    qtbot.keyClicks(on_simran(screen), "/")
    assert cell_of(screen) == ("\\", PENCIL)
    qtbot.keyClick(screen, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cell_of(screen) == ("D", PREMARKED)
    screen.refresh()
    assert cell_of(screen) == ("D", PREMARKED)


def test_presence_typed_is_what_is_handed_in(screen, office, qtbot):
    view = on_simran(screen)
    qtbot.keyClicks(view, "/")
    screen.refresh()
    assert cell_of(screen) == ("\\", PENCIL)
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stands(office, "Kaur") == "\\"


def test_rubbing_out_a_pre_marked_session_is_refused_in_place(screen, qtbot):
    heard = []
    screen.entering.refused.connect(lambda cell, why: heard.append((cell, why)))
    qtbot.keyClick(on_simran(screen), Qt.Key.Key_Backspace)
    assert heard[0][0] == (SIMRAN, AFTERNOON)
    assert "pre-marked" in heard[0][1]
    assert cell_of(screen) == ("D", PREMARKED)


def test_rubbing_out_pencil_shows_what_is_pre_marked_again(screen, qtbot):
    qtbot.keyClicks(on_simran(screen), "I")
    qtbot.keyClick(on_simran(screen), Qt.Key.Key_Backspace)
    assert cell_of(screen) == ("D", PREMARKED)


def test_a_register_in_which_nobody_was_typed_is_not_handed_in(screen, office, qtbot):
    heard = []
    screen.entering.refused.connect(lambda _, why: heard.append(why))
    view = on_simran(screen)
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Nobody is marked" in heard[0]
    assert stands(office, "Kaur") == ""


def test_a_pattern_taken_back_leaves_the_page_as_it_was(screen, office, pattern):
    end_pattern(office, pattern, TODAY - dt.timedelta(days=1))
    assert cell_of(screen) == (".", PLAIN)
