from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QPushButton

from officeapp.domain.attendance import total
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session, Span
from officeapp.gui.reports import rows as r
from officeapp.gui.reports.screen import ReportsScreen
from officeapp.gui.reports.spans import span_called
from officeapp.gui.tables import RecordView
from officeapp.gui.widgets.cards import FigureTile
from officeapp.procedures.keep_roll import admit
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY, admission, class_of, pupil_of, take

MONDAY = TODAY - dt.timedelta(days=2)
TUESDAY = MONDAY + dt.timedelta(days=1)
TWO_DAYS = Span(MONDAY, TUESDAY)
AM, PM = Session


@pytest.fixture
def marked(office):
    """Zara, Jan, Kai, Simran, Siân, Lily-Mae: two days, and Ada in Reception."""
    take(office, "3 Oak", MONDAY, AM, "/NLI//")
    take(office, "3 Oak", MONDAY, PM, "\\O\\I\\\\")
    take(office, "3 Oak", TUESDAY, AM, "/O/./U")
    take(office, "3 Oak", TUESDAY, PM, "\\O\\\\\\\\")
    take(office, "R Ash", MONDAY, AM, "I")
    return office


@pytest.fixture
def reports(qtbot, marked, services):
    return shown(qtbot, marked, services)


def shown(qtbot, office, services):
    screen = ReportsScreen(office, services)
    qtbot.addWidget(screen)
    screen.resize(1160, 740)
    screen.show()
    for name, day in (("reports.first", MONDAY), ("reports.last", TUESDAY)):
        field: Any = screen.findChild(QDateEdit, name)
        field.setDate(QDate(day.year, day.month, day.day))
    return screen


def view(screen, name="reports.rows"):
    return screen.findChild(RecordView, name)


def names(screen, name="reports.rows"):
    return [row.name for row in view(screen, name).table.records]


def words(screen):
    return screen.findChild(QLabel, "reports.sum.words").text()


@pytest.mark.parametrize("by", [r.By.CLASS, r.By.YEAR_GROUP, r.By.SCHOOL])
def test_figures_of_many_are_the_sum_of_their_pupils(marked, by):
    for row in r.rows(marked, by, TWO_DAYS):
        pupils = r.made_of(marked, row, TWO_DAYS)
        assert total(one.figures for one in pupils) == row.figures


def test_a_code_is_the_sum_of_its_pupils(marked):
    for row in r.rows(marked, r.By.CODE, TWO_DAYS):
        pupils = r.made_of(marked, row, TWO_DAYS)
        assert sum(one.figures.possible for one in pupils) == row.figures.possible


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (r.Kind.ATTENDED, "attended"),
        (r.Kind.AUTHORISED, "authorised"),
        (r.Kind.UNAUTHORISED, "unauthorised"),
        (r.Kind.LATE, "late"),
        (r.Kind.UNMARKED, "unmarked"),
    ],
)
def test_every_figure_of_a_pupil_rests_on_as_many_sessions(marked, kind, name):
    for row in r.rows(marked, r.By.PUPIL, TWO_DAYS):
        pupil = marked.roll.pupil(row.key)
        assert len(r.sessions(marked, pupil, TWO_DAYS, kind)) == getattr(row.figures, name)


def test_a_pupil_below_school_age_is_never_persistent(marked):
    flags = {row.name: row.flag for row in r.rows(marked, r.By.PUPIL, TWO_DAYS)}
    assert flags["Dąbrowski, Jan"] is r.Flag.SEVERE
    assert flags["Smith-Jones, Lily-Mae"] is r.Flag.PERSISTENT
    assert flags["Young, Ada"] is r.Flag.NONE


def test_only_days_in_a_class_count_for_it(marked):
    ash = class_of(marked, "R Ash").id
    found = r.rows(marked, r.By.PUPIL, TWO_DAYS, r.in_class(ash))
    assert [row.name for row in found] == ["Young, Ada"]


def test_enter_on_a_pupil_opens_the_sum(reports, qtbot):
    table = view(reports)
    table.setFocus()
    table.selectRow(names(reports).index("Kaur, Simran"))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert words(reports) == (
        "1 attended + 2 authorised + 0 unauthorised = 3 possible. 1 of 3 is 33.3%. "
        "1 not marked: they count nowhere."
    )
    codes = [one.code for one in view(reports, "reports.sum.sessions").table.records]
    assert codes == ["I", "I"]


def test_a_figure_of_the_sum_shows_its_sessions(reports, qtbot):
    view(reports).selectRow(names(reports).index("Kaur, Simran"))
    qtbot.keyClick(view(reports), Qt.Key.Key_Return)
    reports.findChild(QPushButton, "reports.sum.unmarked").click()
    (one,) = view(reports, "reports.sum.sessions").table.records
    assert (one.day, one.session, one.counts_as) == (TUESDAY, AM, "not marked: counts nowhere")


def test_a_class_opens_its_pupils_and_a_pupil_the_sessions(reports, qtbot):
    qtbot.keyClick(reports, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    view(reports).selectRow(names(reports).index("3 Oak"))
    qtbot.keyClick(view(reports), Qt.Key.Key_Return)
    pupils = view(reports, "reports.sum.pupils")
    assert pupils.current().name == "Dąbrowski, Jan"
    qtbot.keyClick(pupils, Qt.Key.Key_Return)
    assert words(reports).startswith("0 attended + 0 authorised + 4 unauthorised = 4 possible.")


def test_a_code_opens_who_has_it_and_when(reports, qtbot):
    qtbot.keyClick(reports, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    table = view(reports, "reports.codes")
    table.selectRow(names(reports, "reports.codes").index("O"))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    counts = view(reports, "reports.sum.counts")
    assert [(row.name, row.figures.possible) for row in counts.table.records] == [
        ("Dąbrowski, Jan", 3)
    ]
    qtbot.keyClick(counts, Qt.Key.Key_Return)
    assert len(view(reports, "reports.sum.sessions").table.records) == 3


def test_esc_closes_the_sum_and_goes_back_to_the_row(reports, qtbot):
    view(reports).selectRow(2)
    qtbot.keyClick(view(reports), Qt.Key.Key_Return)
    assert reports.step_back()
    assert view(reports).hasFocus()
    assert view(reports).currentIndex().row() == 2
    assert not reports.step_back()


def test_the_persistent_are_one_key_away(reports):
    reports.findChild(FigureTile, "reports.persistent").click()
    assert names(reports) == ["Dąbrowski, Jan", "Kaur, Simran", "Smith-Jones, Lily-Mae"]
    assert reports.step_back()
    assert len(names(reports)) == 7


def test_the_whole_opens_its_sum_too(reports):
    reports.findChild(FigureTile, "reports.attendance").click()
    assert words(reports).startswith("16 attended + 3 authorised + 5 unauthorised = 24 possible.")


def test_one_class_can_be_looked_at_alone(reports):
    classes = reports.findChild(QComboBox, "reports.class")
    classes.setCurrentIndex(classes.findText("R Ash"))
    classes.activated.emit(classes.currentIndex())
    assert names(reports) == ["Young, Ada"]


def test_a_correction_is_in_the_figures_at_once(reports, marked):
    from officeapp.procedures.amend_mark import amend_mark

    kaur = pupil_of(marked, "Kaur").id
    amend_mark(marked, marked.register.standing(kaur, MONDAY, AM), "/", "seen in class")
    reports.books_changed(reports.shows)
    found = {row.name: row.figures.attended for row in view(reports).table.records}
    assert found["Kaur, Simran"] == 2


def test_somebody_who_may_not_read_names_sees_none(qtbot, marked, services):
    ash = class_of(marked, "R Ash").id
    admit(marked, [admission(f"More{n}", "A", ash, "R", 2022) for n in range(5)])
    marked.sign_in(add_person(marked, "Gil Ross", "Governor", Role.GOVERNOR, TODAY))
    screen = shown(qtbot, marked, services)
    assert names(screen) == ["R Ash", "3 Oak"]
    assert not screen.findChild(QPushButton, "reports.by.pupil").isVisible()
    qtbot.keyClick(view(screen), Qt.Key.Key_Return)
    assert view(screen, "reports.sum.pupils").table.records == ()


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("This school year", dt.date(2026, 8, 1), TODAY),
        ("This week", MONDAY, TODAY),
        ("Last week", dt.date(2026, 11, 9), dt.date(2026, 11, 15)),
        ("Last school year", dt.date(2025, 8, 1), dt.date(2026, 7, 31)),
    ],
)
def test_ready_made_spans_are_counted_from_today(office, name, first, last):
    assert span_called(office, name) == Span(first, last)
