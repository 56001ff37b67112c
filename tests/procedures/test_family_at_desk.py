"""Who is offered beside a child at the hatch.

Seen red: one who is in already; a brother marked M for his sister's appointment; one who is ill by
a message; a child of another family.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.reasons import reasons
from officeapp.domain.late import reason_along
from officeapp.domain.record import ContactId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.family_at_desk import family_at_desk
from officeapp.procedures.keep_family import join_family
from officeapp.procedures.keep_roll import add_contact, add_tie
from officeapp.procedures.take_register import pencil_marks
from tests.builders import a_class, take

FRIDAY = dt.date(2026, 11, 20)
AM = Session.AM


@pytest.fixture
def oak(office, clock):
    """Return a class of five, the first three of one family."""
    clock.now = dt.datetime(2026, 11, 20, 11, 0, tzinfo=dt.UTC)
    school_class, pupils = a_class(office, pupils=5)
    for other in pupils[1:3]:
        join_family(office, pupils[0].id, other.id)
    return school_class, pupils


def offered(office, pupil, at="09:10"):
    coming = Coming(pupil.id, dt.time.fromisoformat(at), reasons().late[0])
    return [one.id for one in family_at_desk(office, coming)]


def test_brothers_and_sisters_not_in_yet_are_offered(office, oak):
    _, pupils = oak
    assert offered(office, pupils[1]) == [pupils[0].id, pupils[2].id]
    assert offered(office, pupils[4]) == []


def test_nobody_is_offered_who_is_in_or_whose_absence_is_explained(office, oak):
    school_class, pupils = oak
    take(office, school_class, FRIDAY, AM, "./I..")
    assert offered(office, pupils[0]) == []


@pytest.mark.parametrize(("code", "awaited"), [("/", False), ("N", True), ("I", False)])
def test_what_the_class_has_in_pencil_counts_too(office, oak, code, awaited):
    school_class, pupils = oak
    sheet = Sheet(school_class.id, FRIDAY, AM)
    pencil_marks(office, sheet, {pupils[1].id: Draft(code)})
    assert (pupils[1].id in offered(office, pupils[0])) is awaited


def test_nobody_is_offered_twice(office, oak):
    _, pupils = oak
    arrive_late(office, [Coming(pupils[1].id, dt.time(9, 10), reasons().late[0])])
    assert offered(office, pupils[0]) == [pupils[2].id]


def test_nobody_is_offered_at_a_time_that_is_not_late(office, oak):
    _, pupils = oak
    assert offered(office, pupils[0], "08:30") == []


def test_children_who_live_with_the_same_contact_are_a_family_at_the_hatch(office, oak):
    _, pupils = oak
    contact = Contact(ContactId(0), "Ms", "Berisha", "Dana")
    added = add_contact(
        office, contact, Tie(0, pupils[3].id, ContactId(0), "mother", 1, lives_with=True)
    )
    add_tie(office, Tie(0, pupils[4].id, added.id, "mother", 1, lives_with=True))
    assert offered(office, pupils[4]) == [pupils[3].id]


@pytest.mark.parametrize(
    ("key", "words", "code"),
    [
        ("1", "Overslept", ""),
        ("4", "Brother or sister", ""),
        ("5", "Brother or sister", ""),
        ("8", "School transport failed", "Y1"),
    ],
)
def test_one_childs_illness_or_appointment_does_not_explain_the_others(key, words, code):
    """Codes I and M are of the child's own; a bus that failed, failed for all (Table 3)."""
    offered_reasons = reasons().late
    chosen = next(one for one in offered_reasons if one.key == key)
    along = reason_along(chosen, offered_reasons)
    assert (along.words, along.code) == (words, code)
