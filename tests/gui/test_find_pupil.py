from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from officeapp.gui.find_pupil import FindPupil, index_of, slips
from tests.gui.conftest import pupil_of


@pytest.fixture
def finder(qtbot, office, theme):
    ground = QWidget()
    ground.resize(900, 600)
    qtbot.addWidget(ground)
    ground.show()
    finder = FindPupil(theme, ground)
    finder.show_index(index_of(office))
    finder.open()
    yield finder
    ground.close()


def type_in(qtbot, finder, text):
    qtbot.keyClicks(finder.findChild(QLineEdit, "find.text"), text)
    return [found.listed.name for found in finder.found()]


@pytest.mark.parametrize("typed", ["jonson", "johnsen kai", "jhonson"])
def test_a_small_slip_still_finds_the_pupil(office, typed):
    assert slips(index_of(office), typed)[0].listed.name == "Johnson, Kai"


def test_a_slip_is_tried_only_when_nothing_fits(qtbot, finder):
    assert type_in(qtbot, finder, "kau") == ["Kaur, Simran"]
    assert finder.found()[0].through == ""


def test_a_parents_name_finds_the_child(qtbot, finder):
    assert type_in(qtbot, finder, "beris") == ["Johnson, Kai"]


def test_the_arrows_choose_and_enter_opens(qtbot, finder, office):
    field = finder.findChild(QLineEdit, "find.text")
    assert len(type_in(qtbot, finder, "jo")) == 2
    qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(finder.pupil_chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args == [pupil_of(office, "Smith-Jones").id]


def test_shift_enter_opens_the_class_register(qtbot, finder, office):
    field = finder.findChild(QLineEdit, "find.text")
    type_in(qtbot, finder, "kaur")
    with qtbot.waitSignal(finder.register_chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert chosen.args == [pupil_of(office, "Kaur").id]


def test_enter_on_nothing_opens_nothing(qtbot, finder):
    type_in(qtbot, finder, "zzzz")
    with qtbot.assertNotEmitted(finder.pupil_chosen):
        qtbot.keyClick(finder.findChild(QLineEdit, "find.text"), Qt.Key.Key_Return)
    assert finder.findChild(QLabel, "find.hint").text().startswith("Nobody fits.")
