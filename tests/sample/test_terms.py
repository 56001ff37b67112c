"""The sample calendar: the days the law asks for, in any year."""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.domain.school_calendar import ClosureKind
from officeapp.domain.school_year import SchoolYear
from officeapp.sample.feasts import bank_holidays, easter, eids
from officeapp.sample.terms import breaks, planned_year

YEARS = [SchoolYear(begins) for begins in range(2000, 2100)]


@pytest.mark.parametrize(
    ("year", "day"),
    [(2000, "04-23"), (2008, "03-23"), (2024, "03-31"), (2026, "04-05"), (2038, "04-25")],
)
def test_easter_falls_on_its_day(year, day):
    assert easter(year) == dt.date.fromisoformat(f"{year}-{day}")


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
    ],
)
def test_bank_holidays_are_those_proclaimed(year, days):
    found = [f"{holiday.day:%m-%d}" for holiday in bank_holidays(year)]
    assert found == days.split()


def test_eid_falls_within_a_day_of_the_announced_one():
    announced = ["2024-04-10", "2024-06-16", "2025-03-30", "2025-06-06", "2026-03-20", "2026-05-27"]
    found = eids(dt.date(2024, 1, 1), dt.date(2026, 12, 31))
    pairs = zip(found, map(dt.date.fromisoformat, announced), strict=True)
    assert all(abs((one - other).days) <= 1 for one, other in pairs)


@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.name)
def test_every_year_has_190_days_six_half_terms_and_ends_in_late_july(year):
    planned = planned_year(year)
    assert len(planned.days) == 190
    assert len(planned.calendar.half_terms(year)) == 6
    assert dt.date(year.begins + 1, 7, 16) <= planned.days[-1] <= dt.date(year.begins + 1, 7, 28)
    assert sum(one.kind is ClosureKind.INSET for one in planned.closures) == 5


@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.name)
def test_christmas_and_easter_fall_in_breaks_of_two_weeks(year):
    weeks = [(gap.last - gap.first).days + 1 for gap in breaks(year)]
    assert weeks == [7, 14, 7, 14, 7]
    assert dt.date(year.begins, 12, 25) in breaks(year)[1]
    assert easter(year.begins + 1) in breaks(year)[3]
