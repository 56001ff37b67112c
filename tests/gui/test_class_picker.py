from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton

from officeapp.domain.record import ClassId, SiteId
from officeapp.domain.roll import SchoolClass
from officeapp.gui.register.class_picker import TICK, ClassPicker
from officeapp.gui.theme import text_font

SIDES = 2 * (10 + 1)  # padding and edge
NAMES = ["3/4/5/6 Ash", "Nursery Acorn", "Reception and Year 1 Hawthorn"]


@pytest.mark.parametrize("chosen", range(len(NAMES)))
def test_the_name_of_the_class_that_is_open_is_whole_in_bold_and_with_its_tick(
    qtbot, theme, chosen
):
    """Seen red with: room for the name as it is before it is chosen."""
    picker = ClassPicker(theme)
    qtbot.addWidget(picker)
    picker.resize(1100, 40)
    classes = [
        SchoolClass(ClassId(number), name, SiteId(1)) for number, name in enumerate(NAMES, 1)
    ]
    picker.show_classes(classes, whole_school=True)
    picker.show_chosen(classes[chosen].id, {one.id for one in classes})
    picker.show()
    button = picker.findChild(QPushButton, f"register.class.{NAMES[chosen]}")
    assert isinstance(button, QPushButton)
    name = QFontMetrics(text_font(bold=True)).horizontalAdvance(button.text())
    assert button.width() >= name + TICK.width() + SIDES
