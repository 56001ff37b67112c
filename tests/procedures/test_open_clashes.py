"""Clashes of every kind in one list, and what a merge says of itself."""

from __future__ import annotations

import pytest

from officeapp.books.sending import newest_acts, units_after
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.open_clashes import (
    clashes_now,
    office_clashes,
    preview_merge,
    report_of,
)
from officeapp.procedures.settle_open_clash import keep_side, settle_with
from tests.desks import books_of, desks, mark, share, share_all


@pytest.fixture
def two(tmp_path):
    """Return two desks with the same books."""
    with desks(tmp_path) as offices:
        yield offices


def amended(two):
    """Let two desks correct one mark differently while apart, and one of them another."""
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    amend_mark(there, mark(there, 0), "I", "the parent wrote")
    amend_mark(there, mark(there, 1), "U", "the gate's list")


def units_for(sender, receiver):
    return units_after(sender.connection, newest_acts(receiver.connection))


def test_a_merge_says_before_and_after_what_it_does(two):
    here, there = two
    amended(two)
    before, books = clashes_now(here), books_of(here)
    said = preview_merge(here, units_for(there, here))
    assert said.words == "added 0, changed 2, to decide 1"
    assert books_of(here) == books
    assert clashes_now(here) == before
    (merged,) = share(there, here)
    assert report_of(here, merged, before) == said
    assert preview_merge(here, units_for(there, here)).words == "nothing new"


def test_a_clash_says_both_who_wrote_them_and_what_was_before(two):
    here, _ = two
    amended(two)
    share_all(two)
    (clash,) = office_clashes(here)
    assert (clash.about, clash.what) == ("Zara Name000", "Wed 18 Nov morning")
    assert {side.words for side in clash.sides} == {"M medical", "I ill"}
    assert {side.by.name for side in clash.sides} == {"Petra Lindqvist"}
    assert clash.before is not None
    assert clash.before.words == "/ present"


def test_a_side_is_kept_or_another_value_written(two):
    here, there = two
    amended(two)
    share_all(two)
    (clash,) = office_clashes(here)
    keep_side(here, clash, clash.sides[0], "asked the family")
    assert mark(here, 0).code == clash.sides[0].value.code
    settle_with(there, clash, "E", "asked the family")
    share_all(two)
    assert [len(one.sides) for one in office_clashes(here)] == [2]
