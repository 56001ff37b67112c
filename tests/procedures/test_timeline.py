"""One timeline of a pupil from every book, with who and when.

Seen red: confidential notes among the lines; leave shown to a pastoral lead; a late mark of the
register that the late book has as well, twice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.office import MayNotError
from officeapp.books.reasons import reasons
from officeapp.domain.cases import (
    CaseNote,
    Meeting,
    MeetingState,
    Plan,
    PlanTarget,
    Referral,
    StepState,
    StepTaken,
)
from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.first_day import Step
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.domain.timeline import Strand, TimelineLine, newest_first, of_strand
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.confidential import raise_concern
from officeapp.procedures.issue_letters import issue_letters
from officeapp.procedures.keep_case import enter, take_back
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.log_attempt import NewAttempt, log_attempt
from officeapp.procedures.timeline import timeline
from tests.builders import SINCE, a_class, take
from tests.leave_builders import NO, decided, on
from tests.letter_builders import a_draft, a_family_class, draw

FRIDAY, THURSDAY = dt.date(2026, 11, 20), dt.date(2026, 11, 19)
AM = Session.AM


@pytest.fixture
def oak(office):
    return a_class(office, pupils=1)


@pytest.fixture
def pupil(oak):
    return oak[1][0]


def said(office, pupil):
    """Return the timeline as (kind, words), the latest first."""
    return [(one.kind, one.words) for one in timeline(office, pupil)]


def as_a(office, role):
    office.sign_in(office.staff.first())
    add_person(office, f"A {role}", str(role).title(), role, SINCE)
    office.sign_in(office.staff.named(f"A {role}", FRIDAY))


def test_every_entry_of_a_case_is_a_line_with_who_wrote_it(office, pupil):
    enter(office, CaseNote(0, pupil.id, FRIDAY, "call", "No answer."))
    enter(office, Referral(0, pupil.id, THURSDAY, "School nurse", "asthma"))
    lines = timeline(office, pupil)
    assert [(one.day, one.kind, one.words) for one in lines] == [
        (FRIDAY, "Call", "No answer."),
        (THURSDAY, "Referral", "School nurse: asthma; no answer yet"),
    ]
    assert {one.who for one in lines} == {"Petra Lindqvist, Headteacher"}


def test_a_plan_says_its_targets_and_its_review(office, pupil):
    plan = Plan(0, pupil.id, FRIDAY, "plan", support="breakfast club", review=dt.date(2026, 12, 4))
    enter(office, plan, [PlanTarget(0, pupil.id, FRIDAY, 0, "in by 08:40")])
    [(kind, words)] = said(office, pupil)
    assert kind == "Plan"
    assert words == "plan; support: breakfast club; targets: in by 08:40; review Fri 4 Dec"


def test_a_meeting_says_who_came_or_was_invited(office, pupil):
    asked = Meeting(0, pupil.id, FRIDAY, "clinic", invited=("Ms Roe",))
    held = Meeting(
        0, pupil.id, THURSDAY, "clinic", came=("Mr Roe",), state=MeetingState.HELD, notes="Bus."
    )
    enter(office, asked)
    enter(office, held)
    assert [words for _, words in said(office, pupil)] == [
        "clinic arranged, invited: Ms Roe",
        "clinic held, came: Mr Roe; Bus.",
    ]


def test_a_step_put_aside_says_why(office, pupil):
    enter(office, StepTaken(0, pupil.id, FRIDAY, "letter-9", StepState.ASIDE, why="in hospital"))
    assert said(office, pupil) == [("Step", "letter-9; put aside: in hospital")]


def test_what_was_taken_back_is_not_in_the_timeline(office, pupil):
    note = enter(office, CaseNote(0, pupil.id, FRIDAY, "call", "Spoke to a parent."))
    take_back(office, note, "wrong child")
    assert timeline(office, pupil) == []


def test_confidential_notes_are_in_nobodys_timeline(office, pupil):
    raise_concern(office, pupil.id, "Bruise seen.")
    for role in (Role.HEAD, Role.SAFEGUARDING, Role.OFFICE):
        as_a(office, role)
        assert timeline(office, pupil) == []


def test_who_may_not_read_cases_has_no_timeline(office, pupil):
    as_a(office, Role.RECEPTION)
    with pytest.raises(MayNotError):
        timeline(office, pupil)


def test_leave_is_asked_for_and_decided_and_not_for_a_pastoral_lead(office, clock, pupil):
    on(clock, dt.date(2026, 10, 6))
    decided(office, pupil, ruling=NO)
    on(clock, FRIDAY)
    kinds = [(one.day.isoformat(), one.words.split(",")[0]) for one in timeline(office, pupil)]
    assert kinds == [
        ("2026-10-06", "family holiday refused"),
        ("2026-10-05", "family holiday asked for"),
    ]
    as_a(office, Role.PASTORAL)
    assert timeline(office, pupil) == []


def test_a_late_mark_is_one_line_whether_the_late_book_has_it_or_not(office, clock, oak, pupil):
    take(office, oak[0], THURSDAY, AM, "L")
    clock.now = dt.datetime(2026, 11, 20, 9, 10, tzinfo=dt.UTC)
    arrive_late(office, [Coming(pupil.id, dt.time(9, 5), reasons().late[0])])
    words = [one.words for one in timeline(office, pupil)]
    assert len(words) == 2
    assert words[0].startswith("10 minutes")
    assert words[1] == "L in the register, morning"


def test_what_was_tried_on_the_first_day_is_among_the_calls(office, pupil):
    log_attempt(office, NewAttempt(pupil.id, Step.CALL, "no answer"))
    [line] = timeline(office, pupil)
    assert (line.strand, line.kind, line.words) == (Strand.CALLS, "Call", "no answer")


def test_a_letter_is_a_line_with_its_number_and_what_was_done_with_it(office, clock):
    on(clock, FRIDAY)
    child = a_family_class(office)[0]
    draft = replace(a_draft(office, child), looked=Looked(Choice.SEND, "spoken with the family"))
    [letter] = issue_letters(office, [draft], draw)
    [line] = of_strand(timeline(office, child), Strand.LETTERS)
    assert (line.kind, letter.number in line.words) == ("Letter", True)


def test_a_strand_keeps_its_own_lines(office, pupil):
    enter(office, CaseNote(0, pupil.id, FRIDAY, "call", "No answer."))
    enter(office, CaseNote(0, pupil.id, FRIDAY, "talk", "With Zara."))
    lines = timeline(office, pupil)
    assert [one.words for one in of_strand(lines, Strand.CALLS)] == ["No answer."]
    assert of_strand(lines, Strand.ALL) == lines


@given(st.lists(st.tuples(st.dates(), st.none() | st.times())))
def test_the_latest_comes_first_however_the_books_were_read(found):
    lines = [TimelineLine(day, at, Strand.CASE, "Note", "") for day, at in found]
    ordered = newest_first(lines)
    assert sorted(map(repr, ordered)) == sorted(map(repr, lines))
    assert [one.day for one in ordered] == sorted((one.day for one in lines), reverse=True)
