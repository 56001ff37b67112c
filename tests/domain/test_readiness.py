from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.policy import threshold_law
from officeapp.domain.penalties import Notice
from officeapp.domain.policies import Need
from officeapp.domain.readiness import (
    MENDS,
    NEED_WORDS,
    Asking,
    Known,
    State,
    blocked_by,
    state,
)
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.school_year import Session, session_number
from tests.domain.pages import calendar_of, law, page_of, reached, spread

OPEN = calendar_of()
MONDAY, DAY = dt.date(2026, 9, 7), dt.date(2026, 10, 2)
MOTHER, CHILD = ContactId(1), PupilId(10)
READY = Known(
    pupil=CHILD,
    born=dt.date(2018, 3, 3),
    warned=dt.date(2026, 9, 25),
    supported=dt.date(2026, 9, 25),
    details=dt.date(2026, 9, 1),
    parents=(MOTHER,),
)


def asked(symbols, known=READY):
    page = page_of(OPEN, spread(symbols, MONDAY, OPEN), DAY, usual="/")
    found = reached(law("penalty-notice"), page)
    blocked = blocked_by(found, known, Asking(DAY, threshold_law(), page.symbol))
    return state(found, blocked), blocked


def test_ten_with_everything_on_record_are_ready():
    assert asked("O" * 10) == (State.READY, ())


def test_nine_are_not_yet_and_nothing_is_in_the_way_of_them():
    assert asked("O" * 9, Known(CHILD, dt.date(2018, 3, 3))) == (State.NOT_YET, ())


def test_what_is_not_recorded_is_not_there():
    """Seen red with no warning taken for a warning, and with details never checked for checked."""
    known = Known(CHILD, dt.date(2018, 3, 3))
    assert asked("O" * 10, known) == (
        State.BLOCKED,
        (Need.WARNED, Need.SUPPORTED, Need.DETAILS),
    )


@pytest.mark.parametrize(
    ("symbols", "need"),
    [("OOOOOOOOON", Need.EXPLAINED), ("OOOOO.OOOOO", Need.MARKED)],
)
def test_a_mark_unexplained_or_missing_is_in_the_way(symbols, need):
    """Seen red with N ready, and with a gap ready."""
    assert asked(symbols) == (State.BLOCKED, (need,))


@pytest.mark.parametrize(
    ("changes", "need"),
    [
        ({"looked_after": True}, Need.NOT_LOOKED_AFTER),
        ({"social_worker": True}, Need.NO_SOCIAL_WORKER),
        ({"sensitive": "medical plan"}, Need.NOT_SENSITIVE),
        ({"details": dt.date(2026, 3, 1)}, Need.DETAILS),
        ({"warned": None}, Need.WARNED),
        ({"supported": None}, Need.SUPPORTED),
        ({"born": dt.date(2022, 3, 3)}, Need.OF_AGE),
        ({"clashes": frozenset({session_number(MONDAY, Session.AM)})}, Need.SETTLED),
        ({"used": frozenset({session_number(MONDAY, Session.AM)})}, Need.UNUSED),
        (
            {
                "notices": tuple(
                    Notice(MOTHER, CHILD, dt.date(2025, month, 1), dt.date(2025, 1, 6))
                    for month in (2, 11)
                )
            },
            Need.NOTICES,
        ),
    ],
)
def test_each_thing_on_record_that_speaks_against_it_is_in_the_way(changes, need):
    """Seen red with each condition taken out in turn."""
    assert asked("O" * 10, replace(READY, **changes)) == (State.BLOCKED, (need,))


@pytest.mark.parametrize(
    ("changes", "need"),
    [
        ({"looked_after": True}, Need.NOT_LOOKED_AFTER),
        ({"social_worker": True}, Need.NO_SOCIAL_WORKER),
        ({"sensitive": "bereavement"}, Need.NOT_SENSITIVE),
    ],
)
def test_what_asks_for_care_is_minded_anew_each_time_a_rule_is_reached(changes, need):
    """Seen red with a note of any day, and with the social worker's note taken for the others."""
    met_on = MONDAY + dt.timedelta(days=4)
    others = dict.fromkeys(set(Need) - {need}, met_on)
    for minded, state_ in (
        ({need: met_on}, State.READY),
        ({need: met_on - dt.timedelta(days=1)}, State.BLOCKED),
        (others, State.BLOCKED),
    ):
        assert asked("O" * 10, replace(READY, minded=minded, **changes))[0] is state_


def test_leave_taken_without_consent_needs_no_support():
    """Seen red with support asked for in every case."""
    assert asked("G" * 10, replace(READY, supported=None)) == (State.READY, ())
    assert asked("G" * 9 + "O", replace(READY, supported=None))[1] == (Need.SUPPORTED,)


def test_sessions_below_compulsory_school_age_do_not_make_ten():
    """Seen red with the child's age asked on the day only."""
    born = dt.date(2021, 9, 15)  # five on 15 September, compulsory from 31 December 2026
    january = dt.date(2027, 1, 8)
    page = page_of(OPEN, spread("O" * 10, dt.date(2026, 12, 10), OPEN), january, usual="/")
    found = reached(law("penalty-notice"), page)
    asking = Asking(january, threshold_law(), page.symbol)
    assert blocked_by(found, replace(READY, born=born), asking) == (Need.OF_AGE,)


def test_eleven_sessions_of_which_one_was_used_are_ready():
    used = frozenset({session_number(MONDAY, Session.AM)})
    assert asked("O" * 11, replace(READY, used=used)) == (State.READY, ())


def test_every_need_has_words_and_a_place_to_mend_it():
    assert set(NEED_WORDS) == set(MENDS) == set(Need)
