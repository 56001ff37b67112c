from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit, QWidget
from typing_extensions import override

from officeapp.domain.rights import Right
from officeapp.domain.school import Role
from officeapp.gui.find_pupil import FindPupil
from officeapp.gui.help import HelpPanel
from officeapp.gui.main_window import MainWindow
from officeapp.gui.messages import MessageBar
from officeapp.gui.places import Entry
from officeapp.gui.prompts import tell
from officeapp.gui.rail import Rail
from officeapp.gui.screen import Place, Screen, Target
from officeapp.gui.status import StatusLine
from officeapp.procedures.keep_roll import add_class
from officeapp.procedures.keep_school import add_person, change_school
from tests.gui.conftest import TODAY, class_of, pupil_of


class Listing(Screen):
    """Every name of the school, as a screen might show them."""

    help_page = "today"

    def __init__(self, office, services):
        super().__init__(office, services)
        self.opened_on, self.times_left = [], 0
        self.names = QLabel(" ".join(p.called for p in office.roll.pupils().values()), self)
        self.field = QLineEdit(self)

    @override
    def open_on(self, target):
        self.opened_on.append(target)

    @override
    def left(self):
        self.times_left += 1


def office_of_the_first(office):
    """Return the office with its first person signed in."""
    office.sign_in(office.staff.first())
    return office


ENTRIES = (
    Entry(Place.TODAY, "Today", "today", 1, Listing, Right.READ_NAMES),
    Entry(Place.PUPILS, "Pupils", "pupils", 5, Listing, Right.READ_NAMES),
    Entry(Place.REGISTER, "Register", "register", 2, Listing, Right.READ_NAMES),
)


@pytest.fixture
def window(qtbot, office, theme, settings):
    window = MainWindow(office, theme, settings, ENTRIES)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def open_window(window, qtbot):
    """Return the window with the first person signed in."""
    qtbot.keyClicks(window.findChild(QLineEdit, "sign-in.name"), "pet")
    qtbot.keyClick(window.findChild(QLineEdit, "sign-in.name"), Qt.Key.Key_Return)
    return window


def texts(window):
    """Return every text of the window: shown, hidden, read out."""
    found = [window.windowTitle()]
    for part in window.findChildren(QWidget):
        found += [part.toolTip(), part.accessibleName(), part.accessibleDescription()]
        found += [part.text()] if hasattr(part, "text") and not isinstance(part, HelpPanel) else []
    return " ".join(found)


def test_a_sample_school_opens_with_a_name_and_no_pin(open_window):
    assert open_window.place is Place.TODAY
    assert open_window.findChild(QLabel, "rail.name").text() == "Petra Lindqvist, Office manager"


def test_ctrl_and_its_number_opens_a_place(open_window, qtbot):
    qtbot.keyClick(open_window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert open_window.place is Place.PUPILS


def test_a_screen_is_made_when_its_place_is_first_opened(open_window, qtbot):
    assert len(open_window.findChildren(Listing)) == 1
    open_window.go_to(Place.PUPILS)
    open_window.go_to(Place.TODAY)
    open_window.go_to(Place.PUPILS)
    assert len(open_window.findChildren(Listing)) == 2


def test_a_screen_hears_that_it_is_left(open_window):
    today = open_window.screen_in_view()
    open_window.go_to(Place.PUPILS)
    assert today.times_left == 1


def test_a_locked_window_says_nothing_of_anybody(open_window, qtbot, office):
    qtbot.keyClick(open_window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(open_window.findChild(QLineEdit, "find.text"), "kaur")
    tell(open_window, "Simran Kaur is not on the roll.")
    open_window.findChild(StatusLine).say("Kaur, Simran marked I.")
    assert "Kaur" in texts(open_window)
    qtbot.keyClick(open_window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not open_window.findChildren(Listing)
    for pupil in office.roll.pupils().values():
        assert pupil.surname not in texts(open_window)
    assert office.person is None
    assert open_window.place is None


def test_locking_keeps_a_register_open_where_leaving_would_not(open_window):
    today = open_window.screen_in_view()
    open_window.lock()
    assert today.times_left == 0


def test_the_keys_of_the_window_do_nothing_while_it_is_locked(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.place is None
    assert window.findChild(FindPupil) is None


def test_the_finder_opens_the_pupil_chosen(open_window, qtbot, office):
    qtbot.keyClick(open_window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = open_window.findChild(QLineEdit, "find.text")
    qtbot.keyClicks(field, "sim")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert open_window.place is Place.PUPILS
    assert open_window.screen_in_view().opened_on[0].pupil == pupil_of(office, "Kaur").id


def test_the_finder_knows_a_pupil_admitted_meanwhile(open_window, qtbot, office):
    from officeapp.procedures.keep_roll import admit
    from tests.gui.conftest import admission, class_of

    finder = open_window.findChild(FindPupil)
    qtbot.keyClick(open_window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(finder, Qt.Key.Key_Escape)
    admit(office, [admission("Zhou", "Mei", class_of(office, "3 Oak").id, "3", 2018)])
    qtbot.keyClick(open_window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(open_window.findChild(QLineEdit, "find.text"), "zhou")
    assert [found.listed.name for found in finder.found()] == ["Zhou, Mei"]


def test_esc_goes_back_one_step_and_gives_the_focus_back(open_window, qtbot):
    field = open_window.screen_in_view().field
    field.setFocus()
    qtbot.keyClick(open_window, Qt.Key.Key_F1)
    qtbot.keyClick(open_window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(open_window.findChild(QLineEdit, "find.text"), Qt.Key.Key_Escape)
    assert not open_window.findChild(FindPupil).isVisible()
    assert open_window.findChild(HelpPanel).isVisible()
    qtbot.keyClick(open_window, Qt.Key.Key_Escape)
    assert not open_window.findChild(HelpPanel).isVisible()


def test_f1_shows_the_page_of_the_screen_with_the_codes_in_force(open_window, qtbot):
    qtbot.keyClick(open_window, Qt.Key.Key_F1)
    shown = open_window.findChild(HelpPanel).text()
    assert shown.startswith("Today")
    assert "Codes on Wednesday 18 November 2026" in shown


def test_an_act_is_followed_by_the_time_it_was_saved(open_window, office):
    add_class(office, "4 Elm", office.school.sites()[0].id)
    assert open_window.findChild(QLabel, "status.saved").text() == "Saved 09:31"


def test_undo_in_the_status_line_takes_back_what_was_said(open_window, qtbot):
    undone = []
    open_window.findChild(StatusLine).say("Marked.", lambda: undone.append(True))
    qtbot.mouseClick(open_window.findChild(QWidget, "status.undo"), Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not open_window.findChild(QWidget, "status.undo").isVisible()


def test_every_part_a_person_acts_on_has_a_name_for_scripts_and_readers(open_window):
    parts = open_window.findChildren(QAbstractButton) + open_window.findChildren(QLineEdit)
    for part in parts:
        if part.focusPolicy() is Qt.FocusPolicy.NoFocus or isinstance(part.parent(), Listing):
            continue
        assert part.objectName(), part
        assert part.accessibleName() or part.text(), part.objectName()


def test_a_backup_is_made_checked_and_said(open_window, qtbot, tmp_path, monkeypatch):
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    assert "Not backed up" in open_window.findChild(QLabel, "status.backed-up").text()
    qtbot.keyClick(open_window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    said = open_window.findChild(QLabel, "status.backed-up")
    qtbot.waitUntil(lambda: said.text() == "Backed up today 09:31")
    assert len(list(folder.iterdir())) == 1


def test_no_folder_no_backup(open_window, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    qtbot.keyClick(open_window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert "Not backed up" in open_window.findChild(QLabel, "status.backed-up").text()


def test_tab_goes_through_the_rail_in_reading_order(open_window, qtbot):
    names = ["find", "today", "help", "colours", "lock"]  # the arrows go from place to place
    open_window.findChild(QAbstractButton, "rail.find").setFocus()
    passed = []
    for _ in names:
        passed.append(open_window.focusWidget().objectName().removeprefix("rail."))
        qtbot.keyClick(open_window.focusWidget(), Qt.Key.Key_Tab)
    assert passed == names


def test_closing_the_window_leaves_its_screen_once(open_window):
    today = open_window.screen_in_view()
    open_window.close()
    open_window.close()
    assert today.times_left == 1


def test_shift_enter_in_the_finder_opens_the_class_register(open_window, qtbot, office):
    qtbot.keyClick(open_window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = open_window.findChild(QLineEdit, "find.text")
    qtbot.keyClicks(field, "kaur")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    (target,) = open_window.screen_in_view().opened_on
    assert open_window.place is Place.REGISTER
    assert target == Target(pupil_of(office, "Kaur").id, class_of(office, "3 Oak").id)


def test_the_colours_go_round_from_light_to_dark_to_the_systems(open_window, qtbot, theme):
    seen = []
    for _ in range(3):
        qtbot.keyClick(open_window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        seen.append(str(theme.choice))
    assert seen == ["light", "dark", "system"]


def test_a_message_goes_with_esc_before_anything_else_does(open_window, qtbot):
    tell(open_window, "Type a reason.")
    qtbot.keyClick(open_window, Qt.Key.Key_F1)
    qtbot.keyClick(open_window, Qt.Key.Key_Escape)
    assert not open_window.findChild(MessageBar).isVisible()
    assert open_window.findChild(HelpPanel).isVisible()


def test_help_follows_to_the_next_place(open_window, qtbot):
    qtbot.keyClick(open_window, Qt.Key.Key_F1)
    qtbot.keyClick(open_window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert open_window.findChild(HelpPanel).isVisible()


def test_a_narrow_window_keeps_the_word_under_each_icon(open_window):
    open_window.resize(1366, 700)
    wide = open_window.findChild(Rail).width()
    open_window.resize(700, 400)
    assert open_window.findChild(Rail).width() < wide
    assert open_window.findChild(QAbstractButton, "rail.today").text() == "Today"
    assert not open_window.grab().isNull()


def test_the_school_is_called_by_its_new_name_at_once(open_window, office):
    change_school(office, replace(office.school.card(), name="Moorside Academy"))
    assert open_window.findChild(QLabel, "rail.school").text() == "Moorside Academy"


def test_a_role_without_names_has_no_place_that_shows_them(window, office):
    governor = add_person(office_of_the_first(office), "Gil Ross", "Governor", Role.GOVERNOR, TODAY)
    office.sign_in(governor)
    window.let_in()
    assert window.place is None


def test_help_takes_the_place_of_the_screen_in_a_narrow_window(open_window, qtbot):
    open_window.resize(700, 400)
    qtbot.keyClick(open_window, Qt.Key.Key_F1)
    help_panel = open_window.findChild(HelpPanel)
    assert not open_window.screen_in_view().isVisible()
    assert help_panel.geometry().right() < open_window.width()
    qtbot.keyClick(open_window, Qt.Key.Key_Escape)
    assert open_window.screen_in_view().isVisible()
