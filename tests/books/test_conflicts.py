from __future__ import annotations

import datetime as dt
from dataclasses import replace

from officeapp.books.conflicts import conflicts, marks_within
from officeapp.domain.school_calendar import EVERY_SITE, Closure, ClosureKind
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.procedures.keep_school import set_calendar
from tests.builders import a_class, take
from tests.conftest import MONDAY

YEAR = SchoolYear(2026)
AM, PM = Session.AM, Session.PM
TUESDAY = MONDAY + dt.timedelta(days=1)


def closed(first: dt.date, last: dt.date, **changes) -> Closure:
    return Closure(0, first, last, "Boiler", ClosureKind.CLOSURE, **changes)


def test_marks_on_a_day_closed_since_are_listed_and_kept(office):
    oak, pupils = a_class(office)
    take(office, oak, MONDAY, AM, "/L.")
    take(office, oak, TUESDAY, PM, "\\\\\\")
    set_calendar(office, [closed(MONDAY, MONDAY)])
    (found,) = conflicts(office, YEAR)
    assert (found.day, found.school_class, found.why) == (MONDAY, oak.id, "Boiler")
    assert (found.marks, found.pupils, found.pupil) == (2, 2, pupils[0].id)
    assert office.register.standing(pupils[1].id, MONDAY, AM).code == "L"


def test_a_closure_for_other_year_groups_is_no_conflict(office):
    oak, _ = a_class(office)
    take(office, oak, MONDAY, AM, "///")
    set_calendar(office, [closed(MONDAY, MONDAY, year_groups=frozenset({"R"}))])
    assert conflicts(office, YEAR) == []


def test_a_planned_closure_that_was_marked_so_is_no_conflict(office):
    oak, _ = a_class(office)
    take(office, oak, MONDAY, AM, "###")
    set_calendar(office, [closed(MONDAY, MONDAY)])
    assert conflicts(office, YEAR) == []


def test_taking_the_closure_back_leaves_nothing_listed(office):
    oak, _ = a_class(office)
    take(office, oak, MONDAY, AM, "///")
    set_calendar(office, [closed(MONDAY, TUESDAY)])
    (closure,) = office.calendar.closures()
    set_calendar(office, [replace(closure, gone=True)])
    assert conflicts(office, YEAR) == []


def test_marks_are_counted_for_some_days_sites_and_year_groups(office):
    oak, _ = a_class(office)
    take(office, oak, MONDAY, AM, "/L.")
    take(office, oak, TUESDAY, PM, "\\\\\\")
    sites = [site.id for site in office.school.sites()]
    assert marks_within(office, Span(MONDAY, TUESDAY), sites, ()) == (5, 3)
    assert marks_within(office, Span(MONDAY, MONDAY), sites, {"3"}) == (2, 2)
    assert marks_within(office, Span(MONDAY, TUESDAY), sites, {"R"}) == (0, 0)
    assert marks_within(office, Span(MONDAY, TUESDAY), [EVERY_SITE], ()) == (0, 0)
