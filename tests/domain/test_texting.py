"""Text messages: numbers, lengths, and one row a number with nobody lost.

Seen red: do-not-contact left in; a child without a mobile dropped in silence; the euro sign counted
once; 160 taken for the length of each part.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.texting import (
    NO_CONTACT,
    Length,
    barred_numbers,
    length_of,
    mobile_of,
    recipients,
)
from tests.builders import a_pupil

MOTHERS = ("07700 900123", "+44 7700 900456", "020 7946 0991", "")


def family(*cards):
    """Return a pupil's contacts in order: a number, and 'no' where not to be contacted."""
    return [
        (
            Tie(n, PupilId(1), ContactId(n + 1), "mother", n + 1),
            Contact(
                ContactId(n + 1), "Ms", f"Parent{n}", "Dana", (phone,), do_not_contact=bool(no)
            ),
        )
        for n, (phone, no) in enumerate(cards)
    ]


def written_to(pupils, contacts):
    cards = [contact for of_pupil in contacts.values() for _, contact in of_pupil]
    return recipients(pupils, contacts, barred_numbers(cards))


@pytest.mark.parametrize(
    ("typed", "mobile"),
    [
        ("7723456789", "07723456789"),
        ("07723-456-789", "07723456789"),
        ("00 44 7723456789", "07723456789"),
        ("+44 (0)7723 456 789", "07723456789"),
        ("\u200b\t+44 (0)7723 456 789\ufeff \n", "07723456789"),
        ("447700900020", "07700900020"),
        ("+447797292290", "07797292290"),
        ("0117 496 0860", ""),
        ("020 7946 0991", ""),
        ("0772345678910", ""),
        ("0772345678", ""),
        ("07890x32109", ""),
        ("07723 456789...", ""),
        ("079OO900123", ""),
        ("070 1234 5678", ""),
        ("", ""),
    ],
)
def test_a_number_is_a_mobile_or_it_is_not(typed, mobile):
    assert mobile_of(typed) == mobile


@pytest.mark.parametrize(
    ("message", "length"),
    [
        ("", Length(0, 0)),
        ("a" * 160, Length(160, 1)),
        ("a" * 161, Length(161, 2)),
        ("a" * 306, Length(306, 2)),
        ("a" * 307, Length(307, 3)),
        ("€" * 80, Length(160, 1)),
        ("[a]" * 40, Length(200, 2)),
        ("ë" * 70, Length(70, 1, "ë")),
        ("Zoë" + "a" * 67, Length(70, 1, "ë")),
        ("ś" + "a" * 70, Length(71, 2, "ś")),
        ("’" + "a" * 134, Length(135, 3, "’")),
        ("😀" * 35, Length(70, 1, "😀")),
    ],
)
def test_a_message_is_as_long_as_the_service_will_count_it(message, length):
    assert length_of(message) == length


def test_brothers_and_sisters_are_in_one_row():
    one, two = a_pupil(forename="Zara"), a_pupil(forename="Ali")
    both = {one.id: family(("07700 900123", ""))}
    rows, left_out = written_to([one, two], both)
    assert [(row.mobile, row.names) for row in rows] == [("07700900123", "Zara and Ali")]
    assert not left_out


def test_who_is_not_to_be_contacted_gets_nothing_by_any_card():
    """The same number on another card stays barred. Seen red with the number looked at alone."""
    pupil = a_pupil()
    rows, left_out = written_to(
        [pupil], {pupil.id: family(("07700900123", "no"), ("+44 7700 900123", ""))}
    )
    assert rows == []
    assert [one.where for one in left_out] == ["Abbasi, Zara"]


def test_a_child_whose_only_contact_is_barred_is_listed_with_the_reason():
    pupil = a_pupil()
    _, [problem] = written_to([pupil], {pupil.id: family(("07700900123", "no"))})
    assert problem.reason == NO_CONTACT


def test_the_first_who_has_a_mobile_gets_it():
    pupil = a_pupil()
    contacts = family(("020 7946 0991", ""), ("07700 900456", ""), ("07700 900789", ""))
    [row], _ = written_to([pupil], {pupil.id: contacts})
    assert (row.mobile, row.about) == ("07700900456", ((pupil, ContactId(2)),))


CARDS = st.lists(st.tuples(st.sampled_from(MOTHERS), st.sampled_from(("", "no"))), max_size=4)


@given(st.lists(CARDS, max_size=6))
def test_no_child_is_lost_and_nobody_barred_is_written_to(families):
    pupils = [replace(a_pupil(f"Name{n}"), id=PupilId(n)) for n in range(len(families))]
    contacts = {pupil.id: family(*cards) for pupil, cards in zip(pupils, families, strict=True)}
    rows, left_out = written_to(pupils, contacts)
    told = [pupil.id for row in rows for pupil, _ in row.about]
    assert len(told) + len(left_out) == len(pupils)
    barred = {mobile_of(phone) for cards in families for phone, no in cards if no}
    assert not barred & {row.mobile for row in rows}
    assert len({row.mobile for row in rows}) == len(rows)
