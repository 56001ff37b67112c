from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.reviews import in_focus, review_sheets
from officeapp.domain.cases import CaseCard
from officeapp.domain.reviews import Move
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.procedures.keep_case import change_card
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_school import set_calendar
from tests.builders import a_class, take
from tests.conftest import MONDAY

OCTOBER = dt.date(2026, 10, 19)


@pytest.fixture
def pupils(office):
    choose_profile(office, "expect-monitor", dt.date(2026, 9, 1))
    half_term = Closure(0, dt.date(2026, 10, 26), dt.date(2026, 10, 30), "half term")
    set_calendar(office, [half_term])
    school_class, cards = a_class(office)
    for day, codes in ((OCTOBER, "I//"), (MONDAY, "/I/")):
        for session in Session:
            present = "/" if session is Session.AM else "\\"
            take(office, school_class, day, session, codes.replace("/", present))
    return cards


def test_who_fell_and_who_rose_since_the_half_term_are_on_the_list(office, pupils):
    """Seen red with the figures of the day given for the review before."""
    [sheet] = review_sheets(office, MONDAY)
    assert sheet.before == dt.date(2026, 10, 23)
    moves = {one.pupil: one.move for one in sheet.rows}
    assert moves == {pupils[0].id: Move.UP, pupils[1].id: Move.DOWN}
    assert set(sheet.to_carry) == {pupils[0].id, pupils[1].id}


def test_a_family_in_focus_is_on_the_list_of_its_year_only(office, pupils):
    change_card(office, CaseCard(pupils[2].id, focus_year=2026))
    [sheet] = review_sheets(office, MONDAY)
    assert pupils[2].id in {one.pupil for one in sheet.rows}
    assert in_focus(office, dt.date(2027, 9, 6)) == set()
