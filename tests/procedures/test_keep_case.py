"""The attendance case: entries, their changes, and notes that few may read.

Seen red: an opening that is not noted; notes shown to the office; a step put aside without a
reason; a target that belongs to no plan.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.export import ACTS, book_rows, exported_books
from officeapp.books.office import MayNotError
from officeapp.books.sealing import SEALED_KIND
from officeapp.domain.cases import (
    CaseCard,
    CaseNote,
    Meeting,
    MeetingState,
    Plan,
    PlanTarget,
    StepState,
    StepTaken,
)
from officeapp.domain.school import Role
from officeapp.domain.school_year import Span
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.confidential import open_notes, raise_concern, who_opened
from officeapp.procedures.keep_case import (
    NotAfterReviewError,
    NoWordsError,
    change,
    change_card,
    enter,
    take_back,
)
from officeapp.procedures.keep_school import add_person
from tests.builders import SINCE, a_class

FRIDAY = dt.date(2026, 11, 20)
YEAR = Span(dt.date(2026, 8, 1), dt.date(2027, 7, 31))


@pytest.fixture
def pupil(office):
    return a_class(office, pupils=1)[1][0]


def as_a(office, role):
    """Sign somebody of a role in."""
    office.sign_in(office.staff.first())
    add_person(office, f"A {role}", str(role).title(), role, SINCE)
    office.sign_in(office.staff.named(f"A {role}", FRIDAY))


def test_a_plan_and_its_targets_are_one_act(office, pupil):
    plan = Plan(0, pupil.id, FRIDAY, "attendance plan", review=dt.date(2026, 12, 4))
    made = enter(office, plan, [PlanTarget(0, pupil.id, FRIDAY, 0, "In by 08:40")])
    [target] = office.cases.targets.of(pupil.id, YEAR)
    assert target.plan == made.id
    assert target.line.act == made.line.act


def test_a_meeting_that_was_held_keeps_what_was_planned(office, pupil):
    meeting = enter(office, Meeting(0, pupil.id, FRIDAY, "clinic", invited=("Ms Roe",)))
    held = replace(meeting, state=MeetingState.HELD, came=("Ms Roe",), notes="Bus moved.")
    change(office, held, "it was held")
    states = [one.state for one, _ in office.cases.meetings.versions(meeting.id)]
    assert states == [MeetingState.PLANNED, MeetingState.HELD]


def test_what_is_taken_back_is_gone_from_the_case_and_legible_in_the_book(office, pupil):
    note = enter(office, CaseNote(0, pupil.id, FRIDAY, "call", "Spoke to Ms Roe."))
    with pytest.raises(NoReasonError):
        take_back(office, note, " ")
    take_back(office, note, "wrong child")
    assert office.cases.notes.of(pupil.id, YEAR) == []
    assert office.cases.notes.versions(note.id)[-1][0].correction == "wrong child"


def test_a_card_has_versions_and_begins_blank(office, pupil):
    assert office.cases.card(pupil.id) == CaseCard(pupil.id)
    first = change_card(office, CaseCard(pupil.id, lead="R. Adair"))
    change_card(office, replace(first, social_worker="J. Bloggs, 01632 960 001"))
    assert [one.lead for one, _ in office.cases.cards.versions(pupil.id)] == ["R. Adair"] * 2


@pytest.mark.parametrize(
    "entry",
    [
        lambda pupil: CaseNote(0, pupil, FRIDAY, "call", " "),
        lambda pupil: StepTaken(0, pupil, FRIDAY, "letter", StepState.DONE),
        lambda pupil: StepTaken(0, pupil, FRIDAY, "letter", StepState.ASIDE, evidence="x"),
    ],
)
def test_an_entry_that_says_nothing_is_refused(office, pupil, entry):
    with pytest.raises(NoWordsError):
        enter(office, entry(pupil.id))


def test_a_review_does_not_lie_before_its_plan(office, pupil):
    with pytest.raises(NotAfterReviewError):
        enter(office, Plan(0, pupil.id, FRIDAY, "plan", review=dt.date(2026, 11, 19)))


def test_the_lead_reads_notes_and_each_opening_is_an_entry(office, pupil):
    raise_concern(office, pupil.id, "Bruise seen.")
    as_a(office, Role.SAFEGUARDING)
    [(note, by)] = open_notes(office, pupil.id, YEAR)
    assert (note.words, by.post) == ("Bruise seen.", "Headteacher")
    assert [(one.name, why) for _, one, why in who_opened(office, pupil.id, YEAR)] == [
        ("A safeguarding lead", "")
    ]


def test_the_head_says_why(office, pupil):
    raise_concern(office, pupil.id, "Bruise seen.")
    with pytest.raises(NoReasonError):
        open_notes(office, pupil.id, YEAR)
    assert len(open_notes(office, pupil.id, YEAR, "the lead is away")) == 1


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.OFFICE, Role.PASTORAL, Role.TEACHER])
def test_others_add_a_concern_and_read_none(office, pupil, role):
    as_a(office, role)
    raise_concern(office, pupil.id, "Said she is afraid.")
    with pytest.raises(MayNotError):
        open_notes(office, pupil.id, YEAR, "curious")
    with pytest.raises(MayNotError):
        who_opened(office, pupil.id, YEAR)


def test_no_export_has_a_book_of_confidential_notes():
    assert not {"confidential_note", "note_opened"} & set(exported_books())


def test_raising_a_concern_and_reading_it_are_acts_of_one_kind_that_no_export_has(office, pupil):
    raise_concern(office, pupil.id, "Bruise seen.")
    open_notes(office, pupil.id, YEAR, "the lead is away")
    rows = office.connection.execute("SELECT kind FROM act ORDER BY clock DESC LIMIT 2")
    assert {row[0] for row in rows} == {SEALED_KIND}
    names, acts = book_rows(office, ACTS)
    assert SEALED_KIND not in {row[names.index("kind")] for row in acts}
