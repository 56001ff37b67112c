"""Late from, close and end of a session, to the minute. Row A2 of the policies."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.record import SiteId
from officeapp.domain.school_year import Session
from officeapp.domain.times import Bell, BellTimes, Timing, arrival


def bell(*times: str, group: str = "", first: str = "2026-09-01", site: int = 1) -> Bell:
    begins, late, closes, ends = (dt.time.fromisoformat(text) for text in times)
    since = dt.date.fromisoformat(first)
    return Bell(1, SiteId(site), Session.AM, group, since, begins, late, closes, ends, closes)


ABBEY = bell("08:30", "08:45", "09:15", "12:00")


@pytest.mark.parametrize(
    ("at", "timing", "minutes"),
    [
        ("08:45:59", Timing.IN_TIME, 0),
        ("08:46", Timing.LATE, 1),
        ("09:15:59", Timing.LATE, 30),
        ("09:16", Timing.AFTER_CLOSE, 31),
        ("12:00", Timing.AFTER_CLOSE, 195),
        ("12:01", Timing.AFTER_SESSION, 196),
    ],
)
def test_an_arrival_at(at, timing, minutes):
    """Planted: '>=' at the close instead of strictly after: 09:15:59 turns it red."""
    found = arrival(ABBEY, dt.time.fromisoformat(at))
    assert (found.timing, found.minutes) == (timing, minutes)


@given(st.times(), st.times())
def test_a_later_arrival_is_never_less_late(one, other):
    earlier, later = sorted((one, other))
    assert arrival(ABBEY, earlier).minutes <= arrival(ABBEY, later).minutes


def test_a_year_groups_own_times_come_before_the_sites():
    early = bell("12:00", "12:10", "12:20", "15:00", group="N1")
    times = BellTimes([ABBEY, early])
    day = dt.date(2026, 11, 18)
    assert times.bell(SiteId(1), "N1", day, Session.AM) == early
    assert times.bell(SiteId(1), "3", day, Session.AM) == ABBEY
    assert times.bell(SiteId(2), "3", day, Session.AM) is None


def test_new_times_hold_from_their_first_day():
    later = bell("08:50", "09:00", "09:30", "12:00", first="2027-01-04")
    times = BellTimes([later, ABBEY])
    assert times.bell(SiteId(1), "3", dt.date(2027, 1, 3), Session.AM) == ABBEY
    assert times.bell(SiteId(1), "3", dt.date(2027, 1, 4), Session.AM) == later
