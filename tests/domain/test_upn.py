r"""Unique pupil numbers. Seen red: places counted from 1, I among the letters, 267 for 266."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.upn import (
    LETTERS,
    has_right_letter,
    is_shaped,
    is_temporary,
    knows_authority,
    refusal,
    right_letter,
    tidied,
    warning,
)

SERIALS = st.from_regex(r"\A[0-9]{11}[0-9ABCDEFGHJKLMNPQRTUVWXYZ]\Z")


@pytest.mark.parametrize(
    "upn",
    [
        "B801200005001",
        "X845212818005",
        "A203102209083",
        "E938218618008",
        "F838200126001",
        "B940200126001",
        "K942200126001",
        "Q816200126001",
        "P207000016049",
    ],
)
def test_a_permanent_number_with_its_letter_is_right(upn):
    assert has_right_letter(upn)
    assert not is_temporary(upn)
    assert warning(upn) == ""


@pytest.mark.parametrize(
    "upn", ["X00180001701A", "P81620012601A", "C81620012601J", "Q81620012601T"]
)
def test_a_temporary_number_counts_its_last_letter_without_i_o_and_s(upn):
    assert has_right_letter(upn)
    assert is_temporary(upn)
    assert refusal(upn) == warning(upn) == ""


@pytest.mark.parametrize(
    ("upn", "letter"),
    [
        ("R247962919251", "Q"),
        ("Q207000016049", "P"),
        ("A123456789001", "Y"),
        ("I816200126001", "Q"),
        ("O816200126001", "Q"),
        ("S816200126001", "Q"),
    ],
)
def test_a_wrong_letter_is_kept_with_a_warning_that_names_the_right_one(upn, letter):
    assert refusal(upn) == ""
    assert right_letter(upn) == letter
    assert f"should be {letter}, as in {letter}{upn[1:]}." in warning(upn)


@pytest.mark.parametrize(
    "typed",
    [
        "X80120000A001",
        "Q8162001260010",
        "Q8162O0126001",
        "UN1",
        "",
        "Q81620012601I",
        "Q81620012\uff16001",
    ],
)
def test_what_has_another_shape_is_no_number(typed):
    assert not is_shaped(typed)
    assert refusal(typed).endswith("leave it blank.")


@pytest.mark.parametrize("typed", ["q816200126001", "Q 816 200126001", "\u200bQ816200126001\xa0"])
def test_small_letters_and_blanks_are_tidied_away(typed):
    assert has_right_letter(tidied(typed))


def test_an_authority_that_issues_no_numbers_is_named():
    assert has_right_letter("A950000178301")
    assert not knows_authority("A950000178301")
    assert "authority 950" in warning("A950000178301")


@given(SERIALS)
def test_each_number_has_exactly_one_right_letter(rest):
    assert sum(has_right_letter(letter + rest) for letter in LETTERS) == 1


@given(SERIALS, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_changes_the_letter(rest, place, by):
    wrong = rest[:place] + str((int(rest[place]) + by) % 10) + rest[place + 1 :]
    assert right_letter("A" + wrong) != right_letter("A" + rest)
