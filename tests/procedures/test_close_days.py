"""Planned closures: `#` for the whole school, and for year groups once that is confirmed."""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.figures import of_pupil, totals
from officeapp.domain.register import Mark
from officeapp.domain.rights import Right
from officeapp.domain.school_calendar import EVERY_SITE, Closure, ClosureKind
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.close_days import PartialClosureError, close_days, closure_doubt
from officeapp.procedures.keep_roll import Admission, admit
from officeapp.procedures.keep_school import add_site
from tests.builders import SINCE, a_class, a_pupil, take

MONDAY = dt.date(2026, 11, 16)
TUESDAY = MONDAY + dt.timedelta(days=1)


def closed(day=MONDAY, *year_groups, site=EVERY_SITE):
    groups = frozenset(year_groups)
    return Closure(0, day, day, "Induction", ClosureKind.CLOSURE, site, groups)


def reception(office, school_class):
    """Admit a pupil of Reception to a class of Year 3."""
    [pupil] = admit(office, [Admission(a_pupil("Young", "Ada"), SINCE, school_class.id, "R")])
    return pupil


def test_a_day_closed_for_the_whole_school_counts_for_nobody(office):
    school_class, _ = a_class(office)
    take(office, school_class, TUESDAY, Session.AM, "//I")
    before = totals(office, Span(MONDAY, TUESDAY)).school
    close_days(office, closed())
    after = totals(office, Span(MONDAY, TUESDAY)).school
    assert (after.possible, after.attended) == (before.possible, before.attended) == (3, 2)
    assert before.unmarked - after.unmarked == 6


def test_a_day_closed_for_a_year_group_counts_for_the_others(office):
    school_class, [older, *_] = a_class(office)
    ada = reception(office, school_class)
    close_days(office, closed(MONDAY, "R"), confirmed=True)
    take(office, school_class, TUESDAY, Session.AM, "////")
    span = Span(MONDAY, TUESDAY)
    assert of_pupil(office, ada, span).as_dict() | {"late": 0} == {
        "possible": 1, "attended": 1, "authorised": 0, "unauthorised": 0, "late": 0, "unmarked": 1
    }  # fmt: skip
    assert of_pupil(office, older, span).unmarked == 3


def test_for_some_year_groups_a_person_is_told_and_may_go_on(office):
    school_class, _ = a_class(office)
    reception(office, school_class)
    with pytest.raises(PartialClosureError, match=r"whole school; .* Confirm it to go on\."):
        close_days(office, closed(MONDAY, "R"))
    assert office.calendar.closures() == []
    close_days(office, closed(MONDAY, "R"), confirmed=True)
    assert [one.why for one in office.calendar.closures()] == ["Induction"]


def test_every_year_group_there_is_makes_the_whole_school(office):
    school_class, _ = a_class(office)
    assert closure_doubt(office, closed(MONDAY, "3")) == ""
    reception(office, school_class)
    assert closure_doubt(office, closed(MONDAY, "3"))
    assert closure_doubt(office, closed(MONDAY, "3", "R")) == ""


def test_before_the_2024_regulations_a_part_could_be_closed(office):
    school_class, _ = a_class(office)
    reception(office, school_class)
    assert closure_doubt(office, closed(dt.date(2024, 7, 1), "R")) == ""


def test_one_of_two_sites_is_a_part_of_the_school(office):
    site = office.school.sites()[0].id
    assert closure_doubt(office, closed(site=site)) == ""
    add_site(office, "Annexe")
    assert closure_doubt(office, closed(site=site))


def test_a_written_planned_closure_never_counts(office):
    _, [zara, *_] = a_class(office)
    with office.writing("import-marks", Right.IMPORT_LISTS) as act:
        office.register.enter(act, Mark(zara.id, MONDAY, Session.AM, "#"))
    found = of_pupil(office, zara, Span(MONDAY, MONDAY))
    assert (found.possible, found.attended, found.absent, found.unmarked) == (0, 0, 0, 1)


def test_a_register_taken_before_the_closure_is_kept(office):
    school_class, [zara, *_] = a_class(office)
    take(office, school_class, MONDAY, Session.AM, "///")
    close_days(office, closed())
    assert office.register.standing(zara.id, MONDAY, Session.AM).code == "/"
    assert of_pupil(office, zara, Span(MONDAY, MONDAY)).possible == 0
