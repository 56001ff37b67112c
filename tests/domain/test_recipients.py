"""Who gets a letter: 5,000 generated families and none whose copy shows what it must not (R15).

Seen red: a copy to a person who must not be contacted; one to a withheld address; one address for
all copies of a pupil's letter; a parent without responsibility.
"""

from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from officeapp.domain.recipients import Stop, addressed
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.roll import Contact, Tie

FAMILIES = 5_000 if os.environ.get("OFFICEAPP_PROOF") == "full" else 500
ADDRESSES = ("", "1 Mill Lane\nLeeds", "2 Low Road\nLeeds", " 2 low road \n\nLeeds ")
#: True once in four, so that most families have several parents who are written to.
SELDOM = st.sampled_from((False, False, False, True))


@st.composite
def families(draw):
    """Draw the adults of one pupil."""
    adults = []
    for number in range(1, draw(st.integers(0, 5)) + 1):
        contact = Contact(
            ContactId(number),
            draw(st.sampled_from(["", "Ms", "Mr"])),
            f"Surname{number}",
            "Ada",
            address=draw(st.sampled_from([*ADDRESSES, f"{number} Own Street\nYork"])),
            address_withheld=draw(SELDOM),
            do_not_contact=draw(SELDOM),
        )
        tie = Tie(
            number,
            PupilId(1),
            contact.id,
            "parent",
            priority=draw(st.integers(0, 3)),
            parental_responsibility=not draw(SELDOM),
            gone=draw(SELDOM),
        )
        adults.append((tie, contact))
    return adults


def ids(found):
    return [contact for copy in found.to for contact in copy.contacts]


@settings(max_examples=FAMILIES)
@given(families(), st.booleans())
def test_no_copy_shows_what_is_withheld_or_goes_where_it_must_not(adults, by_household):
    found = addressed(adults, by_household=by_household)
    cards = {contact.id: contact for _, contact in adults}
    for copy in found.to:
        for number in copy.contacts:
            card = cards[number]
            assert not card.do_not_contact
            assert not card.address_withheld
            own = [line.strip().casefold() for line in card.address.splitlines() if line.strip()]
            assert [line.casefold() for line in copy.address] == own
        others = {card.called for card in cards.values() if card.id not in copy.contacts}
        assert not any(name in copy.name for name in others)


@settings(max_examples=FAMILIES)
@given(families(), st.booleans())
def test_every_parent_with_responsibility_is_sent_to_or_stopped_once(adults, by_household):
    found = addressed(adults, by_household=by_household)
    parents = {c.id for tie, c in adults if tie.parental_responsibility and not tie.gone}
    reached = ids(found) + [one.contact for one in found.stopped]
    assert sorted(reached) == sorted(parents)


@given(families())
def test_each_has_a_copy_of_their_own_unless_households_are_asked_for(adults):
    assert all(len(copy.contacts) == 1 for copy in addressed(adults).to)
    together = addressed(adults, by_household=True)
    places = [tuple(line.casefold() for line in copy.address) for copy in together.to]
    assert len(places) == len(set(places))


def test_the_reason_of_a_stop_is_the_gravest():
    tie = Tie(1, PupilId(1), ContactId(1), "mother", parental_responsibility=True)
    card = Contact(ContactId(1), "Ms", "Roe", "Jo", do_not_contact=True, address_withheld=True)
    assert addressed([(tie, card)]).stopped[0].why is Stop.DO_NOT_CONTACT
