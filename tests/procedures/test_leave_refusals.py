"""What leave refuses, in whole sentences, and the corners of its questions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.act import Book
from officeapp.books.leave import UnknownRequestError
from officeapp.books.leave_days import counted
from officeapp.books.office import NotInPostError
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.assessments import Assessment
from officeapp.domain.leave import LeaveState
from officeapp.domain.leaving import Removal
from officeapp.domain.patterns import Pattern, PatternKind
from officeapp.domain.rights import Right
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.errors import OfficeError
from officeapp.procedures import ask_leave as al
from officeapp.procedures import decide_leave as dl
from officeapp.procedures import follow_leave as fl
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.change_leave import take_back_leave, withdraw_leave
from officeapp.procedures.keep_patterns import add_pattern
from officeapp.procedures.keep_roll import Admission, BackwardsError, admit, change_placement
from officeapp.procedures.keep_school import add_person, set_calendar
from officeapp.procedures.leave_facts import facts_for, if_taken
from officeapp.procedures.leave_form import filled_form
from officeapp.procedures.leave_outcome import answer_of, consequence
from officeapp.procedures.name_delegate import change_delegate, name_delegate, set_assessment
from officeapp.procedures.remove_pupil import remove
from tests.builders import SINCE, a_pupil
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
    on,
    part,
    seen,
)

TODAY = dt.date(2026, 11, 20)


def refused(kind, act, *given, **named):
    """Check that something is refused with a sentence that says what to do."""
    with pytest.raises(kind, match=r"\.$"):
        act(*given, **named)


def test_a_request_is_decided_for_every_child_or_not_at_all(office):
    _, one = a_child(office)
    _, two = a_child(office, "4 Ash")
    request = asked(office, one, two)
    refused(dl.NotEachChildError, dl.decide_leave, office, request, {one.id: YES})
    dl.decide_leave(office, request, {one.id: YES, two.id: NO})
    assert [card.strip[0] for card in office.leave.decisions(request.id).values()] == ["C", "G"]


@pytest.mark.parametrize("days", [(), tuple(MONDAY + dt.timedelta(days=n) for n in range(5))])
def test_a_part_is_neither_nothing_nor_all(office, days):
    _, child = a_child(office)
    request = asked(office, child)
    rulings = dl.for_all(request, part(*days))
    refused(dl.NothingPickedError, dl.decide_leave, office, request, rulings)


def test_what_was_not_decided_is_neither_superseded_nor_taken_back(office):
    _, child = a_child(office)
    request = asked(office, child)
    rulings = dl.for_all(request, YES)
    refused(dl.NotDecidedError, dl.supersede_leave, office, request, rulings, "appealed")
    refused(dl.NotDecidedError, take_back_leave, office, request, "not going")
    refused(al.WhyChangedError, withdraw_leave, office, request, " ")
    refused(al.WhyChangedError, al.change_request, office, request, "")


def test_what_was_decided_is_not_withdrawn_or_changed_but_taken_back_once(office):
    _, child = a_child(office)
    request = decided(office, child)
    refused(al.DecidedAlreadyError, withdraw_leave, office, request, "not going")
    refused(al.DecidedAlreadyError, al.change_request, office, request, "other days")
    refused(al.WhyChangedError, take_back_leave, office, request, "")
    take_back_leave(office, request, "not going")
    refused(dl.NotDecidedError, take_back_leave, office, request, "not going")


def test_a_request_that_somebody_changed_meanwhile_is_not_written_over(office):
    _, child = a_child(office)
    request = asked(office, child)
    al.change_request(office, replace(request, destination="Faro"), "told us")
    later = replace(request, destination="Riga")
    refused(ChangedMeanwhileError, al.change_request, office, later, "told me")
    assert office.leave.request(request.id).destination == "Faro"


def test_notes_say_something_and_are_of_a_child_of_the_request(office, clock):
    _, child = a_child(office)
    _, other = a_child(office, "4 Ash")
    request = decided(office, child)
    on(clock, dt.date(2026, 12, 1))
    refused(fl.NoTextError, fl.note_leave_enquiry, office, request, " ")
    refused(fl.NoTextError, fl.ask_for_more, office, request, "")
    refused(fl.NotOnThisRequestError, fl.note_leave_back, office, request, other.id, FRIDAY)
    note = fl.note_leave_enquiry(office, request, "rang")
    refused(NoReasonError, fl.take_back_leave_note, office, note, " ")
    fl.take_back_leave_note(office, note, "another family")
    assert office.leave.notes(request.id) == []
    [(gone, _)] = office.leave.notes_gone(request.id)
    assert gone.text == "another family"


def test_who_is_named_is_in_post_and_for_days_in_order(office):
    later = dt.date(2027, 1, 4)
    joins = add_person(office, "Ines Roy", "Deputy", Role.SAFEGUARDING, later)
    refused(NotInPostError, name_delegate, office, joins, TODAY)
    refused(BackwardsError, name_delegate, office, joins, later, TODAY)
    named = name_delegate(office, joins, later)
    changed = change_delegate(office, replace(named, last=later))
    refused(ChangedMeanwhileError, change_delegate, office, replace(named, gone=True))
    assert office.leave.delegates() == [changed]


def test_tests_have_a_name_and_days_in_order_and_are_corrected(office):
    refused(OfficeError, set_assessment, office, Assessment(0, " ", FRIDAY, FRIDAY))
    refused(BackwardsError, set_assessment, office, Assessment(0, "Mocks", FRIDAY, MONDAY))
    made = set_assessment(office, Assessment(0, "Mocks", MONDAY, FRIDAY))
    set_assessment(office, replace(made, gone=True))
    assert made.name not in {one.name for one in office.leave.assessments()}


def test_a_request_there_is_not_is_said_so(office):
    refused(UnknownRequestError, office.leave.request, 7)


def test_the_codes_offered_are_those_of_leave_in_force_the_usual_one_first(office):
    _, child = a_child(office)
    assert dl.codes_offered(office, a_request(child, kind="performance")) == ["C1", "C", "J1", "S"]
    assert dl.codes_offered(office, a_request(child)) == ["C", "C1", "J1", "S"]


def test_a_child_without_a_class_follows_the_calendar_of_every_site(office):
    school_class, _ = a_child(office)
    (pupil,) = admit(office, [Admission(a_pupil("Ohne"), SINCE, school_class.id, "3")])
    (placement,) = office.roll.placements(pupil.id)
    change_placement(office, replace(placement, gone=True))
    assert len(counted(office, pupil, a_request(pupil).moments()).possible) == 10


def test_what_follows_is_said_for_each_child_of_several(office):
    _, one = a_child(office)
    _, two = a_child(office, "4 Ash")
    request = asked(office, one, two)
    said = consequence(office, dl.draft_decisions(office, request, {one.id: YES, two.id: NO}))
    first, second = said.splitlines()
    assert "10 sessions C are pre-marked; return check Mon 30 Nov." in first
    assert "10 sessions G" in second


def test_nothing_refused_changes_no_threshold(office):
    _, child = a_child(office)
    assert if_taken(office, child, []).then == 0


def test_what_the_numbers_do_not_show_is_said(office):
    """A child who leaves on Tuesday and comes in the mornings only."""
    _, child = a_child(office)
    mother = a_parent(office, child)
    mornings = Pattern(
        0, child.id, PatternKind.PART_TIME, "/-/-/-/-/-", MONDAY, FRIDAY, agreed_with=mother.id
    )
    add_pattern(office, mornings)
    remove(office, [Removal(0, child.id, dt.date(2026, 11, 24), "moved-away")])
    request = asked(office, child, kind="religious", purpose="a feast")
    facts = facts_for(office, request)
    assert facts.children[0].said == [
        "Not on the roll on 3 days from Wed 25 Nov; they count nothing.",
        "Not expected in 2 sessions, by the child's timetable.",
    ]
    assert any("without it all is leave" in one for one in facts.doubts)


def test_days_on_which_nothing_counts_any_more_lead_to_nothing(office):
    _, child = a_child(office)
    decided(office, child)
    set_calendar(office, [Closure(0, MONDAY, FRIDAY, "boiler")])
    (decision,) = office.leave.of_child(child.id)
    assert answer_of(office, decision).said == "Nothing counts on these days."


def test_a_form_of_children_who_differ_says_whose_figure_is_whose(office):
    _, one = a_child(office)
    _, two = a_child(office, "4 Ash")
    mother = a_parent(office, one)
    request = asked(
        office, one, two, applicant=mother.id, from_session=Session.PM, kind="religious",
        set_apart=("2026-11-25",),
    )  # fmt: skip
    remove(office, [Removal(0, two.id, dt.date(2026, 11, 24), "moved-away")])
    form = filled_form(office, request)
    assert form.lives_with is False
    assert form.set_apart == "Wed 25 Nov"
    assert form.sessions == "Zara 9; Zara 3"
    assert form.unauthorised.startswith("Zara 0; would be 7 if it is refused and taken; Zara 0")
    assert (form.decision, form.first) == ("", "Monday 23 November 2026, afternoon")


def test_of_two_desks_that_decided_the_same_request_apart_the_later_stands_and_both_are_kept(
    office,
):
    _, child = a_child(office)
    request = decided(office, child, ruling=NO)
    (draft,) = dl.draft_decisions(office, request, dl.for_all(request, YES))
    with office.writing("test", Right.DECIDE_LEAVE, Book.LEAVE) as act:
        office.leave.decision_cards.enter(act, replace(draft, id=office.new_number()))
    assert seen(office, child) == "CCCCCCCCCC"
    assert office.leave.state(request) is LeaveState.GRANTED
    assert len(office.leave.of_child(child.id)) == 2
