"""What holds for every place of the window, whoever wrote it."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView

from officeapp.domain.school_year import Session
from officeapp.gui.main_window import MainWindow
from officeapp.gui.places import PLACES
from officeapp.gui.theme import Choice
from tests.gui.conftest import TODAY, take

ACTED_ON = (QAbstractButton, QComboBox, QLineEdit, QTableView)


@pytest.fixture(params=[entry.place for entry in PLACES])
def window(request, qtbot, office, theme, settings):
    """Return the window of a school with some marks, at one place."""
    take(office, "3 Oak", TODAY - dt.timedelta(days=1), Session.AM, "/NL/.I")
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    window.show()
    office.sign_in(office.staff.first())
    window.let_in()
    window.go_to(request.param)
    return window


def acted_on(window):
    """Return the parts of the screen in view that a person reaches with Tab."""
    screen = window.screen_in_view()
    for kind in ACTED_ON:
        for part in screen.findChildren(kind):
            of_qt = part.objectName().startswith("qt_") or isinstance(part.parent(), QComboBox)
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not of_qt:
                yield part


def test_every_part_has_a_dotted_name_of_its_own_for_scripts(window):
    names = [part.objectName() for part in acted_on(window)]
    assert [name for name in names if "." not in name] == []
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_every_part_in_view_has_a_name_for_a_screen_reader(window):
    silent = [
        part.objectName()
        for part in acted_on(window)
        if part.isVisible()
        and not (part.accessibleName() or (hasattr(part, "text") and part.text()))
    ]
    assert silent == []


def test_the_focus_is_in_the_place_when_it_opens(window):
    assert window.screen_in_view().isAncestorOf(window.focusWidget())


def test_the_whole_place_fits_a_small_laptop(window):
    window.resize(1366, 768)
    window.screen_in_view().window().grab()
    needed = window.screen_in_view().minimumSizeHint()
    assert (needed.width(), needed.height()) <= (1166, 740)


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_the_place_is_drawn_in_the_colours_chosen(window, theme, choice):
    theme.choose(choice)
    picture = window.grab().toImage()
    ground = picture.pixelColor(picture.width() - 4, 8)
    assert ground.name() == theme.colour("page").name()


def test_esc_leaves_the_place_where_it_is(window, qtbot):
    place = window.place
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.place is place
