from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.figures import beside
from officeapp.domain.school_year import Session
from officeapp.gui.register.figures import LATES, WINDOW, YEAR, shown, sum_of
from tests.gui.conftest import TODAY, pupil_of, take

DAYS = [dt.date(2026, 11, day) for day in (10, 11, 12, 16)]


@pytest.fixture
def zara(office):
    """Return a pupil marked U, L, O, I on four mornings."""
    for day, code in zip(DAYS, "ULOI", strict=True):
        take(office, "3 Oak", day, Session.AM, code + "/////")
    return pupil_of(office, "Abbasi")


def test_the_figures_beside_a_name(office, zara):
    assert shown(beside(office, [zara], TODAY)[zara.id]) == ("25.0%", "2", "2")
    kai = pupil_of(office, "Young")
    assert shown(beside(office, [kai], TODAY)[kai.id]) == ("–", "–", "–")


@pytest.mark.parametrize(
    ("which", "codes"), [(WINDOW, ["U", "O"]), (LATES, ["U", "L"]), (YEAR, ["U", "O", "I"])]
)
def test_a_figure_opens_the_sessions_that_make_it(office, zara, which, codes):
    found = sum_of(office, zara, which, TODAY)
    assert [code for _, _, code in found.sessions if code != "."] == codes
    assert TODAY in found.span


def test_a_sum_says_what_was_added_up(office, zara):
    assert sum_of(office, zara, WINDOW, TODAY).said == "2 unauthorised of 4 possible sessions."
    assert sum_of(office, zara, YEAR, TODAY).said.startswith(
        "1 of 4 possible sessions attended: 1 authorised and 2 unauthorised absences."
    )
