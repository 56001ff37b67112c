from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.policy import profile
from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.ladders import Facts, Standing, asked_now, ladders_of, letter_for, stage_of
from officeapp.domain.policies import Need
from officeapp.domain.policy_reading import policy_of
from officeapp.domain.record import PupilId
from officeapp.domain.school_year import Session, session_number
from officeapp.domain.thresholds import Reached
from tests.domain.pages import calendar_of

DUNKIRK, STAGES = policy_of(profile("dunkirk")), policy_of(profile("st-stephens"))
TODAY = dt.date(2026, 11, 20)
OPEN = calendar_of()
EARLY, LATE = dt.date(2026, 9, 14), dt.date(2026, 11, 9)


def took(step, day, state=StepState.DONE, **said):
    return StepTaken(0, PupilId(1), day, step, state, **said)


def facts(met, *taken, blocked=(), policy=DUNKIRK, day=TODAY):
    reached = {}
    for rule in policy.rules:
        on = met.get(rule.id)
        number = session_number(on, Session.AM) if on else None
        reached[rule.id] = Reached(rule, 1, 3, on is not None, number, (), None, ())
    return Facts(day, reached, taken, lambda *_: tuple(blocked), OPEN.school_days_after)


def standings(ladder, *args, **more):
    places = ladders_of(DUNKIRK, facts(*args, **more))
    return {one.step.id: one for one in places if one.ladder.id == ladder}


def test_nothing_is_asked_for_before_a_rule_is_met():
    found = standings("absence", {})
    assert {one.standing for one in found.values()} == {Standing.NOT_YET}
    assert found["contact"].left == 2


def test_the_first_step_whose_rule_is_met_is_asked_for_and_those_after_it_wait():
    found = standings("absence", {"absence-half-term": EARLY, "attendance-90": EARLY})
    assert found["contact"].standing is Standing.READY
    assert found["text-90"].standing is Standing.WAITING


def test_a_step_taken_shows_its_evidence_and_opens_the_next():
    """Seen red with steps asked for whether the one before was taken or not."""
    met = {"absence-half-term": EARLY, "attendance-90": EARLY}
    found = standings("absence", met, took("contact", LATE, evidence="call 9 Nov"))
    assert (found["contact"].standing, found["contact"].words) == (Standing.DONE, "call 9 Nov")
    assert found["text-90"].standing is Standing.READY
    assert found["letter-90"].standing is Standing.WAITING


def test_a_step_put_aside_with_a_reason_opens_the_next_too():
    met = {"absence-half-term": EARLY, "attendance-90": EARLY}
    found = standings("absence", met, took("contact", LATE, StepState.ASIDE, why="in hospital"))
    assert (found["contact"].standing, found["contact"].words) == (Standing.ASIDE, "in hospital")
    assert found["text-90"].standing is Standing.READY


def test_a_step_waits_for_the_school_days_in_which_things_may_improve():
    """Seen red with calendar days counted for school days."""
    met = {"late-week": EARLY, "late-occasions": EARLY}
    taken = (took("late-text", LATE), took("late-call", LATE))
    found = standings("late", met, *taken)
    assert (found["late-letter"].standing, found["late-letter"].day) == (
        Standing.DUE,
        dt.date(2026, 11, 23),
    )
    found = standings("late", met, *taken, day=dt.date(2026, 11, 23))
    assert found["late-letter"].standing is Standing.READY


def test_what_is_in_the_way_of_a_step_is_said():
    found = standings("absence", {"absence-half-term": EARLY}, blocked=[Need.NOT_SENSITIVE])
    assert found["contact"].standing is Standing.BLOCKED
    assert found["contact"].blocked_by == (Need.NOT_SENSITIVE,)


def test_a_new_week_of_lateness_asks_for_the_text_again():
    """Seen red with a text of September answering for November."""
    taken = took("late-text", EARLY + dt.timedelta(days=1))
    assert standings("late", {"late-week": EARLY}, taken)["late-text"].standing is Standing.DONE
    assert standings("late", {"late-week": LATE}, taken)["late-text"].standing is Standing.READY


def test_a_step_done_stays_done_when_the_mark_it_rested_on_was_corrected():
    found = standings("late", {}, took("late-text", LATE))
    assert found["late-text"].standing is Standing.DONE


def test_a_share_asks_anew_in_a_new_school_year():
    met = {"absence-half-term": EARLY, "attendance-90": EARLY}
    found = standings("absence", met, took("contact", dt.date(2026, 6, 1)))
    assert found["contact"].standing is Standing.READY


def test_at_most_one_step_of_a_ladder_is_asked_for_now():
    met = dict.fromkeys((rule.id for rule in DUNKIRK.rules), EARLY)
    asked = asked_now(ladders_of(DUNKIRK, facts(met)))
    assert len({one.ladder.id for one in asked}) == len(asked)


@pytest.mark.parametrize(
    ("met", "taken", "stage"),
    [
        ({}, (), None),
        ({"concern": EARLY}, (), "stage-1"),
        ({"concern": EARLY}, (took("stage-1", LATE),), "stage-1"),
        ({}, (took("stage-1", EARLY), took("stage-2", LATE)), "stage-2"),
        ({}, (took("stage-1", LATE), took("stage-1", LATE, StepState.ASIDE)), None),
    ],
)
def test_a_family_is_in_the_stage_a_person_began_last(met, taken, stage):
    found = stage_of(STAGES, facts(met, *taken, policy=STAGES))
    assert (found.stage.id if found else None) == stage


def test_a_stage_that_nobody_began_is_asked_for_and_one_begun_has_its_review():
    asked = stage_of(STAGES, facts({"concern": EARLY}, policy=STAGES))
    assert asked is not None
    assert asked.is_asked
    begun = stage_of(STAGES, facts({}, took("stage-1", LATE), policy=STAGES))
    assert begun is not None
    assert begun.review == OPEN.school_days_after(LATE, 20)


def test_a_family_being_supported_has_the_adapted_letter():
    step = next(one for one in DUNKIRK.ladders[1].steps if one.id == "letter-90")
    assert letter_for(DUNKIRK, step, supportive=False) == "letter-90"
    assert letter_for(DUNKIRK, step, supportive=True) == "letter-support"
