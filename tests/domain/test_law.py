"""Compulsory school age begins on a prescribed day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.law import age_on, compulsory_from, is_compulsory


@pytest.mark.parametrize(
    ("born", "begins"),
    [
        ("2021-08-31", "2026-08-31"),  # fifth birthday on a prescribed day: that day
        ("2021-09-01", "2026-12-31"),
        ("2021-12-31", "2026-12-31"),
        ("2022-01-01", "2027-03-31"),
        ("2022-04-01", "2027-08-31"),
        ("2020-02-29", "2025-03-31"),  # no birthday in 2025: 1 March
    ],
)
def test_it_begins_on_the_prescribed_day_that_is_or_follows_the_fifth_birthday(born, begins):
    """Planted: 'strictly after the birthday' instead of 'is or next follows': red."""
    assert compulsory_from(dt.date.fromisoformat(born)) == dt.date.fromisoformat(begins)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31)))
def test_no_child_is_of_compulsory_age_before_five_or_after_five_and_a_half(born):
    begins = compulsory_from(born)
    assert age_on(born, begins) == 5
    assert not is_compulsory(born, begins - dt.timedelta(days=1))
