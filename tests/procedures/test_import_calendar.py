"""A calendar file and the calendar.

Seen red: an update that left the old days closed, a calendar of one site that moved another's, a
day of a series that stayed when the series lost it, marks on a closed day not said.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.act import Book
from officeapp.domain.lists import CalendarEntry, MarkRow, Named, Reading, years_near
from officeapp.domain.record import SiteId
from officeapp.domain.school_calendar import EVERY_SITE, ClosureKind
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.exchange.calendars import calendar_of
from officeapp.procedures.import_calendar import import_calendar
from officeapp.procedures.keep_roll import change_placement
from officeapp.procedures.keep_school import add_site
from officeapp.procedures.plan_calendar import Aim, TermsForAllError
from officeapp.procedures.plan_days import plan_calendar
from officeapp.procedures.plan_marks import plan_marks
from tests.builders import a_class, take
from tests.conftest import MONDAY

TUESDAY, FRIDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=4)
WEEK = CalendarEntry(2, "u1", "Half term", Span(MONDAY, FRIDAY))


def bring_in(office, *entries, **aim):
    made = plan_calendar(office, Reading(list(entries)), Aim(**aim))
    import_calendar(office, made)
    return made


def counts(plan):
    found = plan.preview
    return found.added, found.changed, found.unchanged, len(found.refused)


def is_open(office, day, site=None, year_group="3"):
    return office.calendar.of(site or office.school.sites()[0].id, year_group).is_open(day)


def test_an_entry_closes_its_days_in_one_act(office):
    heard: list[frozenset[Book]] = []
    office.on_change(heard.append)
    plan = bring_in(office, WEEK)
    assert counts(plan) == (1, 0, 0, 0)
    assert plan.closed == [MONDAY + dt.timedelta(days=n) for n in range(5)]
    assert not is_open(office, FRIDAY)
    assert heard == [frozenset({Book.CALENDAR})]


def test_the_same_file_again_is_unchanged_and_writes_no_act(office):
    bring_in(office, WEEK)
    heard: list[frozenset[Book]] = []
    office.on_change(heard.append)
    assert counts(bring_in(office, WEEK)) == (0, 0, 1, 0)
    assert heard == []


def test_a_newer_issue_moves_the_days_and_an_older_one_is_left_out(office):
    bring_in(office, replace(WEEK, sequence=1))
    moved = replace(WEEK, sequence=2, span=Span(MONDAY, MONDAY), summary="Half term day")
    plan = bring_in(office, moved)
    assert counts(plan) == (0, 1, 0, 0)
    assert (plan.closed, plan.opened[0], len(plan.opened)) == ([], TUESDAY, 4)
    assert [change.field for change in plan.preview.changes] == ["last", "why"]
    older = bring_in(office, replace(WEEK, sequence=1))
    assert counts(older) == (0, 0, 1, 0)
    assert older.preview.warnings[0].field == "SEQUENCE"
    assert is_open(office, TUESDAY)


def test_a_cancelled_entry_is_taken_back_and_one_never_known_is_nothing(office):
    bring_in(office, WEEK)
    off = replace(WEEK, cancelled=True, span=None)
    assert counts(bring_in(office, off, replace(off, uid="u9"))) == (0, 1, 1, 0)
    assert is_open(office, MONDAY)
    assert counts(bring_in(office, off)) == (0, 0, 1, 0)


def test_a_day_that_a_series_loses_is_opened_again(office):
    one = replace(WEEK, span=Span(MONDAY, MONDAY), repeat=MONDAY.isoformat())
    two = replace(WEEK, span=Span(TUESDAY, TUESDAY), repeat=TUESDAY.isoformat())
    bring_in(office, one, two)
    assert bring_in(office, two).opened == [MONDAY]
    alone = replace(two, alone=True, cancelled=True)
    assert bring_in(office, one).opened == [TUESDAY]
    assert bring_in(office, alone).opened == []
    assert not is_open(office, MONDAY)


def test_a_closure_for_one_site_and_some_year_groups_leaves_the_others(office):
    main = office.school.sites()[0].id
    annexe = add_site(office, "Annexe").id
    bring_in(office, WEEK, site=annexe, year_groups=frozenset({"3"}))
    assert not is_open(office, MONDAY, annexe)
    assert is_open(office, MONDAY, annexe, "4")
    assert is_open(office, MONDAY, main)
    assert counts(bring_in(office, WEEK, site=main)) == (1, 0, 0, 0)


def test_terms_close_everything_outside_them(office):
    plan = bring_in(office, replace(WEEK, summary="Autumn term"), as_terms=True)
    year = SchoolYear.of(MONDAY)
    calendar = office.calendar.of(office.school.sites()[0].id, "3")
    assert calendar.days(year) == [MONDAY + dt.timedelta(days=n) for n in range(5)]
    assert len(plan.closed) == sum(day.weekday() < 5 for day in year.span.days()) - 5
    moved = replace(WEEK, summary="Autumn term", span=Span(MONDAY, TUESDAY), sequence=1)
    assert len(bring_in(office, moved, as_terms=True).closed) == 3
    with pytest.raises(TermsForAllError):
        bring_in(office, WEEK, as_terms=True, year_groups=frozenset({"3"}))


def test_marks_on_a_day_that_is_closed_now_are_listed_and_kept(office):
    oak, (pupil, *_) = a_class(office)
    take(office, oak, TUESDAY, Session.AM, "/L.")
    plan = bring_in(office, WEEK)
    (conflict,) = plan.preview.warnings
    assert (conflict.where, conflict.found) == ("2", TUESDAY.isoformat())
    assert "Zara Name000, Zara Name001. They are kept" in conflict.reason
    assert office.register.standing(pupil.id, TUESDAY, Session.AM).code == "/"


def test_a_pupil_in_no_class_is_of_the_first_site(office):
    oak, (pupil, *_) = a_class(office, pupils=1)
    take(office, oak, TUESDAY, Session.AM, "/")
    (placement,) = office.roll.placements(pupil.id)
    change_placement(office, replace(placement, gone=True))
    assert len(bring_in(office, WEEK).preview.warnings) == 1
    row = MarkRow(2, Named("", str(pupil.id)), FRIDAY, Session.AM, "/")
    assert "Half term" in plan_marks(office, Reading([row])).preview.refused[0].reason


def test_marks_of_another_year_group_are_no_conflict(office):
    oak, _ = a_class(office)
    take(office, oak, TUESDAY, Session.AM, "/L.")
    assert bring_in(office, WEEK, year_groups=frozenset({"6"})).preview.warnings == []


@pytest.mark.parametrize(
    ("summary", "kind"),
    [
        ("Staff Training Day", ClosureKind.INSET),
        ("Early May Bank Holiday", ClosureKind.BANK_HOLIDAY),
        ("Christmas", ClosureKind.HOLIDAY),
    ],
)
def test_the_kind_of_a_closure_is_read_from_its_words(office, summary, kind):
    bring_in(office, replace(WEEK, summary=summary))
    (closure,) = office.calendar.closures()
    assert (closure.kind, closure.site, closure.why) == (kind, EVERY_SITE, summary)


def test_a_closure_that_was_typed_is_never_touched(office):
    from officeapp.domain.school_calendar import Closure
    from officeapp.procedures.keep_school import set_calendar

    set_calendar(office, [Closure(0, MONDAY, MONDAY, "Snow", site=SiteId(EVERY_SITE))])
    bring_in(office, WEEK)
    bring_in(office, replace(WEEK, cancelled=True, span=None))
    assert [one.why for one in office.calendar.closures()] == ["Snow"]


def test_an_authoritys_year_of_holidays_leaves_195_days(office):
    blocks = [
        ("20260801", "20260901"), ("20261024", "20261102"), ("20261219", "20270104"),
        ("20270213", "20270222"), ("20270326", "20270412"), ("20270529", "20270607"),
        ("20270722", "20270801"), ("20270503", "20270504"), ("20260831", "20260901"),
    ]  # fmt: skip
    events = "".join(
        f"BEGIN:VEVENT\nUID:{n}\nDTSTART;VALUE=DATE:{first}\nDTEND;VALUE=DATE:{end}\nEND:VEVENT\n"
        for n, (first, end) in enumerate(blocks)
    )
    text = f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"
    found = calendar_of(text.encode(), "terms.ics", years_near(office.today()))
    import_calendar(office, plan_calendar(office, found))
    calendar = office.calendar.of(office.school.sites()[0].id, "3")
    days = calendar.days(SchoolYear(2026))
    assert (len(days), days[0], days[-1]) == (195, dt.date(2026, 9, 1), dt.date(2027, 7, 21))
