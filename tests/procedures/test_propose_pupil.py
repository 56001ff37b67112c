"""A pupil is admitted by two people: the office proposes, the head confirms."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.office import MayNotError
from officeapp.domain.school import Role
from officeapp.procedures.keep_roll import Admission, UpnTakenError, admit
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.propose_pupil import (
    SettledArrivalError,
    confirm_admissions,
    decline_admission,
    join,
    propose_admission,
)
from officeapp.procedures.remove_pupil import SayWhyError
from tests.builders import a_class, a_pupil

FIRST = dt.date(2026, 11, 23)
UPN = "Q816200126001"


@pytest.fixture
def new(office):
    """Return a new pupil of a class."""
    card = a_pupil("Young", "Ada", upn=UPN, sex="F", address="4 High St")
    return Admission(card, FIRST, a_class(office)[0].id, "3")


@pytest.fixture
def as_manager(office):
    """Sign in an office manager; return the head."""
    head = office.person
    office.sign_in(add_person(office, "Ines Moreau", "Office", Role.OFFICE, dt.date(2026, 9, 1)))
    return head


def test_what_is_proposed_is_nowhere_on_the_roll_before_the_head_confirms(office, new, as_manager):
    known = set(office.roll.pupils())
    assert join(office, new) is None
    assert set(office.roll.pupils()) == known
    (waiting,) = office.roll.arrivals()
    with pytest.raises(MayNotError):
        confirm_admissions(office, [waiting])[0]
    office.sign_in(as_manager)
    pupil = confirm_admissions(office, [waiting])[0]
    assert replace(pupil, id=new.pupil.id, line=new.pupil.line) == new.pupil
    assert [one.first for one in office.roll.enrolments(pupil.id)] == [FIRST]
    assert not office.roll.arrivals()


def test_the_head_admits_at_once(office, new):
    pupil = join(office, new)
    assert pupil is not None
    assert office.roll.is_on_roll(pupil.id, FIRST)


def test_a_proposal_is_declined_with_a_reason_and_settled_once(office, new):
    waiting = propose_admission(office, new)
    with pytest.raises(SayWhyError):
        decline_admission(office, waiting, "")
    decline_admission(office, waiting, "The class is full.")
    with pytest.raises(SettledArrivalError, match="admission of Ada Young is settled"):
        confirm_admissions(office, [waiting])[0]


def test_a_pupil_who_cannot_be_admitted_is_not_proposed(office, new):
    waiting = propose_admission(office, new)
    admit(office, [new])
    with pytest.raises(UpnTakenError):
        propose_admission(office, new)
    with pytest.raises(UpnTakenError):
        confirm_admissions(office, [waiting])[0]
    assert office.roll.arrivals() == [waiting]
