"""Whether things improved since a step: then the next step of a ladder is not asked for.

Seen red: the year's figure asked instead of the sessions since; the day of the step counted as one
after it; a session without a mark counted, so that each step came back while a register was taken.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.domain.improvement import better_since
from officeapp.domain.ladder import Sight, Standing, climbed
from officeapp.domain.policies import Counts, Ladder, Rule, RuleKind, Step
from officeapp.domain.policy_parts import Way
from tests.domain.pages import calendar_of, page_of, reached, spread
from tests.domain.test_ladder import CALL, FRIDAY, LETTER, MONDAY, done
from tests.domain.test_ladder import reached as how_far

RATE = Rule("low", "90 % or below", RuleKind.RATE, percent=90, inclusive=True)
LATES = Rule("lates", "2 lates in a week", RuleKind.WINDOW, Counts.LATE, count=2, weeks=1)
STEP = dt.date(2026, 9, 11)  # the Friday of the first week


def better(rule, symbols):
    marks = spread(symbols, dt.date(2026, 9, 7), calendar_of())
    page = page_of(calendar_of(), marks, dt.date(2026, 9, 18))
    return better_since(reached(rule, page), page, STEP)


@pytest.mark.parametrize(
    ("symbols", "said"),
    [
        ("OOOOOOOOOO /\\/\\/\\/\\/\\", "10 of 10 sessions attended"),
        ("OOOOOOOOOO O\\/\\/\\/\\/\\", ""),  # nine of ten: 90 %, which is 'or below'
        ("OOOOOOOOOO /\\/\\/\\/\\/_", "9 of 9 sessions attended"),  # one is not marked yet
        ("OOOOOOOOOO XXXXXXXXXX", ""),  # no session was possible
    ],
)
def test_a_share_is_asked_of_the_sessions_since_alone(symbols, said):
    assert better(RATE, symbols) == said


@pytest.mark.parametrize(
    ("second", "said"),
    [("/\\/\\/\\/\\/\\", "no more of it in 10 sessions"), ("L\\L\\/\\/\\/\\", "")],
)
def test_another_rule_is_better_where_no_session_of_it_came_since(second, said):
    assert better(LATES, f"/\\/\\/\\L\\L\\ {second}") == said


def test_a_step_that_asks_for_it_is_left_out_where_things_are_better_and_not_else():
    strict = replace(LETTER, unless_better=True)
    kept = Step("review", "Review", Way.REVIEW, "lates")
    for step, standing in ((strict, Standing.NOT_YET), (kept, Standing.READY)):
        sight = Sight(
            FRIDAY,
            {"lates": how_far()},
            (done("call", MONDAY),),
            lambda _: (),
            lambda day, _: day,
            lambda *_: "10 of 10 sessions attended",
        )
        line = climbed(Ladder("late", "Lateness", (CALL, step)), sight)[1]
        assert line.standing is standing
        assert ("better since" in line.said) is (standing is Standing.NOT_YET)
