"""The sample school's attendance cases: one at every stage, of children who miss school.

Seen red with cases of the children who miss least, and with a meeting held after today.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.figures import of_pupil
from officeapp.books.office import open_office
from officeapp.domain.cases import MeetingState, StepState
from officeapp.domain.school_year import Span
from officeapp.sample.write import write_sample_school
from tests.conftest import StoppedClock

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 17, 0, tzinfo=dt.UTC)
YEAR = Span(dt.date(2026, 9, 1), dt.date(2027, 7, 31))


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Return a sample school of 90 pupils, open for reading."""
    path = tmp_path_factory.mktemp("sample") / "school.db"
    write_sample_school(
        path, pupils=90, years=1, until=TODAY, clock=StoppedClock(NOW), own_folder=path.parent
    )
    with open_office(path, read_only=True, clock=StoppedClock(NOW)) as office:
        yield office


def test_meetings_plans_referrals_and_steps_are_in_every_state(office):
    cases = office.cases
    meetings = cases.meetings.between(YEAR)
    assert {one.state for one in meetings} >= {
        MeetingState.PLANNED,
        MeetingState.HELD,
        MeetingState.MISSED,
    }
    assert {bool(one.outcome) for one in cases.plans.between(YEAR)} == {True, False}
    assert any(one.is_signed_by_both for one in cases.plans.between(YEAR))
    assert {one.settled is None for one in cases.referrals.between(YEAR)} == {True, False}
    assert {one.state for one in cases.steps.between(YEAR)} == set(StepState)


def test_planned_meetings_are_to_come_and_held_ones_are_over(office):
    for one in office.cases.meetings.between(YEAR):
        assert (one.day > TODAY) == (one.state is MeetingState.PLANNED)


def test_targets_are_of_the_plan_of_their_child(office):
    plans = {one.id: one.pupil for one in office.cases.plans.between(YEAR)}
    targets = office.cases.targets.between(YEAR)
    assert len(targets) == 2 * len(plans)
    assert all(plans[one.plan] == one.pupil for one in targets)


def test_a_step_is_one_of_the_policy_that_holds(office):
    known = {step.id for ladder in office.policy.on(TODAY).ladders for step in ladder.steps}
    assert {one.step for one in office.cases.steps.between(YEAR)} <= known


def test_cases_are_of_the_children_who_miss_most(office):
    noted = {one.pupil for one in office.cases.notes.between(YEAR)}
    span = Span(YEAR.first, TODAY)
    missed = {
        pupil.id: of_pupil(office, pupil, span).absent for pupil in office.roll.on_roll(TODAY)
    }
    usual = sorted(missed.values())[len(missed) // 2]
    assert len(noted) >= 5
    assert all(missed[pupil] > usual for pupil in noted)


def test_every_card_has_a_lead_and_one_a_social_worker(office):
    cards = office.cases.cards.standing().values()
    assert len(cards) == 3
    assert all(one.lead for one in cards)
    assert sum(bool(one.social_worker) for one in cards) == 1
    assert {one.language for one in cards} == {"", "Polish"}
