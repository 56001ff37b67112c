"""One pupil from the first late mark to a referral that is ready, each thing in the way mended.

Seen red: a referral that is ready without a warning on record.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from officeapp.domain.cases import CaseCard, CaseNote, Plan, StepState, StepTaken
from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.ladder import Standing
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.procedures.issue_letters import issue_letters
from officeapp.procedures.keep_case import change_card, enter
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_roll import add_contact
from officeapp.procedures.pupil_case import pupil_case
from tests.builders import SINCE, a_class
from tests.leave_builders import on
from tests.letter_builders import a_draft, draw
from tests.procedures.test_pupil_case import FRIDAY, MONDAY, week

BEFORE = MONDAY - dt.timedelta(days=7)


def steps(office, pupil):
    return {line.step.id: line for line in pupil_case(office, pupil).ladders}


def in_the_way(office, pupil, step):
    return {one.words.split(":")[0] for one in pupil_case(office, pupil).blockers.get(step, ())}


def taken(office, pupil, step, evidence):
    enter(office, StepTaken(0, pupil.id, office.today(), step, StepState.DONE, evidence=evidence))


def minding(office, pupil, kind, words):
    enter(office, CaseNote(0, pupil.id, office.today(), kind, words))


def test_each_state_of_the_lateness_ladder_is_gone_through_by_people(office, clock):
    choose_profile(office, "dunkirk", SINCE)
    oak, (pupil, *_) = a_class(office, pupils=2)
    week(office, oak, BEFORE, "L/ L/ // // //")
    on(clock, BEFORE + dt.timedelta(days=4))
    assert steps(office, pupil)["late-text"].standing is Standing.READY
    taken(office, pupil, "late-text", "text to the mother")
    assert steps(office, pupil)["late-text"].standing is Standing.DONE
    assert steps(office, pupil)["late-call"].said == "1 of 3 weeks"


def test_a_referral_becomes_ready_when_the_last_thing_in_its_way_is_mended(office, clock):
    choose_profile(office, "dunkirk", SINCE)
    oak, (pupil, *_) = a_class(office, pupils=2)
    change_card(office, CaseCard(pupil.id, social_worker="J. Bloggs"))
    for back in range(2, 6):
        week(office, oak, MONDAY - dt.timedelta(weeks=back), "// // // // //")
    week(office, oak, BEFORE, "UU UU UU // //")
    week(office, oak, MONDAY, "UU UU // // //")
    on(clock, FRIDAY)
    late = "late-notice"
    assert steps(office, pupil)[late].standing is Standing.BLOCKED
    assert in_the_way(office, pupil, late) == {
        "no warning is on record",
        "no support is on record",
        "a parent's details were not checked in six months",
        "there is a social worker",
    }
    minding(office, pupil, "social worker asked", "agrees")
    mother = Contact(ContactId(0), "Ms", "Roe", "Dana", ("07700 900123",), address="1 Mill Lane")
    tie = Tie(0, pupil.id, ContactId(0), "mother", 1, parental_responsibility=True)
    add_contact(office, mother, tie)
    enter(office, Plan(0, pupil.id, FRIDAY, "attendance plan", support="breakfast club"))
    assert in_the_way(office, pupil, late) == {"no warning is on record"}
    for step in ("late-text", "late-call", "late-letter", "late-clinic"):
        taken(office, pupil, step, "in the case")
    assert in_the_way(office, pupil, late) == {"no warning is on record"}
    seen = Looked(Choice.SEND, "spoken with the family")
    issue_letters(office, [replace(a_draft(office, pupil, "formal"), looked=seen)], draw)
    assert steps(office, pupil)[late].standing is Standing.READY


def test_details_that_are_old_are_right_again_once_they_were_gone_through(office, clock):
    """Seen red with the note left out."""
    choose_profile(office, "dunkirk", SINCE)
    oak, (pupil, *_) = a_class(office, pupils=2)
    old = "a parent's details were not checked in six months"
    mother = Contact(ContactId(0), "Ms", "Roe", "Dana", ("07700 900123",))
    on(clock, dt.date(2026, 2, 2))
    add_contact(office, mother, Tie(0, pupil.id, ContactId(0), "mother", 1, lives_with=True))
    on(clock, FRIDAY)
    week(office, oak, MONDAY, "OO OO OO OO OO")
    assert old in in_the_way(office, pupil, "penalty-notice")
    minding(office, pupil, "details checked", "the same")
    assert old not in in_the_way(office, pupil, "penalty-notice")


def test_details_gone_through_count_for_nothing_where_no_parent_is_on_the_card(office, clock):
    """Seen red with the note counted all the same."""
    choose_profile(office, "dunkirk", SINCE)
    oak, (pupil, *_) = a_class(office, pupils=2)
    on(clock, FRIDAY)
    week(office, oak, MONDAY, "OO OO OO OO OO")
    minding(office, pupil, "details checked", "the same")
    old = "a parent's details were not checked in six months"
    assert old in in_the_way(office, pupil, "penalty-notice")
