"""After a decision: who decides, who is watched, who is due back, what is due next, day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.leave_watch import expected_back, follow_ups, return_checks, to_watch
from officeapp.domain.leave import LeaveState
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.errors import NotAllowedError
from officeapp.procedures.change_leave import take_back_leave
from officeapp.procedures.decide_leave import decide_leave, for_all
from officeapp.procedures.follow_leave import (
    MarkedMeanwhileError,
    NothingToMarkError,
    ToComeError,
    ask_for_more,
    mark_unauthorised_leave,
    note_leave_back,
    note_leave_enquiry,
    note_leave_follow_up,
    note_leave_referral,
    unauthorised_sessions,
)
from officeapp.procedures.keep_school import add_person, change_person, set_calendar
from officeapp.procedures.leave_outcome import letters, next_step
from officeapp.procedures.name_delegate import (
    DecidesAnywayError,
    NamedAlreadyError,
    change_delegate,
    name_delegate,
)
from tests.builders import SINCE
from tests.leave_builders import (
    FRIDAY,
    MONDAY,
    NO,
    YES,
    a_child,
    a_parent,
    asked,
    decided,
    line,
    on,
    part,
    seen,
    take_days,
)

NOVEMBER = dt.date(2026, 11, 20)  # a Friday: today
WEDNESDAY = dt.date(2026, 11, 25)
NEXT_MONDAY, NEXT_TUESDAY = dt.date(2026, 11, 30), dt.date(2026, 12, 1)


def a_deputy(office, name="Ines Roy"):
    return add_person(office, name, "Deputy head", Role.SAFEGUARDING, SINCE)


def decides(office, person):
    """Say whether somebody's key decides a new request."""
    head = office.person
    _, child = a_child(office, f"Class {len(office.roll.classes())}")
    request = asked(office, child)
    office.sign_in(person)
    try:
        decide_leave(office, request, for_all(request, YES))
    except NotAllowedError:
        return False
    finally:
        office.sign_in(head)
    return True


def test_somebody_the_head_has_named_decides_between_the_dates_and_not_outside_them(office, clock):
    """Seen red with a naming that had no dates."""
    deputy = a_deputy(office)
    assert not decides(office, deputy)
    name_delegate(office, deputy, NOVEMBER, MONDAY)
    assert decides(office, deputy)
    on(clock, dt.date(2026, 11, 24))
    assert not decides(office, deputy)


def test_a_naming_taken_back_ends_at_once_and_is_kept(office):
    deputy = a_deputy(office)
    named = name_delegate(office, deputy, NOVEMBER)
    change_delegate(office, replace(named, gone=True))
    assert not decides(office, deputy)
    assert len(office.leave.delegate_cards.versions(named.id)) == 2


def test_a_delegate_who_has_left_decides_nothing(office, clock):
    deputy = a_deputy(office)
    name_delegate(office, deputy, NOVEMBER)
    change_person(office, replace(deputy, last=NOVEMBER))
    on(clock, MONDAY)
    assert not decides(office, office.staff.cards.standing()[deputy.id])


def test_nobody_but_the_head_names_who_decides(office):
    deputy, other = a_deputy(office), a_deputy(office, "Ada Fenn")
    name_delegate(office, deputy, NOVEMBER)
    office.sign_in(deputy)
    with pytest.raises(NotAllowedError):
        name_delegate(office, other, NOVEMBER)


def test_the_head_is_not_named_and_nobody_twice(office):
    with pytest.raises(DecidesAnywayError):
        name_delegate(office, office.staff.first(), NOVEMBER)
    deputy = a_deputy(office)
    name_delegate(office, deputy, NOVEMBER)
    with pytest.raises(NamedAlreadyError):
        name_delegate(office, deputy, MONDAY)


def test_the_watch_list_says_who_came_and_who_did_not(office, clock):
    oak, child = a_child(office)
    decided(office, child, ruling=NO)
    take_days(office, oak, clock, "/N")
    watched = to_watch(office, MONDAY)
    assert [(one.session, one.came, one.away) for one in watched] == [
        (Session.AM, True, False),
        (Session.PM, False, True),
    ]
    assert to_watch(office, NEXT_MONDAY) == []


def test_marks_are_written_only_for_what_was_confirmed_as_it_stands(office, clock):
    oak, child = a_child(office)
    request = decided(office, child, ruling=NO)
    with pytest.raises(NothingToMarkError):
        mark_unauthorised_leave(office, request, unauthorised_sessions(office, request).to_mark)
    take_days(office, oak, clock, "N.")
    shown = unauthorised_sessions(office, request).to_mark
    mark_unauthorised_leave(office, request, shown[:1])
    assert line(office, child) == "G........."
    with pytest.raises(MarkedMeanwhileError):
        mark_unauthorised_leave(office, request, [replace(shown[0], stands="I")])


def test_a_child_is_checked_on_the_first_school_day_after_and_not_on_a_closed_one(office, clock):
    """Seen red with the day after the last day asked for."""
    oak, child = a_child(office)
    set_calendar(office, [Closure(0, NEXT_MONDAY, NEXT_MONDAY, "training day")])
    decided(office, child)
    take_days(office, oak, clock, ".........." + "  " + "N ")
    assert return_checks(office, NEXT_MONDAY) == []
    (found,) = return_checks(office, NEXT_TUESDAY)
    assert (found.expected, found.days_over) == (NEXT_TUESDAY, 1)
    assert found.refer_on == dt.date(2026, 12, 15)


def test_a_child_who_is_back_is_due_no_longer(office, clock):
    oak, child = a_child(office)
    decided(office, child)
    take_days(office, oak, clock, "..........N/")
    assert return_checks(office, NEXT_MONDAY) == []


def test_a_return_that_somebody_noted_counts_as_one(office, clock):
    _, child = a_child(office)
    request = decided(office, child)
    on(clock, NEXT_MONDAY)
    assert len(return_checks(office, NEXT_MONDAY)) == 1
    with pytest.raises(ToComeError):
        note_leave_back(office, request, child.id, NEXT_TUESDAY)
    note_leave_back(office, request, child.id, NEXT_MONDAY)
    assert return_checks(office, NEXT_MONDAY) == []


def test_enquiries_then_the_referral_fall_due_as_the_policy_counts_school_days(office, clock):
    """Row C8: enquiries, then ten school days after the expected return a referral."""
    _, child = a_child(office)
    request = decided(office, child)
    on(clock, NEXT_MONDAY)
    assert next_step(office, request).startswith("Return check")
    on(clock, NEXT_TUESDAY)
    assert next_step(office, request).startswith("Ask where Zara Name000 is")
    note_leave_enquiry(office, request, "rang both parents, no answer")
    assert next_step(office, request).startswith("Return check")
    on(clock, dt.date(2026, 12, 14))
    assert next_step(office, request).startswith("Refer Zara Name000")
    note_leave_referral(office, request, "by the authority's form")
    assert next_step(office, request).startswith("Return check")


def test_a_leave_that_waits_or_was_taken_back_has_nobody_due_back(office, clock):
    _, child = a_child(office)
    waiting = asked(office, child)
    withdrawn = decided(office, child)
    take_back_leave(office, withdrawn, "not going")
    on(clock, NEXT_TUESDAY)
    assert return_checks(office, NEXT_TUESDAY) == []
    assert expected_back(office, waiting, child.id) is None


def test_a_child_refused_who_came_all_the_same_needs_no_check(office, clock):
    oak, child = a_child(office)
    request = decided(office, child, ruling=NO)
    take_days(office, oak, clock, "//////////")
    on(clock, NEXT_MONDAY)
    assert return_checks(office, NEXT_MONDAY) == []
    assert next_step(office, request) == ""


def test_leave_taken_without_permission_is_followed_up_once(office, clock):
    """Row C9."""
    oak, child = a_child(office)
    request = decided(office, child, ruling=NO)
    take_days(office, oak, clock, "NNNNNNNNNN//")
    mark_unauthorised_leave(office, request, unauthorised_sessions(office, request).to_mark)
    ((_, pupil, taken),) = follow_ups(office, NEXT_MONDAY)
    assert (pupil.id, len(taken)) == (child.id, 10)
    assert next_step(office, request).startswith("Follow up")
    note_leave_follow_up(office, request, "letter, and a request to the authority")
    assert follow_ups(office, NEXT_MONDAY) == []


def test_what_is_next_while_it_waits_and_once_it_is_decided(office):
    _, child = a_child(office)
    request = asked(office, child)
    assert next_step(office, request) == "The headteacher decides, before Mon 23 Nov."
    later = asked(office, child, first=dt.date(2026, 12, 14), last=dt.date(2026, 12, 14))
    assert next_step(office, later) == "The headteacher decides."
    ask_for_more(office, request, "the invitation")
    assert next_step(office, request) == (
        "The headteacher decides, after the family's answer, before Mon 23 Nov."
    )
    decide_leave(office, request, for_all(request, part(WEDNESDAY)))
    assert next_step(office, request) == "Watch the register from Mon 23 Nov."
    take_back_leave(office, office.leave.request(request.id), "not going")
    assert next_step(office, office.leave.request(request.id)) == ""


def test_a_request_whose_first_day_has_come_says_so(office, clock):
    _, child = a_child(office)
    request = asked(office, child)
    on(clock, MONDAY)
    assert next_step(office, request) == "The headteacher decides; the leave has begun."


def test_the_answer_to_each_parent_has_its_four_points(office):
    """Row C5: return, delay, what follows, further contact; and what a refusal leads to."""
    _, child = a_child(office)
    _, sister = a_child(office, "4 Ash")
    mother = a_parent(office, child, sister)
    father = a_parent(office, child, lives_with=False, surname="Ünsal")
    a_parent(office, child, surname="Silent", do_not_contact=True)
    request = decided(office, child, sister, ruling=NO, contact_there="hotel in Faro")
    found = {one.parent.id: one for one in letters(office, request)}
    assert set(found) == {mother.id, father.id}
    assert len(found[mother.id].answers) == 2
    (answer,) = found[father.id].answers
    assert (answer.back, answer.enquire_on, answer.refer_on) == (
        (NEXT_MONDAY, Session.AM),
        NEXT_TUESDAY,
        dt.date(2026, 12, 14),
    )
    assert (answer.taken, len(answer.refused)) == ("G", 10)
    assert answer.threshold
    assert answer.threshold.met_on == FRIDAY
    assert found[mother.id].contact_there == "hotel in Faro"


PROFILES = ("dunkirk", "st-stephens", "kildwick", "expect-monitor", "upton-partnership")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_family_of_three_in_two_sites_under_every_policy(office, clock, profile):
    """A holiday, a festival and a wedding, decided differently, gone on or not."""
    from officeapp.domain.roll import Placement
    from officeapp.procedures.keep_roll import add_class, place
    from officeapp.procedures.keep_school import add_site, change_school

    change_school(office, replace(office.school.card(), policy=profile))
    oak, one = a_child(office)
    ash, two = a_child(office, "4 Ash")
    _, three = a_child(office, "5 Elm")
    upper = add_site(office, "Upper site")
    fir = add_class(office, "5 Fir", upper.id)
    place(office, [Placement(0, three.id, SINCE, fir.id, "5")])
    set_calendar(office, [Closure(0, FRIDAY, FRIDAY, "training day", site=upper.id)])
    mother = a_parent(office, one, two, three).id
    tuesday = dt.date(2026, 11, 24)
    holiday = asked(office, one, two, three, applicant=mother, first=MONDAY, last=tuesday)
    feast = asked(
        office, one, two, three, applicant=mother, kind="religious", purpose="Diwali",
        first=WEDNESDAY, last=dt.date(2026, 11, 26), set_apart=("2026-11-25",),
    )  # fmt: skip
    wedding = asked(
        office, one, two, three, applicant=mother, kind="family", purpose="a wedding",
        first=FRIDAY, last=FRIDAY,
    )  # fmt: skip
    decide_leave(office, holiday, for_all(holiday, NO))
    decide_leave(office, feast, for_all(feast, NO))
    decide_leave(office, wedding, for_all(wedding, YES))
    assert [office.leave.state(request) for request in (holiday, feast, wedding)] == [
        LeaveState.REFUSED,
        LeaveState.PART,
        LeaveState.GRANTED,
    ]
    assert [seen(office, pupil) for pupil in (one, two, three)] == [
        "....RR..CC",
        "....RR..CC",
        "....RR....",
    ]
    take_days(office, oak, clock, "NNNN..NN..//")
    take_days(office, ash, clock, "//////////")
    take_days(office, fir, clock, "////..//  //")
    on(clock, NEXT_MONDAY)
    for request in (holiday, feast):
        to_mark = unauthorised_sessions(office, request).to_mark
        mark_unauthorised_leave(office, request, to_mark)
    assert [line(office, pupil) for pupil in (one, two, three)] == [
        "GGGGRROOCC",
        "/\\" * 5,
        r"/\/\RR/\..",
    ]
    assert {pupil.id for _, pupil, _ in follow_ups(office, NEXT_MONDAY)} == {one.id}
    assert return_checks(office, NEXT_MONDAY) == []


def test_leave_of_more_than_a_year_ago_is_not_asked_after_any_more(office, clock):
    """Seen red with every request there has been looked through."""
    oak, child = a_child(office)
    decided(office, child)
    take_days(office, oak, clock, "." * 10)
    assert len(return_checks(office, NEXT_MONDAY)) == 1
    assert return_checks(office, dt.date(2027, 11, 29)) == []
