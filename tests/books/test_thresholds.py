from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.thresholds import Watch
from officeapp.domain.cases import CaseCard, Plan, StepState, StepTaken
from officeapp.domain.policies import Need
from officeapp.domain.readiness import State
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.roll import Contact, Placement, Tie
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_case import change_card, enter
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_roll import add_class, add_contact, place
from officeapp.procedures.keep_school import set_calendar
from tests.builders import a_class, take
from tests.conftest import MONDAY

FRIDAY = MONDAY + dt.timedelta(days=4)


def mark_week(office, school_class, codes, monday=MONDAY):
    for place_, code in enumerate(codes):
        day = monday + dt.timedelta(days=place_ // 2)
        take(office, school_class, day, list(Session)[place_ % 2], code)


def finding(office, pupil, rule="penalty-notice", day=FRIDAY):
    return next(one for one in Watch(office, day).of(pupil) if one.rule.id == rule)


@pytest.fixture
def child(office):
    school_class, [pupil] = a_class(office, pupils=1)
    contact = Contact(ContactId(0), "Ms", "Parent", "A")
    add_contact(
        office,
        contact,
        Tie(0, pupil.id, ContactId(0), "mother", parental_responsibility=True),
    )
    before = Closure(0, dt.date(2026, 9, 1), MONDAY - dt.timedelta(days=1), "building work")
    set_calendar(office, [before])
    mark_week(office, school_class, "OOOOOOOOON")
    return pupil


def test_ten_sessions_in_the_register_meet_the_national_threshold(office, child):
    found = finding(office, child)
    assert (found.reached.count, found.reached.day) == (10, FRIDAY)
    assert found.state is State.BLOCKED
    assert found.blocked_by[0] is Need.EXPLAINED


def test_each_thing_in_the_way_is_mended_until_it_is_ready(office, child):
    """One pupil from met to ready. Seen red with warnings of any kind of step."""
    last = office.register.standing(child.id, FRIDAY, Session.PM)
    amend_mark(office, last, "O", "no reason given")
    assert finding(office, child).blocked_by == (Need.WARNED, Need.SUPPORTED)
    enter(office, StepTaken(0, child.id, FRIDAY, "listen", StepState.DONE, "call"))
    enter(office, Plan(0, child.id, FRIDAY, "plan", support="breakfast club"))
    assert finding(office, child).blocked_by == (Need.WARNED,)
    enter(office, StepTaken(0, child.id, FRIDAY, "improve", StepState.DONE, "letter L-1"))
    assert finding(office, child).state is State.READY
    change_card(office, CaseCard(child.id, social_worker="A. Person"))
    assert finding(office, child).blocked_by == (Need.NO_SOCIAL_WORKER,)


def test_a_corrected_mark_takes_the_threshold_back(office, child):
    first = office.register.standing(child.id, MONDAY, Session.AM)
    amend_mark(office, first, "I", "a message was found")
    assert finding(office, child).state is State.NOT_YET


def test_a_day_to_come_counts_sessions_begun_and_an_earlier_day_those_until_then(office, child):
    assert finding(office, child, day=MONDAY).reached.count == 2
    assert finding(office, child, day=dt.date(2026, 12, 18)).reached.count == 10


def test_a_pupil_who_changes_to_another_site_keeps_the_weeks_of_both(office, child):
    """Seen red with the calendar of the class of the day for every week."""
    site = office.school.sites()[0].id
    other = add_class(office, "4 Elm", site)
    next_monday = MONDAY + dt.timedelta(weeks=1)
    place(office, [Placement(0, child.id, next_monday, other.id, "4")])
    closed = Closure(0, MONDAY, FRIDAY, "trip week", year_groups=frozenset({"4"}))
    set_calendar(office, [closed])
    assert finding(office, child, day=next_monday).reached.met


def test_all_pupils_say_what_each_says_alone(office, child):
    _, more = a_class(office, "4 Elm", 2)
    watch = Watch(office, FRIDAY)
    together = [(one.pupil.id, one.reached, one.blocked_by) for one in watch.all()]
    alone = [
        (one.pupil.id, one.reached, one.blocked_by)
        for pupil in [child, *more]
        for one in watch.of(office.roll.pupil(PupilId(pupil.id)))
    ]
    assert sorted(together, key=str) == sorted(alone, key=str)


def test_the_rules_are_those_of_the_law_and_of_the_policy_of_the_day(office, child):
    choose_profile(office, "kildwick", FRIDAY)
    names = {one.rule.id for one in Watch(office, FRIDAY).of(child)}
    assert {"penalty-notice", "persistent", "sessions-by-half-term"} <= names
    before = {one.rule.id for one in Watch(office, MONDAY).of(child)}
    assert "sessions-by-half-term" not in before
