"""Thresholds reached lately: once on the list, off it when answered, back when marks are corrected.

Seen red: a threshold that is listed again each day after it was put aside; one that stays off when
a correction moves the session that reached it; a change of marks that the list does not see.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.office import MayNotError
from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.ladder import basis
from officeapp.domain.school import Role
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_case import enter
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.newly_reached import NewlyReachedList
from tests.builders import SINCE, a_class
from tests.leave_builders import on
from tests.procedures.test_pupil_case import AM, FRIDAY, MONDAY, week

BEFORE = MONDAY - dt.timedelta(days=7)


@pytest.fixture
def oak(office):
    """Return a class whose first child missed eleven sessions in two weeks."""
    made = a_class(office, pupils=2)
    week(office, made[0], BEFORE, "O/ // // // //")
    week(office, made[0], MONDAY, "OO OO OO OO OO")
    return made


def listed(found):
    return [(one.pupil.id, [reached.rule.id for reached in one.reached]) for one in found.read()]


def notice_of(found):
    [one] = found.read()
    return next(reached for reached in one.reached if reached.rule.id == "penalty-notice")


def put_aside(office, pupil, reached):
    step = StepTaken(0, pupil.id, FRIDAY, "improve", StepState.ASIDE, basis(reached), "court")
    enter(office, step)


def test_who_reached_a_threshold_is_listed_once_whatever_was_reached(office, oak):
    [(pupil, rules)] = listed(NewlyReachedList(office))
    assert pupil == oak[1][0].id
    assert "penalty-notice" in rules


def test_what_is_put_aside_is_off_the_list_also_on_the_next_day(office, clock, oak):
    found = NewlyReachedList(office)
    put_aside(office, oak[1][0], notice_of(found))
    on(clock, FRIDAY + dt.timedelta(days=3))
    assert all("penalty-notice" not in rules for _, rules in listed(found))


def test_it_is_back_when_a_correction_moves_the_session_that_reached_it(office, oak):
    found = NewlyReachedList(office)
    put_aside(office, oak[1][0], notice_of(found))
    wrong = office.register.standing(oak[1][0].id, BEFORE, AM)
    amend_mark(office, wrong, "I", "letter from the doctor")
    assert notice_of(found).day == FRIDAY


def test_it_is_gone_when_corrections_leave_too_few(office, oak):
    found = NewlyReachedList(office)
    assert notice_of(found).count == 11
    for day in (MONDAY, MONDAY + dt.timedelta(days=1)):
        amend_mark(office, office.register.standing(oak[1][0].id, day, AM), "I", "ill after all")
    assert all("penalty-notice" not in rules for _, rules in listed(found))


def test_after_two_weeks_it_stands_in_the_case_alone(office, clock, oak):
    found = NewlyReachedList(office)
    on(clock, FRIDAY + dt.timedelta(days=17))
    assert all("penalty-notice" not in rules for _, rules in listed(found))


def test_a_receptionist_reads_no_list(office, oak):
    found = NewlyReachedList(office)
    add_person(office, "Ivy Chen", "Receptionist", Role.RECEPTION, SINCE)
    office.sign_in(office.staff.named("Ivy Chen", FRIDAY))
    with pytest.raises(MayNotError):
        found.read()
