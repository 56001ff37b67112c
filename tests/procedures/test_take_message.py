"""Messages through the procedures themselves: what they settle, what waits, what they give back.

Seen red: an illness written over a child who is present; leave filled as if the office decided it;
a receptionist who settles yesterday; an unproved appointment marked M; N handed in over a message;
a message that makes refused leave an illness, pre-marked or in ink.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officeapp.books.derived import derived
from officeapp.books.reasons import reasons
from officeapp.domain.messages import Channel, HalfDay
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.amend_mark import NoReasonError, NothingChangedError
from officeapp.procedures.arrive_late import Coming, OffRollError, arrive_late
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.plan_message import (
    Heard,
    NobodySaidItError,
    NoSchoolThenError,
    WrongOrderError,
    plan_message,
)
from officeapp.procedures.settle_unknown import unknown_queue
from officeapp.procedures.take_message import (
    take_back_message,
    take_message,
    take_messages,
    update_message,
)
from officeapp.procedures.take_register import hand_in, pencil_marks
from tests.builders import SINCE, a_class, take
from tests.leave_builders import NO, a_child, decided

FRIDAY = dt.date(2026, 11, 20)  # today
THURSDAY = dt.date(2026, 11, 19)
MONDAY, TUESDAY, WEDNESDAY = (dt.date(2026, 11, day) for day in (23, 24, 25))
AM, PM = Session.AM, Session.PM
ILL, DENTIST = reasons().messages[0], reasons().messages[1]
RELIGIOUS, LEAVE, ON_THE_WAY = (reasons().messages[place] for place in (4, 5, 7))


@pytest.fixture
def oak(office):
    """Return a class of three and its pupils."""
    return a_class(office)


@pytest.fixture
def reception(office):
    """Sign a receptionist in."""
    add_person(office, "Ivy Chen", "Receptionist", Role.RECEPTION, SINCE)
    return office.staff.named("Ivy Chen", FRIDAY)


def heard(pupil, first=FRIDAY, last=FRIDAY, kind=ILL, **changes):
    return Heard(pupil.id, Span(first, last), kind, **{"called": "Mum", **changes})


def stands(office, pupil, day=FRIDAY, session=AM):
    mark = office.register.standing(pupil.id, day, session)
    return mark.code if mark else None


def expects(office, pupil, *days):
    said = derived(office, [pupil], days)
    return [
        said[key].code if (key := (pupil.id, day, half)) in said else "."
        for day in days
        for half in Session
    ]


def test_one_act_keeps_the_message_and_settles_what_was_unknown_today(office, oak):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    plan = take_message(office, heard(pupil, words="a cold", channel=Channel.ANSWERPHONE))
    history = office.register.history(pupil.id, FRIDAY, AM)
    assert [one.mark.code for one in history] == ["N", "I"]
    assert history[-1].mark.line.act == plan.message.line.act
    assert history[-1].mark.reason == "message: ill (answerphone)"


def test_a_blank_of_a_register_handed_in_is_filled_and_an_open_one_is_not(office, oak):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, ".//")
    take_message(office, heard(pupil))
    assert (stands(office, pupil), stands(office, pupil, session=PM)) == ("I", None)
    assert expects(office, pupil, FRIDAY)[1] == "I"


def test_whoever_is_marked_present_stays_present_and_is_shown(office, oak):
    """Presence wins. Planted: every mark of the days corrected: red."""
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "///")
    plan = take_message(office, heard(pupil))
    assert stands(office, pupil) == "/"
    assert [mark.code for mark in plan.otherwise] == ["/"]


def test_who_comes_after_all_is_simply_marked_present(office, oak):
    school_class, (pupil, *_) = oak
    take_message(office, heard(pupil))
    take(office, school_class, FRIDAY, AM, "///")
    assert stands(office, pupil) == "/"


def test_the_class_that_writes_n_does_not_lose_the_message(office, oak):
    school_class, (pupil, *_) = oak
    take_message(office, heard(pupil))
    sheet = Sheet(school_class.id, FRIDAY, AM)
    pencil_marks(office, sheet, {pupil.id: Draft("N")})
    hand_in(office, sheet)
    assert stands(office, pupil) == "I"


def test_reception_settles_today_and_leaves_earlier_days_to_the_office(office, oak, reception):
    school_class, (pupil, *_) = oak
    for day in (THURSDAY, FRIDAY):
        take(office, school_class, day, AM, "N//")
    head = office.person
    office.sign_in(reception)
    plan = take_message(office, heard(pupil, THURSDAY))
    assert (stands(office, pupil, THURSDAY), stands(office, pupil)) == ("N", "I")
    [waiting] = plan.waits
    assert (waiting.day, waiting.due) == (THURSDAY, dt.date(2026, 11, 26))
    assert unknown_queue(office, FRIDAY) == [waiting]
    office.sign_in(head)
    take_message(office, heard(pupil, THURSDAY))
    assert stands(office, pupil, THURSDAY) == "I"


@pytest.mark.parametrize(
    ("kind", "decides"), [(RELIGIOUS, "headteacher"), (LEAVE, "headteacher"), (ON_THE_WAY, "")]
)
def test_what_others_decide_fills_nothing_and_waits(office, oak, kind, decides):
    """Nothing here authorises leave. Planted: C for a holiday in the list: red."""
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    plan = take_message(office, heard(pupil, FRIDAY, MONDAY, kind))
    assert (stands(office, pupil), plan.decides) == ("N", decides)
    assert expects(office, pupil, MONDAY) == [".", "."]
    assert [one.message for one in unknown_queue(office, FRIDAY)] == [plan.message]
    assert heard(pupil, kind=replace(kind, code="C", decides="headteacher")).code == ""


@pytest.mark.parametrize(("evidence", "code"), [("", "N"), ("appointment card", "M")])
def test_an_appointment_settles_only_with_its_proof(office, oak, evidence, code):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    take_message(office, heard(pupil, kind=DENTIST, evidence=evidence))
    assert stands(office, pupil) == code


def test_an_illness_needs_no_evidence(office, oak):
    _, (pupil, *_) = oak
    assert plan_message(office, heard(pupil)).message.code == "I"


def test_days_to_come_are_filled_on_school_days_and_in_the_halves_said(office, oak):
    _, (pupil, *_) = oak
    take_message(office, heard(pupil, FRIDAY, TUESDAY, sessions=HalfDay.PM))
    assert expects(office, pupil, FRIDAY, MONDAY, TUESDAY, WEDNESDAY) == list(".I.I.I..")


def test_a_shorter_absence_gives_back_what_was_only_pre_marked(office, oak):
    _, (pupil, *_) = oak
    message = take_message(office, heard(pupil, FRIDAY, WEDNESDAY)).message
    plan, left = update_message(office, message, heard(pupil, FRIDAY, MONDAY), "mother rang")
    assert expects(office, pupil, MONDAY, TUESDAY) == ["I", "I", ".", "."]
    assert plan.message.correction == "until Mon 23 Nov instead of Wed 25 Nov; mother rang"
    assert left == ()


def test_ink_is_not_amended_by_a_shorter_absence_but_listed(office, oak):
    school_class, (pupil, *_) = oak
    message = take_message(office, heard(pupil, THURSDAY)).message
    for day in (THURSDAY, FRIDAY):
        take(office, school_class, day, AM, ".//")
    _, left = update_message(office, message, heard(pupil, THURSDAY, THURSDAY))
    assert [(mark.day, mark.code) for mark in left] == [(FRIDAY, "I")]
    assert stands(office, pupil) == "I"


def test_taken_back_at_once_puts_n_back(office, oak, clock):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    message = take_message(office, heard(pupil)).message
    take_back_message(office, message.id)
    assert stands(office, pupil) == "N"
    assert office.front_desk.messages.on(FRIDAY) == []
    again = take_message(office, heard(pupil)).message
    clock.now += dt.timedelta(minutes=1)
    with pytest.raises(NoReasonError):
        take_back_message(office, again.id)


def test_what_is_not_complete_is_refused(office, oak):
    _, (pupil, *_) = oak
    with pytest.raises(NobodySaidItError):
        take_message(office, heard(pupil, called=" "))
    with pytest.raises(WrongOrderError):
        take_message(office, heard(pupil, FRIDAY, THURSDAY))
    with pytest.raises(NoSchoolThenError):
        take_message(office, heard(pupil, dt.date(2026, 11, 21), dt.date(2026, 11, 22)))
    with pytest.raises(OffRollError):
        take_message(office, heard(pupil, dt.date(2026, 8, 3), dt.date(2026, 8, 3)))
    message = take_message(office, heard(pupil)).message
    with pytest.raises(NothingChangedError):
        update_message(office, message, heard(pupil))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(codes=st.lists(st.sampled_from("N/LIOM"), min_size=4, max_size=4), first=st.integers(0, 1))
def test_a_message_touches_only_what_was_unknown(office, codes, first):
    """Whatever stands: N and nothing else becomes I, in the days of the message and no other."""
    school_class, [pupil] = a_class(office, f"Class {len(office.roll.classes())}", 1)
    places = [(day, half) for day in (THURSDAY, FRIDAY) for half in Session]
    for (day, half), code in zip(places, codes, strict=True):
        take(office, school_class, day, half, ["\\" if (code, half) == ("/", PM) else code])
    before = {place: stands(office, pupil, *place) for place in places}
    take_message(office, heard(pupil, (THURSDAY, FRIDAY)[first]))
    for (day, half), code in before.items():
        asked = code == "N" and (day == FRIDAY or first == 0)
        assert stands(office, pupil, day, half) == ("I" if asked else code)


def test_the_newest_message_of_several_counts(office, oak):
    _, (pupil, *_) = oak
    take_message(office, heard(pupil, FRIDAY, MONDAY))
    take_message(office, heard(pupil, MONDAY, MONDAY, DENTIST, evidence="letter"))
    assert expects(office, pupil, FRIDAY, MONDAY) == ["I", "I", "M", "M"]


def test_a_message_makes_no_illness_of_leave_that_was_refused(office, clock):
    """What was refused is watched by a person, pre-marked or in ink. Seen red, both."""
    oak, child = a_child(office)
    decided(office, child, ruling=NO)
    ill = Heard(child.id, Span(MONDAY, TUESDAY), ILL, called="Mum")
    take_message(office, ill)
    assert expects(office, child, MONDAY) == [".", "."]
    clock.now += dt.timedelta(days=3)
    take(office, oak, MONDAY, AM, "N")
    plan = take_message(office, ill)
    assert (stands(office, child, MONDAY), len(plan.waits)) == ("N", 1)


def test_who_came_in_after_all_is_not_away_in_the_afternoon(office, oak, clock):
    """Planted: the afternoon pre-marked whatever the morning says: red, late and present."""
    school_class, (late, present, left) = oak
    clock.now = clock.now.replace(hour=8, minute=30)
    for pupil in (late, present):
        take_message(office, heard(pupil))
    clock.now = clock.now.replace(hour=12, minute=30)
    arrive_late(office, [Coming(late.id, dt.time(9, 40), reasons().late[0])])
    take(office, school_class, FRIDAY, AM, ".//")
    assert expects(office, late, FRIDAY)[1] == expects(office, present, FRIDAY)[1] == "."
    take_message(office, heard(left))
    assert expects(office, left, FRIDAY)[1] == "I"


def test_what_is_said_of_brothers_and_sisters_is_one_act_or_none(office, oak):
    school_class, (first, second, third) = oak
    take(office, school_class, FRIDAY, AM, "NN/")
    plans = take_messages(office, [heard(first), heard(second)])
    assert len({plan.message.line.act for plan in plans}) == 1
    assert (stands(office, first), stands(office, second)) == ("I", "I")
    with pytest.raises(NobodySaidItError):
        take_messages(office, [heard(third), heard(third, called="")])
    assert len(office.front_desk.messages.on(FRIDAY)) == 2
