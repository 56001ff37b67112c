"""A name is taken off the roll by two people: the office proposes, the head confirms."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.figures import totals
from officeapp.books.office import MayNotError
from officeapp.books.returns import returns_due
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.leaving import Removal, State
from officeapp.domain.returns import ReturnKind
from officeapp.domain.roll import Enrolment
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.keep_roll import enrol_again
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.remove_pupil import (
    CannotRemoveError,
    NotOnRollThenError,
    ProposedAlreadyError,
    SayWhyError,
    SettledAlreadyError,
    confirm_removals,
    decline_removal,
    leave,
    note_return,
    propose_removals,
    remove,
    take_back_return,
)
from tests.builders import a_class, take

TODAY = dt.date(2026, 11, 20)
MONDAY = dt.date(2026, 11, 16)


@pytest.fixture
def pupils(office):
    """Return three pupils of a class."""
    return a_class(office)[1]


@pytest.fixture
def manager(office):
    """Return an office manager, who may propose and not confirm."""
    return add_person(office, "Ines Moreau", "Office manager", Role.OFFICE, dt.date(2026, 9, 1))


def moved(pupil, last=TODAY, **changes):
    return Removal(0, pupil.id, last, "moved-away", **changes)


def test_the_office_proposes_and_the_head_confirms(office, pupils, manager):
    head = office.person
    office.sign_in(manager)
    (waiting,) = leave(office, [moved(pupils[0])])
    assert office.roll.removals() == [waiting]
    assert office.roll.is_on_roll(pupils[0].id, TODAY + dt.timedelta(1))
    office.sign_in(head)
    confirm_removals(office, [waiting])
    (time,) = office.roll.enrolments(pupils[0].id)
    assert (time.last, time.ground) == (TODAY, "moved beyond a reasonable distance")
    assert not office.roll.removals()
    writers = [by.name for _, by in office.roll.removal_cards.versions(waiting.id)]
    assert writers == ["Ines Moreau", "Petra Lindqvist"]


def test_the_office_cannot_remove_or_confirm(office, pupils, manager):
    office.sign_in(manager)
    with pytest.raises(MayNotError, match="may not admit a pupil or remove one"):
        remove(office, [moved(pupils[0])])
    proposed = propose_removals(office, [moved(pupils[0])])
    with pytest.raises(MayNotError):
        confirm_removals(office, proposed)


def test_the_head_removes_without_a_proposal(office, pupils):
    (done,) = leave(office, [moved(pupils[0])])
    assert done.state is State.CONFIRMED
    assert [one.id for one in office.roll.on_roll(TODAY + dt.timedelta(1))] == [
        pupil.id for pupil in pupils[1:]
    ]


def test_nothing_is_removed_for_days_that_have_gone_without_saying_so(office, pupils):
    with pytest.raises(CannotRemoveError, match="has gone"):
        remove(office, [moved(pupils[0], MONDAY)])
    remove(office, [moved(pupils[0], MONDAY, why_late="the new school told us on Friday")])
    assert office.roll.enrolments(pupils[0].id)[0].last == MONDAY
    (kept,) = office.roll.removal_cards.standing().values()
    assert kept.why_late == "the new school told us on Friday"


def test_a_proposal_that_has_waited_too_long_is_not_confirmed_unseen(office, pupils, clock):
    waiting = propose_removals(office, [moved(pupils[0])])
    clock.now += dt.timedelta(days=3)
    with pytest.raises(CannotRemoveError, match="Friday 20 November 2026 has gone"):
        confirm_removals(office, waiting)
    assert office.roll.removals() == waiting
    confirm_removals(office, [replace(waiting[0], why_late="the head was away")])


def test_a_removal_is_declined_with_a_reason(office, pupils):
    (waiting,) = propose_removals(office, [moved(pupils[0])])
    with pytest.raises(SayWhyError):
        decline_removal(office, waiting, " ")
    decline_removal(office, waiting, "They only moved two streets.")
    assert not office.roll.removals()
    assert office.roll.is_on_roll(pupils[0].id, TODAY + dt.timedelta(1))
    with pytest.raises(SettledAlreadyError):
        confirm_removals(office, [waiting])


def test_a_pupil_is_proposed_once(office, pupils):
    propose_removals(office, [moved(pupils[0])])
    with pytest.raises(ProposedAlreadyError):
        propose_removals(office, [moved(pupils[0])])


def test_one_that_cannot_go_keeps_all_of_the_act_back(office, pupils):
    early = Removal(0, pupils[1].id, dt.date(2026, 8, 1), "moved-away", why_late="x")
    with pytest.raises(NotOnRollThenError):
        remove(office, [moved(pupils[0]), early])
    assert office.roll.enrolments(pupils[0].id)[0].last is None


def test_a_proposal_changed_meanwhile_is_not_confirmed(office, pupils):
    (waiting,) = propose_removals(office, [moved(pupils[0])])
    with pytest.raises(ChangedMeanwhileError):
        confirm_removals(office, [replace(waiting, line=pupils[0].line)])
    assert office.roll.is_on_roll(pupils[0].id, TODAY + dt.timedelta(1))


@pytest.mark.parametrize(("codes", "found"), [("OO", 20), ("OI", 0)])
def test_twenty_days_are_counted_in_the_register(office, clock, codes, found):
    school_class, (pupil, *_) = a_class(office, pupils=1)
    day = dt.date(2026, 10, 26)
    while day <= TODAY:
        if day.weekday() < 5:
            clock.now = dt.datetime.combine(day, dt.time(16), dt.UTC)
            for session, code in zip(Session, codes, strict=True):
                take(office, school_class, day, session, code)
        day += dt.timedelta(1)
    gone = Removal(0, pupil.id, TODAY, "twenty-days", declared=True)
    if found:
        remove(office, [gone])
        assert office.roll.enrolments(pupil.id)[0].last == TODAY
    else:
        with pytest.raises(CannotRemoveError, match="0 school days in a row"):
            remove(office, [gone])


def test_a_leaver_who_comes_back_keeps_what_was_before(office, clock, pupils):
    school_class = office.roll.class_named("3 Oak")
    take(office, school_class, MONDAY, Session.AM, "/O/")
    before = totals(office, Span(MONDAY, MONDAY)).school
    remove(office, [moved(pupils[1])])
    clock.now += dt.timedelta(days=20)
    back = clock.now.date()
    enrol_again(office, Enrolment(0, pupils[1].id, back))
    assert [one.ground for one in office.roll.enrolments(pupils[1].id)] == [
        "moved beyond a reasonable distance",
        "",
    ]
    assert totals(office, Span(MONDAY, MONDAY)).school == before
    assert not office.roll.is_on_roll(pupils[1].id, back - dt.timedelta(1))


def test_returns_come_due_for_joiners_and_leavers_and_go_when_they_are_made(office, clock):
    clock.now = dt.datetime(2026, 11, 18, 9, tzinfo=dt.UTC)
    _, pupils = a_class(office, pupils=2)
    joined = replace(office.roll.enrolments(pupils[0].id)[0], id=0, first=TODAY)
    assert [due.rule.kind for due in returns_due(office)] == []  # on roll before the file began
    remove(office, [moved(pupils[0], dt.date(2026, 11, 18))])
    clock.now = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    enrol_again(office, joined)
    gone, new = returns_due(office, Span(MONDAY, dt.date(2027, 7, 31)))
    assert (gone.rule.kind, gone.by) == (ReturnKind.DELETION, dt.date(2026, 11, 18))
    assert (new.rule.kind, new.by) == (ReturnKind.NEW_PUPIL, dt.date(2026, 11, 25))
    made = note_return(office, new, TODAY, "authority's portal")
    assert returns_due(office, Span(MONDAY, TODAY)) == [gone]
    take_back_return(office, made)
    assert len(returns_due(office, Span(MONDAY, TODAY))) == 2
