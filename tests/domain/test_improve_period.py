"""The days of a notice to improve, read back from the letter that gave them.

Seen red with a day that is in no calendar taken for one.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.improve_period import read_day
from officeapp.domain.school_year import long_day


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_is_read_as_letters_write_it(day):
    assert read_day(long_day(day)) == day
    assert read_day(f" {day.day} {day:%b} {day.year} ") == day


@pytest.mark.parametrize(
    "text", ["", "soon", "31 November 2026", "18 Ju 2026", "18 Jul", "18.7.2026", "18 Jux 2026"]
)
def test_what_is_no_day_is_none(text):
    assert read_day(text) is None
