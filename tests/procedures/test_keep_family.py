"""Families, and who is called first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.procedures.keep_family import (
    NotAllContactsError,
    OneFamilyError,
    brothers_and_sisters,
    join_family,
    leave_family,
    order_contacts,
)
from officeapp.procedures.keep_roll import add_contact, change_contact
from tests.builders import a_class


@pytest.fixture
def pupils(office):
    """Return four pupils of one class."""
    return a_class(office, pupils=4)[1]


@pytest.fixture
def ties(office, pupils):
    """Return the ties of a pupil with three contacts, nobody said to be first."""
    for name in ("Berisha", "Osei", "Quinn"):
        tie = Tie(0, pupils[0].id, ContactId(0), "carer")
        add_contact(office, Contact(ContactId(0), "", name, ""), tie)
    return [tie for tie, _ in office.contacts.of(pupils[0].id)]


def family_of(office, pupil):
    return [one.id for one in brothers_and_sisters(office, office.roll.pupil(pupil.id))]


def test_two_families_become_one(office, pupils):
    one, two, three, four = pupils
    join_family(office, one.id, two.id)
    join_family(office, three.id, four.id)
    join_family(office, two.id, three.id)
    assert family_of(office, four) == [one.id, two.id, three.id]


def test_brothers_are_not_joined_twice_and_nobody_to_himself(office, pupils):
    join_family(office, pupils[0].id, pupils[1].id)
    for other in pupils[:2]:
        with pytest.raises(OneFamilyError):
            join_family(office, pupils[0].id, other.id)


def test_who_leaves_a_family_leaves_the_others_together(office, pupils):
    join_family(office, pupils[0].id, pupils[1].id)
    join_family(office, pupils[0].id, pupils[2].id)
    leave_family(office, pupils[0].id)
    assert family_of(office, pupils[0]) == []
    assert family_of(office, pupils[1]) == [pupils[2].id]


def test_contacts_are_called_in_the_order_given_and_only_what_moves_is_written(office, ties):
    order_contacts(office, [ties[2], ties[0], ties[1]])
    found = office.contacts.of(ties[0].pupil)
    assert [contact.surname for _, contact in found] == ["Quinn", "Berisha", "Osei"]
    assert [tie.priority for tie, _ in found] == [1, 2, 3]
    order_contacts(office, [found[0][0], found[2][0], found[1][0]])
    assert len(office.contacts.tie_cards.versions(ties[2].id)) == 2


def test_an_order_that_leaves_a_contact_out_is_refused(office, ties):
    with pytest.raises(NotAllContactsError):
        order_contacts(office, ties[:2])
    contact = office.contacts.contacts()[ties[0].contact]
    change_contact(office, contact, replace(ties[0], gone=True))
    with pytest.raises(NotAllContactsError):
        order_contacts(office, ties)
