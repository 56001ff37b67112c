"""Decisions on leave and the register: a line of marks before and after, two symbols a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officeapp.books.check import check
from officeapp.books.derived import derived
from officeapp.books.leave_days import summed
from officeapp.books.leave_watch import to_watch
from officeapp.domain.leave import LeaveState, Outcome
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session, Span
from officeapp.errors import NotAllowedError
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.ask_leave import DecidedAlreadyError, WhyChangedError
from officeapp.procedures.change_leave import take_back_leave, withdraw_leave
from officeapp.procedures.decide_leave import (
    AfterTheEventError,
    NoReasonGivenError,
    NotALeaveCodeError,
    Ruling,
    decide_leave,
    for_all,
    supersede_leave,
)
from officeapp.procedures.follow_leave import mark_unauthorised_leave, unauthorised_sessions
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from tests.builders import SINCE
from tests.conftest import StoppedClock
from tests.leave_builders import (
    FRIDAY,
    MONDAY,
    NO,
    YES,
    a_child,
    asked,
    decided,
    line,
    on,
    part,
    seen,
    take_days,
)

TUESDAY = dt.date(2026, 11, 24)
WEDNESDAY = dt.date(2026, 11, 25)


def test_granted_sessions_are_pre_marked_and_figures_do_not_count_them_yet(office):
    _, child = a_child(office)
    decided(office, child)
    assert seen(office, child) == "CCCCCCCCCC"
    assert line(office, child) == ".........."


def test_a_register_handed_in_puts_leave_into_ink_and_presence_overwrites_it(office, clock):
    oak, child = a_child(office)
    decided(office, child)
    take_days(office, oak, clock, r"../..")
    assert line(office, child) == r"CC/CC....."
    assert seen(office, child) == r"CC/CCCCCCC"


def test_refused_sessions_are_watched_and_not_pre_marked(office):
    _, child = a_child(office)
    decided(office, child, ruling=NO)
    assert seen(office, child) == ".........."
    assert [(one.session, one.taken) for one in to_watch(office, MONDAY)] == [
        (Session.AM, "G"),
        (Session.PM, "G"),
    ]


def test_part_of_a_leave_grants_the_picked_days_and_watches_the_others(office):
    _, child = a_child(office)
    request = decided(office, child, ruling=part(MONDAY, WEDNESDAY))
    assert office.leave.decisions(request.id)[child.id].strip == "CCGGCCGGGG"
    assert seen(office, child) == "CC..CC...."
    assert office.leave.state(request) is LeaveState.PART


def test_a_pre_marked_session_says_until_when_leave_was_granted_and_why(office):
    _, child = a_child(office)
    decided(office, child, ruling=part(MONDAY, WEDNESDAY))
    said = derived(office, [child], [MONDAY])[child.id, MONDAY, Session.AM]
    assert said.why == "leave granted until Wed 25 Nov 2026: only the wedding itself"


def test_a_child_named_twice_is_asked_for_once(office):
    _, child = a_child(office)
    assert asked(office, child, child).children == (child.id,)


def test_a_child_away_on_refused_days_is_marked_g_in_one_confirmed_act(office, clock):
    oak, child = a_child(office)
    request = decided(office, child, ruling=NO)
    take_days(office, oak, clock, "NN.I/")
    found = unauthorised_sessions(office, request)
    acts = len(office.connection.execute("SELECT id FROM act").fetchall())
    assert mark_unauthorised_leave(office, request, found.to_mark) == 3
    assert line(office, child) == "GGGI/....."
    assert [one.stands for one in found.kept] == ["I", "/"]
    assert len(office.connection.execute("SELECT id FROM act").fetchall()) == acts + 1


def test_anything_but_a_holiday_is_marked_o(office, clock):
    oak, child = a_child(office)
    request = decided(office, child, ruling=NO, kind="family", purpose="a wedding")
    take_days(office, oak, clock, "NN")
    mark_unauthorised_leave(office, request, unauthorised_sessions(office, request).to_mark)
    assert line(office, child) == "OO........"


def test_an_absence_nobody_explained_becomes_leave_when_it_is_granted(office, clock):
    oak, child = a_child(office)
    request = asked(office, child)
    take_days(office, oak, clock, "N.I/")
    decide_leave(office, request, for_all(request, YES))
    assert line(office, child) == r"CCI\......"


def test_leave_taken_back_gives_back_what_stood_before_and_keeps_what_was_really_marked(
    office, clock
):
    """Seen red with a restore that emptied every session of the leave (frappe's fault)."""
    oak, child = a_child(office)
    request = asked(office, child)
    take_days(office, oak, clock, "NI")
    decide_leave(office, request, for_all(request, YES))
    take_days(office, oak, clock, "  ../")
    assert line(office, child) == r"CICC/....."
    take_back_leave(office, office.leave.request(request.id), "they stayed")
    assert line(office, child) == r"NI../....."
    assert seen(office, child) == r"NI../....."


def test_a_mark_of_leave_a_person_wrote_is_left_and_said(office, clock):
    oak, child = a_child(office)
    request = decided(office, child)
    take_days(office, oak, clock, "I")
    amend_mark(office, office.register.standing(child.id, MONDAY, Session.AM), "C", "told so")
    answer = take_back_leave(office, office.leave.request(request.id), "they stayed")
    assert answer.left == ((child.id, (MONDAY, Session.AM)),)
    assert line(office, child) == "C........."


def test_a_later_decision_stands_for_the_sessions_two_requests_share(office):
    _, child = a_child(office)
    first = decided(office, child, last=WEDNESDAY)
    second = decided(office, child, first=WEDNESDAY, ruling=NO)
    assert seen(office, child) == "CCCC......"
    assert [one.id for one in office.leave.overlapping(first)] == [second.id]
    take_back_leave(office, office.leave.request(second.id), "asked by mistake")
    assert seen(office, child) == "CCCCCC...."


def test_taking_back_a_refusal_in_ink_gives_the_earlier_leave_its_mark_back(office, clock):
    oak, child = a_child(office)
    decided(office, child)
    take_days(office, oak, clock, "..")
    later = decided(office, child, ruling=NO)
    assert line(office, child) == ".........."
    on(clock, TUESDAY)
    mark_unauthorised_leave(office, later, unauthorised_sessions(office, later).to_mark)
    assert line(office, child) == "GG........"
    take_back_leave(office, office.leave.request(later.id), "asked by mistake")
    assert line(office, child) == "CC........"


def test_leave_that_two_decisions_gave_goes_when_both_are_taken_back(office, clock):
    """Seen red while a mark was ascribed only to the decision that stands."""
    oak, child = a_child(office)
    first = decided(office, child)
    take_days(office, oak, clock, "..")
    second = decided(office, child)
    take_back_leave(office, office.leave.request(first.id), "asked twice")
    assert line(office, child) == "CC........"
    take_back_leave(office, office.leave.request(second.id), "they stayed")
    assert line(office, child) == ".........."


def test_a_decision_taken_anew_supersedes_and_both_are_kept_with_why(office, clock):
    oak, child = a_child(office)
    request = decided(office, child)
    take_days(office, oak, clock, "..")
    supersede_leave(office, request, for_all(request, NO), "the evidence was not what it seemed")
    (decision,) = office.leave.decisions(request.id).values()
    versions = [one for one, _ in office.leave.decision_cards.versions(decision.id)]
    assert [one.strip for one in versions] == ["CCCCCCCCCC", "GGGGGGGGGG"]
    assert decision.why == "the evidence was not what it seemed"
    assert line(office, child) == ".........."
    supersede_leave(office, request, for_all(request, YES), "appealed")
    assert line(office, child) == "CC........"


def test_a_decision_and_a_return_leave_the_file_sound(office, clock):
    oak, child = a_child(office)
    request = decided(office, child)
    take_days(office, oak, clock, "../")
    take_back_leave(office, office.leave.request(request.id), "they stayed")
    assert check(office) == []


def test_a_withdrawn_request_is_kept_with_its_reason(office):
    _, child = a_child(office)
    request = asked(office, child)
    withdraw_leave(office, request, "no longer going")
    (kept,) = office.leave.of_pupil(child.id)
    assert (office.leave.state(kept), kept.why) == (LeaveState.WITHDRAWN, "no longer going")
    assert office.leave.waiting() == []


def test_a_refusal_needs_a_reason_and_so_does_a_change(office):
    _, child = a_child(office)
    request = asked(office, child)
    with pytest.raises(NoReasonGivenError):
        decide_leave(office, request, for_all(request, Ruling(Outcome.REFUSE)))
    decide_leave(office, request, for_all(request, NO))
    with pytest.raises(WhyChangedError):
        supersede_leave(office, request, for_all(request, YES), " ")
    with pytest.raises(DecidedAlreadyError):
        decide_leave(office, request, for_all(request, YES))


def test_leave_asked_for_after_the_event_is_not_granted(office, clock):
    """Seen red without the check (2024 Regulations, regulation 11: leave is asked in advance)."""
    _, child = a_child(office)
    on(clock, WEDNESDAY)
    request = asked(office, child, received=WEDNESDAY)
    with pytest.raises(AfterTheEventError, match="Mon 23 Nov"):
        decide_leave(office, request, for_all(request, YES))
    to_come = part(WEDNESDAY, FRIDAY)
    decide_leave(office, request, for_all(request, to_come))
    assert seen(office, child) == "....CC..CC"


@pytest.mark.parametrize(
    ("kind", "code"), [("holiday", "C"), ("performance", "c"), ("interview", "j")]
)
def test_leave_is_coded_by_the_law_of_its_dates(office, kind, code):
    _, child = a_child(office)
    decided(office, child, kind=kind, last=MONDAY)
    assert seen(office, child, last=MONDAY) == code * 2


@pytest.mark.parametrize("code", ["J", "H", "C2", "M", "R", "/"])
def test_no_other_code_is_granted(office, code):
    """Seen red with / and M, which passed for a refusal."""
    _, child = a_child(office)
    request = asked(office, child)
    with pytest.raises(NotALeaveCodeError):
        decide_leave(office, request, for_all(request, replace(YES, code=code)))


def test_the_day_a_religious_body_sets_apart_is_r_even_where_the_rest_is_refused(office):
    """Worked example D4; seen red with a refusal that covered every day asked for."""
    _, child = a_child(office)
    request = decided(
        office, child, kind="religious", purpose="Eid", set_apart=("2026-11-25",), ruling=NO
    )
    assert office.leave.decisions(request.id)[child.id].strip == "OOOORROOOO"
    assert seen(office, child) == "....RR...."
    assert office.leave.state(request) is LeaveState.PART


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HEAD])
def test_nobody_but_the_head_decides(office, role):
    """Seen red with the right given to the office."""
    _, child = a_child(office)
    request = asked(office, child)
    office.sign_in(add_person(office, "Ben Okoro", "Clerk", role, SINCE))
    with pytest.raises(NotAllowedError):
        decide_leave(office, request, for_all(request, YES))
    assert office.leave.state(request) is LeaveState.WAITING


DAYS = st.sampled_from([".", "/", "N", "I", "M", "L"])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=st.lists(st.sampled_from([" ", *".NI/"]), min_size=4, max_size=4),
    after=st.lists(st.sampled_from([" ", *"./NI"]), min_size=6, max_size=6),
    refused=st.booleans(),
)
def test_whatever_was_marked_taking_leave_back_restores_it_exactly(
    tmp_path_factory, before, after, refused
):
    """The line with a leave that was taken back is the line without any leave.

    N is no mark of its own where leave is granted: the register takes the leave's.
    """
    typed = "".join(after) if refused else "".join(after).replace("N", "I")
    pages = "".join(before), " " * 4 + typed
    lines = []
    for with_leave in (False, True):
        folder = tmp_path_factory.mktemp("leave")
        clock = StoppedClock(dt.datetime(2026, 11, 20, 16, tzinfo=dt.UTC))
        made = NewSchool("Moorside Primary", "Petra Lindqvist", "Headteacher")
        with new_school(folder / "s.db", made, clock=clock, own_folder=folder) as office:
            oak, child = a_child(office)
            take_days(office, oak, clock, pages[0])
            request = decided(office, child, ruling=NO if refused else YES) if with_leave else None
            take_days(office, oak, clock, pages[1])
            on(clock, FRIDAY)
            if request:
                found = unauthorised_sessions(office, request).to_mark
                if found:
                    mark_unauthorised_leave(office, request, found)
                take_back_leave(office, office.leave.request(request.id), "they stayed")
            lines.append(line(office, child))
    assert lines[0] == lines[1]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(days=st.integers(2, 12), start=st.integers(0, 20), picked=st.sets(st.integers(0, 23)))
def test_granted_and_refused_are_together_what_was_asked_and_is_possible(
    office, days, start, picked
):
    _, child = a_child(office, f"Class {len(office.roll.classes())}")
    first = MONDAY + dt.timedelta(days=start)
    last = first + dt.timedelta(days=days)
    asked_for = [m for n, m in enumerate(_moments(first, last)) if n in picked]
    request = asked(office, child, first=first, last=last)
    every = list(request.moments())
    some = 0 < len(asked_for) < len(every)
    ruling = Ruling(Outcome.PART, "so", sessions=frozenset(asked_for)) if some else YES
    (decision,) = decide_leave(office, request, for_all(request, ruling))
    found = summed(office, decision)
    assert found.granted + found.refused == decision.counted == len(every)
    assert found.granted == (len(asked_for) if some else len(every))


def _moments(first, last):
    from officeapp.domain.school_year import is_weekday

    return [(day, half) for day in Span(first, last).days() if is_weekday(day) for half in Session]


def test_a_session_that_was_emptied_and_marked_anew_can_still_be_corrected(office, clock):
    """Seen red: the line that says nothing stands there stood beside the new mark."""
    oak, child = a_child(office)
    request = decided(office, child)
    take_days(office, oak, clock, ".")
    take_back_leave(office, office.leave.request(request.id), "they stayed")
    take_days(office, oak, clock, "N")
    amend_mark(office, office.register.standing(child.id, MONDAY, Session.AM), "I", "rang")
    assert line(office, child) == "I........."
    assert check(office) == []
