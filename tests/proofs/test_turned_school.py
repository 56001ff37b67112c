"""A whole sample school turned from one year to the next, in a real file.

Seen red: a class moved from the last day of the old year, so that its lists changed; leavers taken
off from the day before their last; a leaver's line drawn anew without the ink of the day.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.check import check
from officeapp.books.figures import totals
from officeapp.books.office import open_office
from officeapp.books.returns import returns_due
from officeapp.domain.roll import YEAR_GROUPS
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.procedures.copy_calendar import copy_calendar
from officeapp.procedures.turn_year import let_leave, move_up, plan_turn, turn_days, year_to_turn
from officeapp.sample.write import last_of, write_sample_school
from tests.conftest import StoppedClock

pytestmark = [pytest.mark.proof, pytest.mark.slow]

YEAR = SchoolYear(2026)
LAST, _ = last_of(YEAR.span.last)


def last_year(office):
    """What the books say of last year: figures in every way, class lists, lines and sheets."""
    span = Span(YEAR.span.first, LAST)
    days = [LAST - dt.timedelta(days=30 * back) for back in range(10)]
    low, high = YEAR.slots_of(span)
    return (
        totals(office, span),
        [[office.roll.members(one.id, day) for one in office.roll.classes()] for day in days],
        [office.roll.on_roll(day) for day in days],
        {p: office.register.line(p, YEAR)[low:high] for p in office.roll.pupils()},
        office.register.handed_in(span.first, span.last),
    )


@pytest.fixture
def school(tmp_path):
    """Return a sample school of a year, on the afternoon of the last day of its summer term."""
    clock = StoppedClock(dt.datetime.combine(LAST, dt.time(16), dt.UTC))
    path = tmp_path / "school.db"
    write_sample_school(path, pupils=60, years=1, until=LAST, clock=clock, own_folder=tmp_path)
    with open_office(path, clock=clock, own_folder=tmp_path) as office:
        office.sign_in(office.staff.first())
        yield office


def test_the_turned_school_is_sound_and_last_year_is_as_it_was(school):
    before = last_year(school)
    copy_calendar(school, YEAR)
    last, first = turn_days(school, year_to_turn(school))
    plan = plan_turn(school, last, first)
    on_roll = len(school.roll.on_roll(last))
    assert (last, len(plan.turn.undecided)) == (LAST, 0)
    moved, left = move_up(school, plan), len(let_leave(school, plan))
    assert moved + left == on_roll - len(plan.leaving)
    school.forget()
    assert last_year(school) == before
    assert before[0].school.possible > 10_000
    assert len(school.roll.on_roll(first)) == moved
    assert not check(school)
    assert not [d for d in returns_due(school) if "Year 6" in d.facts]


def test_every_pupil_of_the_new_year_is_one_year_group_further(school):
    copy_calendar(school, YEAR)
    last, first = turn_days(school, YEAR)
    move_up(school, plan := plan_turn(school, last, first))
    let_leave(school, plan)
    for pupil in school.roll.on_roll(first):
        then, now = school.roll.placed(pupil.id, last), school.roll.placed(pupil.id, first)
        assert YEAR_GROUPS.index(now.year_group) == YEAR_GROUPS.index(then.year_group) + 1
        assert pupil in school.roll.members(now.school_class, first)
    assert {seat.year_group for seat in plan.turn.leavers} == {"6"}
