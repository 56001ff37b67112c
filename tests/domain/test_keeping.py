"""Backups are kept by day, week and month, and nothing goes while one of them is not good.

Seen red: ages counted from the first copy of a period, a bad copy filling a place, the newest few
left out of what is kept, a warning a day early.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.keeping import (
    EVERY,
    RULE,
    Kept,
    Rule,
    is_due,
    low_space,
    to_keep,
    to_remove,
    warning,
)

NOW = dt.datetime(2026, 11, 18, 16, 2, tzinfo=dt.UTC)  # a Wednesday
SMALL = Rule(newest=2, days=3, weeks=3, months=4)

gaps = st.lists(st.integers(10, 60 * 24 * 40), max_size=60)  # minutes between two backups


def copies_of(gaps, bad=()):
    made, found = NOW, []
    for number, gap in enumerate(gaps):
        made -= dt.timedelta(minutes=gap)
        found.append(Kept(f"{number}.db", made, number not in bad))
    return found


def rotated(copies, rule):
    """Make the copies one after the other, throwing away after each what need not be kept."""
    held = []
    for copy in sorted(copies, key=lambda copy: copy.made):
        held.append(copy)
        for gone in to_remove(held, rule):
            held.remove(gone)
    return held


def days_before(*days):
    return [Kept(f"{n}.db", NOW - dt.timedelta(days=n)) for n in days]


@given(gaps)
def test_the_newest_few_are_always_kept(gaps):
    copies = copies_of(gaps)
    assert set(copies[: SMALL.newest]) <= to_keep(copies, SMALL)


@given(gaps)
def test_throwing_away_after_each_backup_leaves_what_one_look_at_all_would(gaps):
    copies = copies_of(gaps)
    assert set(rotated(copies, SMALL)) == to_keep(copies, SMALL)


@given(gaps, st.sets(st.integers(0, 59), min_size=1))
def test_nothing_goes_while_one_is_not_good(gaps, bad):
    copies = copies_of(gaps, bad)
    assert to_remove(copies, SMALL) == [] or all(copy.good for copy in copies)


@given(gaps, st.sets(st.integers(0, 59)))
def test_a_good_copy_is_left_whenever_there_was_one(gaps, bad):
    copies = copies_of(gaps, bad)
    left = set(copies) - set(to_remove(copies, Rule(0, 0, 0, 0)))
    assert any(copy.good for copy in left) == any(copy.good for copy in copies)


def test_a_year_of_working_days_leaves_a_fortnight_a_term_of_weeks_and_every_month():
    copies = days_before(*(n for n in range(365) if (NOW - dt.timedelta(n)).weekday() < 5))
    kept = {copy.made.date() for copy in to_keep(copies, RULE)}
    assert sum(NOW.date() - day < dt.timedelta(14) for day in kept) == 10
    assert {NOW.date() - dt.timedelta(7 * n + 5) for n in range(17)} <= kept  # its Fridays
    assert {(day.year, day.month) for day in kept} >= {(2026, month) for month in range(1, 12)}
    assert len(kept) == 37


def test_a_bad_copy_fills_no_place():
    friday, thursday = days_before(5, 6)
    assert to_keep([Kept(friday.name, friday.made, good=False), thursday]) == {thursday}


@pytest.mark.parametrize(
    ("newest", "changed", "due"),
    [
        (None, False, True),
        (NOW - EVERY, True, True),
        (NOW - EVERY + dt.timedelta(seconds=1), True, False),
        (NOW - EVERY, False, False),
        (NOW - dt.timedelta(days=1), False, True),
        (NOW + dt.timedelta(minutes=1), False, True),
    ],
)
def test_one_is_due_every_half_hour_of_use_and_once_a_day_in_any_case(newest, changed, due):
    assert is_due(newest, NOW, changed=changed) is due


def test_the_bar_is_red_once_the_newest_elsewhere_is_older_than_seven_days():
    week_ago = NOW - dt.timedelta(days=7)
    long_ago = NOW - dt.timedelta(days=90)
    assert warning(week_ago, long_ago, NOW) == ""
    said = warning(week_ago - dt.timedelta(days=1), long_ago, NOW)
    assert said.startswith("The newest backup outside this computer is 8 days old (Tue 10 Nov);")


def test_a_school_begun_today_is_not_warned_about_one_begun_last_month_is():
    assert warning(None, NOW, NOW) == ""
    assert "No backup has ever been made" in warning(None, NOW - dt.timedelta(days=30), NOW)


def test_a_drive_is_nearly_full_below_500_mb():
    assert low_space(500_000_000, "C:") == ""
    assert low_space(41_200_000, "C:").startswith("Only 41 MB are free on C:; make room")
