"""Joining files: opened with the code alone, whole, and within a week.

Seen red with each of these left out: the look at the date; the digest of the whole; the code (a
key made of the salt alone).
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.exchange import joining
from officeapp.exchange.joining import (
    LETTERS,
    Invitation,
    NotAJoiningFileError,
    TooOldError,
    WrongCodeError,
    new_code,
    sealed_books,
    unsealed_books,
)

NOW = dt.datetime(2026, 11, 20, 16, 0, tzinfo=dt.UTC)
ASKED = Invitation(42, 7 << 32 | 1, "Head's laptop", NOW, b"i" * 32)
CODE = "KM7X 9RTA 4WQH EJ8C"
BOOKS = b"SQLite format 3\0 Zoe Abbasi" * 40


@pytest.fixture(scope="module", autouse=True)
def quick():
    """Make the code's key in a moment: how long it takes is asked elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "SCRYPT", {"n": 2, "r": 8, "p": 1})
        yield


@pytest.fixture(scope="module")
def file(quick, tmp_path_factory):
    path = tmp_path_factory.mktemp("joining") / "laptop.joining"
    path.write_bytes(sealed_books(ASKED, BOOKS, CODE))
    return path


@pytest.mark.parametrize("code", [CODE, CODE.lower(), CODE.replace(" ", "-"), f" {CODE} "])
def test_the_code_opens_it_however_it_is_typed(file, code):
    assert unsealed_books(file, code, NOW) == (ASKED, BOOKS)
    assert b"Abbasi" not in file.read_bytes()


@pytest.mark.parametrize("code", ["", "KM7X", CODE.replace("K", "A"), CODE + "A"])
def test_another_code_opens_nothing(file, code):
    with pytest.raises(WrongCodeError, match="letter by letter"):
        unsealed_books(file, code, NOW)


@given(st.data())
def test_a_file_that_was_cut_or_changed_is_not_opened(file, data):
    held = file.read_bytes()
    place = data.draw(st.integers(0, len(held) - 1))
    by = data.draw(st.integers(1, 255))
    changed = data.draw(
        st.sampled_from(
            [held[:place], held[:place] + bytes([held[place] ^ by]) + held[place + 1 :]]
        )
    )
    other = file.with_name("other.joining")
    other.write_bytes(changed)
    with pytest.raises(NotAJoiningFileError, match="not a whole joining file"):
        unsealed_books(other, CODE, NOW)


@pytest.mark.parametrize("days", [8, 400, -2])
def test_a_file_is_good_for_a_week(file, days):
    assert unsealed_books(file, CODE, NOW + dt.timedelta(days=6))
    with pytest.raises(TooOldError, match="ask for a new one"):
        unsealed_books(file, CODE, NOW + dt.timedelta(days=days))


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(NotAJoiningFileError):
        unsealed_books(tmp_path / "gone.joining", CODE, NOW)


def test_codes_have_no_letters_that_are_mistaken_and_are_never_the_same():
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert set("".join(codes)) <= {*LETTERS, " "}
    assert not {*LETTERS} & {*"0O1IL2Z5S"}
