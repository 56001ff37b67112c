"""Names as the office writes and seeks them, and where a pupil is placed on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.roll import (
    Enrolment,
    Placement,
    folded,
    list_order,
    on_roll,
    placed_on,
    year_group_name,
)
from tests.builders import a_pupil


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Święcicka", "swiecicka"),
        ("O’Neill", "oneill"),
        ("O'Neill", "oneill"),
        ("Smith-Jones", "smith jones"),
        ("Łukasz", "lukasz"),
        ("Zoë", "zoe"),
        ("Nguyễn", "nguyen"),
        ("Çelik", "celik"),
        ("Işık", "isik"),
    ],
)
def test_a_name_is_found_without_its_accents(written, sought):
    assert folded(written) == sought


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


def test_lists_are_in_the_order_of_surnames_without_accents():
    names = ["Zola", "Żak", "Çelik", "de Courcy", "Cox"]
    pupils = sorted((a_pupil(name) for name in names), key=list_order)
    assert [pupil.surname for pupil in pupils] == ["Çelik", "Cox", "de Courcy", "Żak", "Zola"]


def test_a_pupil_of_one_name_has_no_comma():
    assert a_pupil("Suharto", "").listed == "Suharto"
    assert a_pupil(preferred_forename="Zee").listed == "Abbasi, Zee"


def test_first_and_last_day_are_both_on_roll():
    one = Enrolment(1, PupilId(1), dt.date(2026, 9, 1), dt.date(2026, 10, 2))
    assert on_roll([one], dt.date(2026, 9, 1))
    assert on_roll([one], dt.date(2026, 10, 2))
    assert not on_roll([one], dt.date(2026, 10, 3))


def test_the_class_of_the_day_is_the_latest_that_has_begun():
    early = Placement(1, PupilId(1), dt.date(2026, 9, 1), ClassId(1), "2")
    late = Placement(2, PupilId(1), dt.date(2026, 11, 2), ClassId(2), "3")
    assert placed_on([late, early], dt.date(2026, 11, 1)) == early
    assert placed_on([late, early], dt.date(2026, 11, 2)) == late
    assert placed_on([late, early], dt.date(2026, 7, 1)) == early


def test_year_groups_are_named_as_people_say_them():
    assert [year_group_name(group) for group in ("N1", "R", "3")] == [
        "Nursery 1",
        "Reception",
        "Year 3",
    ]
