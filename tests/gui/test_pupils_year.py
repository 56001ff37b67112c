"""A pupil's year as half-days: what is read, what is said, where the keys go."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from officeapp.domain.school_calendar import Closure, ClosureKind
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.gui.pupil.year_cells import YearCells
from officeapp.gui.pupil.year_page import Look, read_year
from officeapp.procedures.keep_school import set_calendar
from tests.gui.conftest import TODAY, pupil_of, take

AM, PM = Session.AM, Session.PM
MONDAY = dt.date(2026, 11, 16)
YEAR = SchoolYear(2026)
CLOSED = (
    Closure(0, dt.date(2026, 8, 1), dt.date(2026, 8, 31), "summer"),
    Closure(0, dt.date(2026, 11, 17), dt.date(2026, 11, 17), "INSET", ClosureKind.INSET),
    Closure(0, dt.date(2027, 7, 19), dt.date(2027, 7, 31), "summer"),
)


@pytest.fixture
def page(office):
    """Return Kai's year: N on Monday morning, I in the afternoon, an INSET day, L today."""
    take(office, "3 Oak", MONDAY, AM, "//N///")
    take(office, "3 Oak", MONDAY, PM, "\\\\I\\\\\\")
    take(office, "3 Oak", TODAY, AM, "//L///")
    set_calendar(office, list(CLOSED))
    return read_year(office, pupil_of(office, "Johnson"), YEAR)


@pytest.fixture
def cells(qtbot, page, theme):
    """Return the year on the screen, the cursor on today's morning."""
    cells = YearCells(theme)
    qtbot.addWidget(cells)
    cells.resize(800, 200)
    cells.show_page(page, TODAY)
    cells.show()
    return cells


def at(page, day, session=AM):
    week, slot = page.place_of(day, session)
    return page.weeks[week][slot]


def test_the_weeks_run_from_the_first_school_day_to_the_last(page):
    assert (page.mondays[0], page.mondays[-1]) == (dt.date(2026, 8, 31), dt.date(2027, 7, 12))


@pytest.mark.parametrize(
    ("day", "session", "look", "letter"),
    [
        (MONDAY, AM, Look.UNEXPLAINED, "N"),
        (MONDAY, PM, Look.AUTHORISED, "I"),
        (dt.date(2026, 11, 17), AM, Look.CLOSED, ""),
        (TODAY, AM, Look.LATE, "L"),
        (TODAY, PM, Look.TO_COME, ""),
        (dt.date(2026, 11, 13), PM, Look.UNMARKED, ""),
        (dt.date(2026, 8, 31), AM, Look.ELSEWHERE, ""),
    ],
)
def test_each_half_day_looks_as_what_stands_in_it(page, day, session, look, letter):
    half = at(page, day, session)
    assert (half.look, half.letter) == (look, letter)


def test_presence_is_quiet(office):
    take(office, "3 Oak", MONDAY, AM, "//////")
    half = at(read_year(office, pupil_of(office, "Kaur"), YEAR), MONDAY)
    assert (half.look, half.code, half.letter) == (Look.ATTENDED, "/", "")


def test_a_mark_on_a_day_closed_later_is_kept_in_sight(office, page):
    closed = Closure(0, MONDAY, MONDAY, "boiler", ClosureKind.CLOSURE)
    set_calendar(office, [*CLOSED, closed])
    half = at(read_year(office, pupil_of(office, "Johnson"), YEAR), MONDAY)
    assert (half.look, half.letter) == (Look.CLOSED, "N")
    assert half.said == "closed, boiler; N was marked and is kept"


def test_a_half_day_is_said_whole(cells):
    assert cells.spoken() == "Wednesday 18 November 2026, morning: L, late"
    assert cells.accessibleDescription() == cells.spoken()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ([Qt.Key.Key_Up] * 3, "Monday 16 November 2026, afternoon: I, ill: authorised"),
        ([Qt.Key.Key_Down], "Wednesday 18 November 2026, afternoon: still to come"),
        (
            [Qt.Key.Key_Left],
            "Wednesday 11 November 2026, morning: not marked: counts nowhere",
        ),
        ([Qt.Key.Key_Up] * 2, "Tuesday 17 November 2026, morning: closed, INSET"),
        ([Qt.Key.Key_End], "Wednesday 14 July 2027, morning: still to come"),
        (
            [Qt.Key.Key_Home] + [Qt.Key.Key_Up] * 9,
            "Monday 31 August 2026, morning: not on the roll",
        ),
    ],
)
def test_the_keys_walk_through_the_year(cells, qtbot, keys, said):
    for key in keys:
        qtbot.keyClick(cells, key)
    assert cells.spoken() == said


def test_enter_opens_the_session(cells, qtbot):
    with qtbot.waitSignal(cells.session_chosen) as chosen:
        qtbot.keyClick(cells, Qt.Key.Key_Return)
    assert chosen.args == [TODAY, AM]


def test_the_pointer_finds_the_half_day_that_is_painted_there(cells, page):
    for week in range(len(page.weeks)):
        for slot in range(10):
            if page.weeks[week][slot] is not None:
                assert cells.place_at(cells.area(week, slot).center()) == (week, slot)


def test_a_narrow_year_is_cut_into_bands_and_nothing_is_lost(cells, page):
    high = cells.height()
    cells.resize(420, cells.height())
    assert cells.height() > 1.9 * high
    areas = [cells.area(week, slot) for week in range(len(page.weeks)) for slot in range(10)]
    assert all(cells.rect().contains(area) for area in areas)
    assert len({(area.x(), area.y()) for area in areas}) == len(areas)


def test_an_unauthorised_half_day_is_painted_in_its_colour(cells, page, theme):
    week, slot = page.place_of(MONDAY, AM)
    picture = cells.grab().toImage()
    corner = cells.area(week, slot).topLeft()
    assert picture.pixelColor(corner) == theme.colour("unauthorised.fill")


def test_a_year_without_a_calendar_shows_every_week(office):
    page = read_year(office, pupil_of(office, "Johnson"), YEAR)
    assert len(page.weeks) == 52
