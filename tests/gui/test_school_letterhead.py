"""School, Letterhead: a badge from a file, and how letters go out, kept as they are chosen."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from officeapp.domain.school import Role
from officeapp.procedures.draft_letters import letterhead
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY
from tests.gui.school_window import Key, SchoolWindow


@pytest.fixture
def school(qtbot, office, services):
    return SchoolWindow(qtbot, office, services, "school.letterhead")


def part(school, kind, name) -> Any:
    return school.section.findChild(kind, f"school.letterhead.{name}")


def test_a_badge_of_a_file_is_on_the_page_and_f8_takes_it_off(school, office, tmp_path):
    Image.new("RGB", (300, 200), "navy").save(tmp_path / "badge.png")
    before = part(school, QLabel, "picture").pixmap().toImage()
    school.section.keep_badge(tmp_path / "badge.png")
    assert letterhead(office).logo.startswith(b"\xff\xd8")
    assert part(school, QLabel, "picture").pixmap().toImage() != before
    school.press(Key.Key_F8)
    assert letterhead(office).logo == b""


def test_what_is_no_picture_is_refused_in_place_and_nothing_changes(school, office, tmp_path):
    (tmp_path / "badge.png").write_text("hello")
    school.section.keep_badge(tmp_path / "badge.png")
    assert "choose a PNG or JPEG" in part(school, QLabel, "refused").text()
    assert letterhead(office).logo == b""


@pytest.mark.parametrize("field", ["household", "siblings", "duplex"])
def test_a_tick_is_kept_at_once(school, office, field, qtbot):
    qtbot.keyClick(part(school, QCheckBox, field), Qt.Key.Key_Space)
    assert getattr(office.letters.stationery(), field)
    assert "Saved" in part(school, QLabel, "saved").text()


def test_where_the_address_begins_is_kept_when_the_field_is_left(school, office, qtbot):
    field = part(school, QLineEdit, "window-top")
    for typed in ("48", "200"):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert letterhead(office).window_top == 48
    assert "between 40 and 65 mm" in part(school, QLabel, "refused").text()


def test_who_may_not_change_it_reads_it(qtbot, office, services):
    add_person(office, "Rae Cole", "Pastoral lead", Role.PASTORAL, TODAY)
    office.sign_in(office.staff.named("Rae Cole", TODAY))
    school = SchoolWindow(qtbot, office, services, "school.letterhead")
    assert not part(school, QPushButton, "choose").isEnabled()
    assert not part(school, QCheckBox, "siblings").isEnabled()
