"""What a person may not read is not shown: places, sections, classes, numbers and small groups.

Seen red: Ctrl+K open to a governor; the whole school offered to a teacher; the staff list shown to
a technician; a group of two shown; one small class left out that follows from the whole.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from officeapp.domain.record import ContactId
from officeapp.domain.rights import Right, may
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.gui.find_pupil import FindPupil, index_of
from officeapp.gui.main_window import MainWindow
from officeapp.gui.reports.screen import ReportsScreen
from officeapp.gui.reports.small import of_many
from officeapp.gui.screen import Place, Target
from officeapp.procedures.keep_roll import add_contact, admit, change_pupil
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import NAMES, TODAY, admission, class_of, pupil_of, take
from tests.gui.test_idle import settled, texts

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_READS = {Place.TODAY, Place.REGISTER, Place.PUPILS, Place.REPORTS, Place.SCHOOL}
_DESK = {Place.FRONT_DESK, Place.LEAVE, Place.LETTERS, Place.CLASHES}
OPEN = {
    Role.RECEPTION: _READS - {Place.REPORTS} | _DESK,
    Role.OFFICE: _READS | _DESK,
    Role.ATTENDANCE_OFFICER: _READS | _DESK,
    Role.HEAD: _READS | _DESK,
    Role.SAFEGUARDING: _READS | {Place.LETTERS, Place.CLASHES},
    Role.PASTORAL: _READS | {Place.LETTERS, Place.CLASHES},
    Role.TEACHER: {Place.REGISTER, Place.SCHOOL},
    Role.GOVERNOR: {Place.REPORTS, Place.SCHOOL},
    Role.TECHNICIAN: {Place.SCHOOL},
}


@pytest.fixture
def sit_down(qtbot, office, theme, settings):
    """Return what signs a person of a role in at a window of their own."""

    def sit(role, **changes):
        office.sign_in(office.staff.first())
        who = add_person(office, f"Some {role}", str(role), role, TODAY, **changes)
        window = MainWindow(office, theme, settings)
        qtbot.addWidget(window)
        office.sign_in(who)
        window.let_in()
        with qtbot.waitActive(window):
            window.show()
        return window

    return sit


def go_everywhere(qtbot, window):
    """Press every key that opens something, wherever the focus is; return the places seen."""
    seen = set()
    for number in range(1, 10):
        qtbot.keyClick(window, Qt.Key(ord(str(number))), CTRL)
        seen.add(window.place)
        for part in range(1, 10):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key(ord(str(part))), ALT)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "a")
    return seen


@pytest.mark.parametrize("role", Role)
def test_a_role_has_the_places_it_may_read(sit_down, role):
    window = sit_down(role)
    places = {place for place in Place if window.findChild(QAbstractButton, f"rail.{place}")}
    assert places == OPEN[role]
    for place in Place:
        window.go_to(place)
        assert window.place in OPEN[role]


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.TECHNICIAN])
def test_no_name_is_anywhere_for_who_reads_none(sit_down, qtbot, qapp, office, role):
    """Every key is pressed, then every text there is is read. Planted: Ctrl+K for all: red."""
    take(office, "3 Oak", TODAY, Session.AM, "/L/I//")
    window = sit_down(role)
    assert go_everywhere(qtbot, window) == OPEN[role]
    assert "Moorside Primary" in texts()
    pupils = [pupil.surname for pupil in office.roll.pupils().values()]
    names = [*pupils, "Berisha", "900123", "Petra", *["3 Oak"] * (role is Role.TECHNICIAN)]
    settled(qapp)
    assert [name for name in names if name in texts()] == []
    assert not window.findChild(FindPupil).isVisible()
    assert not window.findChild(QWidget, "rail.find").isVisible()


def test_a_teacher_sees_their_own_class_and_no_other(sit_down, qtbot, office):
    """Planted: the whole school offered beside it: red."""
    window = sit_down(Role.TEACHER, school_class=class_of(office, "3 Oak").id)
    go_everywhere(qtbot, window)
    window.go_to(Place.REGISTER)
    screen = window.screen_in_view()
    screen.open_on(Target(school_class=class_of(office, "R Ash").id))
    screen.show_view(replace(screen.page_view, school_class=None))
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F7)
    assert {one.surname for one in screen._page.pupils} == {name for name, _ in NAMES}
    assert "Young" not in texts()
    assert "R Ash, " not in texts()


def test_a_teacher_without_a_class_sees_nobody(sit_down):
    window = sit_down(Role.TEACHER)
    window.go_to(Place.REGISTER)
    assert window.screen_in_view()._page.pupils == []


def test_telephones_are_found_by_who_may_read_them(office):
    dana = [(Role.RECEPTION, 1), (Role.PASTORAL, 0), (Role.SAFEGUARDING, 1)]
    for role, found in dana:
        office.sign_in(replace(office.staff.first(), role=role))
        assert len(index_of(office).find("900123")) == found


@pytest.fixture
def figures(qtbot, office, services):
    """Return the rows a governor sees of a report."""

    def shown(by):
        office.sign_in(replace(office.staff.first(), role=Role.GOVERNOR))
        screen = ReportsScreen(office, services)
        qtbot.addWidget(screen)
        screen.show()
        place = ["pupil", "class", "year-group", "group", "school", "code"].index(by)
        screen._on_by(place)
        return [row.name for row in screen._rows]

    return shown


def test_figures_of_fewer_than_six_are_not_shown_without_names(office, figures):
    """R Ash has one pupil, 3 Oak six. Planted: R Ash shown: red; 3 Oak shown beside it: red."""
    take(office, "3 Oak", TODAY, Session.AM, "/L/I//")
    assert figures("class") == []
    assert figures("school") == ["Moorside Primary"]
    assert figures("code") == []


def test_a_class_of_six_is_shown_where_what_is_left_out_does_not_follow(office, figures):
    ash = class_of(office, "R Ash").id
    admit(office, [admission(f"More{n}", "A", ash, "R", 2022) for n in range(5)])
    assert figures("class") == ["R Ash", "3 Oak"]


def test_a_group_is_not_shown_where_the_rest_is_small(office, figures):
    """Planted: only small groups left out, not those that are nearly everybody: red."""
    office.sign_in(office.staff.first())
    for pupil in list(office.roll.pupils().values())[:6]:
        change_pupil(office, replace(pupil, eal=True))
    assert figures("group") == []
    office.sign_in(office.staff.first())
    ash = class_of(office, "R Ash").id
    admit(office, [admission(f"More{n}", "A", ash, "R", 2022) for n in range(5)])
    assert figures("group") == ["English as an additional language"]


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 of 40"), (1, "fewer than 6 of 40"), (5, "fewer than 6 of 40"), (6, "6 of 40")],
)
def test_a_small_count_is_said_so(number, said):
    assert of_many(number, 40) == said


PLANTED = {
    "07700 900555": Right.READ_PHONES,
    "noor@example.org": Right.READ_CONTACTS,
    "9 Quince Row": Right.READ_CONTACTS,
    "2 Hidden Lane": Right.READ_WITHHELD,
    "Pollenoid": Right.READ_MEDICAL,
}


@pytest.mark.parametrize("role", [role for role in Role if Place.PUPILS in OPEN[role]])
def test_a_pupils_page_shows_a_role_what_it_may_read(sit_down, office, qapp, role):
    """Every section of the page. Planted: e-mail shown to reception: red; history unmasked: red."""
    office.sign_in(replace(office.staff.first()))
    kaur = pupil_of(office, "Kaur")
    change_pupil(office, replace(kaur, medical="Pollenoid"))
    noor = Contact(ContactId(0), "Ms", "Kaur", "Noor", ("07700 900555",), "noor@example.org")
    add_contact(office, replace(noor, address="9 Quince Row"), mother_of(kaur, 1))
    hidden = Contact(ContactId(0), "Mr", "Kaur", "Ari", address="2 Hidden Lane")
    add_contact(office, replace(hidden, address_withheld=True), mother_of(kaur, 2))
    window = sit_down(role)
    seen = ""
    for part in range(5):
        window.go_to(Place.PUPILS, Target(pupil=kaur.id))
        page = window.screen_in_view().page
        page._on_part(part)
        assert "2 Hidden Lane" not in texts()
        page._withheld._on_act()
        for tie, _ in office.contacts.of(kaur.id) if part == 2 else ():
            page.section(page.part).show_contact(tie.id)
            seen += texts()
        seen += texts()
        page.hide_withheld()
    read = {what for what in PLANTED if what in seen}
    assert read == {what for what, right in PLANTED.items() if may(role, right)}


def mother_of(pupil, priority):
    return Tie(0, pupil.id, ContactId(0), "mother", priority)
