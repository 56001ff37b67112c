from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.policy import profile
from officeapp.domain.attendance import Figures
from officeapp.domain.policy_reading import policy_of
from officeapp.domain.record import PupilId
from officeapp.domain.reviews import Forecast, Move, Reviewed, review_list, said, to_carry

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


sessions = st.integers(0, 380)


@given(sessions, sessions, sessions, st.integers(0, 400), st.integers(1, 99))
def test_a_forecast_adds_up(attended, absent, left, more, percent):
    """Seen red with the sessions left added to what is attended only."""
    now = Figures(possible=attended + absent, attended=attended, unauthorised=absent)
    found = Forecast(now, left)
    for figures in (found.best, found.after(more)):
        assert figures.possible == now.possible + left
        assert figures.possible == figures.attended + figures.absent
    assert found.best.attended == found.after(0).attended >= found.after(more).attended
    may = found.may_miss(percent)
    if 0 <= may <= left:
        held = found.after(may)
        assert 100 * held.attended >= percent * held.possible
    if 0 <= may + 1 <= left and may >= -1:
        fallen = found.after(may + 1)
        assert 100 * fallen.attended < percent * fallen.possible
