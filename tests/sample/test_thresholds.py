"""Pupils stand where an office looks: just at, and just short of, each threshold."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.attendance import Figures
from officeapp.sample.staged import NEAR_A_SHARE, UNAUTHORISED
from tests.sample.school import marks, missed


def unauthorised(made, pupil):
    """Return a pupil's unauthorised sessions in the ten school weeks to the last day."""
    first = made.plan.calendar.window_from(made.plan.last[0], 10)
    return sum(
        code in UNAUTHORISED and position >= page.position(first)
        for page in made.pages
        for position, code in page.codes.get(pupil, {}).items()
    )


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("last", [dt.date(2026, 11, 20), dt.date(2026, 4, 24)])
def test_some_have_nine_and_some_ten_unauthorised_sessions_in_ten_weeks(seed, last):
    made = marks(210, seed, 2, last)
    found = {unauthorised(made, pupil.id) for pupil in made.plan.on_roll(last)}
    assert {9, 10, 12} <= found


@given(st.integers(10, 400))
def test_one_session_lies_between_just_persistent_and_just_not(possible):
    just, short = (missed_by(possible) for missed_by in NEAR_A_SHARE[:2])
    assert Figures(possible, possible - just, just).is_persistent
    assert not Figures(possible, possible - short, short).is_persistent
    assert just - short == 1


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_some_are_just_persistently_absent_and_some_just_not(seed):
    page = marks(210, seed, 2).pages[-1]
    found = [missed(page, number) for number in page.members]
    assert sum(absent == -(-possible // 10) for absent, possible in found) >= 2
    assert sum(absent == -(-possible // 10) - 1 for absent, possible in found) >= 2
    assert any(absent == possible * 4 // 100 for absent, possible in found)


def test_a_school_of_thirty_has_nobody_led_anywhere():
    made = marks(30, 1, 1)
    assert made.pages[-1].limit > 0
    assert len(list(made.registers())) > 100
