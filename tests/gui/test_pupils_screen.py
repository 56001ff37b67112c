"""The Pupils screen: finding, opening, figures that open their sums, going back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.gui.main_window import MainWindow
from officeapp.gui.places import PLACES
from officeapp.gui.pupil.page import Part
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import RecordView
from officeapp.procedures.keep_roll import change_enrolment, change_pupil
from officeapp.procedures.keep_school import add_person, set_calendar
from tests.gui.conftest import TODAY, class_of, pupil_of, take

AM, PM = Session.AM, Session.PM
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
MONDAY = dt.date(2026, 11, 16)


@pytest.fixture
def screen(qtbot, office, services):
    """Return the screen of a school in which Kai missed two sessions and was late for one."""
    autumn = Closure(0, dt.date(2026, 10, 26), dt.date(2026, 10, 30), "half term")
    set_calendar(office, [autumn])
    take(office, "3 Oak", MONDAY, AM, "//N///")
    take(office, "3 Oak", MONDAY, PM, "\\\\I\\\\\\")
    take(office, "3 Oak", TODAY, AM, "//L///")
    screen = PupilsScreen(office, services)
    office.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=pupil_of(office, "Johnson").id))
    return screen


def text(screen, name):
    return screen.findChild(QLabel, name).text()


def is_hidden(screen, name):
    return screen.findChild(QWidget, name).isHidden()


def names(screen):
    return [one.name for one in screen.list.pupils]


def rows(screen, name):
    """Return the rows of a list as shown."""
    table = screen.findChild(RecordView, name).table
    return [tuple(column.text(one) for column in table.columns) for one in table.records]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dabr", ["Dąbrowski, Jan"]),
        ("sian one", ["O'Neill, Siân"]),
        ("lily", ["Smith-Jones, Lily-Mae"]),
        ("r ash", ["Young, Ada"]),
        ("zzz", []),
    ],
)
def test_the_list_is_filtered_by_any_part_of_a_name_or_class(screen, qtbot, typed, found):
    qtbot.keyClicks(screen.list.search, typed)
    assert names(screen) == found
    assert screen.page.pupil.surname == "Johnson"


def test_a_upn_finds_its_pupil(screen, office, qtbot):
    change_pupil(office, replace(pupil_of(office, "Kaur"), upn="H801200001001"))
    qtbot.keyClicks(screen.list.search, "1200001")
    assert names(screen) == ["Kaur, Simran"]


def test_a_class_is_chosen_and_leavers_come_when_asked_for(screen, office, qtbot):
    (time,) = office.roll.enrolments(pupil_of(office, "Abbasi").id)
    change_enrolment(office, replace(time, last=dt.date(2026, 10, 16), ground="moved away"))
    classes = screen.findChild(QComboBox, "pupils.class")
    classes.setCurrentIndex(classes.findText("3 Oak"))
    classes.activated.emit(classes.currentIndex())
    assert "Abbasi, Zara" not in names(screen)
    assert "Young, Ada" not in names(screen)
    screen.findChild(QCheckBox, "pupils.leavers").click()
    assert ("Abbasi, Zara", "left 16 Oct 2026") in rows(screen, "pupils.list")


def test_enter_in_the_filter_opens_who_fits_and_esc_goes_back_step_by_step(screen, qtbot):
    qtbot.keyClicks(screen.list.search, "kaur")
    qtbot.keyClick(screen.list.search, Qt.Key.Key_Return)
    assert screen.page.pupil.surname == "Kaur"
    assert screen.focusWidget().objectName() == "pupils.attendance"
    places = []
    while screen.step_back():
        places.append(screen.focusWidget().objectName())
    assert places == ["pupils.list", "pupils.search", "pupils.search"]
    assert len(names(screen)) == 7


def test_the_arrows_of_the_list_open_pupil_after_pupil(screen, qtbot):
    screen.list.list.setFocus()
    qtbot.keyClick(screen.list.list, Qt.Key.Key_Down)
    assert text(screen, "pupils.name") == "Simran Kaur"
    qtbot.keyClick(screen.list.list, Qt.Key.Key_PageUp, CTRL)
    assert text(screen, "pupils.name") == "Kai Johnson"


def test_the_head_says_who_it_is(screen, office):
    card = replace(
        pupil_of(office, "Johnson"), sen="K", pupil_premium=True, medical="Asthma: blue inhaler"
    )
    change_pupil(office, card)
    assert text(screen, "pupils.name") == "Kai Johnson"
    assert text(screen, "pupils.about") == "3 Oak  ·  Year 3  ·  age 8  ·  PP  ·  SEN K"
    assert text(screen, "pupils.medical") == "Asthma: blue inhaler"


def test_a_child_below_school_age_is_said_to_be_so(screen, office):
    screen.show_pupil(pupil_of(office, "Young").id)
    assert "age 4  ·  of school age from Fri 31 Dec" in text(screen, "pupils.about")


def tile(screen, name):
    """Return what a figure says, as a screen reader reads it."""
    part = screen.findChild(QAbstractButton, f"pupils.{name}")
    return f"{part.accessibleName()}: {part.accessibleDescription()}"


def test_four_figures_each_with_what_it_rests_on(screen):
    few = "1 of 3 sessions attendance this year: too few sessions for a share"
    assert tile(screen, "attendance") == few
    assert tile(screen, "unauthorised") == (
        "1 unauthorised, last ten school weeks: since Mon 7 Sep"
    )
    assert tile(screen, "lates") == "1 late this half term: since Mon 2 Nov"


def test_unmarked_sessions_are_shown_apart(screen, office):
    figure, _, rest = tile(screen, "unmarked").partition(" ")
    line_up = office.register.line(screen.page.pupil.id, SchoolYear(2026))
    assert int(figure) > 90
    assert rest == "sessions not marked: count nowhere"
    assert line_up.count(".") > int(figure)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("attendance", [("Mon 16 Nov pm", "I", "ill: authorised"), MONDAY_N := (
            "Mon 16 Nov am", "N", "no reason yet")]),
        ("unauthorised", [MONDAY_N]),
        ("lates", [("Wed 18 Nov am", "L", "late")]),
    ],
)  # fmt: skip
def test_a_figure_opens_the_sessions_it_rests_on(screen, qtbot, name, found):
    figure = screen.findChild(QAbstractButton, f"pupils.{name}")
    qtbot.keyClick(figure, Qt.Key.Key_Space)
    assert rows(screen, "pupils.sum") == found
    assert screen.focusWidget().objectName() == "pupils.sum"
    assert screen.step_back()
    assert screen.focusWidget() is figure


def test_the_years_sum_is_shown_whole_when_asked_for(screen):
    screen.findChild(QAbstractButton, "pupils.sum.all").click()
    assert [row[:2] for row in rows(screen, "pupils.sum")] == [
        ("Wed 18 Nov am", "L"),
        ("Mon 16 Nov pm", "I"),
        ("Mon 16 Nov am", "N"),
    ]


def test_enter_on_a_session_goes_to_the_register_of_that_day(screen, office, qtbot, gone_to):
    qtbot.keyClick(screen.findChild(QAbstractButton, "pupils.unauthorised"), Qt.Key.Key_Space)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    kai, oak = pupil_of(office, "Johnson").id, class_of(office, "3 Oak").id
    assert gone_to == [(Place.REGISTER, Target(kai, oak, MONDAY, AM))]


def test_an_earlier_year_is_read_with_alt_and_an_arrow(screen, office, qtbot):
    (time,) = office.roll.enrolments(screen.page.pupil.id)
    change_enrolment(office, replace(time, first=dt.date(2025, 9, 1)))
    take(office, "3 Oak", dt.date(2026, 6, 15), AM, "O")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Left, ALT)
    assert screen.findChild(QComboBox, "pupils.years").currentText() == "2025/26"
    assert text(screen, "pupils.year.words").startswith("0 of 1 possible sessions is 0.0%.")
    assert rows(screen, "pupils.sum") == [("Mon 15 Jun am", "O", "unauthorised")]
    said = text(screen, "pupils.year.said")
    assert said == "Friday 31 July 2026, morning: not marked: counts nowhere"


def test_a_leaver_opens_on_the_last_year_in_school(screen, office):
    (time,) = office.roll.enrolments(pupil_of(office, "Abbasi").id)
    spring = replace(time, first=dt.date(2025, 9, 1), last=dt.date(2026, 4, 2), ground="moved")
    change_enrolment(office, spring)
    take(office, "3 Oak", dt.date(2025, 10, 6), AM, "/")
    screen.show_pupil(pupil_of(office, "Abbasi").id)
    assert screen.findChild(QComboBox, "pupils.years").currentText() == "2025/26"
    assert text(screen, "pupils.about").startswith("left 2 Apr 2026")


def test_a_mark_written_elsewhere_is_seen_at_once(screen, office):
    take(office, "3 Oak", TODAY - dt.timedelta(days=1), AM, "//O///")
    assert tile(screen, "unauthorised").startswith("2 ")


def test_alt_and_a_digit_open_a_section(screen, qtbot):
    for key, part, first in (
        (Qt.Key.Key_2, Part.CARD, "pupils.card.legal-surname"),
        (Qt.Key.Key_3, Part.CONTACTS, "pupils.contacts"),
        (Qt.Key.Key_4, Part.ROLL, "pupils.roll.times"),
        (Qt.Key.Key_5, Part.HISTORY, "pupils.history"),
        (Qt.Key.Key_1, Part.ATTENDANCE, "pupils.attendance"),
    ):
        qtbot.keyClick(screen.focusWidget(), key, ALT)
        assert (screen.page.part, screen.focusWidget().objectName()) == (part, first)


def test_a_narrow_window_shows_the_list_or_the_pupil(screen, qtbot):
    screen.resize(600, 600)
    qtbot.waitUntil(lambda: not screen.list.isVisible())
    assert screen.page.isVisible()
    assert screen.minimumSizeHint().width() <= 600
    assert screen.step_back()
    assert (screen.list.isVisible(), screen.page.isVisible()) == (True, False)


def test_who_may_not_change_cards_reads_them(qtbot, office, services):
    add_person(office, "Sam Osei", "Teaching assistant", Role.TEACHER, TODAY)
    office.sign_in(office.staff.named("Sam Osei", TODAY))
    screen = PupilsScreen(office, services)
    qtbot.addWidget(screen)
    screen.show()
    screen.open_on(Target(pupil=pupil_of(office, "Johnson").id))
    for part in Part:
        screen.page.show_part(part)
    fields = [field for field in screen.findChildren(QLineEdit) if "card" in field.objectName()]
    assert {field.isReadOnly() for field in fields if field.isVisibleTo(screen.page)} <= {True}
    hidden = ("pupils.new", "pupils.contacts.add", "pupils.roll.leaves", "pupils.roll.change")
    assert [is_hidden(screen, name) for name in hidden] == [True] * 4
    assert not is_hidden(screen, "pupils.read-only")


def test_a_pupil_found_with_ctrl_k_lands_here(qtbot, office, theme, settings):
    window = MainWindow(office, theme, settings, PLACES)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    office.sign_in(office.staff.first())
    window.let_in()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    field = window.findChild(QLineEdit, "find.text")
    qtbot.keyClicks(field, "kaur")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.place is Place.PUPILS
    assert text(window, "pupils.name") == "Simran Kaur"
