from __future__ import annotations

import copy
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.known import WARNINGS
from officeapp.books.letters import shipped
from officeapp.books.policy import PROFILES, profile, threshold_law
from officeapp.domain.attendance import Figures
from officeapp.domain.policy_checks import Weight, doubts
from officeapp.domain.policy_reading import policy_of, read_policy
from officeapp.domain.policy_settings import (
    BadNumberError,
    overlaid,
    read_number,
    said,
    settings,
)

TODAY = dt.date(2026, 11, 20)


def found(name, weight, day=TODAY):
    every = doubts(policy_of(profile(name)), threshold_law(), day)
    return [one.problem for one in every if one.weight is weight]


@pytest.mark.parametrize("name", PROFILES)
def test_each_profile_reads_without_a_problem_and_has_its_own_name(name):
    policy, problems = read_policy(profile(name))
    assert not problems
    assert policy is not None
    assert policy.name == name
    assert "{" not in repr(policy)


def test_dunkirk_has_its_own_notice_periods_and_first_day():
    policy = policy_of(profile("dunkirk"))
    weeks = [policy.leave.weeks(kind) for kind in ("leave", "holiday", "religious", "interview")]
    assert weeks == [4, 6, 2, 4]
    assert policy.registers.lunch_orders == dt.time(8, 45)
    closes = dt.time(9, 15)
    due = [policy.first_day.due(step, closes) for step in policy.first_day.steps]
    assert due[:2] == [dt.time(9, 15), dt.time(10, 15)]


def test_kildwick_calls_from_half_past_ten_whatever_the_close():
    policy = policy_of(profile("kildwick"))
    assert policy.first_day.begins(dt.time(9, 30)) == dt.time(10, 30)
    assert policy.leave.weeks("holiday") == 6
    assert [rule.steps for rule in policy.rules if rule.steps] == [(10, 22, 30, 38, 46)]


def test_dunkirks_days_off_contradict_its_bands_and_the_program_says_where():
    """Seen red with the upper ends of the days off left out."""
    said_of = [(one.field, one.found, one.reason) for one in found("dunkirk", Weight.CONTRADICTION)]
    wrong = {(field, days) for field, days, reason in said_of if "which is not" in reason}
    assert wrong == {("93", "17 days off"), ("90", "25 days off")}
    nowhere = {field for field, _, reason in said_of if "no row" in reason}
    assert {"2.5 to 3.5 days off", "8 to 9 days off", "17.5 to 18.5 days off"} <= nowhere
    assert ("89 %", "", "lies in no band.") in said_of


@pytest.mark.parametrize("name", [name for name in PROFILES if name != "dunkirk"])
def test_no_other_profile_contradicts_itself(name):
    assert found(name, Weight.CONTRADICTION) == []


def test_what_the_law_has_replaced_is_said_with_the_law_of_the_day():
    """Seen red with the limits asked without their dates."""
    fields = {one.field for one in found("dunkirk", Weight.LAW)}
    assert fields == {"registers.keep_years", "said.penalty_early", "rules.late-after-close"}
    assert {one.field for one in found("kildwick", Weight.LAW)} == {
        "said.holiday_days",
        "said.penalty_early",
    }
    before = {one.field for one in found("dunkirk", Weight.LAW, dt.date(2024, 5, 1))}
    assert before == set()


def test_guidance_only_warns_of_registers_open_long_and_afternoons_apart():
    reasons = [(one.field, one.reason) for one in found("dunkirk", Weight.GUIDANCE)]
    assert any(field == "abbey-am" and "45 minutes" in reason for field, reason in reasons)
    assert any(field == "Abbey" and "different times" in reason for field, reason in reasons)
    assert "35 minutes" in found("kildwick", Weight.GUIDANCE)[0].reason


def test_bands_that_overlap_or_leave_a_gap_are_said():
    tree = copy.deepcopy(profile("expect-monitor"))
    tree["bands"][1]["high"] = 96
    tree["bands"][2]["high"] = 90
    problems = [
        (one.problem.field, one.problem.reason)
        for one in doubts(policy_of(tree), threshold_law(), TODAY)
    ]
    assert ("96 %", "lies in two bands.") in problems
    assert ("91 %", "lies in no band.") in problems


def test_a_share_said_in_two_ways_is_a_contradiction():
    tree = copy.deepcopy(profile("dunkirk"))
    tree["rules"].append({**tree["rules"][5], "id": "below-90", "inclusive": False})
    every = doubts(policy_of(tree), threshold_law(), TODAY)
    assert any("exactly 90 %" in one.problem.reason for one in every)


def test_a_step_of_a_ladder_must_name_a_rule_and_a_letter_that_exist():
    tree = copy.deepcopy(profile("national"))
    tree["ladders"][0]["steps"][0] |= {"rule": "no-such", "letter": "no-letter"}
    found_there = {
        one.problem.found
        for one in doubts(policy_of(tree), threshold_law(), TODAY)
        if one.weight is Weight.CONTRADICTION
    }
    assert found_there == {"no-such", "no-letter"}


def test_a_profile_with_a_wrong_value_says_where_and_is_not_used():
    tree = copy.deepcopy(profile("national"))
    tree["rules"][0]["count"] = "ten"
    tree["ladders"][0]["steps"][0]["colour"] = "red"
    policy, problems = read_policy(tree)
    assert policy is None
    assert [(one.where, one.field) for one in problems] == [
        ("rules.no-contact", "count"),
        ("ladders.absence.steps.listen", "colour"),
    ]


def test_figures_between_two_bands_belong_to_the_lower_one():
    """Seen red with the percentage rounded before it is compared."""
    policy = policy_of(profile("dunkirk"))
    cases = ((200, 197), (1000, 899), (10, 9))
    bands = [policy.band(Figures(possible=all_, attended=came)) for all_, came in cases]
    assert [band.id for band in bands if band] == ["96", "under-90", "90"]
    assert policy.band(Figures()) is None


@pytest.mark.parametrize("name", PROFILES)
def test_every_number_can_be_written_and_read_back(name):
    tree = profile(name)
    numbers = settings(tree)
    assert len({one.key for one in numbers}) == len(numbers) > 4
    same = overlaid(tree, {one.key: said(one.value) for one in numbers})
    same = {name: value for name, value in same.items() if value or name in tree}
    assert same == tree
    assert all(one.called and "_" not in one.words for one in numbers)


@given(st.text(max_size=8))
def test_whatever_is_typed_for_a_number_is_one_or_is_refused(typed):
    for like in (10, 7.5, dt.time(9), [10, 22]):
        try:
            value = read_number(typed, like, "number")
        except BadNumberError:
            continue
        assert type(value) is type(like)
        assert read_number(said(value), like, "number") == value


@pytest.mark.parametrize("name", PROFILES)
def test_a_step_that_warns_sends_a_letter_that_says_what_may_follow(name):
    """Seen red with a first letter about lateness, and with the figure of a half term."""
    kinds = {also: kind for kind, one in shipped().items() for also in (kind, *one.also)}
    ladders = policy_of(profile(name)).ladders
    warning = [step.letter for ladder in ladders for step in ladder.steps if step.warns]
    assert {kinds[letter] for letter in warning} <= WARNINGS


@pytest.mark.parametrize("name", PROFILES)
def test_no_step_is_called_what_a_rule_is_called_so_that_one_is_not_put_aside_for_the_other(name):
    """Seen red with a step and a rule of the law both called 'missing'."""
    policy = policy_of(profile(name))
    rules = {rule.id for rule in (*policy.rules, *threshold_law().rules)}
    steps = {step.id for ladder in policy.ladders for step in ladder.steps}
    assert not rules & (steps | {stage.id for stage in policy.stages})
