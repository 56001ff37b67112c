"""The panel that prints more than a week, worked with keys."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from officeapp.documents.sheets import digest_of
from officeapp.domain.school_year import Session
from officeapp.gui.giving import print_panel
from officeapp.gui.printing.preview import PrintPreview
from officeapp.gui.register.screen import RegisterScreen
from officeapp.procedures.amend_mark import amend_mark
from tests.gui.conftest import TODAY, pupil_of, take

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(qtbot, office, services):
    """Return the Register with one corrected mark."""
    take(office, "3 Oak", TODAY, Session.AM, "/LI///")
    kai = pupil_of(office, "Dąbrowski").id
    amend_mark(office, office.register.standing(kai, TODAY, Session.AM), "U", "came at ten")
    screen = RegisterScreen(office, services)
    qtbot.addWidget(screen)
    screen.resize(1280, 760)
    with qtbot.waitActive(screen):
        screen.show()
    return screen


@pytest.fixture
def panel(qtbot, screen):
    """Return the panel, opened by its keys."""
    qtbot.keyClick(screen, Qt.Key.Key_P, CTRL_ALT)
    return screen.findChild(print_panel.PrintPanel)


def part(panel, name):
    return panel.findChild(object, f"register.print.{name}")


def press(qtbot, panel, name):
    """Press a button of the panel and wait until something is said of it."""
    qtbot.keyClick(part(panel, name), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Drawing" not in part(panel, "said").text())
    return part(panel, "said").text()


def saving_to(monkeypatch, path):
    monkeypatch.setattr(print_panel, "ask_place", lambda *_: path)


def test_it_opens_on_the_class_in_view_and_its_half_term(panel, screen):
    ticked = [
        part(panel, "classes").item(row).text()
        for row in range(2)
        if part(panel, "classes").item(row).checkState() is Qt.CheckState.Checked
    ]
    (shown,) = ticked
    assert screen.office.roll.school_class(screen.page_view.school_class).name == shown
    assert part(panel, "first").day() <= TODAY <= part(panel, "last").day()


def test_a_register_is_saved_and_nothing_is_noted(qtbot, panel, office, monkeypatch, tmp_path):
    saving_to(monkeypatch, tmp_path / "book.pdf")
    for row in range(2):
        part(panel, "classes").item(row).setCheckState(Qt.CheckState.Checked)
    assert press(qtbot, panel, "paper") == "Saved: book.pdf."
    pages = pypdfium2.PdfDocument(tmp_path / "book.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "was L" in text
    assert "came at ten" in text
    assert office.given_out.all() == []


def test_an_extract_needs_somebody_to_give_it_to_and_is_noted(
    qtbot, panel, office, monkeypatch, tmp_path
):
    saving_to(monkeypatch, tmp_path / "extract.csv")
    part(panel, "what").setCurrentIndex(1)
    assert "to whom" in press(qtbot, panel, "list")
    qtbot.keyClicks(part(panel, "recipient"), "an inspector")
    assert press(qtbot, panel, "list") == "Saved: extract.csv."
    assert [line.recipient for line, _ in office.given_out.all()] == ["an inspector"]


def test_letters_that_cannot_be_printed_are_said_first(qtbot, panel, office, monkeypatch, tmp_path):
    from officeapp.procedures.keep_roll import admit
    from tests.gui.conftest import admission, class_of

    for one in ("3 Oak", "R Ash"):
        admit(office, [admission("Li", "你", class_of(office, one).id, "3", 2018)])
    saving_to(monkeypatch, tmp_path / "book.pdf")
    assert "lack these letters: 你" in press(qtbot, panel, "paper")
    assert not (tmp_path / "book.pdf").exists()
    assert press(qtbot, panel, "paper") == "Saved: book.pdf."


def test_an_extract_that_is_only_looked_at_was_not_given(
    qtbot, panel, office, monkeypatch, tmp_path
):
    """Seen red with the extract noted as it is shown."""
    part(panel, "what").setCurrentIndex(1)
    qtbot.keyClicks(part(panel, "recipient"), "an inspector")
    assert press(qtbot, panel, "open") == ""
    assert office.given_out.all() == []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (f"{tmp_path}/extract", ""))
    panel.findChild(PrintPreview).findChild(QPushButton, "preview.save").click()
    paper = (tmp_path / "extract.pdf").read_bytes()
    assert [line.digest for line, _ in office.given_out.all()] == [digest_of(paper)]


def test_days_that_are_none_are_refused_in_place(qtbot, panel):
    part(panel, "first").clear()
    qtbot.keyClicks(part(panel, "first"), "soon")
    assert "no day" in press(qtbot, panel, "open")


def test_in_a_small_window_the_panel_takes_the_place_of_the_page(qtbot, panel, screen):
    """As at 200 per cent on a laptop; seen red with the panel beside a page of two columns."""
    screen.resize(560, 330)
    assert not screen.sheet.isVisible()
    qtbot.waitUntil(lambda: panel.width() > 400)
    assert screen.minimumSizeHint().width() < 560
    assert screen.layout().heightForWidth(560) <= 330
    assert screen.step_back()
    assert screen.sheet.isVisible()
    assert screen.focusWidget() is screen.sheet.view
