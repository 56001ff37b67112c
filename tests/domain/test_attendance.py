"""Figures add up and are never rounded over a line. Worked examples C and H."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.law import codes
from officeapp.domain.attendance import (
    Counting,
    Figures,
    add_tallies,
    figures,
    shown_percent,
    tally,
    total,
)
from tests.builders import marks_from

CATEGORIES = codes().categories(dt.date(2026, 9, 1))
LATE = codes().symbols_where(late=True)
LINES = st.text(alphabet=[*CATEGORIES, ".", "-"], max_size=400)


def count(line: str) -> Figures:
    return figures(tally(line), CATEGORIES, LATE)


def test_a_fortnight(marks):
    r"""
    1   // // /L OO CC | // // .. // //
    """
    line = "".join(codes().symbol(mark.code) for mark in marks)
    assert count(line) == Figures(18, 14, 2, 2, 1, 0)


@given(LINES)
def test_the_parts_add_up(line):
    found = count(line)
    assert found.possible == found.attended + found.authorised + found.unauthorised
    assert found.unmarked == line.count(".")


@given(LINES, LINES)
def test_figures_of_two_are_the_sum_of_figures(one, other):
    together = figures(add_tallies([tally(one), tally(other)]), CATEGORIES, LATE)
    assert together == count(one) + count(other) == count(other + one)


@given(LINES)
def test_unmarked_is_never_present(line):
    """Planted: '.' counted as attended: red."""
    assert count(line.replace(".", "")).attended == count(line).attended


def test_half_after_the_close_is_half():
    assert count("/" * 26 + "U" * 26).percent == 50.0


def test_the_other_schools_sessions_do_not_count():
    assert count("D" * 200 + "/" * 10).percent == 100.0


@pytest.mark.parametrize(
    ("missed", "possible", "persistent"),
    [(38, 380, True), (37, 380, False), (38, 381, False), (25, 250, True), (24, 250, False)],
)
def test_persistent_is_a_tenth_or_more_of_whole_sessions(missed, possible, persistent):
    """Planted: the shown percentage compared instead of the sessions: 38 of 381 turns it red."""
    assert count("I" * missed + "/" * (possible - missed)).is_persistent is persistent


def test_severe_is_half_or_more_and_also_persistent():
    found = count("O" * 190 + "/" * 190)
    assert found.is_severe
    assert found.is_persistent


def test_nothing_possible_has_no_percentage():
    assert count("XXXX").percent is None
    assert shown_percent(count("XXXX")) == "no sessions"
    assert not count("XXXX").is_persistent


@pytest.mark.parametrize(("missed", "shown"), [(38, "90.0%"), (39, "89.7%")])
def test_what_is_shown_is_cut_not_rounded(missed, shown):
    assert shown_percent(count("I" * missed + "/" * (380 - missed))) == shown


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_shown_figure_never_hides_a_persistent_absence(missed, possible):
    found = Figures(possible, possible - min(missed, possible), min(missed, possible), 0)
    if found.is_persistent:
        assert float(shown_percent(found).rstrip("%")) <= 90.0


def test_the_notation_reads_two_weeks(marks):
    r"""
    2   /\ LU .. // // | 1p c. // // //
    """
    assert [mark.code for mark in marks[:4]] == ["/", "\\", "L", "U"]
    assert [mark.code for mark in marks_from("2  1p c.", dt.date(2026, 11, 16))] == [
        "Y1",
        "C2",
        "C1",
    ]


@given(LINES)
def test_counting_a_run_is_counting_its_tally(line):
    """Planted: U left out of the late sessions of `Counting`: red."""
    assert Counting(CATEGORIES, LATE).of(line) == count(line)


@given(st.lists(LINES, max_size=6))
def test_the_total_of_many_is_their_sum(lines):
    assert total(map(count, lines)) == sum(map(count, lines), Figures())
