"""The roll call on the screen, by keys.

Seen red: the whole school ticked with one key; a tick that is not written.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea

from officeapp.domain.school_year import Session
from officeapp.gui.frontdesk.rollcall import RollCallPanel
from officeapp.gui.main_window import MainWindow
from officeapp.gui.roll_list import keep_list
from officeapp.gui.screen import Place
from officeapp.procedures.call_roll import found_at, roll_call_now
from tests.gui.conftest import TODAY, pupil_of, take

AM = Session.AM
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def roll(qtbot, office, services):
    """Return the panel of a morning: five of 3 Oak in and one away, R Ash not handed in."""
    take(office, "3 Oak", TODAY, AM, "//I///")
    made = RollCallPanel(office, services)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.view.field.setFocus()
    return made


def found(office):
    drill = roll_call_now(office)
    return found_at(office, drill) if drill else None


def shown(roll):
    return [(line.one.name, line.badge) for line in roll.view.table.records]


def press(qtbot, roll, *keys):
    for key in keys:
        with_ctrl = (key[0], CTRL) if isinstance(key, tuple) else (key,)
        qtbot.keyClick(roll.view.field, *with_ctrl)


def test_before_it_is_called_everybody_is_listed_with_where_they_are(roll):
    assert roll._sums.text() == "5 in  ·  1 not known  ·  1 out or away"
    assert [line.said for line in roll.view.class_table.records] == ["5 in", "1 not known", "5 in"]
    assert ("Johnson, Kai", "away") in shown(roll)
    assert ("Young, Ada", "unknown") in shown(roll)


def test_letters_and_enter_tick_a_child_and_it_is_on_the_disk(office, roll, qtbot):
    roll._on_begin()
    qtbot.keyClicks(roll.view.field, "sim")
    press(qtbot, roll, Qt.Key.Key_Return)
    assert found(office) == {pupil_of(office, "Kaur").id}
    assert ("Kaur, Simran", "found") in shown(roll)
    assert roll._missing.text() == "5 MISSING"
    assert roll.view.field.text() == ""


def test_a_class_is_gone_through_with_space_and_a_tick_is_taken_back(office, roll, qtbot):
    roll._on_begin()
    press(qtbot, roll, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    press(qtbot, roll, Qt.Key.Key_Space, Qt.Key.Key_Space)
    names = [name for name, badge in shown(roll) if badge == "found"]
    assert names == ["Abbasi, Zara", "Dąbrowski, Jan"]
    press(qtbot, roll, Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert [name for name, badge in shown(roll) if badge == "found"] == ["Abbasi, Zara"]


def test_a_name_typed_twice_is_not_lost_again(office, roll, qtbot):
    """Enter only ticks. Seen red with Enter taking a tick back."""
    roll._on_begin()
    for _ in range(2):
        qtbot.keyClicks(roll.view.field, "sim")
        press(qtbot, roll, Qt.Key.Key_Return)
    assert found(office) == {pupil_of(office, "Kaur").id}


def test_a_whole_class_takes_one_key_and_the_whole_school_does_not(office, roll, qtbot):
    roll._on_begin()
    press(qtbot, roll, (Qt.Key.Key_Return,))
    assert found(office) == set()
    assert "Choose one class first" in roll._said.text()
    press(qtbot, roll, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, (Qt.Key.Key_Return,))
    assert len(found(office)) == 5
    assert [line.said for line in roll.view.class_table.records] == [
        "1 missing",
        "1 missing",
        "all found",
    ]


def test_found_though_away_is_said_and_is_not_missing(roll, qtbot):
    roll._on_begin()
    qtbot.keyClicks(roll.view.field, "john")
    press(qtbot, roll, Qt.Key.Key_Return)
    assert ("Johnson, Kai", "found, though away") in shown(roll)
    assert "1 found though out or away" in roll._sums.text()
    assert roll._missing.text() == "6 MISSING"
    last = roll.view.class_table.records[-1]
    assert (last.name, last.said) == ("Found, though not in", "1 to correct")
    roll.view.classes.selectRow(len(roll.view.class_table.records) - 1)
    assert [name for name, _ in shown(roll)] == ["Johnson, Kai"]


def test_only_the_missing_are_shown_until_esc(roll, qtbot):
    roll._on_begin()
    press(qtbot, roll, Qt.Key.Key_F8)
    assert {badge for _, badge in shown(roll)} == {"MISSING"}
    assert roll.step_back()
    assert len(shown(roll)) == 7
    assert not roll.step_back()


def test_after_the_end_nothing_is_ticked_and_the_count_stays(office, roll, qtbot, said):
    roll._on_begin()
    press(qtbot, roll, (Qt.Key.Key_E,), Qt.Key.Key_Space)
    assert roll_call_now(office) is None
    assert said[-1] == "The roll call was ended: 6 missing."
    assert roll._missing.text() == "6 MISSING"
    assert office.front_desk.found.on(TODAY) == []


def test_a_roll_call_that_goes_on_is_taken_up_by_another_screen(office, roll, qtbot, services):
    roll._on_begin()
    press(qtbot, roll, Qt.Key.Key_Space)
    other = RollCallPanel(office, services)
    qtbot.addWidget(other)
    other.show()
    assert other._missing.text() == roll._missing.text() == "5 MISSING"


def test_it_is_printed_as_it_stands(roll, qtbot, monkeypatch):
    monkeypatch.setattr(QDialog, "open", QDialog.show)
    roll._on_begin()
    press(qtbot, roll, (Qt.Key.Key_P,))
    preview = next(one for one in roll.findChildren(QDialog) if one.objectName() == "preview")
    assert preview.pages == 1
    preview.close()


def test_it_says_of_when_the_list_on_the_disk_is(office, roll):
    assert "No list is kept on the disk yet" in roll._hint.text()
    keep_list(office.path, office.now())
    roll.refresh()
    assert "A list is kept on the disk" in roll._hint.text()
    assert "roll call.pdf" in roll._hint.text()


def test_f9_on_today_opens_it_with_the_focus_in_its_field(qtbot, office, theme, settings):
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    office.sign_in(office.staff.first())
    window.let_in()
    with qtbot.waitActive(window):
        window.show()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F9)
    assert window.place is Place.FRONT_DESK
    assert window.focusWidget().objectName() == "frontdesk.rollcall.search"


@pytest.mark.parametrize("width", [520, 640, 720, 800, 900, 1100])
def test_the_name_and_the_state_of_a_child_have_their_room_at_every_width(roll, width):
    """Seen red with columns of one width in every room, as they are at 200 %."""
    roll.resize(width, 640)
    QApplication.processEvents()
    view = roll.view.children_list
    widths = [view.columnWidth(column) for column in range(4)]
    assert sum(widths) <= view.viewport().width()
    assert widths[0] >= view.fontMetrics().horizontalAdvance("Smith-Jones, Lily-Mae") + 12
    assert view.isColumnHidden(2) is (widths[2] == 0)


@pytest.fixture
def low(qtbot, roll):
    """Return a low window that scrolls the panel, as the screen's does at 200 %."""
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(roll)
    area.resize(520, 300)
    area.show()
    QApplication.processEvents()
    yield area
    area.takeWidget()


def test_in_a_low_window_the_row_that_the_keys_act_on_comes_into_sight(qtbot, roll, low):
    """Seen red with a list that stayed below the foot of the window."""
    press(qtbot, roll, *[Qt.Key.Key_PageDown] * 2, *[Qt.Key.Key_Down] * 5)
    for view in (roll.view.children_list, roll.view.classes):
        row = view.visualRect(view.currentIndex())
        assert row.height() > 0
        assert view.viewport().rect().contains(row)
    view = roll.view.children_list
    foot = view.visualRect(view.currentIndex()).bottomLeft()
    assert low.viewport().rect().contains(view.viewport().mapTo(low.viewport(), foot))
