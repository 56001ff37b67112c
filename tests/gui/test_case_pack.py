"""The referral pack from the case view, by keys: what it lacks, and a draft for each parent."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from officeapp.domain.school import Role
from officeapp.gui.printing.preview import PrintPreview
from officeapp.gui.pupil.case_pack import PackCard
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Target
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, pupil_of
from tests.pack_builders import a_mother


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
    assert line == "There is no session to rely on: to be mended."
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
    qtbot.waitUntil(lambda: screen.findChild(PrintPreview) is not None)
    said = [one.text() for one in screen.findChild(PrintPreview).findChildren(QLabel)]
    assert "Draft referral pack Kai Johnson, Ms Ruth Roe" in said
    assert office.letters.sent.on(TODAY) == []


def test_a_pack_is_closed_before_another_child_is_in_view(qtbot, screen, office):
    """Planted: `settle` that leaves the pack: red."""
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
