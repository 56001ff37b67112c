from __future__ import annotations

import datetime as dt

from officeapp.books.ladders import steps_of
from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.ladders import Standing
from officeapp.domain.school_year import Session
from officeapp.procedures.keep_case import enter
from officeapp.procedures.keep_policy import choose_profile
from tests.builders import a_class, take
from tests.conftest import MONDAY

TUESDAY = MONDAY + dt.timedelta(days=1)


def test_two_lates_ask_for_the_text_and_its_evidence_shows_it_done(office):
    choose_profile(office, "dunkirk", MONDAY)
    school_class, [pupil] = a_class(office, pupils=1)
    for session in Session:
        take(office, school_class, MONDAY, session, "L")
    places, stage = steps_of(office, pupil, TUESDAY)
    text = next(one for one in places if one.step.id == "late-text")
    assert (text.standing, stage) == (Standing.READY, None)
    enter(office, StepTaken(0, pupil.id, MONDAY, "late-text", StepState.DONE, "text 1"))
    places, _ = steps_of(office, pupil, TUESDAY)
    text = next(one for one in places if one.step.id == "late-text")
    assert (text.standing, text.words) == (Standing.DONE, "text 1")


def test_a_family_under_the_share_is_asked_into_the_first_stage(office):
    choose_profile(office, "st-stephens", MONDAY)
    school_class, [pupil] = a_class(office, pupils=1)
    take(office, school_class, MONDAY, Session.AM, "I")
    _, stage = steps_of(office, pupil, TUESDAY)
    assert stage is not None
    assert (stage.stage.id, stage.is_asked) == ("stage-1", True)
