"""Where a child is, from what the books of the day say.

Seen red: the first word instead of the latest; a sign-out undone by the afternoon's absence mark; a
blank register that takes a child who was in off the list; home time left out.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.record import PupilId
from officeapp.domain.roll_call import Called, Seen, Where, count, ticked, where_now

IN, OUT, AWAY, UNKNOWN = Where


def at(text):
    return dt.time.fromisoformat(text)


def said(text):
    """Read 'in 08:50, out 10:00' as what the books say."""
    words = [word.split() for word in text.split(",") if word]
    return [Seen(Where(where), at(since), "a book") for where, since in words]


@pytest.mark.parametrize(
    ("words", "asked", "where", "since"),
    [
        ("", "10:00", UNKNOWN, None),
        ("in 08:50", "08:40", UNKNOWN, None),
        ("in 08:50", "10:00", IN, "08:50"),
        ("away 08:50,in 09:24", "10:00", IN, "09:24"),
        ("in 08:50,out 10:00", "09:59", IN, "08:50"),
        ("in 08:50,out 10:00", "10:00", OUT, "10:00"),
        ("in 08:50,out 10:00,in 11:30", "11:45", IN, "11:30"),
        ("in 08:50,out 10:00,away 13:00", "13:30", OUT, "10:00"),
        ("in 08:50,out 10:00,in 13:00", "13:30", IN, "13:00"),
        ("in 08:50,in 13:00", "14:00", IN, "08:50"),
        ("away 08:50,away 13:00", "14:00", AWAY, "08:50"),
        ("in 08:50,away 13:00", "13:10", AWAY, "13:00"),
        ("in 08:50,unknown 13:00", "13:10", IN, "08:50"),
        ("away 08:50,unknown 13:00", "13:10", UNKNOWN, "13:00"),
        ("out 10:00,in 08:50", "10:30", OUT, "10:00"),
    ],
)
def test_the_latest_word_counts_so_that_nobody_is_looked_for_too_little(words, asked, where, since):
    found = where_now(said(words), at(asked), at("15:30"))
    assert (found.where, found.since) == (where, since and at(since))


def test_after_the_last_session_the_books_do_not_know_who_stayed():
    assert where_now(said("in 08:50"), at("15:30"), at("15:30")).where is IN
    late = where_now(said("in 08:50"), at("15:31"), at("15:30"))
    assert (late.where, late.since) == (UNKNOWN, at("15:30"))
    assert where_now(said("in 08:50"), at("15:31"), None).where is IN


def test_of_two_books_that_say_the_same_minute_the_more_trusted_is_named():
    words = [Seen(IN, at("09:24"), "late book"), Seen(IN, at("09:24"), "register")]
    assert where_now(words, at("10:00")).book == "late book"


WORDS = st.lists(
    st.builds(Seen, st.sampled_from(Where), st.times(at("08:00"), at("15:00")), st.just("a book"))
)


@given(WORDS, st.times(at("08:00"), at("15:00")), st.randoms())
def test_what_comes_later_and_the_order_of_reading_change_nothing(words, now, dice):
    distinct = list({one.since: one for one in words}.values())
    found = where_now(distinct, now)
    dice.shuffle(distinct)
    assert where_now(distinct, now) == found
    assert where_now([one for one in distinct if one.since <= now], now) == found


@given(WORDS, st.times(at("08:00"), at("15:00")))
def test_who_was_seen_in_stays_on_the_list_until_a_book_says_out_or_away(words, now):
    """A register's blank and home time apart, nothing makes a child vanish from the count."""
    in_since = [one for one in words if one.where is IN and one.since <= now]
    if not in_since:
        return
    last = max(one.since for one in in_since)
    after = [one for one in words if last <= one.since <= now and one.where in (OUT, AWAY)]
    if not after:
        assert where_now(words, now).where is IN


@given(st.lists(st.tuples(st.sampled_from(Where), st.booleans())))
def test_every_child_of_a_roll_call_is_counted_once(children):
    called = [
        Called(PupilId(n), "A, B", "3 Oak", Seen(where)) for n, (where, _) in enumerate(children)
    ]
    found = {PupilId(n) for n, (_, is_found) in enumerate(children) if is_found}
    sums = count(ticked(called, found))
    assert sums.expected + sums.odd + sums.elsewhere == len(children)
    assert sums.found + sums.odd == len(found)
    assert sums.found + sums.missing == sums.expected
