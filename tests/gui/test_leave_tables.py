"""The tables of the Leave screen, and the days and names it writes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.leave import LeaveRequest
from officeapp.domain.school_year import Session
from officeapp.gui.leave.asking import NotDaysError, days_typed
from officeapp.gui.leave.half_days import HalfDayTable
from officeapp.gui.leave.lines import LeaveLine, days_said
from officeapp.gui.leave.tray import TrayTable

MONDAY = dt.date(2026, 11, 23)
MOMENTS = [(MONDAY + dt.timedelta(days=n), half) for n in range(5) for half in Session]


def test_the_tables_are_sound(qapp, theme, qtmodeltester):
    tray, days = TrayTable(qapp), HalfDayTable(theme, qapp)
    tray.show([LeaveLine(1, "Zara Abbasi", "3 Oak", "23 November 2026 · holiday", "asked")])
    days.show(MOMENTS[:4], MOMENTS[:1], MOMENTS[4:5])
    qtmodeltester.check(tray)
    qtmodeltester.check(days)


@given(turns=st.lists(st.sets(st.sampled_from(MOMENTS), min_size=1), max_size=6))
def test_only_sessions_asked_for_are_ever_picked(qapp, turns):
    table = HalfDayTable(None, qapp)  # type: ignore[arg-type]  # no colours: nothing is painted
    table.show(MOMENTS[:6], (), MOMENTS[6:8])
    for turn in turns:
        before = table.picked
        table.turn(turn)
        can = turn & set(MOMENTS[:6])
        assert table.picked <= set(MOMENTS[:6])
        assert table.picked ^ before <= can


@pytest.mark.parametrize(
    ("first", "last", "halves", "said"),
    [
        ((2026, 12, 7), (2026, 12, 11), ("AM", "PM"), "7 to 11 December 2026"),
        ((2026, 12, 2), (2026, 12, 2), ("AM", "AM"), "2 December 2026 am"),
        ((2026, 12, 2), (2026, 12, 2), ("PM", "PM"), "2 December 2026 pm"),
        ((2026, 11, 30), (2026, 12, 2), ("AM", "PM"), "30 November to 2 December 2026"),
        ((2026, 12, 30), (2027, 1, 4), ("PM", "AM"), "30 December 2026 pm to 4 January 2027 am"),
    ],
)
def test_days_are_said_as_the_office_says_them(first, last, halves, said):
    begins, ends = Session(halves[0]), Session(halves[1])
    days = dt.date(*first), dt.date(*last)
    request = LeaveRequest(1, (), "holiday", "x", *days, days[0], begins, ends)
    assert days_said(request) == said


def test_days_set_apart_are_typed_in_a_row():
    assert days_typed("24 Nov, 25/11/26", MONDAY) == ("2026-11-24", "2026-11-25")
    with pytest.raises(NotDaysError, match="write the days set apart"):
        days_typed("soon", MONDAY)
