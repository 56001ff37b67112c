"""A pupil's record given to the family, from the pupil's page."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from officeapp.domain.given_out import What
from officeapp.domain.school_year import Session
from officeapp.gui.giving import record_section
from officeapp.gui.giving.record_section import RecordSection
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Target
from tests.gui.conftest import TODAY, pupil_of, take


@pytest.fixture
def section(qtbot, office, services):
    """Return the section of a pupil who is marked once, opened by its keys."""
    take(office, "3 Oak", TODAY, Session.AM, "//U///")
    screen = PupilsScreen(office, services)
    qtbot.addWidget(screen)
    screen.resize(1200, 720)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=pupil_of(office, "Johnson").id))
    qtbot.keyClick(screen, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    return screen.findChild(RecordSection)


def part(section, name):
    return section.findChild(object, f"pupils.record.{name}")


def save(qtbot, section):
    qtbot.keyClick(part(section, "save"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Drawing" not in part(section, "said").text())
    return part(section, "said").text()


def test_a_record_is_saved_and_noted(qtbot, section, office, monkeypatch, tmp_path):
    path = tmp_path / "record.pdf"
    monkeypatch.setattr(record_section, "ask_place", lambda *_: path)
    qtbot.keyClicks(section.focusWidget(), "Dana Berisha, mother")
    assert "record.pdf" in save(qtbot, section)
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    assert "Record of Kai Johnson" in text
    ((line, _),) = office.given_out.all()
    assert (line.what, line.pupil, line.recipient) == (
        What.RECORD,
        pupil_of(office, "Johnson").id,
        "Dana Berisha, mother",
    )
    assert part(section, "before").model().rowCount() == 1


def test_nobody_in_particular_is_given_nothing(qtbot, section, office, monkeypatch, tmp_path):
    monkeypatch.setattr(record_section, "ask_place", lambda *_: tmp_path / "record.pdf")
    assert "Say to whom" in save(qtbot, section)
    assert office.given_out.all() == []
    assert not (tmp_path / "record.pdf").exists()


def test_another_pupil_begins_with_an_empty_field(qtbot, section, office):
    qtbot.keyClicks(part(section, "recipient"), "Dana Berisha, mother")
    section.show_pupil(pupil_of(office, "Kaur"))
    assert part(section, "recipient").text() == ""
