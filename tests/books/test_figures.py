"""Figures asked of a real file: parts add up, classes of the day, and where figures stop."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from officeapp.books import figures
from officeapp.domain.attendance import NO_SESSIONS, Figures
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.roll import Placement
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.procedures.keep_roll import add_class, change_enrolment, place
from officeapp.procedures.keep_school import set_calendar
from tests.builders import a_class, take
from tests.conftest import MONDAY

FRIDAY = MONDAY + dt.timedelta(days=4)
WEEK = Span(MONDAY, FRIDAY)
YEAR = SchoolYear(2026).span


def test_a_week_of_three_pupils_adds_up_every_way(office):
    oak, pupils = a_class(office, pupil_premium=True)
    take(office, oak, MONDAY, Session.AM, "/LI")
    take(office, oak, MONDAY, Session.PM, "\\U.")
    found = figures.totals(office, Span(MONDAY, MONDAY))
    expected = Figures(possible=5, attended=3, authorised=1, unauthorised=1, late=2, unmarked=1)
    assert found.school == expected
    assert found.by_class == {oak.id: expected}
    assert found.by_year_group == {"3": expected}
    assert found.by_group == {"PP": expected}
    assert sum(found.by_pupil.values(), NO_SESSIONS) == expected
    assert found.by_code == {"/": 1, "L": 1, "I": 1, "\\": 1, "U": 1}
    assert figures.of_pupil(office, pupils[0], Span(MONDAY, MONDAY)).attended == 2


def test_figures_stop_at_the_last_session_that_has_begun(office, clock):
    a_class(office, pupils=1)
    clock.now = dt.datetime(2026, 11, 16, 9, 30, tzinfo=dt.UTC)
    assert figures.totals(office, WEEK).school.unmarked == 1
    clock.now = dt.datetime(2026, 11, 16, 13, 0, tzinfo=dt.UTC)
    assert figures.totals(office, WEEK).school.unmarked == 2


def test_a_leaver_counts_while_on_roll_last_day_included(office):
    """Planted: the last day left out: red."""
    _, pupils = a_class(office, pupils=1)
    enrolment = office.roll.enrolments(pupils[0].id)[0]
    change_enrolment(office, replace(enrolment, last=MONDAY, ground="moved away"))
    assert figures.totals(office, WEEK).school.unmarked == 2


def test_a_pupil_counts_in_the_class_of_the_day(office):
    oak, pupils = a_class(office, pupils=1)
    elm = add_class(office, "4 Elm", oak.site)
    wednesday = MONDAY + dt.timedelta(days=2)
    place(office, [Placement(0, pupils[0].id, wednesday, elm.id, "4")])
    found = figures.totals(office, WEEK)
    assert {one: mine.unmarked for one, mine in found.by_class.items()} == {oak.id: 4, elm.id: 6}
    assert found.by_year_group.keys() == {"3", "4"}


def test_a_closed_day_counts_nothing_and_its_marks_are_kept(office):
    oak, pupils = a_class(office, pupils=1)
    take(office, oak, MONDAY, Session.AM, "/")
    set_calendar(office, [Closure(0, MONDAY, MONDAY, "boiler")])
    assert figures.totals(office, Span(MONDAY, MONDAY)).school == NO_SESSIONS
    assert office.register.standing(pupils[0].id, MONDAY, Session.AM).code == "/"


def test_figures_beside_a_name(office):
    oak, pupils = a_class(office, pupils=1)
    for day in WEEK.days():
        take(office, oak, day, Session.AM, "O" if day.weekday() < 3 else "U")
        take(office, oak, day, Session.PM, "\\")
    found = figures.beside(office, pupils, FRIDAY)[pupils[0].id]
    assert (found.window, found.late, found.year.attended) == (5, 2, 5)


def test_what_a_figure_rests_on(office):
    oak, pupils = a_class(office, pupils=1)
    take(office, oak, MONDAY, Session.AM, "O")
    take(office, oak, MONDAY, Session.PM, "U")
    rests = figures.rests_on(office, pupils[0], YEAR, "OU")
    assert rests == [(MONDAY, Session.AM, "O"), (MONDAY, Session.PM, "U")]


def test_the_window_counts_over_the_summer(office, clock):
    """Ten sessions, two of them before the summer: E4 of the worked examples."""
    oak, pupils = a_class(office, pupils=1)
    enrolment = office.roll.enrolments(pupils[0].id)[0]
    change_enrolment(office, replace(enrolment, first=dt.date(2026, 4, 13)))
    clock.now = dt.datetime(2026, 9, 18, 16, 0, tzinfo=dt.UTC)
    summer = Closure(0, dt.date(2026, 7, 18), dt.date(2026, 8, 31), "summer", line=UNWRITTEN)
    set_calendar(office, [summer])
    take(office, oak, dt.date(2026, 7, 17), Session.AM, "O")
    take(office, oak, dt.date(2026, 7, 17), Session.PM, "O")
    for day in Span(dt.date(2026, 9, 14), dt.date(2026, 9, 17)).days():
        take(office, oak, day, Session.AM, "G")
        take(office, oak, day, Session.PM, "G")
    found = figures.beside(office, pupils, dt.date(2026, 9, 18))[pupils[0].id]
    assert found.window == 10


def test_a_tenth_session_in_the_eleventh_week_does_not_make_ten(office):
    """Planted: a window of eleven weeks: red."""
    oak, pupils = a_class(office, pupils=1)
    mondays = [MONDAY - dt.timedelta(weeks=n) for n in range(10, -1, -1)]
    for day in (*mondays[:9], mondays[10]):
        take(office, oak, day, Session.AM, "O")
    found = figures.beside(office, pupils, mondays[10])[pupils[0].id]
    assert found.window == 9
