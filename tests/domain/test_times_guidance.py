from __future__ import annotations

import datetime as dt

import pytest

from officeapp.domain.record import SiteId
from officeapp.domain.school_year import Session
from officeapp.domain.times import Bell
from officeapp.domain.times_guidance import doubts

SITE = SiteId(1)


def a_bell(times: str, session: Session = Session.AM, year_group: str = "") -> Bell:
    """Return times written as 'begins closes'."""
    begins, closes = (dt.time.fromisoformat(one) for one in times.split())
    ends = dt.time(23, 0)
    return Bell(
        1, SITE, session, year_group, dt.date(2026, 9, 1), begins, begins, closes, ends, ends
    )


@pytest.mark.parametrize(("times", "said"), [("08:55 09:25", []), ("08:55 09:26", [31])])
def test_a_register_open_for_more_than_half_an_hour_is_pointed_out(times, said):
    found = doubts([a_bell(times)])
    assert [
        f"{minutes} minutes" in doubt.what for minutes, doubt in zip(said, found, strict=True)
    ] == [True for _ in said]


def test_afternoons_at_different_times_are_pointed_out():
    everyone = a_bell("13:00 13:10", Session.PM)
    first = a_bell("12:15 12:25", Session.PM, "1")
    (doubt,) = doubts([everyone, first])
    assert "at different times" in doubt.what


def test_own_times_that_are_the_same_are_not():
    assert doubts([a_bell("13:00 13:10", Session.PM), a_bell("13:00 13:10", Session.PM, "1")]) == []


def test_mornings_at_different_times_are_no_matter_of_this_guidance():
    assert doubts([a_bell("08:50 09:10"), a_bell("09:00 09:20", year_group="N2")]) == []


def test_the_doubt_says_which_year_group_it_is_about():
    (doubt,) = doubts([a_bell("12:00 12:40", Session.PM, "R")])
    assert doubt.what == (
        "the register of Reception is open for 40 minutes; guidance says no more than 30."
    )
