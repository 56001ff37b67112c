"""Patterns of absence: said where chance is rare, and hardly ever where days are shuffled.

Seen red: without counting the questions asked, 55 of 2,000 shuffled pupils get a sentence, not 6.
"""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.absence_patterns import DayMissed, patterns, tail

FIRST = dt.date(2026, 9, 7)  # a Monday


def school_days(weeks):
    return [FIRST + dt.timedelta(days=7 * week + day) for week in range(weeks) for day in range(5)]


def a_year(missed, weeks=7):
    """Return the days of some weeks of which some were missed whole."""
    return [DayMissed(day, day in missed, day in missed) for day in school_days(weeks)]


def mondays(number):
    return {FIRST + dt.timedelta(days=7 * week) for week in range(number)}


def test_five_of_seven_mondays_are_said_with_their_chance():
    [pattern] = patterns(a_year(mondays(5)))
    assert pattern.sentence.startswith("away 5 of 7 Mondays; by chance about 1 in ")
    assert pattern.days == tuple(sorted(mondays(5)))


def test_a_chance_is_never_said_rarer_than_it_is():
    [pattern] = patterns(a_year(mondays(5)))
    said = int(pattern.odds.removeprefix("1 in ").replace(",", ""))
    assert Fraction(1, said) >= Fraction(pattern.chance)


def test_a_week_of_illness_is_no_pattern():
    ill = {FIRST + dt.timedelta(days=day) for day in range(5)}
    assert patterns(a_year(ill)) == []


def test_days_next_to_a_holiday_are_told_from_others():
    days = school_days(20)
    edges = {days[place] for place in (0, 24, 25, 49, 50, 74, 75, 99)}
    [pattern, *_] = patterns(a_year(set(sorted(edges)[:6]), weeks=20), edges)
    assert pattern.words == "days next to a holiday"


def test_mornings_missed_alone_are_a_pattern():
    late = set(school_days(10)[::4])
    days = [DayMissed(day, day in late, missed) for day, missed in
            ((day, False) for day in school_days(10))]  # fmt: skip
    assert [one.words for one in patterns(days)] == ["mornings"]


def test_brothers_and_sisters_away_on_the_same_days_are_said():
    away, other = set(school_days(20)[::12]), set(school_days(20)[5::12])
    [found] = patterns(a_year(away, 20), beside={"Zara": away})
    assert "on which Zara was away" in found.sentence
    assert patterns(a_year(away, 20), beside={"Zara": other}) == []


@pytest.mark.parametrize("relatives", [0, 3])
def test_shuffled_days_give_a_sentence_to_one_pupil_in_a_hundred_at_most(relatives):
    dice = random.Random(7)  # noqa: S311 - a shuffle, no secret
    days = school_days(38)
    edges = {days[place] for place in range(0, len(days), 24)}
    said = 0
    for _ in range(2_000):
        missed = set(dice.sample(days, dice.randint(4, 40)))
        beside = {str(n): set(dice.sample(days, dice.randint(4, 40))) for n in range(relatives)}
        said += bool(patterns(a_year(missed, 38), edges, beside))
    assert said <= 20


@given(st.integers(1, 9), st.data())
def test_the_tail_is_that_of_every_way_to_shuffle(among, data):
    special = data.draw(st.integers(0, among))
    missed = data.draw(st.integers(0, among))
    hit = data.draw(st.integers(0, min(special, missed)))
    ways = [set(chosen) for chosen in combinations(range(among), missed)]
    as_many = sum(len([one for one in way if one < special]) >= hit for way in ways)
    assert tail(among, special, missed, hit) == pytest.approx(as_many / len(ways))
