"""What acts prove of another desk's clock."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.sharing import NOTHING, Bound, clock_offset

MINUTES = st.integers(-600, 600).map(lambda minutes: dt.timedelta(minutes=minutes))


@given(MINUTES, st.lists(st.tuples(st.booleans(), st.integers(0, 600))))
def test_no_more_is_said_of_a_clock_than_is_so(ahead, seen):
    """Each act was written some minutes after what it had seen."""
    bounds = [
        Bound(ahead - dt.timedelta(minutes=later), lower=True)
        if lower
        else Bound(ahead + dt.timedelta(minutes=later), lower=False)
        for lower, later in seen
    ]
    found = clock_offset(bounds)
    assert min(ahead, NOTHING) <= found <= max(ahead, NOTHING)


def test_clocks_that_fit_are_not_complained_of():
    hour = dt.timedelta(hours=1)
    assert clock_offset([Bound(-hour, lower=True), Bound(hour, lower=False)]) == NOTHING
    assert clock_offset([]) == NOTHING


def test_a_clock_that_was_set_right_is_forgiven():
    hour, day = dt.timedelta(hours=1), dt.timedelta(days=1)
    newer = [Bound(hour, lower=False), Bound(-hour, lower=True)]
    assert clock_offset([*newer, Bound(day, lower=True)]) == NOTHING
    assert clock_offset([Bound(day, lower=True), *newer]) == day
