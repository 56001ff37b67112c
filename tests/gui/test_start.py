from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from officeapp.gui import start as s


@pytest.fixture
def start(qtbot, theme):
    window = s.StartWindow(theme)
    qtbot.addWidget(window)
    window.show()
    window.ready()
    return window


def test_a_new_school_is_described_with_the_keyboard_alone(start, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/somewhere/oak.db", ""))
    qtbot.keyClick(start, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(start.findChild(QLineEdit, "new.school"), "Oak Primary")
    qtbot.keyClicks(start.findChild(QLineEdit, "new.person"), "Ruth Ade")
    with qtbot.waitSignal(start.new_requested) as asked:
        qtbot.keyClick(start.findChild(QLineEdit, "new.person"), Qt.Key.Key_Return)
    path, school = asked.args
    assert path == Path("/somewhere/oak.db")
    assert (school.name, school.person, school.policy) == ("Oak Primary", "Ruth Ade", "national")


def test_a_school_without_a_name_is_not_made(start, qtbot):
    qtbot.keyClick(start, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(start.new_requested):
        qtbot.keyClick(start.findChild(QLineEdit, "new.person"), Qt.Key.Key_Return)
    assert start.findChild(QLineEdit, "new.school").hasFocus()


def test_esc_goes_back_to_the_choices_and_keeps_what_was_typed(start, qtbot):
    qtbot.keyClick(start, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    field = start.findChild(QLineEdit, "new.school")
    qtbot.keyClicks(field, "Oak")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert field.text() == "Oak"


def test_a_file_chosen_is_asked_for(start, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/somewhere/a.db", ""))
    with qtbot.waitSignal(start.open_requested) as asked:
        qtbot.keyClick(start, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [Path("/somewhere/a.db")]


def test_a_file_dialog_that_is_closed_asks_for_nothing(start, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(start.open_requested):
        qtbot.keyClick(start, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)


def test_a_computer_is_joined_with_the_keyboard_alone(start, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/stick/r.joining", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/here/school.db", ""))
    qtbot.keyClick(start, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(start.focusWidget(), Qt.Key.Key_Space)
    code = start.focusWidget()
    qtbot.keyClicks(code, "km7x9rta4wqhej8c")
    assert code.text() == "KM7X 9RTA 4WQH EJ8C"
    with qtbot.waitSignal(start.join_requested) as asked:
        qtbot.keyClick(code, Qt.Key.Key_Return)
    assert asked.args == [Path("/stick/r.joining"), code.text(), Path("/here/school.db")]
    start.joined()
    assert code.text() == ""
