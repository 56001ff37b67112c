"""Codes by date: what may be written, and what old marks count as. Worked examples A and D."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from officeapp.books.law import codes
from officeapp.domain.attendance import figures
from officeapp.domain.codes import (
    Category,
    CodeNotInForceError,
    UnknownCodeError,
    WrongAgeError,
    WrongSessionError,
)
from officeapp.domain.school_year import Session

BEFORE, AFTER = dt.date(2024, 8, 18), dt.date(2024, 8, 19)
TODAY = dt.date(2026, 11, 18)

# The department's own counts of half-day sessions, state-funded primary, 2024/25 to date.
DEPARTMENT = """code,Suffolk,Warrington
/,7891041,2548178
\\,7952597,2595704
L,118905,58984
B,38157,10564
P,15800,3542
V,124879,39937
W,5,3
K,4743,1017
I,505513,134710
M,46057,14354
R,3548,1179
S,29,22
T,1147,261
E,10328,1023
C,60241,11599
C1,296,53
J1,1847,327
C2,35511,1741
G,88445,41655
U,32818,8295
O,89230,22306
N,9536,1148
"""
EXPECTED = {
    "Suffolk": (17030673, 16146127, 664517, 220029, 151723, "94.80615945"),
    "Warrington": (5496602, 5257929, 165269, 73404, 67279, "95.65780822"),
}


@pytest.mark.parametrize("place", ["Suffolk", "Warrington"])
def test_the_departments_own_counts_come_out_exactly(place):
    """Planted: N left out of the unauthorised codes, and K counted as absence: both red."""
    rows = csv.DictReader(io.StringIO(DEPARTMENT))
    counts = {codes().symbol(row["code"]): int(row[place]) for row in rows}
    late = codes().symbols_where(late=True)
    found = figures(counts, codes().categories(TODAY), late)
    *numbers, percent = EXPECTED[place]
    assert [found.possible, found.attended, found.authorised, found.unauthorised, found.late] == (
        numbers
    )
    assert f"{found.percent:.8f}" == percent


@pytest.mark.parametrize("code", ["D", "X", "Q", "Y1", "Y4", "Y7", "Z", "#"])
def test_codes_outside_possible_sessions_count_nowhere(code):
    counted = figures(
        {codes().symbol(code): 5}, codes().categories(TODAY), codes().symbols_where(late=True)
    )
    assert (counted.possible, counted.attended, counted.absent) == (0, 0, 0)


def test_there_are_thirty_four_codes_since_august_2024():
    assert len(codes().on(AFTER)) == 34


@pytest.mark.parametrize("code", ["H", "J", "Y"])
def test_withdrawn_codes_hold_to_18_august_2024(code):
    assert codes().find(code, BEFORE).code == code
    with pytest.raises(CodeNotInForceError, match="ended on Sunday 18 August 2024"):
        codes().find(code, AFTER)


@pytest.mark.parametrize("code", ["K", "Q", "C1", "C2", "J1", "Y1", "Y7"])
def test_new_codes_begin_on_19_august_2024(code):
    assert codes().find(code, AFTER).code == code
    with pytest.raises(CodeNotInForceError, match="begins on Monday 19 August 2024"):
        codes().find(code, BEFORE)


def test_a_stray_old_j_still_counts_as_attended_and_an_old_h_as_authorised():
    categories = codes().categories(TODAY)
    assert categories["J"] is Category.EDUCATIONAL
    assert categories["H"] is Category.AUTHORISED
    assert categories[codes().symbol("J1")] is Category.AUTHORISED


def test_d_was_attended_until_august_2011_and_is_no_session_since():
    assert codes().categories(dt.date(2010, 9, 1))["D"] is Category.EDUCATIONAL
    assert codes().categories(dt.date(2011, 9, 1))["D"] is Category.NOT_POSSIBLE


def test_c2_is_for_compulsory_school_age_and_x_for_below():
    check = codes().check
    assert check("C2", TODAY, Session.PM, compulsory=True).category is Category.AUTHORISED
    assert check("X", TODAY, Session.PM, compulsory=False).category is Category.NOT_POSSIBLE
    with pytest.raises(WrongAgeError, match="write X"):
        check("C2", TODAY, Session.PM, compulsory=False)
    with pytest.raises(WrongAgeError, match="write C2"):
        check("X", TODAY, Session.PM, compulsory=True)


def test_the_mornings_mark_is_not_the_afternoons():
    with pytest.raises(WrongSessionError, match="write /"):
        codes().check("\\", TODAY, Session.AM, compulsory=True)


def test_an_unknown_letter_is_refused():
    with pytest.raises(UnknownCodeError, match="'A' is not an attendance code"):
        codes().find("A", TODAY)


def test_every_code_has_a_symbol_of_its_own():
    symbols = {code.code: code.symbol for code in codes().all()}
    assert len(set(symbols.values())) == len(symbols)
    assert all(len(symbol) == 1 for symbol in symbols.values())


def test_an_h_of_today_says_what_to_write_instead():
    with pytest.raises(CodeNotInForceError, match=r"Write C \(leave\) instead"):
        codes().find("H", TODAY)
