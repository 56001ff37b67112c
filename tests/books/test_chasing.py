"""Who is away without a reason, in a real file, and how a line closes by itself.

Seen red: a child who arrived kept on the list; a blank in a register that was not handed in taken
for an absence; 'on the way' that is a reason for ever.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.chasing import chase
from officeapp.books.reasons import reasons
from officeapp.books.roll_call import who_is_where
from officeapp.domain.first_day import Step
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.roll_call import Where
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.keep_roll import add_contact, change_contact
from officeapp.procedures.log_attempt import (
    DoNotContactError,
    NewAttempt,
    UnknownOutcomeError,
    log_attempt,
    take_back_attempt,
)
from officeapp.procedures.plan_message import Heard
from officeapp.procedures.sign_out import Leaving, sign_out
from officeapp.procedures.take_message import take_message
from officeapp.procedures.withdraw_arrival import take_back_arrival
from tests.builders import a_class, take

FRIDAY = dt.date(2026, 11, 20)
AM, PM = Session


@pytest.fixture
def oak(office, clock):
    """Return a class of three and its pupils, at ten on a Friday; the first has a mother."""
    set_clock(clock, "10:00")
    school_class, pupils = a_class(office)
    dana = Contact(ContactId(0), "Ms", "Berisha", "Dana", ("07700 900123",))
    add_contact(office, dana, Tie(0, pupils[0].id, ContactId(0), "mother", 1, may_collect=True))
    return school_class, pupils


def set_clock(clock, text):
    at = dt.time.fromisoformat(text)
    clock.now = dt.datetime.combine(FRIDAY, at, tzinfo=dt.UTC)


def opened(office):
    return [line.pupil.surname for line in chase(office) if line.is_open]


def next_of(office):
    rung = chase(office)[0].next
    return (rung.badge, rung.contact) if rung else None


def called(pupil, outcome="no answer", contact=0):
    return NewAttempt(pupil.id, Step.CALL, outcome, ContactId(contact))


def test_unknown_and_blank_in_a_register_that_was_handed_in_are_chased(office, oak):
    take(office, oak[0], FRIDAY, AM, "N./")
    assert opened(office) == ["Name000", "Name001"]


def test_nobody_is_chased_before_the_register_is_handed_in(office, oak):
    assert opened(office) == []


@pytest.mark.parametrize("code", ["I", "M", "C", "O", "L", "/"])
def test_whoever_has_another_mark_is_not_chased(office, oak, code):
    take(office, oak[0], FRIDAY, AM, [code, "/", "/"])
    assert opened(office) == []


def test_the_late_book_closes_a_chase_and_nobody_writes_that_it_did(office, oak, clock):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    log_attempt(office, called(pupil))
    set_clock(clock, "10:05")
    before = office.front_desk.attempts.on(FRIDAY)
    arrive_late(office, [Coming(pupil.id, dt.time(9, 24), reasons().late[0])])
    [line] = chase(office)
    assert (line.closed, line.tried) == ("arrived 09:24", "call: no answer 10:00")
    assert office.front_desk.attempts.on(FRIDAY) == before


def test_an_arrival_that_was_taken_back_opens_the_chase_again(office, oak):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    [entry] = arrive_late(office, [Coming(pupil.id, dt.time(9, 24), reasons().late[0])])
    assert opened(office) == []
    take_back_arrival(office, entry.id)
    assert opened(office) == ["Name000"]


def test_a_child_who_was_in_and_is_missed_in_the_afternoon_is_chased(office, oak, clock):
    school_class, _ = oak
    take(office, school_class, FRIDAY, AM, "///")
    set_clock(clock, "13:30")
    take(office, school_class, FRIDAY, PM, ["N", "\\", "\\"])
    [line] = chase(office)
    assert (line.pupil.surname, line.session, line.since) == ("Name000", PM, dt.time(13, 0))


def test_a_child_who_came_in_the_afternoon_is_chased_no_longer(office, oak, clock):
    school_class, _ = oak
    take(office, school_class, FRIDAY, AM, "N//")
    set_clock(clock, "13:30")
    take(office, school_class, FRIDAY, PM, ["\\", "\\", "\\"])
    assert opened(office) == []


def test_the_next_step_follows_what_was_tried_and_an_undo_brings_it_back(office, oak):
    """The national policy: the first contact, every other, then the head."""
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    mother = office.contacts.of(pupil.id)[0][1].id
    assert next_of(office) == ("call 1", mother)
    [entry] = log_attempt(office, called(pupil, contact=mother))
    assert next_of(office) == ("tell the head", 0)
    take_back_attempt(office, entry.id)
    assert next_of(office) == ("call 1", mother)


def test_who_was_reached_leaves_only_the_reason_to_write(office, oak):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    log_attempt(office, called(pupil, "reason given"))
    [line] = chase(office)
    assert (line.is_open, line.reached, line.next) == (True, True, None)


def test_days_running_are_counted_back_to_the_last_day_in(office, oak):
    school_class, _ = oak
    for before, code in ((4, "/"), (3, "N"), (2, "I"), (1, "N")):
        take(office, school_class, FRIDAY - dt.timedelta(days=before), AM, ["/", code, "/"])
    take(office, school_class, FRIDAY, AM, "NN/")
    assert [line.days for line in chase(office)] == [1, 4]


def test_a_child_who_was_signed_out_is_not_away_without_a_reason(office, oak, clock):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "///")
    dana = office.contacts.of(pupil.id)[0][1].id
    sign_out(office, Leaving(pupil.id, dt.time(9, 50), reasons().leaving[3], collector=dana))
    set_clock(clock, "13:30")
    take(office, school_class, FRIDAY, PM, ["N", "\\", "\\"])
    assert opened(office) == []


def test_on_the_way_is_a_reason_for_half_an_hour_and_no_longer(office, oak, clock):
    """Who said so and did not come is looked for again."""
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    on_the_way = next(one for one in reasons().messages if not one.code and not one.decides)
    take_message(office, Heard(pupil.id, Span(FRIDAY, FRIDAY), on_the_way, called="mother"))
    assert opened(office) == []
    set_clock(clock, "10:30")
    assert opened(office) == []
    set_clock(clock, "10:31")
    assert opened(office) == ["Name000"]


def test_a_message_that_somebody_else_decides_is_a_reason(office, oak):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    holiday = next(one for one in reasons().messages if one.decides == "headteacher")
    take_message(office, Heard(pupil.id, Span(FRIDAY, FRIDAY), holiday, called="mother"))
    assert opened(office) == []


@pytest.mark.parametrize("phone", ["07700 900123", "020 7946 0991"])
def test_nobody_is_called_who_is_not_to_be_contacted(office, oak, phone):
    """Neither offered by the ladder nor written down. Seen red with either left out."""
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    [(tie, dana)] = office.contacts.of(pupil.id)
    change_contact(office, replace(dana, phones=(phone,), do_not_contact=True), tie)
    assert [rung.contact for rung in chase(office)[0].ladder] == [0]
    with pytest.raises(DoNotContactError):
        log_attempt(office, called(pupil, contact=dana.id))
    assert office.front_desk.attempts.on(FRIDAY) == []


def test_an_outcome_that_is_not_in_the_list_is_refused(office, oak):
    _, (pupil, *_) = oak
    with pytest.raises(UnknownOutcomeError, match="no answer"):
        log_attempt(office, called(pupil, "sent"))


def test_after_a_minute_an_attempt_is_taken_back_with_a_reason_only(office, oak, clock):
    _, (pupil, *_) = oak
    [entry] = log_attempt(office, called(pupil))
    set_clock(clock, "10:02")
    with pytest.raises(NoReasonError):
        take_back_attempt(office, entry.id)
    take_back_attempt(office, entry.id, reason="wrong child")
    assert office.front_desk.attempts.on(FRIDAY) == []
    assert len(office.front_desk.attempts.versions(entry.id)) == 2


def test_one_arrival_and_four_views_agree(office, oak):
    """The late book, the register, the list of the away and the roll call, by one act."""
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "N//")
    [entry] = arrive_late(office, [Coming(pupil.id, dt.time(9, 24), reasons().late[0])])
    mark = office.register.standing(pupil.id, FRIDAY, AM)
    [called_now, *_] = who_is_where(office, dt.time(10))
    assert (entry.at, mark and mark.code) == (dt.time(9, 24), "U")
    assert chase(office)[0].closed == "arrived 09:24"
    assert (called_now.seen.where, called_now.seen.since) == (Where.IN, dt.time(9, 24))
