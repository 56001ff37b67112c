"""The ladder of one pupil, and the forecast of a year.

Seen red: a step put aside that stays so after the rule was reached on another day; a second step
asked for before the first was taken; a step ready that something holds up; a share that one more
session meets compared without that session among the possible.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.attendance import Figures
from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.forecast import forecast, one_more
from officeapp.domain.ladder import (
    NO_ORDER,
    Sight,
    Standing,
    basis,
    climbed,
    counted,
    ladder_of_rules,
    ladder_of_stages,
)
from officeapp.domain.policies import Counts, Ladder, Need, Rule, RuleKind, Stage, Step
from officeapp.domain.policy_parts import Way
from officeapp.domain.record import PupilId
from officeapp.domain.school_year import Session, session_number
from officeapp.domain.thresholds import Reached

FRIDAY, MONDAY = dt.date(2026, 11, 20), dt.date(2026, 11, 16)
RULE = Rule("lates", "2 lates in a week", RuleKind.WINDOW, Counts.LATE, count=2, weeks=1)
CALL = Step("call", "Call", Way.CALL, "lates")
LETTER = Step("letter", "Letter", Way.LETTER, "lates", after_days=3)
LADDER = Ladder("late", "Lateness", (CALL, LETTER))


def reached(count=2, met_on=MONDAY, rule=RULE, threshold=2):
    number = session_number(met_on, Session.AM) if met_on else None
    return Reached(rule, count, threshold, met_on is not None, number, (), None, ())


def done(step, day, evidence="call 16 Nov"):
    return StepTaken(1, PupilId(1), day, step, StepState.DONE, evidence=evidence)


def aside(step, day, rests_on):
    return StepTaken(1, PupilId(1), day, step, StepState.ASIDE, evidence=rests_on, why="ill")


def standings(*taken, how_far=None, blocked=(), ladder=LADDER):
    found = {"lates": how_far or reached()}
    after = lambda day, number: day + dt.timedelta(days=number)  # noqa: E731  # no weekend in it
    sight = Sight(FRIDAY, found, taken, lambda _: blocked, after)
    return [line.standing for line in climbed(ladder, sight)]


def test_a_step_waits_for_its_rule():
    how_far = reached(1, None)
    assert standings(how_far=how_far) == [Standing.NOT_YET, Standing.NOT_YET]


def test_the_first_step_is_ready_and_the_second_waits_for_it():
    assert standings() == [Standing.READY, Standing.NOT_YET]


def test_something_in_the_way_holds_a_step_up():
    assert standings(blocked=(Need.EXPLAINED,))[0] is Standing.BLOCKED


@pytest.mark.parametrize(
    ("taken_on", "second"), [(MONDAY, Standing.READY), (FRIDAY, Standing.NOT_YET)]
)
def test_a_step_gives_the_one_before_its_days(taken_on, second):
    assert standings(done("call", taken_on)) == [Standing.DONE, second]


def test_a_step_done_before_its_rule_was_reached_anew_is_asked_for_again():
    earlier = MONDAY - dt.timedelta(days=30)
    assert standings(done("call", earlier))[0] is Standing.READY
    assert standings(done("call", earlier), how_far=reached(1, None))[0] is Standing.DONE


def test_what_was_put_aside_comes_back_when_its_rule_is_reached_on_another_day():
    put = aside("call", FRIDAY, basis(reached()))
    tuesday = MONDAY + dt.timedelta(days=1)
    assert standings(put)[0] is Standing.ASIDE
    assert standings(put, how_far=reached(met_on=tuesday))[0] is Standing.READY
    assert standings(put, how_far=reached(1, None))[0] is Standing.NOT_YET


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 of 2 sessions"), (2, "2 of 2 sessions"), (9, "9 sessions, 2 meet it")],
)
def test_a_count_is_said_in_whole_sessions(count, said):
    assert counted(reached(count)) == said


def test_rules_without_a_ladder_do_not_wait_for_each_other():
    other = Rule("persistent", "a tenth missed", RuleKind.RATE, next_step="Support")
    ladder = ladder_of_rules([RULE, other], [])
    assert ladder.id == NO_ORDER
    assert ladder_of_rules([RULE, other], [LADDER]).steps[0].words == "Support"
    assert standings(ladder=ladder)[0] is Standing.READY


def test_stages_are_climbed_one_review_after_the_other():
    ladder = ladder_of_stages([Stage("1", "Concern", "lates", (), 3), Stage("2", "Meeting")])
    assert ladder is not None
    assert standings(ladder=ladder) == [Standing.READY, Standing.NOT_YET]
    assert standings(done("1", MONDAY), ladder=ladder) == [Standing.DONE, Standing.READY]
    assert ladder_of_stages([]) is None


def test_a_step_of_another_rule_that_is_met_is_held_up_by_the_step_before():
    notice = Step("notice", "Notice", Way.REFERRAL, "law")
    ladder = Ladder("both", "Both", (CALL, notice))
    law = Rule("law", "10 in 10", RuleKind.WINDOW, count=2, weeks=10)
    found = {"lates": reached(), "law": reached(rule=law)}
    sight = Sight(FRIDAY, found, (), lambda _: (), lambda day, _: day)
    assert [line.standing for line in climbed(ladder, sight)] == [Standing.READY, Standing.BLOCKED]
    fewer = Sight(FRIDAY, found | {"lates": reached(1, None)}, (), lambda _: (), lambda day, _: day)
    assert climbed(ladder, fewer)[1].standing is Standing.READY


def test_of_several_steps_of_a_rule_that_is_met_the_first_alone_is_held_up():
    """Seen red with every later step held up as well."""
    law = Rule("law", "10 in 10", RuleKind.WINDOW, count=2, weeks=10)
    steps = tuple(Step(name, name, Way.REFERRAL, "law") for name in ("notice", "court"))
    found = {"lates": reached(), "law": reached(rule=law)}
    sight = Sight(FRIDAY, found, (), lambda _: (), lambda day, _: day)
    lines = climbed(Ladder("both", "Both", (CALL, *steps)), sight)
    assert [line.standing for line in lines] == [
        Standing.READY,
        Standing.BLOCKED,
        Standing.NOT_YET,
    ]


@given(st.integers(0, 380), st.integers(0, 380), st.integers(0, 380))
def test_the_best_possible_year_loses_only_what_was_missed(attended, missed, left):
    now = Figures(attended + missed, attended, 0, missed)
    best = forecast(now, left).best
    assert best.possible - best.attended == missed
    assert best.possible == now.possible + left


def test_one_more_session_is_said_where_it_meets_a_rule():
    tenth = Rule("p", "a tenth missed", RuleKind.RATE, percent=90, inclusive=True)
    now = Figures(possible=29, attended=27, unauthorised=2)
    close = reached(2, None, tenth, 3)
    assert one_more([close, reached(1, None)], now) == [
        "One more session missed would meet: a tenth missed.",
        "One more late session would meet: 2 lates in a week.",
    ]
    assert one_more([close], Figures(possible=30, attended=28, unauthorised=2)) == []
