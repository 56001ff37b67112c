"""The written answer to a request for leave: the right letter, with its four points.

Seen red with the letter of granted leave sent whatever was decided, and with a warning without the
sessions that are counted.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.domain.conscience import Doubt
from officeapp.domain.school_year import Session
from officeapp.procedures.draft_letters import Wanted, draft_letter
from officeapp.procedures.letter_facts import Gathering
from tests.leave_builders import (
    FRIDAY,
    MONDAY,
    NO,
    YES,
    a_child,
    a_parent,
    asked,
    decided,
    on,
    part,
    take_days,
)


@pytest.fixture
def family(office, clock):
    """Return a child whose mother can be written to, on the day the leave was asked for."""
    on(clock, dt.date(2026, 10, 5))
    oak, child = a_child(office)
    a_parent(office, child, address="1 Mill Lane\nLeeds")
    return oak, child


def answer(office, child, kind="leave-answer", day=dt.date(2026, 10, 6)):
    return draft_letter(office, Wanted(kind), child, Gathering(office, day))


@pytest.mark.parametrize(
    ("ruling", "kind", "back", "enquired"),
    [
        (YES, "leave-granted", "Monday 30 November 2026", "Tuesday 1 December 2026"),
        (NO, "leave-refused", "Monday 30 November 2026", "Tuesday 1 December 2026"),
        (part(MONDAY), "leave-part", "Tuesday 24 November 2026", "Wednesday 25 November 2026"),
    ],
)
def test_the_letter_is_that_of_the_decision(office, family, ruling, kind, back, enquired):
    decided(office, family[1], ruling=ruling, contact_there="Hotel Sol")
    draft = answer(office, family[1])
    assert draft.template.kind == kind
    said = draft.text.plain
    for words in (back, enquired, "Hotel Sol", "please tell us"):
        assert words in said


def test_a_refusal_says_why_and_what_follows_if_the_leave_is_taken(office, family):
    decided(office, family[1], ruling=NO)
    said = answer(office, family[1]).text.plain
    assert "no exceptional circumstances" in said
    assert "10 sessions are marked as unauthorised" in said
    assert "£80" in said


def test_part_of_the_leave_names_each_days_answer(office, family):
    decided(office, family[1], ruling=part(MONDAY))
    said = answer(office, family[1]).text.plain
    assert "granted 2 sessions: Mon 23 Nov all day" in said
    assert "8 sessions: Tue 24 Nov all day" in said


def test_the_warning_comes_before_the_head_has_decided_too(office, family):
    asked(office, family[1])
    said = answer(office, family[1], "leave-warning").text.plain
    assert "No leave has been granted" in said
    assert "10 sessions will be marked as unauthorised" in said


def test_leave_that_was_taken_is_counted_from_the_register(office, family, clock):
    oak, child = family
    decided(office, child, ruling=NO)
    take_days(office, oak, clock, "GGGG////")
    on(clock, FRIDAY)
    draft = answer(office, child, "unauthorised-leave", FRIDAY)
    assert "so 4 sessions are marked as unauthorised: Mon 23 Nov all day, Tue 24 Nov all day" in (
        draft.text.plain
    )
    assert office.register.standing(child.id, MONDAY, Session.AM).code == "G"


@pytest.mark.parametrize(("late", "over"), [(0, False), (1, True)])
def test_an_answer_to_leave_that_is_over_is_looked_at_before_it_goes(office, family, late, over):
    """Seen red with the answer sent unseen whatever the day."""
    _, child = family
    decided(office, child, ruling=NO)
    draft = answer(office, child, day=FRIDAY + dt.timedelta(days=late))
    assert (Doubt.PAST in draft.doubts) == over
