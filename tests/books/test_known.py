from __future__ import annotations

from dataclasses import replace

import pytest

from officeapp.books.known import known_of
from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.school_year import Session, session_number
from officeapp.procedures.issue_letters import issue_letters
from tests.conftest import MONDAY
from tests.letter_builders import FRIDAY, a_draft, a_family_class, draw


@pytest.fixture
def pupil(office):
    return a_family_class(office)[0]


def send(office, pupil, kind, step=""):
    typed = {"referral_why": "unauthorised absence"} if kind == "referral" else {}
    draft = a_draft(office, pupil, kind, step=step, typed=typed)
    seen = replace(draft, looked=Looked(Choice.SEND, "spoken with the family"))
    return issue_letters(office, [seen], draw)[0]


def test_a_letter_that_warns_is_a_warning_on_record_and_another_is_none(office, pupil):
    """Seen red with every letter taken for a warning."""
    send(office, pupil, "concern")
    assert known_of(office, pupil, FRIDAY).warned is None
    send(office, pupil, "formal")
    assert known_of(office, pupil, FRIDAY).warned == FRIDAY


def test_a_letter_sent_for_a_step_that_warns_is_a_warning(office, pupil):
    send(office, pupil, "concern", step="improve")
    assert known_of(office, pupil, FRIDAY).warned == FRIDAY


def test_the_sessions_of_a_referral_are_used(office, pupil):
    """Seen red with the sessions of every letter taken for used ones."""
    send(office, pupil, "concern")
    assert known_of(office, pupil, FRIDAY).used == frozenset()
    letter = send(office, pupil, "referral")
    used = known_of(office, pupil, FRIDAY).used
    assert len(letter.rests_on) == len(used) > 0
    assert session_number(MONDAY, Session.AM) in used
