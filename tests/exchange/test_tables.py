r"""Lists as CSV, in and out.

Seen red: UTF-16 without mark taken for Windows-1252, line numbers counted by rows instead of
lines, a quote for '=' only, every apostrophe taken off.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.errors import UnreadableFileError
from officeapp.exchange.table_files import CannotWriteError, quoted, write_table
from officeapp.exchange.tables import RISKY, read_table, table_of, unquoted

LIST = "UPN,Surname,Forename\r\nB801200005001,O’Neill,Zoë\r\n"
TYPEABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode("utf-8"),
        LIST.encode("utf-8-sig"),
        LIST.encode("utf-16"),
        LIST.encode("utf-16-le"),
        LIST.encode("utf-16-be"),
        LIST.encode("cp1252"),
        LIST.replace(",", ";").encode(),
        LIST.replace(",", "\t").encode("utf-16"),
        ("sep=;\r\n" + LIST.replace(",", ";")).encode(),
        LIST.replace("\r\n", "\n").encode(),
        LIST.replace("\r\n", "\r").encode(),
    ],
)
def test_a_list_reads_the_same_in_every_encoding_and_with_every_separator(content):
    table = table_of(content, "list.csv")
    assert table.headings == ("UPN", "Surname", "Forename")
    assert [cells for _, cells in table.rows] == [["B801200005001", "O’Neill", "Zoë"]]


def test_a_row_is_known_by_the_line_it_begins_on():
    table = table_of(b'A,B\n\n1,"two\nlines"\n,,\n2,b\n', "list.csv")
    assert [line for line, _ in table.rows] == [3, 6]


def test_a_short_row_is_filled_and_a_long_one_refused_by_its_line():
    table = table_of(b"A,B,C\n1\n1,2,3,4\n1,2,3,,\n", "list.csv")
    assert table.rows == [(2, ["1", "", ""]), (4, ["1", "2", "3"])]
    assert [(p.where, p.found) for p in table.ragged] == [("3", "4")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"PK\x03\x04rest", "a workbook or a ZIP file"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"\xef\xbb\xbf<html>", "a web page"),
        ("<html>".encode("utf-16"), "a web page"),
        (b"<?xml version='1.0'?><CTfile/>", "an XML file"),
        (b"%PDF-1.7", "a PDF"),
        (b"A,B\n1,\x00\n", "not a text file"),
        (b"A,B\nZo\xc3\xab,\xff\n", "mixes two encodings"),
        (b"A,B\n\x81,1\n", "in an encoding"),
        (b"\xff\xfeA", "in an encoding"),
        (b"\xc3\xa9,B\n1,Zo\xc3", "mixes two encodings or is cut off"),
        (b'A,B\n1,"never closed\n', "a quotation mark there is not closed"),
        (b'A,B\n1,"' + b"x" * 200_000 + b'"\n', "a cell is far too long"),
        (b"just words\n", "is not a list"),
        (b"A," * 500 + b"A\n", "is not a list"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content, said):
    with pytest.raises(UnreadableFileError, match=said) as refusal:
        table_of(content, "list.csv")
    assert str(refusal.value).endswith(".")


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UnreadableFileError, match="cannot be opened"):
            read_table(path)


@pytest.mark.parametrize("name", ["'t Hooft", "O'Neill", "''t", "Zoë", ""])
def test_a_name_keeps_its_apostrophe(name):
    assert unquoted(name) == quoted(name) == name


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44", "-1", "@x", "\t=1", "\r", "\uff1d1", "'=1", "''-1"]
)
def test_no_cell_of_an_export_is_a_formula(cell):
    assert quoted(cell)[0] == "'"
    assert unquoted(quoted(cell)) == cell


@given(TYPEABLE | TYPEABLE.map("=".__add__) | TYPEABLE.map("'".__add__))
def test_quoting_loses_nothing_and_leaves_nothing_live(cell):
    assert quoted(cell)[:1] not in set(RISKY)
    assert unquoted(quoted(cell)) == cell


@given(st.lists(st.tuples(TYPEABLE, TYPEABLE, TYPEABLE), max_size=8))
def test_an_export_reads_back_exactly(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("out") / "list.csv"
    write_table(path, ["A", "=B", "C"], rows)
    table = read_table(path)
    assert table.headings == ("A", "=B", "C")
    shown = [row for row in rows if any(cell.strip() for cell in row)]
    assert [tuple(cells) for _, cells in table.rows] == shown


def test_an_export_to_a_place_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CannotWriteError, match="cannot be written"):
        write_table(tmp_path / "none" / "list.csv", ["A", "B"], [])


def test_a_file_that_is_far_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("officeapp.exchange.tables.LARGEST", 1024)
    path = tmp_path / "list.csv"
    path.write_bytes(b"A,B\n" + b"1,2\n" * 400)
    with pytest.raises(UnreadableFileError, match="is larger than"):
        read_table(path)


def test_more_rows_than_a_year_of_marks_are_refused():
    with pytest.raises(UnreadableFileError, match="import one year at a time"):
        table_of(b"A,B\n" + b"1,2\n" * 600_001, "list.csv")
