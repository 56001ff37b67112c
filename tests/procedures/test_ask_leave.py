"""Requests for leave: what may be written down, who is warned of, which sessions count."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.act import Book
from officeapp.books.leave_days import counted, recounted
from officeapp.domain.assessments import Assessment
from officeapp.domain.cases import Plan, StepState, StepTaken, Taken
from officeapp.domain.leave import LeaveState, Outcome
from officeapp.domain.leaving import Removal
from officeapp.domain.patterns import Pattern, PatternKind
from officeapp.domain.rights import Right
from officeapp.domain.roll import Placement
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.procedures import ask_leave as al
from officeapp.procedures.change_leave import take_back_leave
from officeapp.procedures.decide_leave import Ruling, decide_leave, draft_decisions, for_all
from officeapp.procedures.keep_family import join_family
from officeapp.procedures.keep_patterns import add_pattern
from officeapp.procedures.keep_roll import BackwardsError, add_class, place
from officeapp.procedures.keep_school import add_site, set_calendar
from officeapp.procedures.leave_facts import doubts, facts_for, if_taken, notice_of, twelve_months
from officeapp.procedures.leave_outcome import consequence, next_step, recount_words
from officeapp.procedures.leave_reasons import reasons
from officeapp.procedures.name_delegate import set_assessment
from officeapp.procedures.remove_pupil import remove
from tests.leave_builders import (
    FRIDAY,
    MONDAY,
    NO,
    YES,
    a_child,
    a_parent,
    a_request,
    asked,
    decided,
    line,
    on,
    part,
    seen,
    take_days,
)

WEDNESDAY = dt.date(2026, 11, 25)
JULY, SEPTEMBER = dt.date(2027, 7, 20), dt.date(2027, 9, 3)


def sessions(office, request):
    """Return how many sessions count, child by child."""
    return [
        len(counted(office, office.roll.pupil(child), request.moments()).possible)
        for child in request.children
    ]


def close(office, first, last=None, site=None, **changes):
    """Close the school, or one site of it, for some days."""
    where = {"site": site} if site else {}
    set_calendar(office, [Closure(0, first, last or first, "training day", **where, **changes)])


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"last": MONDAY - dt.timedelta(days=1)}, BackwardsError),
        ({"last": MONDAY, "from_session": "PM", "to_session": "AM"}, BackwardsError),
        ({"received": dt.date(2026, 12, 1)}, al.NotReceivedYetError),
        ({"purpose": " "}, al.NoPurposeError),
        ({"applicant_name": ""}, al.NoApplicantError),
        ({"kind": "shopping"}, al.UnknownKindError),
        ({"set_apart": ("2026-11-23",)}, al.NotSetApartError),
        ({"kind": "religious", "set_apart": ("2026-12-01",)}, al.NotSetApartError),
    ],
)
def test_a_request_that_cannot_be_is_refused_with_a_sentence(office, changes, refusal):
    _, child = a_child(office)
    halves = {k: Session(v) for k, v in changes.items() if k.endswith("_session")}
    with pytest.raises(refusal, match=r"\.$"):
        asked(office, child, **(changes | halves))
    assert office.leave.requests() == []


def test_a_request_for_nobody_is_refused(office):
    with pytest.raises(al.NoChildError):
        al.ask_leave(office, a_request())


def test_days_outside_term_count_nothing_and_alone_are_refused(office):
    _, child = a_child(office)
    close(office, MONDAY, WEDNESDAY)
    request = asked(office, child)
    assert sessions(office, request) == [4]
    assert len(facts_for(office, request).children[0].closed) == 3
    with pytest.raises(al.NothingAskedError):
        asked(office, child, last=WEDNESDAY)


def test_half_days_are_asked_for_by_session(office):
    _, child = a_child(office)
    one = asked(office, child, last=MONDAY, to_session=Session.AM)
    two = asked(office, child, last=MONDAY)
    three = asked(office, child, from_session=Session.PM, last=WEDNESDAY, to_session=Session.AM)
    assert [sessions(office, request) for request in (one, two, three)] == [[1], [2], [4]]


def test_half_a_day_is_pre_marked_and_the_other_half_is_not(office):
    _, child = a_child(office)
    decided(office, child, last=MONDAY, from_session=Session.PM)
    assert seen(office, child, last=MONDAY) == ".C"


def test_days_off_the_roll_count_nothing(office):
    _, child = a_child(office)
    request = asked(office, child)
    remove(office, [Removal(0, child.id, dt.date(2026, 11, 24), "moved-away")])
    assert sessions(office, request) == [4]
    assert facts_for(office, request).children[0].off_roll == (
        WEDNESDAY,
        dt.date(2026, 11, 26),
        FRIDAY,
    )


def test_each_child_follows_the_calendar_of_its_own_site(office):
    _, older = a_child(office)
    upper = add_site(office, "Upper site")
    school_class = add_class(office, "5 Elm", upper.id)
    _, younger = a_child(office, "4 Ash")
    place(office, [Placement(0, younger.id, dt.date(2026, 9, 1), school_class.id, "5")])
    close(office, WEDNESDAY, site=upper.id)
    request = decided(office, older, younger)
    assert sessions(office, request) == [10, 8]
    assert [seen(office, one) for one in (older, younger)] == ["CCCCCCCCCC", "CCCC..CCCC"]


def test_a_request_across_two_school_years_is_counted_in_each(office):
    _, child = a_child(office)
    close(office, dt.date(2027, 7, 22), dt.date(2027, 9, 1))
    request = asked(office, child, first=JULY, last=SEPTEMBER)
    facts = facts_for(office, request).children[0]
    assert facts.by_year == ((SchoolYear(2026), 4), (SchoolYear(2027), 4))
    assert "4 in 2026/27 and 4 in 2027/28" in facts.said[0]


def test_leave_granted_across_two_school_years_is_pre_marked_in_both(office):
    _, child = a_child(office)
    close(office, dt.date(2027, 7, 22), dt.date(2027, 9, 1))
    decided(office, child, first=JULY, last=SEPTEMBER)
    assert seen(office, child, JULY, dt.date(2027, 7, 21)) == "CCCC"
    assert seen(office, child, dt.date(2027, 9, 2), SEPTEMBER) == "CCCC"


def test_a_child_is_not_asked_leave_for_sessions_a_timetable_takes_out(office):
    _, child = a_child(office)
    mother = a_parent(office, child)
    pattern = Pattern(
        0, child.id, PatternKind.PART_TIME, "/-/-/-/-/-", MONDAY, FRIDAY, agreed_with=mother.id
    )
    add_pattern(office, replace(pattern, review=FRIDAY))
    request = decided(office, child)
    assert sessions(office, request) == [5]
    assert seen(office, child) == "CpCpCpCpCp"


def test_a_calendar_changed_after_the_decision_re_counts_and_says_so(office):
    """Seen red with the count of the day of the decision kept."""
    _, child = a_child(office)
    request = decided(office, child)
    assert recount_words(office, request) == ""
    close(office, WEDNESDAY)
    (decision,) = office.leave.decisions(request.id).values()
    now = recounted(office, decision)
    assert now
    assert now.granted == 8
    assert "10 sessions then, 8 now" in next_step(office, request)
    assert seen(office, child) == "CCCC..CCCC"


def test_a_day_opened_after_a_part_was_granted_waits_to_be_decided(office):
    _, child = a_child(office)
    close(office, WEDNESDAY)
    request = decided(office, child, ruling=part(MONDAY))
    (closure,) = office.calendar.closures()
    set_calendar(office, [replace(closure, gone=True)])
    (decision,) = office.leave.decisions(request.id).values()
    assert decision.strip == "CCGG..GGGG"
    now = recounted(office, decision)
    assert now
    assert now.undecided == 2
    assert "2 of them not decided" in recount_words(office, request)


def test_a_day_closed_after_it_was_marked_gives_leave_up_when_leave_is_taken_back(office, clock):
    """Seen red with only the days restored that are open by now."""
    oak, child = a_child(office)
    request = decided(office, child)
    take_days(office, oak, clock, "..//")
    close(office, MONDAY)
    assert line(office, child) == "CC/\\......"
    take_back_leave(office, request, "they stayed")
    assert line(office, child) == "../\\......"


def test_who_asks_is_a_parent_the_child_lives_with_and_anybody_else_is_warned_of(office):
    _, child = a_child(office)
    mother = a_parent(office, child)
    father = a_parent(office, child, lives_with=False, surname="Ünsal")
    request = asked(office, child, applicant=mother.id)
    elsewhere = asked(office, child, applicant=father.id, last=MONDAY)
    stranger = asked(office, child, last=MONDAY)
    assert al.may_ask(office, [child]) == [mother]
    assert not [words for words in doubts(office, request) if "live" in words]
    assert "Name000 does not live with Ms Marta Ünsal" in doubts(office, elsewhere)[0].replace(
        "Zara ", ""
    )
    assert doubts(office, stranger)[0] == "Marta Nowak (mother) is not on the contact list."


@pytest.mark.parametrize(
    ("received", "said"),
    [
        (dt.date(2026, 10, 26), "4 weeks ahead (20 school days): within the notice period"),
        (dt.date(2026, 10, 27), "3 weeks ahead (19 school days): later than the policy asks"),
    ],
)
def test_notice_is_said_in_weeks_and_school_days(office, received, said):
    _, child = a_child(office)
    office.school.cards.standing()[1] = replace(office.school.card(), policy="dunkirk")
    office.policy.forget()
    request = a_request(child, kind="family", received=received)
    assert said in notice_of(office, request).said


@pytest.mark.parametrize(
    ("policy", "kind", "weeks"),
    [
        ("dunkirk", "holiday", 6),
        ("dunkirk", "family", 4),
        ("dunkirk", "religious", 2),
        ("kildwick", "holiday", 6),
        ("kildwick", "family", 6),
        ("expect-monitor", "family", 0),
    ],
)
def test_the_notice_asked_for_is_the_policys_by_kind(office, policy, kind, weeks):
    _, child = a_child(office)
    office.school.cards.standing()[1] = replace(office.school.card(), policy=policy)
    office.policy.forget()
    assert notice_of(office, a_request(child, kind=kind)).asked == weeks


def test_a_request_after_the_event_says_that_it_cannot_be_granted(office, clock):
    _, child = a_child(office)
    on(clock, FRIDAY)
    request = asked(office, child, received=FRIDAY)
    assert "cannot be granted" in notice_of(office, request).said


def test_the_facts_say_what_unauthorised_sessions_would_become(office, clock):
    """Worked example E1; seen red with a window that ended on the day of asking."""
    oak, child = a_child(office)
    take_days(office, oak, clock, "OO", first=dt.date(2026, 11, 16))
    on(clock, dt.date(2026, 11, 20))
    found = facts_for(office, asked(office, child)).children[0].threshold
    assert (found.now, found.then, found.met_on) == (2, 12, dt.date(2026, 11, 26))
    assert found.said == "would reach 10 on Thu 26 Nov"


def test_a_child_below_compulsory_age_reaches_no_threshold(office):
    from tests.builders import a_class

    _, (child,) = a_class(office, "R Fir", 1, born=dt.date(2022, 5, 2))
    moments = list(a_request(child).moments())
    assert if_taken(office, child, moments).said == "would be 10; below compulsory school age"


def test_the_facts_show_brothers_and_sisters_earlier_requests_and_like_decisions(office):
    _, child = a_child(office)
    _, sister = a_child(office, "4 Ash")
    _, stranger = a_child(office, "5 Elm")
    join_family(office, child.id, sister.id)
    decided(office, child, ruling=NO, first=MONDAY - dt.timedelta(weeks=3), last=WEDNESDAY)
    decided(office, sister, ruling=YES)
    decided(office, stranger, ruling=NO)
    facts = facts_for(office, asked(office, child, first=dt.date(2026, 11, 26)))
    assert [one.said for one in facts.siblings] == ["Zara Name000 asked for the same days: granted"]
    assert [one.state for one in facts.children[0].earlier] == [LeaveState.REFUSED]
    likes = [one.said for one in facts.likes]
    assert "November 2026, 10 sessions, refused: no exceptional circumstances" in likes
    assert not any("Zara" in words or "Name" in words for words in likes)


def test_the_stage_of_the_case_and_the_support_offered_are_among_the_facts(office):
    _, child = a_child(office)
    day = dt.date(2026, 11, 9)
    plan = Plan(0, child.id, day, "plan", support="breakfast club", taken=Taken.REFUSED)
    step = StepTaken(0, child.id, day, "home-visit", StepState.DONE)
    with office.writing("test", Right.CHANGE_CARD, Book.CASES) as act:
        office.cases.plans.enter(act, replace(plan, id=office.new_number()))
        office.cases.steps.enter(act, replace(step, id=office.new_number()))
    (found,) = facts_for(office, asked(office, child)).children
    assert found.support == ("plan of Mon 9 Nov: breakfast club, refused",)
    assert found.stage == "home-visit, Mon 9 Nov"


def test_closeness_to_tests_is_said_for_the_year_group_that_sits_them(office):
    _, child = a_child(office)
    week = Assessment(0, "Year 3 reading test", FRIDAY, FRIDAY, frozenset({"3"}))
    set_assessment(office, week)
    set_assessment(office, replace(week, name="Year 6 mock tests", year_groups=frozenset({"6"})))
    (child_facts,) = facts_for(office, asked(office, child)).children
    assert len(child_facts.tests) == 1
    assert child_facts.tests[0].endswith("in these days")


def test_what_will_follow_is_said_before_it_is_decided(office):
    _, child = a_child(office)
    request = asked(office, child)
    drafts = draft_decisions(office, request, for_all(request, NO))
    assert consequence(office, drafts) == (
        "If Zara is away then, 10 sessions G, and the letter says what follows; return check "
        "Mon 30 Nov. Unauthorised sessions would reach 10 on Fri 27 Nov."
    )
    assert office.leave.state(request) is LeaveState.WAITING


def test_the_heads_list_of_reasons_begins_with_what_was_written_most(office):
    _, child = a_child(office)
    _, other = a_child(office, "4 Ash")
    own = Ruling(Outcome.REFUSE, "we met on Monday")
    for pupil in (child, other):
        decided(office, pupil, ruling=own)
    decided(office, child, ruling=NO, first=FRIDAY)
    found = reasons(office, Outcome.REFUSE, "holiday")
    assert found[:2] == ["we met on Monday", "no exceptional circumstances"]
    assert "Holiday in term time: no exceptional circumstances" in found
    assert "we met on Monday" not in reasons(office, Outcome.GRANT, "holiday")


def test_more_days_set_apart_than_the_policy_counts_are_said_and_still_r(office):
    """Row C7: one day a festival in the policy; the law leaves the day to the religious body."""
    _, child = a_child(office)
    apart = ("2026-11-23", "2026-11-24")
    request = decided(office, child, kind="religious", purpose="Eid", set_apart=apart, ruling=NO)
    assert any("The policy counts 1 day a festival" in one for one in doubts(office, request))
    assert seen(office, child) == "RRRR......"


def test_a_day_set_apart_is_acknowledged_even_where_it_was_asked_for_late(office, clock):
    _, child = a_child(office)
    on(clock, FRIDAY)
    request = asked(
        office, child, kind="religious", purpose="Diwali", received=FRIDAY, last=MONDAY,
        set_apart=("2026-11-23",),
    )  # fmt: skip
    decide_leave(office, request, for_all(request, YES))
    assert office.leave.state(request) is LeaveState.GRANTED
    assert seen(office, child, last=MONDAY) == "RR"


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (dt.date(2026, 11, 20), dt.date(2025, 11, 21)),
        (dt.date(2028, 2, 28), dt.date(2027, 3, 1)),
        (dt.date(2028, 2, 29), dt.date(2027, 3, 1)),
        (dt.date(2029, 2, 28), dt.date(2028, 3, 1)),
    ],
)
def test_twelve_months_end_today(today, first):
    assert twelve_months(today).first == first
