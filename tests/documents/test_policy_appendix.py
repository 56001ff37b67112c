from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from officeapp.books.policy import PROFILES
from officeapp.documents.policy_appendix import draw_policy_appendix
from officeapp.procedures.keep_policy import change_number, choose_profile
from officeapp.procedures.policy_paper import policy_appendix

JANUARY = dt.date(2027, 1, 4)


def text_of(office, day=JANUARY):
    paper = draw_policy_appendix(policy_appendix(office, day), "Moorside Primary", "Printed today")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper)]
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("name", PROFILES)
def test_every_policy_prints_with_the_thresholds_of_the_law(office, name):
    choose_profile(office, name, JANUARY)
    text = text_of(office)
    assert office.policy.on(JANUARY).words in text
    assert "10 sessions of G, N, O or U in 10 school weeks" in text


def test_what_is_doubtful_stands_in_the_appendix(office):
    choose_profile(office, "dunkirk", JANUARY)
    text = text_of(office)
    assert "are 91.05 % of 190 days" in text
    assert "by law every entry of the register is kept for at least 6 years" in text
    assert "the register is open for 45 minutes" in text


def test_a_number_the_school_changed_stands_with_its_day(office):
    change_number(office, "first_day.within_minutes", "45", JANUARY)
    text = text_of(office)
    assert "Monday 4 January 2027" in text
    assert "Changed by the school" in text
    assert "Changed by the school" not in text_of(office, JANUARY - dt.timedelta(days=1))


def test_a_step_says_what_it_waits_for_and_a_band_its_days_off(office):
    choose_profile(office, "dunkirk", JANUARY)
    text = text_of(office)
    assert "10 school days, if nothing is better" in text
    assert "96 to 98 % 4 to 7.5 light green" in text
