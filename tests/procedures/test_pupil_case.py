"""A pupil's case put together: ladders, what holds a step up, ten weeks, what comes up.

Seen red: a notice that is ready while a mark is still N; a session that drops off on the wrong
Monday; an aside that outlives a corrected mark; a review that is settled and still comes up.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.office import MayNotError
from officeapp.domain.cases import (
    CaseCard,
    CaseNote,
    Meeting,
    Plan,
    Referral,
    StepState,
    StepTaken,
)
from officeapp.domain.ladder import Standing, basis
from officeapp.domain.policies import Need
from officeapp.domain.readiness import Mend
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.case_due import due_now, due_of
from officeapp.procedures.case_year import ten_weeks
from officeapp.procedures.keep_case import change, change_card, enter
from officeapp.procedures.keep_family import join_family
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_roll import change_enrolment
from officeapp.procedures.keep_school import add_person, set_calendar
from officeapp.procedures.pupil_case import careful, pupil_case
from tests.builders import SINCE, a_class, take
from tests.leave_builders import on

FRIDAY = dt.date(2026, 11, 20)
MONDAY = dt.date(2026, 11, 16)
AM, PM = Session.AM, Session.PM


@pytest.fixture
def oak(office):
    return a_class(office, pupils=2)


@pytest.fixture
def pupil(oak):
    return oak[1][0]


def week(office, school_class, monday, page):
    """Hand in a week's registers, two codes a day, alike for every pupil but the first."""
    for place, code in enumerate(page.replace(" ", "")):
        day, half = monday + dt.timedelta(days=place // 2), (AM, PM)[place % 2]
        present = "/" if half is AM else "\\"
        others = [present] * (len(office.roll.members(school_class.id, day)) - 1)
        take(office, school_class, day, half, [code if code != "/" else present, *others])


def ten_of(office, oak, page="OO OO OO OO ON"):
    """Let the first pupil miss a week and set a week before it."""
    week(office, oak[0], MONDAY, page)


def line_of(case, rule):
    return next(line for line in case.ladders if line.step.rule == rule)


def stage_of(office, pupil):
    stage = pupil_case(office, pupil).stage
    assert stage is not None
    return stage


def test_a_notice_is_held_up_by_what_the_law_asks_for_with_a_jump_to_each(office, oak, pupil):
    ten_of(office, oak)
    case = pupil_case(office, pupil)
    line = line_of(case, "penalty-notice")
    assert line.standing is Standing.BLOCKED
    ways = {one.mend for one in case.blockers[line.step.id]}
    assert ways == {Mend.REGISTER, Mend.CASE, Mend.CONTACTS}
    unexplained = case.blockers[line.step.id][0]
    assert (unexplained.day, unexplained.session) == (FRIDAY, PM)


def test_the_letter_that_warns_does_not_wait_for_a_warning(office, oak, pupil):
    """Seen red with a notice to improve held up because no warning was on record."""
    ten_of(office, oak, "OO OO OO OO OO")
    needs = {one.need for one in pupil_case(office, pupil).blockers["improve"]}
    assert Need.SUPPORTED in needs
    assert Need.WARNED not in needs


def test_an_unexplained_mark_that_is_corrected_is_in_the_way_no_more(office, oak, pupil):
    ten_of(office, oak)
    stands = office.register.standing(pupil.id, FRIDAY, PM)
    amend_mark(office, stands, "O", "no reason given by Friday")
    case = pupil_case(office, pupil)
    words = [one.words for one in case.blockers[line_of(case, "penalty-notice").step.id]]
    assert not any("still N" in one for one in words)


def test_a_threshold_put_aside_is_back_when_a_correction_moves_the_day_it_was_reached(
    office, oak, pupil
):
    week(office, oak[0], MONDAY - dt.timedelta(days=7), "O/ // // // //")
    ten_of(office, oak)
    line = line_of(pupil_case(office, pupil), "penalty-notice")
    aside = StepTaken(0, pupil.id, FRIDAY, line.step.id, StepState.ASIDE, why="court agreed")
    enter(office, replace(aside, evidence=basis(line.reached)))
    assert line_of(pupil_case(office, pupil), "penalty-notice").standing is Standing.ASIDE
    wrong = office.register.standing(pupil.id, MONDAY - dt.timedelta(days=7), AM)
    amend_mark(office, wrong, "I", "letter from the doctor")
    back = line_of(pupil_case(office, pupil), "penalty-notice")
    assert back.standing is Standing.BLOCKED
    assert len(office.cases.steps.versions(office.cases.steps.on(FRIDAY)[0].id)) == 1


def test_one_session_short_is_not_yet_and_said_so(office, oak, pupil):
    ten_of(office, oak, "OO OO OO OO O/")
    case = pupil_case(office, pupil)
    assert line_of(case, "penalty-notice").said == "9 of 10 sessions"
    assert any("One more session of G, N, O, U" in one for one in case.one_more)


def test_a_policy_of_stages_puts_a_family_in_the_first_and_people_move_it_on(office, oak, pupil):
    choose_profile(office, "st-stephens", SINCE)
    ten_of(office, oak)
    assert stage_of(office, pupil).step.id == "stage-1"
    enter(office, StepTaken(0, pupil.id, FRIDAY, "stage-1", StepState.DONE, evidence="call"))
    assert stage_of(office, pupil).standing is Standing.DONE


def test_the_case_offers_what_shows_a_step_and_takes_none_by_itself(office, oak, pupil):
    choose_profile(office, "st-stephens", SINCE)
    ten_of(office, oak)
    enter(office, CaseNote(0, pupil.id, FRIDAY, "talk", "With the mother."))
    case = pupil_case(office, pupil)
    [contact] = [line for line in case.ladders if line.step.id == "contact"]
    assert contact.standing is Standing.READY
    assert case.evidence(contact) == "talk Fri 20 Nov"


def test_the_oldest_of_ten_weeks_drops_off_next_monday_and_a_holiday_is_no_week(
    office, clock, oak, pupil
):
    set_calendar(office, [Closure(0, dt.date(2026, 10, 26), dt.date(2026, 10, 30), "half term")])
    first = dt.date(2026, 9, 7)
    week(office, oak[0], first, "OO /O // // //")
    week(office, oak[0], first + dt.timedelta(days=7), "O/ // // // //")
    found = ten_weeks(office, pupil)
    assert found.weeks[0].monday == first
    assert (len(found.weeks), found.number, len(found.drops)) == (10, 4, 3)
    assert found.next_monday == dt.date(2026, 11, 23)


def test_brothers_and_sisters_stand_side_by_side(office, oak, pupil):
    join_family(office, pupil.id, oak[1][1].id)
    pupil = office.roll.pupil(pupil.id)
    week(office, oak[0], MONDAY, "OO // // // //")
    [other] = pupil_case(office, pupil).family
    assert (other.figures.attended, other.figures.possible, other.away_together) == (10, 10, 0)


def test_a_medical_plan_and_few_days_on_the_roll_ask_for_care(office, pupil):
    change_card(office, CaseCard(pupil.id, medical_plan="asthma", bereaved_until=FRIDAY))
    assert careful(office, pupil) == ["medical plan", "bereavement, until Fri 20 Nov"]


def test_a_family_with_a_medical_plan_gets_the_supportive_letter(office, oak, pupil):
    choose_profile(office, "dunkirk", SINCE)
    line = next(
        one for one in pupil_case(office, pupil).ladders if one.step.letter == "late-letter"
    )
    assert pupil_case(office, pupil).letter(line) == "late-letter"
    change_card(office, CaseCard(pupil.id, medical_plan="asthma"))
    assert pupil_case(office, pupil).letter(line) == "letter-support"


def test_what_comes_up_is_there_by_its_day_until_it_is_settled(office, pupil):
    later = FRIDAY + dt.timedelta(days=30)
    plan = enter(office, Plan(0, pupil.id, FRIDAY, "plan", review=FRIDAY + dt.timedelta(days=3)))
    enter(office, Meeting(0, pupil.id, later, "clinic"))
    enter(office, Referral(0, pupil.id, FRIDAY, "School nurse", "asthma"))
    enter(office, CaseNote(0, pupil.id, FRIDAY, "talk", "ring the nurse", remind=FRIDAY))
    assert [one.what for one in due_now(office)] == [
        "reminder: ring the nurse",
        "review of the plan",
    ]
    change(office, replace(plan, outcome="kept"), "it was reviewed")
    assert [one.what for one in due_of(office, pupil.id)] == [
        "reminder: ring the nurse",
        "no answer yet: School nurse",
        "clinic",
    ]


def test_nothing_comes_up_on_today_for_a_child_who_has_left(office, clock, pupil):
    """Seen red without the question whether the child is on the roll."""
    enter(office, CaseNote(0, pupil.id, FRIDAY, "talk", "ring the nurse", remind=FRIDAY))
    [enrolment] = office.roll.enrolments(pupil.id)
    change_enrolment(office, replace(enrolment, last=FRIDAY, ground="moved school"))
    assert len(due_now(office)) == 1
    on(clock, FRIDAY + dt.timedelta(days=3))
    assert due_now(office) == []
    assert len(due_of(office, pupil.id)) == 1


def test_a_receptionist_opens_no_case(office, pupil):
    add_person(office, "Ivy Chen", "Receptionist", Role.RECEPTION, SINCE)
    office.sign_in(office.staff.named("Ivy Chen", FRIDAY))
    for ask in (lambda: pupil_case(office, pupil), lambda: due_now(office)):
        with pytest.raises(MayNotError):
            ask()


@pytest.mark.parametrize(
    ("profile", "alike"),
    [
        ("dunkirk", {"contact", "text-90"}),
        ("expect-monitor", {"discuss", "meeting"}),
        ("upton-partnership", {"early", "joint"}),
    ],
)
def test_what_a_policy_asks_for_each_by_itself_does_not_wait_for_the_other(
    office, oak, pupil, profile, alike
):
    """Seen red with each pair in one ladder, where the second was held up by the first."""
    choose_profile(office, profile, SINCE)
    ten_of(office, oak, "OO OO OO OO OO")
    found = {line.step.id: line for line in pupil_case(office, pupil).ladders}
    assert {found[step].standing for step in alike} == {Standing.READY}


def test_a_next_step_is_not_asked_for_where_the_child_has_come_every_day_since(office, clock, oak):
    """Seen red with the year's figure asked instead of the sessions since."""
    choose_profile(office, "st-stephens", SINCE)
    pupil = oak[1][0]
    ten_of(office, oak, "OO OO OO OO OO")
    enter(office, StepTaken(0, pupil.id, FRIDAY, "contact", StepState.DONE, evidence="call"))
    on(clock, MONDAY + dt.timedelta(days=32))
    for weeks in range(1, 5):
        week(office, oak[0], MONDAY + dt.timedelta(weeks=weeks), "// // // // //")
    line = next(one for one in pupil_case(office, pupil).ladders if one.step.id == "letter")
    assert line.standing is Standing.NOT_YET
    assert line.said == "better since Fri 20 Nov: 40 of 40 sessions attended"
