"""The review lists in the window: F6 opens them, Enter a pupil's case, Esc goes back.

Seen red: the lists opened by their key for a receptionist; a file without its headings.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from officeapp.domain.school import Role
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.gui.pupil import reviews
from officeapp.gui.pupil.page import Part
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import SINCE, TODAY, pupil_of, take


@pytest.fixture
def screen(qtbot, office, services):
    """Return the Pupils screen of a school that looks at everybody under 96 % each half term."""
    choose_profile(office, "expect-monitor", SINCE)
    for back in (1, 2):
        take(office, "3 Oak", TODAY - dt.timedelta(days=back), Session.AM, "//O///")
    screen = PupilsScreen(office, services)
    office.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.list.list.setFocus()
    return screen


def rows(screen):
    return [line.cells[0] for line in screen.reviews.view.table.records]


def test_f6_opens_the_lists_and_enter_the_case(screen, qtbot):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F6)
    assert rows(screen) == ["Johnson, Kai"]
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert (screen.page.part, screen.page.pupil.surname) == (Part.CASE, "Johnson")
    assert screen.reviews.isHidden()


def test_esc_goes_back_to_the_list_of_pupils(screen, qtbot):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F6)
    assert screen.step_back()
    assert (screen.reviews.isHidden(), screen.list.isHidden()) == (True, False)


def test_f9_carries_families_into_the_new_year(screen, qtbot, office, said):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F6)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F9)
    card = office.cases.card(pupil_of(office, "Johnson").id)
    assert card.focus_year == SchoolYear.of(TODAY).next().begins
    assert said == ["1 more in focus in 2027/28."]


def test_the_list_is_saved_with_its_headings(screen, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "list.csv"
    monkeypatch.setattr(reviews, "ask_place", lambda *_: path)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F6)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    first, second, *_ = path.read_text(encoding="utf-8-sig").splitlines()
    assert first.startswith("Pupil,Class,Now")
    assert second.startswith('"Johnson, Kai",3 Oak')


def test_a_receptionist_has_no_lists(qtbot, office, services):
    add_person(office, "Ivy Chen", "Receptionist", Role.RECEPTION, SINCE)
    office.sign_in(office.staff.named("Ivy Chen", TODAY))
    screen = PupilsScreen(office, services)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    qtbot.keyClick(screen.list.search, Qt.Key.Key_F6)
    button = screen.findChild(QAbstractButton, "pupils.reviews.open")
    assert button is not None
    assert (button.isHidden(), screen.reviews.isHidden()) == (True, True)
