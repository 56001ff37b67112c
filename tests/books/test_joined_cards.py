"""A card that two desks changed while apart: field by field, and a clash is named.

Seen red: the later version taken whole (a flag that protects a family was gone); a change that
corrects one version only.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from officeapp.books.check import check
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.procedures.keep_roll import add_contact, change_contact
from officeapp.procedures.keep_school import change_school
from tests.desks import books_of, desks, pupils, share_all


@pytest.fixture
def two(tmp_path):
    """Return two desks that have one parent's card."""
    with desks(tmp_path) as offices:
        here, _ = offices
        parent = Contact(ContactId(0), "Ms", "Święcicka", "Aneta", ("020 7946 0000",))
        add_contact(here, parent, Tie(0, pupils(here)[0].id, ContactId(0), "mother"))
        share_all(offices)
        yield offices


def card(office):
    (found,) = office.contacts.contacts().values()
    return found


def change(office, **fields):
    (tie,) = office.contacts.ties()
    change_contact(office, replace(card(office), **fields), tie)


@pytest.mark.parametrize("flagging", [0, 1])
def test_what_each_desk_changed_stands_at_both(two, flagging):
    change(two[flagging], do_not_contact=True)
    change(two[1 - flagging], phones=("020 7946 0111",))
    share_all(two)
    for office in two:
        assert card(office).do_not_contact
        assert card(office).phones == ("020 7946 0111",)
        assert office.contacts.cards.clashes() == {}


def test_a_field_that_both_changed_is_named_until_somebody_decides(two):
    here, there = two
    change(here, email="a@example.org")
    change(there, email="b@example.org", forename="Anna")
    share_all(two)
    assert card(here) == card(there)
    assert here.contacts.cards.clashes() == {card(here).id: ("email",)}
    change(there, email="c@example.org")
    share_all(two)
    for office in two:
        assert office.contacts.cards.clashes() == {}
        assert (card(office).email, card(office).forename) == ("c@example.org", "Anna")


def test_a_change_of_a_joined_card_corrects_every_version(two):
    here, there = two
    change(here, email="a@example.org")
    change(there, forename="Anna")
    share_all(two)
    change(here, title="Dr")
    share_all(two)
    for office in two:
        rows = office.connection.execute(
            "SELECT forename, email, title FROM contact t WHERE NOT EXISTS (SELECT 1 FROM corrects "
            "c WHERE c.earlier_act = t.act AND c.earlier_n = t.n)"
        )
        assert [tuple(row) for row in rows] == [("Anna", "a@example.org", "Dr")]
        assert check(office) == []
    assert books_of(here) == books_of(there)


def test_the_schools_own_card_is_the_later_one_at_both(two):
    for office, name in zip(two, ("Moorside Primary School", "Moorside School"), strict=True):
        change_school(office, replace(office.school.card(), name=name))
    share_all(two)
    names = {office.school.card().name for office in two}
    assert len(names) == 1
    assert names <= {"Moorside Primary School", "Moorside School"}
