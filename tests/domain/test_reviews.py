from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.policy import profile
from officeapp.domain.attendance import Figures
from officeapp.domain.policies import Every
from officeapp.domain.policy_reading import policy_of
from officeapp.domain.record import PupilId
from officeapp.domain.reviews import (
    Move,
    Reviewed,
    review_before,
    review_list,
    said,
    to_carry,
)
from officeapp.domain.school_year import SchoolYear
from tests.domain.pages import calendar_of

[REVIEW] = policy_of(profile("expect-monitor")).reviews
ONE, TWO, THREE, FOUR = map(PupilId, range(1, 5))


def of(possible, absent):
    return Figures(possible=possible, attended=possible - absent, authorised=absent)


def row(pupil, now, before):
    return Reviewed(pupil, of(*now), of(*before))


def test_pupils_under_the_share_are_on_the_list_lowest_first_with_where_they_went():
    rows = [
        row(ONE, (100, 5), (50, 1)),  # 95, fell
        row(TWO, (100, 10), (50, 10)),  # 90, rose
        row(THREE, (100, 1), (50, 0)),  # 99, fell
        row(FOUR, (100, 2), (50, 5)),  # 98, rose from 90
    ]
    found = review_list(REVIEW, rows)
    assert [(one.pupil, one.move) for one in found] == [
        (TWO, Move.UP),
        (ONE, Move.DOWN),
        (FOUR, Move.UP),
        (THREE, Move.DOWN),
    ]


def test_exactly_the_share_is_not_under_it():
    """Seen red with at or below for below."""
    rows = [row(ONE, (100, 4), (100, 4))]
    assert review_list(REVIEW, rows) == []


def test_a_family_in_focus_stays_on_the_list_and_is_carried_while_under_the_share():
    rows = [row(ONE, (100, 0), (50, 0)), row(TWO, (100, 8), (50, 0))]
    assert [one.pupil for one in review_list(REVIEW, rows, {ONE})] == [TWO, ONE]
    assert to_carry(REVIEW, rows) == [TWO]


def test_small_numbers_are_said_as_sessions():
    """Seen red with a percentage of eight sessions."""
    assert said(of(8, 5)) == "3 of 8 sessions"
    assert said(of(100, 7)) == "93.0%"
    assert said(Figures()) == "no sessions"


TERMS = calendar_of(
    (dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
    (dt.date(2026, 12, 21), dt.date(2027, 1, 1)),
    (dt.date(2027, 2, 15), dt.date(2027, 2, 19)),
)


@pytest.mark.parametrize(
    ("every", "day", "before"),
    [
        (Every.FORTNIGHT, dt.date(2026, 9, 30), dt.date(2026, 9, 16)),
        (Every.FORTNIGHT, dt.date(2026, 9, 7), None),
        (Every.HALF_TERM, dt.date(2026, 10, 23), None),
        (Every.HALF_TERM, dt.date(2026, 11, 20), dt.date(2026, 10, 23)),
        (Every.TERM, dt.date(2026, 11, 20), None),
        (Every.TERM, dt.date(2027, 3, 1), dt.date(2026, 12, 18)),
    ],
)
def test_a_review_looks_back_to_the_one_before_it(every, day, before):
    """Seen red with half terms counted for terms."""
    halves = TERMS.half_terms(SchoolYear.of(day))
    assert review_before(every, halves, day) == before
