"""Who lacks people to call.

Seen red: a person who is not to be contacted counted, and a leaver listed.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.procedures.contacts_lacking import contacts_lacking
from officeapp.procedures.keep_roll import add_contact, change_enrolment
from tests.builders import SINCE, a_class

JO = Contact(ContactId(0), "", "Hill", "Jo", ("07700 900123",))


@pytest.fixture
def pupil(office):
    return a_class(office, pupils=1)[1][0]


def add(office, pupil, contact=JO, **tie):
    add_contact(office, contact, Tie(0, pupil.id, contact.id, "mother", **tie))


def reachable(office):
    return [len(one.reachable) for one in contacts_lacking(office, office.today())]


def test_two_who_have_a_telephone_are_enough(office, pupil):
    for number in (0, 1):
        assert reachable(office) == [number]
        add(office, pupil)
    assert reachable(office) == []


@pytest.mark.parametrize(
    ("contact", "tie"),
    [
        (replace(JO, phones=()), {}),
        (replace(JO, do_not_contact=True), {}),
        (JO, {"not_released": True}),
    ],
    ids=["no telephone", "not to be contacted", "never to have the pupil"],
)
def test_who_cannot_be_called_does_not_count(office, pupil, contact, tie):
    add(office, pupil, contact, **tie)
    assert reachable(office) == [0]


def test_a_leaver_is_not_listed(office, pupil):
    (enrolment,) = office.roll.enrolments(pupil.id)
    change_enrolment(office, replace(enrolment, last=SINCE, ground="moved away"))
    assert reachable(office) == []
