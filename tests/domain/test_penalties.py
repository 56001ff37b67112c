from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.policy import threshold_law
from officeapp.domain import penalties
from officeapp.domain.penalties import Notice, begin_by, counted, may_have_another
from officeapp.domain.record import ContactId, PupilId

LAW = threshold_law()
MOTHER, FATHER, CHILD, OTHER = ContactId(1), ContactId(2), PupilId(10), PupilId(11)
FIRST = dt.date(2025, 1, 10)
TODAY = dt.date(2026, 11, 20)


def notice(issued, parent=MOTHER, pupil=CHILD, absence=None, *, withdrawn=False):
    return Notice(parent, pupil, issued, absence or issued - dt.timedelta(days=30), withdrawn)


def asked(day, earlier, received):
    amounts = LAW.amounts_on(day)
    assert amounts is not None
    return penalties.asked(amounts, earlier, received)


def test_a_first_notice_is_80_in_21_days_and_160_in_28_counted_from_receipt():
    """F1. Seen red with the day after receipt as the first."""
    found = asked(TODAY, 0, dt.date(2026, 12, 1))
    assert (found.early, found.early_by) == (80, dt.date(2026, 12, 21))
    assert (found.late, found.late_by) == (160, dt.date(2026, 12, 28))


def test_a_second_notice_is_160_flat():
    """F2. Seen red with an early amount for every notice."""
    found = asked(TODAY, 1, dt.date(2026, 12, 1))
    assert (found.early, found.late) == (None, 160)


def test_a_third_within_three_years_of_issue_is_none():
    """F3. Seen red with a limit of three, and with years counted to the day of absence."""
    two = [notice(FIRST), notice(dt.date(2026, 3, 1))]
    assert not may_have_another(two, MOTHER, CHILD, TODAY, LAW)
    assert not may_have_another(two, MOTHER, CHILD, dt.date(2028, 1, 9), LAW)
    assert may_have_another(two, MOTHER, CHILD, dt.date(2028, 1, 10), LAW)


def test_notices_are_per_parent_and_per_child():
    """F4. Seen red with notices counted by child alone."""
    two = [notice(FIRST), notice(dt.date(2026, 3, 1))]
    assert may_have_another(two, FATHER, CHILD, TODAY, LAW)
    assert may_have_another(two, MOTHER, OTHER, TODAY, LAW)
    families = [asked(TODAY, 0, TODAY) for _ in (MOTHER, FATHER) for _ in "ab"]
    assert sum(one.early or 0 for one in families) == 320
    assert sum(one.late for one in families) == 640


def test_a_withdrawn_notice_does_not_count_and_an_unpaid_one_does():
    """F5 to F7. Seen red with withdrawn ones counted."""
    found = [notice(FIRST, withdrawn=True), notice(dt.date(2026, 3, 1))]
    assert len(counted(found, MOTHER, CHILD, TODAY, LAW)) == 1


def test_before_the_national_framework_60_and_120_and_no_limit():
    """F8. Seen red with the amounts of today for every date."""
    day = dt.date(2024, 7, 1)
    found = asked(day, 1, day)
    assert (found.early, found.late) == (60, 120)
    old = notice(dt.date(2024, 9, 10), absence=dt.date(2024, 7, 1))
    assert counted([old], MOTHER, CHILD, TODAY, LAW) == []


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (dt.date(2026, 11, 9), dt.date(2027, 5, 9)),
        (dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
        (dt.date(2023, 8, 31), dt.date(2024, 2, 29)),
        (dt.date(2026, 6, 30), dt.date(2026, 12, 30)),
    ],
)
def test_a_prosecution_begins_within_six_calendar_months_of_the_absence(day, last):
    """Seen red with months counted as 30 days, and with the month's end passed over."""
    assert begin_by(day, LAW) == last


def test_before_the_law_of_that_limit_nothing_is_said_of_it():
    assert begin_by(dt.date(1980, 1, 1), LAW) is None


def test_three_years_before_a_leap_day_is_the_end_of_february():
    leap = dt.date(2028, 2, 29)
    assert counted([notice(dt.date(2025, 3, 1))], MOTHER, CHILD, leap, LAW) != []
    assert counted([notice(dt.date(2025, 2, 28))], MOTHER, CHILD, leap, LAW) == []
