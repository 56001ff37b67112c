"""Thresholds put aside for many pupils with one reason; the policy's steps stay as they are.

Seen red: a reason of blanks taken; a step of the policy put aside in place of its threshold; a rule
on a ladder not answered by its own name; an aside that does not say which session it is for.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.domain.ladder import Standing
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import NoReasonError, amend_mark
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.newly_reached import NewlyReachedList, by_rule
from officeapp.procedures.pupil_case import pupil_case
from officeapp.procedures.put_aside import put_aside
from officeapp.procedures.timeline import timeline
from tests.builders import SINCE, a_class, take
from tests.procedures.test_pupil_case import MONDAY, PM

AM = Session.AM
DAYS = [MONDAY + dt.timedelta(days=number) for number in range(3)]


@pytest.fixture
def two(office):
    """Return two pupils who missed three days of the half term."""
    choose_profile(office, "dunkirk", SINCE)
    oak, pupils = a_class(office, pupils=3)
    for day in DAYS:
        take(office, oak, day, AM, ["O", "O", "/"])
        take(office, oak, day, PM, ["O", "O", "\\"])
    return pupils[:2]


def group(office, rule):
    groups = by_rule(NewlyReachedList(office).read())
    return next((one for one in groups if one[0].reached.rule.id == rule), [])


def test_one_reason_takes_a_rule_off_the_list_for_all_who_reached_it(office, two):
    found = group(office, "absence-half-term")
    assert [one.pupil.id for one in found] == [one.id for one in two]
    put_aside(office, found, "the snow")
    assert group(office, "absence-half-term") == []
    assert "put aside: the snow" in timeline(office, two[0])[0].words


def test_the_step_that_answers_it_is_asked_for_still(office, two):
    put_aside(office, group(office, "absence-half-term"), "the snow")
    line = next(one for one in pupil_case(office, two[0]).ladders if one.step.id == "contact")
    assert line.standing is Standing.READY


def test_it_is_back_for_the_pupil_whose_marks_are_corrected(office, two, clock):
    put_aside(office, group(office, "absence-half-term"), "the snow")
    take(office, office.roll.classes()[0], DAYS[-1] + dt.timedelta(days=1), AM, ["O", "/", "/"])
    amend_mark(office, office.register.standing(two[0].id, DAYS[0], AM), "/", "he was in")
    assert [one.pupil.id for one in group(office, "absence-half-term")] == [two[0].id]


def test_without_a_reason_nothing_is_put_aside(office, two):
    with pytest.raises(NoReasonError):
        put_aside(office, group(office, "absence-half-term"), "  ")
    assert len(group(office, "absence-half-term")) == 2
