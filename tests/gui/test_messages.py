from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QPushButton, QWidget

from officeapp import log, paths
from officeapp.errors import OfficeError
from officeapp.gui import crash, prompts
from officeapp.gui.help import HelpPanel, page
from officeapp.gui.messages import MessageBar, Tone
from officeapp.gui.places import PLACES
from tests.gui.conftest import TODAY

NAME = "Kaur, Simran"


@pytest.fixture
def ground(qtbot):
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.show()
    return ground


@pytest.fixture
def bar(theme, ground):
    return MessageBar(theme, ground)


def test_a_refusal_is_said_in_the_window(ground, bar):
    with prompts.refusals(ground):
        raise OfficeError("This is not a school day; choose another.")
    assert bar.text() == "This is not a school day; choose another."
    assert bar.isVisible()


def test_a_fault_of_the_program_is_not_hidden(ground, bar):
    with pytest.raises(KeyError), prompts.refusals(ground):
        raise KeyError(NAME)


def test_a_message_is_closed_with_its_button(ground, bar, qtbot):
    prompts.tell(ground, "Saved.", Tone.NOTE)
    bar.findChild(QPushButton, "window.message.close").click()
    assert not bar.isVisible()
    assert not bar.text()


def test_where_there_is_no_bar_a_box_says_it(ground, theme, monkeypatch):
    said = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    prompts.tell(ground, "The folder cannot be written to.")
    assert said == ["The folder cannot be written to."]


@pytest.mark.parametrize(("pressed", "answer"), [("confirm.do", True), ("confirm.back", False)])
def test_a_question_is_answered_by_the_button_pressed(ground, monkeypatch, pressed, answer):
    def press(box):
        assert box.defaultButton().objectName() == "confirm.back"
        QTimer.singleShot(0, box.findChild(QPushButton, pressed).click)
        box.show()
        QApplication.processEvents()

    monkeypatch.setattr(QMessageBox, "exec", press)
    assert prompts.confirm(ground, "The name goes from the roll.", "Remove it") is answer


def a_fault():
    """Return a fault whose message quotes a name, with its trace."""
    with pytest.raises(ValueError, match="invalid literal") as caught:
        int(NAME)
    return caught.value


def test_a_trace_says_where_and_not_whom():
    trace = crash.trace_of(a_fault())
    assert "in a_fault" in trace
    assert NAME not in trace


def test_a_fault_goes_to_the_log_and_to_the_person(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    shown: list[str] = []
    file = log.start(tmp_path)
    crash.install_hook(shown.append)
    error = a_fault()
    sys.excepthook(type(error), error, error.__traceback__)
    log.stop()
    assert "ValueError" in shown[0]
    assert "ValueError" in file.read_text(encoding="utf-8")
    assert NAME not in file.read_text(encoding="utf-8")


def test_a_fault_while_one_is_shown_is_only_logged(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    shown: list[str] = []
    error = a_fault()

    def show(trace):
        shown.append(trace)
        sys.excepthook(type(error), error, error.__traceback__)

    log.start(tmp_path)
    crash.install_hook(show)
    sys.excepthook(type(error), error, error.__traceback__)
    log.stop()
    assert len(shown) == 1


def test_the_crash_dialog_offers_its_text_for_copying(qtbot):
    dialog = crash.CrashDialog("officeapp 1\nValueError")
    qtbot.addWidget(dialog)
    button: Any = dialog.findChild(QPushButton, "crash.copy")
    button.click()
    assert QGuiApplication.clipboard().text() == "officeapp 1\nValueError"
    trace: Any = dialog.findChild(QPlainTextEdit, "crash.trace")
    assert trace.isReadOnly()


@pytest.mark.parametrize("name", sorted(file.stem for file in paths.resource("help").glob("*.md")))
def test_every_page_of_help_has_a_heading_and_lists_its_keys(name):
    text = page(name)
    assert text.startswith("# ")
    assert "| Key | Does |" in text


def test_every_place_has_a_page_of_help():
    pages = {file.stem for file in paths.resource("help").glob("*.md")}
    assert {str(entry.place) for entry in PLACES} <= pages


def test_help_lists_the_codes_in_force_and_no_others(qtbot, office, theme):
    panel = HelpPanel()
    qtbot.addWidget(panel)
    panel.open("register", office.codes, TODAY)
    after = panel.text().split("Codes on Wednesday 18 November 2026")[1].split()
    assert {"K", "Y1", "J1", "Q"} <= set(after)
    assert "H" not in after
