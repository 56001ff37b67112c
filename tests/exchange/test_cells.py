"""What one cell means. Seen red: month first, 'Year 10' taken for Year 1, dates of 9999."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.school_year import Session
from officeapp.exchange.cells import (
    count_of,
    day_of,
    flag_of,
    phones_of,
    sen_of,
    session_of,
    sex_of,
    tidied,
    year_group_of,
)

BIRTHDAY = dt.date(2018, 2, 3)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["2018-02-03", "03/02/2018", "3/2/2018", "03-02-2018", "3.2.18", "3 Feb 2018", "3-Feb-18",
     "3rd February 2018", "2018-02-03T00:00:00", "03/02/2018 00:00", "3 feb. 2018"],
)  # fmt: skip
def test_a_day_is_iso_or_day_first(text):
    assert day_of(text) == BIRTHDAY


@pytest.mark.parametrize(
    "text",
    ["02/28/2018", "31/06/2018", "1601-01-01", "9999-12-31", "43159", "20180203", "", "today",
     "2018-02-03 09:30", "29/02/2019", "0/1/2018", "٣/٢/٢٠١٨"],
)  # fmt: skip
def test_what_is_no_day_is_none(text):
    assert day_of(text) is None


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d-%b-%Y", "%d.%m.%Y"]))
def test_every_day_reads_back(day, form):
    assert day_of(day.strftime(form)) == day


@pytest.mark.parametrize(
    ("text", "year_group"),
    [("Year  3", "3"), ("Yr 3", "3"), ("Y3", "3"), ("03", "3"), ("3", "3"), ("R", "R"),
     ("Reception", "R"), ("Year R", "R"), ("N1", "N1"), ("Nursery", "N2"), ("Nursery 1", "N1"),
     ("0", "R"), ("Year 7", None), ("Year 10", None), ("Mixed", None), ("13", None)],
)  # fmt: skip
def test_a_year_group_in_any_words(text, year_group):
    assert year_group_of(text) == year_group


@pytest.mark.parametrize(
    ("read", "text", "means"),
    [(sex_of, "Female", "F"), (sex_of, "M", "M"), (sex_of, "U", ""), (sex_of, "Q", None),
     (flag_of, "T", True), (flag_of, "no", False), (flag_of, "✓", True), (flag_of, "maybe", None),
     (sen_of, "K", "K"), (sen_of, "EHCP", "E"), (sen_of, "No SEN", ""), (sen_of, "?", None),
     (sen_of, "N - No SEN", ""), (sen_of, "E - EHC plan", "E"), (flag_of, "Yes (Service)", True),
     (session_of, "am", Session.AM), (session_of, "Afternoon", Session.PM), (session_of, "1", None),
     (count_of, "25", 25), (count_of, "-1", None), (count_of, "1.5", None)],
)  # fmt: skip
def test_words_of_other_systems(read, text, means):
    assert read(text) == means


def test_phones_are_kept_as_given_each_once():
    assert phones_of(["+44 7700 900789; 020 7946 0000", "020 7946 0000"]) == (
        "+44 7700 900789",
        "020 7946 0000",
    )


def test_a_name_is_kept_in_normal_form_without_what_nobody_sees_around_it():
    assert tidied("\u200b Zoe\u0308\xa0") == "Zoë"
