"""The ladder of first-day contact.

Seen red: somebody not to be contacted called; the next rung taken from the last attempt instead of
from what is left; an attempt that was taken back counted.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.policy import PROFILES, profile
from officeapp.domain.chasing import Reachable, next_rung, rungs, said_of, was_reached
from officeapp.domain.first_day import Attempt
from officeapp.domain.policy_reading import policy_of
from officeapp.domain.record import ContactId, PupilId

CLOSES = dt.time(9, 15)
DAY = dt.date(2026, 11, 18)
MUM = Reachable(ContactId(1), "Ms Dana Berisha", "mother", "07700 900123", "07700900123")
GRAN = Reachable(ContactId(2), "Mrs Flora Berisha", "grandmother", "020 7946 0991")
UNCLE = Reachable(ContactId(3), "Mr Luan Berisha", "uncle")  # no number


def ladder(name, *family, professional=""):
    first_day = policy_of(profile(name)).first_day
    return rungs(first_day, CLOSES, family, professional)


def tried(rung, outcome="no answer", at=dt.time(9, 30)):
    return Attempt(1, PupilId(1), DAY, at, rung.step, outcome, rung.contact, rung.words)


def climbed(found, before=()):
    """Yield the rungs that are left, in the order in which they come next."""
    attempts = list(before)
    while (rung := next_rung(found, attempts)) is not None:
        attempts.append(tried(rung))
        yield rung


def test_dunkirk_texts_calls_texts_again_and_calls_everybody_else():
    found = [(one.badge, one.contact, one.due) for one in ladder("dunkirk", MUM, GRAN)]
    assert found == [
        ("text 1", 1, dt.time(9, 15)),
        ("call 1", 1, dt.time(10, 15)),
        ("text 2", 1, dt.time(10, 45)),
        ("call 2", 2, dt.time(10, 45)),
        ("home visit", 0, dt.time(11, 45)),
    ]


def test_kildwick_begins_at_half_past_ten_and_ends_with_the_head():
    found = ladder("kildwick", MUM, GRAN)
    assert [one.badge for one in found] == ["call 1", "call 2", "tell the head"]
    assert found[0].due == dt.time(10, 30)


def test_who_has_no_number_has_no_rung():
    assert {one.contact for one in ladder("dunkirk", UNCLE, GRAN)} == {0, 2}


def test_a_family_nobody_may_contact_is_visited():
    assert [one.badge for one in ladder("dunkirk")] == ["home visit"]


def test_a_professional_is_told_first():
    first, *_ = ladder("dunkirk", MUM, professional="Ms Okafor, social worker")
    assert (first.badge, first.words) == ("tell now", "Tell Ms Okafor, social worker")
    assert next_rung([first], [tried(first, "told")]) is None


def test_a_child_without_a_professional_has_nobody_to_tell():
    alone = [one.badge for one in ladder("st-stephens", MUM)]
    told = [one.badge for one in ladder("st-stephens", MUM, professional="Ms Okafor")]
    assert (alone, told) == (["call 1"], ["tell now", "call 1"])


@pytest.mark.parametrize("name", PROFILES)
def test_every_policy_is_climbed_rung_by_rung_and_ends(name):
    found = ladder(name, MUM, GRAN, UNCLE)
    assert list(climbed(found)) == found


@given(st.sampled_from(PROFILES), st.data())
def test_the_order_in_which_attempts_were_made_changes_nothing(name, data):
    """Whatever was tried, what is left is climbed once, and then nothing is."""
    found = ladder(name, MUM, GRAN)
    done = data.draw(st.lists(st.sampled_from(range(len(found))), unique=True))
    attempts = [tried(found[place]) for place in done]
    shuffled = data.draw(st.permutations(attempts))
    assert next_rung(found, shuffled) == next_rung(found, attempts)
    assert len(list(climbed(found, attempts))) == len(found) - len(done)


def test_whoever_was_passed_over_still_comes_next():
    """Seen red with the number of attempts taken for the place on the ladder."""
    mum, gran, head = ladder("kildwick", MUM, GRAN)
    assert next_rung([mum, gran, head], [tried(gran)]) == mum
    assert next_rung([mum, gran, head], [tried(gran), tried(mum)]) == head


def test_an_attempt_taken_back_counts_for_nothing():
    found = ladder("dunkirk", MUM)
    back = replace(tried(found[0]), gone=True)
    assert next_rung(found, [back]) == found[0]


def test_a_family_that_was_reached_leaves_only_the_reason_to_write():
    call = ladder("kildwick", MUM)[0]
    assert was_reached([tried(call, "reason given")])
    assert not was_reached([tried(call, "voicemail left")])


def test_what_was_tried_is_said_in_a_few_words():
    text, call, *_ = ladder("dunkirk", MUM)
    assert said_of([]) == "not started"
    assert said_of([tried(text, "sent", dt.time(9, 20))]) == "text sent 09:20"
    both = [tried(text, "sent", dt.time(9, 20)), tried(call), tried(call, at=dt.time(10, 5))]
    assert said_of(both) == "text sent 09:20, 2 calls, no answer 10:05"
