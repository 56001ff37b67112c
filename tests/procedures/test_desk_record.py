"""A child's record has every book of the front desk, the case and the letters; no safeguarding.

Seen red with only what stands read from the books; with what was said printed as it was typed; with
the confidential notes read beside the ordinary ones.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.act import Book
from officeapp.books.reasons import reasons
from officeapp.domain.appointments import Appointment
from officeapp.domain.cases import (
    CaseCard,
    CaseNote,
    Meeting,
    Plan,
    PlanTarget,
    Referral,
    StepState,
    StepTaken,
)
from officeapp.domain.first_day import Step
from officeapp.domain.letter_book import Letter
from officeapp.domain.record import ContactId
from officeapp.domain.rights import Right
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Span
from officeapp.procedures import keep_case
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.call_roll import call_roll, tick_found
from officeapp.procedures.confidential import open_notes, raise_concern
from officeapp.procedures.keep_appointments import add_appointment, take_back_appointment
from officeapp.procedures.keep_roll import add_contact, change_pupil
from officeapp.procedures.log_attempt import NewAttempt, log_attempt
from officeapp.procedures.plan_message import Heard
from officeapp.procedures.pupil_record import LEFT_OUT, pupil_record
from officeapp.procedures.record_discretion import NAMES_ANOTHER, SAYS_WHERE
from officeapp.procedures.sign_out import Leaving, sign_out
from officeapp.procedures.take_message import take_message
from tests.builders import a_class

FRIDAY = dt.date(2026, 11, 20)
MOTHER = Contact(ContactId(0), "Ms", "Marsh", "Dana", ("07700 900123",), "dana@example.org")


@pytest.fixture
def pupil(office):
    """Return a child whose mother may collect it."""
    child = a_class(office, pupils=1)[1][0]
    tie = Tie(0, child.id, ContactId(0), "mother", 1, may_collect=True)
    add_contact(office, MOTHER, tie)
    return child


def part(office, pupil, title):
    """Return a part of a child's record as lines of text; none where there is no such part."""
    record = pupil_record(office, pupil.id, "Dana Marsh, mother")
    return [" | ".join(row) for one in record.sections if one.title == title for row in one.rows]


def heard(pupil, words):
    kind = reasons().messages[0]
    return Heard(pupil.id, Span(FRIDAY, FRIDAY), kind, words=words, called="the grandmother")


def test_an_arrival_says_when_why_and_who_brought_the_child(office, clock, pupil):
    clock.now = dt.datetime(2026, 11, 20, 9, 12, tzinfo=dt.UTC)
    mother = office.contacts.of(pupil.id)[0][1]
    arrive_late(
        office,
        [Coming(pupil.id, dt.time(9, 5), reasons().late[0], brought_by=mother.id)],
    )
    [line] = part(office, pupil, "Late book")
    for words in ("Fri 20 Nov 2026, 09:05", "brought by Ms Dana Marsh", "Petra Lindqvist"):
        assert words in line


def test_leaving_an_appointment_an_attempt_and_a_roll_call_are_in_it(office, pupil):
    mother = office.contacts.of(pupil.id)[0][1]
    leaving = Leaving(pupil.id, dt.time(14, 0), reasons().leaving[0], collector=mother.id)
    sign_out(office, leaving)
    made = add_appointment(office, Appointment(0, pupil.id, FRIDAY, dt.time(14, 30), "dentist"))
    take_back_appointment(office, made.id, "the wrong week")
    log_attempt(office, NewAttempt(pupil.id, Step.CALL, "no answer"))
    tick_found(office, call_roll(office), [pupil.id])
    assert "collected by Ms Dana Marsh" in part(office, pupil, "Signing out and in")[0]
    assert "taken back: the wrong week" in part(office, pupil, "Appointments")[1]
    assert "no answer" in part(office, pupil, "First-day contact")[0]
    assert len(part(office, pupil, "Roll calls")) == 1


def test_what_a_parent_said_is_in_it_but_no_number_of_anybody(office, pupil):
    take_message(office, heard(pupil, "sick since last night"))
    [line] = part(office, pupil, "Messages")
    assert line.startswith("Fri 20 Nov 2026, 16:00 | Ill | for Fri 20 Nov; sick since last night;")
    for told in ("ring me on 07700-900 123", "+44 7700 900123", "write to Dana@example.org"):
        keep_case.enter(office, CaseNote(0, pupil.id, FRIDAY, "call", told))
    lines = part(office, pupil, "Attendance case")
    assert [SAYS_WHERE in line for line in lines] == [True] * 3
    assert "900123" not in "".join(lines)


def test_everything_of_the_case_is_in_it_with_its_card(office, pupil):
    keep_case.change_card(office, CaseCard(pupil.id, "Mr Roe", medical_plan="inhaler"))
    plan = Plan(0, pupil.id, FRIDAY, "plan", lead="Mr Roe", parent_signed="Dana Marsh")
    keep_case.enter(office, plan, [PlanTarget(0, pupil.id, FRIDAY, 0, "in by 08:40")])
    keep_case.enter(office, Meeting(0, pupil.id, FRIDAY, "clinic", invited=("Ms Marsh",)))
    keep_case.enter(office, Referral(0, pupil.id, FRIDAY, "School nurse", "asthma"))
    step = StepTaken(0, pupil.id, FRIDAY, "call", StepState.ASIDE, why="in hospital")
    keep_case.enter(office, step)
    lines = "\n".join(part(office, pupil, "Attendance case"))
    for words in ("inhaler", "Dana Marsh", "in by 08:40", "clinic", "asthma", "in hospital"):
        assert words in lines


def test_a_note_that_was_changed_is_in_it_as_it_was_and_as_it_is(office, pupil):
    note = keep_case.enter(office, CaseNote(0, pupil.id, FRIDAY, "call", "rang the aunt"))
    keep_case.change(office, replace(note, words="rang the aunt twice"), "put right")
    keep_case.take_back(office, office.cases.notes.entry(note.id), "the wrong child")
    lines = part(office, pupil, "Attendance case")
    assert ["rang the aunt" in line for line in lines] == [True] * 3
    assert "changed: put right" in lines[1]
    assert "taken back: the wrong child" in lines[2]


def test_nothing_in_it_tells_whether_there_are_safeguarding_notes(office, pupil):
    before = pupil_record(office, pupil.id, "her")
    raise_concern(office, pupil.id, "A bruise was seen.")
    open_notes(office, pupil.id, Span(FRIDAY, FRIDAY), "a call from the school nurse")
    after = pupil_record(office, pupil.id, "her")
    assert after == before
    assert after.left_out[: len(LEFT_OUT)] == LEFT_OUT
    assert "Safeguarding notes, if there are any" in " ".join(LEFT_OUT)


def test_a_letter_is_in_it_word_by_word_without_the_other_child(office, pupil):
    """Seen red with letters found by the first of their children only."""
    _, [first, second] = a_class(office, "4 Ash", pupils=2, family=77)
    known = office.roll.pupil(first.id)
    first = change_pupil(office, replace(known, legal_forename="Ottokar"))
    letter = Letter(
        id=office.new_number(), pupil=first.id, day=FRIDAY, kind="lateness-1", number="A26-0001",
        prefix="A", school_year=2026, counter=1, subject="Late arrivals", shape="PP",
        body=f"Thank you for ringing.\n\n{first.forename} was late.", signed_by="Petra Lindqvist",
        children=(first.id, second.id),
    )  # fmt: skip
    with office.writing("issue-letter", Right.WRITE_LETTERS, Book.LETTERS) as act:
        office.letters.sent.enter(act, letter)
    [line] = part(office, second, "Letters")
    assert "Thank you for ringing." in line
    assert "A26-0001" in line
    assert not part(office, pupil, "Letters")
    assert NAMES_ANOTHER in line
    assert "Ottokar" not in line
