"""The contacts of a transfer file.

Seen red: two people of one name made one, and the address of the first written over.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from officeapp.domain.transfer import (
    TransferredContact,
)
from officeapp.exchange.ctf import read_transfer
from officeapp.procedures.import_plan import ALL
from officeapp.procedures.import_transfer import import_transfer
from officeapp.procedures.keep_roll import (
    add_contact,
    change_contact,
    change_pupil,
)
from officeapp.procedures.keep_school import change_school
from officeapp.procedures.plan_transfer import plan_transfer
from tests.procedures.transfer_plans import (
    FILES,
    MOTHER,
    OMAR,
    ZARA,
    about,
    bring_in,
    counts,
    on_roll,
    one,
    only,
    plan,
)


@pytest.fixture
def office(office):
    """Return an office that knows its own number."""
    change_school(office, replace(office.school.card(), dfe="816/2999"))
    return office


@pytest.fixture
def zara(office):
    """Return Zara Abbasi, on the roll in 3 Oak with nothing but her name, birth and number."""
    return on_roll(office, upn=ZARA)


def test_brother_and_sister_share_their_father_and_a_family(office):
    import_transfer(office, plan_transfer(office, read_transfer(FILES / "whole.xml")))
    maja, jan = sorted(office.roll.pupils().values(), key=lambda pupil: pupil.dob)
    names = [contact.called for _, contact in office.contacts.of(maja.id)]
    assert names == ["Ms Ewa Kowalczyk", "Mr Sean O’Brien", "Ewa Kowalczyk"]
    assert office.contacts.of(jan.id)[0][1] == office.contacts.of(maja.id)[1][1]
    assert maja.family == jan.family != 0


def test_contacts_of_one_name_are_two_people_and_keep_their_addresses(office, zara):
    mine = replace(MOTHER, address="1 High St")
    theirs = replace(MOTHER, where=2, address="2 Low St", phones=("01904 1",))
    other = one(2, upn=OMAR, legal_surname="Hill", legal_forename="Kim", contacts=[theirs])
    bring_in(office, one(contacts=[mine]), other)
    addresses = sorted(contact.address for contact in office.contacts.contacts().values())
    assert addresses == ["1 High St", "2 Low St"]


def test_two_contacts_of_one_pupil_are_two_people_whatever_they_share(office, zara):
    again = replace(MOTHER, relationship="Mother", priority=2)
    bring_in(office, one(contacts=[MOTHER, again]))
    assert len(office.contacts.of(zara.id)) == 2
    assert counts(bring_in(office, one(contacts=[MOTHER, again]))) == (0, 0, 1, 0)


def test_one_name_and_number_in_two_families_are_two_people_and_it_is_said(office, zara):
    hill = one(2, upn=OMAR, legal_surname="Hill", legal_forename="Kim", contacts=[MOTHER])
    preview = bring_in(office, one(contacts=[MOTHER]), hill)
    assert len(office.contacts.contacts()) == 2
    assert about(preview, "contact")[0].startswith("The same name and details as a contact of Zara")


def test_a_contact_who_is_known_keeps_what_stands_and_gets_what_was_missing(office, zara):
    bring_in(office, one(contacts=[replace(MOTHER, phones=())]))
    moved = replace(MOTHER, email="noor@example.org", title="Ms", address="2 Low St")
    preview = bring_in(office, one(contacts=[moved]))
    ((_, noor),) = office.contacts.of(zara.id)
    assert (noor.called, noor.phones, noor.address) == (
        "Ms Noor Abbasi", ("07700 900123",), "2 Low St",
    )  # fmt: skip
    assert counts(preview) == (0, 1, 0, 0)
    made = plan(office, one(contacts=[replace(moved, address="9 Hill", phones=("01904 1",))]))
    assert {d.field for d in made.differences} == {"address", "phones"}


def test_who_has_responsibility_is_never_filled_in_unasked(office, zara):
    bring_in(office, one(contacts=[replace(MOTHER, parental_responsibility=False)]))
    made = plan(office, one(contacts=[MOTHER]))
    assert [d.field for d in made.differences] == ["parental responsibility"]
    made.taken = set(made.differences)
    import_transfer(office, made)
    assert office.contacts.of(zara.id)[0][0].parental_responsibility


def test_a_withheld_address_is_neither_shown_nor_changed_nor_given_to_others(office, zara):
    change_pupil(office, replace(zara, address="1 High St"))
    mother = replace(MOTHER, address="1 High St", lives_with=True)
    bring_in(office, one(contacts=[mother]))
    ((tie, noor),) = office.contacts.of(zara.id)
    change_contact(office, replace(noor, address_withheld=True), tie)
    aunt = replace(MOTHER, forename="Amal", phones=())
    file = one(address="2 Low St", contacts=[replace(mother, address="2 Low St")])
    made = plan(office, file, overwrite={ALL})
    assert (made.differences, made.is_empty) == ([], True)
    assert [problem.field for problem in made.refused] == ["address", "address"]
    assert "High" not in str(made.preview)
    bring_in(office, one(contacts=[aunt], same=True))
    assert office.contacts.of(zara.id)[1][1].address == ""


def test_the_pupils_address_is_that_of_who_lives_there(office, zara):
    change_pupil(office, replace(zara, address="1 High St"))
    bring_in(office, one(contacts=[replace(MOTHER, lives_with=True)], same=True))
    ((tie, noor),) = office.contacts.of(zara.id)
    assert (noor.address, tie.lives_with) == ("1 High St", True)


def test_the_offices_own_order_of_calling_stands(office, zara):
    bring_in(office, one(contacts=[MOTHER]))
    assert plan(office, one(contacts=[replace(MOTHER, priority=4)])).differences == []


def test_families_that_share_a_parent_become_one(office, zara):
    change_pupil(office, replace(zara, family=7))
    bring_in(office, one(contacts=[MOTHER]))
    omar = one(2, upn=OMAR, legal_forename="Omar", sex="M", contacts=[MOTHER])
    assert counts(bring_in(office, omar)) == (1, 0, 0, 0)
    assert [pupil.family for pupil in office.roll.pupils().values()] == [7, 7]


def test_a_sister_on_the_roll_joins_the_family_of_who_arrives(office, zara):
    bring_in(office, one(contacts=[MOTHER]))
    assert only(office).family == 0
    bring_in(office, one(2, upn=OMAR, legal_forename="Omar", sex="M", contacts=[MOTHER]))
    first, second = office.roll.pupils().values()
    assert first.family == second.family != 0


def test_a_contact_entered_by_hand_is_known_by_the_pupil_and_the_relationship(office, zara):
    from officeapp.domain.record import ContactId
    from officeapp.domain.roll import Contact, Tie

    noor = Contact(ContactId(0), "Ms", "Abbasi", "Noor")
    add_contact(office, noor, Tie(0, zara.id, noor.id, "mother"))
    bring_in(office, one(contacts=[MOTHER]))
    ((_, contact),) = office.contacts.of(zara.id)
    assert contact.phones == ("07700 900123",)


def test_what_two_children_say_of_their_mother_is_asked_once_or_taken_from_the_first(office, zara):
    change_pupil(office, replace(zara, family=7))
    omar = one(2, upn=OMAR, legal_forename="Omar", sex="M", contacts=[MOTHER])
    bring_in(office, one(contacts=[replace(MOTHER, address="1 High St")]), omar)
    moved, away = replace(MOTHER, address="2 Low St"), replace(MOTHER, address="3 Far Rd")
    same = plan(office, one(contacts=[moved]), replace_contacts(omar, moved))
    assert [d.new for d in same.differences] == ["2 Low St"]
    two = plan(office, one(contacts=[moved]), replace_contacts(omar, away), overwrite={ALL})
    assert [(d.new, d in two.taken) for d in two.differences] == [
        ("2 Low St", True), ("3 Far Rd", False),
    ]  # fmt: skip


def replace_contacts(pupil, *contacts):
    return replace(pupil, contacts=tuple(TransferredContact(contact) for contact in contacts))


def test_numbers_of_two_pupils_in_one_entry_are_left_to_a_person(office, zara):
    bring_in(office, one(upn=OMAR, legal_forename="Omar", sex="M"))
    preview = bring_in(office, one(former=(OMAR,)))
    assert "More than one pupil fits" in preview.refused[0].reason
