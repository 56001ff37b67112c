from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.school_year import Session
from officeapp.gui.register import keys

AM, PM = Session.AM, Session.PM


def typed(text: str, session: Session = AM) -> list[str]:
    """Return the codes a run of keys writes, cell by cell, ended by a move."""
    reader, written = keys.KeyReader(), []
    for key in text:
        reading = reader.read(key, session)
        written += [code for code in (reading.settled, reading.code) if code]
    return written + [code for code in (reader.settle(),) if code]


@pytest.mark.parametrize(
    ("text", "session", "codes"),
    [
        ("/", AM, ["/"]),
        ("/", PM, ["\\"]),
        (" ", AM, ["/"]),
        (" ", PM, ["\\"]),
        ("\\", AM, ["\\"]),
        ("lin", AM, ["L", "I", "N"]),
        ("c1c2j1", AM, ["C1", "C2", "J1"]),
        ("y1y7", AM, ["Y1", "Y7"]),
        ("c", AM, ["C"]),
        ("c/", AM, ["C", "/"]),
        ("cy4", AM, ["C", "Y4"]),
        ("cc1", AM, ["C", "C1"]),
        ("c3", AM, ["C", "3"]),
        ("y8", AM, ["Y", "8"]),
        ("j/", PM, ["J", "\\"]),
    ],
)
def test_keys_write_these_codes(text, session, codes):
    assert typed(text, session) == codes


def test_a_first_letter_waits_and_backspace_drops_it():
    reader = keys.KeyReader()
    assert reader.read("y", AM).waiting == "Y"
    assert reader.forget()
    assert not reader.forget()
    assert reader.settle() == ""


@pytest.mark.parametrize(
    ("text", "is_code"), [("a", True), (" ", True), ("é", False), ("\t", False), ("", False)]
)
def test_only_plain_characters_are_code_keys(text, is_code):
    assert keys.is_code_key(text) is is_code


def test_a_block_from_a_spreadsheet_is_read_cell_by_cell():
    assert keys.block_of('/\tl\r\n"C1"\t\r\n') == [["/", "L"], ["C1", ""]]
    assert keys.block_of("i") == [["I"]]


@pytest.mark.parametrize(
    ("cell", "session", "code"), [("/", PM, "\\"), ("\\", AM, "/"), ("U", AM, "U"), ("", PM, "")]
)
def test_either_stroke_in_a_block_means_present(cell, session, code):
    assert keys.code_of(cell, session) == code


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(
                st.sampled_from(["/", "\\", "L", "C1", "Y7", ""]), min_size=width, max_size=width
            ),
            min_size=1,
        )
    )
)
def test_a_copied_block_comes_back_as_it_was(block):
    assert keys.block_of(keys.text_of(block)) == block
